"""The shapes of `/entries` and `/results`: every field that race data 3.2 and 3.3 show, with the types they allow."""

# ruff: noqa: SIM905 - a list of field names reads better as text

from datetime import UTC, date, datetime
from types import NoneType
from typing import Any

import pytest
import requests

from race_api.server import RaceApi
from race_api.trap_calendar import trap_calendar

DAYS = [date(2026, 9, 21), date(2026, 9, 24), date(2026, 9, 25)]  # Monday, Thursday, Friday
Types = tuple[type, ...]
TEXT: Types = (str, NoneType)
MONEY: Types = (int, str, NoneType)

MEET: dict[str, Types] = dict.fromkeys(("meet_id", "track_id", "track_name", "country", "date"), (str,))
CARD: dict[str, Types] = {**MEET, "weather": (dict, NoneType), "races": (list,)}
OUTCOME: dict[str, Types] = {**MEET, "weather": (dict, NoneType), "races": (list, NoneType)}
ENTERED_RACE: dict[str, Types] = {
    **dict.fromkeys(
        (
            "age_restriction age_restriction_description breed course_type course_type_class distance_description "
            "distance_unit grade handicapper_name post_time post_time_long race_class race_name race_restriction "
            "race_restriction_description race_type race_type_description sex_restriction sex_restriction_description "
            "surface_description time_zone tote_track_id track_condition track_name"
        ).split(),
        TEXT,
    ),
    **dict.fromkeys(("distance_value", "max_claim_price", "min_claim_price", "purse"), MONEY),
    **dict.fromkeys(("has_finished", "has_results", "is_cancelled"), (bool, NoneType)),
    **dict.fromkeys(("changes", "race_pools"), (list, NoneType)),
    "mtp": (int, NoneType),
    "race_key": (dict,),
    "runners": (list,),
}
ENTERED_RUNNER: dict[str, Types] = {
    **dict.fromkeys(
        (
            "coupled_type dam_name dam_sire_name sire_name description equipment handicapper_name horse_name live_odds "
            "medication morning_line_odds post_pos program_number registration_number scratch_indicator weight"
        ).split(),
        TEXT,
    ),
    "claiming": MONEY,
    "program_number_stripped": (int,),
    "horse_data_pools": (list, NoneType),
    "jockey": (dict, NoneType),
    "trainer": (dict, NoneType),
}
RUN_RACE: dict[str, Types] = {
    **dict.fromkeys(
        (
            "age_restriction age_restriction_description breed distance_description distance_unit grade "
            "maximum_claim_price minimum_claim_price post_time race_class race_name race_restriction "
            "race_restriction_description race_type race_type_description sex_restriction sex_restriction_description "
            "surface surface_description time_zone total_purse track_condition_description track_name"
        ).split(),
        (str,),
    ),
    **dict.fromkeys(("off_time", "post_time_long", "distance_value"), (int,)),
    **dict.fromkeys(("payoffs", "runners", "scratches", "wager_types"), (list,)),
    "also_ran": (str, list, NoneType),
    "fraction": (dict,),
    "race_key": (dict,),
}
RUN_RUNNER: dict[str, Types] = {
    **dict.fromkeys(
        (
            "breeder_name horse_name jockey_first_name jockey_first_name_initial jockey_last_name owner_first_name "
            "owner_last_name program_number sire_name trainer_first_name trainer_last_name weight_carried"
        ).split(),
        (str,),
    ),
    **dict.fromkeys(("win_payoff", "place_payoff", "show_payoff"), (float,)),
    "program_number_stripped": (int,),
}
PERSON = {"id", "alias", "first_name", "first_name_initial", "last_name", "middle_name", "type"}
POOL = {
    *("maximum_wager_amount", "minimum_box_amount", "minimum_wager_amount", "minimum_wheel_amount"),
    *("pool_code", "pool_name", "race_list"),
}
WAGER = {"wager_type", "wager_description", "base_amount"}
PAYOFF = {
    *("base_amount", "carryover", "number_of_rights", "number_of_tickets_bet", "payoff_amount", "total_pool"),
    *("wager_name", "wager_type", "winning_numbers"),
}


@pytest.fixture(scope="module", params=["before the races", "after the races"])
def bodies(request: pytest.FixtureRequest) -> dict[str, list[dict[str, Any]]]:
    """Return every body of entries and of results of some days, as of a moment before or after them."""
    now = (
        datetime(2026, 9, 21, 5, tzinfo=UTC)
        if request.param == "before the races"
        else datetime(2026, 9, 29, tzinfo=UTC)
    )
    found: dict[str, list[dict[str, Any]]] = {"entries": [], "results": []}
    with RaceApi(calendar=trap_calendar, clock=lambda: now) as api, requests.Session() as session:
        session.auth = (api.username, api.password)
        for day in DAYS:
            page = {"start_date": f"{day}", "end_date": f"{day}", "limit": "50"}
            meets = session.get(f"{api.url}/v1/north-america/meets", params=page, timeout=5).json()["meets"]
            for meet in meets:
                assert meet.keys() == MEET.keys()
                for part, into in found.items():
                    url = f"{api.url}/v1/north-america/meets/{meet['meet_id']}/{part}"
                    answer = session.get(url, timeout=5)
                    if answer.status_code == 200:
                        into.append(answer.json())
    return found


def check(value: dict[str, Any], shape: dict[str, Types]) -> None:
    assert value.keys() == shape.keys()
    for name, types in shape.items():
        # Exact types: to Python a bool is an int, to the contract it is not.
        assert type(value[name]) in types, f"{name}: {value[name]!r}"


def test_entries_have_every_field_of_the_contract(bodies: dict[str, list[dict[str, Any]]]) -> None:
    assert len(bodies["entries"]) > 60
    for card in bodies["entries"]:
        check(card, CARD)
        for race in card["races"]:
            if set(race) == {"race_key", "runners"}:
                continue  # Mountaineer's last race: all the contract requires
            check(race, ENTERED_RACE)
            assert race["race_key"].keys() == {"race_number", "day_evening"}
            assert all(pool.keys() == POOL for pool in race["race_pools"] or [])
            assert all(change.keys() == {"type", "text"} for change in race["changes"] or [])
            for runner in race["runners"]:
                check(runner, ENTERED_RUNNER)
                assert all(person.keys() == PERSON for person in (runner["jockey"], runner["trainer"]) if person)


def test_results_have_every_field_of_the_contract(bodies: dict[str, list[dict[str, Any]]]) -> None:
    for outcome in bodies["results"]:
        check(outcome, OUTCOME)
        for race in outcome["races"] or []:
            check(race, RUN_RACE)
            assert all(payoff.keys() == PAYOFF for payoff in race["payoffs"])
            assert all(wager.keys() == WAGER for wager in race["wager_types"])
            assert race["fraction"].keys() == {*(f"fraction_{n}" for n in range(1, 6)), "winning_time"}
            for runner in race["runners"]:
                check(runner, RUN_RUNNER)


def test_races_are_numbered_from_one_without_gaps_and_their_post_times_rise(
    bodies: dict[str, list[dict[str, Any]]],
) -> None:
    for card in bodies["entries"]:
        races = card["races"]
        assert [race["race_key"]["race_number"] for race in races] == [str(n) for n in range(1, len(races) + 1)]
        posts = [int(race["post_time_long"]) for race in races if race.get("post_time_long")]
        assert posts == sorted(posts)
