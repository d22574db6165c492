from datetime import date

import pytest

from echo.completion import Completions, Offer
from echo.terminal import COMMANDS
from echo.understanding.model import MODEL_FILE, load_model
from echo.understanding.utterances import Interpreter

MODEL = load_model(MODEL_FILE)
COMPLETIONS = Completions(MODEL, COMMANDS)


def completed(typed: str) -> set[str]:
    """Return the lines that the offers make of what was typed."""
    return {typed[: len(typed) - offer.replaces] + offer.text for offer in COMPLETIONS.after(typed)}


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("op", "open talk horse racing"),
        ("how many ra", "how many races"),
        ("how many races at ta", "how many races at Tampa Bay Downs"),
        ("How many races at TAMPA", "How many races at Tampa Bay Downs"),
        ("my favorite track is sara", "my favorite track is Saratoga"),
        ("how many races tom", "how many races tomorrow"),
        ("ask talk horse racing how many races at arap", "ask talk horse racing how many races at Arapahoe Park"),
        ("hel", "help"),
        ("/sil", "/silence"),
    ],
)
def test_the_beginning_of_a_line_is_completed(typed: str, line: str) -> None:
    assert line in completed(typed)


def test_after_the_words_before_a_slot_its_values_are_offered() -> None:
    names = {value.name for values in MODEL.types.values() for value in values}
    offered = [offer.text for offer in COMPLETIONS.after("how many races at ")]
    assert offered
    assert set(offered) <= names


def test_nothing_is_offered_before_the_first_character_or_for_what_no_sample_says() -> None:
    assert COMPLETIONS.after("") == []
    assert COMPLETIONS.after("   ") == []
    assert COMPLETIONS.after("purple elephants") == []


def test_each_offer_comes_once_and_replaces_no_more_than_was_typed() -> None:
    for typed in ("w", "how", "when is the next ", "who's running in "):
        offers = COMPLETIONS.after(typed)
        assert offers
        assert len(set(offers)) == len(offers)
        assert all(0 <= offer.replaces <= len(typed) and offer.text for offer in offers)
    assert Offer("/quit", 2) in COMPLETIONS.after("/q")


def test_a_line_that_is_completed_to_its_end_is_understood() -> None:
    interpreter = Interpreter(MODEL)
    for begun in ("how many races at tam", "when is the next stakes race at sara", "my favorite track is ara"):
        for line in completed(begun):
            assert interpreter.understand(line, date(2026, 11, 21)).intent, line
