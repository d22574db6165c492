"""Post times in the feed: three fields, two encodings, one instant (race data, 5.3)."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_EASTERN = ZoneInfo("America/New_York")
_LONDON = ZoneInfo("Europe/London")

# From here up a number is milliseconds since the epoch (1973); below two days it is milliseconds since midnight.
_SMALLEST_EPOCH = 10**11
_TWO_DAYS = 2 * 86_400_000

# Eastern clock times before this hour belong to the night after the race date: a western night card.
_DAY_BEGINS = 6

# How old the snapshot behind `mtp` may be, in hours, for its minutes to tell a shift of whole hours.
_SNAPSHOT_HOURS = 0.25

_CLOCK = re.compile(r"(0?[1-9]|1[0-2]):([0-5]\d)\s*([AP])\.?M\.?", re.IGNORECASE)


def post_time(  # noqa: PLR0913 - the last one has a default and is given by name
    day: date,
    milliseconds: int | None,
    eastern_clock: str,
    minutes_to_post: int | None,
    fetched: datetime,
    *,
    is_eastern: bool = True,
) -> datetime | None:
    """Return the instant a race goes off, aware UTC, or None when the fields do not tell it.

    `milliseconds` is `post_time_long` in either encoding; `eastern_clock` is `post_time`, which is the Eastern clock
    at every track; `minutes_to_post` is `mtp` as of `fetched`; `is_eastern` tells whether the track's own clock is that
    one too. A result more than a day away from `day`, the race date, is none.
    """
    if not date.min.year < day.year < date.max.year:
        return None  # there the calendar ends, and days cannot be counted on
    instant = _from_epoch(milliseconds)
    if instant is None:
        # The second encoding is only proven at Eastern tracks, so elsewhere the other two fields overrule it. At an
        # Eastern one an old `mtp` would only shift what is right.
        instant = _from_clock(day, eastern_clock) or _from_london(day, milliseconds)
        if instant and not is_eastern and not _CLOCK.fullmatch(eastern_clock.strip()):
            instant = _on_the_hour_nearest(instant, minutes_to_post, fetched)
    if instant is None or abs(instant.astimezone(_EASTERN).date() - day) > timedelta(days=1):
        return None
    return instant


def _from_epoch(milliseconds: int | None) -> datetime | None:
    if milliseconds is None or milliseconds < _SMALLEST_EPOCH:
        return None
    try:
        return datetime.fromtimestamp(milliseconds // 1000, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def _from_london(day: date, milliseconds: int | None) -> datetime | None:
    if milliseconds is None or not 0 <= milliseconds < _TWO_DAYS:
        return None
    midnight = datetime.combine(day, time(), _LONDON).astimezone(UTC)
    return midnight + timedelta(seconds=milliseconds // 1000)


def _from_clock(day: date, text: str) -> datetime | None:
    match = _CLOCK.fullmatch(text.strip())
    if not match:
        return None
    hour = int(match[1]) % 12 + (12 if match[3].upper() == "P" else 0)
    if hour < _DAY_BEGINS:
        day += timedelta(days=1)
    return datetime.combine(day, time(hour, int(match[2])), _EASTERN).astimezone(UTC)


def _on_the_hour_nearest(instant: datetime, minutes_to_post: int | None, fetched: datetime) -> datetime:
    """Shift an instant by whole hours to where the minutes to post say it is.

    A local clock read as Eastern is off by whole hours, while `mtp` may be some minutes old.
    """
    if minutes_to_post is None or not 0 < minutes_to_post < _TWO_DAYS / 60_000:
        return instant
    hours_off = (fetched + timedelta(minutes=minutes_to_post) - instant) / timedelta(hours=1)
    whole = round(hours_off)
    return instant + timedelta(hours=whole) if abs(hours_off - whole) <= _SNAPSHOT_HOURS else instant
