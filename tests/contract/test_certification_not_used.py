"""Checks of what the skill does not use, screens and reminders: they fail the day it does, and want more tests then."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.conversation import skill_on
from tests.support.fakes import SATURDAY, FakeClock, FakeSource, races

ROOT = Path(__file__).parents[2]
EVENTS = {path.stem: json.loads(path.read_text("utf-8")) for path in (ROOT / "events").glob("*.json")}
MANIFEST = (ROOT / "skill_package" / "skill.json").read_text(encoding="utf-8")
SCREEN = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "2024.3"}}}


def responses(**interfaces: Any) -> list[dict[str, Any]]:
    """The answers to every sample event, sent by a device with these interfaces."""
    handler = skill_on(FakeSource({("TAM", SATURDAY): races(9), ("ARP", SATURDAY): races(8)}), FakeClock())
    answers = []
    for event in EVENTS.values():
        sent = copy.deepcopy(event)
        sent["context"]["System"]["device"]["supportedInterfaces"] = interfaces
        answers.append(handler(sent, None))
    return answers


def test_ux_26_a_device_with_a_screen_gets_the_same_answers_and_no_document() -> None:
    assert responses(**SCREEN) == responses()
    sent = [each["type"] for answer in responses(**SCREEN) for each in answer["response"].get("directives", [])]
    assert set(sent) <= {"Dialog.UpdateDynamicEntities"}
    assert "ALEXA_PRESENTATION_APL" not in MANIFEST


@pytest.mark.parametrize("kind", ["Alexa.Presentation.APL.UserEvent", "Display.ElementSelected"])
def test_ux_27_there_is_nothing_to_touch_and_a_touch_is_taken_silently(kind: str) -> None:
    event = copy.deepcopy(EVENTS["launch"])
    event["request"]["type"] = kind
    assert skill_on(FakeSource(), FakeClock())(event, None)["response"] == {}


def test_ux_29_no_reminder_is_set_and_none_is_asked_for() -> None:
    assert "reminders" not in MANIFEST.lower()
    assert not any("remind" in json.dumps(answer).lower() for answer in responses())
