"""Misheard names, measured on two lists: what a recognizer makes of the tracks' names, and what names no track."""

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from horse_racing.racing.tracks import TrackCatalogue, name_key
from horse_racing.skill.misheard import guesser
from horse_racing.speech.wording import wording
from tests.support.fakes import CATALOGUE, track

DATA = Path(__file__).parents[1] / "data"


def column(file: str, name: str) -> list[str]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return [row[name] for row in csv.DictReader(lines)]


MISHEARD = list(zip(column("misheard.csv", "heard"), column("misheard.csv", "code"), strict=True))
NOT_TRACKS = column("not_tracks.csv", "heard")

guess = guesser(CATALOGUE, wording().sound)


def test_the_lists_are_long_and_wide_enough_to_measure_on() -> None:
    assert len(MISHEARD) >= 150
    assert len({code for _, code in MISHEARD}) >= 45
    assert len(NOT_TRACKS) >= 80


def test_no_line_stands_twice() -> None:
    keys = [name_key(heard) for heard in (*(heard for heard, _ in MISHEARD), *NOT_TRACKS)]
    assert not {key for key in keys if keys.count(key) > 1}


def test_no_line_is_a_name_the_catalogue_knows() -> None:
    assert not [heard for heard, _ in MISHEARD if CATALOGUE.named(heard)]
    assert not [heard for heard in NOT_TRACKS if CATALOGUE.named(heard)]


def test_every_misheard_name_stands_for_a_track() -> None:
    assert not [code for _, code in MISHEARD if CATALOGUE.get(code) is None]


def test_six_of_seven_misheard_names_are_found_and_hardly_one_is_taken_for_another_track() -> None:
    guesses = [(guess(heard), code) for heard, code in MISHEARD]
    found = [code for guessed, code in guesses if guessed and guessed.code == code]
    wrong = [(guessed.code, code) for guessed, code in guesses if guessed and guessed.code != code]
    assert len(found) >= 0.86 * len(MISHEARD)
    assert len(wrong) <= 0.005 * len(MISHEARD)


def test_what_names_no_track_is_taken_for_one_twice_in_a_hundred_times_at_most() -> None:
    recognized = [heard for heard in NOT_TRACKS if guess(heard)]
    assert len(recognized) <= 0.02 * len(NOT_TRACKS), recognized


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


def test_a_look_up_takes_no_part_of_the_turn_to_speak_of() -> None:
    def seconds(heard: str) -> float:
        start = time.perf_counter()
        guess(heard)
        return time.perf_counter() - start

    # The best of several: what else the machine does is not measured.
    for heard in ("a rapper hoe park", "x" * 10_000):
        assert min(seconds(heard) for _ in range(20)) <= 0.005
