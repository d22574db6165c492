"""Which screen an answer has."""

import inspect
import re
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

from horse_racing.racing import answers, answers_about_races, card_answers
from horse_racing.racing.answers import TrackAnswer, TracksAnswer
from horse_racing.racing.answers_about_races import OneRace
from horse_racing.screen.screens import Screen, directive_for
from horse_racing.screen.showing import DOCUMENTS, SCREENS, Document

ROOT = Path(__file__).parents[2]
MODULES: tuple[ModuleType, ...] = (answers, answers_about_races, card_answers)
# What others have in common is no answer by itself.
SHARED = {TrackAnswer, TracksAnswer, OneRace}


def test_every_answer_has_a_screen_and_nothing_else_has_one() -> None:
    found = {
        name
        for module in MODULES
        for name, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, TrackAnswer | TracksAnswer) and kind not in SHARED
    }
    assert len(found) > 25
    assert set(SCREENS) == found


def test_the_table_in_the_documentation_leads_to_the_same_screens() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \| ([A-Z].*) \|$", text, flags=re.MULTILINE)
    told = {name: document for document, names in rows for name in re.findall(r"\b[A-Z]\w+", names)}
    assert told == SCREENS


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_document_is_there_and_small_enough_to_leave_room_for_its_data(document: Document) -> None:
    directive = directive_for(Screen(document, {"title": "Saratoga"}))
    assert directive["token"] == f"talk-horse-racing.1.{document}"
    assert directive["datasources"]["screen"]["properties"] == {"title": "Saratoga"}
    assert len(str(directive["document"])) < 9_000


def test_only_the_documents_that_are_named_are_deployed() -> None:
    folder = ROOT / "lambda" / "horse_racing" / "screen" / "documents"
    assert sorted(path.stem for path in folder.iterdir()) == sorted(get_args(Document))
