"""Results: who was first, second and third, once it is official."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True)
class Finisher:
    """One of the first three. `position` is 1, 2 or 3, the same for horses in a dead heat.

    The payoffs are US dollars for a two-dollar wager, 0 where none was paid.
    """

    position: int
    horse: str
    program_number: str = ""
    jockey: str = ""
    win: Decimal = Decimal(0)
    place: Decimal = Decimal(0)
    show: Decimal = Decimal(0)


@dataclass(frozen=True)
class RaceResult:
    """The result of one race. `finishers` are in finishing order; `also_ran` names the rest in no certain order."""

    number: int
    finishers: tuple[Finisher, ...]
    also_ran: tuple[str, ...] = ()

    @property
    def winners(self) -> tuple[Finisher, ...]:
        """The winner, or several after a dead heat."""
        return tuple(finisher for finisher in self.finishers if finisher.position == 1)


@dataclass(frozen=True)
class Results:
    """What is official of one meet so far; empty before its first result.

    `as_of` is None while it counts as fresh, else the instant, aware UTC, at which it was.
    """

    races: tuple[RaceResult, ...]
    as_of: datetime | None = None
