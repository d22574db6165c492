"""What the questions need from whoever provides race data."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Protocol

from horse_racing.racing.cards import Card, Listing, Meet
from horse_racing.racing.clock import Deadline
from horse_racing.racing.results import Results


class RaceSource(Protocol):
    """The provider of race data; every method raises a `RaceDataError` rather than guess.

    What is older than it should be, because nothing fresh could be had, says so in its `as_of`.
    """

    def listing(self, day: date, deadline: Deadline) -> Listing:
        """Return the meets of one day."""
        ...

    def card(self, meet: Meet, deadline: Deadline) -> Card:
        """Return the meet's card; one without races when the feed has no entries for it."""
        ...

    def results(self, meet: Meet, deadline: Deadline) -> Results:
        """Return what is official of the meet so far."""
        ...

    def listing_at_hand(self, day: date) -> Listing | None:
        """Return the fresh listing of a day that can be had without asking the provider or waiting, None otherwise."""
        ...

    def card_at_hand(self, meet: Meet) -> Card | None:
        """Return the fresh card of a meet that can be had without asking the provider or waiting, None otherwise."""
        ...

    def expect(self, days: Sequence[date], meets: Callable[[Listing], Iterable[Meet]], deadline: Deadline) -> None:
        """Take note that these days will be asked about in this order, and of each the cards of `meets`.

        It is a hint that changes no answer: a source may read some of that before it is asked.
        """
        ...


class SourceInFront:
    """A `RaceSource` in front of another one, which answers whatever the class made of this one does not."""

    def __init__(self, origin: RaceSource) -> None:
        self._origin = origin

    def listing(self, day: date, deadline: Deadline) -> Listing:
        """Return the meets of one day."""
        return self._origin.listing(day, deadline)

    def card(self, meet: Meet, deadline: Deadline) -> Card:
        """Return the meet's card."""
        return self._origin.card(meet, deadline)

    def results(self, meet: Meet, deadline: Deadline) -> Results:
        """Return what is official of the meet so far."""
        return self._origin.results(meet, deadline)

    def listing_at_hand(self, day: date) -> Listing | None:
        """Return the listing that is at hand."""
        return self._origin.listing_at_hand(day)

    def card_at_hand(self, meet: Meet) -> Card | None:
        """Return the card that is at hand."""
        return self._origin.card_at_hand(meet)

    def expect(self, days: Sequence[date], meets: Callable[[Listing], Iterable[Meet]], deadline: Deadline) -> None:
        """Pass it on."""
        self._origin.expect(days, meets, deadline)
