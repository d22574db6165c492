"""Answers put into words: facts in, sentences out."""

from dataclasses import dataclass, replace
from functools import singledispatch

from horse_racing.racing.answers import ListedOnly, SeveralStakes, TrackAnswer, TracksRacing
from horse_racing.racing.tracks import Track
from horse_racing.speech.en.names import plain_name
from horse_racing.speech.en.prompts import GOODBYE, MORE, WHAT_TO_KNOW, WHICH_TRACK
from horse_racing.speech.en.words import age, alternatives, cardinal, day_phrase
from horse_racing.speech.spoken import Answered, Ask, AskMore, Asks, Hearing, Reply, Shown, Vary, WhichRace, speech

# How many items of a list are told at a time (certification, UX-20).
PAGE = 4


@dataclass(frozen=True)
class Facts:
    """The sentences of an answer: its items come a page at a time, `last` behind the final ones.

    An answer without items is `first` alone.
    """

    first: tuple[str, ...]
    items: tuple[str, ...] = ()
    last: tuple[str, ...] = ()


@singledispatch
def facts_of(answer: object, hearing: Hearing) -> Facts:
    """Return what to say of an answer; each kind registers its own."""
    raise NotImplementedError(type(answer).__name__)


def told(answer: TrackAnswer, hearing: Hearing, start: int = 0) -> Reply:
    """Put an answer about a track into words, with its age when it has one, its list from item `start` on."""
    facts = _heard(answer, hearing)
    if isinstance(answer, SeveralStakes):
        return _which_race(answer, facts)
    again = f"This is as of {age(answer.as_of, hearing.now)}." if answer.as_of else ""
    return _page(facts, answer.track.name, start, again)


def _which_race(answer: SeveralStakes, facts: Facts) -> WhichRace:
    numbers = [f"race {cardinal(race.number)}" for race in answer.races if race.number]
    which = alternatives(numbers) if len(numbers) <= PAGE else ""
    question = f"{which[0].upper()}{which[1:]}?" if which else "Which race, by its number?"
    return WhichRace(speech(*facts.first, "Which one would you like?"), speech(question), Asks.RACE)


def welcome_back(track: Track, picture: TrackAnswer | None, hearing: Hearing, vary: Vary) -> Reply:
    """Welcome a listener whose track is known, with what is on there today where that could be had soon enough."""
    variants = ("Welcome back.", "Hello, and welcome back.", "Welcome back to Talk Horse Racing.")
    greeting = vary("welcome back", variants)
    today = _heard(picture, hearing).first if picture else (f"Your track is {track.name}.",)
    return Ask(
        speech(greeting, *today, WHAT_TO_KNOW),
        # What was just told need not be asked.
        speech(f"You can say, {'when is the next stakes race' if picture else 'how many races'}.", WHAT_TO_KNOW),
    )


def _heard(answer: TrackAnswer, hearing: Hearing) -> Facts:
    """Return what to say of an answer to this listener: of their day, and opening with the data's age if it has one."""
    facts = facts_of(replace(answer, when=hearing.day(answer.when)), hearing)
    if not answer.as_of:
        return facts
    first, *others = facts.first
    opening = first if first.startswith(answer.track.name) else _lowered(first)
    return replace(facts, first=(f"As of {age(answer.as_of, hearing.now)}, {opening}", *others))


def _lowered(sentence: str) -> str:
    return sentence if sentence.startswith("I ") else sentence[0].lower() + sentence[1:]


def told_tracks(answer: TracksRacing, hearing: Hearing, start: int = 0) -> Reply:
    """Put the tracks that race on a day into words, from number `start` on."""
    names = (*(track.name for track in answer.tracks), *map(plain_name, answer.others))
    when = day_phrase(hearing.day(answer.when))
    past = answer.when.is_past
    if not names:
        first = f"I don't see any track listed {when}."
    elif len(names) == 1:
        first = f"One track {'was' if past else 'is'} listed {when}."
    else:
        first = f"{cardinal(len(names)).capitalize()} tracks {'were' if past else 'are'} listed {when}."
    since = age(answer.as_of, hearing.now) if answer.as_of else ""
    if since:
        first = f"As of {since}, {_lowered(first)}"
    facts = Facts((first,), tuple(f"{name}." for name in names))
    return _page(facts, "Tracks racing", start, f"This is as of {since}." if since else "")


def told_listed_only(answer: ListedOnly, hearing: Hearing) -> Reply:
    """Say that a track is listed on a day and that nothing else is known of it, and ask for another one."""
    when = answer.when
    day = day_phrase(hearing.day(when))
    verb = "was" if when.is_past else "is"
    listed = f"{plain_name(answer.name)} {verb} on the list of tracks {day}"
    since = f"As of {age(answer.as_of, hearing.now)}, " if answer.as_of else ""
    return Ask(
        speech(f"{since}{listed}, but I don't know its races.", "I can look up many other tracks.", WHICH_TRACK),
        speech(WHICH_TRACK),
        Asks.TRACK,
    )


def _page(facts: Facts, title: str, start: int, again: str = "") -> Reply:
    """Return one part of the facts; `again` is what its later parts begin with."""
    items = facts.items[start : start + PAGE]
    said = (*((again,) if start else facts.first), *items)
    if start + PAGE < len(facts.items):
        return AskMore(speech(*said, MORE), speech(MORE), shown=Shown(title, speech(*said)), start=start + PAGE)
    # A list may have grown shorter since its first part was told.
    whole = speech(*said, *facts.last) if items or not start else speech("That was all.")
    return Answered(speech(*whole.sentences, GOODBYE), Shown(title, whole))
