"""Race data, 3.3: what the pools of a race paid, and what else a result tells of its race."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from horse_racing.feeds.parsing_results import results_from
from horse_racing.racing.cards import Meet
from horse_racing.racing.results import Payoff, RaceResult

MEET = Meet("TAM_1", "TAM", "Tampa Bay Downs", date(2026, 11, 21))
EXACTA = {
    "base_amount": 0.0,
    "carryover": 0.0,
    "number_of_rights": 0,
    "number_of_tickets_bet": 100,
    "payoff_amount": "24.40",
    "total_pool": "75,589.00",
    "wager_name": "Exacta",
    "wager_type": "E",
    "winning_numbers": "1-4",
}
TYPES = [{"wager_type": "E", "wager_description": "Exacta", "base_amount": "1.00"}]
PAID = Payoff("exacta", "1-4", Decimal("24.40"), Decimal("1.00"))


def read(**fields: Any) -> RaceResult:
    race = {"race_key": {"race_number": "1", "day_evening": "D"}, "runners": [{"horse_name": "Blue Lantern"}]}
    return results_from({"track_id": "TAM", "date": "2026-11-21", "races": [race | fields]}, MEET).races[0]


def paid(**changes: Any) -> tuple[Payoff, ...]:
    return read(payoffs=[EXACTA | changes], wager_types=TYPES).payoffs


def test_a_payoff_has_its_wager_its_numbers_and_the_money() -> None:
    assert paid() == (PAID,)


@pytest.mark.parametrize(
    ("name", "wager"),
    [
        ("Exacta", "exacta"),
        ("EXACTA", "exacta"),
        ("$1 Exacta", "exacta"),
        ("0.50 Trifecta", "trifecta"),
        (".10 Superfecta", "superfecta"),
        ("Exactor", "exacta"),
        ("Triactor", "trifecta"),
        ("Quinella", "quinella"),
        ("Win", "win"),
        ("PLACE", "place"),
        ("Show", "show"),
        ("Daily  Double", "daily_double"),
        ("Double", "daily_double"),
        ("Pick 3", "pick_3"),
        ("Pick Three", "pick_3"),
        ("PICK-4", "pick_4"),
        ("$0.50 Pick 5", "pick_5"),
        ("Pick6", "pick_6"),
        ("Pick 6 (5 of 6)", "pick 6 (5 of 6)"),
        ("Pick 7", "pick 7"),
        ("Pick 33", "pick 33"),
        ("Super High Five", "super high five"),
        ("X5 " + "Y" * 500, ("x5 " + "y" * 500)[:120]),
    ],
)
def test_a_wager_goes_by_one_name_however_the_feed_writes_it(name: str, wager: str) -> None:
    assert [payoff.wager for payoff in paid(wager_name=name)] == [wager]


@pytest.mark.parametrize(
    ("written", "dollars"), [("2.40", "2.40"), (2.4, "2.4"), (24, "24"), ("1,234.50", "1234.50"), (" 3.20 ", "3.20")]
)
def test_what_was_paid_is_a_number_or_a_text(written: object, dollars: str) -> None:
    assert [payoff.amount for payoff in paid(payoff_amount=written)] == [Decimal(dollars)]


@pytest.mark.parametrize("written", [None, "", 0, 0.0, "0.00", "none", -2, True, [], float("nan"), "9" * 5000])
def test_a_pool_that_paid_nothing_or_nothing_readable_is_left_out_alone(written: object) -> None:
    payoffs = [EXACTA | {"payoff_amount": written}, EXACTA]
    assert read(payoffs=payoffs, wager_types=TYPES).payoffs == (PAID,)


@pytest.mark.parametrize("unreadable", [None, 7, "Exacta", [], {}, EXACTA | {"wager_name": None}, {"wager_name": " "}])
def test_a_payoff_that_cannot_be_read_is_left_out_alone(unreadable: object) -> None:
    assert read(payoffs=[unreadable, EXACTA], wager_types=TYPES).payoffs == (PAID,)


@pytest.mark.parametrize(
    ("of_the_payoff", "types", "base"),
    [
        (2.0, TYPES, "2.0"),
        ("0.50", TYPES, "0.50"),
        (0.0, TYPES, "1.00"),
        (None, TYPES, "1.00"),
        ("much", TYPES, "1.00"),
        (0.0, [*TYPES, {"wager_type": "T", "base_amount": 0.5}], "1.00"),
        (0.0, [{"wager_type": "T", "base_amount": 0.5}], None),
        (0.0, [{"wager_type": "E", "base_amount": 0}], None),
        (0.0, [{"wager_type": "E"}, None, 7], None),
        (0.0, None, None),
        (0.0, {}, None),
    ],
)
def test_the_wager_it_is_paid_for_stands_with_the_payoff_or_with_its_type(
    of_the_payoff: object, types: object, base: str | None
) -> None:
    (payoff,) = read(payoffs=[EXACTA | {"base_amount": of_the_payoff}], wager_types=types).payoffs
    assert payoff.base == (Decimal(base) if base else None)


def test_a_type_of_wager_without_a_name_tells_no_base() -> None:
    nameless = EXACTA | {"wager_type": None}
    assert read(payoffs=[nameless], wager_types=[{"base_amount": 1}]).payoffs[0].base is None


@pytest.mark.parametrize("numbers", ["1-4", "1-ALL-3", "1/3-8-7", "1A-4"])
def test_the_winning_numbers_are_as_the_feed_writes_them(numbers: str) -> None:
    assert paid(winning_numbers=numbers)[0].numbers == numbers


def test_a_wager_may_have_paid_twice() -> None:
    other = EXACTA | {"winning_numbers": "4-1", "payoff_amount": 19.8}
    assert [payoff.numbers for payoff in read(payoffs=[EXACTA, other]).payoffs] == ["1-4", "4-1"]


@pytest.mark.parametrize("payoffs", [None, [], {}, "Exacta", 7])
def test_a_result_stands_without_payoffs(payoffs: object) -> None:
    assert read(payoffs=payoffs).payoffs == ()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"race_type": "STK", "race_name": "Lantern Bay S."}, "Lantern Bay S."),
        ({"race_type": "", "race_type_description": "STAKES", "race_name": "Lantern Bay S."}, "Lantern Bay S."),
        ({"race_type": "STK", "race_name": "", "race_class": "G1 Lantern Bay S."}, "Lantern Bay S."),
        ({"race_type": "STK", "race_name": "Race 5"}, ""),
        ({"race_type": "CLM", "race_name": "Race 5"}, ""),
        ({"race_type": "CLM", "race_name": "", "race_class": "CLAIMING($5,000)"}, ""),
        ({"race_type": "STK", "race_name": None}, ""),
        ({}, ""),
    ],
)
def test_a_result_names_its_race_by_the_rule_of_the_card(fields: dict[str, object], name: str) -> None:
    assert read(**fields).name == name


def test_a_result_tells_the_surface_and_its_condition() -> None:
    result = read(surface="D", surface_description="Dirt", track_condition_description="Fast")
    assert (result.surface, result.condition) == ("Dirt", "Fast")
    assert read(track_condition_description="SY").condition == "Sloppy"
    unknown = read(surface_description=None, track_condition_description=[])
    assert (unknown.surface, unknown.condition) == ("", "")
