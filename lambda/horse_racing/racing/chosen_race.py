"""Which race of a card is meant: by its number, as the next, the first or the last one, or as the stakes race."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, TypeVar

from horse_racing.racing.answers import TrackAnswer
from horse_racing.racing.answers_about_races import (
    NextRace,
    NoFeature,
    NoSuchRace,
    NothingNext,
    OneRace,
    SeveralStakes,
    UnclearRace,
)
from horse_racing.racing.cards import Card, Race, earliest, still_to_run
from horse_racing.racing.day_card import card_of_day, next_racing_day
from horse_racing.racing.days import RaceDay
from horse_racing.racing.errors import OutOfDateError
from horse_racing.racing.inquiry import Inquiry, RaceChoice

R = TypeVar("R", bound=OneRace)


def chosen_race(ask: Inquiry, choice: RaceChoice, day: date | None) -> OneRace | TrackAnswer:
    """Return the race as a plain `OneRace`; else the answer that says why there is none, or not one."""
    when = ask.day(day)
    card = card_of_day(ask, when)
    if not isinstance(card, Card):
        return card
    found: Race | TrackAnswer
    match choice:
        case "next":
            coming = coming_of(ask, when, card)
            found = coming.race if isinstance(coming, NextRace) else coming
        case "first" | "last":
            found = end_of(card.races, choice) or UnclearRace(ask.track, when, None, choice)
        case "feature":
            found = feature_of(ask, when, card)
        case _:
            found = _numbered(ask, when, card, choice)
    if not isinstance(found, Race):
        return found
    return OneRace(ask.track, when, card.as_of, found, is_next=choice == "next", is_last=choice == "last")


def _numbered(ask: Inquiry, when: RaceDay, card: Card, number: int) -> Race | TrackAnswer:
    numbered = [race for race in card.races if race.number == number]
    if not numbered:
        return NoSuchRace(ask.track, when, card.as_of, number, card.last_number)
    # A day and a night card may both have that number: what is still to come is meant sooner than what is over.
    return earliest(still_to_run(numbered, ask.now)) or numbered[0]


def end_of(races: Iterable[Race], end: Literal["first", "last"]) -> Race | None:
    """Return the race that goes off first or last, None when that cannot be told.

    Post times tell it, and where one is missing the numbers: those of a day and of a night card run side by side.
    """
    listed = tuple(races)
    place = 0 if end == "first" else -1
    if len(listed) == 1:
        return listed[0]
    timed = [(race.post_time, index, race) for index, race in enumerate(listed) if race.post_time is not None]
    if timed and len(timed) == len(listed):
        return sorted(timed)[place][2]
    numbered = {race.number: race for race in listed if race.number is not None}
    return numbered[sorted(numbered)[place]] if numbered and len(numbered) == len(listed) else None


def coming_of(ask: Inquiry, when: RaceDay, card: Card) -> NextRace | NothingNext:
    """Name the next race of a card; raises `OutOfDateError` when the card has an age."""
    if card.as_of:
        raise OutOfDateError("an older card cannot tell the next race")
    ahead = () if when.is_past else still_to_run(card.standing, ask.now)
    coming = earliest(ahead)
    if coming is None or coming.post_time is None:
        return NothingNext(ask.track, when, None, not ahead, None if ahead else next_racing_day(ask, when))
    return NextRace(ask.track, when, None, coming, coming.post_time)


def feature_of(ask: Inquiry, when: RaceDay, card: Card) -> Race | TrackAnswer:
    """Return the card's stakes race; else the answer that says that there are several, or none."""
    stakes = [race for race in card.standing if race.is_stakes] or [race for race in card.races if race.is_stakes]
    if not stakes:
        return NoFeature(ask.track, when, card.as_of)
    if len(stakes) == 1:
        return stakes[0]
    if all(race.post_time for race in stakes):
        stakes.sort(key=lambda race: race.post_time or ask.now)
    return SeveralStakes(ask.track, when, card.as_of, tuple(stakes))


def answered_as(kind: type[R], found: OneRace) -> R:
    """Return the race that was found as another kind of answer about it."""
    return kind(found.track, found.when, found.as_of, found.race, found.is_next, found.is_last)
