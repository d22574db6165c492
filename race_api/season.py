"""The season's calendar: the tracks that race at this time of the year, on the weekdays on which they are used to.

The seasons are those of the years around 2026, day and month alone, so that they hold for any year; `season.csv` has
them. Tracks that are closed, or of which that is reported, have none there: Pimlico and Aqueduct, Hastings, Hawthorne,
Ruidoso Downs, Turf Paradise. Fairs of a few days have none either.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from race_api import traps
from race_api.chance import stream
from race_api.meets import Meet, tracks

FEWEST, MOST = 8, 25  # tracks on a day
_FILE = Path(__file__).with_name("season.csv")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# The one wager pool that is listed all year.
_POOLS = ("CCP",)


@dataclass(frozen=True)
class _Season:
    """A track's season from one day of the year to another, both included; it may go past the turn of the year."""

    track_id: str
    first: str
    last: str
    weekdays: frozenset[int]

    def holds(self, day: date) -> bool:
        at = f"{day:%m-%d}"
        if self.first <= self.last:
            return self.first <= at <= self.last
        return at >= self.first or at <= self.last


@lru_cache(maxsize=512)
def season(seed: str, day: date) -> tuple[Meet, ...]:
    """Return the day's meets sorted by track id: 8 to 25 tracks, and the wager pools.

    On a day of fewer others of the season fill up to the fewest, as extra days; on one of more some stay dark. Chance
    says which.
    """
    chance = stream(seed, day, "season")
    open_now = [season for season in _seasons() if season.holds(day)]
    racing = sorted({season.track_id for season in open_now if day.weekday() in season.weekdays})
    if len(racing) > MOST:
        racing = chance.sample(racing, MOST)
    others = sorted({season.track_id for season in open_now} - set(racing))
    racing += chance.sample(others, max(0, FEWEST - len(racing)))
    return tuple(sorted((*(_meet(code, day) for code in racing), *_pools(day)), key=lambda meet: meet.track_id))


def _meet(code: str, day: date) -> Meet:
    track = tracks()[code]
    return Meet(code, track.name, track.country, day)


def _pools(day: date) -> Iterator[Meet]:
    for code in _POOLS:
        name, weekdays = traps.POOLS[code]
        if day.weekday() in weekdays:
            yield Meet(code, name, "USA", day)


@cache
def _seasons() -> tuple[_Season, ...]:
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            _Season(row["track"], row["from"], row["to"], frozenset(map(_WEEKDAYS.index, row["weekdays"].split())))
            for row in csv.DictReader(lines)
        )
