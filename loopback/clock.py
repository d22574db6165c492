"""The time on the desk: the machine's, or one that was set to another instant and runs on from there."""

import argparse
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

# Where the desk stands unless somebody says otherwise: a time without an offset is one of this zone.
DEFAULT_ZONE = ZoneInfo("America/New_York")

# The calendar ends at 9999, and days are counted on from the present; nobody means the years out there.
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


class Clock(Protocol):
    """What the device, the skill and the race API take their time from."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds on a clock that never goes back, for measuring spans."""
        ...

    def sleep(self, seconds: float) -> None:
        """Return when so many seconds have passed."""
        ...


class DeskClock:
    """The machine's clock, moved so that it shows `starts_at` (aware) when it is made; not moved without it."""

    def __init__(self, starts_at: datetime | None = None) -> None:
        self._offset = starts_at - datetime.now(UTC) if starts_at else timedelta()

    def now(self) -> datetime:
        """Return the present instant on this clock, aware, in UTC."""
        return datetime.now(UTC) + self._offset

    def monotonic(self) -> float:
        """Return the machine's monotonic seconds: setting the clock does not change how long things take."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Return when so many of the machine's seconds have passed."""
        time.sleep(seconds)


class HeldClock:
    """Stands still on a whole second of another clock until it is told to catch up, so that the time can be noted."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._instant = clock.now().replace(microsecond=0)

    def now(self) -> datetime:
        """Return the instant it stands at, aware, in UTC."""
        return self._instant

    def monotonic(self) -> float:
        """Return the other clock's monotonic seconds, which run on: a wait takes as long as it takes."""
        return self._clock.monotonic()

    def sleep(self, seconds: float) -> None:
        """Return when so many of the other clock's seconds have passed."""
        self._clock.sleep(seconds)

    def catch_up(self) -> None:
        """Show what the other clock shows now."""
        self._instant = self._clock.now().replace(microsecond=0)


def moment(text: str) -> datetime:
    """Read an option's ISO 8601 date and time, aware only with an offset.

    Raises `argparse.ArgumentTypeError`, which argparse shows to the person, for anything else.
    """
    try:
        written = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not an ISO date and time: {text}") from error
    if not _FIRST_YEAR <= written.year <= _LAST_YEAR:
        raise argparse.ArgumentTypeError(f"not within the years {_FIRST_YEAR} to {_LAST_YEAR}: {text}")
    return written


def instant(written: datetime, zone: ZoneInfo = DEFAULT_ZONE) -> datetime:
    """Return an aware instant: a time without an offset is one on the clocks of this zone."""
    return written if written.tzinfo else written.replace(tzinfo=zone)


def time_told(instant: datetime, zone: ZoneInfo) -> str:
    """Return an aware instant as the clocks of a zone show it: "Thursday, November 26, 9:00 AM"."""
    local = instant.astimezone(zone)
    return f"{local:%A, %B} {local.day}, {local.hour % 12 or 12}:{local:%M %p}"
