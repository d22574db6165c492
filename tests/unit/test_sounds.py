"""How English words sound, and how easily some sounds are taken for others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from horse_racing.speech.en.sounds import Sounds


def cost(one: str, other: str) -> float:
    return Sounds.of(one).misheard_as(Sounds.of(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("knight", "nite"),
        ("phone", "fone"),
        ("wrap", "rap"),
        ("quick", "kwik"),
        ("keen land", "keenland"),
        ("horseman's", "horsemans"),
        ("Penn", "pen"),
        ("wrap-a-ho", "rap a ho"),
    ],
)
def test_what_sounds_the_same_has_the_same_sounds(one: str, other: str) -> None:
    assert cost(one, other) == 0


@pytest.mark.parametrize("text", ["", " ", "?", "'", "\U0001f40e", "\0"])
def test_what_nobody_can_read_has_no_sounds(text: str) -> None:
    assert Sounds.of(text) == Sounds("", (), 0, "")


@pytest.mark.parametrize(
    ("easier", "harder"),
    [
        (("tim", "dim"), ("tim", "kim")),
        (("mile", "nile"), ("mile", "vile")),
        (("bat", "bet"), ("bat", "bats")),
        (("fort", "forge"), ("fort", "form")),
        (("woodbine", "woodbind"), ("woodbine", "woodbinek")),
        (("park", "bark"), ("park", "mark")),
        (("sun park", "sun"), ("sun bark", "sun")),
    ],
)
def test_some_sounds_are_more_easily_misheard_than_others(easier: tuple[str, str], harder: tuple[str, str]) -> None:
    assert 0 < cost(*easier) < cost(*harder)


def test_the_beginning_of_a_name_is_misheard_least() -> None:
    assert cost("bilat", "silat") > cost("tabil", "tasil")


@given(st.text(st.characters(exclude_categories=()), max_size=40), st.text(max_size=40))
def test_any_two_texts_can_be_compared_either_way_round(one: str, other: str) -> None:
    assert cost(one, one) == 0
    assert cost(one, other) == pytest.approx(cost(other, one))
    assert cost(one, other) <= Sounds.of(one).weight + Sounds.of(other).weight + 1e-9
