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
# And where the shift is two hours or more, so that a snapshot of an hour ago cannot be taken for it.
_OLD_SNAPSHOT_HOURS = 1.25

_CLOCK = re.compile(r"(0?[1-9]|1[0-2]):([0-5]\d)\s*([AP])\.?M\.?", re.IGNORECASE)


def post_time(  # noqa: PLR0913 - the last two have defaults and are given by name
    day: date,
    milliseconds: int | None,
    eastern_clock: str,
    minutes_to_post: int | None,
    fetched: datetime,
    *,
    hours_west: int = 0,
    is_misread: bool = False,
) -> datetime | None:
    """Return the instant a race goes off, aware UTC, or None when the fields do not tell it.

    `milliseconds` is `post_time_long` in either encoding; `eastern_clock` is `post_time`, which is the Eastern clock
    at every track; `minutes_to_post` is `mtp` as of `fetched`; `hours_west` is how far the track's own clock is behind
    the Eastern one. `is_misread` tells that another race of the card has its local time read as Eastern. A result more
    than a day away from `day`, the race date, is none.
    """
    if not date.min.year < day.year < date.max.year:
        return None  # there the calendar ends, and days cannot be counted on
    # The second encoding is only proven at Eastern tracks, so the other two fields overrule it.
    instant = _from_epoch(milliseconds) or _from_clock(day, eastern_clock)
    if instant is None:
        instant = _from_london(day, milliseconds)
        here = tells_misreading(day, milliseconds, eastern_clock, minutes_to_post, fetched, hours_west)
        if instant and (is_misread if here is None else here):
            instant += timedelta(hours=hours_west)
    if instant is None or abs(instant.astimezone(_EASTERN).date() - day) > timedelta(days=1):
        return None
    return instant


def tells_misreading(  # noqa: PLR0913, PLR0917 - the same fields as above
    day: date,
    milliseconds: int | None,
    eastern_clock: str,
    minutes_to_post: int | None,
    fetched: datetime,
    hours_west: int,
) -> bool | None:
    """Tell whether the second encoding has a local time read as Eastern, None where nothing tells.

    Such a time is too early by as much as the track's clock is behind. The minutes to post show it, which count from a
    snapshot that may be some minutes old, and an hour old for a later day. At an Eastern track there is no difference.
    """
    instant = _from_london(day, milliseconds)
    if not hours_west or instant is None or _from_clock(day, eastern_clock):
        return None
    if minutes_to_post is None or not 0 < minutes_to_post < _TWO_DAYS / 60_000:
        return None
    if abs(hours_west) == 1 and day > fetched.astimezone(_EASTERN).date():
        return None
    hours_off = (fetched + timedelta(minutes=minutes_to_post) - instant) / timedelta(hours=1)
    latest = _SNAPSHOT_HOURS if abs(hours_west) == 1 else _OLD_SNAPSHOT_HOURS
    found = [hours for hours in (0, hours_west) if -_SNAPSHOT_HOURS <= hours_off - hours <= latest]
    return found == [hours_west] if found else None


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
