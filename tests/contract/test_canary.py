"""While a new version has a tenth of the traffic, the turns of one conversation go now to it and now to the old one.

session_attributes.json is what the version before wrote. Nothing in it is changed to suit a new one: whoever writes
something else adds what that looks like.
"""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from horse_racing.bootstrap import assemble
from horse_racing.skill.session import Session
from tests.support.fakes import SATURDAY, FakeClock, FakeSource, races

WRITTEN: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("session_attributes.json").read_text(encoding="utf-8")
)
SOURCE = FakeSource({("TAM", SATURDAY): races(9), ("ARP", SATURDAY): races(3)})


def answered(intent: str, attributes: dict[str, Any], **slots: str) -> tuple[str, dict[str, Any]]:
    """Return what is said to an intent in a session that somebody else began, and the attributes it has then."""
    asked = {"name": intent, "slots": {name: {"name": name, "value": value} for name, value in slots.items()}}
    event = {"session": {"attributes": attributes}, "request": {"type": "IntentRequest", "intent": asked}}
    envelope = assemble(SOURCE, FakeClock())(event, None)
    return envelope["response"]["outputSpeech"]["ssml"], envelope["sessionAttributes"]


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
def test_everything_the_version_before_wrote_is_read(written: dict[str, Any]) -> None:
    assert Session.from_attributes(written).attributes() == written


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
def test_what_a_later_version_adds_is_left_alone(written: dict[str, Any]) -> None:
    later = {**written, "mood": "cheerful", "horses": [{"name": "Secretariat"}], "zone_of": {"device": None}}
    assert Session.from_attributes(later) == Session.from_attributes(written)


def test_a_question_only_a_later_version_knows_is_not_pending_and_the_rest_is_kept() -> None:
    later = {"track": "TAM", "pending": {"ask": "payoffs", "race": 5}, "offer": {"ask": "payoffs"}}
    assert Session.from_attributes(later) == Session(track="TAM")


def test_everything_a_session_knows_is_in_what_was_written() -> None:
    assert set().union(*WRITTEN.values()) == {field.name for field in fields(Session)}


def test_a_conversation_goes_on_where_the_other_version_left_it() -> None:
    asked_for_a_track = WRITTEN["was asked for a track, with a question and a day pending"]
    said, _ = answered("MyTrackIsIntent", {**asked_for_a_track, "mood": "cheerful"}, TrackName="tampa bay downs")
    assert "Tampa Bay Downs tomorrow" in said
    said, _ = answered("AMAZON.YesIntent", WRITTEN["was asked whether that track was meant"])
    assert "Arapahoe Park" in said
    _, attributes = answered("AMAZON.HelpIntent", {**WRITTEN["was told that a favorite is kept"], "mood": "cheerful"})
    assert attributes["track"] == "TAM"
    assert "mood" not in attributes
