"""Checks of what the skill does not use, reminders: they fail the day it does, and want more tests then."""

import json
from pathlib import Path

from tests.support.conversation import skill_on
from tests.support.fakes import SATURDAY, FakeClock, FakeSource, races

ROOT = Path(__file__).parents[2]
EVENTS = [json.loads(path.read_text("utf-8")) for path in (ROOT / "events").glob("*.json")]
MANIFEST = (ROOT / "skill_package" / "skill.json").read_text(encoding="utf-8")


def test_ux_29_no_reminder_is_set_and_none_is_asked_for() -> None:
    handler = skill_on(FakeSource({("TAM", SATURDAY): races(9), ("ARP", SATURDAY): races(8)}), FakeClock())
    assert "reminders" not in MANIFEST.lower()
    assert not any("remind" in json.dumps(handler(event, None)).lower() for event in EVENTS)
