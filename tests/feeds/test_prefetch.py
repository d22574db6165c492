"""Days read before they are asked about: which, how many at the same time, and until when."""

import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from horse_racing.feeds.prefetch import AT_ONCE, PrefetchingSource
from horse_racing.racing.cards import Card, Listing, Meet
from horse_racing.racing.clock import Deadline
from horse_racing.racing.errors import FailingError, TimedOutError
from tests.support.fakes import SATURDAY, FakeSource, RunningClock, races
from tests.support.timing import measures_time

pytestmark = measures_time

DAYS = [SATURDAY + timedelta(days=offset) for offset in range(6)]
CARDS = {("TAM", day): races(9) for day in DAYS}


def soon(seconds: float = 5.0) -> Deadline:
    return Deadline.after(RunningClock(), seconds)


class SlowSource(FakeSource):
    """Takes a tenth of a second for each call."""

    def listing(self, day: date, deadline: Deadline) -> Listing:
        listing = super().listing(day, deadline)
        time.sleep(0.1)
        return listing

    def card(self, meet: Meet, deadline: Deadline) -> Card:
        card = super().card(meet, deadline)
        time.sleep(0.1)
        return card


def expecting(origin: FakeSource, deadline: Deadline, days: Sequence[date] = DAYS) -> PrefetchingSource:
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
    origin, deadline = FakeSource(CARDS), soon()
    source = expecting(origin, deadline)
    for day in DAYS[:2]:
        read(source, day, deadline)
    time.sleep(0.1)
    assert origin.asked == [text for day in DAYS[:2] for text in (f"listing {day}", f"card TAM-{day}")]


def test_what_the_container_has_itself_is_looked_up_and_not_asked_for() -> None:
    origin, deadline = FakeSource(CARDS, kept=DAYS), soon()
    source = expecting(origin, deadline)
    for day in DAYS:
        assert read(source, day, deadline) == Card(races(9))
    assert origin.asked == []


def test_behind_a_listing_at_hand_its_card_is_waited_for_while_further_days_are_read() -> None:
    origin, deadline = SlowSource(CARDS, kept=DAYS[:1]), soon()
    origin.card_at_hand = lambda meet: None  # type: ignore[method-assign] # noqa: ARG005 - only the listing is
    source = expecting(origin, deadline)
    read(source, DAYS[0], deadline)
    time.sleep(0.5)
    assert {text.split()[1].removeprefix("TAM-") for text in origin.asked} == {str(day) for day in DAYS[:AT_ONCE]}
    assert f"listing {DAYS[0]}" not in origin.asked
    assert set(Counter(origin.asked).values()) == {1}


def test_what_is_at_hand_is_that_of_the_source_behind() -> None:
    kept, unkept = DAYS[:2]
    source = PrefetchingSource(FakeSource(CARDS, kept=[kept]))
    listing = source.listing_at_hand(kept)
    assert listing
    assert source.card_at_hand(listing.meets[0]) == Card(races(9))
    assert source.listing_at_hand(unkept) is None
    assert source.card_at_hand(replace(listing.meets[0], day=unkept)) is None


def test_nothing_is_read_before_it_is_asked_for_the_first_time() -> None:
    origin = FakeSource(CARDS)
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
    origin, before, now = FakeSource(CARDS), soon(), soon()
    source = expecting(origin, before)
    read(source, DAYS[0], before)
    read(source, DAYS[0], now)
    assert origin.asked.count(f"listing {DAYS[0]}") == 2


def test_days_and_meets_that_were_not_expected_are_passed_on() -> None:
    origin, deadline = FakeSource(CARDS), soon()
    source = expecting(origin, deadline, DAYS[:1])
    assert read(source, DAYS[3], deadline) == Card(races(9))
    assert source.results(Meet("TAM", "TAM", "TAM", DAYS[0]), deadline).races == ()
