"""The Racing API with its North America add-on as a source of race data (race data, 3)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from horse_racing.feeds.parsing import card_from, listed_in, meets_from
from horse_racing.feeds.parsing_results import results_from
from horse_racing.feeds.reading import integer, mapping
from horse_racing.feeds.transport import JsonTransport, NotFound
from horse_racing.racing.cards import Card, Listing, Meet
from horse_racing.racing.clock import Clock, Deadline
from horse_racing.racing.errors import FailingError, UnreadableError
from horse_racing.racing.results import Results
from horse_racing.racing.tracks import TrackCatalogue

_LISTING: Final = "/v1/north-america/meets"

# The most the listing gives at a time; left out, it cuts the day silently at 25 (race data, 5.1).
PAGE_SIZE = 50

# A busy day has some 75 meets; a listing that goes on beyond this many pages repeats itself.
MOST_PAGES = 6

_EASTERN = ZoneInfo("America/New_York")


class TheRacingApi:
    """A `RaceSource` over HTTP; every call raises a `RaceDataError` rather than guess."""

    def __init__(self, transport: JsonTransport, clock: Clock, catalogue: TrackCatalogue) -> None:
        self._transport = transport
        self._clock = clock
        self._catalogue = catalogue

    def listing(self, day: date, deadline: Deadline) -> Listing:
        """Return every meet listed on a day, whatever number of pages that takes."""
        found: list[object] = []
        for _ in range(MOST_PAGES):
            page, is_last = self._page(day, max(0, len(found) - 1), deadline)
            # Meets may leave the listing while it is read. Each page begins with the last meet of the one before: if
            # that is not there any more, one was pushed across the edge unseen.
            if found and page[:1] != found[-1:]:
                raise UnreadableError("the listing changed while it was read")
            found += page[1:] if found else page
            if is_last:
                return Listing(day, tuple(meet for meet in meets_from({"meets": found}) if meet.day == day))
        raise UnreadableError(f"the listing did not end after {MOST_PAGES} pages")

    def _page(self, day: date, skip: int, deadline: Deadline) -> tuple[list[object], bool]:
        """Return one page of the listing and whether it is the last: there is no total, but that one is short."""
        query: dict[str, str | int] = {"start_date": str(day), "end_date": str(day), "limit": PAGE_SIZE, "skip": skip}
        body = self._transport.get("the listing", _LISTING, query, deadline)
        if isinstance(body, NotFound):
            raise FailingError("the listing was not found: check RACING_API_URL")
        page = listed_in(body)
        # The provider says to what size it cut.
        return page, len(page) < min(PAGE_SIZE, integer(mapping(body, "the listing").get("limit")) or PAGE_SIZE)

    def card(self, meet: Meet, deadline: Deadline) -> Card:
        """Return the meet's card; a meet without entries answers 404 and has no races listed (race data, 2 and 5.6)."""
        asked = self._clock.now()
        body = self._transport.get("the entries", _path(meet, "entries"), {}, deadline)
        if isinstance(body, NotFound):
            return Card(())
        return card_from(body, meet, asked, self._hours_west(meet))

    def results(self, meet: Meet, deadline: Deadline) -> Results:
        """Return what is official of the meet; some answer 404 while there is nothing (race data, 2)."""
        body = self._transport.get("the results", _path(meet, "results"), {}, deadline)
        return Results(()) if isinstance(body, NotFound) else results_from(body, meet)

    def listing_at_hand(self, day: date) -> None:
        """Have nothing at hand: every call asks the provider."""

    def card_at_hand(self, meet: Meet) -> None:
        """Have nothing at hand."""

    def expect(self, days: Sequence[date], meets: Callable[[Listing], Iterable[Meet]], deadline: Deadline) -> None:
        """Read nothing before it is asked for: whoever stands in front of this does."""

    def _hours_west(self, meet: Meet) -> int:
        """Return how far the clock at the track is behind the Eastern one that day, 0 where the track is not known."""
        named = self._catalogue.named(meet.track_name)
        track = self._catalogue.get(meet.track_code) or (named[0] if named else None)
        if track is None:
            return 0
        noon = datetime.combine(meet.day, time(12))
        local = noon.replace(tzinfo=track.zone).astimezone(UTC)
        return round((local - noon.replace(tzinfo=_EASTERN)) / timedelta(hours=1))


def _path(meet: Meet, part: str) -> str:
    return f"{_LISTING}/{quote(meet.meet_id, safe='')}/{part}"
