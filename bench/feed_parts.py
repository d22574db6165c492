"""What the measurements are made with: clocks, the skill's own source of race data, and tables."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from threading import Lock

from horse_racing.bootstrap import load_catalogue
from horse_racing.feeds.cached_source import CachedSource
from horse_racing.feeds.credentials import GivenCredentials
from horse_racing.feeds.prefetch import PrefetchingSource
from horse_racing.feeds.rate_limit import RateLimit
from horse_racing.feeds.shared_cache import SharedCache
from horse_racing.feeds.the_racing_api import PAGE_SIZE, TheRacingApi
from horse_racing.feeds.transport import JsonTransport
from horse_racing.racing.cards import Card, Listing, Meet
from horse_racing.racing.clock import Clock, Deadline
from horse_racing.racing.results import Results
from horse_racing.racing.source import RaceSource, SourceInFront
from race_api.server import DEFAULT_SEED, RaceApi, RecordedRequest
from race_api.trap_calendar import trap_calendar

# Ten in the morning in the East on a Saturday: the listings of this day and of the one a week later have two pages.
MORNING = datetime(2026, 11, 28, 15, 0, tzinfo=UTC)

CATALOGUE = load_catalogue()

# What the provider takes to answer, in seconds.
LATENCY = 0.15


@dataclass(frozen=True)
class BenchClock:
    """A clock whose seconds are real. Its date stands still, or runs on from the moment `began`, in epoch seconds."""

    starts: datetime = MORNING
    began: float | None = None

    def now(self) -> datetime:
        """Return the instant that is taken for the present."""
        return self.starts if self.began is None else self.starts + timedelta(seconds=time.time() - self.began)

    def monotonic(self) -> float:
        """Return the machine's own seconds."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Return when so many of them have passed."""
        time.sleep(seconds)


@dataclass(frozen=True)
class Account:
    """Where the race API listens, and who may ask it."""

    url: str
    username: str
    password: str

    @classmethod
    def of(cls, api: RaceApi) -> "Account":
        """Return the account that a local race API accepts."""
        return cls(api.url, api.username, api.password)


class WatchedSource(SourceInFront):
    """A source that passes everything on and knows of what is still being read after the answer was given."""

    def __init__(self, origin: RaceSource) -> None:
        super().__init__(origin)
        self._lock = Lock()
        self._under_way = 0

    def listing(self, day: date, deadline: Deadline) -> Listing:
        """Return the meets of one day."""
        with self._counted():
            return self._origin.listing(day, deadline)

    def card(self, meet: Meet, deadline: Deadline) -> Card:
        """Return the meet's card."""
        with self._counted():
            return self._origin.card(meet, deadline)

    def results(self, meet: Meet, deadline: Deadline) -> Results:
        """Return what is official of the meet so far."""
        with self._counted():
            return self._origin.results(meet, deadline)

    def settle(self) -> None:
        """Return when nothing is being read any more; the deadlines of those who read bound it."""
        quiet = 0
        while quiet < 2:  # noqa: PLR2004 - twice in a row: a day may be about to begin
            time.sleep(0.01)
            quiet = 0 if self._under_way else quiet + 1

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._lock:
            self._under_way += 1
        try:
            yield
        finally:
            with self._lock:
                self._under_way -= 1


def new_source(
    account: Account, clock: Clock, calls_per_second: int, shared: SharedCache | None = None
) -> tuple[RaceSource, WatchedSource]:
    """Return race data as a new container has it, composed as bootstrap does, with nothing kept and no connection."""
    credentials = GivenCredentials(account.username, account.password)
    transport = JsonTransport(account.url, credentials, RateLimit(calls_per_second))
    origin = WatchedSource(TheRacingApi(transport, clock, CATALOGUE))
    return PrefetchingSource(CachedSource(origin, clock, shared)), origin


def listed_on(day: date) -> list[str]:
    """Return the ids of what the local race API lists on a day: tracks and wager pools."""
    return [meet.track_id for meet in trap_calendar(DEFAULT_SEED, day)]


def pages_of(day: date) -> int:
    """Return how many calls the listing of a day takes: there is no total, only a page that is not full."""
    return len(listed_on(day)) // PAGE_SIZE + 1


def resource_of(request: RecordedRequest) -> tuple[str, str]:
    """Return which resource a call was for: its kind, and the day or the meet."""
    *_, meet, part = request.path.split("/")
    return ("listing", dict(request.query)["start_date"]) if part == "meets" else (part, meet)


def table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table in Markdown, its columns aligned, the first one to the left."""
    cells = [[str(cell) for cell in row] for row in (headings, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(headings))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    lines = [
        [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        for row in (cells[0], rule, *cells[1:])
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
