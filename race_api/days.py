"""Which meets there are on a day, the same for the same seed and date: the listing behind the local race API.

Arapahoe Park and Tampa Bay Downs race every day. Tracks with traps race on fixed weekdays, the rest by chance, more of
them towards the weekend. Where to find which trap: `race_api.traps`.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from race_api import traps
from race_api.chance import stream

CATALOGUE = Path(__file__).parents[1] / "lambda" / "horse_racing" / "tracks.csv"
EASTERN = ZoneInfo("America/New_York")

# How many tracks of the catalogue race, Monday to Sunday: fewest and most. On a Saturday so many that at least fifty
# meets sort before TAM, which is what puts it on the second page.
_TRACKS_RACING = ((13, 16), (13, 17), (17, 21), (20, 26), (25, 32), (64, 70), (34, 42))


@dataclass(frozen=True)
class Track:
    """A track as the feed knows it; `zone` is its own clock."""

    track_id: str
    name: str
    country: str
    zone: ZoneInfo


@dataclass(frozen=True)
class Meet:
    """One track's racing on one date, as the listing shows it."""

    track_id: str
    track_name: str
    country: str
    day: date

    @property
    def meet_id(self) -> str:
        """The feed's id: track and the date's midnight in epoch milliseconds, Eastern or UTC (race data, 3.1)."""
        eastern = self.country == "CAN" or self.day < traps.UTC_MIDNIGHT_SINCE
        midnight = datetime.combine(self.day, time(), EASTERN if eastern else UTC)
        return f"{self.track_id}_{int(midnight.timestamp()) * 1000}"

    def as_json(self) -> dict[str, Any]:
        """Return the meet's object in the listing."""
        return {
            "country": self.country,
            "date": self.day.isoformat(),
            "meet_id": self.meet_id,
            "track_id": self.track_id,
            "track_name": self.track_name,
        }


@cache
def tracks() -> Mapping[str, Track]:
    """Return every track that has races: the catalogue's and the outsiders."""
    with CATALOGUE.open(encoding="utf-8", newline="") as lines:
        known = {
            row["code"]: Track(row["code"], row["feed_name"], row["country"], ZoneInfo(row["time_zone"]))
            for row in csv.DictReader(lines)
        }
    outside = {code: Track(code, name, "USA", ZoneInfo(zone)) for code, (name, zone, _) in traps.OUTSIDERS.items()}
    return MappingProxyType(known | outside)


def zone_of(track_id: str) -> ZoneInfo:
    """Return the track's own clock; Eastern for an id nobody knows."""
    track = tracks().get(track_id)
    return track.zone if track else EASTERN


@lru_cache(maxsize=512)
def meets_on(seed: str, day: date) -> tuple[Meet, ...]:
    """Return the day's meets sorted by track id, wager pools and outsiders included."""
    weekday = day.weekday()
    racing = _catalogue_tracks_on(seed, day)
    racing += [code for code, (_, _, weekdays) in traps.OUTSIDERS.items() if weekday in weekdays]
    meets = [Meet(code, _listed_name(tracks()[code], day), tracks()[code].country, day) for code in racing]
    meets += [Meet(code, name, "USA", day) for code, (name, weekdays) in traps.POOLS.items() if weekday in weekdays]
    return tuple(sorted(meets, key=lambda meet: meet.track_id))


def _catalogue_tracks_on(seed: str, day: date) -> list[str]:
    """Return the catalogue's tracks that race: those that must, filled up by chance to the day's number."""
    chance = stream(seed, day, "meets")
    weekday = day.weekday()
    certain = [*traps.EVERY_DAY, *(code for code, days in traps.FIXED_WEEKDAYS.items() if weekday in days)]
    elsewhere = {*traps.EVERY_DAY, *traps.FIXED_WEEKDAYS, *traps.OUTSIDERS, *traps.CLOSED}
    others = sorted(code for code in tracks() if code not in elsewhere)
    wanted = chance.randint(*_TRACKS_RACING[weekday]) - len(certain)
    return certain + chance.sample(others, min(wanted, len(others)))


def _listed_name(track: Track, day: date) -> str:
    if track.track_id == "BAQ" and traps.both_named_belmont(day):
        return tracks()["BEL"].name
    return track.name
