from typing import Any

import pytest

from echo.device.echo import Echo
from echo.device.kinds import DOT, KINDS
from echo.understanding.model import Model
from tests.support.fakes import FakeClock

Json = dict[str, Any]

INTENTS = [
    {"name": "VisitIntent", "samples": ["where to"]},
    {"name": "AMAZON.HelpIntent"},
    {"name": "AMAZON.StopIntent"},
]
MODEL = Model.from_document(
    {"interactionModel": {"languageModel": {"invocationName": "town guide", "intents": INTENTS}}}, "en-US"
)


def speech(text: str) -> Json:
    return {"outputSpeech": {"type": "SSML", "ssml": f"<speak>{text}</speak>"}}


def document(token: str) -> Json:
    return {
        "type": "Alexa.Presentation.APL.RenderDocument",
        "token": token,
        "document": {"type": "APL", "version": "1.4", "mainTemplate": {"parameters": [], "items": [{}]}},
        "datasources": {},
    }


class TownGuide:
    """Answers with a screen where there is one, and asks for help with a question."""

    def __init__(self) -> None:
        self.events: list[Json] = []

    def __call__(self, event: Json, _context: object) -> Json:
        self.events.append(event)
        request = event["request"]
        kept = {"asked": len(self.events)}
        if request["type"] == "SessionEndedRequest":
            return {"version": "1.0", "response": {}}
        asked = request.get("intent", {}).get("name")
        if asked == "AMAZON.StopIntent":
            shown = {"directives": [document("guide.bye")], "shouldEndSession": True}
            return {"version": "1.0", "response": speech("Goodbye.") | shown}
        if asked == "AMAZON.HelpIntent":
            body = speech("Which?") | {"reprompt": speech("Which one?"), "shouldEndSession": False}
        elif event["context"]["System"]["device"]["supportedInterfaces"]:
            body = speech("To the market.") | {"directives": [document(f"guide.{len(self.events)}")]}
        else:
            body = speech("To the market.") | {"shouldEndSession": True}
        return {"version": "1.0", "sessionAttributes": kept, "response": body}


class Desk:
    def __init__(self, kind: str = "show-8") -> None:
        self.skill = TownGuide()
        self.clock = FakeClock()
        self.echo = Echo(self.skill, MODEL, self.clock, kind=KINDS[kind])

    @property
    def last(self) -> Json:
        return self.skill.events[-1]


def test_an_answer_on_a_screen_keeps_the_session_without_a_microphone() -> None:
    desk = Desk()
    exchange = desk.echo.say("open town guide")
    assert (exchange.speech, exchange.violations, exchange.closed) == ("To the market.", (), False)
    assert desk.echo.session_open
    assert desk.echo.seconds_left == 30
    assert desk.echo.screen == document("guide.1")


def test_without_a_screen_the_same_answer_ends_the_session() -> None:
    desk = Desk(DOT.name)
    assert desk.echo.say("open town guide").closed
    assert (desk.echo.seconds_left, desk.echo.screen) == (0, None)


def test_a_touch_goes_on_in_the_session() -> None:
    desk = Desk()
    desk.echo.say("open town guide")
    exchange = desk.echo.touch(["market", 2])
    assert exchange.touched == ("market", 2)
    assert desk.last["request"]["arguments"] == ["market", 2]
    assert desk.last["request"]["token"] == "guide.1"
    assert desk.last["session"]["new"] is False
    assert desk.last["session"]["attributes"] == {"asked": 1}
    assert desk.echo.screen == document("guide.2")


def test_what_is_said_goes_on_where_it_begins_with_the_wake_word() -> None:
    desk = Desk()
    desk.echo.say("open town guide")
    unheard = desk.echo.say("help")
    assert unheard.note == 'the microphone is off; touch the screen or begin with "Alexa, ..."'
    assert len(desk.skill.events) == 1
    assert desk.echo.say("Alexa, help").speech == "Which?"
    assert desk.last["session"]["new"] is False


def test_a_question_leaves_the_screen_as_it_was_and_can_be_touched() -> None:
    desk = Desk()
    desk.echo.say("open town guide")
    desk.echo.say("Alexa, help")
    assert desk.echo.seconds_left is None
    assert desk.echo.screen == document("guide.1")
    desk.echo.touch(["market"])
    assert desk.last["request"]["token"] == "guide.1"
    assert desk.echo.seconds_left == 30


@pytest.mark.parametrize("seconds", [29.9, 30.0])
def test_a_session_that_is_left_alone_for_half_a_minute_ends_silently(seconds: float) -> None:
    desk = Desk()
    desk.echo.say("open town guide")
    desk.clock.sleep(seconds)
    assert desk.echo.session_open is (seconds < 30)
    exchange = desk.echo.touch(["market"])
    assert bool(exchange.note) is (seconds == 30)
    assert exchange.touched == ("market",)
    # Alexa tells no skill of it.
    assert len(desk.skill.events) == (2 if seconds < 30 else 1)


def test_each_touch_begins_the_half_minute_anew() -> None:
    desk = Desk()
    desk.echo.say("open town guide")
    for _ in range(3):
        desk.clock.sleep(20)
        assert not desk.echo.touch(["market"]).note


def test_silence_before_a_screen_ends_the_session_without_telling_the_skill() -> None:
    desk = Desk()
    desk.echo.say("open town guide")
    assert desk.echo.silence().closed
    assert (desk.echo.session_open, len(desk.skill.events)) == (False, 1)


def test_before_a_screen_a_question_in_vain_ends_the_session_without_telling_the_skill() -> None:
    desk = Desk()
    desk.echo.say("open town guide")
    desk.echo.say("Alexa, help")
    assert desk.echo.silence().speech == "Which one?"
    assert desk.echo.silence().closed
    assert (desk.echo.session_open, len(desk.skill.events)) == (False, 2)


def test_a_question_in_vain_ends_the_session_where_nothing_is_on_the_screen() -> None:
    desk = Desk()
    desk.echo.say("ask town guide for help")
    desk.echo.silence()
    assert desk.echo.silence().closed
    assert desk.last["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"


def test_what_ends_the_session_clears_the_screen() -> None:
    desk = Desk()
    desk.echo.say("open town guide")
    desk.echo.say("Alexa, exit")
    assert desk.last["request"]["reason"] == "USER_INITIATED"
    assert desk.echo.screen is None
    assert desk.echo.touch(["market"]).note


def test_what_is_shown_with_a_goodbye_can_be_read_for_half_a_minute_and_not_touched() -> None:
    desk = Desk()
    desk.echo.say("open town guide")
    assert desk.echo.say("Alexa, stop").closed
    assert (desk.echo.session_open, desk.echo.seconds_left) == (False, 0)
    assert desk.echo.screen == document("guide.bye")
    assert desk.echo.touch(["market"]).note
    desk.clock.sleep(30)
    assert desk.echo.screen is None


def test_a_new_session_begins_with_an_empty_screen() -> None:
    desk = Desk()
    desk.echo.say("open town guide")
    desk.echo.say("ask town guide for help")
    assert desk.echo.screen is None
