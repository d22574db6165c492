"""Misheard names, measured on lists: what a recognizer makes of the tracks' names, and what names no track."""

import csv
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from horse_racing.racing.tracks import Track, TrackCatalogue
from horse_racing.skill.misheard import guesser
from horse_racing.speech.wording import wording
from tests.support.fakes import CATALOGUE, track
from tests.support.timing import measures_time

DATA = Path(__file__).parents[1] / "data"


def column(file: str, name: str) -> list[str]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return [row[name] for row in csv.DictReader(lines)]


def misheard(file: str) -> list[tuple[str, str]]:
    return list(zip(column(file, "heard"), column(file, "code"), strict=True))


# By ear, and what a recognizer made of names that three voices spoke.
MISHEARD = misheard("misheard.csv")
SPOKEN = misheard("misheard_spoken.csv")
NOT_TRACKS = column("not_tracks.csv", "heard")
NOT_TRACKS_BY_KIND = column("not_tracks_by_kind.csv", "heard")

guess = guesser(CATALOGUE, wording().sound)


def guess_in_slot(heard: str) -> Track | None:
    """Guess as the skill does: what was heard, else what is left of it without the words around a name."""
    return guess(heard) or guess([name for name, _ in wording().names_heard(heard)][-1])


def taken_wrongly(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(heard, taken.code) for heard, code in pairs if (taken := guess_in_slot(heard)) and taken.code != code]


def share_found(pairs: list[tuple[str, str]]) -> float:
    return sum(guess_in_slot(heard) == track(code) for heard, code in pairs) / len(pairs)


def test_the_lists_are_long_and_wide_enough_to_measure_on() -> None:
    assert len(MISHEARD) >= 150
    assert len({code for _, code in MISHEARD}) >= 45
    assert len(SPOKEN) >= 60
    assert len(NOT_TRACKS) >= 80
    assert len(NOT_TRACKS_BY_KIND) >= 1000


@pytest.mark.parametrize("pairs", [MISHEARD, SPOKEN], ids=["by ear", "spoken"])
def test_no_line_stands_twice(pairs: list[tuple[str, str]]) -> None:
    # By words, which a recognizer sets apart in one way or the other.
    keys = Counter(heard.casefold() for heard in (*(heard for heard, _ in pairs), *NOT_TRACKS, *NOT_TRACKS_BY_KIND))
    assert not [key for key, count in keys.items() if count > 1]


def test_no_line_is_a_name_the_catalogue_knows() -> None:
    assert not [heard for heard, _ in (*MISHEARD, *SPOKEN) if CATALOGUE.named(heard)]
    assert not [heard for heard in (*NOT_TRACKS, *NOT_TRACKS_BY_KIND) if CATALOGUE.named(heard)]


def test_every_misheard_name_stands_for_a_track() -> None:
    assert not [code for _, code in (*MISHEARD, *SPOKEN) if CATALOGUE.get(code) is None]


def test_nineteen_of_twenty_names_misheard_by_ear_are_found_and_hardly_one_is_taken_for_another_track() -> None:
    assert share_found(MISHEARD) >= 0.95
    assert taken_wrongly(MISHEARD) == [("fairy meadows", "FMT")]


def test_six_of_seven_spoken_names_that_a_recognizer_misheard_are_found_and_none_is_taken_for_another_track() -> None:
    assert share_found(SPOKEN) >= 0.85
    assert taken_wrongly(SPOKEN) == []


@pytest.mark.parametrize("names", [NOT_TRACKS, NOT_TRACKS_BY_KIND], ids=["names like a track's", "names of many kinds"])
def test_what_names_no_track_is_taken_for_one_twice_in_a_hundred_times_at_most(names: list[str]) -> None:
    taken = [heard for heard in names if guess_in_slot(heard)]
    assert len(taken) <= 0.02 * len(names), taken


@pytest.mark.parametrize(
    ("heard", "code"),
    [
        ("a rapper hoe park", "ARP"),
        ("tamper bay downs", "TAM"),
        ("sarah toga", "SAR"),
        ("keen land", "KEE"),
        ("gulf string park", "GP"),
        ("church hill towns", "CD"),
        ("los alamedas", "LA"),
        ("Los Alamédas!", "LA"),
        ("pin nashanal", "PEN"),
        ("tampa bae down", "TAM"),
    ],
)
def test_the_names_people_stumble_on_are_found(heard: str, code: str) -> None:
    assert guess(heard) == track(code)


@pytest.mark.parametrize("heard", ["banana", "my kitchen", "help me", "hollywood park", "epsom downs", "the park"])
def test_other_words_are_no_track(heard: str) -> None:
    assert guess(heard) is None


def test_a_name_of_the_catalogue_is_its_own_track() -> None:
    for one in CATALOGUE:
        for name in (one.name, one.feed_name, *one.synonyms):
            assert guess(name) in CATALOGUE.named(name), name


@pytest.mark.parametrize(
    "heard", ["", " ", "a", "1", "?", "\U0001f40e", "\ud83d", "\0", "東京競馬場", "park " * 2000, "x" * 10_000]
)
def test_odd_texts_are_no_track(heard: str) -> None:
    assert guess(heard) is None


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_can_be_asked_for(heard: str) -> None:
    guessed = guess(heard)
    assert guessed is None or CATALOGUE.get(guessed.code) == guessed


def test_an_empty_catalogue_has_nothing_to_guess() -> None:
    assert guesser(TrackCatalogue(()), wording().sound)("tamper bay downs") is None


@measures_time
def test_a_look_up_takes_no_part_of_the_turn_to_speak_of() -> None:
    def seconds(heard: str) -> float:
        start = time.perf_counter()
        guess(heard)
        return time.perf_counter() - start

    # The best of several: what else the machine does is not measured.
    for heard in ("a rapper hoe park", "x" * 10_000):
        assert min(seconds(heard) for _ in range(20)) <= 0.005
