"""What the local race API tells of a race besides its horses and its times: plausible, and the same for all who ask."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from race_api import traps
from race_api.meets import Calendar
from race_api.odds import TAKEOUT, probability, ratio
from race_api.office import RacingOffice
from race_api.season import season
from race_api.server import DEFAULT_SEED
from race_api.trap_calendar import trap_calendar

Body = dict[str, Any]
DAY = date(2026, 11, 20)  # a Friday
EASTERN = ZoneInfo("America/New_York")
MORNING = datetime.combine(DAY, time(8), EASTERN)
NIGHT = MORNING + timedelta(hours=22)


def office(calendar: Calendar, now: datetime) -> RacingOffice:
    return RacingOffice(DEFAULT_SEED, lambda: now, calendar)


def bodies(
    calendar: Calendar, now: datetime, days: int = 2, track_id: str | None = None
) -> Iterator[tuple[Body, Body]]:
    """The entries and results of all meets of some days that have both, or of one track's."""
    knows = office(calendar, now)
    for offset in range(days):
        for meet in knows.meets_on(DAY - timedelta(days=offset)):
            if meet.track_id != (track_id or meet.track_id):
                continue
            card, results = knows.entries_of(meet), knows.results_of(meet)
            if card and card["races"] and results:
                yield card, results


def races_of(card: Body) -> list[Body]:
    """The races of which a card tells more than who runs."""
    return [race for race in card["races"] if "purse" in race]


def of(track_id: str, calendar: Calendar = trap_calendar, now: datetime = NIGHT) -> tuple[Body, Body]:
    return next(bodies(calendar, now, 7, track_id))


@pytest.fixture(scope="module", params=[season, trap_calendar], ids=["season", "traps"])
def by_night(request: pytest.FixtureRequest) -> list[tuple[Body, Body]]:
    return list(bodies(request.param, NIGHT))


def hyphened(odds: str) -> str:
    return odds.replace("/", "-")


def test_a_morning_line_adds_up_to_one_race(by_night: list[tuple[Body, Body]]) -> None:
    for card, _ in by_night:
        for race in races_of(card) if card["track_id"] not in traps.NO_MORNING_LINES else ():
            lines = {
                "".join(filter(str.isdigit, runner["program_number"])) or runner["horse_name"]: hyphened(
                    runner["morning_line_odds"]
                )
                for runner in race["runners"]
                if runner["morning_line_odds"]
            }
            assert 0.8 < sum(map(probability, lines.values())) < 1.25, "before the takeout is added"
            assert min(map(ratio, lines.values())) < TAKEOUT * len(lines), "somebody is the favorite"


def test_coupled_horses_have_one_price(by_night: list[tuple[Body, Body]]) -> None:
    for card, _ in by_night:
        for race in races_of(card):
            prices = {runner["program_number"]: runner["morning_line_odds"] for runner in race["runners"]}
            assert all(prices[number] == prices[number[:-1]] for number in prices if number[-1:].isalpha())


def test_only_who_may_get_in_has_no_morning_line() -> None:
    for race in of("TAM")[0]["races"]:
        for runner in race["runners"]:
            is_gone = runner["scratch_indicator"] == "Y" and not runner["program_number"]
            assert bool(runner["morning_line_odds"]) == (runner["scratch_indicator"] != "A" and not is_gone)
    assert {runner["morning_line_odds"] for race in of("TUP")[0]["races"] for runner in race["runners"]} == {None}


def test_live_odds_are_out_three_quarters_of_an_hour_before_the_race() -> None:
    race = of("TAM")[0]["races"][5]
    post = datetime.fromtimestamp(int(race["post_time_long"]) / 1000, UTC)
    for minutes, is_out in ((46, False), (44, True)):
        card, _ = of("TAM", now=post - timedelta(minutes=minutes))
        for runner in card["races"][5]["runners"]:
            assert (runner["live_odds"] is not None) == (is_out and runner["scratch_indicator"] == "N")


@pytest.mark.parametrize("track_id", sorted(traps.NO_LIVE_ODDS))
def test_at_some_tracks_there_are_no_live_odds(track_id: str) -> None:
    races = races_of(of(track_id)[0])
    assert races
    assert {runner["live_odds"] for race in races for runner in race["runners"]} == {None}


def test_live_odds_are_written_as_the_morning_line_is() -> None:
    for track_id, sign in (("CD", "/"), ("TAM", "-")):
        runner = of(track_id)[0]["races"][1]["runners"][0]
        assert sign in runner["morning_line_odds"]
        assert sign in runner["live_odds"]


def test_a_track_may_name_no_trainers() -> None:
    assert {runner["trainer"] for race in of("TDN")[0]["races"] for runner in race["runners"]} == {None}
    assert of("TAM")[0]["races"][1]["runners"][0]["trainer"]["last_name"]


def test_before_the_first_race_nothing_is_known_of_the_track_nor_of_the_weather_now() -> None:
    for card, _ in bodies(season, MORNING, days=1):
        assert {race["track_condition"] for race in races_of(card)} == {None}
        assert card["weather"] is None or card["weather"]["current_weather_description"] == ""


def test_later_the_track_has_a_condition_that_fits_its_surface_and_the_weather(
    by_night: list[tuple[Body, Body]],
) -> None:
    for card, results in by_night:
        codes = {
            "FT": "Fast",
            "FM": "Firm",
            "GD": "Good",
            "MY": "Muddy",
            "SY": "Sloppy",
            "YL": "Yielding",
            "SF": "Soft",
        }
        conditions = {race["race_key"]["race_number"]: race for race in races_of(card)}
        is_wet = card["weather"] is not None and card["weather"]["forecast_weather_description"] == "Showers"
        for race in races_of(card):
            condition, surface = race["track_condition"], race["surface_description"]
            assert (condition in codes) == (card["track_id"] in traps.CONDITION_CODES)
            turf, dry = surface in {"Turf", "Inner turf"}, {"Fast", "Firm"}
            word = codes.get(condition, condition)
            assert word in ({"Firm", "Good", "Yielding", "Soft"} if turf else {"Fast", "Good", "Muddy", "Sloppy"})
            assert (word in dry) == (not is_wet or surface == "All Weather Track")
        for race in results["races"] or ():
            if entered := conditions.get(race["race_key"]["race_number"]):
                condition = entered["track_condition"]
                assert race["track_condition_description"] == codes.get(condition, condition)


def test_the_weather_is_the_same_among_results(by_night: list[tuple[Body, Body]]) -> None:
    compared = 0
    for card, results in by_night:
        if card["weather"] and results["weather"] and card["track_id"] not in traps.NO_TEMPERATURES:
            now, told = card["weather"], results["weather"]
            assert now["current_weather_description"] == told["current_weather_description"] != ""
            assert int(now["forecast_high"]) == told["forecast_high"] > now["forecast_low"] == told["forecast_low"]
            compared += 1
    assert compared


def test_a_track_may_tell_the_weather_without_degrees() -> None:
    told = [card["weather"] for card, _ in bodies(trap_calendar, NIGHT, 21, "PRX")]
    assert {(weather["forecast_high"], weather["forecast_low"]) for weather in told if weather} == {("", "")}


def test_a_horse_is_claimed_for_no_more_than_the_highest_price_of_the_race(by_night: list[tuple[Body, Body]]) -> None:
    spans = set()
    for card, _ in by_night:
        for race in races_of(card):
            lowest, highest = int(race["min_claim_price"]), int(race["max_claim_price"])
            assert (lowest == highest == 0) or 0 < lowest <= highest
            assert highest == 0 or "CLAIMING" in race["race_type_description"]
            spans.add(lowest < highest)
    assert spans == {True, False}


def test_fillies_are_not_called_mares_before_they_are_five(by_night: list[tuple[Body, Body]]) -> None:
    for card, _ in by_night:
        for race in races_of(card):
            is_young = race["age_restriction"] in {"2", "3"}
            assert race["sex_restriction_description"] in {"Open", "Fillies" if is_young else "Fillies and Mares"}


def test_a_jockey_who_is_new_rides_the_horse_now(by_night: list[tuple[Body, Body]]) -> None:
    changed = 0
    for card, _ in by_night:
        for race in races_of(card):
            riders = {runner["horse_name"]: runner for runner in race["runners"]}
            for change in race["changes"] or ():
                if change["type"] == "J":
                    horse, _, jockey = change["text"].partition("  jockey changed to ")
                    assert riders[horse]["jockey"]["alias"] == jockey
                    assert riders[horse]["scratch_indicator"] == "N"
                    changed += 1
    assert changed > 10


def results_by_number(results: Body) -> dict[int, Body]:
    return {int(race["race_key"]["race_number"]): race for race in results["races"] or ()}


def amount(payoff: Body) -> float:
    return float(str(payoff["payoff_amount"]).replace(",", ""))


def interests(runners: list[Body]) -> list[str]:
    return ["".join(filter(str.isdigit, runner["program_number"])) for runner in runners]


def winners_of(race: Body) -> list[str]:
    return interests([runner for runner in race["runners"] if runner["win_payoff"]])


def test_the_winning_numbers_are_those_of_who_finished(by_night: list[tuple[Body, Body]]) -> None:
    spans = {"Daily Double": 2, "Pick 3": 3, "Pick 4": 4, "Pick 5": 5, "Pick 6": 6}
    seen = set()
    for _, results in by_night:
        races = results_by_number(results)
        for number, race in races.items():
            placed = interests(race["runners"])
            for payoff in race["payoffs"]:
                numbers, wager = payoff["winning_numbers"].split("-"), payoff["wager_name"]
                seen.add(wager)
                if wager in spans:
                    legs = [races[leg] for leg in range(number - spans[wager] + 1, number + 1)]
                    assert len(numbers) == len(legs)
                    assert all(won in winners_of(leg) for won, leg in zip(numbers, legs, strict=True))
                elif len(set(placed)) == len(placed) and all(placed) and len(winners_of(race)) == 1:
                    assert numbers[:3] == (
                        sorted(placed[:2], key=int) if wager == "Quinella" else placed[: len(numbers)]
                    )
    assert seen >= {"Exacta", "Trifecta", "Superfecta", *spans}


def test_every_race_pays_an_exacta_and_two_after_a_dead_heat(by_night: list[tuple[Body, Body]]) -> None:
    for _, results in by_night:
        for race in results["races"] or ():
            exactas = [payoff for payoff in race["payoffs"] if payoff["wager_name"] == "Exacta"]
            assert len(exactas) == len(winners_of(race))


def test_the_longer_the_price_of_the_winner_the_more_it_pays() -> None:
    card, results = of("TAM")
    entered = {race["race_key"]["race_number"]: race for race in card["races"]}
    for number, race in results_by_number(results).items():
        first = race["runners"][0]
        (odds,) = [
            runner["live_odds"]
            for runner in entered[str(number)]["runners"]
            if runner["horse_name"] == first["horse_name"]
        ]
        assert first["show_payoff"] >= 2.1
        if len(winners_of(race)) == 1:
            assert first["win_payoff"] == pytest.approx(2 + 2 * ratio(odds), abs=0.1)


def test_what_a_wager_pays_for_stands_with_the_payoff_or_with_its_type(by_night: list[tuple[Body, Body]]) -> None:
    for _, results in by_night:
        for number, race in results_by_number(results).items():
            types = {wager["wager_type"]: float(wager["base_amount"]) for wager in race["wager_types"]}
            assert bool(types) == (results["track_id"] not in traps.NO_WAGER_TYPES)
            for payoff in race["payoffs"]:
                assert (payoff["base_amount"] > 0) == (number % 2 == 0)
                base = types.get(payoff["wager_type"])
                assert (base is None) == (not types)
                assert base is None or payoff["base_amount"] in {0.0, base}


def test_a_pick_six_that_nobody_hit_pays_nothing_and_is_carried_over(by_night: list[tuple[Body, Body]]) -> None:
    paid = [
        (amount(payoff) > 0, payoff["carryover"] > 0)
        for _, results in by_night
        for race in results["races"] or ()
        for payoff in race["payoffs"]
    ]
    assert set(paid) == {(True, False), (False, True)}


def test_a_stakes_race_has_its_name_in_the_results_too(by_night: list[tuple[Body, Body]]) -> None:
    named = 0
    for card, results in by_night:
        run = results_by_number(results)
        for race in races_of(card):
            number = int(race["race_key"]["race_number"])
            if number in run:
                assert run[number]["race_name"] == race["race_name"]
                named += race["race_type"] == "STK"
    assert named
