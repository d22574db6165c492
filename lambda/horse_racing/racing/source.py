"""What the questions need from whoever provides race data."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Protocol, TypeVar

from horse_racing.racing.cards import Card, Listing, Meet
from horse_racing.racing.clock import Deadline
from horse_racing.racing.results import Results

Day = TypeVar("Day")
Found = TypeVar("Found")


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

    def in_order(self, read: Callable[[Day], Found], days: Sequence[Day]) -> Iterator[Found]:
        """Yield what `read` returns for each day, in order, reading some days ahead at the same time.

        What `read` raises is raised where its day is due; days not needed any more are not begun.
        """
        ...
