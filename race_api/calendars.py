"""The calendars by their names, and when on one of them a day of racing begins and ends."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from types import MappingProxyType

from race_api.cards import card_of
from race_api.meets import EASTERN, Calendar, zone_of
from race_api.season import season
from race_api.trap_calendar import trap_calendar

CALENDARS: Mapping[str, Calendar] = MappingProxyType({"season": season, "traps": trap_calendar})

MORNING = time(9)  # Eastern: nothing has been run anywhere


def racing_from(calendar: Calendar, seed: str, now: datetime) -> datetime:
    """Return `now` while every track that races on its own date has a race ahead, else the next morning, both aware.

    After the first track's last post time a listener may ask about races that are over.
    """
    around = now.astimezone(EASTERN).date()
    for day in (around - timedelta(days=1), around):
        for meet in calendar(seed, day):
            races = card_of(seed, meet).races
            # The date before is still the present one farther west, but not where it is over.
            is_today = now.astimezone(zone_of(meet.track_id)).date() == day
            if races and is_today and races[-1].post <= now:
                return _next_morning(now)
    return now


def _next_morning(now: datetime) -> datetime:
    morning = datetime.combine(now.astimezone(EASTERN).date(), MORNING, EASTERN)
    return morning if morning > now else datetime.combine(morning.date() + timedelta(days=1), MORNING, EASTERN)
