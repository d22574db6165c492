"""The questions about one race: its post time, its details, its odds, and what it paid; and those about a day."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from horse_racing.racing.answers import AllCancelled, NoRacesListed, TrackAnswer
from horse_racing.racing.answers_about_races import (
    NoResult,
    NoSuchRace,
    Payouts,
    PostTime,
    Quote,
    RaceDetails,
    RaceOdds,
    UnclearRace,
)
from horse_racing.racing.card_answers import NextStakes, NoStakes, RacingDay, StakesOfDay, TrackCondition
from horse_racing.racing.card_questions import next_stakes
from horse_racing.racing.cards import Entry, Odds, Race, Runner, Weather
from horse_racing.racing.day_questions import racing_day, stakes_of_day, track_condition
from horse_racing.racing.days import RaceDay
from horse_racing.racing.errors import OutOfDateError, TimedOutError
from horse_racing.racing.inquiry import Inquiry
from horse_racing.racing.payout_questions import payouts_of
from horse_racing.racing.race_questions import details_of, odds_of, post_time_of
from horse_racing.racing.results import Finisher, Payoff, RaceResult
from tests.support.fakes import CATALOGUE, FIRST_POST, MORNING, SATURDAY, TAMPA, FakeSource, far_deadline, races

SUNDAY = SATURDAY + timedelta(days=1)
TODAY, TOMORROW = RaceDay(SATURDAY, SATURDAY), RaceDay(SUNDAY, SATURDAY)
EIGHT = races(8)


def inquiry(source: FakeSource) -> Inquiry:
    return Inquiry(source, CATALOGUE, TAMPA, MORNING, far_deadline())


def today(*card: Race, weather: Weather | None = None) -> Inquiry:
    return inquiry(FakeSource({("TAM", SATURDAY): card}, weather=weather))


def test_a_race_has_its_post_time_by_its_number_and_by_its_place_on_the_card() -> None:
    assert post_time_of(today(*EIGHT), 5, None) == PostTime(TAMPA, TODAY, None, EIGHT[4])
    assert post_time_of(today(*EIGHT), "last", None) == PostTime(TAMPA, TODAY, None, EIGHT[7], is_last=True)
    assert post_time_of(today(*EIGHT), "first", None) == PostTime(TAMPA, TODAY, None, EIGHT[0])


def test_without_a_race_the_post_time_is_that_of_the_next_one_today_and_of_the_first_one_tomorrow() -> None:
    begun = (replace(EIGHT[0], has_finished=True), *EIGHT[1:])
    assert post_time_of(today(*begun), None, None) == PostTime(TAMPA, TODAY, None, EIGHT[1], is_next=True)
    tomorrow = inquiry(FakeSource({("TAM", SUNDAY): races(4, FIRST_POST + timedelta(days=1))}))
    answer = post_time_of(tomorrow, None, SUNDAY)
    assert isinstance(answer, PostTime)
    assert (answer.race.number, answer.when) == (1, TOMORROW)


def test_the_first_race_is_the_one_that_goes_off_first_whatever_its_number() -> None:
    night, day = Race(1, FIRST_POST + timedelta(hours=6)), Race(2, FIRST_POST)
    assert post_time_of(today(night, day), "first", None) == PostTime(TAMPA, TODAY, None, day)
    assert post_time_of(today(Race(None, None), Race(2, None)), "first", None) == UnclearRace(
        TAMPA, TODAY, None, "first"
    )


@pytest.mark.parametrize("question", [post_time_of, odds_of])
def test_what_moves_is_not_told_of_an_older_card(question: type) -> None:
    source = FakeSource({("TAM", SATURDAY): EIGHT}, as_of=MORNING - timedelta(minutes=10))
    with pytest.raises(OutOfDateError):
        question(inquiry(source), 5, None)


@pytest.mark.parametrize("question", [post_time_of, details_of, odds_of])
def test_a_race_that_the_card_lacks_is_no_race(question: type) -> None:
    assert question(today(*EIGHT), 9, None) == NoSuchRace(TAMPA, TODAY, None, 9, 8)
    with pytest.raises(TimedOutError):
        question(inquiry(FakeSource({("TAM", SATURDAY): TimedOutError("late")})), 1, None)


def test_the_details_of_a_race_are_the_race() -> None:
    assert details_of(today(*EIGHT), 3, None) == RaceDetails(TAMPA, TODAY, None, EIGHT[2])


def runner(horse: str, line: Odds | None, live: Odds | None = None, entry: Entry = Entry.RUNS) -> Runner:
    return Runner(horse, morning_line=line, live_odds=live, entry=entry)


LINES = (
    runner("Outsider", Odds(20, 1)),
    runner("Choice", Odds(8, 5)),
    runner("Second", Odds(3, 1)),
    runner("Third", Odds(5, 1)),
    runner("Gone", Odds(1, 2), entry=Entry.SCRATCHED),
)


def with_runners(*runners: Runner) -> Race:
    return replace(EIGHT[0], runners=runners)


def test_the_favorite_and_the_next_two_are_told_by_the_morning_line_without_those_scratched() -> None:
    race = with_runners(*LINES)
    quotes = tuple(Quote(horse, horse.morning_line) for horse in LINES[1:4] if horse.morning_line)
    assert odds_of(today(race), 1, None) == RaceOdds(TAMPA, TODAY, None, race, quotes=quotes)


def test_the_present_odds_count_where_everybody_who_runs_has_them() -> None:
    live = (runner("One", Odds(2, 1), Odds(9, 1)), runner("Two", Odds(6, 1), Odds(1, 1)))
    race = with_runners(*live)
    answer = odds_of(today(race), 1, None)
    assert isinstance(answer, RaceOdds)
    assert answer.is_live
    assert [quote.runner.horse for quote in answer.quotes] == ["Two", "One"]
    partly = odds_of(today(with_runners(live[0], runner("Two", Odds(6, 1)))), 1, None)
    assert isinstance(partly, RaceOdds)
    assert not partly.is_live


def test_horses_at_the_same_odds_as_the_last_one_named_belong_to_them() -> None:
    equal = tuple(runner(name, Odds(4, 1)) for name in ("A", "B", "C", "D", "E"))
    answer = odds_of(today(with_runners(*equal)), 1, None)
    assert isinstance(answer, RaceOdds)
    assert len(answer.quotes) == len(equal)


def test_no_favorite_is_named_where_the_odds_of_one_horse_are_not_known() -> None:
    answer = odds_of(today(with_runners(*LINES, runner("Unknown", None))), 1, None)
    assert isinstance(answer, RaceOdds)
    assert answer.quotes == ()


GRADED = (
    replace(EIGHT[3], is_stakes=True, grade=3),
    replace(EIGHT[5], is_stakes=True, grade=1),
    replace(EIGHT[6], is_stakes=True),
    replace(EIGHT[7], is_stakes=True, grade=1, is_cancelled=True),
)


def test_the_stakes_of_a_day_come_best_grade_first_without_those_cancelled() -> None:
    ask = today(*EIGHT[:3], *GRADED)
    three, one, none, _ = GRADED
    assert stakes_of_day(ask, None, None) == StakesOfDay(TAMPA, TODAY, None, (one, three, none))
    assert stakes_of_day(ask, None, 3) == StakesOfDay(TAMPA, TODAY, None, (one, three), 3)
    assert stakes_of_day(ask, None, 2) == StakesOfDay(TAMPA, TODAY, None, (one,), 2)


def test_where_a_day_has_no_stakes_left_and_none_was_named_the_next_one_is_told() -> None:
    run = tuple(replace(race, has_finished=True) for race in GRADED)
    (later,) = races(1, FIRST_POST + timedelta(days=1))
    sunday = replace(later, is_stakes=True, name="Barley Pier S.")
    after = inquiry(FakeSource({("TAM", SATURDAY): run, ("TAM", SUNDAY): (sunday,)}))
    dark = inquiry(FakeSource({("TAM", SUNDAY): (sunday,)}))
    assert stakes_of_day(after, None, None) == NextStakes(TAMPA, TOMORROW, None, sunday, TODAY)
    assert stakes_of_day(dark, None, None) == NextStakes(TAMPA, TOMORROW, None, sunday)
    # Whoever names the day hears of that day.
    assert isinstance(stakes_of_day(after, SATURDAY, None), StakesOfDay)
    assert isinstance(stakes_of_day(dark, SATURDAY, None), NoRacesListed)


def test_the_next_stakes_race_of_a_grade_is_of_that_grade_or_better() -> None:
    ask = today(*GRADED)
    assert next_stakes(ask, None) == NextStakes(TAMPA, TODAY, None, GRADED[0])
    assert next_stakes(ask, None, 2) == NextStakes(TAMPA, TODAY, None, GRADED[1], None, 2)
    assert next_stakes(today(*GRADED[:1]), None, 1) == NoStakes(TAMPA, TODAY, None, None, 1)


def test_a_track_races_on_a_day_whose_card_has_races() -> None:
    assert racing_day(today(*EIGHT), None) == RacingDay(TAMPA, TODAY, None, 8, EIGHT[0])
    cancelled = replace(EIGHT[0], is_cancelled=True)
    assert racing_day(today(cancelled, *EIGHT[1:]), None) == RacingDay(TAMPA, TODAY, None, 7, EIGHT[1])
    assert racing_day(today(), None) == RacingDay(TAMPA, TODAY, None, None)
    assert racing_day(today(cancelled), None) == AllCancelled(TAMPA, TODAY, None, 1)


def test_a_day_without_racing_names_the_next_one_and_the_next_day_is_that_one() -> None:
    tomorrow = races(4, FIRST_POST + timedelta(days=1))
    ask = inquiry(FakeSource({("TAM", SUNDAY): tomorrow}))
    assert racing_day(ask, SATURDAY) == NoRacesListed(TAMPA, TODAY, None, is_listed=False, next_day=SUNDAY)
    assert racing_day(ask, None, is_next=True) == RacingDay(TAMPA, TOMORROW, None, 4, tomorrow[0])
    over = tuple(replace(race, has_finished=True) for race in EIGHT)
    ask = inquiry(FakeSource({("TAM", SATURDAY): over, ("TAM", SUNDAY): tomorrow}))
    assert racing_day(ask, None, is_next=True) == RacingDay(TAMPA, TOMORROW, None, 4, tomorrow[0])
    assert racing_day(ask, SATURDAY) == RacingDay(TAMPA, TODAY, None, 8, over[0])
    never = inquiry(FakeSource())
    assert racing_day(never, None, is_next=True) == NoRacesListed(TAMPA, TODAY, None, is_listed=False, next_day=None)


def test_the_next_day_is_known_where_its_card_cannot_be_read() -> None:
    ask = inquiry(FakeSource({("TAM", SUNDAY): TimedOutError("late")}))
    assert racing_day(ask, None, is_next=True) == RacingDay(TAMPA, TOMORROW, None, None)


def test_a_day_that_is_wholly_cancelled_is_not_the_next_one() -> None:
    cancelled = tuple(replace(race, is_cancelled=True) for race in EIGHT)
    tomorrow = races(4, FIRST_POST + timedelta(days=1))
    ask = inquiry(FakeSource({("TAM", SATURDAY): cancelled, ("TAM", SUNDAY): tomorrow}))
    assert racing_day(ask, None, is_next=True) == RacingDay(TAMPA, TOMORROW, None, 4, tomorrow[0])


def test_each_surface_has_the_condition_that_its_latest_race_tells() -> None:
    dirt, turf, later, unknown = (
        replace(EIGHT[0], surface="Dirt", condition="Good"),
        replace(EIGHT[1], surface="Turf", condition="Firm"),
        replace(EIGHT[2], surface="Dirt", condition="Fast"),
        replace(EIGHT[3], surface="Turf"),
    )
    weather = Weather(forecast="Sunny", high=70)
    answer = track_condition(today(later, dirt, turf, unknown, weather=weather))
    assert isinstance(answer, TrackCondition)
    assert dict(answer.conditions) == {"Dirt": "Fast", "Turf": "Firm"}
    assert answer.weather == weather
    assert track_condition(today(unknown)) == TrackCondition(TAMPA, TODAY, None, (), None)


WON = RaceResult(1, (Finisher(1, "First", "1", win=Decimal("10.70")),))
EXACTA = replace(WON, number=2, payoffs=(Payoff("exacta", "1-4", Decimal("2.40"), Decimal(1)),))


def paid(*official: RaceResult) -> Inquiry:
    return inquiry(FakeSource({("TAM", SATURDAY): EIGHT}, {("TAM", SATURDAY): official}))


def test_what_was_paid_is_that_of_the_race_asked_about_else_of_the_last_one() -> None:
    three = replace(WON, number=3)
    assert payouts_of(paid(WON, EXACTA, three), 1, None, "") == Payouts(TAMPA, TODAY, None, WON)
    assert payouts_of(paid(WON, EXACTA, three), None, None, "") == Payouts(TAMPA, TODAY, None, three)
    assert payouts_of(paid(WON, EXACTA, three), None, None, "win") == Payouts(TAMPA, TODAY, None, three, "win")


def test_without_a_race_a_pool_is_that_of_the_last_race_that_paid_it() -> None:
    three = replace(WON, number=3)
    assert payouts_of(paid(WON, EXACTA, three), None, None, "exacta") == Payouts(TAMPA, TODAY, None, EXACTA, "exacta")
    assert payouts_of(paid(WON, three), None, None, "exacta") == Payouts(TAMPA, TODAY, None, three, "exacta")


def test_a_race_without_a_result_paid_nothing_yet() -> None:
    answer: TrackAnswer = payouts_of(paid(WON), 5, None, "exacta")
    assert answer == NoResult(TAMPA, TODAY, None, 5, is_cancelled=False)
