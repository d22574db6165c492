"""The load run in real processes: a DynamoDB in one, the containers in the others, and the race API in this one."""

import logging
import multiprocessing
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext

from bench.feed_dynamo import dynamo
from bench.feed_load import Barrier, Load, Place, Report, hold_sessions
from bench.feed_parts import Account, BenchClock
from race_api.server import RaceApi, RecordedRequest
from race_api.trap_calendar import trap_calendar

# For all processes to come to the barrier, and for a session that began at the last moment, in seconds.
_START, _FINISH = 20.0, 15.0


@dataclass(frozen=True)
class Run:
    """What a load run came to: a report of each process that came to its end, and the calls to the feed.

    `begun` holds the epoch seconds at which the calls began, sorted.
    """

    load: Load
    reports: Sequence[Report]
    calls: Sequence[RecordedRequest]
    begun: Sequence[float]

    @property
    def seconds(self) -> float:
        """Return the time from the first call to the last answer."""
        return max(report.ended for report in self.reports) - self.begun[0] if self.reports and self.begun else 0.0

    @property
    def busiest_second(self) -> int:
        """Return the most calls that all containers together began within one second."""
        return max((sum(0 <= other - moment < 1 for other in self.begun) for moment in self.begun), default=0)


def run(load: Load) -> Run:
    """Let the processes hold their sessions; all that it starts has ended when it returns."""
    began = time.time()
    begun: list[float] = []
    context = multiprocessing.get_context("spawn")
    clock = BenchClock(began=began)
    with (
        _dynamo_apart(context) as dynamo_url,
        RaceApi(
            calendar=trap_calendar,
            clock=clock.now,
            latency=load.latency,
            on_request=lambda _: begun.append(time.time()),
        ) as api,
    ):
        reports = _reports(context, load, Place(Account.of(api), dynamo_url, began))
        return Run(load, reports, tuple(api.requests), sorted(begun))


def _reports(context: SpawnContext, load: Load, place: Place) -> list[Report]:
    """Start the processes and return what they report; one that fails or hangs reports nothing."""
    barrier = context.Barrier(load.processes, timeout=_START)
    lines = [context.Pipe(duplex=False) for _ in range(load.processes)]
    processes = [
        context.Process(target=_process, args=(load, place, number, barrier, sender), daemon=True)
        for number, (_, sender) in enumerate(lines)
    ]
    for process, (_, sender) in zip(processes, lines, strict=True):
        process.start()
        sender.close()  # the process has its own; so its end is noticed here
    until = time.monotonic() + _START + load.at_most + _FINISH
    reports = [_received(receiver, until) for receiver, _ in lines]
    for process in processes:
        process.join(1.0)
        process.kill()
        process.join()
    return [report for report in reports if report]


def _received(receiver: Connection, until: float) -> Report | None:
    try:
        report = receiver.recv() if receiver.poll(max(0.0, until - time.monotonic())) else None
    except EOFError:
        return None
    return report if isinstance(report, Report) else None


def _process(load: Load, place: Place, number: int, barrier: Barrier, sender: Connection) -> None:
    warnings = _Warnings()
    logging.getLogger().addHandler(warnings)
    report = hold_sessions(load, place, number, barrier)
    report.warnings = warnings.told
    sender.send(report)


class _Warnings(logging.Handler):
    """Keeps what the skill would have logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message."""
        self.told.append(record.getMessage())


@contextmanager
def _dynamo_apart(context: SpawnContext) -> Iterator[str]:
    """Yield the address of a DynamoDB in a process of its own, which ends with this one at the latest."""
    line, far_end = context.Pipe()
    process = context.Process(target=_serve_dynamo, args=(far_end,), daemon=True)
    process.start()
    far_end.close()
    try:
        yield str(line.recv())
    finally:
        line.close()
        process.join(5.0)
        process.kill()
        process.join()


def _serve_dynamo(line: Connection) -> None:
    """Serve until the other end of the line is closed."""
    with dynamo() as url:
        line.send(url)
        with suppress(EOFError):
            line.recv()
