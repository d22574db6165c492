"""The conversations in scripts/, one test each, held with the skill as it is deployed and the local race API.

To add one, write a file (tests/support/script.py says how), or have a conversation and /save it (`make talk`).
"""

from pathlib import Path

import pytest

from echo.script import SCRIPTS
from echo.understanding.phrases import invocation_in
from tests.support.conversation import INTERPRETER, MODEL
from tests.support.fakes import SATURDAY
from tests.support.held import hold
from tests.support.script import ScriptError, Turn, read_script

FILES = sorted(SCRIPTS.glob("*.txt"))


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
