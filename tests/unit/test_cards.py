from datetime import timedelta

import pytest

from horse_racing.racing.cards import Card, Meet, Race, earliest, meet_of
from tests.support.fakes import FIRST_POST, MORNING, SATURDAY, races, track


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


def test_a_track_is_found_by_its_code_even_when_another_meet_has_its_name() -> None:
    two_belmonts = [meet("BAQ", "Belmont Park"), meet("BEL", "Belmont Park")]
    found = meet_of(track("BEL"), two_belmonts)
    assert found
    assert found.track_code == "BEL"


def test_a_track_listed_under_another_code_is_found_by_its_name() -> None:
    found = meet_of(track("SA"), [meet("CCP", "Santa Anita Pick 6"), meet("SAX", "SANTA ANITA")])
    assert found
    assert found.track_code == "SAX"


def test_a_track_that_is_not_listed_is_not_found() -> None:
    assert meet_of(track("SA"), [meet("TAM", "Tampa Bay Downs")]) is None


def test_a_wager_pool_under_a_tracks_code_is_not_that_track() -> None:
    assert meet_of(track("TAM"), [meet("TAM", "Tampa Bay Downs Pick 5")]) is None


def test_a_race_is_over_two_minutes_after_its_post_time() -> None:
    race = Race(1, FIRST_POST)
    assert not race.is_over(FIRST_POST + timedelta(seconds=119))
    assert race.is_over(FIRST_POST + timedelta(seconds=120))


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
    assert earliest([]) is None
