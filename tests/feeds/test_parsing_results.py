"""Race data, 3.3: who was first, second and third, and what the payoffs were."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from horse_racing.feeds.parsing_results import results_from
from horse_racing.racing.cards import Meet
from horse_racing.racing.errors import UnreadableError
from horse_racing.racing.results import Finisher, RaceResult, Results

DAY = date(2026, 11, 21)
MEET = Meet("TAM_1", "TAM", "Tampa Bay Downs", DAY)

FIRST = {
    "horse_name": "Blue Lantern",
    "jockey_first_name": "Irad",
    "jockey_last_name": "Ortiz, Jr.",
    "program_number": "1A",
    "win_payoff": 10.7,
    "place_payoff": 4.94,
    "show_payoff": 3.2,
}
SECOND = {"horse_name": "Quiet Harbor", "program_number": "5", "win_payoff": 0.0, "place_payoff": 4.3}
THIRD = {"horse_name": "Third Horse", "program_number": "2", "win_payoff": 0.0, "show_payoff": 2.24}
NOTHING = Decimal(0)


def sheet(*races: Any, **changes: Any) -> dict[str, Any]:
    return {"meet_id": "TAM_1", "track_id": "TAM", "date": "2026-11-21", "races": list(races)} | changes


def race(**fields: Any) -> dict[str, Any]:
    return {"race_key": {"race_number": "1", "day_evening": "D"}, "runners": [FIRST, SECOND, THIRD]} | fields


def read(**fields: Any) -> RaceResult:
    return results_from(sheet(race(**fields)), MEET).races[0]


def winning(*payoffs: Any) -> list[dict[str, Any]]:
    """The first runners to finish, each with its payoff to win."""
    return [{"horse_name": name, "win_payoff": payoff} for name, payoff in zip("ABCD", payoffs, strict=False)]


def test_the_first_three_stand_in_finishing_order_without_a_position() -> None:
    assert read().finishers == (
        Finisher(1, "Blue Lantern", "1A", "Irad Ortiz, Jr.", Decimal("10.7"), Decimal("4.94"), Decimal("3.2")),
        Finisher(2, "Quiet Harbor", "5", place=Decimal("4.3")),
        Finisher(3, "Third Horse", "2", show=Decimal("2.24")),
    )


@pytest.mark.parametrize(
    ("payoffs", "positions"),
    [
        ((10.7, 0.0, 0.0), [1, 2, 3]),
        ((5.2, 4.8, 0.0), [1, 1, 3]),
        (("5.20", "4.80", "0.00"), [1, 1, 3]),
        ((3.4, 2.8, 2.6), [1, 1, 1]),
        ((3.4, 2.8, 0.0, 0.0), [1, 1, 3, 4]),
        ((10.7,), [1]),
        ((10.7, 0.0), [1, 2]),
    ],
)
def test_more_than_one_payoff_to_win_is_a_dead_heat(payoffs: tuple[Any, ...], positions: list[int]) -> None:
    result = read(runners=winning(*payoffs))
    assert [finisher.position for finisher in result.finishers] == positions
    assert [winner.horse for winner in result.winners] == list("ABC")[: positions.count(1)]


@pytest.mark.parametrize("payoff", [0.0, "0.00", None, ""])
def test_where_no_wagers_were_taken_the_first_to_be_named_is_the_winner(payoff: object) -> None:
    result = read(runners=winning(payoff, payoff, payoff))
    assert [finisher.position for finisher in result.finishers] == [1, 2, 3]
    assert [winner.horse for winner in result.winners] == ["A"]


@pytest.mark.parametrize("payoffs", [(0, 5.2, 0), (0, 0, 5.2), (5.2, 0, 4.8), (0, 5.2, 4.8), (None, "5.20", None)])
def test_a_payoff_to_win_behind_a_loser_is_a_contradiction(payoffs: tuple[Any, ...]) -> None:
    with pytest.raises(UnreadableError):
        read(runners=winning(*payoffs))


@pytest.mark.parametrize(
    ("also_ran", "names"),
    [
        (["Fourth Horse", "Fifth Horse"], ("Fourth Horse", "Fifth Horse")),
        ([" Fourth  Horse ", "", None, 7, {}, "Sun and Moon"], ("Fourth Horse", "7", "Sun and Moon")),
        ("Fourth Horse", ("Fourth Horse",)),
        ("Fourth Horse  and   Fifth Horse", ("Fourth Horse", "Fifth Horse")),
        ("Fourth Horse, Fifth Horse and Sixth Horse", ("Fourth Horse", "Fifth Horse", "Sixth Horse")),
        ("Fourth Horse, Fifth Horse, and Sixth Horse", ("Fourth Horse", "Fifth Horse", "Sixth Horse")),
        ("Fourth Horse, Fifth Horse", ("Fourth Horse", "Fifth Horse")),
        ("Sun and Moon, Fifth Horse and Sixth Horse", ("Sun and Moon", "Fifth Horse", "Sixth Horse")),
        ("Fourth Horse, Sun and Moon and Sixth Horse", ("Fourth Horse", "Sun and Moon", "Sixth Horse")),
        ("Sun and Moon, Fifth Horse", ("Sun and Moon", "Fifth Horse")),
        ("Sandy Land, Andover and Grand Stand", ("Sandy Land", "Andover", "Grand Stand")),
        ("Fourth Horse\nand\tFifth Horse", ("Fourth Horse", "Fifth Horse")),
        ("", ()),
        ("   ", ()),
        ([], ()),
        (None, ()),
        (7, ()),
        ({"horse_name": "Fourth Horse"}, ()),
    ],
)
def test_the_rest_of_the_field_is_told_in_three_shapes(also_ran: object, names: tuple[str, ...]) -> None:
    assert read(also_ran=also_ran).also_ran == names


@pytest.mark.parametrize(
    ("written", "dollars"),
    [
        (10.7, "10.7"),
        (10, "10"),
        (0.0, "0"),
        ("10.70", "10.70"),
        ("1,234.00", "1234.00"),
        (" 3.20 ", "3.20"),
        ("", "0"),
        (None, "0"),
    ],
)
def test_money_is_a_number_or_a_text(written: object, dollars: str) -> None:
    finisher = read(runners=[FIRST | {"place_payoff": written, "show_payoff": written}]).finishers[0]
    assert (finisher.place, finisher.show) == (Decimal(dollars), Decimal(dollars))


NO_MONEY = [
    "ten",
    "$10.70",
    "1.2.3",
    " ",
    True,
    [],
    {},
    float("nan"),
    float("inf"),
    "NaN",
    "-Infinity",
    -2.1,
    "-2.10",
    1e300,
    "1e999999",
    "9" * 5000,
]


@pytest.mark.parametrize("field", ["win_payoff", "place_payoff", "show_payoff"])
@pytest.mark.parametrize("written", NO_MONEY)
def test_money_that_is_none_costs_no_result_that_is_certain_without_it(field: str, written: object) -> None:
    result = read(runners=[FIRST | {field: written}, SECOND, THIRD])
    assert [(finisher.position, finisher.horse) for finisher in result.finishers] == [
        (1, "Blue Lantern"),
        (2, "Quiet Harbor"),
        (3, "Third Horse"),
    ]
    winner = result.finishers[0]
    paid = {"win_payoff": winner.win, "place_payoff": winner.place, "show_payoff": winner.show}
    assert paid[field] is None
    assert all(paid[other] for other in paid if other != field)


@pytest.mark.parametrize("written", NO_MONEY)
def test_money_that_is_none_where_it_decides_between_a_winner_and_a_dead_heat_is_unreadable(written: object) -> None:
    with pytest.raises(UnreadableError):
        read(runners=winning(5.2, written, 0))
    with pytest.raises(UnreadableError):
        read(runners=winning(written, 5.2, 0))


def placed(*payoffs: tuple[float, float, float]) -> list[int]:
    """The positions of the first to finish, by what each paid to win, to place and to show."""
    names = ("win_payoff", "place_payoff", "show_payoff")
    runners = [
        {"horse_name": name, **dict(zip(names, paid, strict=True))}
        for name, paid in zip("ABCDE", payoffs, strict=False)
    ]
    return [finisher.position for finisher in read(runners=runners).finishers]


WON, PLACED, SHOWED, UNPAID = (9.0, 5.0, 3.0), (0, 4.0, 3.0), (0, 0, 2.6), (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("payoffs", "positions"),
    [
        ((WON, PLACED, SHOWED), [1, 2, 3]),
        ((WON, PLACED, PLACED), [1, 2, 2]),
        ((WON, PLACED, PLACED, PLACED), [1, 2, 2, 2]),
        ((WON, PLACED, SHOWED, SHOWED), [1, 2, 3, 3]),
        ((WON, WON, SHOWED, SHOWED), [1, 1, 3, 3]),
        ((WON, WON, SHOWED), [1, 1, 3]),
        # In a small field nothing is paid for third, nor perhaps for second.
        ((WON, PLACED, UNPAID), [1, 2, 3]),
        ((WON, UNPAID, UNPAID), [1, 2, 3]),
        # What does not go to the first ones proves nothing.
        ((WON, SHOWED, PLACED, PLACED), [1, 2, 3, 3]),
    ],
)
def test_a_place_or_a_show_paid_once_too_often_is_a_dead_heat_behind_the_winner(
    payoffs: tuple[tuple[float, float, float], ...], positions: list[int]
) -> None:
    assert placed(*payoffs) == positions


def test_a_dead_heat_for_second_is_not_claimed_where_a_payoff_cannot_be_read() -> None:
    runners = [FIRST, SECOND, THIRD | {"place_payoff": "n/a"}]
    assert [finisher.position for finisher in read(runners=runners).finishers] == [1, 2, 3]


def test_a_number_may_have_two_results_when_one_of_them_is_in_the_evening() -> None:
    evening = race(race_key={"race_number": "1", "day_evening": "E"})
    found = results_from(sheet(race(), evening), MEET).races
    assert [(result.number, result.is_evening) for result in found] == [(1, False), (1, True)]
    with pytest.raises(UnreadableError):
        results_from(sheet(race(), race()), MEET)


@pytest.mark.parametrize("body", [sheet(races=None), sheet()])
def test_before_the_first_result_there_are_none(body: object) -> None:
    assert results_from(body, MEET) == Results(())


@pytest.mark.parametrize("runners", [None, []])
def test_a_race_without_runners_has_no_result_yet(runners: object) -> None:
    found = results_from(sheet(race(runners=runners), race(race_key={"race_number": "2"})), MEET)
    assert [result.number for result in found.races] == [2]
    assert results_from(sheet({"race_key": {"race_number": "1"}}), MEET) == Results(())


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "races",
        {},
        {"track_id": "TAM", "date": "2026-11-21"},
        sheet(races={}),
        sheet(races=""),
        sheet(races=0),
        sheet(races="none"),
        sheet(None),
        sheet("race"),
        sheet([race()]),
        sheet(race(), track_id="ARP"),
        sheet(race(), track_id=None),
        sheet(race(), date="2026-11-20"),
        sheet(race(), date=None),
        sheet(race(), date="yesterday"),
        sheet(races=None, track_id="ARP"),
        sheet(races=None, date="2026-11-20"),
        sheet({"runners": [FIRST]}),
        sheet(race(race_key=None)),
        sheet(race(race_key="1")),
        sheet(race(race_key={})),
        sheet(race(race_key={"race_number": None})),
        sheet(race(race_key={"race_number": "one"})),
        sheet(race(race_key={"race_number": "0"})),
        sheet(race(race_key={"race_number": -1})),
        sheet(race(runners="Blue Lantern")),
        sheet(race(runners={})),
        sheet(race(runners={"horse_name": "Blue Lantern"})),
        sheet(race(runners=3)),
        sheet(race(runners=0)),
        sheet(race(runners="")),
        sheet(race(runners=["Blue Lantern"])),
        sheet(race(runners=[None])),
    ],
)
def test_results_that_cannot_be_trusted_are_unreadable_and_not_empty(body: object) -> None:
    with pytest.raises(UnreadableError):
        results_from(body, MEET)


def test_unknown_fields_are_ignored() -> None:
    added = race(added_in_version_two={"deep": [1]}, off_time="never", runners=[FIRST | {"added": None}])
    assert results_from(sheet(added, added="too"), MEET).races[0].winners[0].horse == "Blue Lantern"


@pytest.mark.parametrize("number", ["3", 3, 3.0, " 3 "])
def test_a_number_may_stand_where_a_text_was(number: object) -> None:
    result = read(race_key={"race_number": number}, runners=[FIRST | {"program_number": 3, "horse_name": 1918}])
    assert (result.number, result.finishers[0].program_number, result.finishers[0].horse) == (3, "3", "1918")


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("Irad", "Ortiz, Jr.", "Irad Ortiz, Jr."),
        (" Jane ", " Doe ", "Jane Doe"),
        ("", "Doe", "Doe"),
        ("Jane", None, "Jane"),
        (None, "", ""),
        ([], {}, ""),
    ],
)
def test_a_jockey_is_named_in_speaking_order(first: object, last: object, name: str) -> None:
    runner = FIRST | {"jockey_first_name": first, "jockey_last_name": last}
    assert read(runners=[runner]).finishers[0].jockey == name


def test_a_result_needs_little_more_than_the_horses() -> None:
    assert read(runners=winning(None)) == RaceResult(1, (Finisher(1, "A", "", "", NOTHING, NOTHING, NOTHING),))


def test_results_stand_in_the_feeds_order() -> None:
    numbers = [{"race_number": number} for number in ("2", "1", "10")]
    found = results_from(sheet(*(race(race_key=key) for key in numbers)), MEET)
    assert [result.number for result in found.races] == [2, 1, 10]
