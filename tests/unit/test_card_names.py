"""Names of horses and races on the cards, found as a speech recognizer writes them."""

from itertools import pairwise

import pytest

from horse_racing.skill.card_names import name_matcher
from horse_racing.speech.wording import wording
from race_api.invented import HORSE_NAMES

WORDS = wording()
MATCH = name_matcher(WORDS.sound, WORDS.name_core)
CARD = ("Tadpole Footnote", "FOGHORN FOOTNOTE (GB)", "Dapper Ledger", "Quiet Harbor", "Pocket Nocturne")
STAKES = ("Lantern Cove Mile S. presented by Example Feeds", "Salt Cove S. (G3)", "Tampa Bay Derby")


@pytest.mark.parametrize(
    ("heard", "horse"),
    [
        ("tadpole footnote", "Tadpole Footnote"),
        ("tad pole foot note", "Tadpole Footnote"),
        ("fog horn foot note", "FOGHORN FOOTNOTE (GB)"),
        ("dapper leather", "Dapper Ledger"),
        ("quiet harper", "Quiet Harbor"),
        ("pocket nock turn", "Pocket Nocturne"),
    ],
)
def test_a_horse_is_found_as_it_is_heard(heard: str, horse: str) -> None:
    assert MATCH(heard, CARD) == (horse,)


@pytest.mark.parametrize(
    ("heard", "race"),
    [
        ("the lantern cove mile", STAKES[0]),
        ("salt cove", STAKES[1]),
        ("salt cove stakes", STAKES[1]),
        ("tampa bay derby", STAKES[2]),
        ("tamper bay darby", STAKES[2]),
    ],
)
def test_a_race_is_found_without_what_people_leave_out(heard: str, race: str) -> None:
    assert MATCH(heard, STAKES) == (race,)


@pytest.mark.parametrize("heard", ["the derby", "lantern", "mile", "banana", "", "?", "x" * 500, "\N{SNOWMAN}"])
def test_a_part_of_a_name_is_no_name(heard: str) -> None:
    assert MATCH(heard, (*CARD, *STAKES)) == ()


def test_names_that_sound_alike_are_all_returned() -> None:
    assert MATCH("night ryder", ("Night Rider", "Knight Ryder", "Day Rider")) == ("Night Rider", "Knight Ryder")
    # One that is spelled just so is the one.
    assert MATCH("night rider", ("Night Rider", "Knight Ryder")) == ("Night Rider",)


def test_no_horse_is_taken_for_another_one() -> None:
    names = sorted(HORSE_NAMES)[::40]
    wrong = [name for name in names if MATCH(name, [other for other in names if other != name])]
    assert not wrong
    assert all(MATCH(name, (name, other)) == (name,) for name, other in pairwise(names))
