"""The racing office: what the API knows at this moment, synthetic by default, replaced by hand where a test says so."""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from race_api import traps
from race_api.cards import card_of
from race_api.entries import entries
from race_api.meets import Calendar, Meet
from race_api.queries import MeetsQuery
from race_api.results import results

DEFAULT_SEED = "talk horse racing"
LISTED_AHEAD = timedelta(days=14)  # meets are listed until then
PUBLISHED_AHEAD = timedelta(days=4)  # entries are out until then (race data, 5.8)


class RacingOffice:
    """Answers the three questions of the North America contract as of `clock`, which returns an aware datetime.

    `calendar` says which meets there are; it may change at any time.
    `meets`, `cards` and `results` replace what would be served: the list of a day's meets, and the body of one
    track's entries or results on a day (None: 404).
    """

    def __init__(self, seed: str, clock: Callable[[], datetime], calendar: Calendar) -> None:
        self._seed = seed
        self._clock = clock
        self.calendar = calendar
        self.meets: dict[date, Sequence[Meet]] = {}
        self.cards: dict[tuple[str, date], dict[str, Any] | None] = {}
        self.results: dict[tuple[str, date], dict[str, Any] | None] = {}

    def meets_on(self, day: date) -> Sequence[Meet]:
        """Return the meets of this date."""
        return self.meets.get(day, self.calendar(self._seed, day))

    def listing(self, query: MeetsQuery) -> list[dict[str, Any]]:
        """Return the page asked for: from today (UTC) unless a start is given, to 14 days ahead at most."""
        today = self._today()
        start, last = query.start or today, today + LISTED_AHEAD
        meets = self._between(start, min(query.end or last, last))
        return [meet.as_json() for meet in islice(meets, query.skip, query.skip + query.limit)]

    def entries_of(self, meet: Meet) -> dict[str, Any] | None:
        """Return the body of `/entries`, None for 404."""
        place = (meet.track_id, meet.day)
        if place in self.cards:
            return deepcopy(self.cards[place])
        if meet.day > self._today() + PUBLISHED_AHEAD or traps.has_no_card(*place):
            return None
        return entries(card_of(self._seed, meet), self._clock())

    def results_of(self, meet: Meet) -> dict[str, Any] | None:
        """Return the body of `/results`, None for 404."""
        place = (meet.track_id, meet.day)
        if place in self.results:
            return deepcopy(self.results[place])
        if meet.track_id in traps.RESULTS_NOT_FOUND:
            return None
        return results(card_of(self._seed, meet), self._clock())

    def find(self, meet_id: str) -> Meet | None:
        """Return the listed meet of this id."""
        milliseconds = meet_id.rpartition("_")[2]
        if not milliseconds.isascii() or not milliseconds.isdigit():
            return None
        try:
            # Both midnights, Eastern and UTC, fall on the meet's date in UTC.
            day = datetime.fromtimestamp(int(milliseconds) / 1000, UTC).date()
        except (ValueError, OverflowError, OSError):
            return None
        if day > self._today() + LISTED_AHEAD:
            return None
        return next((meet for meet in self.meets_on(day) if meet.meet_id == meet_id), None)

    def _between(self, start: date, end: date) -> Iterator[Meet]:
        for offset in range((end - start).days + 1):
            yield from self.meets_on(start + timedelta(days=offset))

    def _today(self) -> date:
        return self._clock().astimezone(UTC).date()
