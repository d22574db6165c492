"""A local race API: a real HTTP server on loopback that honors The Racing API's North America contract.

All horses, people and stakes are invented, and the same for the same seed and date. Run it beside the skill with
`python -m race_api`, or inside a test with `with RaceApi(clock=...) as api:`. `race_api.answering`
says what it answers, and this module carries that. `race_api.traps` says where to find each of the feed's traps,
`loopback.faults` how it can fail.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from threading import Event, Thread
from types import TracebackType
from typing import Any, Self

from loopback.faults import Failure, Fault
from loopback.server import Line, LoopbackServer, Request
from race_api.admission import Query, parted
from race_api.answering import Answering
from race_api.entries import all_cancelled
from race_api.meets import Calendar, Meet
from race_api.office import DEFAULT_SEED, RacingOffice
from race_api.refusals import WORDINGS
from race_api.season import season

__all__ = ["DEFAULT_SEED", "Fault", "Meet", "RaceApi", "RecordedRequest", "all_cancelled"]

SLOW_SECONDS = 3.0


def utc_now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class RecordedRequest:
    """What was asked, and the status answered: None when the client got no answer at all."""

    method: str
    path: str
    query: Query
    status: int | None


class RaceApi:
    """The local race API; a context manager that serves in a background thread.

    `port` 0 takes a free one; `clock` returns the present as an aware datetime; `calendar` says which meets there are;
    `latency` is a delay in seconds before every answer; `on_request` hears of each request as it is answered.

    `meets`, `cards` and `results` override a day's data: `api.cards["TAM", day] = None` makes its entries a 404,
    `= all_cancelled(api.card("TAM", day))` cancels the day, any other object is served as it is; `api.meets[day]` is
    exactly the list of that day's meets. The entries of a track are found only while the day lists it.
    """

    def __init__(  # noqa: PLR0913 - each says one thing about the server, all have a default
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        seed: str | int = DEFAULT_SEED,
        clock: Callable[[], datetime] = utc_now,
        calendar: Calendar = season,
        username: str = "talk",
        password: str = "horse-racing",  # noqa: S107 - guards nothing but invented horses
        latency: float = 0.0,
        on_request: Callable[[RecordedRequest], None] | None = None,
    ) -> None:
        self.username = username
        self.password = password
        self.url = ""  # known once it serves
        self.requests: list[RecordedRequest] = []
        self._address = (host, port)
        self._latency = latency
        self._on_request = on_request
        self._office = RacingOffice(str(seed), clock, calendar)
        self._answering = Answering(self._office, username, password)
        self.meets: dict[date, Sequence[Meet]] = self._office.meets
        self.cards: dict[tuple[str, date], dict[str, Any] | None] = self._office.cards
        self.results: dict[tuple[str, date], dict[str, Any] | None] = self._office.results
        self._failures: list[Failure] = []
        self._stopping = Event()

    def __enter__(self) -> Self:
        self._stopping.clear()
        self._server = LoopbackServer(self._address, self._answer)
        self._thread = Thread(target=self._server.run, name="race-api", daemon=True)
        self._thread.start()
        self.url = f"http://{self._address[0]}:{self._server.server_port}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        for failure in self._failures:
            failure.over.set()
        self._server.stop()
        self._thread.join()

    @contextmanager
    def failing(self, fault: Fault, *, seconds: float = SLOW_SECONDS) -> Iterator[None]:
        """Answer every authenticated data call with the fault while inside; `seconds` is how slow SLOW is."""
        failure = Failure(fault, seconds, WORDINGS)
        self._failures.append(failure)
        try:
            yield
        finally:
            self._failures.remove(failure)
            failure.over.set()

    def use(self, calendar: Calendar) -> None:
        """Go by another calendar from here on."""
        self._office.calendar = calendar

    def meets_on(self, day: date) -> Sequence[Meet]:
        """Return the meets of this date, as they are listed."""
        return self._office.meets_on(day)

    def meet(self, track_id: str, day: date) -> Meet:
        """Return the track's meet of that day; raises LookupError when it is not listed."""
        for meet in self._office.meets_on(day):
            if meet.track_id == track_id:
                return meet
        raise LookupError(f"{track_id} is not listed on {day}.")

    def card(self, track_id: str, day: date) -> dict[str, Any]:
        """Return a copy of the entries that would be served now; raises LookupError where that is a 404."""
        card = self._office.entries_of(self.meet(track_id, day))
        if card is None:
            raise LookupError(f"The entries of {track_id} on {day} are not published.")
        return card

    def _answer(self, line: Line) -> None:
        request = line.request_read
        answer = self._answering.answer(request)
        reply = answer.reply
        failure = self._failures[-1] if self._failures and answer.is_data else None
        if failure:
            reply = failure.reply(request, reply)
        self._record(request, None if failure and not failure.answers else reply.status)
        if self._latency:
            self._stopping.wait(self._latency)
        if failure:
            failure.send(line, reply)
        else:
            line.send(reply)

    def _record(self, request: Request, status: int | None) -> None:
        recorded = RecordedRequest(request.method, *parted(request.target), status)
        self.requests.append(recorded)
        if self._on_request:
            self._on_request(recorded)
