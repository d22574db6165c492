"""The Racing API with its North America add-on as a source of race data (race data, 3)."""

from datetime import date
from typing import Final
from urllib.parse import quote

from horse_racing.racing.cards import Card, Meet
from horse_racing.racing.clock import Clock, Deadline
from horse_racing.racing.errors import FailingError, UnreadableError

from .parsing import card_from, meets_from
from .reading import integer, mapping
from .transport import JsonTransport, NotFound

_LISTING: Final = "/v1/north-america/meets"

# The most the listing gives at a time; left out, it cuts the day silently at 25 (race data, 5.1).
PAGE_SIZE = 50

# A week holds some 400 meets; a listing that goes on beyond this many pages repeats itself.
MOST_PAGES = 20


class TheRacingApi:
    """A `RaceSource` over HTTP; every call raises a `RaceDataError` rather than guess."""

    def __init__(self, transport: JsonTransport, clock: Clock) -> None:
        self._transport = transport
        self._clock = clock

    def meets(self, first: date, last: date, deadline: Deadline) -> tuple[Meet, ...]:
        """Return every meet listed from `first` to `last`, both included, whatever number of pages that takes."""
        found: list[Meet] = []
        skip = 0
        for _ in range(MOST_PAGES):
            body = self._transport.get(
                _LISTING,
                {"start_date": first.isoformat(), "end_date": last.isoformat(), "limit": PAGE_SIZE, "skip": skip},
                deadline,
            )
            if isinstance(body, NotFound):
                raise FailingError("the listing was not found: check RACING_API_URL")
            page = meets_from(body)
            found += page
            skip += len(page)
            # There is no total: a page shorter than the size it was cut to is the last.
            if len(page) < min(PAGE_SIZE, integer(mapping(body, "the listing").get("limit")) or PAGE_SIZE):
                return tuple(meet for meet in found if first <= meet.day <= last)
        raise UnreadableError(f"the listing did not end after {MOST_PAGES} pages")

    def card(self, meet: Meet, deadline: Deadline) -> Card:
        """Return the meet's card; a meet without entries answers 404 and has no races listed (race data, 2 and 5.6)."""
        body = self._transport.get(f"{_LISTING}/{quote(meet.meet_id, safe='')}/entries", {}, deadline)
        if isinstance(body, NotFound):
            return Card(())
        return card_from(body, meet, self._clock.now())
