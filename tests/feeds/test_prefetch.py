"""Days read before they are asked about: which, how many at the same time, and until when."""

import threading
import time
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from horse_racing.feeds.prefetch import AT_ONCE, PrefetchingSource
from horse_racing.racing.cards import Card, Listing, Meet
from horse_racing.racing.clock import Deadline
from horse_racing.racing.errors import FailingError, TimedOutError
from tests.support.fakes import SATURDAY, FakeSource, RunningClock, races

DAYS = [SATURDAY + timedelta(days=offset) for offset in range(6)]
CARDS = {("TAM", day): races(9) for day in DAYS}


def soon(seconds: float = 5.0) -> Deadline:
    return Deadline.after(RunningClock(), seconds)


@dataclass
class KeepingSource(FakeSource):
    """Has at hand the days of `kept`, and otherwise what it is asked for."""

    kept: Collection[date] = ()

    def has_listing(self, day: date) -> bool:
        return day in self.kept

    def has_card(self, meet: Meet) -> bool:
        return meet.day in self.kept


class SlowSource(KeepingSource):
    """Takes a tenth of a second for each call."""

    def listing(self, day: date, deadline: Deadline) -> Listing:
        listing = super().listing(day, deadline)
        time.sleep(0.1)
        return listing

    def card(self, meet: Meet, deadline: Deadline) -> Card:
        card = super().card(meet, deadline)
        time.sleep(0.1)
        return card


def expecting(origin: KeepingSource, deadline: Deadline, days: Sequence[date] = DAYS) -> PrefetchingSource:
    source = PrefetchingSource(origin)
    source.expect(days, lambda listing: listing.meets, deadline)
    return source


def read(source: PrefetchingSource, day: date, deadline: Deadline) -> Card:
    (meet,) = source.listing(day, deadline).meets
    return source.card(meet, deadline)


def test_expected_days_are_read_side_by_side_and_each_once() -> None:
    origin, deadline = SlowSource(CARDS), soon()
    source = expecting(origin, deadline)
    began = time.monotonic()
    for day in DAYS:
        assert read(source, day, deadline) == Card(races(9))
    assert time.monotonic() - began < 0.2 * len(DAYS) * 0.7
    assert set(Counter(origin.asked).values()) == {1}
    assert len(origin.asked) == 2 * len(DAYS)


def test_what_is_at_hand_is_not_read_ahead_of() -> None:
    origin, deadline = KeepingSource(CARDS), soon()
    source = expecting(origin, deadline)
    for day in DAYS[:2]:
        read(source, day, deadline)
    time.sleep(0.1)
    assert origin.asked == [text for day in DAYS[:2] for text in (f"listing {day}", f"card TAM-{day}")]


def test_what_the_container_has_itself_is_looked_up_on_the_spot() -> None:
    origin, deadline = KeepingSource(CARDS, kept=DAYS), soon()
    source = expecting(origin, deadline)
    threads: set[int] = set()
    listing = origin.listing

    def noted(day: date, deadline: Deadline) -> Listing:
        threads.add(threading.get_ident())
        return listing(day, deadline)

    origin.listing = noted  # type: ignore[method-assign] # to see who asks
    for day in DAYS:
        assert read(source, day, deadline) == Card(races(9))
    assert threads == {threading.get_ident()}


def test_behind_a_listing_at_hand_its_card_is_waited_for_while_further_days_are_read() -> None:
    origin, deadline = SlowSource(CARDS, kept=()), soon()
    origin.has_listing = lambda day: day == DAYS[0]  # type: ignore[method-assign] # and not its card
    source = expecting(origin, deadline)
    read(source, DAYS[0], deadline)
    time.sleep(0.5)
    assert {text.split()[1].removeprefix("TAM-") for text in origin.asked} == {str(day) for day in DAYS[:AT_ONCE]}
    assert set(Counter(origin.asked).values()) == {1}


def test_nothing_is_read_before_it_is_asked_for_the_first_time() -> None:
    origin = KeepingSource(CARDS)
    expecting(origin, soon())
    time.sleep(0.05)
    assert origin.asked == []


def test_once_the_questions_stop_no_further_day_is_begun() -> None:
    origin, deadline = SlowSource(CARDS), soon()
    read(expecting(origin, deadline), DAYS[0], deadline)
    time.sleep(0.5)
    assert {text.split()[1].removeprefix("TAM-") for text in origin.asked} == {str(day) for day in DAYS[:AT_ONCE]}


def test_once_the_turn_has_answered_no_new_call_starts() -> None:
    deadline = soon()

    class Refusing(SlowSource):
        """Like a source whose deadline has passed."""

        def card(self, meet: Meet, deadline: Deadline) -> Card:
            if not deadline.remaining():
                raise TimedOutError("the turn is over")
            return super().card(meet, deadline)

    origin = Refusing(CARDS)
    source = expecting(origin, deadline)
    threading.Timer(0.05, deadline.end).start()
    source.listing(DAYS[0], deadline)
    time.sleep(0.3)
    assert [text for text in origin.asked if text.startswith("card")] == []


def test_an_error_is_raised_where_its_day_is_due() -> None:
    origin = SlowSource(CARDS, unlisted={DAYS[2]: FailingError("broken")})
    deadline = soon()
    source = expecting(origin, deadline)
    for day in DAYS[:2]:
        read(source, day, deadline)
    for _ in range(2):
        with pytest.raises(FailingError):
            source.listing(DAYS[2], deadline)
    assert origin.asked.count(f"listing {DAYS[2]}") == 1


def test_an_error_of_a_card_is_raised_where_it_is_due() -> None:
    origin, deadline = SlowSource(CARDS | {("TAM", DAYS[1]): FailingError("broken")}), soon()
    source = expecting(origin, deadline)
    read(source, DAYS[0], deadline)
    with pytest.raises(FailingError):
        read(source, DAYS[1], deadline)
    assert origin.asked.count(f"card TAM-{DAYS[1]}") == 1


def test_what_was_expected_in_one_turn_is_not_taken_for_another() -> None:
    origin, before, now = KeepingSource(CARDS), soon(), soon()
    source = expecting(origin, before)
    read(source, DAYS[0], before)
    read(source, DAYS[0], now)
    assert origin.asked.count(f"listing {DAYS[0]}") == 2


def test_days_and_meets_that_were_not_expected_are_passed_on() -> None:
    origin, deadline = KeepingSource(CARDS), soon()
    source = expecting(origin, deadline, DAYS[:1])
    assert read(source, DAYS[3], deadline) == Card(races(9))
    assert source.results(Meet("TAM", "TAM", "TAM", DAYS[0]), deadline).races == ()
