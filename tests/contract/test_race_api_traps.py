"""The checklist of race data, section 7: every trap of the feed is in the local race API, where `race_traps` says."""

import csv
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import requests

from race_api import traps as race_traps
from race_api.meets import CATALOGUE
from race_api.server import RaceApi, all_cancelled
from race_api.trap_calendar import trap_calendar

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (date(2026, 9, 21 + offset) for offset in range(7))
A_WEEK_LATER = datetime(2026, 9, 28, 12, 0, tzinfo=UTC)
WAGER = re.compile(r"\b(pick\s*\d+|double|future bet|sweep|over\s*/?\s*under|wager|pool)\b", re.IGNORECASE)
EASTERN = ZoneInfo("America/New_York")
Body = dict[str, Any]


class Reader:
    """Reads the API over HTTP, with pages put together."""

    def __init__(self, api: RaceApi) -> None:
        self.api = api
        self.session = requests.Session()
        self.session.auth = (api.username, api.password)

    def get(self, path: str, **params: str | int) -> requests.Response:
        return self.session.get(f"{self.api.url}/v1/north-america/meets{path}", params=params, timeout=5)

    def meets(self, day: date) -> dict[str, Body]:
        """Return all meets of a day by track id."""
        ask = partial(self.get, "", start_date=f"{day}", end_date=f"{day}", limit=50)
        pages = [*ask(skip=0).json()["meets"], *ask(skip=50).json()["meets"]]
        return {meet["track_id"]: meet for meet in pages}

    def answer(self, part: str, track_id: str, day: date) -> requests.Response:
        return self.get(f"/{self.meets(day)[track_id]['meet_id']}/{part}")

    def races(self, track_id: str, day: date) -> list[Body]:
        races: list[Body] = self.answer("entries", track_id, day).json()["races"]
        return races

    def results(self, track_id: str, day: date) -> list[Body]:
        races: list[Body] = self.answer("results", track_id, day).json()["races"]
        return races


@pytest.fixture(scope="module")
def feed() -> Iterator[Reader]:
    """Return a reader for whom the whole week has been run."""
    with RaceApi(calendar=trap_calendar, clock=lambda: A_WEEK_LATER) as api:
        reader = Reader(api)
        with reader.session:
            yield reader


def codes(race: Body) -> set[str]:
    return {runner["scratch_indicator"] for runner in race["runners"]}


def catalogue() -> dict[str, dict[str, str]]:
    with CATALOGUE.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row for row in csv.DictReader(lines)}


def test_wager_pools_are_listed_like_meets_but_have_no_races(feed: Reader) -> None:
    saturday = feed.meets(SATURDAY)
    pools = {code for code, meet in saturday.items() if WAGER.search(meet["track_name"])}
    assert {"CCP", "SWA", "OMA_"} <= pools
    assert pools == {code for code in saturday if code in race_traps.POOLS}
    assert all(any(code in race_traps.POOLS for code in feed.meets(day)) for day in (MONDAY, TUESDAY, SUNDAY))
    for code in pools:
        assert feed.races(code, SATURDAY) == []
        assert feed.answer("results", code, SATURDAY).json()["races"] is None


def test_some_meets_with_races_are_in_no_catalogue(feed: Reader) -> None:
    known = catalogue()
    assert not known.keys() & {*race_traps.POOLS, *race_traps.OUTSIDERS}
    for code, name, day in (
        ("RAS", "Royal Ascot", WEDNESDAY),
        ("SCD", "Saudi Cup Day", FRIDAY),
        ("DWC", "Dubai World Cup", SATURDAY),
        ("PLN", "Pleasanton", SUNDAY),
    ):
        assert feed.meets(day)[code]["track_name"] == name
        assert feed.races(code, day)


def test_every_other_meet_is_in_the_catalogue_under_the_name_the_feed_gives_it(feed: Reader) -> None:
    known, seen = catalogue(), set()
    for offset in range(28):
        for code, meet in feed.meets(MONDAY - timedelta(days=offset)).items():
            if code in known and code != "BAQ":
                assert (meet["track_name"], meet["country"]) == (known[code]["feed_name"], known[code]["country"])
            seen.add(code)
    assert known.keys() - seen == set(race_traps.CLOSED), "every track of the catalogue races now and then"


@pytest.mark.parametrize("day", [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SUNDAY])
def test_at_least_eight_tracks_race_besides_the_two_that_always_do(feed: Reader, day: date) -> None:
    racing = feed.meets(day).keys() - race_traps.POOLS.keys()
    assert {"ARP", "TAM"} < racing
    assert len(racing) >= 10


def test_more_than_a_default_page_on_sunday_and_more_than_fifty_on_saturday(feed: Reader) -> None:
    assert len(feed.meets(SUNDAY)) >= 26
    assert len(feed.meets(SATURDAY)) > 50


@pytest.mark.parametrize("day", [THURSDAY, SATURDAY])
def test_two_meets_are_belmont_park(feed: Reader, day: date) -> None:
    meets = feed.meets(day)
    assert meets["BEL"]["track_name"] == meets["BAQ"]["track_name"] == "Belmont Park"


@pytest.mark.parametrize(
    ("track_id", "day", "midnight"),
    [
        ("TAM", date(2026, 9, 23), "2026-09-23T00:00:00+00:00"),
        ("WO", date(2026, 9, 24), "2026-09-24T04:00:00+00:00"),
        ("TAM", date(2026, 2, 3), "2026-02-03T05:00:00+00:00"),
    ],
)
def test_a_meet_id_holds_midnight_in_utc_or_eastern_time(feed: Reader, track_id: str, day: date, midnight: str) -> None:
    meet = feed.meets(day)[track_id]
    assert meet["meet_id"] == f"{track_id}_{int(datetime.fromisoformat(midnight).timestamp())}000"
    card = feed.answer("entries", track_id, day).json()
    assert {name: card[name] for name in meet} == meet


def test_tampa_bay_alternates_between_the_two_encodings_of_a_post_time(feed: Reader) -> None:
    for day, london in ((MONDAY, True), (TUESDAY, False)):
        for race in feed.races("TAM", day):
            value = int(race["post_time_long"])
            assert (value < 10**11) == london
            since = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("Europe/London")).timestamp()
            post = datetime.fromtimestamp(value / 1000 + (since if london else 0), EASTERN)
            assert post.strftime("%I:%M %p").lstrip("0") == race["post_time"]
            assert post.date() == day


def test_london_is_five_hours_ahead_of_eastern_in_summer(feed: Reader) -> None:
    for race in (*feed.races("CD", THURSDAY), *feed.races("GP", THURSDAY)):
        eastern = datetime.strptime(race["post_time"], "%I:%M %p").replace(tzinfo=UTC)
        assert int(race["post_time_long"]) == ((eastern.hour + 5) * 60 + eastern.minute) * 60_000


@pytest.mark.parametrize(
    ("track_id", "day", "earliest", "hours_behind"),
    [("ARP", MONDAY, 12, 2), ("LA", FRIDAY, 19, 3), ("FG", FRIDAY, 12, 1)],
)
def test_post_times_are_eastern_in_the_west_too(
    feed: Reader, track_id: str, day: date, earliest: int, hours_behind: int
) -> None:
    for race in feed.races(track_id, day):
        assert race["time_zone"] == "E"
        post = datetime.fromtimestamp(int(race["post_time_long"]) / 1000, UTC)
        local = post.astimezone(ZoneInfo(catalogue()[track_id]["time_zone"]))
        assert post.astimezone(EASTERN).strftime("%I:%M %p").lstrip("0") == race["post_time"]
        assert (post.astimezone(EASTERN).hour - local.hour) % 24 == hours_behind
        assert local.hour >= earliest
        assert local.date() == day


def test_night_cards_in_the_west_pass_midnight_utc(feed: Reader) -> None:
    posts = [datetime.fromtimestamp(int(race["post_time_long"]) / 1000, UTC) for race in feed.races("LA", SATURDAY)]
    assert {post.date() for post in posts} == {SUNDAY}
    assert {race["race_key"]["day_evening"] for race in feed.races("LA", SATURDAY)} == {"E"}


def test_post_times_are_missing_here_and_there(feed: Reader) -> None:
    for code in ("PRX", "TUP"):
        races = feed.races(code, MONDAY)
        assert all(race["post_time"] is None and race["post_time_long"] for race in races)
    second = feed.races("EVD", FRIDAY)[1]
    assert (second["post_time_long"], bool(second["post_time"])) == (None, True)
    assert set(feed.races("MNR", MONDAY)[-1]) == {"race_key", "runners"}


def test_ordinary_races_are_called_by_number_or_not_at_all(feed: Reader) -> None:
    def names(track_id: str) -> set[str]:
        return {race["race_name"] for race in feed.races(track_id, MONDAY)[:4]}

    assert names("ARP") == {"Race 1", "Race 2", "Race 3", "Race 4"}
    assert names("TAM") == {""}


def test_gulfstream_has_every_grade_on_saturday_and_a_handicap_that_is_no_stakes(feed: Reader) -> None:
    races = {int(race["race_key"]["race_number"]): race for race in feed.races("GP", SATURDAY)}
    assert {number: race["grade"] for number, race in races.items() if race["race_type"] == "STK"} == {
        7: "",
        8: "3",
        9: "1",
        11: "2",
    }
    for number, race in races.items():
        if race["race_type"] == "STK":
            assert race["race_type_description"] == "STAKES"
            assert race["race_class"] == f"G{race['grade']} {race['race_name']}".removeprefix("G ")
        else:
            assert race["grade"] == ""
            assert race["race_name"] == f"Race {number}"
    handicap = races[10]
    assert (handicap["race_type"], handicap["race_type_description"]) == ("HCP", "HANDICAP")
    assert (handicap["purse"], handicap["race_name"]) == (70_000, "Race 10")


def test_ajax_leaves_the_race_type_empty(feed: Reader) -> None:
    for race in (*feed.races("AJX", MONDAY), *feed.results("AJX", MONDAY)):
        assert race["race_type"] == ""
        assert race["race_type_description"]
        assert race["breed"] == "Thoroughbred", "even of quarter horses"


def test_stakes_names_are_abbreviated_and_some_name_a_sponsor(feed: Reader) -> None:
    names = set()
    for week in range(12):
        races = feed.races("GP", SATURDAY - timedelta(weeks=week))
        names |= {race["race_name"] for race in races if race["race_type"] == "STK"}
    assert any(name.endswith(" S.") for name in names)
    assert any(name.endswith(" H.") for name in names)
    assert any("presented by Example" in name for name in names)
    assert any("&" in name for name in names)


def test_all_four_scratch_codes_are_on_one_card_in_tampa(feed: Reader) -> None:
    races = feed.races("TAM", WEDNESDAY)
    assert "Y" in codes(races[0])
    assert {"N", "A", "M"} <= codes(races[3])
    assert races[3]["surface_description"] == "Turf"
    main_track_only = [runner for runner in races[3]["runners"] if runner["scratch_indicator"] == "M"]
    assert [runner["jockey"]["last_name"] for runner in main_track_only] == ["No Rider"]
    for race in races:
        assert sum(runner["scratch_indicator"] == "N" for runner in race["runners"]) >= 5


def test_arapahoe_has_scratched_and_also_eligible_horses_but_no_turf(feed: Reader) -> None:
    races = feed.races("ARP", WEDNESDAY)
    assert "Y" in codes(races[0])
    assert "A" in codes(races[3])
    assert {race["surface_description"] for race in races} == {"Dirt"}


@pytest.mark.parametrize("track_id", ["ARP", "TAM"])
def test_coupled_entries_share_a_number(feed: Reader, track_id: str) -> None:
    races = feed.races(track_id, TUESDAY)
    for number, program, letter in ((3, "1A", "A"), (7, "2B", "B")):
        (coupled,) = [runner for runner in races[number - 1]["runners"] if runner["coupled_type"]]
        assert (coupled["program_number"], coupled["coupled_type"]) == (program, letter)
        assert coupled["program_number_stripped"] == int(program[0])
        assert program[0] in {runner["program_number"] for runner in races[number - 1]["runners"]}


def test_horses_without_a_number_are_scratched_or_run_all_the_same(feed: Reader) -> None:
    def unnumbered(track_id: str, day: date) -> list[Body]:
        return [runner for runner in feed.races(track_id, day)[0]["runners"] if not runner["program_number"]]

    (gone,) = unnumbered("TAM", MONDAY)
    assert (gone["scratch_indicator"], gone["post_pos"], gone["program_number_stripped"]) == ("Y", "98", -1)
    assert (gone["weight"], gone["jockey"]["alias"], gone["trainer"]["last_name"]) == ("0", "SCRATCHED", "")
    assert gone["jockey"]["last_name"]
    assert [runner["scratch_indicator"] for runner in unnumbered("SA", FRIDAY)] == ["Y", "N"]


def test_changes_have_double_spaces_say_there_are_none_or_are_missing(feed: Reader) -> None:
    found = [race["changes"] for day in (MONDAY, TUESDAY, WEDNESDAY) for race in feed.races("TAM", day)]
    said = [change for changes in found if changes for change in changes]
    assert {change["type"] for change in said} == {"S", "J", ""}
    assert all("  " in change["text"] for change in said if change["type"])
    assert {"type": "", "text": "No Changes"} in said
    assert None in found
    assert [] in found


@pytest.mark.parametrize(
    ("track_id", "day", "number"), [("TAM", TUESDAY, 2), ("ARP", THURSDAY, 3), ("TAM", MONDAY, None)]
)
def test_one_race_is_cancelled_on_some_days(feed: Reader, track_id: str, day: date, number: int | None) -> None:
    races = feed.races(track_id, day)
    cancelled = [int(race["race_key"]["race_number"]) for race in races if race["is_cancelled"]]
    assert cancelled == ([number] if number else [])
    assert races[4]["is_cancelled"] is None, "which is not cancelled either"
    run = [int(race["race_key"]["race_number"]) for race in feed.results(track_id, day)]
    assert run == [n for n in range(1, len(races) + 1) if n != number]
    if number:
        assert (races[number - 1]["has_finished"], races[number - 1]["has_results"]) == (False, False)


def test_a_whole_card_is_cancelled(feed: Reader) -> None:
    assert {race["is_cancelled"] for race in feed.races("FE", TUESDAY)} == {True}
    assert feed.answer("results", "FE", TUESDAY).json()["races"] is None
    assert {race["is_cancelled"] for race in feed.races("FE", SUNDAY)} == {False, None}


def test_a_test_can_cancel_a_whole_card(feed: Reader) -> None:
    feed.api.cards["TAM", SUNDAY] = all_cancelled(feed.api.card("TAM", SUNDAY))
    try:
        assert {race["is_cancelled"] for race in feed.races("TAM", SUNDAY)} == {True}
    finally:
        del feed.api.cards["TAM", SUNDAY]
    assert {race["is_cancelled"] for race in feed.races("TAM", SUNDAY)} != {True}


def test_a_listed_meet_may_have_no_races_or_no_card(feed: Reader) -> None:
    assert feed.races("TDN", MONDAY) == []
    assert feed.races("TDN", WEDNESDAY)
    assert feed.answer("entries", "HST", WEDNESDAY).status_code == 404
    assert feed.races("HST", SUNDAY)
    assert feed.answer("results", "FON", SATURDAY).status_code == 404


def test_also_ran_comes_in_three_forms(feed: Reader) -> None:
    for race in feed.results("TAM", WEDNESDAY):
        number = int(race["race_key"]["race_number"])
        also_ran = race["also_ran"]
        if number % 3 == 0:
            assert also_ran is None
        elif number % 2:
            assert isinstance(also_ran, list)
        else:
            assert " and " in str(also_ran)


def test_a_pair_that_also_ran_is_spaced_out(feed: Reader) -> None:
    races = [race for day in (MONDAY, WEDNESDAY, FRIDAY, SUNDAY) for race in feed.results("ARP", day)]
    assert any(re.fullmatch(r"[^,]+  and   [^,]+", str(race["also_ran"])) for race in races)


@pytest.mark.parametrize(("track_id", "day", "number"), [("GP", FRIDAY, 2), ("ARP", TUESDAY, 4), ("TAM", MONDAY, 5)])
def test_two_horses_win_after_a_dead_heat(feed: Reader, track_id: str, day: date, number: int) -> None:
    for race in feed.results(track_id, day):
        winners = [runner for runner in race["runners"] if runner["win_payoff"] > 0]
        assert len(winners) == (2 if race["race_key"]["race_number"] == str(number) else 1)
        assert race["runners"][: len(winners)] == winners, "in finishing order"
        assert len(race["runners"]) == 3


def test_off_times_lose_their_pm(feed: Reader) -> None:
    early = set()
    for race in feed.results("TAM", WEDNESDAY):
        written = datetime.strptime(race["post_time"], "%I:%M %p").replace(tzinfo=UTC)
        wrong_by = timedelta(milliseconds=race["post_time_long"] - race["off_time"])
        early.add((written.hour >= 13, round(wrong_by / timedelta(hours=1))))
    assert early == {(False, 0), (True, 12)}


def test_fair_grounds_results_call_themselves_central_and_are_an_hour_off(feed: Reader) -> None:
    right = {race["race_key"]["race_number"]: int(race["post_time_long"]) for race in feed.races("FG", FRIDAY)}
    for race in feed.results("FG", FRIDAY):
        assert race["time_zone"] == "C"
        assert right[race["race_key"]["race_number"]] - race["post_time_long"] == 3_600_000


def test_money_is_a_number_or_text(feed: Reader) -> None:
    assert {type(race["purse"]) for race in feed.races("TAM", FRIDAY)} == {int}
    assert {type(race["purse"]) for race in feed.races("CT", FRIDAY)} == {str}
    results = feed.results("TAM", FRIDAY)
    assert {type(race["payoffs"][0]["payoff_amount"]) for race in results} == {str, float}
    assert all("," in race["total_purse"] for race in results)
    assert all(race["maximum_claim_price"].endswith(".0000") for race in results)


def test_odds_are_written_with_a_hyphen_or_a_slash(feed: Reader) -> None:
    assert feed.races("TAM", FRIDAY)[1]["runners"][0]["morning_line_odds"].count("-") == 1
    assert feed.races("CD", FRIDAY)[1]["runners"][0]["morning_line_odds"].count("/") == 1


def test_pools_may_be_null(feed: Reader) -> None:
    race = feed.races("TUP", MONDAY)[0]
    assert race["race_pools"] is None
    assert {runner["horse_data_pools"] for runner in race["runners"]} == {None}
    assert feed.races("TAM", MONDAY)[0]["race_pools"][0]["pool_name"] == "WIN"


def test_weather_is_missing_or_of_several_types(feed: Reader) -> None:
    weather = [feed.answer("entries", "TAM", MONDAY - timedelta(days=n)).json()["weather"] for n in range(25)]
    assert None in weather
    assert {type(day["forecast_high"]) for day in weather if day} == {int, str}


def test_names_differ_within_a_card_and_fit_a_program(feed: Reader) -> None:
    names = [runner["horse_name"] for race in feed.races("GP", SATURDAY) for runner in race["runners"]]
    assert len(names) == len(set(names))
    assert all(len(name) <= 18 for name in names)


def test_the_track_is_in_capitals_only_inside_results(feed: Reader) -> None:
    body = feed.answer("results", "TAM", MONDAY).json()
    assert (body["track_name"], body["races"][0]["track_name"]) == ("Tampa Bay Downs", "TAMPA BAY DOWNS")
