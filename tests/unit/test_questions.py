from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from horse_racing.racing.answers import AllCancelled, NoRacesListed, RaceCount, TrackAnswer
from horse_racing.racing.answers_about_races import (
    NextRace,
    NoResult,
    NoSuchRace,
    NothingNext,
    Result,
    Runners,
    Scratches,
)
from horse_racing.racing.card_answers import NextStakes, NoStakes
from horse_racing.racing.card_questions import next_race, next_stakes, runners_of, scratches_of
from horse_racing.racing.cards import Race
from horse_racing.racing.days import RaceDay, race_day
from horse_racing.racing.errors import FailingError, OutOfDateError, RaceDataError, TimedOutError
from horse_racing.racing.inquiry import Inquiry, RaceChoice, Search
from horse_racing.racing.listed_tracks import tracks_racing
from horse_racing.racing.race_count import how_many_races
from horse_racing.racing.result_questions import results_of
from horse_racing.racing.results import Finisher, RaceResult
from horse_racing.racing.source import RaceSource
from tests.support.fakes import (
    ARAPAHOE,
    CATALOGUE,
    FIRST_POST,
    MORNING,
    SATURDAY,
    TAMPA,
    Days,
    FakeSource,
    far_deadline,
    races,
    track,
)

SUNDAY = SATURDAY + timedelta(days=1)
TODAY = RaceDay(SATURDAY, SATURDAY)
TEN_MINUTES_AGO = MORNING - timedelta(minutes=10)


def searching(source: RaceSource) -> Search:
    return Search(source, CATALOGUE, TODAY, MORNING, far_deadline())


def inquiry(source: FakeSource, now: datetime = MORNING) -> Inquiry:
    return Inquiry(source, CATALOGUE, TAMPA, now, far_deadline())


def ask_how_many(cards: Days, day: date | None = None, now: datetime = MORNING) -> TrackAnswer:
    return how_many_races(inquiry(FakeSource(cards), now), day)


def ask_stakes(cards: Days, now: datetime = MORNING) -> TrackAnswer:
    return next_stakes(inquiry(FakeSource(cards), now))


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
    assert ask_how_many({("TAM", SATURDAY): cancelled}) == AllCancelled(TAMPA, TODAY, None, 9)


def test_a_dark_day_names_the_next_day_the_track_is_listed() -> None:
    answer = ask_how_many({("ARP", SATURDAY): races(8), ("TAM", date(2026, 11, 25)): races(9)})
    assert answer == NoRacesListed(TAMPA, TODAY, None, is_listed=False, next_day=date(2026, 11, 25))


def test_a_dark_day_with_nothing_listed_behind_it_names_no_day() -> None:
    assert ask_how_many({}) == NoRacesListed(TAMPA, TODAY, None, is_listed=False, next_day=None)


def test_a_meet_without_entries_is_listed_without_races_and_not_called_cancelled() -> None:
    answer = ask_how_many({("TAM", SATURDAY): [], ("TAM", SUNDAY): races(9)})
    assert answer == NoRacesListed(TAMPA, TODAY, None, is_listed=True, next_day=SUNDAY)


def test_a_day_whose_entries_are_not_out_yet_names_no_later_one() -> None:
    answer = ask_how_many({("TAM", SUNDAY): [], ("TAM", SUNDAY + timedelta(days=1)): []}, day=SUNDAY)
    assert answer == NoRacesListed(TAMPA, RaceDay(SUNDAY, SATURDAY), None, is_listed=True, next_day=None)


def test_for_a_past_day_the_next_day_named_is_never_past() -> None:
    days = {("TAM", day): races(9) for day in (date(2026, 11, 12), SUNDAY)}
    answer = ask_how_many(days, day=date(2026, 11, 10))
    assert isinstance(answer, NoRacesListed)
    assert answer.next_day == SUNDAY


def test_a_dark_day_stays_true_when_the_days_after_it_cannot_be_read() -> None:
    source = FakeSource(unlisted={SUNDAY: TimedOutError("late")})
    assert how_many_races(inquiry(source), None) == NoRacesListed(TAMPA, TODAY, None, is_listed=False, next_day=None)


@pytest.mark.parametrize("choice", [1, "next", "last"])
def test_a_failure_is_raised_and_never_counted(choice: RaceChoice) -> None:
    ask = inquiry(FakeSource(unlisted={SATURDAY: FailingError("broken")}))
    for question in (
        lambda: how_many_races(ask, None),
        lambda: next_race(ask),
        lambda: next_stakes(ask),
        lambda: runners_of(ask, choice, None),
        lambda: results_of(ask, choice, None),
        lambda: scratches_of(ask, choice, None),
        lambda: scratches_of(ask, None, None),
        lambda: tracks_racing(searching(ask.source)),
    ):
        with pytest.raises(FailingError):
            question()


def test_a_count_with_an_age_names_no_race_to_come() -> None:
    answer = how_many_races(inquiry(FakeSource({("TAM", SATURDAY): races(9)}, as_of=TEN_MINUTES_AGO)), None)
    assert isinstance(answer, RaceCount)
    assert (answer.as_of, answer.count, answer.coming) == (TEN_MINUTES_AGO, 9, None)


# Days


def test_today_is_the_tracks_own_date() -> None:
    late_in_the_west = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
    assert race_day(track("LA").zone, None, late_in_the_west).day == SATURDAY
    assert race_day(TAMPA.zone, None, late_in_the_west).day == SUNDAY


@pytest.mark.parametrize(
    ("instant", "shared"),
    [
        (datetime(2026, 11, 22, 4, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 22, 5, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 22, 9, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 22, 10, 0, tzinfo=UTC), True),
    ],
)
def test_today_is_the_same_for_all_listeners_except_between_midnight_in_the_east_and_in_hawaii(
    instant: datetime, shared: bool
) -> None:
    assert race_day(TAMPA.zone, None, instant).is_today_shared is shared


# The next race


def test_the_next_race_is_the_first_one_still_to_be_run() -> None:
    now = FIRST_POST + timedelta(minutes=10)
    answer = next_race(inquiry(FakeSource({("TAM", SATURDAY): races(9)}), now))
    second = races(9)[1]
    assert answer == NextRace(TAMPA, TODAY, None, second, FIRST_POST + timedelta(minutes=30))


def test_after_the_last_race_nothing_is_next() -> None:
    late = FIRST_POST + timedelta(hours=6)
    assert next_race(inquiry(FakeSource({("TAM", SATURDAY): races(9)}), late)) == NothingNext(
        TAMPA, TODAY, None, is_over=True
    )


def test_after_the_last_race_the_next_race_day_is_told() -> None:
    late = FIRST_POST + timedelta(hours=6)
    monday = SATURDAY + timedelta(days=2)
    source = FakeSource(
        {("TAM", SATURDAY): races(9), ("ARP", SATURDAY + timedelta(days=1)): races(2), ("TAM", monday): ()}
    )
    assert next_race(inquiry(source, late)) == NothingNext(TAMPA, TODAY, None, is_over=True, next_day=monday)


def test_an_older_listing_tells_no_next_race_day() -> None:
    late = FIRST_POST + timedelta(hours=6)
    source = FakeSource({("TAM", SATURDAY + timedelta(days=1)): races(9)}, as_of=late - timedelta(hours=5))
    answer = how_many_races(inquiry(source, late), None)
    assert isinstance(answer, NoRacesListed)
    assert answer.next_day is None


def test_without_results_a_card_on_which_all_is_cancelled_is_told_as_such() -> None:
    source = FakeSource({("TAM", SATURDAY): [replace(race, is_cancelled=True) for race in races(3)]})
    assert results_of(inquiry(source), "last", None) == AllCancelled(TAMPA, TODAY, None, 3)


def test_on_a_past_day_nothing_is_next() -> None:
    yesterday = SATURDAY - timedelta(days=1)
    answer = runners_of(inquiry(FakeSource({("TAM", yesterday): [Race(1, None)]})), "next", yesterday)
    assert isinstance(answer, NothingNext)
    assert answer.is_over


def test_without_post_times_no_race_is_called_the_next() -> None:
    answer = next_race(inquiry(FakeSource({("TAM", SATURDAY): [Race(1, None)]})))
    assert answer == NothingNext(TAMPA, TODAY, None, is_over=False)


def test_on_a_dark_day_the_next_race_is_the_answer_why_not() -> None:
    assert isinstance(next_race(inquiry(FakeSource())), NoRacesListed)


def test_an_older_card_is_never_asked_for_the_next_race() -> None:
    source = FakeSource({("TAM", SATURDAY): races(9)}, as_of=TEN_MINUTES_AGO)
    with pytest.raises(OutOfDateError):
        next_race(inquiry(source))
    with pytest.raises(OutOfDateError):
        runners_of(inquiry(source), "next", None)


# The next stakes race


def test_the_next_stakes_race_is_found_today() -> None:
    card = [*races(7), stakes(races(8)[7])]
    assert ask_stakes({("TAM", SATURDAY): card}) == NextStakes(TAMPA, TODAY, None, card[7])


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
    answer = next_stakes(inquiry(source))
    assert isinstance(answer, NextStakes)
    assert answer.when == RaceDay(SUNDAY, SATURDAY)
    assert source.asked == ["listing 2026-11-21", "card TAM-2026-11-21", "listing 2026-11-22", "card TAM-2026-11-22"]


def test_a_day_without_entries_does_not_end_the_scan() -> None:
    answer = ask_stakes({("TAM", SATURDAY): [], ("TAM", SUNDAY): [stakes(race) for race in races(1)]})
    assert isinstance(answer, NextStakes)
    assert answer.when.day == SUNDAY


def test_the_scan_covers_today_and_the_seven_days_after_it() -> None:
    on_the_last, after_it = SATURDAY + timedelta(days=7), SATURDAY + timedelta(days=8)
    assert isinstance(ask_stakes({("TAM", on_the_last): [stakes(race) for race in races(1)]}), NextStakes)
    assert isinstance(ask_stakes({("TAM", after_it): [stakes(race) for race in races(1)]}), NoStakes)


def test_a_first_day_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(FailingError):
        ask_stakes({("TAM", SATURDAY): FailingError("broken"), ("TAM", SUNDAY): [stakes(race) for race in races(1)]})


def test_a_scan_cut_short_says_how_far_it_looked_and_names_no_later_race() -> None:
    days: Days = {
        ("TAM", SATURDAY): races(9),
        ("TAM", SUNDAY): TimedOutError("late"),
        ("TAM", date(2026, 11, 23)): [stakes(race) for race in races(1)],
    }
    assert ask_stakes(days) == NoStakes(TAMPA, TODAY, None, looked_through=SATURDAY)


def test_without_a_stakes_race_on_the_entries_the_answer_is_that() -> None:
    assert ask_stakes({("TAM", SATURDAY): races(9)}) == NoStakes(TAMPA, TODAY, None, looked_through=None)


def test_stakes_races_without_post_times_are_taken_in_card_order() -> None:
    answer = ask_stakes({("TAM", SATURDAY): [Race(9, None, is_stakes=True), Race(7, None, is_stakes=True)]})
    assert isinstance(answer, NextStakes)
    assert answer.race.number == 7


def test_a_stakes_race_with_an_age_comes_without_its_post_time() -> None:
    source = FakeSource({("TAM", SATURDAY): [stakes(race) for race in races(1)]}, as_of=TEN_MINUTES_AGO)
    answer = next_stakes(inquiry(source))
    assert isinstance(answer, NextStakes)
    assert (answer.as_of, answer.race.post_time) == (TEN_MINUTES_AGO, None)


# Runners


@pytest.mark.parametrize(("choice", "number"), [(3, 3), ("next", 2), ("last", 9)])
def test_a_race_is_chosen_by_its_number_or_as_the_next_or_the_last(choice: RaceChoice, number: int) -> None:
    now = FIRST_POST + timedelta(minutes=10)
    answer = runners_of(inquiry(FakeSource({("TAM", SATURDAY): races(9)}), now), choice, None)
    assert answer == Runners(
        TAMPA, TODAY, None, races(9)[number - 1], is_next=choice == "next", is_last=choice == "last"
    )


def test_a_race_that_is_not_on_the_card_is_none_and_the_last_number_is_told() -> None:
    answer = runners_of(inquiry(FakeSource({("TAM", SATURDAY): races(9)})), 12, None)
    assert answer == NoSuchRace(TAMPA, TODAY, None, number=12, last=9)


# Scratches


def test_the_scratches_of_a_card_are_those_of_every_race_that_stands() -> None:
    cancelled, *standing = races(3)
    card = [replace(cancelled, is_cancelled=True), *standing]
    answer = scratches_of(inquiry(FakeSource({("TAM", SATURDAY): card})), None, None)
    assert answer == Scratches(TAMPA, TODAY, None, tuple(standing), is_one_race=False)


def test_the_scratches_of_one_race_are_its_own() -> None:
    ask = inquiry(FakeSource({("TAM", SATURDAY): races(3)}))
    assert scratches_of(ask, 2, None) == Scratches(TAMPA, TODAY, None, (races(3)[1],), is_one_race=True)
    cancelled = replace(races(1)[0], is_cancelled=True)
    off = inquiry(FakeSource({("TAM", SATURDAY): [cancelled, races(2)[1]]}))
    assert scratches_of(off, 1, None) == Runners(TAMPA, TODAY, None, cancelled)
    assert scratches_of(ask, 9, None) == NoSuchRace(TAMPA, TODAY, None, number=9, last=3)


# Results

FIRST = RaceResult(1, (Finisher(1, "First Horse", "1", win=Decimal("10.70")),))
SECOND = RaceResult(2, (Finisher(1, "Second Horse", "5", win=Decimal("4.20")),))


def with_results(*official: RaceResult) -> FakeSource:
    cancelled = replace(races(4)[3], is_cancelled=True)
    return FakeSource({("TAM", SATURDAY): [*races(3), cancelled]}, official={("TAM", SATURDAY): official})


def test_the_result_of_a_race_is_the_official_one() -> None:
    assert results_of(inquiry(with_results(FIRST, SECOND)), 1, None) == Result(TAMPA, TODAY, None, FIRST)


def test_the_last_result_is_that_of_the_highest_number_that_has_one() -> None:
    assert results_of(inquiry(with_results(SECOND, FIRST)), "last", None) == Result(TAMPA, TODAY, None, SECOND)


def test_the_next_race_has_no_result() -> None:
    assert results_of(inquiry(with_results(FIRST)), "next", None) == NoResult(TAMPA, TODAY, None, 1, is_cancelled=False)


def test_before_the_first_result_there_is_no_last_one() -> None:
    assert results_of(inquiry(with_results()), "last", None) == NoResult(TAMPA, TODAY, None, None, is_cancelled=False)


@pytest.mark.parametrize(("number", "is_cancelled"), [(3, False), (4, True)])
def test_a_race_without_a_result_is_not_official_or_cancelled(number: int, is_cancelled: bool) -> None:
    answer = results_of(inquiry(with_results(FIRST)), number, None)
    assert answer == NoResult(TAMPA, TODAY, None, number, is_cancelled=is_cancelled)


def test_the_result_of_a_race_that_does_not_exist_is_none() -> None:
    assert results_of(inquiry(with_results(FIRST)), 9, None) == NoSuchRace(TAMPA, TODAY, None, number=9, last=4)


def test_results_of_a_dark_day_are_the_answer_why_not() -> None:
    assert isinstance(results_of(inquiry(FakeSource()), 1, None), NoRacesListed)


# Tracks racing


def test_the_tracks_racing_are_those_listed_each_once_without_wager_pools() -> None:
    listed = ["TAM", "ARP", "CCP", "BEL", "BAQ", "PLN", "PLX", "BEX"]
    names = {
        "CCP": "Cross Country Pick 5",
        "BEL": "Belmont Park",
        "BAQ": "Belmont Park",
        "PLN": "Pleasanton",
        "PLX": "PLEASANTON",
        "BEX": "Belmont Park",
    }
    source = FakeSource({(code, SATURDAY): races(9) for code in listed}, names=names)
    answer = tracks_racing(searching(source))
    assert answer.tracks == (ARAPAHOE, track("BEL"), TAMPA)
    assert [name.lower() for name in answer.others] == ["pleasanton"]


def test_the_listeners_own_track_comes_first_and_then_its_time_zone() -> None:
    source = FakeSource({(code, SATURDAY): races(9) for code in ("ALB", "ARP", "TAM", "AQU")})
    answer = tracks_racing(replace(searching(source), own=TAMPA))
    assert [track.code for track in answer.tracks] == ["TAM", "AQU", "ALB", "ARP"]


def test_every_kind_of_trouble_on_the_way_is_raised_as_it_is() -> None:
    for error in RaceDataError.__subclasses__():
        with pytest.raises(error):
            ask_how_many({("TAM", SATURDAY): error("trouble")})
