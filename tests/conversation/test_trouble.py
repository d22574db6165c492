"""When the race data fails: a spoken apology in time, never a number, and right again afterwards."""

import logging
import time
from collections.abc import Iterator

import pytest

from simulator.race_api import Fault, RaceApi
from tests.support.conversation import talk, talk_over_http
from tests.support.fakes import FakeClock

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
    Fault.FAIL_ONCE: IN_TROUBLE,
    Fault.UNAUTHORIZED: NOT_AVAILABLE,
    Fault.THROTTLED: IN_DEMAND,
    Fault.THROTTLED_RETRY_AFTER: IN_DEMAND,
}
# Time enough to take in a body that is too large, and little enough to wait for in every test.
BUDGET = 0.8


class RunningClock(FakeClock):
    """Its date stands still while its seconds run, as a turn's deadline needs."""

    def monotonic(self) -> float:
        return time.monotonic()


@pytest.fixture(scope="module")
def api() -> Iterator[RaceApi]:
    with RaceApi(clock=RunningClock().now) as running:
        yield running


def test_every_fault_of_the_local_race_api_is_tried() -> None:
    assert set(Fault) - set(SAID) == {Fault.NULLS}


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
    assert apology == f"Sorry. {SAID[fault]} Please try again in a few minutes. Goodbye."
    assert took < BUDGET + 0.7
    assert not alexa.is_open
    assert "Sorry" not in talk_over_http(api, RunningClock()).say(question)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_feed_of_nulls_is_no_races_listed_or_an_apology_but_never_a_number(api: RaceApi, question: str) -> None:
    with api.failing(Fault.NULLS):
        said = talk_over_http(api, RunningClock()).say(question)
    assert "No races are listed" in said or "no stakes race on the entries published" in said or "Sorry" in said
    assert "There are" not in said


def test_a_connection_nobody_answers_is_apologized_for() -> None:
    with RaceApi(clock=FakeClock().now) as gone:
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


def test_a_hanging_feed_in_real_time_ends_the_turn_well_within_eight_seconds(api: RaceApi) -> None:
    alexa = talk_over_http(api, RunningClock())
    with api.failing(Fault.HANG):
        began = time.monotonic()
        said = alexa.say(QUESTIONS[0])
        took = time.monotonic() - began
    assert said.startswith(f"Sorry. {TOO_LONG}")
    assert 4.0 < took < 5.5


class BrokenSource:
    """A source with a mistake in it, such as no test foresees."""

    def meets(self, *_: object) -> tuple[()]:
        raise KeyError("<feed text that no log may show>")

    card = meets


def test_a_mistake_of_our_own_is_apologized_for_and_logged_without_what_was_sent(
    caplog: pytest.LogCaptureFixture,
) -> None:
    alexa = talk(BrokenSource())  # type: ignore[arg-type] # it breaks before any answer is due
    assert alexa.say(QUESTIONS[0]) == (
        "Sorry, something went wrong on my side. Please try again in a few minutes. Goodbye."
    )
    assert "KeyError at" in caplog.text
    assert "feed text" not in caplog.text
