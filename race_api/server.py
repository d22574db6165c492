"""A local race API: a real HTTP server on loopback that honors The Racing API's North America contract.

All horses, people and stakes are invented, and the same for the same seed and date. Run it beside the skill with
`python -m race_api`, or inside a test with `with RaceApi(clock=...) as api:`. `race_api.traps` says
where to find each of the feed's traps, `race_api.faults` how it can fail.
"""

import argparse
import base64
import errno
import re
import secrets
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime
from threading import Event, Thread
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, unquote

from loopback.clock import DeskClock, instant, moment
from loopback.server import Line, LoopbackServer, Reply
from race_api.days import Meet
from race_api.entries import all_cancelled
from race_api.faults import Failure, Fault, not_found, unauthorized, unprocessable
from race_api.office import RacingOffice
from race_api.queries import InvalidQueryError, meets_query

__all__ = ["DEFAULT_PORT", "DEFAULT_SEED", "Fault", "Meet", "RaceApi", "RecordedRequest", "all_cancelled", "main"]

DEFAULT_SEED = "talk horse racing"
DEFAULT_PORT = 8089
SLOW_SECONDS = 3.0
_PATHS = re.compile(r"/v1/north-america/meets(?:/(?P<meet>[^/]+)/(?P<part>entries|results))?")


def utc_now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class RecordedRequest:
    """What was asked, and the status answered: None when the client got no answer at all."""

    method: str
    path: str
    query: list[tuple[str, str]]
    status: int | None


class RaceApi:
    """The local race API; a context manager that serves in a background thread.

    `port` 0 takes a free one; `clock` returns the present as an aware datetime; `latency` is a delay in seconds before
    every answer; `on_request` hears of each request as it is answered.

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
        self._office = RacingOffice(str(seed), clock)
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
        failure = Failure(fault, seconds)
        self._failures.append(failure)
        try:
            yield
        finally:
            self._failures.remove(failure)
            failure.over.set()

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
        path, _, asked = line.path.partition("?")
        query = parse_qsl(asked, keep_blank_values=True)
        found = _PATHS.fullmatch(path)
        failure = None
        if not found:
            reply = not_found()
        elif line.command != "GET":
            reply = Reply.of_json(405, {"detail": "Method Not Allowed"}, Allow="GET")
        elif refusal := self._refusal(line.headers.get("Authorization", "")):
            reply = refusal
        else:
            failure = self._failures[-1] if self._failures else None
            reply = self._honest(found, query)
            if failure:
                reply = failure.reply(line, reply)
        self._record(line, path, query, None if failure and not failure.answers else reply.status)
        if self._latency:
            self._stopping.wait(self._latency)
        if failure:
            failure.send(line, reply)
        else:
            line.send(reply)

    def _honest(self, found: re.Match[str], query: list[tuple[str, str]]) -> Reply:
        """Return what the contract says about this path."""
        if found["meet"] is None:
            try:
                asked = meets_query(query)
            except InvalidQueryError as error:
                return unprocessable(error.detail)
            page = self._office.listing(asked)
            return Reply.of_json(200, {"meets": page, "limit": asked.limit, "skip": asked.skip, "query": query})
        meet = self._office.find(unquote(found["meet"]))
        look_up = self._office.entries_of if found["part"] == "entries" else self._office.results_of
        body = look_up(meet) if meet else None
        return not_found() if body is None else Reply.of_json(200, body)

    def _refusal(self, given: str) -> Reply | None:
        """Return the 401 for an `Authorization` header that does not fit, None for one that does."""
        if not given:
            return unauthorized("Not authenticated")
        right = "Basic " + base64.b64encode(f"{self.username}:{self.password}".encode()).decode()
        return None if secrets.compare_digest(given.encode(), right.encode()) else unauthorized("Incorrect credentials")

    def _record(self, line: Line, path: str, query: list[tuple[str, str]], status: int | None) -> None:
        request = RecordedRequest(line.command, path, query, status)
        self.requests.append(request)
        if self._on_request:
            self._on_request(request)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C; returns the exit code: 2 when the port is taken."""
    options = _options(arguments)
    # A shell's background jobs start with Ctrl-C ignored; and who sends a polite `kill` means the same.
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.default_int_handler)
    api = RaceApi(host=options.host, port=options.port, seed=options.seed, clock=options.now, on_request=_print_request)
    try:
        with api, api.failing(options.fault) if options.fault else nullcontext():
            print(f"The local race API listens on {api.url}. Ctrl-C ends it. The skill needs:\n")
            print(f"export RACING_API_URL={api.url}")
            print(f"export RACING_API_USERNAME={api.username}")
            print(f"export RACING_API_PASSWORD={api.password}\n", flush=True)
            Event().wait()
    except KeyboardInterrupt:
        pass
    except (OSError, OverflowError) as error:
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        reason = "the port is taken, choose another with --port or `make race-api PORT=...`" if taken else error
        print(f"Cannot listen on {options.host}:{options.port}: {reason}.", file=sys.stderr)
        return 2
    return 0


def _print_request(request: RecordedRequest) -> None:
    query = "&".join(f"{name}={text}" for name, text in request.query)
    shown = f"{request.path}?{query}" if query else request.path
    print(f"{utc_now():%H:%M:%S} {request.status or 'no answer'} {request.method} {shown}", flush=True)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m race_api", description=__doc__.partition("\n")[0])
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 takes a free one (%(default)s)")
    parser.add_argument("--seed", default=DEFAULT_SEED, help="another seed, other horses (%(default)s)")
    parser.add_argument(
        "--now",
        type=_clock_from,
        default=utc_now,
        metavar="ISO-DATETIME",
        help="start the clock here; America/New_York if it names no offset",
    )
    parser.add_argument(
        "--fault", type=Fault, metavar="NAME", help=f"fail: {', '.join(fault.value for fault in Fault)}"
    )
    return parser.parse_args(arguments)


def _clock_from(text: str) -> Callable[[], datetime]:
    """Return a clock that runs on from the moment written in `text`, read as `python -m echo` reads it."""
    return DeskClock(instant(moment(text))).now


if __name__ == "__main__":
    sys.exit(main())
