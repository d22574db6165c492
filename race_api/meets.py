"""A track, and one day's racing there as the listing shows it."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from race_api import traps

CATALOGUE = Path(__file__).parents[1] / "lambda" / "horse_racing" / "tracks.csv"
EASTERN = ZoneInfo("America/New_York")


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


# Which meets there are: from a seed and a date to the day's meets, sorted by track id, the same for the same two.
Calendar = Callable[[str, date], tuple[Meet, ...]]


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
