"""Scope: what is drawn in pictures and tests is what the skill sends, and nothing of it was cut."""

import json

import pytest

from horse_racing.screen.showing import Document, screen_of
from tools.screens.racing import CASES, Case
from tools.screens.samples import SCREENS, to_show

# What a screen lists, of which the case without any has none.
LISTS = {"welcome": "items", "card": "races", "race": "runners", "results": "finishers", "list": "items"}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("screen", SCREENS)
def test_a_sample_is_what_the_skill_shows_on_that_screen(screen: Document, case: Case) -> None:
    shown = screen_of(to_show(screen, case))
    assert shown.document == screen
    assert "…" not in json.dumps(shown.properties, ensure_ascii=False)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_that_lists_nothing_says_something(screen: Document) -> None:
    shown = screen_of(to_show(screen, "empty")).properties
    assert shown[LISTS[screen]] == []
    assert shown["sentence"]
