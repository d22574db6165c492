"""How long race data may be taken for the present, and how long it may still be told with its age.

The provider refreshes today's data every three to five minutes, tomorrow's every thirty, later days' every hour
(race data, 1 and 6).
"""

from datetime import date, datetime, timedelta
from enum import Enum
from typing import NamedTuple
from zoneinfo import ZoneInfo


class ResourceKind(Enum):
    """The resources of the feed."""

    LISTING = "listing"
    CARD = "card"
    RESULTS = "results"


class Freshness(NamedTuple):
    """`fresh`: no call is made for it. `usable`: it is told with its age when nothing fresh can be had."""

    fresh: timedelta
    usable: timedelta


def _of(fresh_seconds: int, usable_minutes: int) -> Freshness:
    return Freshness(timedelta(seconds=fresh_seconds), timedelta(minutes=usable_minutes))


# By resource: on a past day, today, tomorrow, and later. Changes to today's card matter within minutes; a past day's
# results are complete.
_TABLE: dict[ResourceKind, tuple[Freshness, Freshness, Freshness, Freshness]] = {
    ResourceKind.LISTING: (_of(3600, 1440), _of(600, 360), _of(1800, 360), _of(3600, 720)),
    ResourceKind.CARD: (_of(3600, 1440), _of(90, 30), _of(900, 180), _of(1800, 360)),
    ResourceKind.RESULTS: (_of(3600, 1440), _of(60, 60), _of(600, 60), _of(600, 60)),
}

# Today lasts until it is over in the west and begins with it in the east.
_EAST, _WEST = ZoneInfo("America/New_York"), ZoneInfo("America/Los_Angeles")


def is_to_come(day: date, now: datetime) -> bool:
    """Tell whether that day has not begun yet, in the east, where it begins first; `now` is aware UTC."""
    return day > now.astimezone(_EAST).date()


def freshness(kind: ResourceKind, day: date, now: datetime) -> Freshness:
    """Return how long data of that kind about that day may be used; `now` is aware UTC."""
    past, today, tomorrow, later = _TABLE[kind]
    last_today = now.astimezone(_EAST).date()
    if day < now.astimezone(_WEST).date():
        return past
    if day <= last_today:
        return today
    return tomorrow if day == last_today + timedelta(days=1) else later
