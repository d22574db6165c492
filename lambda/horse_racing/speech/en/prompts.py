"""What the skill asks, explains and apologizes with."""

from collections.abc import Sequence
from dataclasses import replace

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
from horse_racing.racing.tracks import Track
from horse_racing.speech.en.words import alternatives
from horse_racing.speech.spoken import Ask, Reply, Speech, Tell, Vary, speech

GOODBYE = "Goodbye."
_WHICH_TRACK = "Which track would you like?"
WHAT_TO_KNOW = "What would you like to know?"
_BOTH_QUESTIONS = "how many races, or, when is the next stakes race"
_ALL_QUESTIONS = f"{_BOTH_QUESTIONS}, or, who's in race five, or, any scratches, or, who won the last race"

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


def welcome(featured: Sequence[Track], vary: Vary) -> Reply:
    """Open the conversation: what this is, some tracks to choose from, and the question which."""
    greeting = vary(
        "greeting", ("Welcome to Talk Horse Racing.", "Hello from Talk Horse Racing.", "Talk Horse Racing here.")
    )
    return Ask(
        speech(
            greeting,
            "I can tell you how many races a track has today, when its next stakes race is, who runs, and who won.",
            f"Choose {alternatives(_names(featured))}, or one of many more tracks in North America.",
            "Which track is your favorite?",
        ),
        speech(f"You can say, my favorite track is {featured[-1].name}.", _WHICH_TRACK),
    )


def track_chosen(track: Track, vary: Vary, *, is_kept: bool = False) -> Reply:
    """Repeat the track back, say so if it will be known next time, and ask what to find out about it."""
    got = vary("acknowledgement", (f"{track.name}, got it.", f"Okay, {track.name}.", f"{track.name} it is."))
    return Ask(
        speech(
            got,
            "I'll remember it." if is_kept else "",
            "Would you like the number of races today, or the date of the next stakes race?",
        ),
        speech(f"You can say, {_BOTH_QUESTIONS}.", "Which would you like?"),
    )


def what_to_ask(track: Track) -> Reply:
    """Say what can be asked about the track, to a yes or no that answers nothing."""
    return Ask(
        speech(f"About {track.name}, you can ask, {_BOTH_QUESTIONS}, or, who won the last race.", WHAT_TO_KNOW),
        speech(WHAT_TO_KNOW),
    )


def which_track(featured: Sequence[Track], *, has_question: bool) -> Reply:
    """Ask for a track: the one a question is about, or just any."""
    names = ", ".join(_names(featured))
    opening = "I need a track for that." if has_question else f"You can choose {names}, or one of many more."
    example = f"You can say, my favorite track is {featured[1].name}."
    return Ask(speech(opening, example, _WHICH_TRACK), speech(_WHICH_TRACK))


def unknown_track(heard: str, featured: Sequence[Track]) -> Reply:
    """Say that there is no such track, and name some that there are."""
    return Ask(
        speech(f"I don't know a track called {heard}.", f"Try {alternatives(_names(featured))}.", _WHICH_TRACK),
        speech(f"You can say, my favorite track is {featured[0].name}.", _WHICH_TRACK),
    )


def which_of(tracks: Sequence[Track]) -> Reply:
    """Ask which of several tracks with the same name is meant."""
    names = alternatives(_names(tracks))
    return Ask(speech("More than one track goes by that name.", f"Did you mean {names}?"), speech(f"{names}?"))


def did_you_mean(track: Track) -> Reply:
    """Offer the track that a misheard name most likely stands for."""
    return Ask(
        speech("I'm not sure I heard that right.", f"Did you mean {track.name}?"), speech(f"Was it {track.name}?")
    )


def yes_or_no(track: Track) -> Reply:
    """Help with the question whether this track was meant."""
    return Ask(
        speech(
            "First I need your track, so say yes or no.",
            f"Then you can say, {_ALL_QUESTIONS}.",
            f"Did you mean {track.name}?",
        ),
        speech(f"Did you mean {track.name}?"),
    )


def which_day(*, weekend: bool = False) -> Reply:
    """Ask for a single day when a weekend, a week, or a day too far away was heard."""
    days = "Saturday or Sunday" if weekend else "today or tomorrow"
    return Ask(
        speech("I can look up one day at a time, up to a year away.", f"Which day would you like, {days}?"),
        speech(f"Which day, {days}?"),
    )


def which_race() -> Reply:
    """Ask for a race by its number."""
    return Ask(
        speech("I need the number of a race, from one to twenty.", "Which race would you like?"),
        speech("Which race would you like?"),
    )


def help_choosing(featured: Sequence[Track]) -> Reply:
    """Help while no track is known."""
    return Ask(
        speech(
            "Here is how it works.",
            f"First name a track, for example, my favorite track is {featured[0].name}.",
            f"Then ask, {_BOTH_QUESTIONS}.",
            "I also know the next race, runners, scratches, and results.",
            "To leave, say stop.",
            _WHICH_TRACK,
        ),
        speech(f"You can say, my favorite track is {featured[-1].name}.", _WHICH_TRACK),
    )


def help_asking(track: Track, other: Track, *, is_kept: bool = False) -> Reply:
    """Help once the track is known; where it is known beyond the conversation, with how to undo that."""
    return Ask(
        speech(
            f"Your track is {track.name}.",
            f"You can ask, {_ALL_QUESTIONS}.",
            f"For another track, say, switch to {other.name}.",
            "To make me forget it, say, forget my track." if is_kept else "",
            WHAT_TO_KNOW,
        ),
        speech(f"You can say, {_BOTH_QUESTIONS}.", "Which would you like?"),
    )


def not_understood(misses: int, track: Track | None, featured: Sequence[Track], vary: Vary) -> Reply:
    """Answer what was not understood: first with what is possible, then shorter, and the third time with a goodbye."""
    if misses > 2:  # noqa: PLR2004 - three misses in a row end the conversation
        return Tell(speech("Sorry, I still didn't get that.", "Let's try another time.", GOODBYE))
    question = WHAT_TO_KNOW if track else _WHICH_TRACK
    example = _BOTH_QUESTIONS if track else f"my favorite track is {featured[0].name}"
    sorry = vary(
        "fallback", ("Sorry, I can't help with that.", "Sorry, that's beyond me.", "Sorry, I didn't get that.")
    )
    able = "I know a track's races, its next stakes race, runners, scratches, and results." if misses == 1 else ""
    return Ask(speech(sorry, able, f"You can say, {example}.", question), speech(f"Try, {example}.", question))


def remembering(track: Track, reply: Reply) -> Reply:
    """Say before a reply that the track it is about will be known next time."""
    return replace(reply, speech=speech(f"I'll remember {track.name}.", *reply.speech.sentences))


def whose_track() -> Reply:
    """Make sure that the track of the one who speaks is forgotten, and not of the one who spoke before."""
    return Ask(
        speech(
            "I heard another voice before, so I'm not sure whose track to forget.",
            "To forget yours, say, forget my track.",
            WHAT_TO_KNOW,
        ),
        speech("You can say, forget my track.", WHAT_TO_KNOW),
    )


def forgotten() -> Reply:
    """Confirm that the listener's track is not known any more."""
    return Tell(speech("Okay, I've forgotten your track.", "You can tell me another one any time.", GOODBYE))


def not_forgotten() -> Reply:
    """Apologize for a track that could not be forgotten: to say it was would be wrong."""
    return Tell(speech("Sorry, I couldn't forget your track right now.", "Please try again in a few minutes.", GOODBYE))


def one_moment() -> Speech:
    """Bridge the time while many entries are read."""
    return speech("Let me check the entries.")


def goodbye(vary: Vary) -> Reply:
    """Close the conversation because the listener wants to."""
    last = vary("goodbye", ("Goodbye, and enjoy the races.", "Goodbye. See you at the track.", "Bye for now."))
    return Tell(speech(last))


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


def _names(tracks: Sequence[Track]) -> list[str]:
    return [track.name for track in tracks]
