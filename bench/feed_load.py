"""Containers that ask at the same time over one shared cache: what each of them does, and what they cost the feed."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from bench.feed_dynamo import TABLE, dynamo_client
from bench.feed_parts import (
    CATALOGUE,
    LATENCY,
    MORNING,
    Account,
    BenchClock,
    listed_on,
    new_source,
    pages_of,
    resource_of,
)
from horse_racing.feeds.rate_limit import CALLS_PER_SECOND
from horse_racing.feeds.shared_cache import ALLOWANCE, SharedCache
from horse_racing.racing.card_answers import NoStakes
from horse_racing.racing.card_questions import next_race, next_stakes, runners_of
from horse_racing.racing.clock import Deadline
from horse_racing.racing.errors import RaceDataError
from horse_racing.racing.inquiry import Inquiry
from horse_racing.racing.race_count import how_many_races
from horse_racing.racing.result_questions import results_of
from horse_racing.skill.request import TURN_BUDGET
from race_api.server import RecordedRequest

# A session asks the first two, and one of the others in turn.
_ALWAYS: tuple[Callable[[Inquiry], object], ...] = (lambda ask: how_many_races(ask, None), next_stakes)
_IN_TURN: tuple[Callable[[Inquiry], object], ...] = (
    next_race,
    lambda ask: runners_of(ask, 3, None),
    lambda ask: results_of(ask, "last", None),
)


@dataclass(frozen=True)
class Load:
    """How many sessions each of how many processes holds, about how many tracks that race today.

    A process stands for one container at a time and goes on with a new one after `sessions_each` sessions, so that
    there are cold ones all along. `allowance` is the seconds the shared cache may hold up a turn; `at_most` seconds
    after the start no session is begun any more.
    """

    processes: int = 8
    sessions: int = 40
    sessions_each: int = 10
    tracks: int = 30
    latency: float = LATENCY
    allowance: float = ALLOWANCE
    calls_per_second: int = CALLS_PER_SECOND
    at_most: float = 15.0


@dataclass(frozen=True)
class Place:
    """Where everything is: the race API, the DynamoDB, and the epoch seconds at which the common clock began."""

    account: Account
    dynamo_url: str
    began: float


class Barrier(Protocol):
    """What lets all begin at once, be they threads or processes."""

    def wait(self) -> int:
        """Return when all have come."""
        ...


@dataclass
class Report:
    """What one process saw; `turns` are the milliseconds of each, `cut_short` the scans that were not finished."""

    sessions: int = 0
    containers: int = 0
    turns: list[float] = field(default_factory=list)
    failed: int = 0
    cut_short: int = 0
    ended: float = 0.0
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Fetches:
    """How often the resources of one kind were fetched, one number for each; a listing is one fetch with all pages."""

    kind: str
    calls: int
    of_each: Sequence[float]

    @property
    def repeated(self) -> int:
        """Return how many resources were fetched more than once."""
        return sum(count > 1 for count in self.of_each)


def hold_sessions(load: Load, place: Place, number: int, barrier: Barrier) -> Report:
    """Hold the sessions of one process; `number` counts them from 0, and each pair asks about the same tracks."""
    clock = BenchClock(began=place.began)
    client = dynamo_client(place.dynamo_url, load.allowance)
    racing = [track for track in CATALOGUE if track.code in listed_on(MORNING.date())][: load.tracks]
    report = Report()
    barrier.wait()
    last = time.time() + load.at_most
    for first in range(0, load.sessions, load.sessions_each):
        shared = SharedCache(client, TABLE, clock, origin=place.account.url, allowance=load.allowance)
        source, origin = new_source(place.account, clock, load.calls_per_second, shared)
        report.containers += 1
        for session in range(first, min(first + load.sessions_each, load.sessions)):
            if time.time() > last:
                break
            report.sessions += 1
            track = racing[(number // 2 * 7 + session) % len(racing)]
            for question in (*_ALWAYS, _IN_TURN[session % len(_IN_TURN)]):
                deadline = Deadline.after(clock, TURN_BUDGET)
                _take(question, Inquiry(source, CATALOGUE, track, clock.now(), deadline), report)
        origin.settle()
    report.ended = time.time()
    return report


def _take(question: Callable[[Inquiry], object], ask: Inquiry, report: Report) -> None:
    """Take one turn."""
    began = time.perf_counter()
    try:
        answer = question(ask)
    except RaceDataError:
        report.failed += 1
    else:
        report.cut_short += isinstance(answer, NoStakes) and answer.looked_through is not None
    report.turns.append(1000 * (time.perf_counter() - began))


def fetches(requests: Sequence[RecordedRequest]) -> list[Fetches]:
    """Count the fetches of each resource, by kind."""
    calls = Counter(map(resource_of, requests))
    kinds = dict.fromkeys(kind for kind, _ in sorted(calls, reverse=True))
    return [_fetches(kind, {name: count for (of, name), count in calls.items() if of == kind}) for kind in kinds]


def _fetches(kind: str, calls: dict[str, int]) -> Fetches:
    size = {name: pages_of(date.fromisoformat(name)) if kind == "listing" else 1 for name in calls}
    return Fetches(kind, sum(calls.values()), [count / size[name] for name, count in calls.items()])
