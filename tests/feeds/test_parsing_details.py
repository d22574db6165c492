"""What a card tells of a race and of the weather besides what counts and dates hang on (race data, 3.2)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from horse_racing.feeds.parsing import card_from
from horse_racing.feeds.parsing_results import results_from
from horse_racing.racing.cards import Card, Entry, Meet, Race, RiderChange, Weather
from race_api.calendars import CALENDARS
from race_api.meets import Calendar
from race_api.office import RacingOffice
from race_api.server import DEFAULT_SEED

MEET = Meet("TAM_1", "TAM", "Tampa Bay Downs", date(2026, 11, 21))
FETCHED = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
GIVEN = {
    "distance_description": "1 1/16 Miles",
    "surface_description": "Inner turf",
    "race_type_description": "MAIDEN CLAIMING",
    "purse": 32000,
    "min_claim_price": 12500,
    "max_claim_price": 16000,
    "age_restriction_description": "3 Year Olds And Up",
    "sex_restriction_description": "Fillies and Mares",
    "track_condition": "Firm",
}
UNKNOWN: list[object] = [None, "", "  ", [], {}, True]


def entries(*races: dict[str, Any], **changes: Any) -> Card:
    body = {"track_id": "TAM", "date": "2026-11-21", "races": list(races)} | changes
    return card_from(body, MEET, FETCHED)


def read(**fields: Any) -> Race:
    return entries({"race_key": {"race_number": "9"}} | fields).races[0]


def test_a_race_tells_over_what_it_goes_for_whom_and_for_how_much() -> None:
    assert read(**GIVEN) == Race(
        9,
        None,
        distance="1 1/16 Miles",
        surface="Inner turf",
        race_type="MAIDEN CLAIMING",
        purse=32000,
        min_claim=12500,
        max_claim=16000,
        ages="3 Year Olds And Up",
        sexes="Fillies and Mares",
        condition="Firm",
    )


@pytest.mark.parametrize("missing", UNKNOWN)
@pytest.mark.parametrize("field", GIVEN)
def test_a_detail_that_is_missing_or_of_another_type_is_not_known_and_costs_nothing_else(
    field: str, missing: object
) -> None:
    assert read(**GIVEN | {field: missing}) == read(**{name: value for name, value in GIVEN.items() if name != field})


@pytest.mark.parametrize(
    ("written", "dollars"),
    [
        (14000, 14000),
        (14000.0, 14000),
        ("14000", 14000),
        ("14,000", 14000),
        ("5000.0000", 5000),
        (" 1,250,000.00 ", 1250000),
        (0, None),
        ("0", None),
        ("0.00", None),
        (-5000, None),
        ("$14,000", None),
        ("fourteen", None),
        ("14,000.50", None),
        (float("nan"), None),
        (float("inf"), None),
        ("9" * 30, None),
        (10**400, None),
    ],
)
def test_a_purse_is_in_whole_dollars_however_it_is_written(written: object, dollars: int | None) -> None:
    race = read(purse=written, min_claim_price=written, max_claim_price=written)
    assert (race.purse, race.min_claim, race.max_claim) == (dollars, dollars, dollars)


@pytest.mark.parametrize(
    ("written", "condition"),
    [("Fast", "Fast"), ("FT", "Fast"), ("fm", "Firm"), ("SY", "Sloppy"), (" Wet  Fast ", "Wet Fast"), ("XX", "XX")],
)
def test_the_condition_of_the_track_is_a_word_or_its_code(written: str, condition: str) -> None:
    assert read(track_condition=written).condition == condition


def test_words_of_the_feed_are_on_one_line_and_bounded() -> None:
    race = read(distance_description=" 1 \n Mile\x00&amp; " + "x" * 10_000)
    assert race.distance.startswith("1 Mile & xxx")
    assert len(race.distance) == 120


@pytest.mark.parametrize("calendar", CALENDARS.values(), ids=CALENDARS)
def test_all_that_the_local_race_api_tells_of_an_evening_is_read(calendar: Calendar) -> None:
    evening = datetime(2026, 11, 22, 3, tzinfo=UTC)
    office = RacingOffice(DEFAULT_SEED, lambda: evening, calendar)
    listed = {found.track_id: found for found in office.meets_on(MEET.day)}["TAM"]
    meet = replace(MEET, meet_id=listed.meet_id)
    card, results = office.entries_of(listed), office.results_of(listed)
    assert card
    assert results
    races = card_from(card, meet, evening).races
    for race in races:
        known = (race.distance, race.surface, race.race_type, race.purse, race.ages, race.sexes, race.condition)
        assert all(known)
        assert bool(race.min_claim) == bool(race.max_claim) == ("CLAIMING" in race.race_type)
        for runner in race.entered_as(Entry.RUNS):
            assert all((runner.jockey, runner.trainer, runner.morning_line, runner.live_odds))
    riders = {runner.horse: runner.jockey for race in races for runner in race.runners}
    changed = [change for race in races for change in race.rider_changes]
    assert changed
    assert all(riders[change.horse] == change.jockey for change in changed)
    official = {result.number: result for result in results_from(results, meet).races}
    assert all(official[race.number].name == race.name for race in races if race.number in official)
    assert {bool(result.name) for result in official.values()} == {bool(race.name) for race in races}
    assert all(payoff.base for result in official.values() for payoff in result.payoffs)
    assert all(len(result.payoffs) >= 3 for result in official.values())


SUNNY = {
    "forecast_weather_description": "Partly Sunny",
    "forecast_high": 73,
    "forecast_low": "48",
    "forecast_precipitation": 10,
    "current_weather_description": "Showers",
}


def test_the_weather_is_told_for_now_and_for_the_day() -> None:
    assert entries(weather=SUNNY).weather == Weather("Showers", "Partly Sunny", 73, 48)


@pytest.mark.parametrize(
    ("written", "degrees"),
    [(0, 0), ("-4", -4), (73.0, 73), (" 73 ", 73), ("", None), (None, None), ("warm", None), (True, None), (999, None)],
)
def test_a_temperature_is_a_number_or_a_text_or_not_known(written: object, degrees: int | None) -> None:
    weather = entries(weather=SUNNY | {"forecast_high": written, "forecast_low": written}).weather
    assert weather == Weather("Showers", "Partly Sunny", degrees, degrees)


@pytest.mark.parametrize("nothing", [None, {}, [], "Sunny", 7, dict.fromkeys(SUNNY), dict.fromkeys(SUNNY, "")])
def test_weather_that_tells_nothing_is_none(nothing: object) -> None:
    assert entries(weather=nothing).weather is None
    assert entries().weather is None


HORSES = [
    {"horse_name": "Blue Lantern", "jockey": {"first_name": "Jane", "last_name": "Doe", "alias": "Doe J"}},
    {"horse_name": "Blue Lantern Bay", "jockey": {"first_name": "Irad", "last_name": "Ortiz, Jr.", "alias": None}},
    {"horse_name": "Quiet Harbor", "jockey": None},
]


def changes(*texts: str) -> tuple[RiderChange, ...]:
    return read(runners=HORSES, changes=[{"type": "J", "text": text} for text in texts]).rider_changes


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Blue Lantern  jockey changed to Doe J", RiderChange("Blue Lantern", "Jane Doe")),
        ("BLUE LANTERN Jockey Changed to DOE J.", RiderChange("Blue Lantern", "Jane Doe")),
        ("Blue Lantern Bay jockey changed to Ortiz, Jr. I", RiderChange("Blue Lantern Bay", "Irad Ortiz, Jr.")),
        # Who is said to ride may be somebody else than the card has, or written in full.
        ("Blue Lantern jockey changed to Roe R", RiderChange("Blue Lantern", "Roe R")),
        ("Blue Lantern jockey changed to Jane Doe", RiderChange("Blue Lantern", "Jane Doe")),
        ("Blue Lantern jockey changed to Doe R", RiderChange("Blue Lantern", "Doe R")),
        ("Quiet Harbor jockey changed to Doe J", RiderChange("Quiet Harbor", "Doe J")),
        ("Quiet Harbor - jockey change", RiderChange("Quiet Harbor")),
        ("Quiet Harbor jockey changed to No Rider", RiderChange("Quiet Harbor")),
        ("Blue Lantern Bay: new pilot", RiderChange("Blue Lantern Bay")),
        ("Foreign Horse jockey changed to Doe J", RiderChange("Foreign Horse", "Doe J")),
    ],
)
def test_a_change_of_jockey_names_the_horse_and_where_it_tells_the_jockey(text: str, change: RiderChange) -> None:
    assert changes(text) == (change,)


@pytest.mark.parametrize("text", ["", "No Changes", "Blue Lanterns: new pilot", "jockey changed to Doe J", "x" * 9999])
def test_a_change_of_jockey_that_does_not_tell_the_horse_is_left_out(text: str) -> None:
    assert changes(text) == ()


def test_each_change_is_told_once_in_the_order_of_the_feed() -> None:
    texts = ["Quiet Harbor jockey changed to Roe R", "Blue Lantern jockey changed to Doe J"]
    assert [change.horse for change in changes(*texts, *texts)] == ["Quiet Harbor", "Blue Lantern"]


@pytest.mark.parametrize(
    "listed",
    [
        None,
        [],
        "J",
        {},
        [None, 7, "J", [], {}],
        [{"type": "", "text": "No Changes"}],
        [{"type": "S", "text": "Blue Lantern scratched"}],
        [{"type": "S", "text": "Blue Lantern jockey changed to Doe J"}],
        [{"type": None, "text": None}, {"type": "J", "text": None}, {"type": "J"}, {"text": "Blue Lantern"}],
    ],
)
def test_what_is_no_change_of_jockey_is_none(listed: object) -> None:
    assert read(runners=HORSES, changes=listed).rider_changes == ()
