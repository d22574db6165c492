"""Checks about screens: who gets one, what can be touched there, and when the session is left to Alexa."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from echo.device.contract import speech_of
from echo.device.kinds import KINDS
from tests.support.conversation import Conversation, skill_on, talk
from tests.support.fakes import SATURDAY, FakeClock, FakeSource, races

ROOT = Path(__file__).parents[2]
EVENTS = {path.stem: json.loads(path.read_text("utf-8")) for path in (ROOT / "events").glob("*.json")}
MANIFEST = (ROOT / "skill_package" / "skill.json").read_text(encoding="utf-8")
RENDER = "Alexa.Presentation.APL.RenderDocument"
VERSIONS = [None, "1.0", "1.3", "1.4", "1.9", "2022.1", "2024.3"]
# Of these, the questions a screen of each kind answers.
QUESTIONS = (
    "how many races at Tampa Bay Downs",
    "who's running in race two at Tampa Bay Downs",
    "who won the last race at Tampa Bay Downs",
    "which tracks are racing today",
)


def source() -> FakeSource:
    return FakeSource({("TAM", SATURDAY): races(9), ("ARP", SATURDAY): races(8)}, kept=(SATURDAY,))


def answers_on(version: str | None) -> list[dict[str, Any]]:
    """The answers to every sample event that is answered, sent by a device that draws documents up to a version."""
    handler = skill_on(source(), FakeClock())
    interfaces = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": version}}} if version else {}
    answers = []
    for event in EVENTS.values():
        sent = copy.deepcopy(event)
        sent["context"]["System"]["device"]["supportedInterfaces"] = interfaces
        answers.append(handler(sent, None)["response"])
    return [answer for answer in answers if answer]


def documents(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [each["document"] for each in answer.get("directives", []) if each["type"] == RENDER]


def numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


@pytest.mark.parametrize("version", VERSIONS)
def test_ux_26_only_a_device_that_draws_such_a_document_gets_one(version: str | None) -> None:
    for answer in answers_on(version):
        drawn = documents(answer)
        assert len(drawn) == (numbers(version or "0") >= (1, 4))
        assert all(numbers(document["version"]) <= numbers(version or "0") for document in drawn)


@pytest.mark.parametrize("version", VERSIONS)
def test_ux_26_voice_alone_says_the_same_but_takes_its_leave(version: str | None) -> None:
    for heard, seen in zip(answers_on(None), answers_on(version), strict=True):
        without, with_screen = (speech_of(answer["outputSpeech"]).text for answer in (heard, seen))
        left = without.removesuffix(" Goodbye.") if "shouldEndSession" not in seen else without
        assert with_screen == left


def test_ux_26_the_manifest_says_that_there_are_screens() -> None:
    assert '"ALEXA_PRESENTATION_APL"' in MANIFEST


def test_ux_02_on_a_screen_only_an_answer_leaves_the_session_to_alexa() -> None:
    for heard, seen in zip(answers_on(None), answers_on("2024.3"), strict=True):
        if heard["shouldEndSession"] and "card" in heard:
            assert "shouldEndSession" not in seen
            assert "reprompt" not in seen
        else:
            assert seen["shouldEndSession"] is heard["shouldEndSession"]
            assert ("reprompt" in seen) is not seen["shouldEndSession"]


def asked(question: str) -> Conversation:
    alexa = talk(source(), kind=KINDS["show-8"])
    alexa.say(f"ask talk horse racing {question}")
    return alexa


def touches_in(shown: Any) -> list[list[str]]:
    """Return what can be touched on a screen, wherever it stands in it."""
    if isinstance(shown, dict):
        found = [shown["touch"]] if "touch" in shown else []
        return found + [touch for value in shown.values() for touch in touches_in(value)]
    return [touch for value in shown for touch in touches_in(value)] if isinstance(shown, list) else []


def said_for(touch: list[str]) -> str:
    """Return the words that do what a touch does."""
    words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    places = {"TAM": "Tampa Bay Downs", "ARP": "Arapahoe Park"}
    match touch[1:]:
        case ["races", code, _]:
            return f"how many races at {places[code]} today"
        case ["runners", code, _, number]:
            return f"who's running in race {words[int(number)]} at {places[code]} today"
        case ["result", code, _, number]:
            return f"who won race {words[int(number)]} at {places[code]} today"
    raise AssertionError(touch)


@pytest.mark.parametrize("question", QUESTIONS)
def test_ux_27_what_can_be_touched_can_be_said(question: str) -> None:
    for touch in touches_in(asked(question).screen):
        by_finger, by_voice = asked(question), asked(question)
        assert by_finger.touch(touch) == by_voice.say(f"alexa, {said_for(touch)}")
        assert by_finger.screen == by_voice.screen


def test_ux_27_something_can_be_touched() -> None:
    touches = [touch[1] for question in QUESTIONS for touch in touches_in(asked(question).screen)]
    assert {"races", "runners"} <= set(touches)


def test_ux_27_a_touch_of_another_kind_of_screen_is_taken_silently() -> None:
    event = copy.deepcopy(EVENTS["launch"])
    event["request"]["type"] = "Display.ElementSelected"
    assert skill_on(FakeSource(), FakeClock())(event, None)["response"] == {}
