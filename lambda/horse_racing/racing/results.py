"""Results: who was first, second and third, once it is official."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True)
class Finisher:
    """One of the first three. `position` is 1, 2 or 3, the same for horses in a dead heat.

    The payoffs are US dollars for a two-dollar wager, 0 where none was paid, None where the feed's cannot be read.
    """

    position: int
    horse: str
    program_number: str = ""
    jockey: str = ""
    win: Decimal | None = Decimal(0)
    place: Decimal | None = Decimal(0)
    show: Decimal | None = Decimal(0)


@dataclass(frozen=True)
class Payoff:
    """What one pool paid: `amount` US dollars for a wager of `base`, None where the feed does not tell for which.

    `wager` is "win", "place", "show", "exacta", "quinella", "trifecta", "superfecta", "daily_double", "pick_3" to
    "pick_6", or else the feed's own name in lower case; `numbers` are the winning ones as it writes them: "1-4".
    """

    wager: str
    numbers: str
    amount: Decimal
    base: Decimal | None = None


@dataclass(frozen=True)
class RaceResult:
    """The result of one race. `finishers` are in finishing order; `also_ran` names the rest in no certain order.

    A day's card and an evening card count their races each for itself; `is_evening` tells them apart. `name` is the
    race's own, empty when it has none; `condition` is the track's, such as "Fast", and `surface` such as "Dirt", both
    empty when the feed gives none.
    """

    number: int
    finishers: tuple[Finisher, ...]
    also_ran: tuple[str, ...] = ()
    is_evening: bool = False
    name: str = ""
    payoffs: tuple[Payoff, ...] = ()
    condition: str = ""
    surface: str = ""

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
