"""Time as the domain sees it: handed in, never read from the machine."""

from dataclasses import dataclass, field, replace
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

    def sleep(self, seconds: float) -> None:
        """Return when so many seconds have passed."""
        ...


@dataclass
class _SharedEnd:
    """What all deadlines of one turn share; any thread may read it."""

    has_answered: bool = False


@dataclass(frozen=True)
class Deadline:
    """The instant on `clock.monotonic()` by which everything that leaves the function in this turn must be over.

    It passes at once when the turn has answered: whoever answers it calls `end`. All deadlines of one turn share that.
    """

    clock: Clock
    ends: float
    _turn: _SharedEnd = field(default_factory=_SharedEnd, repr=False, compare=False)

    @classmethod
    def after(cls, clock: Clock, seconds: float) -> "Deadline":
        """Return the deadline that many seconds from now."""
        return cls(clock, clock.monotonic() + seconds)

    def sooner(self, seconds: float) -> "Deadline":
        """Return a deadline of the same turn, so many seconds from now and never later than this one."""
        return replace(self, ends=min(self.ends, self.clock.monotonic() + seconds))

    def remaining(self) -> float:
        """Return the seconds left, 0.0 once it has passed."""
        return 0.0 if self._turn.has_answered else max(0.0, self.ends - self.clock.monotonic())

    def end(self) -> None:
        """Take note that the turn has answered: from now on nothing leaves the function for it any more."""
        self._turn.has_answered = True
