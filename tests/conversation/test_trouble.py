"""When the race data fails: a spoken apology in time, never a number, and right again afterwards."""

import json
import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from horse_racing.bootstrap import build
from horse_racing.racing.cards import Listing
from horse_racing.racing.clock import Deadline
from race_api.server import Fault, RaceApi
from race_api.trap_calendar import trap_calendar
from tests.support.conversation import talk, talk_over_http
from tests.support.fakes import SATURDAY, FakeClock, FakeSource, RunningClock
from tests.support.timing import measures_time

pytestmark = measures_time

EVENTS = Path(__file__).parents[2] / "events"

QUESTIONS = [
    "ask talk horse racing how many races at Tampa Bay Downs",
    "ask talk horse racing how many races at Tampa Bay Downs tomorrow",
    "ask talk horse racing when is the next stakes race at Tampa Bay Downs",
]
TOO_LONG = "The race data is taking too long to reach me right now, so I can't answer that."
NOT_REACHED = "I can't reach the race data right now, so I can't answer that."
NOT_AVAILABLE = "The race data isn't available right now, so I can't answer that."
IN_DEMAND = "The race data is in great demand right now, so I can't answer that."
IN_TROUBLE = "The service with the race data is having trouble right now, so I can't answer that."
NO_SENSE = "The race data I got doesn't make sense right now, so I won't guess."

SAID = {
    Fault.SLOW: TOO_LONG,
    Fault.HANG: TOO_LONG,
    Fault.DRIP: TOO_LONG,
    Fault.RESET: NOT_REACHED,
    Fault.TRUNCATED: NOT_REACHED,
    Fault.NOT_JSON: NO_SENSE,
    Fault.HTML: NO_SENSE,
    Fault.WRONG_TYPES: NO_SENSE,
    Fault.HUGE_BODY: NO_SENSE,
    Fault.REDIRECT_LOOP: IN_TROUBLE,
    Fault.UNPROCESSABLE: IN_TROUBLE,
    Fault.SERVER_ERROR: IN_TROUBLE,
    Fault.NOT_FOUND: IN_TROUBLE,
    Fault.NULLS: NO_SENSE,
    Fault.UNAUTHORIZED: NOT_AVAILABLE,
    Fault.THROTTLED: IN_DEMAND,
    Fault.THROTTLED_RETRY_AFTER: IN_DEMAND,
}
# Time enough to take in a body that is too large, and little enough to wait for in every test.
BUDGET = 0.6


@pytest.fixture(scope="module")
def api() -> Iterator[RaceApi]:
    with RaceApi(calendar=trap_calendar, clock=RunningClock().now) as running:
        yield running


def test_every_fault_of_the_local_race_api_is_tried() -> None:
    assert set(Fault) - set(SAID) == {Fault.FAIL_ONCE}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("fault", SAID)
def test_a_failure_is_apologized_for_in_time_and_the_next_turn_is_right_again(
    api: RaceApi, fault: Fault, question: str
) -> None:
    alexa = talk_over_http(api, RunningClock(), budget=BUDGET)
    with api.failing(fault):
        began = time.monotonic()
        apology = alexa.say(question)
        took = time.monotonic() - began
    when = "later" if fault is Fault.UNAUTHORIZED else "in a few minutes"
    assert apology == f"Sorry. {SAID[fault]} Please try again {when}. Goodbye."
    assert took < BUDGET + 1.5
    assert not alexa.is_open
    assert "Sorry" not in alexa.say(question)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_provider_that_fails_once_is_asked_again_and_the_answer_is_right(api: RaceApi, question: str) -> None:
    with api.failing(Fault.FAIL_ONCE):
        said = talk_over_http(api, RunningClock()).say(question)
    assert said == talk_over_http(api, RunningClock()).say(question)
    assert "Sorry" not in said


def test_a_connection_nobody_answers_is_apologized_for() -> None:
    with RaceApi(calendar=trap_calendar, clock=FakeClock().now) as gone:
        alexa = talk_over_http(gone, RunningClock())
    assert alexa.say(QUESTIONS[0]).startswith(f"Sorry. {NOT_REACHED}")


def test_wrong_credentials_are_named_in_the_log_and_not_in_speech(
    api: RaceApi, caplog: pytest.LogCaptureFixture
) -> None:
    with api.failing(Fault.UNAUTHORIZED), caplog.at_level(logging.WARNING):
        said = talk_over_http(api, RunningClock()).say(QUESTIONS[0])
    assert "check RACING_API_USERNAME and RACING_API_PASSWORD" in caplog.text
    assert api.password not in caplog.text
    assert "RACING_API" not in said


def test_every_hanging_fault_in_real_time_ends_the_turn_well_within_eight_seconds() -> None:
    with ThreadPoolExecutor() as together:
        turns = list(together.map(hang_in_real_time, [Fault.HANG, Fault.DRIP, Fault.SLOW]))
    for said, took in turns:
        assert said.startswith(f"Sorry. {TOO_LONG}")
        assert 4.0 < took < 7


def hang_in_real_time(fault: Fault) -> tuple[str, float]:
    with RaceApi(calendar=trap_calendar, clock=FakeClock().now) as api, api.failing(fault, seconds=8):
        alexa = talk_over_http(api, RunningClock())
        began = time.monotonic()
        return alexa.say(QUESTIONS[0]), time.monotonic() - began


class LittleTimeLeft:
    """The context of a Lambda invocation that will be cut off in a moment."""

    def get_remaining_time_in_millis(self) -> int:
        return 1400


def test_a_turn_with_little_time_left_uses_only_that() -> None:
    with RaceApi(calendar=trap_calendar, clock=FakeClock().now) as api, api.failing(Fault.HANG):
        environ = {"RACING_API_URL": api.url, "RACING_API_USERNAME": api.username, "RACING_API_PASSWORD": api.password}
        event = json.loads((EVENTS / "how_many_races.json").read_text(encoding="utf-8"))
        began = time.monotonic()
        response = build(environ, clock=RunningClock())(event, LittleTimeLeft())
        took = time.monotonic() - began
    assert TOO_LONG in response["response"]["outputSpeech"]["ssml"].replace("&apos;", "'")
    assert took < 0.8


@pytest.mark.parametrize("fault", [Fault.HANG, Fault.SERVER_ERROR, Fault.THROTTLED, Fault.HTML, Fault.RESET])
def test_a_recent_answer_is_given_with_its_age_and_without_what_may_have_moved(api: RaceApi, fault: Fault) -> None:
    clock = RunningClock()
    alexa = talk_over_http(api, clock, budget=BUDGET)
    before = alexa.say(QUESTIONS[0])
    clock.instant += timedelta(minutes=10)
    with api.failing(fault):
        later = alexa.say(QUESTIONS[0])
    count = before.split(".")[0]
    assert later == f"As of ten minutes ago, {count[0].lower()}{count[1:]}. Goodbye."


def test_an_answer_that_is_too_old_is_not_given_at_all(api: RaceApi) -> None:
    clock = RunningClock()
    alexa = talk_over_http(api, clock, budget=BUDGET)
    alexa.say(QUESTIONS[0])
    clock.instant += timedelta(minutes=31)
    with api.failing(Fault.SERVER_ERROR):
        assert alexa.say(QUESTIONS[0]).startswith(f"Sorry. {IN_TROUBLE}")


def test_a_stakes_scan_cut_short_says_how_far_it_looked() -> None:
    with RaceApi(calendar=trap_calendar, clock=FakeClock().now) as api:
        for offset in range(2):
            day = SATURDAY + timedelta(days=offset)
            card = api.card("TAM", day)
            api.cards["TAM", day] = card | {"races": [race | {"race_type": "CLM"} for race in card["races"]]}
        api.cards["TAM", SATURDAY + timedelta(days=2)] = {"races": "unreadable"}
        said = talk_over_http(api, RunningClock()).say(QUESTIONS[2])
    assert said == (
        "There is no stakes race still to come at Tampa Bay Downs through Sunday, November 22. "
        "I couldn't look any further right now. Goodbye."
    )


class BrokenSource(FakeSource):
    """A source with a mistake in it, such as no test foresees."""

    def listing(self, day: date, deadline: Deadline) -> Listing:
        raise KeyError(f"<feed text that no log may show> {day} {deadline}")


def test_a_mistake_of_our_own_is_apologized_for_and_logged_without_what_was_sent(
    caplog: pytest.LogCaptureFixture,
) -> None:
    alexa = talk(BrokenSource())
    assert alexa.say(QUESTIONS[0]) == (
        "Sorry, something went wrong on my side. Please try again in a few minutes. Goodbye."
    )
    assert "KeyError at" in caplog.text
    assert "feed text" not in caplog.text
