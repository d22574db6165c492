"""The outermost function: another skill's requests are refused, and whatever arrives, nothing is raised."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.conversation import skill_on
from tests.support.fakes import FakeClock, FakeSource

LAUNCH: dict[str, Any] = json.loads((Path(__file__).parents[2] / "events" / "launch.json").read_text("utf-8"))
SKILL_ID: str = LAUNCH["context"]["System"]["application"]["applicationId"]
SILENCE = {"version": "1.0", "response": {}}


def changed(**request: Any) -> dict[str, Any]:
    event = copy.deepcopy(LAUNCH)
    event["request"] |= request
    return event


def invoke(event: object, skill_id: str | None = SKILL_ID) -> dict[str, Any]:
    return skill_on(FakeSource(), FakeClock(), skill_id)(event, None)


def speech_of(response: dict[str, Any]) -> str:
    ssml: str = response["response"]["outputSpeech"]["ssml"]
    return ssml


def test_a_request_for_this_skill_is_served() -> None:
    assert "Which track is your favorite?" in speech_of(invoke(LAUNCH))


def test_a_request_for_another_skill_is_refused_without_a_word_of_data() -> None:
    event = copy.deepcopy(LAUNCH)
    event["context"]["System"]["application"]["applicationId"] = "amzn1.ask.skill.another"
    assert invoke(event) == SILENCE


@pytest.mark.parametrize("event", [{}, None, [], "launch", {"context": {"System": None}}, {"session": []}])
def test_an_event_that_names_no_skill_is_refused_too(event: object) -> None:
    assert invoke(event) == SILENCE


def test_a_request_with_its_skill_only_in_the_session_is_served() -> None:
    event = copy.deepcopy(LAUNCH)
    del event["context"]["System"]["application"]
    assert "Which track is your favorite?" in speech_of(invoke(event))


def test_without_a_skill_id_every_skill_is_served() -> None:
    event = copy.deepcopy(LAUNCH)
    event["context"]["System"]["application"]["applicationId"] = "amzn1.ask.skill.another"
    assert "Which track is your favorite?" in speech_of(invoke(event, skill_id=None))


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
        changed(type="CanFulfillIntentRequest"),
        changed(type="System.ExceptionEncountered"),
        changed(type="Alexa.Presentation.APL.RuntimeError"),
        changed(type=None),
        changed(type=["LaunchRequest"]),
        changed(type="SessionEndedRequest", reason="BORED", error={"type": "NEW_ERROR", "message": None}),
        changed(type="AlexaSkillEvent.SkillEnabled"),
    ],
)
def test_what_is_no_part_of_the_conversation_is_taken_silently(event: object) -> None:
    assert invoke(event, skill_id=None) == SILENCE


@pytest.mark.parametrize(
    "addition",
    [
        {"context": {"Viewport": {"mode": "HOLOGRAM", "shape": "CUBE"}}},
        {"context": {"Viewports": [{"type": "WINDSHIELD"}]}},
        {"context": {"AudioPlayer": {"playerActivity": "HUMMING"}}},
        {"request": {"timestamp": "yesterday"}},
        {"request": {"locale": 7, "shouldLinkResultBeReturned": "perhaps"}},
        {"session": {"user": None, "new": "perhaps"}},
        {"brand": {"new": ["property"]}},
    ],
)
def test_what_nobody_reads_of_a_request_cannot_break_it(addition: dict[str, Any]) -> None:
    event = copy.deepcopy(LAUNCH)
    for place, values in addition.items():
        event.setdefault(place, {}).update(values)
    assert "Which track is your favorite?" in speech_of(invoke(event))


@pytest.mark.parametrize(
    "slot",
    [
        {"value": "tampa bay downs", "confirmationStatus": "MAYBE", "source": "DREAM"},
        {"value": "tampa bay downs", "slotValue": {"type": "Tree"}},
        {"value": "tampa bay downs", "resolutions": {"resolutionsPerAuthority": [{"status": {"code": "ER_NEW"}}]}},
        {"value": "tampa bay downs", "resolutions": {"resolutionsPerAuthority": [None, 7, {}]}},
        {"value": "tampa bay downs", "resolutions": {"resolutionsPerAuthority": "none"}},
        {"value": "tampa bay downs", "resolutions": []},
        {
            "value": "somewhere",
            "resolutions": {
                "resolutionsPerAuthority": [
                    {"status": {"code": "ER_SUCCESS_MATCH"}, "values": [None, {"value": {"id": 7}}]},
                    {"status": {"code": "ER_SUCCESS_MATCH"}, "values": [{"value": {"id": "TAM"}}]},
                ]
            },
        },
    ],
)
def test_a_slot_with_something_new_in_it_is_still_understood(slot: dict[str, Any]) -> None:
    intent = {"name": "MyTrackIsIntent", "confirmationStatus": "MAYBE", "slots": {"TrackName": slot, "Other": None}}
    event = changed(type="IntentRequest", dialogState="DREAMING", intent=intent)
    assert "Tampa Bay Downs" in speech_of(invoke(event))


def test_an_intent_that_is_none_is_met_like_anything_not_understood() -> None:
    assert "about races" in speech_of(invoke(changed(type="IntentRequest", intent=None)))


@pytest.mark.parametrize("attributes", [None, {}, {"track": "GONE"}, {"track": 7, "pending": []}])
def test_whatever_the_session_holds_the_launch_is_welcomed(attributes: object) -> None:
    event = copy.deepcopy(LAUNCH)
    event["session"]["attributes"] = attributes
    assert "Which track is your favorite?" in speech_of(invoke(event))


@pytest.mark.parametrize("slots", [None, {}, {"TrackName": {"name": "TrackName", "value": "?"}}])
def test_missing_slots_are_asked_for(slots: object) -> None:
    event = changed(type="IntentRequest", intent={"name": "HowManyRacesIntent", "slots": slots})
    assert "Which track" in speech_of(invoke(event))


def test_an_intent_of_a_newer_model_is_met_like_anything_not_understood() -> None:
    event = changed(type="IntentRequest", intent={"name": "BrandNewIntent"})
    assert "about races" in speech_of(invoke(event))
