"""The benchmark in small: it runs, its rows are about what they say, and the calls stay within their budgets."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import active_children
from threading import Barrier

import pytest

from bench.feed import fetches_table, goal, machine, questions_table, turns_table
from bench.feed_dynamo import dynamo
from bench.feed_fleet import Run, run
from bench.feed_load import Fetches, Load, Place, fetches, hold_sessions
from bench.feed_parts import Account, BenchClock
from bench.feed_questions import IN_A_ROW, QUESTIONS, Measure, Question, Row, each_alone, in_a_row
from horse_racing.racing.search import MOST_CALLS
from horse_racing.skill.request import TURN_BUDGET
from race_api.server import RaceApi
from race_api.trap_calendar import trap_calendar
from tests.support.timing import measures_time

pytestmark = measures_time

UNLIMITED = 1000
SMALL = Load(
    processes=3,
    sessions=4,
    sessions_each=2,
    tracks=3,
    latency=0.01,
    allowance=TURN_BUDGET,
    calls_per_second=UNLIMITED,
)


def each(questions: Sequence[Question]) -> list[pytest.ParameterSet]:
    """Return the questions as a test's parameters."""
    return [pytest.param(at, id=question.text) for at, question in enumerate(questions)]


@pytest.fixture(scope="module")
def alone() -> list[Row]:
    return each_alone(UNLIMITED, latency=0.0)


@pytest.fixture(scope="module")
def after_others() -> list[Row]:
    return in_a_row(UNLIMITED, latency=0.0)


@pytest.mark.parametrize("at", each(QUESTIONS))
def test_a_question_stays_within_its_budget(at: int, alone: list[Row]) -> None:
    assert replace(alone[at], warm=None).verdict == "ok", alone[at].cold
    assert alone[at].cold.calls


@pytest.mark.parametrize("at", each(QUESTIONS))
def test_a_question_asked_again_makes_no_call_unless_it_looks_at_further_tracks(at: int, alone: list[Row]) -> None:
    again = alone[at].warm
    assert again
    assert again.is_right
    assert again.calls <= QUESTIONS[at].again
    assert QUESTIONS[at].again in {0, MOST_CALLS}


@pytest.mark.parametrize("at", each(IN_A_ROW))
def test_what_other_questions_brought_is_not_called_for(at: int, after_others: list[Row]) -> None:
    assert after_others[at].verdict == "ok", after_others[at].cold


def test_containers_that_share_a_table_fetch_each_resource_once() -> None:
    began, barrier = time.time(), Barrier(SMALL.processes, timeout=20)
    with (
        dynamo() as dynamo_url,
        RaceApi(calendar=trap_calendar, clock=BenchClock(began=began).now, latency=SMALL.latency) as api,
        ThreadPoolExecutor(SMALL.processes) as pool,
    ):
        place = Place(Account.of(api), dynamo_url, began)
        held = [pool.submit(hold_sessions, SMALL, place, number, barrier) for number in range(SMALL.processes)]
        done = Run(SMALL, [one.result() for one in held], tuple(api.requests), [])
    assert {of_kind.kind: of_kind.repeated for of_kind in fetches(done.calls)} == {
        "listing": 0,
        "entries": 0,
        "results": 0,
    }
    assert [(one.sessions, one.containers, len(one.turns)) for one in done.reports] == [(4, 2, 12)] * 3
    assert [(one.failed, one.cut_short) for one in done.reports] == [(0, 0)] * 3
    assert "OVER" not in fetches_table(done)
    assert "12" in turns_table([done]).splitlines()[2].split()


def test_real_processes_hold_sessions_too_and_end_by_themselves() -> None:
    done = run(replace(SMALL, processes=2, sessions=1))
    assert [one.sessions for one in done.reports] == [1, 1]
    assert {goal(done, of_kind) for of_kind in fetches(done.calls)} == {"ok"}
    assert done.busiest_second
    assert done.seconds > 0
    assert not active_children()


MEASURE = Measure(calls=3, listings=2, milliseconds=1.0, is_right=True)


@pytest.mark.parametrize(
    ("cold", "warm", "verdict"),
    [
        (MEASURE, replace(MEASURE, calls=0), "ok"),
        (replace(MEASURE, calls=4), replace(MEASURE, calls=0), "OVER"),
        (MEASURE, replace(MEASURE, calls=1), "OVER"),
        (replace(MEASURE, is_right=False), None, "WRONG"),
        (MEASURE, replace(MEASURE, calls=0, is_right=False), "WRONG"),
    ],
)
def test_what_is_missed_is_said(cold: Measure, warm: Measure | None, verdict: str) -> None:
    row = Row(QUESTIONS[0], cold, warm)
    assert QUESTIONS[0].budget == 3
    assert row.verdict == verdict
    assert questions_table([row]).rstrip(" |\n").endswith(verdict)


def test_a_second_fetch_and_a_missing_process_are_said() -> None:
    twice = Fetches("entries", 3, [1.0, 2.0])
    assert goal(Run(replace(SMALL, processes=0), [], (), []), twice) == "OVER"
    assert goal(Run(SMALL, [], (), []), twice) == "WRONG"


def test_the_machine_is_described_by_what_matters() -> None:
    assert "cores" in machine()
