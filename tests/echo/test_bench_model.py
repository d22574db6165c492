"""Scope: how `make bench-model` judges what was understood; what it measures with is tested beside it."""

import pytest

from bench.model import Held, foreign_held, held, outcome, slots_are
from echo.understanding.model import FALLBACK, Intent, Slot, SlotValue
from echo.understanding.resolution import FilledSlot
from echo.understanding.utterances import Understanding

TAMPA = FilledSlot(Slot("TrackName", "TRACK_NAME"), "tampa", (SlotValue("TAM", "Tampa Bay Downs"),))
HORSE = FilledSlot(Slot("HorseName", "HORSE_NAME"), "the crimson ledger")
TODAY, TOMORROW = (FilledSlot(Slot("RaceDate", "AMAZON.DATE"), day) for day in ("2026-11-21", "2026-11-22"))


@pytest.mark.parametrize(
    ("expected", "filled"),
    [
        ({}, ()),
        ({"TrackName": "TAM"}, (TAMPA,)),
        ({"TrackName": "tampa bay downs"}, (TAMPA,)),
        ({"HorseName": "crimson ledger"}, (HORSE,)),
        ({"HorseName": "The Crimson Ledger"}, (HORSE,)),
        ({"RaceDate": "tomorrow"}, (TOMORROW,)),
        ({"RaceDate": "sunday"}, (TOMORROW,)),
        ({}, (TODAY,)),
    ],
)
def test_slots_are_right_by_id_by_name_and_by_what_a_day_means(
    expected: dict[str, str], filled: tuple[FilledSlot, ...]
) -> None:
    assert slots_are(expected, filled)


@pytest.mark.parametrize(
    ("expected", "filled"),
    [
        ({"TrackName": "TAM"}, ()),
        ({}, (TAMPA,)),
        ({}, (TOMORROW,)),
        ({"TrackName": "SAR"}, (TAMPA,)),
        ({"HorseName": "ledger"}, (HORSE,)),
        ({"RaceDate": "today"}, (TOMORROW,)),
    ],
)
def test_slots_are_wrong_that_lack_one_have_one_too_many_or_mean_another(
    expected: dict[str, str], filled: tuple[FilledSlot, ...]
) -> None:
    assert not slots_are(expected, filled)


@pytest.mark.parametrize(
    ("understood", "intent_alone", "with_slots"),
    [
        (None, "refused", "refused"),
        (Understanding(None), "refused", "refused"),
        (Understanding(Intent(FALLBACK)), "refused", "refused"),
        (Understanding(Intent("OtherIntent"), (TAMPA,)), "wrong", "wrong"),
        (Understanding(Intent("VisitIntent")), "right", "wrong"),
        (Understanding(Intent("VisitIntent"), (TAMPA,)), "right", "right"),
    ],
)
def test_an_outcome_is_right_wrong_or_refused(
    understood: Understanding | None, intent_alone: str, with_slots: str
) -> None:
    sentence = Held("go to tampa", "VisitIntent", {"TrackName": "TAM"})
    assert outcome(understood, sentence, with_slots=False) == intent_alone
    assert outcome(understood, sentence, with_slots=True) == with_slots


def test_what_is_held_out_can_be_read() -> None:
    assert {sentence.phrase: sentence for sentence in held()}["how many races today"].slots == {"RaceDate": "today"}
    assert "tell me a joke" in foreign_held()
