"""What is asked for once, what is told with its age, and who fetches when several containers want the same."""

import threading
import time
from datetime import datetime, timedelta

import pytest

from horse_racing.feeds.cached_source import CachedSource
from horse_racing.feeds.shared_cache import REST
from horse_racing.feeds.stored import SCHEMA
from horse_racing.racing.card_answers import NoStakes
from horse_racing.racing.card_questions import next_stakes
from horse_racing.racing.cards import Card, Meet
from horse_racing.racing.clock import Deadline
from horse_racing.racing.errors import FailingError, RaceDataError, TimedOutError
from horse_racing.racing.inquiry import Inquiry
from tests.support.caches import NOTHING_HELD, ORIGIN, TABLE_IS_MISSING, Item, MemoryTable
from tests.support.fakes import CATALOGUE, MORNING, SATURDAY, TAMPA, FakeClock, FakeSource, RunningClock, races
from tests.support.timing import measures_time

pytestmark = measures_time

MEET = Meet(f"TAM-{SATURDAY}", "TAM", "TAM", SATURDAY)
CARD = {("TAM", SATURDAY): races(9)}
KEY = f"{ORIGIN} {SCHEMA}/card/{MEET.meet_id}"


def soon(seconds: float = 5.0) -> Deadline:
    return Deadline.after(RunningClock(), seconds)


def source_with(origin: FakeSource, clock: FakeClock | None = None, shared: MemoryTable | None = None) -> CachedSource:
    # Leases end by the date, and calls take real seconds.
    clock = clock or RunningClock()
    return CachedSource(origin, clock, shared.shared(clock) if shared else None)


def test_what_is_fresh_is_not_asked_for_again() -> None:
    origin = FakeSource(CARD)
    source = source_with(origin)
    assert source.card(MEET, soon()) == source.card(MEET, soon()) == Card(races(9))
    assert len(origin.asked) == 1


def test_the_listing_of_a_day_is_asked_for_once_for_all_tracks() -> None:
    origin = FakeSource({("TAM", SATURDAY): races(9), ("ARP", SATURDAY): races(8)})
    source = source_with(origin)
    assert source.listing(SATURDAY, soon()) is source.listing(SATURDAY, soon())
    assert origin.asked == [f"listing {SATURDAY}"]


def test_todays_card_is_asked_for_again_after_ninety_seconds() -> None:
    clock, origin = FakeClock(), FakeSource(CARD)
    source = source_with(origin, clock)
    source.card(MEET, soon())
    clock.instant = MORNING + timedelta(seconds=89)
    source.card(MEET, soon())
    assert len(origin.asked) == 1
    clock.instant = MORNING + timedelta(seconds=90)
    assert source.card(MEET, soon()).as_of is None
    assert len(origin.asked) == 2


class FailingLater(FakeSource):
    """Answers once, then fails."""

    error: RaceDataError = TimedOutError("late")

    def card(self, meet: Meet, deadline: Deadline) -> Card:
        card = super().card(meet, deadline)
        if len(self.asked) > 1:
            raise self.error
        return card


def test_when_nothing_fresh_can_be_had_a_recent_copy_is_told_with_its_age() -> None:
    clock = FakeClock()
    source = source_with(FailingLater(CARD), clock)
    source.card(MEET, soon())
    clock.instant = MORNING + timedelta(minutes=10)
    assert source.card(MEET, soon()) == Card(races(9), as_of=MORNING)


def test_a_copy_that_is_too_old_is_not_told_at_all() -> None:
    clock = FakeClock()
    source = source_with(FailingLater(CARD), clock)
    source.card(MEET, soon())
    clock.instant = MORNING + timedelta(minutes=31)
    with pytest.raises(TimedOutError):
        source.card(MEET, soon())


def test_without_any_copy_the_failure_is_raised_and_kept_by_nobody() -> None:
    origin = FakeSource({("TAM", SATURDAY): FailingError("broken")})
    source = source_with(origin)
    for _ in range(2):
        with pytest.raises(FailingError):
            source.card(MEET, soon())
    assert len(origin.asked) == 2


def test_a_meet_once_seen_stays_on_the_days_listing() -> None:
    clock, shared = FakeClock(), MemoryTable()
    both = FakeSource({("TAM", SATURDAY): races(9), ("ARP", SATURDAY): races(8)})
    source_with(both, clock, shared).listing(SATURDAY, soon())
    clock.instant = MORNING + timedelta(minutes=15)
    dropped = source_with(FakeSource(CARD), clock, shared).listing(SATURDAY, soon())
    assert {meet.track_code for meet in dropped.meets} == {"TAM", "ARP"}
    assert dropped.as_of is None


def test_a_meet_that_is_dropped_from_a_day_to_come_is_gone() -> None:
    clock, shared, sunday = FakeClock(), MemoryTable(), SATURDAY + timedelta(days=1)
    source_with(FakeSource({("TAM", sunday): races(9)}), clock, shared).listing(sunday, soon())
    clock.instant = MORNING + timedelta(hours=5)
    assert source_with(FakeSource({}), clock, shared).listing(sunday, soon()).meets == ()


def test_what_one_container_fetched_another_one_reads() -> None:
    shared, origin = MemoryTable(), FakeSource(CARD)
    first = source_with(origin, shared=shared).card(MEET, soon())
    assert source_with(origin, shared=shared).card(MEET, soon()) == first
    assert len(origin.asked) == 1


def test_a_copy_from_the_shared_cache_keeps_its_age() -> None:
    clock, shared, origin = FakeClock(), MemoryTable(), FakeSource(CARD)
    source_with(origin, clock, shared).card(MEET, soon())
    clock.instant = MORNING + timedelta(seconds=60)
    second = source_with(origin, clock, shared)
    second.card(MEET, soon())
    clock.instant = MORNING + timedelta(seconds=95)
    second.card(MEET, soon())
    assert len(origin.asked) == 2


class SlowSource(FakeSource):
    """Takes half a second to answer."""

    def card(self, meet: Meet, deadline: Deadline) -> Card:
        card = super().card(meet, deadline)
        time.sleep(0.5)
        return card


class LiveClock(RunningClock):
    """Its date runs as well, because leases end by the date."""

    def __init__(self) -> None:
        super().__init__()
        self.began = time.monotonic()

    def now(self) -> datetime:
        return self.instant + timedelta(seconds=time.monotonic() - self.began)


def test_of_many_containers_that_want_the_same_one_fetches_and_the_others_wait_for_it() -> None:
    shared, origin, clock = MemoryTable(), SlowSource(CARD), LiveClock()
    cards: list[Card] = []

    def container() -> None:
        cards.append(source_with(origin, clock, shared).card(MEET, soon()))

    threads = [threading.Thread(target=container) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cards == [Card(races(9))] * 8
    assert len(origin.asked) == 1


def test_a_lease_whose_holder_never_came_back_is_taken_over() -> None:
    clock = LiveClock()
    shared = MemoryTable({KEY: Item(lease_until=clock.now().timestamp() + 0.4)})
    assert source_with(FakeSource(CARD), clock, shared).card(MEET, soon()) == Card(races(9))


def test_waiting_for_another_container_ends_before_the_deadline_with_an_apology() -> None:
    clock = LiveClock()
    shared = MemoryTable({KEY: Item(lease_until=clock.now().timestamp() + 60)})
    began = time.monotonic()
    with pytest.raises(TimedOutError, match="another container"):
        source_with(FakeSource(CARD), clock, shared).card(MEET, soon(0.8))
    assert time.monotonic() - began < 0.8


def test_waiting_for_another_container_leaves_the_turn_a_reserve_and_takes_all_else() -> None:
    clock = FakeClock()
    shared = MemoryTable({KEY: Item(lease_until=clock.now().timestamp() + 60)})
    deadline = Deadline.after(clock, 2.0)
    with pytest.raises(TimedOutError, match="another container"):
        source_with(FakeSource(CARD), clock, shared).card(MEET, deadline)
    assert 0.3 <= deadline.remaining() < 0.3 + 0.15


def test_waiting_for_another_container_ends_with_the_older_copy_where_there_is_one() -> None:
    clock, shared = LiveClock(), MemoryTable()
    source_with(FakeSource(CARD), clock, shared).card(MEET, soon())
    clock.instant += timedelta(minutes=5)
    shared.items[KEY].lease_until = clock.now().timestamp() + 60
    card = source_with(FakeSource(CARD), clock, shared).card(MEET, soon(0.8))
    assert card.races == races(9)
    assert card.as_of


def test_a_fetch_that_fails_gives_its_lease_back() -> None:
    shared = MemoryTable()
    with pytest.raises(FailingError):
        source_with(FakeSource({("TAM", SATURDAY): FailingError("broken")}), shared=shared).card(MEET, soon())
    assert shared.items[KEY].lease_until == 0.0
    assert source_with(FakeSource(CARD), shared=shared).card(MEET, soon()) == Card(races(9))


@pytest.mark.parametrize("content", [b"", b"garbage", b"x\x9c", bytes(100)])
def test_garbage_in_the_shared_cache_is_fetched_anew_and_replaced(
    content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    shared = MemoryTable({KEY: Item(content, MORNING.timestamp() - 10)})
    assert source_with(FakeSource(CARD), shared=shared).card(MEET, soon()) == Card(races(9))
    assert "garbage" in caplog.text
    assert shared.items[KEY].content != content


@pytest.mark.parametrize("failure", [TABLE_IS_MISSING, RuntimeError("anything"), OSError("gone")])
def test_a_shared_cache_that_fails_breaks_nothing(failure: Exception) -> None:
    shared = MemoryTable(failure=failure)
    source = source_with(FakeSource(CARD), shared=shared)
    assert source.card(MEET, soon()) == Card(races(9))


def test_a_slow_shared_cache_holds_a_turn_up_for_no_more_than_its_allowance() -> None:
    shared = MemoryTable(delay=5)
    source = source_with(FakeSource(CARD), shared=shared)
    began = time.monotonic()
    deadline = soon()
    source.listing(SATURDAY, deadline)
    source.card(MEET, deadline)
    assert time.monotonic() - began < 0.45


def test_a_shared_cache_whose_every_call_is_a_little_slow_stays_within_the_allowance_too() -> None:
    shared = MemoryTable(delay=0.09)
    source = source_with(FakeSource(CARD), shared=shared)
    began = time.monotonic()
    deadline = soon()
    source.listing(SATURDAY, deadline)
    source.card(MEET, deadline)
    source.results(MEET, deadline)
    assert time.monotonic() - began < 0.45


def test_a_table_that_does_not_exist_is_asked_once_named_in_the_log_and_left_alone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    shared = MemoryTable(failure=TABLE_IS_MISSING)
    source = source_with(FakeSource(CARD), shared=shared)
    source.listing(SATURDAY, soon())
    source.card(MEET, soon())
    assert shared.calls == ["read"]
    assert "for good: check RACE_CACHE_TABLE" in caplog.text


def test_a_shared_cache_that_failed_is_tried_again_after_a_rest() -> None:
    clock, shared = FakeClock(), MemoryTable(failure=OSError("gone"))
    source = source_with(FakeSource(CARD), clock, shared)
    source.listing(SATURDAY, soon())
    shared.failure = None
    clock.sleep(REST - 0.1)
    source.card(MEET, soon())
    assert shared.calls == ["read"]
    clock.sleep(0.1)
    source.results(MEET, soon())
    assert shared.calls == ["read", "read", "lease", "write"]


def test_a_call_cut_short_by_the_turns_own_deadline_does_not_count_against_the_cache() -> None:
    shared = MemoryTable(delay=0.1)
    cache = shared.shared(RunningClock())
    for _ in range(5):
        assert cache.read("a", soon(0.07)) is None
    assert cache.read("a", soon()) == NOTHING_HELD


def test_a_late_read_ahead_of_the_turn_before_does_not_renew_the_allowance() -> None:
    cache, turn, turn_before = MemoryTable(delay=0.1).shared(RunningClock()), soon(), soon()
    began = time.monotonic()
    for _ in range(8):
        cache.read("a", turn)
        cache.read("a", turn_before)
    assert time.monotonic() - began < 0.85


class FreezingSource(FakeSource):
    """Answers a card only when the container has thawed again: its date has moved on, its monotonic clock has not."""

    clock: FakeClock
    frozen: timedelta

    def card(self, meet: Meet, deadline: Deadline) -> Card:
        card = super().card(meet, deadline)
        self.clock.instant += self.frozen
        return card


def freezing(clock: FakeClock, frozen: timedelta) -> FreezingSource:
    source = FreezingSource(CARD)
    source.clock, source.frozen = clock, frozen
    return source


def test_a_copy_is_as_old_as_the_moment_its_fetch_began() -> None:
    clock, shared = RunningClock(), MemoryTable()
    slow = source_with(freezing(clock, timedelta(seconds=3)), clock, shared)
    slow.card(MEET, soon())
    assert shared.items[KEY].fetched == MORNING.timestamp()
    clock.instant = MORNING + timedelta(seconds=89)
    other = FakeSource(CARD)
    source_with(other, clock, shared).card(MEET, soon())
    assert other.asked == []
    clock.instant = MORNING + timedelta(seconds=90)
    source_with(other, clock, shared).card(MEET, soon())
    assert len(other.asked) == 1


def test_what_a_frozen_container_brings_hours_later_is_neither_kept_nor_shared() -> None:
    clock, shared = RunningClock(), MemoryTable()
    origin = freezing(clock, timedelta(hours=3))
    source = source_with(origin, clock, shared)
    with pytest.raises(TimedOutError):
        source.card(MEET, soon())
    assert shared.items[KEY].content is None
    assert "write" not in shared.calls
    source.card(MEET, Deadline.after(RunningClock(), 4 * 3600))
    assert len(origin.asked) == 2


class AnsweringSource(FakeSource):
    """The turn answers while a card is being fetched."""

    def card(self, meet: Meet, deadline: Deadline) -> Card:
        card = super().card(meet, deadline)
        deadline.end()
        return card


def test_what_comes_after_the_turn_has_answered_is_neither_kept_nor_shared() -> None:
    shared, origin = MemoryTable(), AnsweringSource(CARD)
    source = source_with(origin)
    for asking in (source, source, source_with(origin, shared=shared)):
        with pytest.raises(TimedOutError):
            asking.card(MEET, soon())
    assert len(origin.asked) == 3
    assert shared.calls == ["read", "lease"]


def test_no_fetch_begins_once_the_turn_has_answered() -> None:
    origin, shared, deadline = FakeSource(CARD), MemoryTable(), soon()
    deadline.end()
    with pytest.raises(TimedOutError):
        source_with(origin, shared=shared).card(MEET, deadline)
    assert origin.asked == shared.calls == []


def test_all_deadlines_of_a_turn_end_with_its_answer() -> None:
    deadline = soon()
    sooner = deadline.sooner(1)
    assert 0 < sooner.remaining() <= 1 < deadline.remaining()
    assert deadline.sooner(60).remaining() <= 5
    deadline.end()
    assert deadline.remaining() == sooner.remaining() == 0


def test_an_older_copy_that_comes_late_never_replaces_a_newer_one() -> None:
    clock = RunningClock()

    class OvertakenSource(FakeSource):
        """While the first card is on its way, another thread asks for it and has a newer one at once."""

        def card(self, meet: Meet, deadline: Deadline) -> Card:
            card = super().card(meet, deadline)
            if len(self.asked) > 1:
                return Card(races(8))
            clock.instant += timedelta(seconds=10)
            source.card(meet, deadline)
            return card

    source = source_with(OvertakenSource(CARD), clock)
    source.card(MEET, soon(60))
    assert source.card(MEET, soon()) == Card(races(8))


WEEK = {("TAM", SATURDAY + timedelta(days=offset)): races(9) for offset in range(8)}


def test_a_shared_cache_that_answers_in_eight_milliseconds_is_used_through_a_whole_stakes_search() -> None:
    shared = MemoryTable(delay=0.008)
    for containers in (1, 2):
        origin = FakeSource(WEEK)
        answer = next_stakes(Inquiry(source_with(origin, shared=shared), CATALOGUE, TAMPA, MORNING, soon()))
        assert isinstance(answer, NoStakes)
        assert answer.looked_through is None
        assert len(origin.asked) == (16 if containers == 1 else 0)
    assert shared.calls.count("write") == 16
    assert len(shared.calls) == 4 * 16


def test_slow_calls_at_the_same_time_hold_a_turn_up_only_once() -> None:
    cache, deadline = MemoryTable(delay=0.1).shared(RunningClock()), soon()
    held: list[object] = []
    for _ in range(2):
        threads = [threading.Thread(target=lambda: held.append(cache.read("a", deadline))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert held == [NOTHING_HELD] * 8


def test_a_container_knows_what_it_has_at_hand_until_that_is_not_fresh_any_more() -> None:
    clock = RunningClock()
    source = source_with(FakeSource(CARD), clock)
    assert source.listing_at_hand(SATURDAY) is None
    assert source.card_at_hand(MEET) is None
    listing, card = source.listing(SATURDAY, soon()), source.card(MEET, soon())
    assert source.listing_at_hand(SATURDAY) is listing
    assert source.card_at_hand(MEET) is card
    clock.instant = MORNING + timedelta(seconds=90)
    assert source.listing_at_hand(SATURDAY) is listing
    assert source.card_at_hand(MEET) is None


def test_what_only_other_containers_have_is_not_at_hand() -> None:
    shared = MemoryTable()
    source_with(FakeSource(CARD), shared=shared).card(MEET, soon())
    calls = len(shared.calls)
    assert source_with(FakeSource(CARD), shared=shared).card_at_hand(MEET) is None
    assert len(shared.calls) == calls


@pytest.mark.parametrize(
    "item",
    [
        {"fetched_at": {"S": "today"}, "content": {"B": b"x"}},
        {"fetched_at": {"N": "much"}},
        {"fetched_at": {"N": str(MORNING.timestamp() + 3600)}, "content": {"B": b"x"}},
        {"lease_until": {"S": "for ever"}},
        {"lease_until": "for ever"},
    ],
)
def test_an_item_of_another_making_is_no_data_and_keeps_nobody_waiting(item: dict[str, object]) -> None:
    class ForeignTable(MemoryTable):
        def get_item(self, **_: object) -> dict[str, object]:
            return {"Item": item}

    clock = FakeClock()
    assert source_with(FakeSource(CARD), clock, ForeignTable()).card(MEET, soon()) == Card(races(9))
    assert clock.now() == MORNING


def test_what_is_held_of_another_meet_is_no_data() -> None:
    shared, other = MemoryTable(), Meet(f"ARP-{SATURDAY}", "ARP", "ARP", SATURDAY)
    source_with(FakeSource({("ARP", SATURDAY): races(8)}), shared=shared).card(other, soon())
    shared.items[KEY] = shared.items.pop(f"{ORIGIN} {SCHEMA}/card/{other.meet_id}")
    clock = RunningClock(MORNING + timedelta(seconds=1))
    assert source_with(FakeSource(CARD), clock, shared).card(MEET, soon()) == Card(races(9))
