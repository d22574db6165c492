"""Time as the domain sees it: handed in, never read from the machine."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Where the time comes from; bootstrap hands in the machine's, tests hand in their own."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds on a clock that never goes back, for measuring spans."""
        ...


@dataclass(frozen=True)
class Deadline:
    """The instant on `clock.monotonic()` by which everything that leaves the function in this turn must be over.

    `fetching` is called, from any thread, each time that something is about to be fetched because no cache has it: so
    whoever waits learns that it may take a while.
    """

    clock: Clock
    ends: float
    fetching: Callable[[], None] = lambda: None

    @classmethod
    def after(cls, clock: Clock, seconds: float) -> "Deadline":
        """Return the deadline that many seconds from now."""
        return cls(clock, clock.monotonic() + seconds)

    def remaining(self) -> float:
        """Return the seconds left, 0.0 once it has passed."""
        return max(0.0, self.ends - self.clock.monotonic())
