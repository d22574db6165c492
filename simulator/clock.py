"""The time on the desk: the machine's, or one that was set to another instant and runs on from there."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What the device, the skill and the race API take their time from."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds on a clock that never goes back, for measuring spans."""
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
