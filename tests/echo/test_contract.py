from typing import Any

import pytest

from echo.device.contract import speech_of, violations
from echo.device.ssml import pieces, read_ssml

ANY_REQUEST = {"request": {"type": "IntentRequest"}}
ON_A_SCREEN = {
    "context": {"System": {"device": {"supportedInterfaces": {"Alexa.Presentation.APL": {}}}}},
    "request": {"type": "IntentRequest"},
}
SESSION_ENDED = {"request": {"type": "SessionEndedRequest"}}

REMOVED = object()


def ssml(text: str) -> dict[str, str]:
    return {"type": "SSML", "ssml": f"<speak>{text}</speak>"}


def changed(body: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    merged = body | changes
    return {"version": "1.0", "response": {key: value for key, value in merged.items() if value is not REMOVED}}


def question(**changes: Any) -> dict[str, Any]:
    reprompt = {"outputSpeech": ssml("Which track?")}
    body = {"outputSpeech": ssml("Which track do you like?"), "reprompt": reprompt, "shouldEndSession": False}
    return changed(body, changes)


def statement(**changes: Any) -> dict[str, Any]:
    return changed({"outputSpeech": ssml("There are nine races."), "shouldEndSession": True}, changes)


@pytest.mark.parametrize(
    "response",
    [
        question(),
        statement(),
        statement(outputSpeech={"type": "PlainText", "text": "Goodbye."}),
        statement(card={"type": "Simple", "title": "Saratoga", "content": "2 < 3 & 4,\nso\nthere"}),
        statement(card={"type": "LinkAccount"}),
        question(outputSpeech=ssml('He asked: <s>"Which track?"</s> <break time="1s"/>')),
        {"version": "1.0", "sessionAttributes": {"track": "TAM"}, "response": statement()["response"]},
    ],
)
def test_a_good_answer_breaks_no_rule(response: dict[str, Any]) -> None:
    assert violations(ANY_REQUEST, response, 0.1) == []


LONG = "a" * 8001
A_CARD = {"type": "Simple", "title": "Title", "content": "Content"}


@pytest.mark.parametrize(
    ("response", "told"),
    [
        (None, "the answer is not a JSON object"),
        ([], "the answer is not a JSON object"),
        ({"version": "1.0"}, "the answer has no response object"),
        ({"version": "1.0", "response": None}, "the answer has no response object"),
        ({"response": statement()["response"]}, 'the version of the answer is None, not "1.0"'),
        (statement() | {"version": "2.0"}, "the version of the answer is '2.0', not \"1.0\""),
        (statement() | {"sessionAttributes": ["TAM"]}, "sessionAttributes is not an object"),
        (statement(outputSpeech=REMOVED), "outputSpeech is missing"),
        (statement(outputSpeech=None), "outputSpeech is missing"),
        (statement(outputSpeech=ssml("")), "outputSpeech says nothing"),
        (statement(outputSpeech=ssml('<break time="1s"/>')), "outputSpeech says nothing"),
        (statement(outputSpeech={"type": "SSML", "text": "Hi."}), "outputSpeech has type SSML but not the text"),
        (statement(outputSpeech={"type": "Sung", "text": "Hi."}), "outputSpeech has type Sung but not the text"),
        (statement(outputSpeech=ssml(LONG)), "outputSpeech has 8,016 characters; Alexa takes 8,000"),
        (statement(outputSpeech=ssml("Dogs & cats.")), "outputSpeech is no valid SSML"),
        (statement(outputSpeech=ssml("<s>Unclosed.")), "outputSpeech is no valid SSML"),
        (statement(outputSpeech=ssml("One&nbsp;two.")), "outputSpeech is no valid SSML"),
        (statement(outputSpeech={"type": "SSML", "ssml": "Bare."}), "outputSpeech is no valid SSML"),
        (
            statement(outputSpeech={"type": "SSML", "ssml": "<s>A.</s>"}),
            "outputSpeech has <s> as its root, not <speak>",
        ),
        (statement(outputSpeech=ssml("<b>Bold.</b>")), "outputSpeech uses <b>, which Alexa does not know"),
        (statement(outputSpeech=ssml("<speak>A.</speak>")), "outputSpeech uses <speak> inside another"),
        (statement(outputSpeech=ssml("Tab\there.")), "outputSpeech contains control characters: U+0009"),
        (statement(outputSpeech=ssml("Bell\x07.")), "outputSpeech contains control characters: U+0007"),
        (statement(shouldEndSession=REMOVED), "shouldEndSession is not set to true or false"),
        (statement(shouldEndSession=None), "shouldEndSession is not set to true or false"),
        (statement(shouldEndSession="true"), "shouldEndSession is not set to true or false"),
        (statement(reprompt={"outputSpeech": ssml("Well?")}), "the session ends, but there is a reprompt"),
        (question(reprompt=REMOVED), "the session stays open, but the reprompt is missing"),
        (question(reprompt={}), "the session stays open, but the reprompt is missing"),
        (
            question(reprompt={"outputSpeech": ssml("A & B?")}),
            "the session stays open, but the reprompt is no valid SSML",
        ),
        (statement(outputSpeech=ssml("More?")), "the speech ends with a question, but the session ends"),
        (
            question(outputSpeech=ssml("Any track? Tell me.")),
            "the session stays open, but the speech does not end with a question",
        ),
        (statement(card="Saratoga"), "the card is not an object"),
        (statement(card=A_CARD | {"content": "a <b>bold</b> word"}), "the card's content contains markup: <b>"),
        (statement(card=A_CARD | {"title": "this &amp; that"}), "the card's title contains markup: &amp;"),
        (statement(card={"type": "Standard", "text": LONG}), "the card's text has 8,001 characters"),
        (statement(card=A_CARD | {"content": "\x00"}), "the card's content contains control characters: U+0000"),
        (
            statement(card=A_CARD | {"content": "a" * 7999}),
            "the card's texts together are longer than 8,000 characters",
        ),
        (statement(directives=["a" * 24_576]), "the answer has 24,"),
        (statement(directives=["a" * 122_880]), "the answer has 123,0"),
    ],
)
def test_a_broken_rule_is_told(response: object, told: str) -> None:
    found = violations(ANY_REQUEST, response, 0.1)
    assert any(violation.startswith(told) for violation in found), found


def test_the_two_size_limits_are_told_apart() -> None:
    large, _ = violations(ANY_REQUEST, statement(directives=["a" * 30_000]), 0.1)
    assert "older documents" in large
    too_large, _ = violations(ANY_REQUEST, statement(directives=["a" * 130_000]), 0.1)
    assert "Alexa takes 122,880" in too_large


def test_size_is_counted_in_bytes() -> None:
    assert violations(ANY_REQUEST, statement(directives=["é" * 12_300]), 0.1)


def test_eight_seconds_are_the_limit() -> None:
    assert violations(ANY_REQUEST, statement(), 8.0) == []
    assert violations(ANY_REQUEST, statement(), 8.1) == ["the answer took 8.1 s; Alexa waits 8 s"]


@pytest.mark.parametrize(
    "response", [{"version": "1.0", "response": {}}, {"version": "1.0", "sessionAttributes": {}, "response": {}}]
)
def test_the_answer_to_a_session_that_ended_may_only_be_empty(response: dict[str, Any]) -> None:
    assert violations(SESSION_ENDED, response, 0.1) == []


@pytest.mark.parametrize("key", ["outputSpeech", "card", "reprompt", "directives", "shouldEndSession"])
def test_nothing_for_a_listener_may_answer_a_session_that_ended(key: str) -> None:
    response = {"version": "1.0", "response": {key: None}}
    assert violations(SESSION_ENDED, response, 0.1) == [f"the answer to a SessionEndedRequest carries {key}"]


def test_neither_may_it_answer_a_skill_event() -> None:
    event = {"request": {"type": "AlexaSkillEvent.SkillDisabled"}}
    assert violations(event, {"version": "1.0", "response": {}}, 0.1) == []
    response = {"version": "1.0", "response": {"shouldEndSession": True}}
    told = "the answer to an AlexaSkillEvent.SkillDisabled carries shouldEndSession"
    assert violations(event, response, 0.1) == [told]


def render(**changes: Any) -> dict[str, Any]:
    document = {"type": "APL", "version": "1.4", "mainTemplate": {"parameters": ["screen"], "items": [{}]}}
    shown = {
        "type": "Alexa.Presentation.APL.RenderDocument",
        "token": "guide.1.card",
        "document": document,
        "datasources": {"screen": {"type": "object", "properties": {}}},
    } | changes
    return {key: value for key, value in shown.items() if value is not REMOVED}


# A screen with something to be touched.
TOUCHABLE = render(datasources={"screen": {"properties": {"items": [{"touch": ["1", "more"]}]}}})


def shown(*directives: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return statement(shouldEndSession=REMOVED, directives=[*directives] or [render()], **changes)


@pytest.mark.parametrize("response", [shown(), question(directives=[TOUCHABLE]), statement(directives=[render()])])
def test_an_answer_for_a_screen_breaks_no_rule(response: dict[str, Any]) -> None:
    assert violations(ON_A_SCREEN, response, 0.1) == []


@pytest.mark.parametrize(
    ("response", "told"),
    [
        (shown(outputSpeech=ssml("More?")), "the speech ends with a question, but the microphone stays off"),
        (shown(reprompt={"outputSpeech": ssml("Well?")}), "the microphone stays off, but there is a reprompt"),
        (shown(outputSpeech=REMOVED), "outputSpeech is missing"),
        (shown({"type": "Dialog.UpdateDynamicEntities"}), "shouldEndSession is not set to true or false"),
        (statement(directives=[TOUCHABLE]), "the session ends, but there is something on the screen to be touched"),
        (shown(render(), render()), "2 documents are shown at a time"),
        (shown(render(token="")), "the screen's document has no token"),
        (shown(render(token=REMOVED)), "the screen's document has no token"),
        (shown(render(document=REMOVED)), "the screen has no document"),
        (shown(render(document={"type": "APLA"})), "the screen's document is of type APLA, not APL"),
        (shown(render(document={"type": "APL", "version": "1.5"})), "the screen's document has version 1.5;"),
        (shown(render(document={"type": "APL", "version": "2024.3"})), "the screen's document has version 2024.3;"),
        (shown(render(document={"type": "APL"})), "the screen's document has version None;"),
        (shown(render(document={"type": "APL", "version": "1.4"})), "the screen's document has nothing to draw"),
        (shown(render(datasources=[])), "the screen's datasources are no object of objects"),
        (
            shown(render(datasources={"other": {}})),
            "the screen's document asks for screen, which the datasources do not have",
        ),
    ],
)
def test_a_broken_rule_about_the_screen_is_told(response: dict[str, Any], told: str) -> None:
    found = violations(ON_A_SCREEN, response, 0.1)
    assert any(violation.startswith(told) for violation in found), found


def test_nothing_may_be_shown_where_there_is_no_screen() -> None:
    assert violations(ANY_REQUEST, shown(), 0.1) == ["something is shown, but the device has no screen"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<speak>Tea &amp; scones &lt;hot&gt;</speak>", "Tea & scones <hot>"),
        ('<speak>One<break time="1s"/>two <break/>, three.</speak>', "One two, three."),
        ("<speak><p>One.</p><p>Two.</p></speak>", "One. Two."),
        ('<speak>by <sub alias="a length"><w role="x">1L</w></sub> now</speak>', "by a length now"),
        ('<speak><amazon:effect name="whispered">Psst</amazon:effect>!</speak>', "Psst!"),
        ('<speak><say-as interpret-as="ordinal">1</say-as> race</speak>', "1 race"),
        ("<speak>\n  Line one\n  line two\n</speak>", "Line one line two"),
        ("<speak>Dogs & <b>cats</speak>", "Dogs & cats"),
    ],
)
def test_speech_is_told_as_a_person_hears_it(source: str, text: str) -> None:
    assert read_ssml(source).text == text


@pytest.mark.parametrize(
    ("source", "heard"),
    [
        ("<speak>One.</speak>", ["One."]),
        ('<speak>One<break time="1.5s"/>two <break/>.</speak>', ["One", 1.5, "two", 0.5, "."]),
        ('<speak>One<break time="300ms"/><break strength="strong"/>two</speak>', ["One", 0.3, 0.75, "two"]),
        ('<speak><p>One</p><break strength="none"/><p>two</p></speak>', ["One", "two"]),
        ('<speak>by <sub alias="a length">1L</sub><break time="soon"/></speak>', ["by a length", 0.5]),
        ("<speak>Dogs & <b>cats</speak>", ["Dogs & cats"]),
    ],
)
def test_breaks_are_pauses(source: str, heard: list[str | float]) -> None:
    assert pieces(source) == heard


def test_plain_text_is_heard_as_it_is() -> None:
    assert speech_of({"type": "PlainText", "text": "Two  words"}).text == "Two words"
