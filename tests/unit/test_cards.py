from dataclasses import replace
from datetime import timedelta

import pytest

from horse_racing.racing.cards import (
    Card,
    Entry,
    Listing,
    Meet,
    Odds,
    Race,
    Runner,
    Weather,
    earliest,
    still_to_run,
)
from horse_racing.racing.chosen_race import end_of
from horse_racing.racing.day_card import combined
from horse_racing.racing.inquiry import meets_of
from tests.support.fakes import CATALOGUE, FIRST_POST, MORNING, SATURDAY, races, track


def meet(code: str, name: str) -> Meet:
    return Meet(f"{code}_1", code, name, SATURDAY)


@pytest.mark.parametrize(
    "name",
    [
        "Cross Country Pick 5",
        "Horseshoe Turf Pick 3",
        "BES Preakness Double",
        "Preakness Future Bet",
        "GP Summer Sweep Pick 5",
        "Over/Under Match",
        "Coast to Coast Wager Pool",
    ],
)
def test_a_wager_pool_in_the_listing_is_not_a_track(name: str) -> None:
    assert meet("XXX", name).is_wager_pool


@pytest.mark.parametrize("name", ["Tampa Bay Downs", "Belmont at the Big A", "Royal Ascot", "Eastern Oregon"])
def test_a_name_without_a_wager_in_it_is_a_track(name: str) -> None:
    assert not meet("XXX", name).is_wager_pool


def codes_of(code: str, *meets: Meet) -> list[str]:
    """The codes of the track's meets: what is under one code stands in one text."""
    groups = meets_of(track(code), Listing(SATURDAY, meets), CATALOGUE)
    return [" ".join(found.track_code for found in group) for group in groups]


def test_a_track_is_found_by_its_code_even_when_another_meet_has_its_name() -> None:
    assert codes_of("BEL", meet("BAQ", "Belmont Park"), meet("BEL", "Belmont Park"))[0] == "BEL"


def test_meets_of_one_name_are_one_tracks_whose_own_code_comes_first() -> None:
    both = meet("BAQ", "Belmont Park"), meet("BEL", "BELMONT PARK")
    assert codes_of("BEL", *both) == ["BEL", "BAQ"]
    assert codes_of("BAQ", *both) == ["BAQ", "BEL"]
    assert codes_of("BEL", meet("BAQ", "Belmont at the Big A"), meet("BEL", "Belmont Park")) == ["BEL"]


def test_a_track_listed_under_an_unknown_code_is_found_by_its_name() -> None:
    assert codes_of("SA", meet("CCP", "Santa Anita Pick 6"), meet("SAX", "SANTA ANITA PARK")) == ["SAX"]
    assert codes_of("SA", meet("SAX", "SANTA ANITA")) == ["SAX"]


def test_a_name_under_another_tracks_code_is_that_other_track() -> None:
    assert codes_of("BEL", meet("BAQ", "Belmont Park")) == []


def test_a_track_that_is_not_listed_is_not_found() -> None:
    assert codes_of("SA", meet("TAM", "Tampa Bay Downs")) == []


def test_a_wager_pool_under_a_tracks_code_is_not_that_track() -> None:
    assert codes_of("TAM", meet("TAM", "Tampa Bay Downs Pick 5")) == []


def test_a_track_with_two_meets_on_a_day_has_both() -> None:
    assert codes_of("TAM", meet("TAM", "Tampa Bay Downs"), meet("TAM", "Tampa Bay Downs")) == ["TAM TAM"]


def test_cards_of_one_day_are_combined_with_each_race_once() -> None:
    evening = races(2, FIRST_POST + timedelta(hours=6))
    assert combined([Card(()), Card(races(3)), Card(races(3)), Card(evening)]).races == (*races(3), *evening)


def test_the_weather_of_a_day_is_that_of_the_first_meet_that_has_some() -> None:
    sunny, showers = Weather(forecast="Sunny"), Weather(forecast="Showers")
    cards = [Card(races(2)), Card(races(2), weather=sunny), Card(races(3), MORNING, showers)]
    assert combined(cards) == Card(races(3), MORNING, sunny)
    assert combined([Card(races(2))]).weather is None


def test_odds_compare_by_what_is_won_for_a_dollar() -> None:
    odds = [Odds(15, 1), Odds(1, 1), Odds(8, 5), Odds(5, 2), Odds(1, 9)]
    assert sorted(odds, key=lambda each: each.ratio) == [Odds(1, 9), Odds(1, 1), Odds(8, 5), Odds(5, 2), Odds(15, 1)]
    assert Odds(10, 4).ratio == Odds(5, 2).ratio


@pytest.mark.parametrize(("against", "on"), [(0, 1), (1, 0), (0, 0), (-5, 2), (5, -2)])
def test_odds_of_nothing_are_none(against: int, on: int) -> None:
    with pytest.raises(ValueError, match="no odds"):
        Odds(against, on)


def test_a_track_has_its_state_or_province_and_its_country() -> None:
    assert (track("DMR").region, track("DMR").country) == ("CA", "USA")
    assert (track("WO").region, track("WO").country) == ("ON", "CAN")
    assert all(len(known.region) == 2 and known.country in {"USA", "CAN"} for known in CATALOGUE)


def test_a_race_is_over_two_minutes_after_its_post_time() -> None:
    race = Race(1, FIRST_POST)
    assert not race.is_over(FIRST_POST + timedelta(seconds=119))
    assert race.is_over(FIRST_POST + timedelta(seconds=120))


def test_a_race_that_the_feed_says_has_not_been_run_may_be_twenty_minutes_late() -> None:
    race = Race(1, FIRST_POST, has_finished=False)
    assert not race.is_over(FIRST_POST + timedelta(minutes=20))
    assert race.is_over(FIRST_POST + timedelta(minutes=20, seconds=1))


def test_a_race_is_late_only_where_the_feed_says_that_it_has_not_been_run() -> None:
    race = Race(1, FIRST_POST, has_finished=False)
    assert not race.is_late(FIRST_POST + timedelta(seconds=59))
    assert race.is_late(FIRST_POST + timedelta(seconds=60))
    later = FIRST_POST + timedelta(minutes=1)
    assert not replace(race, has_finished=None).is_late(later)
    assert not replace(race, has_finished=True).is_late(later)
    assert not replace(race, post_time=None).is_late(later)


def test_a_late_race_is_over_once_a_later_one_has_been_run() -> None:
    first, second, third = (replace(race, has_finished=False) for race in races(3, minutes_apart=10))
    now = FIRST_POST + timedelta(minutes=12)
    assert still_to_run([first, second, third], now) == (first, second, third)
    assert still_to_run([first, replace(second, has_finished=True), third], now) == (third,)
    # A card is not always in order, and what is still ahead is not over.
    assert still_to_run([first, second, replace(third, has_finished=True)], FIRST_POST) == (second,)


@pytest.mark.parametrize(
    ("listed", "last"),
    [
        ((Race(1, None), Race(3, None), Race(2, None)), Race(3, None)),
        # By day and by night: the night's first race goes off after the day's ninth.
        ((Race(9, FIRST_POST), Race(1, FIRST_POST + timedelta(hours=6))), Race(1, FIRST_POST + timedelta(hours=6))),
        (
            (Race(None, FIRST_POST + timedelta(hours=1)), Race(None, FIRST_POST)),
            Race(None, FIRST_POST + timedelta(hours=1)),
        ),
        ((Race(None, None),), Race(None, None)),
        ((Race(None, None), Race(2, None)), None),
        ((Race(None, None), Race(None, FIRST_POST)), None),
        ((), None),
    ],
)
def test_the_last_race_is_told_by_post_times_and_else_by_numbers(listed: tuple[Race, ...], last: Race | None) -> None:
    assert end_of(listed, "last") == last


def test_a_race_the_feed_calls_finished_is_over_whatever_the_clock_says() -> None:
    assert Race(1, FIRST_POST, has_finished=True).is_over(MORNING)


def test_a_race_without_a_post_time_is_over_only_when_the_feed_says_so() -> None:
    assert not Race(1, None).is_over(FIRST_POST + timedelta(days=2))


def test_the_standing_races_are_those_not_cancelled() -> None:
    card = Card((Race(1, FIRST_POST), Race(2, None, is_cancelled=True), Race(3, None)))
    assert [race.number for race in card.standing] == [1, 3]


def test_the_earliest_race_is_the_one_with_the_smallest_post_time() -> None:
    assert earliest(reversed(races(3))) == races(3)[0]


def test_no_race_is_called_the_earliest_when_one_before_it_has_no_post_time() -> None:
    first, second = races(2)
    assert earliest([Race(1, None), second]) is None
    assert earliest([first, Race(2, None)]) == first
    assert earliest([Race(None, None), second]) is None
    assert earliest([Race(None, FIRST_POST), Race(None, None)]) is None
    assert earliest([]) is None


def test_a_race_without_a_post_time_is_over_once_a_later_one_is() -> None:
    first, second, third = Race(1, None), replace(races(2)[1], has_finished=True), Race(3, None)
    assert still_to_run([first, second, third], MORNING) == (third,)
    assert still_to_run([Race(None, None), second], MORNING) == (Race(None, None),)


def test_the_field_of_a_race_is_those_who_run() -> None:
    codes = {"A": "N", "B": "Y", "C": "A", "D": "M", "E": "N", "F": ""}
    race = Race(1, None, runners=tuple(Runner(horse, entry=Entry(code)) for horse, code in codes.items()))
    assert [runner.horse for runner in race.entered_as(Entry.RUNS)] == ["A", "E"]
    assert [runner.horse for runner in race.entered_as(Entry.SCRATCHED)] == ["B"]
