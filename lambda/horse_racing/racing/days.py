"""Days: the track's own today, and when that word can be said to a listener who may be elsewhere."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_A_WEEK = 7

# The listeners' first and last local dates: while these two differ, "today" is not the same day for everybody.
_EARLIEST, _LATEST = ZoneInfo("America/New_York"), ZoneInfo("Pacific/Honolulu")


@dataclass(frozen=True)
class RaceDay:
    """A racing day as seen from a track: `day` is the date asked about, `today` the track's local date.

    `is_today_shared` tells whether all listeners are on one date right now; while they are not, "today" and "tomorrow"
    would mean another day to some of them, and the day has to be named. `is_named`: it has to be anyhow, because it is
    another day than was heard.
    """

    day: date
    today: date
    is_today_shared: bool = True
    is_named: bool = False

    @property
    def is_past(self) -> bool:
        """Tell whether the day lies before the track's today."""
        return self.day < self.today

    @property
    def is_future(self) -> bool:
        """Tell whether the day lies after the track's today."""
        return self.day > self.today

    def on(self, day: date) -> "RaceDay":
        """Return another day seen from the same moment."""
        return RaceDay(day, self.today, self.is_today_shared)


def race_day(zone: ZoneInfo, day: date | None, now: datetime) -> RaceDay:
    """Return the day asked about, the today of the track's zone when none was (race data, 5.9)."""
    today = now.astimezone(zone).date()
    # Puerto Rico's clock runs ahead of New York's in winter, so the track's own date counts as well.
    dates = {today, now.astimezone(_EARLIEST).date(), now.astimezone(_LATEST).date()}
    return RaceDay(day or today, today, is_today_shared=len(dates) == 1)


def latest_past(day: date, today: date) -> date:
    """Return the latest day that is said like this one: the weekday up to a week ahead, else the date."""
    if (day - today).days <= _A_WEEK:
        return day - timedelta(days=_A_WEEK)
    for years in range(1, 9):
        try:
            past = day.replace(year=day.year - years)
        except ValueError:
            # February 29 is not in every year.
            continue
        if past < today:
            return past
    return day


def day_of_month(number: int, today: date, *, is_past: bool) -> date | None:
    """Return the nearest day with this number of a month, from today on or up to today. None when there is none."""
    for offset in range(62):
        day = today + timedelta(days=-offset if is_past else offset)
        if day.day == number:
            return day
    return None
