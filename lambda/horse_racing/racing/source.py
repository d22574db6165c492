"""What the questions need from whoever provides race data."""

from datetime import date
from typing import Protocol

from .cards import Card, Meet
from .clock import Deadline


class RaceSource(Protocol):
    """The provider of race data; both methods raise a `RaceDataError` rather than guess."""

    def meets(self, first: date, last: date, deadline: Deadline) -> tuple[Meet, ...]:
        """Return every meet listed from `first` to `last`, both included, wager pools among them."""
        ...

    def card(self, meet: Meet, deadline: Deadline) -> Card:
        """Return the meet's card; one without races when the feed has no entries for it."""
        ...
