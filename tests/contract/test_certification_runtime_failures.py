"""Certification check UX-17: whatever fails, the listener hears an apology in time, and no number in it."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from horse_racing.racing.cards import Card, Listing, Meet
from horse_racing.racing.clock import Deadline
from horse_racing.racing.results import Results
from race_api.server import Fault, RaceApi
from race_api.trap_calendar import trap_calendar
from tests.support.answers import A_NUMBER
from tests.support.conversation import talk, talk_over_http
from tests.support.fakes import FakeSource, RunningClock
from tests.support.matrix_data import AFTERNOON, LEAVES, fine_source
from tests.support.timing import measures_time

# What a turn may wait for race data here, in seconds; the real budget is tried in tests/conversation/test_trouble.py.
BUDGET = 0.2

ERRORS: list[Callable[[], Exception]] = [
    *LEAVES,
    lambda: KeyError("races"),
    lambda: ValueError("<speak>"),
    lambda: TypeError("'NoneType' object is not subscriptable"),
    lambda: RecursionError("maximum recursion depth exceeded"),
    MemoryError,
    lambda: OSError("no space left on device"),
    lambda: UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
]


@dataclass
class RaisingSource(FakeSource):
    """Race data with this mistake in one of its parts."""

    where: str = "listing"
    error: Callable[[], Exception] = KeyError

    def listing(self, day: date, deadline: Deadline) -> Listing:
        if self.where == "listing":
            raise self.error()
        return super().listing(day, deadline)

    def card(self, meet: Meet, deadline: Deadline) -> Card:
        if self.where == "card":
            raise self.error()
        return super().card(meet, deadline)

    def results(self, meet: Meet, deadline: Deadline) -> Results:
        if self.where == "results":
            raise self.error()
        return super().results(meet, deadline)


def questions() -> Iterator[str]:
    yield from ("how many races at tampa bay downs", "when is the next stakes race at tampa bay downs")
    yield from ("when is the next race at tampa bay downs", "who's running in race five at tampa bay downs")
    yield from ("any scratches at tampa bay downs", "who won race one at tampa bay downs", "which tracks are racing")


@pytest.mark.parametrize("error", ERRORS, ids=lambda make: getattr(make, "__name__", "error"))
@pytest.mark.parametrize("where", ["listing", "card", "results"])
def test_ux_17_whatever_fails_is_apologized_for_without_a_number(where: str, error: Callable[[], Exception]) -> None:
    fine = fine_source()
    source = RaisingSource(fine.cards, fine.official, names=fine.names, where=where, error=error)
    alexa = talk(source, AFTERNOON)
    apologies = 0
    for question in questions():
        heard = alexa.say(f"ask talk horse racing {question}")
        if "Sorry" in heard:
            apologies += 1
            assert not A_NUMBER.search(heard), heard
            assert not alexa.is_open
    assert apologies == {"listing": 7, "card": 5, "results": 1}[where]


@measures_time
@pytest.mark.parametrize("fault", [Fault.HANG, Fault.NOT_JSON, Fault.SERVER_ERROR, Fault.NULLS, Fault.TRUNCATED])
def test_ux_17_no_fault_of_the_provider_silences_the_skill_or_takes_too_long(fault: Fault) -> None:
    clock = RunningClock(AFTERNOON)
    with RaceApi(calendar=trap_calendar, clock=clock.now) as api, api.failing(fault):
        alexa = talk_over_http(api, clock, budget=BUDGET)
        for question in questions():
            began = time.monotonic()
            assert alexa.say(f"ask talk horse racing {question}").startswith("Sorry"), question
            assert time.monotonic() - began < BUDGET + 1.5


def test_ux_17_a_day_without_any_data_is_no_failure() -> None:
    alexa = talk(FakeSource(), AFTERNOON)
    for question in questions():
        heard = alexa.say(f"ask talk horse racing {question}")
        assert heard
        assert "Sorry" not in heard
