"""The questions about what is late, left, featured, last, or already over, and about tracks of one name."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from horse_racing.racing.answers import AllCancelled, ListedOnly, NoRacesListed, RaceCount
from horse_racing.racing.answers_about_races import (
    EarlierResult,
    NextRace,
    NoFeature,
    NoResult,
    NothingNext,
    Result,
    Runners,
    Scratches,
    SeveralStakes,
    UnclearRace,
)
from horse_racing.racing.card_answers import NextStakes, NoStakes, NotToCome
from horse_racing.racing.card_questions import next_race, next_stakes, runners_of, scratches_of
from horse_racing.racing.cards import Race
from horse_racing.racing.days import RaceDay
from horse_racing.racing.errors import FailingError, TimedOutError, UnreadableError
from horse_racing.racing.inquiry import Inquiry, Search
from horse_racing.racing.listed_tracks import listed_elsewhere, tracks_racing
from horse_racing.racing.race_count import how_many_races
from horse_racing.racing.result_questions import results_of
from horse_racing.racing.results import Finisher, RaceResult
from horse_racing.racing.source import RaceSource
from tests.support.fakes import (
    CATALOGUE,
    FIRST_POST,
    MORNING,
    SATURDAY,
    TAMPA,
    FakeSource,
    far_deadline,
    races,
    track,
)

FRIDAY, SUNDAY = SATURDAY - timedelta(days=1), SATURDAY + timedelta(days=1)
TODAY = RaceDay(SATURDAY, SATURDAY)
TEN_MINUTES_AGO = MORNING - timedelta(minutes=10)
BELMONT, BIG_A = track("BEL"), track("BAQ")


def searching(source: RaceSource) -> Search:
    return Search(source, CATALOGUE, TODAY, MORNING, far_deadline())


def inquiry(source: FakeSource, now: datetime = MORNING) -> Inquiry:
    return Inquiry(source, CATALOGUE, TAMPA, now, far_deadline())


def today(*card: Race) -> FakeSource:
    return FakeSource({("TAM", SATURDAY): card})


def stakes(race: Race) -> Race:
    return replace(race, is_stakes=True)


def not_run(*card: Race) -> list[Race]:
    return [replace(race, has_finished=False) for race in card]


# About to go off


def test_a_race_whose_post_time_has_passed_is_the_next_while_the_feed_says_it_has_not_been_run() -> None:
    card = not_run(*races(8))
    late = FIRST_POST + timedelta(minutes=4)
    assert next_race(inquiry(today(*card), late)) == NextRace(TAMPA, TODAY, None, card[0], FIRST_POST)
    count = how_many_races(inquiry(today(*card), late), None)
    assert isinstance(count, RaceCount)
    assert (count.coming, count.left, count.has_begun) == (card[0], 8, False)


def test_the_last_race_is_the_next_for_as_long_as_it_may_only_be_late() -> None:
    card = [*(replace(race, has_finished=True) for race in races(7)), *not_run(races(8)[7])]
    last = races(8)[7].post_time
    assert last
    assert isinstance(next_race(inquiry(today(*card), last + timedelta(minutes=20))), NextRace)
    assert isinstance(next_race(inquiry(today(*card), last + timedelta(minutes=21))), NothingNext)


@pytest.mark.parametrize("has_finished", [True, None])
def test_a_race_that_is_over_or_of_which_the_feed_says_nothing_is_not_the_next(has_finished: bool | None) -> None:
    first, *rest = races(8)
    answer = next_race(
        inquiry(today(replace(first, has_finished=has_finished), *rest), FIRST_POST + timedelta(minutes=4))
    )
    assert isinstance(answer, NextRace)
    assert answer.race.number == 2


# How many are left, and the first one


def test_a_count_knows_how_many_are_left_and_when_the_first_one_was() -> None:
    answer = how_many_races(inquiry(today(*races(8)), FIRST_POST + timedelta(minutes=160)), None)
    assert isinstance(answer, RaceCount)
    assert answer.left == 2
    assert answer.first == races(8)[0]
    assert answer.coming == races(8)[6]


def test_what_is_left_is_not_told_of_another_day_nor_of_data_with_an_age() -> None:
    tomorrow = how_many_races(inquiry(FakeSource({("TAM", SUNDAY): races(8)})), SUNDAY)
    older = how_many_races(inquiry(FakeSource({("TAM", SATURDAY): races(8)}, as_of=TEN_MINUTES_AGO)), None)
    assert isinstance(tomorrow, RaceCount)
    assert isinstance(older, RaceCount)
    assert (tomorrow.left, older.left, older.first) == (None, None, None)


def test_what_is_left_is_not_told_where_it_is_not_certain_that_a_race_is_over() -> None:
    nameless = Race(None, None)
    answer = how_many_races(inquiry(today(*races(8), nameless), FIRST_POST + timedelta(minutes=40)), None)
    assert isinstance(answer, RaceCount)
    assert (answer.left, answer.first) == (None, None)
    certain = how_many_races(
        inquiry(today(*races(8), replace(nameless, has_finished=True)), FIRST_POST + timedelta(minutes=40)), None
    )
    assert isinstance(certain, RaceCount)
    assert certain.left == 6


# The next stakes race


def test_of_a_day_and_a_night_card_the_stakes_race_that_goes_off_first_is_the_next() -> None:
    by_day = stakes(Race(9, FIRST_POST + timedelta(hours=4)))
    by_night = stakes(Race(2, FIRST_POST + timedelta(hours=7)))
    answer = next_stakes(inquiry(today(by_night, by_day)))
    assert isinstance(answer, NextStakes)
    assert answer.race == by_day


def test_stakes_races_without_numbers_or_post_times_come_behind_those_with_a_number() -> None:
    answer = next_stakes(inquiry(today(Race(None, None, is_stakes=True), Race(7, None, is_stakes=True))))
    assert isinstance(answer, NextStakes)
    assert answer.race.number == 7


def test_the_next_stakes_race_may_be_asked_for_from_a_day_on() -> None:
    days = {("TAM", SATURDAY): [stakes(races(1)[0])], ("TAM", SUNDAY): [stakes(races(1)[0])]}
    source = FakeSource(days)
    answer = next_stakes(inquiry(source), SUNDAY)
    assert answer == NextStakes(TAMPA, RaceDay(SUNDAY, SATURDAY), None, stakes(races(1)[0]), asked=None)
    assert source.asked == [f"listing {SUNDAY}", f"card TAM-{SUNDAY}"]


def test_where_the_day_asked_about_has_no_stakes_race_the_answer_knows_that_it_went_on() -> None:
    thursday = date(2026, 11, 26)
    source = FakeSource({("TAM", SUNDAY): races(8), ("TAM", thursday): [stakes(races(1)[0])]})
    answer = next_stakes(inquiry(source), SUNDAY)
    assert isinstance(answer, NextStakes)
    assert answer.when.day == thursday
    assert answer.asked == RaceDay(SUNDAY, SATURDAY)
    nothing_said = next_stakes(inquiry(source))
    assert isinstance(nothing_said, NextStakes)
    assert nothing_said.asked is None


def test_the_scan_from_a_day_on_goes_as_far_as_one_from_today() -> None:
    for offset, kind in ((7, NextStakes), (8, NoStakes)):
        source = FakeSource({("TAM", SUNDAY + timedelta(days=offset)): [stakes(races(1)[0])]})
        answer = next_stakes(inquiry(source), SUNDAY)
        assert isinstance(answer, kind)
    assert isinstance(answer, NoStakes)
    assert answer.when.day == SUNDAY


def test_stakes_races_of_a_past_day_are_not_looked_up() -> None:
    source = FakeSource({("TAM", FRIDAY): [stakes(races(1)[0])]})
    assert next_stakes(inquiry(source), FRIDAY) == NotToCome(TAMPA, RaceDay(FRIDAY, SATURDAY), None)
    assert source.asked == []


def test_at_the_end_of_the_calendar_the_scan_ends_too() -> None:
    assert isinstance(next_stakes(inquiry(FakeSource()), date.max), NoStakes)
    assert how_many_races(inquiry(FakeSource()), date.max) == NoRacesListed(
        TAMPA, RaceDay(date.max, SATURDAY), None, is_listed=False, next_day=None
    )


# The feature


def test_the_feature_is_the_days_stakes_race() -> None:
    first, second, third = races(3)
    source = today(first, stakes(second), third)
    assert runners_of(inquiry(source), "feature", None) == Runners(TAMPA, TODAY, None, stakes(second))
    assert scratches_of(inquiry(source), "feature", None) == Scratches(
        TAMPA, TODAY, None, (stakes(second),), is_one_race=True
    )


def test_of_several_stakes_races_it_is_asked_which_in_the_order_in_which_they_go_off() -> None:
    first, second, third = races(3)
    source = today(stakes(third), second, stakes(first))
    expected = SeveralStakes(TAMPA, TODAY, None, (stakes(first), stakes(third)))
    assert runners_of(inquiry(source), "feature", None) == expected
    assert scratches_of(inquiry(source), "feature", None) == expected
    assert results_of(inquiry(source), "feature", None) == expected


def test_without_a_stakes_race_there_is_no_feature() -> None:
    for question in (runners_of, scratches_of, results_of):
        assert question(inquiry(today(*races(3))), "feature", None) == NoFeature(TAMPA, TODAY, None)
        assert isinstance(question(inquiry(FakeSource()), "feature", None), NoRacesListed)


def test_a_cancelled_stakes_race_is_the_feature_only_where_no_other_one_stands() -> None:
    first, second = (stakes(race) for race in races(2))
    cancelled = replace(first, is_cancelled=True)
    assert runners_of(inquiry(today(cancelled, second)), "feature", None) == Runners(TAMPA, TODAY, None, second)
    assert runners_of(inquiry(today(cancelled, races(2)[1])), "feature", None) == Runners(TAMPA, TODAY, None, cancelled)


# A race by its number


def test_of_a_day_and_a_night_card_the_race_with_that_number_that_is_still_to_come_is_meant() -> None:
    night = races(3, FIRST_POST + timedelta(hours=7))
    source = today(*night, *races(9))
    for now, race in (
        (MORNING, races(1)[0]),
        (FIRST_POST + timedelta(hours=5), night[0]),
        (FIRST_POST + timedelta(hours=11), night[0]),
    ):
        assert runners_of(inquiry(source, now), 1, None) == Runners(TAMPA, TODAY, None, race)


# The last race


def test_of_a_day_and_a_night_card_the_last_race_is_the_one_that_goes_off_last() -> None:
    night = races(3, FIRST_POST + timedelta(hours=7))
    answer = runners_of(inquiry(today(*night, *races(9))), "last", None)
    assert answer == Runners(TAMPA, TODAY, None, night[2], is_last=True)


def test_without_numbers_the_last_race_is_not_the_first_one() -> None:
    nameless = [replace(race, number=None) for race in races(3)]
    answer = runners_of(inquiry(today(*nameless)), "last", None)
    assert answer == Runners(TAMPA, TODAY, None, nameless[2], is_last=True)
    scratched = scratches_of(inquiry(today(*nameless)), "last", None)
    assert scratched == Scratches(TAMPA, TODAY, None, (nameless[2],), is_one_race=True, is_last=True)


def test_without_numbers_and_post_times_no_race_is_called_the_last() -> None:
    nameless = [Race(None, None)] * 3
    for question in (runners_of, scratches_of):
        assert question(inquiry(today(*nameless)), "last", None) == UnclearRace(TAMPA, TODAY, None, "last")


# Results


def won(number: int, horse: str = "Horse", *, is_evening: bool = False) -> RaceResult:
    return RaceResult(number, (Finisher(1, horse),), is_evening=is_evening)


def test_a_number_that_a_day_and_a_night_card_have_has_two_results() -> None:
    official = {("TAM", SATURDAY): [won(1, "By Night", is_evening=True), won(1, "By Day"), won(9)]}
    source = FakeSource({("TAM", SATURDAY): races(9)}, official=official)
    by_day, by_night = won(1, "By Day"), won(1, "By Night", is_evening=True)
    assert results_of(inquiry(source), 1, None) == Result(TAMPA, TODAY, None, by_day, by_night)
    assert results_of(inquiry(source), "last", None) == Result(TAMPA, TODAY, None, by_night)
    assert results_of(inquiry(source), 9, None) == Result(TAMPA, TODAY, None, won(9))


def test_the_result_of_the_feature_is_that_of_its_number() -> None:
    card = [races(2)[0], stakes(races(2)[1])]
    source = FakeSource({("TAM", SATURDAY): card}, official={("TAM", SATURDAY): [won(1), won(2)]})
    assert results_of(inquiry(source), "feature", None) == Result(TAMPA, TODAY, None, won(2))
    assert results_of(inquiry(today(*card)), "feature", None) == NoResult(TAMPA, TODAY, None, 2, is_cancelled=False)
    with pytest.raises(UnreadableError):
        results_of(inquiry(today(replace(card[1], number=None))), "feature", None)


def test_that_a_next_race_without_a_number_has_no_result_says_nothing_of_the_others() -> None:
    nameless = replace(races(2)[1], number=None)
    source = FakeSource({("TAM", SATURDAY): [races(1)[0], nameless]}, official={("TAM", SATURDAY): [won(1)]})
    answer = results_of(inquiry(source, FIRST_POST + timedelta(minutes=10)), "next", None)
    assert answer == NoResult(TAMPA, TODAY, None, None, is_cancelled=False, is_next=True)


YESTERDAYS = {("TAM", FRIDAY): [won(1), won(10, "Teacup Gazette"), won(2)]}
NONE_YET = NoResult(TAMPA, TODAY, None, None, is_cancelled=False)


def test_before_todays_first_result_the_last_one_is_that_of_the_day_before() -> None:
    source = FakeSource({("TAM", SATURDAY): races(8), ("TAM", FRIDAY): races(10)}, official=YESTERDAYS)
    expected = EarlierResult(TAMPA, RaceDay(FRIDAY, SATURDAY), None, won(10, "Teacup Gazette"), NONE_YET)
    assert results_of(inquiry(source), "last", None) == expected


def test_on_a_dark_day_the_last_result_is_that_of_the_latest_day_that_has_one() -> None:
    monday = SATURDAY - timedelta(days=5)
    source = FakeSource(
        {("TAM", monday): races(9), ("TAM", monday - timedelta(days=1)): races(9)},
        official={("TAM", monday): [won(9)], ("TAM", monday - timedelta(days=1)): [won(8)]},
    )
    dark = NoRacesListed(TAMPA, TODAY, None, is_listed=False, next_day=None)
    assert results_of(inquiry(source), "last", None) == EarlierResult(
        TAMPA, RaceDay(monday, SATURDAY), None, won(9), dark
    )


def test_after_midnight_the_last_result_is_the_evenings() -> None:
    night = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
    source = FakeSource({("LA", SATURDAY): races(8), ("LA", SUNDAY): races(8)}, official={("LA", SATURDAY): [won(8)]})
    ask = Inquiry(source, CATALOGUE, track("LA"), night, far_deadline())
    answer = results_of(ask, "last", None)
    assert isinstance(answer, EarlierResult)
    assert (answer.when.day, answer.when.today, answer.asked.when.day) == (SATURDAY, SUNDAY, SUNDAY)


def test_a_day_on_which_all_is_cancelled_is_told_with_the_last_result_before_it() -> None:
    cancelled = [replace(race, is_cancelled=True) for race in races(3)]
    source = FakeSource({("TAM", SATURDAY): cancelled, ("TAM", FRIDAY): races(10)}, official=YESTERDAYS)
    answer = results_of(inquiry(source), "last", None)
    assert isinstance(answer, EarlierResult)
    assert answer.asked == AllCancelled(TAMPA, TODAY, None, 3)


@pytest.mark.parametrize("day", [SATURDAY, FRIDAY - timedelta(days=1)])
def test_where_a_day_was_said_no_other_one_is_looked_at(day: date) -> None:
    source = FakeSource({("TAM", day): races(8), ("TAM", FRIDAY): races(10)}, official=YESTERDAYS)
    answer = results_of(inquiry(source), "last", day)
    assert answer == NoResult(TAMPA, RaceDay(day, SATURDAY), None, None, is_cancelled=False)


def test_a_result_is_looked_for_a_week_back_and_no_further() -> None:
    for back, kind in ((7, EarlierResult), (8, NoResult)):
        day = SATURDAY - timedelta(days=back)
        source = FakeSource({("TAM", SATURDAY): races(8), ("TAM", day): races(9)}, official={("TAM", day): [won(9)]})
        assert isinstance(results_of(inquiry(source), "last", None), kind)


def test_a_failure_while_looking_back_costs_nothing_of_what_is_true() -> None:
    source = FakeSource({("TAM", SATURDAY): races(8)}, unlisted={FRIDAY: TimedOutError("late")})
    assert results_of(inquiry(source), "last", None) == NONE_YET
    dark = FakeSource({("TAM", SUNDAY): races(8)}, unlisted={FRIDAY: TimedOutError("late")})
    assert results_of(inquiry(dark), "last", None) == NoRacesListed(
        TAMPA, TODAY, None, is_listed=False, next_day=SUNDAY
    )


def test_an_earlier_result_is_as_old_as_the_oldest_part_of_the_answer() -> None:
    source = FakeSource(
        {("TAM", SATURDAY): races(8), ("TAM", FRIDAY): races(10)}, official=YESTERDAYS, as_of=TEN_MINUTES_AGO
    )
    assert results_of(inquiry(source), "last", None).as_of == TEN_MINUTES_AGO


# Two meets of one name


def belmont(**cards: object) -> FakeSource:
    return FakeSource(
        {(code, SATURDAY): card for code, card in cards.items()},  # type: ignore[misc] # races or an error
        official={("BAQ", SATURDAY): [won(9)]},
        names={"BEL": "Belmont Park", "BAQ": "Belmont Park"},
    )


@pytest.mark.parametrize("asked", [BELMONT, BIG_A])
@pytest.mark.parametrize(("code", "other"), [("BEL", "BAQ"), ("BAQ", "BEL")])
def test_of_two_meets_of_one_name_the_one_with_entries_is_meant(asked: object, code: str, other: str) -> None:
    ask = replace(inquiry(belmont(**{code: races(9), other: ()})), track=asked)  # type: ignore[arg-type] # a track
    answer = how_many_races(ask, None)
    assert isinstance(answer, RaceCount)
    assert answer.count == 9


def test_where_both_of_one_name_have_entries_the_races_are_not_counted_twice() -> None:
    shifted = races(9, FIRST_POST + timedelta(minutes=1))
    answer = how_many_races(replace(inquiry(belmont(BEL=races(8), BAQ=shifted)), track=BELMONT), None)
    assert isinstance(answer, RaceCount)
    assert answer.count == 8


def test_the_results_of_two_meets_of_one_name_are_those_that_are_posted() -> None:
    ask = replace(inquiry(belmont(BEL=(), BAQ=races(9))), track=BELMONT)
    assert results_of(ask, "last", None) == Result(BELMONT, TODAY, None, won(9))
    assert results_of(ask, 3, None) == NoResult(BELMONT, TODAY, None, 3, is_cancelled=False)


def test_tracks_of_one_name_are_named_once_by_the_track_that_goes_by_it() -> None:
    answer = tracks_racing(searching(belmont(BEL=(), BAQ=races(9), TAM=races(9))))
    assert (answer.tracks, answer.others) == ((BELMONT, TAMPA), ())
    alone = tracks_racing(searching(belmont(BAQ=races(9))))
    assert (alone.tracks, alone.others) == ((BIG_A,), ())


def test_two_tracks_that_are_listed_under_their_own_names_are_two() -> None:
    source = FakeSource(
        {(code, SATURDAY): races(9) for code in ("BEL", "BAQ")}, names={"BAQ": BIG_A.name, "BEL": "Belmont Park"}
    )
    assert tracks_racing(searching(source)).tracks == (BELMONT, BIG_A)


# A track that is only listed

OUTSIDERS = {"PLN": "Pleasanton", "CCP": "Cross Country Pick 5", "SAX": "Santa Anita", "TAM": "Tampa Bay Downs"}
LISTED = FakeSource({(code, SATURDAY): races(9) for code in OUTSIDERS}, names=OUTSIDERS)


@pytest.mark.parametrize(
    "spoken", ["pleasanton", "Pleasanton", "pleasanton park", "pleasanton race track", "the pleasanton race course"]
)
def test_a_track_that_the_feed_lists_and_the_catalogue_lacks_is_found_by_its_name(spoken: str) -> None:
    found = listed_elsewhere(LISTED, CATALOGUE, spoken, TODAY, far_deadline())
    assert found == ListedOnly("Pleasanton", TODAY, None)


@pytest.mark.parametrize(
    "spoken", ["", "park", "race track", "pleasant", "banana", "tampa bay downs", "santa anita", "cross country pick 5"]
)
def test_no_other_name_is_one_of_a_track_that_is_only_listed(spoken: str) -> None:
    assert listed_elsewhere(LISTED, CATALOGUE, spoken, TODAY, far_deadline()) is None


def test_a_name_that_two_such_tracks_may_have_is_neither() -> None:
    names = {"AAA": "Example Park", "AAB": "Example Downs"}
    source = FakeSource({(code, SATURDAY): races(9) for code in names}, names=names)
    assert listed_elsewhere(source, CATALOGUE, "example", TODAY, far_deadline()) is None
    found = listed_elsewhere(source, CATALOGUE, "example downs", TODAY, far_deadline())
    assert found == ListedOnly("Example Downs", TODAY, None)


def test_a_listing_that_cannot_be_had_is_a_failure_and_not_an_unknown_track() -> None:
    with pytest.raises(FailingError):
        listed_elsewhere(
            FakeSource(unlisted={SATURDAY: FailingError("broken")}), CATALOGUE, "pleasanton", TODAY, far_deadline()
        )
