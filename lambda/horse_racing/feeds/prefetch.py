"""Race data read before it is asked for, while what was asked for before is still on its way."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, wait
from datetime import date
from functools import partial
from threading import Lock
from typing import TypeVar

from horse_racing.bounded_call import start_call
from horse_racing.racing.cards import Card, Listing, Meet
from horse_racing.racing.clock import Deadline
from horse_racing.racing.source import RaceSource, SourceInFront

T = TypeVar("T")

# How many days are read at the same time. More would only queue up at the provider's rate limit.
AT_ONCE = 3

# What takes longer than this, in seconds, is being fetched and not just looked up.
_AT_HAND_SECONDS = 0.03


class PrefetchingSource(SourceInFront):
    """A source in front of another one, which it asks about expected days some ahead."""

    def __init__(self, origin: RaceSource) -> None:
        super().__init__(origin)
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
        if expected and expected.deadline is deadline and meet.day in expected.days:
            return expected.card(meet)
        return self._origin.card(meet, deadline)


class _Expected:
    """The days that one turn is going to ask about, in this order, each read once.

    As long as what is asked for is at hand, nothing is read ahead that may not be needed; and no further day is begun
    once the questions have stopped.
    """

    def __init__(
        self,
        origin: RaceSource,
        days: Sequence[date],
        meets: Callable[[Listing], Iterable[Meet]],
        deadline: Deadline,
    ) -> None:
        self.days = tuple(days)
        self.deadline = deadline
        self._origin = origin
        self._meets = meets
        self._listings: dict[date, Future[Listing]] = {}
        self._cards: dict[Meet, Future[Card]] = {}
        self._lock = Lock()

    def listing(self, day: date) -> Listing:
        """Return a day's listing; raises what reading it raises."""
        if day not in self._listings:
            if at_hand := self._origin.listing_at_hand(day):
                return at_hand
            self._begin([day])
        return self._awaited(self._listings[day], day)

    def card(self, meet: Meet) -> Card:
        """Return the card of a meet on one of the days; raises what reading it raises."""
        if meet not in self._cards:
            if at_hand := self._origin.card_at_hand(meet):
                return at_hand
            self._begin_card(meet)
            self._begin_others(meet.day)
        return self._awaited(self._cards[meet], meet.day)

    def _begin_others(self, day: date) -> None:
        """Begin the other cards of a day whose listing was at hand, so that reading it has begun none."""
        listing = self._origin.listing_at_hand(day)
        for meet in self._meets(listing) if listing else ():
            if meet not in self._cards and self._origin.card_at_hand(meet) is None:
                self._begin_card(meet)

    def _awaited(self, outcome: Future[T], day: date) -> T:
        if outcome not in wait([outcome], timeout=_AT_HAND_SECONDS).done:
            position = self.days.index(day)
            self._begin(self.days[position + 1 : position + AT_ONCE])
        return outcome.result()

    def _begin(self, days: Sequence[date]) -> None:
        for day in days:
            if day not in self._listings:
                self._listings[day] = start_call(partial(self._read, day))

    def _begin_card(self, meet: Meet) -> None:
        # A day that is read ahead and whoever asks for its cards may both begin one.
        with self._lock:
            if meet not in self._cards:
                self._cards[meet] = start_call(partial(self._origin.card, meet, self.deadline))

    def _read(self, day: date) -> Listing:
        listing = self._origin.listing(day, self.deadline)
        # Whoever has the listing finds its cards begun.
        for meet in self._meets(listing):
            self._begin_card(meet)
        return listing
