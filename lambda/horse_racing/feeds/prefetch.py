"""Race data read before it is asked for, while what was asked for before is still on its way."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, wait
from datetime import date
from functools import partial
from typing import TypeVar

from horse_racing.bounded_call import start_call
from horse_racing.racing.cards import Card, Listing, Meet
from horse_racing.racing.clock import Deadline
from horse_racing.racing.results import Results
from horse_racing.racing.source import RaceSource

T = TypeVar("T")

# How many days are read at the same time. More would only queue up at the provider's rate limit.
AT_ONCE = 3

# What takes longer than this, in seconds, is being fetched and not just looked up.
_AT_HAND_SECONDS = 0.03


class PrefetchingSource:
    """A `RaceSource` in front of another one, which it asks about expected days some ahead."""

    def __init__(self, origin: RaceSource) -> None:
        self._origin = origin
        self._expected: _Expected | None = None

    def expect(self, days: Sequence[date], meets: Callable[[Listing], Iterable[Meet]], deadline: Deadline) -> None:
        """Be ready to read these days ahead; nothing is read before the first of them is asked about."""
        self._expected = _Expected(self._origin, days, meets, deadline)

    def listing(self, day: date, deadline: Deadline) -> Listing:
        """Return the meets of one day."""
        expected = self._expected
        if expected and expected.deadline is deadline and day in expected.days:
            return expected.listing(day)
        return self._origin.listing(day, deadline)

    def card(self, meet: Meet, deadline: Deadline) -> Card:
        """Return the meet's card."""
        expected = self._expected
        if expected and expected.deadline is deadline and meet in expected.cards:
            return expected.card(meet)
        return self._origin.card(meet, deadline)

    def results(self, meet: Meet, deadline: Deadline) -> Results:
        """Return what is official of the meet so far."""
        return self._origin.results(meet, deadline)


class _Expected:
    """The days that one turn is going to ask about, in this order, each read once.

    As long as what is asked for is at hand, because it is cached, nothing is read ahead that may not be needed; and no
    further day is begun once the questions have stopped.
    """

    def __init__(
        self, origin: RaceSource, days: Sequence[date], meets: Callable[[Listing], Iterable[Meet]], deadline: Deadline
    ) -> None:
        self.days = tuple(days)
        self.deadline = deadline
        self.cards: dict[Meet, Future[Card]] = {}
        self._origin = origin
        self._meets = meets
        self._listings: list[Future[Listing]] = []

    def listing(self, day: date) -> Listing:
        """Return a day's listing; raises what reading it raises."""
        position = self.days.index(day)
        self._begin(position + 1)
        return self._awaited(self._listings[position], position)

    def card(self, meet: Meet) -> Card:
        """Return the card of a meet whose day is being read; raises what reading it raises."""
        return self._awaited(self.cards[meet], self.days.index(meet.day))

    def _awaited(self, outcome: Future[T], position: int) -> T:
        if outcome not in wait([outcome], timeout=_AT_HAND_SECONDS).done:
            self._begin(position + AT_ONCE)
        return outcome.result()

    def _begin(self, count: int) -> None:
        """Have the first `count` days begun."""
        for day in self.days[len(self._listings) : count]:
            self._listings.append(start_call(partial(self._read, day)))

    def _read(self, day: date) -> Listing:
        listing = self._origin.listing(day, self.deadline)
        # Whoever has the listing finds its cards begun.
        for meet in self._meets(listing):
            self.cards[meet] = start_call(partial(self._origin.card, meet, self.deadline))
        return listing
