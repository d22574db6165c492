"""What the skill apologizes with, in plain words and without a number."""

from horse_racing.racing.errors import (
    FailingError,
    OutOfDateError,
    RaceDataError,
    RefusedError,
    ThrottledError,
    TimedOutError,
    UnreachableError,
    UnreadableError,
)
from horse_racing.speech.en.prompts import GOODBYE
from horse_racing.speech.spoken import Reply, Tell, speech

# What went wrong with the race data, for each leaf of the tree in racing/errors.py.
_TROUBLES: dict[type[RaceDataError], str] = {
    TimedOutError: "The race data is taking too long to reach me right now, so I can't answer that.",
    UnreachableError: "I can't reach the race data right now, so I can't answer that.",
    RefusedError: "The race data isn't available right now, so I can't answer that.",
    ThrottledError: "The race data is in great demand right now, so I can't answer that.",
    FailingError: "The service with the race data is having trouble right now, so I can't answer that.",
    UnreadableError: "The race data I got doesn't make sense right now, so I won't guess.",
    OutOfDateError: "The race data I have is a little old, so I can't say what is next right now.",
}


def data_trouble(error: RaceDataError) -> Reply:
    """Apologize for race data that could not be had, in plain words and without a number."""
    # Credentials do not mend themselves in minutes.
    when = "later" if isinstance(error, RefusedError) else "in a few minutes"
    return Tell(speech("Sorry.", _TROUBLES[type(error)], f"Please try again {when}.", GOODBYE))


def own_trouble() -> Reply:
    """Apologize for a failure of the skill itself."""
    return Tell(speech("Sorry, something went wrong on my side.", "Please try again in a few minutes.", GOODBYE))


def not_set_up() -> Reply:
    """Apologize for a skill whose configuration is missing."""
    return Tell(speech("Sorry, this skill isn't set up to get race data yet.", "Please try again later.", GOODBYE))
