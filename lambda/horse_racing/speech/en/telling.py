"""Answers put into words: facts in, sentences out."""

import importlib
from dataclasses import dataclass, replace
from functools import singledispatch

from horse_racing.racing.answers import ListedOnly, TrackAnswer, TracksAnswer
from horse_racing.racing.tracks import Track
from horse_racing.speech.en.names import plain_name
from horse_racing.speech.en.prompts import GOODBYE, MORE, WHAT_TO_KNOW, WHICH_TRACK
from horse_racing.speech.en.words import age, day_phrase
from horse_racing.speech.spoken import (
    Answered,
    Ask,
    AskMore,
    Asks,
    Hearing,
    Reply,
    Shown,
    Vary,
    speech,
)

# How many items of a list are told at a time (certification, UX-20).
PAGE = 4

# What registers the answers that no welcome needs.
_MORE = "horse_racing.speech.en.more_answers"


@dataclass(frozen=True)
class Facts:
    """The sentences of an answer: its items come a page at a time, `last` behind the final ones.

    An answer without items is `first` alone. `opens_with_name`: its first word is a name, other than the track's, and
    keeps its capital wherever it stands. `asks` is the question that it ends with, None where it is told as it stands;
    `title` is what it is about, for its card, where that is not a track.
    """

    first: tuple[str, ...]
    items: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    opens_with_name: bool = False
    asks: Ask | None = None
    title: str = ""


@singledispatch
def facts_of(answer: object, hearing: Hearing) -> Facts:
    """Return what to say of an answer; each kind registers its own.

    What no welcome needs has not been imported yet: a start would take longer for it.
    """
    importlib.import_module(_MORE)
    found = facts_of.dispatch(type(answer))
    if found is facts_of.dispatch(object):
        raise NotImplementedError(type(answer).__name__)
    return found(answer, hearing)


def told(answer: TrackAnswer | TracksAnswer, hearing: Hearing, start: int = 0) -> Reply:
    """Put an answer into words, with its age when it has one, its list from item `start` on.

    What raises a question, or leads nowhere, is returned as a reply that asks.
    """
    facts = _heard(answer, hearing)
    if facts.asks:
        return replace(facts.asks, speech=speech(*facts.first, *facts.asks.speech.sentences))
    again = f"This is as of {age(answer.as_of, hearing.now)}." if answer.as_of else ""
    title = answer.track.name if isinstance(answer, TrackAnswer) else facts.title
    return _page(facts, title, start, again)


def welcome_back(
    track: Track, picture: TrackAnswer | None, hearing: Hearing, vary: Vary, *, is_invented: bool = False
) -> Reply:
    """Welcome a listener whose track is known, with what is on there today where that could be had soon enough.

    `is_invented` says of the races that they are.
    """
    variants = ("Welcome back.", "Hello, and welcome back.", "Welcome back to Talk Horse Racing.")
    greeting = vary("welcome back", variants)
    # Shorter than at first, as the whole welcome is.
    invented = "The races are invented." if is_invented else ""
    today = _heard(picture, hearing).first if picture else (f"Your track is {track.name}.",)
    return Ask(
        speech(greeting, invented, *today, WHAT_TO_KNOW),
        # What was just told need not be asked.
        speech(f"You can say, {'when is the next stakes race' if picture else 'how many races'}.", WHAT_TO_KNOW),
    )


def _heard(answer: TrackAnswer | TracksAnswer, hearing: Hearing) -> Facts:
    """Return what to say of an answer to this listener: of their day, and opening with the data's age if it has one."""
    facts = facts_of(replace(answer, when=hearing.day(answer.when)), hearing)
    if not answer.as_of:
        return facts
    first, *others = facts.first
    is_track = isinstance(answer, TrackAnswer) and first.startswith(answer.track.name)
    opening = first if is_track or facts.opens_with_name else _lowered(first)
    return replace(facts, first=(f"As of {age(answer.as_of, hearing.now)}, {opening}", *others))


def _lowered(sentence: str) -> str:
    return sentence if sentence.startswith("I ") else sentence[0].lower() + sentence[1:]


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
    head = speech(*facts.first, *facts.last)
    if start + PAGE < len(facts.items):
        return AskMore(speech(*said, MORE), speech(MORE), shown=Shown(title, speech(*said), head), start=start + PAGE)
    # A list may have grown shorter since its first part was told.
    whole = speech(*said, *facts.last) if items or not start else speech("That was all.")
    return Answered(speech(*whole.sentences, GOODBYE), Shown(title, whole, head))
