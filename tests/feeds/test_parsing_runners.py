"""Race data, 5.5: which horses on a card run, and who rides them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from horse_racing.feeds.parsing import card_from
from horse_racing.racing.cards import Entry, Meet, Odds, Race, Runner

DAY = date(2026, 11, 21)
MEET = Meet("TAM_1", "TAM", "Tampa Bay Downs", DAY)
FETCHED = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
DOE = {"first_name": "Jane", "last_name": "Doe", "alias": "Doe J", "middle_name": "", "type": "JE"}


def read(runners: Any) -> Race:
    race = {"race_key": {"race_number": "9", "day_evening": "D"}, "runners": runners}
    return card_from({"track_id": "TAM", "date": "2026-11-21", "races": [race]}, MEET, FETCHED).races[0]


def runner(**fields: Any) -> Runner:
    entered = {"horse_name": "Blue Lantern", "program_number": "1", "jockey": DOE, "scratch_indicator": "N"}
    return read([entered | fields]).runners[0]


def test_a_runner_has_a_name_a_number_a_jockey_and_runs() -> None:
    assert runner() == Runner("Blue Lantern", "1", "Jane Doe", Entry.RUNS)


@pytest.mark.parametrize(
    ("code", "entry"),
    [
        ("N", Entry.RUNS),
        ("Y", Entry.SCRATCHED),
        ("A", Entry.ALSO_ELIGIBLE),
        ("M", Entry.MAIN_TRACK_ONLY),
        ("n", Entry.RUNS),
        (" Y ", Entry.SCRATCHED),
        ("", Entry.UNKNOWN),
        (None, Entry.UNKNOWN),
        ("X", Entry.UNKNOWN),
        ("YES", Entry.UNKNOWN),
        (1, Entry.UNKNOWN),
        (True, Entry.UNKNOWN),
        ([], Entry.UNKNOWN),
        ({}, Entry.UNKNOWN),
    ],
)
def test_the_scratch_code_tells_what_a_horse_is_going_to_do(code: object, entry: Entry) -> None:
    assert runner(scratch_indicator=code).entry is entry


def test_a_horse_without_a_scratch_code_is_not_taken_for_one_that_runs() -> None:
    assert read([{"horse_name": "Blue Lantern"}]).runners == (Runner("Blue Lantern", entry=Entry.UNKNOWN),)


def test_only_those_who_run_make_the_field() -> None:
    codes = {"A": "N", "B": "Y", "C": "A", "D": "M", "E": "N", "F": None}
    race = read([{"horse_name": horse, "scratch_indicator": code} for horse, code in codes.items()])
    assert [found.horse for found in race.entered_as(Entry.RUNS)] == ["A", "E"]


@pytest.mark.parametrize(
    ("written", "number"),
    [("1", "1"), ("1A", "1A"), (" 2B ", "2B"), (7, "7"), ("", ""), (None, ""), ([], ""), (True, "")],
)
def test_a_program_number_may_have_a_letter_or_be_missing(written: object, number: str) -> None:
    assert runner(program_number=written).program_number == number


def test_an_unnumbered_horse_may_run_or_be_scratched() -> None:
    unnumbered = {"program_number": "", "program_number_stripped": -1, "post_pos": "98"}
    for code, entry in (("N", Entry.RUNS), ("Y", Entry.SCRATCHED)):
        assert runner(**unnumbered, scratch_indicator=code) == Runner("Blue Lantern", "", "Jane Doe", entry)


@pytest.mark.parametrize(
    ("jockey", "name"),
    [
        (DOE, "Jane Doe"),
        (DOE | {"alias": "SCRATCHED"}, "Jane Doe"),
        (DOE | {"alias": None}, "Jane Doe"),
        (DOE | {"last_name": "Ortiz, Jr."}, "Jane Ortiz, Jr."),
        (DOE | {"first_name": ""}, "Doe"),
        (DOE | {"first_name": "", "last_name": ""}, "Doe J"),
        (DOE | {"first_name": None, "last_name": None, "alias": "SCRATCHED"}, ""),
        (DOE | {"first_name": "", "last_name": "", "alias": "No Rider"}, ""),
        (DOE | {"first_name": "No", "last_name": "Rider"}, ""),
        (DOE | {"first_name": "", "last_name": "NO RIDER"}, ""),
        (DOE | {"first_name": [], "last_name": {}, "alias": 7}, "7"),
        ({"alias": "Doe J"}, "Doe J"),
        ({}, ""),
        (None, ""),
        ("Jane Doe", ""),
        ([DOE], ""),
    ],
)
def test_a_jockey_is_named_by_first_and_last_name_before_the_alias(jockey: object, name: str) -> None:
    found = runner(jockey=jockey, trainer=jockey)
    assert (found.jockey, found.trainer) == (name, name)


@pytest.mark.parametrize(
    ("written", "odds"),
    [
        ("5-2", Odds(5, 2)),
        ("5/2", Odds(5, 2)),
        ("8-5", Odds(8, 5)),
        (" 15 - 1 ", Odds(15, 1)),
        ("1/9", Odds(1, 9)),
        ("99-1", Odds(99, 1)),
        ("EVN", Odds(1, 1)),
        ("even", Odds(1, 1)),
        ("1-1", Odds(1, 1)),
        ("", None),
        (None, None),
        ("0-0", None),
        ("0-1", None),
        ("5-0", None),
        ("SCR", None),
        ("-5-2", None),
        ("5-2-1", None),
        ("2.5-1", None),
        ("5 to 2", None),
        ("5", None),
        (5, None),
        (2.5, None),
        ("\u0665-\u0662", None),
        ("99999-1", None),
        ("9" * 5000 + "-1", None),
        (True, None),
        (["5-2"], None),
        ({}, None),
    ],
)
def test_odds_are_a_fraction_or_even_or_not_known(written: object, odds: Odds | None) -> None:
    found = runner(morning_line_odds=written, live_odds=written)
    assert (found.morning_line, found.live_odds) == (odds, odds)


@pytest.mark.parametrize("runners", [None, [], {}, "runners", 12, True])
def test_a_race_without_readable_runners_is_still_a_race(runners: object) -> None:
    assert read(runners) == Race(9, None)


@pytest.mark.parametrize("garbage", [None, 7, "Blue Lantern", [{}], {}, {"horse_name": "", "scratch_indicator": "N"}])
def test_what_is_no_runner_among_the_runners_leaves_the_field_uncertain(garbage: object) -> None:
    runners = read([{"horse_name": "A", "scratch_indicator": "N"}, garbage]).runners
    assert [found.entry for found in runners] == [Entry.RUNS, Entry.UNKNOWN]


def test_a_scratched_horse_without_a_name_is_scratched_all_the_same() -> None:
    assert [found.entry for found in read([{"scratch_indicator": "Y"}]).runners] == [Entry.SCRATCHED]


def test_what_is_escaped_for_web_pages_is_written_out() -> None:
    assert runner(horse_name="Salt &amp; Pepper&#39;s").horse == "Salt & Pepper's"


def test_names_are_one_line_without_control_characters() -> None:
    found = runner(horse_name=" Blue\x00 \n Lantern\ud800 ", jockey=DOE | {"last_name": "<b>Doe</b>\x07"})
    assert (found.horse, found.jockey) == ("Blue Lantern", "Jane <b>Doe</b>")


def test_unknown_fields_are_ignored() -> None:
    assert runner(added_in_version_two={"deep": [1]}).horse == "Blue Lantern"
