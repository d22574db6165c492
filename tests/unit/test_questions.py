from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from horse_racing.racing.answers import AllCancelled, Answer, NextStakes, NoRacesListed, NoStakes, RaceCount
from horse_racing.racing.cards import Meet, Race
from horse_racing.racing.clock import Deadline
from horse_racing.racing.errors import FailingError, RaceDataError, TimedOutError
from horse_racing.racing.questions import how_many_races, next_stakes, today_at
from tests.support.fakes import FIRST_POST, MORNING, SATURDAY, TAMPA, FakeSource, far_deadline, races, track

SUNDAY = SATURDAY + timedelta(days=1)
Cards = Mapping[tuple[str, date], Sequence[Race] | RaceDataError]


def ask_how_many(cards: Cards, day: date | None = None, now: datetime = MORNING) -> Answer:
    return how_many_races(FakeSource(cards), TAMPA, day, now, far_deadline())


def ask_stakes(cards: Cards, now: datetime = MORNING) -> Answer:
    return next_stakes(FakeSource(cards), TAMPA, now, far_deadline())


def stakes(race: Race) -> Race:
    return replace(race, is_stakes=True)


def test_before_the_first_post_the_first_race_is_the_one_to_come() -> None:
    answer = ask_how_many({("TAM", SATURDAY): races(9)})
    assert isinstance(answer, RaceCount)
    assert (answer.count, answer.cancelled, answer.has_begun, answer.is_over) == (9, 0, False, False)
    assert answer.coming
    assert answer.coming.post_time == FIRST_POST


def test_after_the_first_post_the_next_race_is_the_one_to_come() -> None:
    answer = ask_how_many({("TAM", SATURDAY): races(9)}, now=FIRST_POST + timedelta(minutes=45))
    assert isinstance(answer, RaceCount)
    assert answer.has_begun
    assert answer.coming
    assert answer.coming.number == 3


def test_after_the_last_post_no_race_is_to_come() -> None:
    answer = ask_how_many({("TAM", SATURDAY): races(9)}, now=FIRST_POST + timedelta(hours=5))
    assert isinstance(answer, RaceCount)
    assert answer.is_over
    assert answer.coming is None


def test_cancelled_races_are_not_counted_and_not_the_next() -> None:
    first, *rest = races(9)
    answer = ask_how_many({("TAM", SATURDAY): [replace(first, is_cancelled=True), *rest]})
    assert isinstance(answer, RaceCount)
    assert (answer.count, answer.cancelled) == (8, 1)
    assert answer.coming == rest[0]
    assert not answer.has_begun


def test_a_card_with_every_race_cancelled_is_a_cancelled_day() -> None:
    cancelled = [replace(race, is_cancelled=True) for race in races(9)]
    assert ask_how_many({("TAM", SATURDAY): cancelled}) == AllCancelled(TAMPA, SATURDAY, SATURDAY, 9)


def test_a_dark_day_names_the_next_day_the_track_is_listed() -> None:
    answer = ask_how_many({("ARP", SATURDAY): races(8), ("TAM", date(2026, 11, 25)): races(9)})
    assert answer == NoRacesListed(TAMPA, SATURDAY, SATURDAY, is_listed=False, next_day=date(2026, 11, 25))


def test_a_dark_day_with_nothing_listed_behind_it_names_no_day() -> None:
    assert ask_how_many({}) == NoRacesListed(TAMPA, SATURDAY, SATURDAY, is_listed=False, next_day=None)


def test_a_meet_without_entries_is_listed_without_races_and_not_called_cancelled() -> None:
    answer = ask_how_many({("TAM", SATURDAY): [], ("TAM", SUNDAY): races(9)})
    assert answer == NoRacesListed(TAMPA, SATURDAY, SATURDAY, is_listed=True, next_day=SUNDAY)


def test_for_a_past_day_the_next_day_named_is_never_past() -> None:
    days = {("TAM", day): races(9) for day in (date(2026, 11, 12), SUNDAY)}
    answer = ask_how_many(days, day=date(2026, 11, 10))
    assert isinstance(answer, NoRacesListed)
    assert answer.next_day == SUNDAY


class ListingFailsLater(FakeSource):
    """Lists the first day asked for, and fails on the days after it."""

    def meets(self, first: date, last: date, deadline: Deadline) -> tuple[Meet, ...]:
        if last > SATURDAY:
            raise TimedOutError
        return super().meets(first, last, deadline)


def test_a_dark_day_stays_true_when_the_days_after_it_cannot_be_read() -> None:
    answer = how_many_races(ListingFailsLater(), TAMPA, None, MORNING, far_deadline())
    assert answer == NoRacesListed(TAMPA, SATURDAY, SATURDAY, is_listed=False, next_day=None)


def test_a_failure_is_raised_and_never_counted() -> None:
    source = FakeSource(listing_error=FailingError("broken"))
    with pytest.raises(FailingError):
        how_many_races(source, TAMPA, None, MORNING, far_deadline())
    with pytest.raises(FailingError):
        next_stakes(source, TAMPA, MORNING, far_deadline())


def test_today_is_the_tracks_own_date() -> None:
    late_in_the_west = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
    assert today_at(track("LA"), late_in_the_west) == SATURDAY
    assert today_at(TAMPA, late_in_the_west) == SUNDAY


def test_the_next_stakes_race_is_found_today() -> None:
    card = [*races(7), stakes(races(8)[7])]
    answer = ask_stakes({("TAM", SATURDAY): card})
    assert answer == NextStakes(TAMPA, SATURDAY, SATURDAY, card[7])


def test_a_stakes_race_that_is_over_finished_or_cancelled_is_not_the_next() -> None:
    first, second, third, fourth = (stakes(race) for race in races(4))
    card = [first, replace(second, has_finished=True), replace(third, is_cancelled=True), fourth]
    answer = ask_stakes({("TAM", SATURDAY): card}, now=FIRST_POST + timedelta(minutes=3))
    assert isinstance(answer, NextStakes)
    assert answer.race.number == 4


def test_the_scan_goes_on_in_date_order_and_stops_at_the_first_hit() -> None:
    source = FakeSource(
        {
            ("TAM", date(2026, 11, 27)): [stakes(race) for race in races(1)],
            ("TAM", SUNDAY): [stakes(race) for race in races(2)],
            ("TAM", SATURDAY): races(9),
            ("ARP", SATURDAY): [stakes(race) for race in races(1)],
        }
    )
    answer = next_stakes(source, TAMPA, MORNING, far_deadline())
    assert isinstance(answer, NextStakes)
    assert answer.day == SUNDAY
    assert source.asked == ["meets 2026-11-21..2026-11-28", "card TAM-2026-11-21", "card TAM-2026-11-22"]


def test_a_day_without_entries_does_not_end_the_scan() -> None:
    answer = ask_stakes({("TAM", SATURDAY): [], ("TAM", SUNDAY): [stakes(race) for race in races(1)]})
    assert isinstance(answer, NextStakes)
    assert answer.day == SUNDAY


def test_a_day_that_cannot_be_read_is_an_error_because_a_later_race_might_not_be_the_next() -> None:
    with pytest.raises(FailingError):
        ask_stakes({("TAM", SATURDAY): FailingError("broken"), ("TAM", SUNDAY): [stakes(race) for race in races(1)]})


def test_without_a_stakes_race_on_the_entries_the_answer_is_that() -> None:
    assert ask_stakes({("TAM", SATURDAY): races(9)}) == NoStakes(TAMPA, SATURDAY)


def test_stakes_races_without_post_times_are_taken_in_card_order() -> None:
    answer = ask_stakes({("TAM", SATURDAY): [Race(9, None, is_stakes=True), Race(7, None, is_stakes=True)]})
    assert isinstance(answer, NextStakes)
    assert answer.race.number == 7
