"""Every sentence the skill says, in American English.

Answers are told and close the session; everything that asks ends with its question. No sentence here knows about the
feed, and no other module knows a sentence.
"""

from collections.abc import Sequence
from functools import singledispatch

from horse_racing.racing.answers import AllCancelled, Answer, NextStakes, NoRacesListed, NoStakes, RaceCount
from horse_racing.racing.cards import Race
from horse_racing.racing.errors import (
    FailingError,
    RaceDataError,
    RefusedError,
    ThrottledError,
    TimedOutError,
    UnreachableError,
    UnreadableError,
)
from horse_racing.racing.tracks import Track

from .spoken import Answered, Ask, Reply, Tell, speech
from .words import alternatives, cardinal, clock_time, day_phrase, race_name

_GOODBYE = "Goodbye."
_WHICH_TRACK = "Which track would you like?"
_WHAT_TO_KNOW = "What would you like to know?"
_BOTH_QUESTIONS = "how many races, or, when is the next stakes race"

# What went wrong with the race data, for each leaf of the tree in racing/errors.py.
_TROUBLES: dict[type[RaceDataError], str] = {
    TimedOutError: "The race data is taking too long to reach me right now, so I can't answer that.",
    UnreachableError: "I can't reach the race data right now, so I can't answer that.",
    RefusedError: "The race data isn't available right now, so I can't answer that.",
    ThrottledError: "The race data is in great demand right now, so I can't answer that.",
    FailingError: "The service with the race data is having trouble right now, so I can't answer that.",
    UnreadableError: "The race data I got doesn't make sense right now, so I won't guess.",
}


def welcome(featured: Sequence[Track]) -> Reply:
    """Open the conversation: what this is, some tracks to choose from, and the question which."""
    return Ask(
        speech(
            "Welcome to Talk Horse Racing.",
            "I can tell you how many races a track has today, and when its next stakes race is.",
            f"Choose {alternatives(_names(featured))}, or one of many more tracks in North America.",
            "Which track is your favorite?",
        ),
        speech(f"You can say, my favorite track is {featured[-1].name}.", _WHICH_TRACK),
    )


def track_chosen(track: Track) -> Reply:
    """Repeat the track back and ask what to find out about it."""
    return Ask(
        speech(
            f"{track.name}, got it.",
            "Would you like the number of races today, or the date of the next stakes race?",
        ),
        speech(f"You can say, {_BOTH_QUESTIONS}.", "Which would you like?"),
    )


def which_track(example: Track) -> Reply:
    """Ask for the track a question is about."""
    return Ask(
        speech("I need a track for that.", f"You can say, my favorite track is {example.name}.", _WHICH_TRACK),
        speech(_WHICH_TRACK),
    )


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


def which_day() -> Reply:
    """Ask for a single day when a week, a season or nothing of use was heard."""
    return Ask(
        speech("I can look up one day at a time, up to a year away.", "Which day would you like, today or tomorrow?"),
        speech("Would you like today, or tomorrow?"),
    )


def help_choosing(featured: Sequence[Track]) -> Reply:
    """Help while no track is known."""
    return Ask(
        speech(
            "Here is how it works.",
            f"First name a track, for example, my favorite track is {featured[0].name}.",
            f"Then ask, {_BOTH_QUESTIONS}.",
            "To leave, say stop.",
            _WHICH_TRACK,
        ),
        speech(f"You can say, my favorite track is {featured[-1].name}.", _WHICH_TRACK),
    )


def help_asking(track: Track, other: Track) -> Reply:
    """Help once the track is known."""
    return Ask(
        speech(
            f"Your track is {track.name}.",
            f"You can ask, {_BOTH_QUESTIONS}.",
            f"For another track, say, my favorite track is {other.name}.",
            _WHAT_TO_KNOW,
        ),
        speech(f"You can say, {_BOTH_QUESTIONS}.", "Which would you like?"),
    )


def not_understood(misses: int, track: Track | None, featured: Sequence[Track]) -> Reply:
    """Answer what was not understood: first with what is possible, then shorter, and the third time with a goodbye."""
    if misses > 2:  # noqa: PLR2004 - three misses in a row end the conversation
        return Tell(speech("Sorry, I still didn't get that.", "Let's try another time.", _GOODBYE))
    question = _WHAT_TO_KNOW if track else _WHICH_TRACK
    example = _BOTH_QUESTIONS if track else f"my favorite track is {featured[0].name}"
    opening = (
        ("Sorry, I can't help with that.", "I know how many races a track has, and when its next stakes race is.")
        if misses == 1
        else ("Sorry, I didn't get that either.",)
    )
    return Ask(speech(*opening, f"You can say, {example}.", question), speech(f"Try, {example}.", question))


def goodbye() -> Reply:
    """Close the conversation because the listener wants to."""
    return Tell(speech("Goodbye, and enjoy the races."))


def data_trouble(error: RaceDataError) -> Reply:
    """Apologize for race data that could not be had, in plain words and without a number."""
    return Tell(speech("Sorry.", _TROUBLES[type(error)], "Please try again in a few minutes.", _GOODBYE))


def own_trouble() -> Reply:
    """Apologize for a failure of the skill itself."""
    return Tell(speech("Sorry, something went wrong on my side.", "Please try again in a few minutes.", _GOODBYE))


def not_set_up() -> Reply:
    """Apologize for a skill whose configuration is missing."""
    return Tell(speech("Sorry, this skill isn't set up to get race data yet.", "Please try again later.", _GOODBYE))


def told(answer: Answer) -> Reply:
    """Put an answer into words."""
    facts = _sentences(answer)
    return Answered(speech(*facts, _GOODBYE), title=answer.track.name, facts=speech(*facts))


@singledispatch
def _sentences(answer: Answer) -> list[str]:
    raise NotImplementedError(type(answer).__name__)


@_sentences.register
def _(answer: RaceCount) -> list[str]:
    past = answer.is_over or answer.day < answer.today
    one = answer.count == 1
    verb = ("was" if one else "were") if past else ("is" if one else "are")
    races = f"{cardinal(answer.count)} {'race' if one else 'races'}"
    count = f"There {verb} {races} at {answer.track.name} {day_phrase(answer.day, answer.today)}."
    return [count, _cancelled(answer.cancelled), _coming(answer)]


def _cancelled(count: int) -> str:
    if not count:
        return ""
    return "One other is cancelled." if count == 1 else f"{cardinal(count).capitalize()} others are cancelled."


def _coming(answer: RaceCount) -> str:
    if answer.is_over or answer.day < answer.today:
        return "The last post time has passed." if answer.day == answer.today else ""
    if answer.coming is None or answer.coming.post_time is None:
        return f"The {'next' if answer.has_begun else 'first'} post time isn't listed."
    at = clock_time(answer.coming.post_time, answer.track)
    if answer.has_begun:
        number = answer.coming.number
        return f"The next one is race {cardinal(number)}, at {at}." if number else f"The next one is at {at}."
    return f"Its post time is {at}." if answer.count == 1 else f"The first is at {at}."


@_sentences.register
def _(answer: AllCancelled) -> list[str]:
    when = day_phrase(answer.day, answer.today)
    verb = "were" if answer.day < answer.today else "are"
    if answer.count == 1:
        return [f"The only race at {answer.track.name} {when} {'was' if verb == 'were' else 'is'} cancelled."]
    return [f"All {cardinal(answer.count)} races at {answer.track.name} {when} {verb} cancelled."]


@_sentences.register
def _(answer: NoRacesListed) -> list[str]:
    track, when = answer.track.name, day_phrase(answer.day, answer.today)
    if answer.is_listed and answer.day > answer.today:
        first = f"{track} is due to race {when}, but its races aren't listed yet."
    else:
        first = f"No races are listed at {track} {when}."
    if not answer.next_day:
        return [first]
    return [first, f"Racing is next listed there {day_phrase(answer.next_day, answer.today)}."]


@_sentences.register
def _(answer: NextStakes) -> list[str]:
    name = race_name(answer.race)
    article = "" if name.lower().startswith("the ") else "the "
    grade = f", grade {cardinal(answer.race.grade)}," if answer.race.grade else ""
    which = f"{article}{name}{grade} {day_phrase(answer.day, answer.today)}" if name else None
    first = f"The next stakes race at {answer.track.name} is {which or day_phrase(answer.day, answer.today)}."
    return [first, _place_on_card(answer.race, answer.track)]


def _place_on_card(race: Race, track: Track) -> str:
    if race.post_time is None:
        return f"It's race {cardinal(race.number)}." if race.number else ""
    at = clock_time(race.post_time, track)
    return f"It's race {cardinal(race.number)}, at {at}." if race.number else f"Its post time is {at}."


@_sentences.register
def _(answer: NoStakes) -> list[str]:
    return [f"There is no stakes race on the entries published so far for {answer.track.name}."]


def _names(tracks: Sequence[Track]) -> list[str]:
    return [track.name for track in tracks]
