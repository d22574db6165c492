"""Slots, read by total functions: whatever Alexa sends, one of a few meanings comes out."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ask_sdk_model import Slot
from ask_sdk_model.slu.entityresolution import StatusCode

from horse_racing.racing.inquiry import RaceChoice
from horse_racing.racing.tracks import Track, TrackCatalogue

# What was heard is repeated back; nobody wants to hear more of it than this.
_LONGEST_HEARD = 60

# The feed knows nothing useful beyond, and dates near the ends of the calendar cannot be counted on from.
_FURTHEST_DAY = timedelta(days=365)

# A date, with a time of day behind it for "tonight" and the like. Weeks, months and years are written otherwise.
_ONE_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T(?:MO|AF|EV|NI))?")

_NEXT_OR_LAST: dict[str, RaceChoice] = {"next": "next", "last": "last"}

# How Alexa writes "now": the only word among its dates.
_NOW = "PRESENT_REF"


@dataclass(frozen=True)
class UnknownTrack:
    """A name was heard and no track has it."""

    heard: str


TrackHeard = Track | tuple[Track, ...] | UnknownTrack | None


def track_heard(slot: Slot | None, catalogue: TrackCatalogue) -> TrackHeard:
    """Return the track, several of them when the name is shared, an `UnknownTrack`, or None when none was said.

    Every authority's matches count. Where resolution found nothing or failed, the spoken text is looked up.
    """
    said = _said(slot)
    if slot is None or not said:
        return None
    found = tuple(dict.fromkeys(track for code in _resolved_ids(slot) if (track := catalogue.get(code))))
    found = found or catalogue.named(said)
    if not found:
        return UnknownTrack(said[:_LONGEST_HEARD])
    return found[0] if len(found) == 1 else found


@dataclass(frozen=True)
class UnusableDay:
    """Something was said for a day that is not one day, or one too far away to ask for."""

    is_weekend: bool = False


DayHeard = date | UnusableDay | Literal["now"] | None


def day_heard(slot: Slot | None, today: date) -> DayHeard:
    """Return the day, the listener's own, "now", an `UnusableDay` (a week, nonsense), or None when none was said."""
    said = _said(slot)
    if not said:
        return None
    if said == _NOW:
        return "now"
    match = _ONE_DAY.fullmatch(said)
    try:
        day = date.fromisoformat(match[1]) if match else None
    except ValueError:
        day = None
    return day if day and abs(day - today) <= _FURTHEST_DAY else UnusableDay(is_weekend=said.endswith("-WE"))


@dataclass(frozen=True)
class UnknownRace:
    """Something was said for a race that is none from one to twenty, nor the next or the last."""


RaceHeard = RaceChoice | UnknownRace | None


def race_heard(slot: Slot | None, number_heard: Callable[[str], int | None]) -> RaceHeard:
    """Return the race, an `UnknownRace`, or None when none was said.

    Where resolution found nothing or failed, `number_heard` tells the number a word stands for.
    """
    said = _said(slot)
    if slot is None or not said:
        return None
    ids = list(dict.fromkeys(_resolved_ids(slot)))
    chosen = ids[0] if len(ids) == 1 else said.lower()
    return number_heard(chosen) or _NEXT_OR_LAST.get(chosen, UnknownRace())


def _said(slot: Slot | None) -> str:
    """Return what was heard, on one line and printable; empty when it was nothing or the "?" Alexa writes for noise."""
    value = slot.value if slot else None
    if not isinstance(value, str):
        return ""
    printable = "".join(character if character.isprintable() else " " for character in value)
    return " ".join(printable.split()).strip("? ")


def _resolved_ids(slot: Slot) -> Iterator[str]:
    authorities = (slot.resolutions.resolutions_per_authority if slot.resolutions else None) or []
    for authority in authorities:
        if authority.status and authority.status.code == StatusCode.ER_SUCCESS_MATCH:
            for match in authority.values or []:
                if match.value and match.value.id:
                    yield match.value.id
