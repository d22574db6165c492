"""Meets and cards: what a track runs on one day."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .tracks import Track, name_key

# A race whose post time is this long past has most likely gone off, whatever the feed says (race data, 5.7).
POST_TIME_GRACE = timedelta(minutes=2)

# Wager pools and events stand in the listing beside real tracks (race data, 5.2).
_WAGER_POOL = re.compile(r"\b(pick\s*\d+|double|future bet|sweep|over\s*/?\s*under|wager|pool)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Meet:
    """One track's racing day in the feed's listing. `meet_id` is opaque (race data, 3.1); the day is `day`."""

    meet_id: str
    track_code: str
    track_name: str
    day: date

    @property
    def is_wager_pool(self) -> bool:
        """Tell whether this is a bet that spans tracks rather than a track."""
        return _WAGER_POOL.search(self.track_name) is not None


@dataclass(frozen=True)
class Race:
    """One race. `post_time` is aware UTC, None when the feed gives none it can be trusted on; `grade` is 1, 2 or 3.

    `number` is None when the feed leaves it out; `name` is the feed's, empty when it has none of its own.
    """

    number: int | None
    post_time: datetime | None
    name: str = ""
    is_stakes: bool = False
    grade: int | None = None
    is_cancelled: bool = False
    has_finished: bool = False

    def is_over(self, now: datetime) -> bool:
        """Tell whether it has been run: the feed says so, or its post time is past (race data, 5.7)."""
        return self.has_finished or (self.post_time is not None and self.post_time <= now - POST_TIME_GRACE)


@dataclass(frozen=True)
class Card:
    """The races of one meet, in the feed's order. Empty while entries are not published (race data, 5.6)."""

    races: tuple[Race, ...]

    @property
    def standing(self) -> tuple[Race, ...]:
        """The races that are not cancelled."""
        return tuple(race for race in self.races if not race.is_cancelled)


def earliest(races: Iterable[Race]) -> Race | None:
    """Return the race that goes off first, or None when that cannot be told.

    It cannot be told when no race has a post time, or when one without a post time comes earlier on the card: naming
    a later one would be a wrong answer.
    """
    listed = sorted(races, key=lambda race: race.number or 0)
    timed = [(race.post_time, race) for race in listed if race.post_time is not None]
    if not timed:
        return None
    first = min(timed, key=lambda pair: pair[0])[1]
    untimed_before = any(race.post_time is None and (race.number or 0) < (first.number or 0) for race in listed)
    return None if untimed_before else first


def meet_of(track: Track, meets: Iterable[Meet]) -> Meet | None:
    """Return the track's own meet among those of one day: by code first, else by name (race data, 5.2 and 5.10).

    Two codes can carry one name on the same day, so a name counts only when no meet has the code.
    """
    real = [meet for meet in meets if not meet.is_wager_pool]
    names = {name_key(track.name), name_key(track.feed_name)}
    return next(
        (meet for meet in real if meet.track_code == track.code),
        next((meet for meet in real if name_key(meet.track_name) in names), None),
    )
