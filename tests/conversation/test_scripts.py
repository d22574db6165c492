"""The conversations in scripts/, one test each, held with the skill as it is deployed and the local race API.

To add one, write a file (echo/script_reader.py says how), or have a conversation and /save it (`make talk`).
"""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from echo.device.kinds import DOT, KINDS
from echo.script import SCRIPTS
from echo.script_reader import read_script as read_without_settings
from echo.script_reader import says_anywhere
from echo.script_steps import ScriptError, Turn, is_anywhere
from echo.understanding.phrases import invocation_in
from loopback.clock import DEFAULT_ZONE
from race_api.calendars import CALENDARS
from tests.support.conversation import INTERPRETER, MODEL
from tests.support.fakes import SATURDAY
from tests.support.held import Surroundings, hold
from tests.support.script import read_script

FILES = sorted(SCRIPTS.glob("*.txt"))
ANYWHERE = [path for path in FILES if says_anywhere(path)]
# A morning and an evening of one season, an afternoon of another, a Monday, whose weekend is far off, and the small
# hours in the East, when "today" is not the same day everywhere; on either calendar.
ELSEWHERE = [
    Surroundings(datetime(*instant, tzinfo=DEFAULT_ZONE), calendar, DOT)
    for instant in (
        (2026, 11, 21, 9, 0),
        (2026, 11, 21, 21, 30),
        (2026, 7, 5, 14, 0),
        (2026, 11, 23, 12, 0),
        (2026, 11, 22, 3, 0),
    )
    for calendar in CALENDARS.values()
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_conversation_goes_as_it_is_written(path: Path) -> None:
    try:
        held = hold(read_script(path))
    except ScriptError as error:
        pytest.fail(str(error), pytrace=False)
    if held.problems:
        pytest.fail(held.report, pytrace=False)


def test_the_scripts_together_use_every_intent() -> None:
    used = set()
    for turn in (step for path in FILES for step in read_script(path) if isinstance(step, Turn) and step.says):
        invocation = invocation_in(turn.says or "", MODEL.invocation_name)
        for request in invocation.requests if invocation else (turn.says or "",):
            intent = INTERPRETER.understand(request, SATURDAY).intent
            used.add(intent.name if intent else "")
    assert {intent.name for intent in MODEL.intents} <= used


def test_every_script_says_first_what_it_shows() -> None:
    for path in FILES:
        assert path.read_text(encoding="utf-8").startswith("# "), path


@pytest.mark.parametrize("path", ANYWHERE, ids=lambda path: path.stem)
def test_what_is_true_anywhere_is_true_at_other_times_with_other_races_and_on_a_screen(path: Path) -> None:
    for elsewhere in (*ELSEWHERE, *(replace(each, kind=KINDS["show-8"]) for each in ELSEWHERE[:2])):
        held = hold(read_script(path), elsewhere)
        assert not held.problems, f"{elsewhere}\n{held.report}"


def test_at_least_twenty_conversations_are_true_anywhere_and_each_can_be_read_without_the_tests() -> None:
    assert len(ANYWHERE) >= 20
    assert all(is_anywhere(read_without_settings(path)) for path in ANYWHERE)
