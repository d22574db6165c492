"""The outermost function: another skill's requests are refused, and whatever arrives, nothing is raised."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from horse_racing.bootstrap import assemble
from tests.support.fakes import FakeClock, FakeSource

LAUNCH: dict[str, Any] = json.loads((Path(__file__).parents[2] / "events" / "launch.json").read_text("utf-8"))
SKILL_ID: str = LAUNCH["context"]["System"]["application"]["applicationId"]
REFUSED = {"version": "1.0", "response": {"shouldEndSession": True}}


def changed(**request: Any) -> dict[str, Any]:
    event = copy.deepcopy(LAUNCH)
    event["request"] |= request
    return event


def invoke(event: object, skill_id: str | None = SKILL_ID) -> dict[str, Any]:
    return assemble(FakeSource(), FakeClock(), skill_id)(event, None)


def speech_of(response: dict[str, Any]) -> str:
    ssml: str = response["response"]["outputSpeech"]["ssml"]
    return ssml


def test_a_request_for_this_skill_is_served() -> None:
    assert "Welcome" in speech_of(invoke(LAUNCH))


def test_a_request_for_another_skill_is_refused_without_a_word_of_data() -> None:
    event = copy.deepcopy(LAUNCH)
    event["context"]["System"]["application"]["applicationId"] = "amzn1.ask.skill.another"
    assert invoke(event) == REFUSED


@pytest.mark.parametrize("event", [{}, None, [], "launch", {"context": {"System": None}}, {"session": []}])
def test_an_event_that_names_no_skill_is_refused_too(event: object) -> None:
    assert invoke(event) == REFUSED


def test_a_request_with_its_skill_only_in_the_session_is_served() -> None:
    event = copy.deepcopy(LAUNCH)
    del event["context"]["System"]["application"]
    assert "Welcome" in speech_of(invoke(event))


def test_without_a_skill_id_every_skill_is_served() -> None:
    event = copy.deepcopy(LAUNCH)
    event["context"]["System"]["application"]["applicationId"] = "amzn1.ask.skill.another"
    assert "Welcome" in speech_of(invoke(event, skill_id=None))


@pytest.mark.parametrize(
    "event",
    [
        {},
        None,
        [],
        "launch",
        {"request": None},
        {"request": {"type": "SomethingNew"}},
        changed(type="Invented.Request"),
        changed(type=None),
        changed(timestamp="yesterday"),
    ],
)
def test_an_event_nobody_foresaw_gets_a_polite_answer(event: object) -> None:
    response = invoke(event, skill_id=None)
    assert response["version"] == "1.0"
    assert "went wrong on my side" in speech_of(response)
    assert response["response"]["shouldEndSession"] is True


@pytest.mark.parametrize("attributes", [None, {}, {"track": "GONE"}, {"track": 7, "pending": []}])
def test_whatever_the_session_holds_the_launch_is_welcomed(attributes: object) -> None:
    event = copy.deepcopy(LAUNCH)
    event["session"]["attributes"] = attributes
    assert "Welcome" in speech_of(invoke(event))


@pytest.mark.parametrize("slots", [None, {}, {"TrackName": {"name": "TrackName", "value": "?"}}])
def test_missing_slots_are_asked_for(slots: object) -> None:
    event = changed(type="IntentRequest", intent={"name": "HowManyRacesIntent", "slots": slots})
    assert "Which track" in speech_of(invoke(event))


def test_an_intent_of_a_newer_model_is_met_like_anything_not_understood() -> None:
    event = changed(type="IntentRequest", intent={"name": "BrandNewIntent"})
    assert "I can't help with that" in speech_of(invoke(event))


def test_a_system_notice_without_a_session_is_taken_silently() -> None:
    event = changed(type="AlexaSkillEvent.SkillEnabled")
    del event["session"]
    assert invoke(event)["response"] == {}
