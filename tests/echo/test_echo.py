import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import requests

from echo.device.alexa_api import AlexaApi
from echo.device.delivery import LambdaContext
from echo.device.echo import APOLOGY, Echo, Exchange
from echo.understanding.model import Model
from loopback.clock import DeskClock

Json = dict[str, Any]
Answer = Callable[[Json], object]

MODEL = Model.from_document(
    {
        "interactionModel": {
            "languageModel": {
                "invocationName": "town guide",
                "intents": [
                    {
                        "name": "VisitIntent",
                        "slots": [{"name": "Day", "type": "AMAZON.DATE"}],
                        "samples": ["visit {Day}", "when to visit"],
                    },
                    {"name": "AMAZON.HelpIntent"},
                    {"name": "AMAZON.FallbackIntent"},
                ],
            }
        }
    },
    "en-US",
)


def speech(text: str) -> Json:
    return {"outputSpeech": {"type": "SSML", "ssml": f"<speak>{text}</speak>"}}


def question(attributes: Json | None = None) -> Json:
    kept = {} if attributes is None else {"sessionAttributes": attributes}
    body = speech("Which <break/>day?") | {"reprompt": speech("Which?"), "shouldEndSession": False}
    return {"version": "1.0", **kept, "response": body}


def goodbye() -> Json:
    return {"version": "1.0", "response": speech("Goodbye.") | {"shouldEndSession": True}}


class FakeSkill:
    """Answers with what is queued, else with a question, and keeps what it was sent."""

    def __init__(self, *answers: Answer) -> None:
        self.events: list[Json] = []
        self.contexts: list[LambdaContext] = []
        self._answers: Iterator[Answer] = iter(answers)

    def __call__(self, event: Json, context: LambdaContext) -> object:
        self.events.append(event)
        self.contexts.append(context)
        if event["request"]["type"] not in ("LaunchRequest", "IntentRequest"):
            return {"version": "1.0", "response": {}}
        return next(self._answers, lambda _: question())(event)

    @property
    def requests(self) -> list[Json]:
        return [event["request"] for event in self.events]


class FixedClock:
    """Stands still until it is told how many seconds each look at it takes."""

    def __init__(self, moment: datetime = datetime(2026, 11, 21, 3, 0, tzinfo=UTC), step: float = 0.0) -> None:
        self.moment = moment
        self._step = step
        self._seconds = 0.0

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        self._seconds += self._step
        return self._seconds

    def sleep(self, seconds: float) -> None:
        self._seconds += seconds


def echo(skill: Callable[[Json, Any], object], **options: Any) -> Echo:
    return Echo(skill, MODEL, options.pop("clock", FixedClock()), **options)


def test_launching_opens_a_session_and_the_device_speaks() -> None:
    skill = FakeSkill()
    device = echo(skill)
    exchange = device.say("Alexa, open town guide")
    assert exchange.speech == "Which day?"
    assert exchange.violations == ()
    assert not exchange.closed
    assert device.session_open
    assert skill.requests[0]["type"] == "LaunchRequest"
    assert skill.events[0]["session"]["new"] is True


def test_what_is_said_next_belongs_to_the_same_session() -> None:
    skill = FakeSkill()
    device = echo(skill)
    device.say("open town guide")
    exchange = device.say("visit tomorrow")
    assert str(exchange.understood) == "VisitIntent Day=2026-11-21"
    assert skill.events[1]["session"]["new"] is False
    assert skill.events[1]["session"]["sessionId"] == skill.events[0]["session"]["sessionId"]


def test_a_date_is_the_one_where_the_device_stands() -> None:
    skill = FakeSkill()
    for zone in ("America/New_York", "UTC"):
        echo(skill, time_zone=ZoneInfo(zone)).say("ask town guide visit today")
    dates = [request["intent"]["slots"]["Day"]["value"] for request in skill.requests]
    assert dates == ["2026-11-20", "2026-11-21"]


def test_attributes_are_replaced_as_a_whole_by_every_answer() -> None:
    skill = FakeSkill(
        lambda _: question({"town": "here", "asked": 1}), lambda _: question({"asked": 2}), lambda _: question()
    )
    device = echo(skill)
    for utterance in ("open town guide", "help", "help", "help"):
        device.say(utterance)
    assert [event["session"].get("attributes") for event in skill.events] == [
        None,
        {"town": "here", "asked": 1},
        {"asked": 2},
        None,
    ]


def test_a_closing_answer_closes_the_session_without_another_request() -> None:
    skill = FakeSkill(lambda _: goodbye())
    device = echo(skill)
    exchange = device.say("open town guide")
    assert exchange.closed
    assert not device.session_open
    assert len(skill.events) == 1


def test_a_session_opens_again_with_a_new_id_and_no_attributes() -> None:
    skill = FakeSkill(lambda _: question({"town": "here"}), lambda _: goodbye(), lambda _: question())
    device = echo(skill)
    device.say("open town guide")
    device.say("help")
    device.say("ask town guide when to visit")
    assert device.session_open
    first, _, reopened = (event["session"] for event in skill.events)
    assert reopened["new"] is True
    assert reopened["sessionId"] != first["sessionId"]
    assert "attributes" not in reopened


def test_launching_in_an_open_session_begins_a_new_one() -> None:
    skill = FakeSkill(lambda _: question({"town": "here"}))
    device = echo(skill)
    device.say("open town guide")
    device.say("open town guide")
    assert skill.events[1]["session"]["new"] is True
    assert "attributes" not in skill.events[1]["session"]


def test_nothing_is_sent_while_the_session_is_closed() -> None:
    skill = FakeSkill()
    device = echo(skill)
    for exchange in (device.say("visit tomorrow"), device.silence(), device.end()):
        assert exchange.request is None
        assert exchange.note == 'the session is closed; say "open town guide" or "ask town guide …"'
    assert skill.events == []


@pytest.mark.parametrize(
    ("utterance", "intent"),
    [
        ("ask town guide when to visit", "VisitIntent"),
        ("ask town guide to visit tomorrow", "VisitIntent"),
        ("visit tomorrow with town guide", "VisitIntent"),
        ("ask town guide for help", "AMAZON.HelpIntent"),
        ("ask town guide about bananas", "AMAZON.FallbackIntent"),
    ],
)
def test_a_one_shot_sends_its_intent_in_a_new_session(utterance: str, intent: str) -> None:
    skill = FakeSkill()
    echo(skill).say(utterance)
    assert skill.requests[0]["intent"]["name"] == intent
    assert skill.events[0]["session"]["new"] is True


def test_an_utterance_the_model_has_no_intent_for_is_not_sent() -> None:
    skill = FakeSkill()
    model = Model("en-US", "town guide", (), {})
    exchange = Echo(skill, model, FixedClock()).say("ask town guide about bananas")
    assert exchange.request is None
    assert exchange.note == "the model has no intent for that"


@pytest.mark.parametrize("word", ["exit", "Alexa, quit"])
def test_leaving_ends_the_session_by_the_listeners_wish(word: str) -> None:
    skill = FakeSkill()
    device = echo(skill)
    device.say("open town guide")
    exchange = device.say(word)
    assert exchange.closed
    assert exchange.speech == ""
    assert not device.session_open
    assert skill.requests[1]["type"] == "SessionEndedRequest"
    assert skill.requests[1]["reason"] == "USER_INITIATED"


def test_the_first_silence_repeats_the_question_and_the_second_ends_the_session() -> None:
    skill = FakeSkill(lambda _: question({"town": "here"}))
    device = echo(skill)
    device.say("open town guide")
    first = device.silence()
    assert first.speech == "Which?"
    assert first.request is None
    still_open = device.session_open
    second = device.silence()
    assert still_open
    assert second.closed
    assert not device.session_open
    assert skill.requests[1]["reason"] == "EXCEEDED_MAX_REPROMPTS"
    assert skill.events[1]["session"]["attributes"] == {"town": "here"}


def test_a_new_answer_brings_a_new_reprompt() -> None:
    device = echo(FakeSkill())
    device.say("open town guide")
    device.silence()
    device.say("help")
    assert device.silence().speech == "Which?"


def test_the_device_tells_whom_it_recognizes() -> None:
    skill = FakeSkill()
    device = echo(skill, account="amzn1.ask.account.SIMULATED-2")
    device.say("open town guide")
    device.recognize("amzn1.ask.person.SIMULATED-Ann")
    device.say("help")
    systems = [event["context"]["System"] for event in skill.events]
    assert [system["user"]["userId"] for system in systems] == ["amzn1.ask.account.SIMULATED-2"] * 2
    assert [system.get("person") for system in systems] == [None, {"personId": "amzn1.ask.person.SIMULATED-Ann"}]


def test_a_skill_hears_what_happens_to_it_and_a_disabled_one_has_no_session() -> None:
    skill = FakeSkill()
    device = echo(skill)
    device.say("open town guide")
    assert not device.skill_event("SKILL_PERMISSION_CHANGED").closed
    assert device.session_open
    exchange = device.skill_event("SKILL_DISABLED")
    assert (exchange.closed, exchange.violations, device.session_open) == (True, (), False)
    assert not device.skill_event("SKILL_ENABLED").closed
    assert [request["type"].removeprefix("AlexaSkillEvent.") for request in skill.requests[1:]] == [
        "SkillPermissionChanged",
        "SkillDisabled",
        "SkillEnabled",
    ]


def test_what_a_skill_raises_at_an_event_is_told() -> None:
    def fail(_event: Json, _context: object) -> object:
        raise RuntimeError("not erased")

    exchange = echo(fail).skill_event("SKILL_DISABLED")
    assert exchange.violations[0].startswith("the handler raised RuntimeError: not erased (")


@pytest.fixture
def alexa_api() -> Iterator[AlexaApi]:
    with AlexaApi("America/Denver") as api:
        yield api


def progress(event: Json) -> None:
    """Send words for the time of waiting, as a skill does; what comes of it is not the skill's business."""
    system = event["context"]["System"]
    body = {
        "header": {"requestId": event["request"]["requestId"]},
        "directive": {"type": "VoicePlayer.Speak", "speech": "<speak>Let me see.</speak>"},
    }
    headers = {"Authorization": f"Bearer {system['apiAccessToken']}"}
    requests.post(f"{system['apiEndpoint']}/v1/directives", json=body, headers=headers, timeout=5)


def test_what_a_skill_says_while_it_is_awaited_is_heard_before_its_answer(alexa_api: AlexaApi) -> None:
    def answer(event: Json) -> Json:
        progress(event)
        return question()

    exchange = echo(FakeSkill(answer), alexa_api=alexa_api).say("open town guide")
    assert (exchange.interim, exchange.speech) == (("Let me see.",), "Which day?")
    assert exchange.violations == ()


def test_what_it_says_after_its_answer_is_heard_by_nobody_and_no_violation(alexa_api: AlexaApi) -> None:
    skill = FakeSkill()
    device = echo(skill, alexa_api=alexa_api)
    device.say("open town guide")
    progress(skill.events[0])
    exchange = device.say("help")
    assert exchange.interim == ()
    assert not exchange.violations
    # The answer itself is as good as any.
    assert exchange.speech == "Which day?"
    assert device.session_open


def test_it_may_not_say_anything_when_the_session_has_ended(alexa_api: AlexaApi) -> None:
    def chatty(event: Json, _context: object) -> Json:
        if event["request"]["type"] == "LaunchRequest":
            return question()
        progress(event)
        return {"version": "1.0", "response": {}}

    device = echo(chatty, alexa_api=alexa_api)
    device.say("open town guide")
    exchange = device.end()
    assert exchange.interim == ()
    assert exchange.violations[0].endswith("waits for no answer, or no longer")


def test_without_a_place_the_device_stands_where_alexa_says_it_does(alexa_api: AlexaApi) -> None:
    skill = FakeSkill()
    device = echo(skill, clock=FixedClock(datetime(2026, 11, 21, 6, 0, tzinfo=UTC)), alexa_api=alexa_api)
    device.say("ask town guide visit today")
    alexa_api.zone = None
    device.say("ask town guide visit today")
    dates = [request["intent"]["slots"]["Day"]["value"] for request in skill.requests]
    assert dates == ["2026-11-20", "2026-11-21"]


def failed(exchange: Exchange, skill: FakeSkill) -> Json:
    """Check that the device apologized and gave the session up; return the error it told the skill."""
    assert exchange.speech == APOLOGY
    assert exchange.closed
    assert exchange.follow_up is not None
    assert exchange.follow_up.request == skill.events[-1]
    ended = skill.requests[-1]
    assert ended["type"] == "SessionEndedRequest"
    assert ended["reason"] == "ERROR"
    assert skill.events[-1]["session"]["new"] is False
    error: Json = ended["error"]
    return error


def test_a_handler_that_raises_is_reported_and_ends_the_session() -> None:
    skill = FakeSkill(lambda event: event["town"])
    device = echo(skill)
    exchange = device.say("open town guide")
    assert failed(exchange, skill)["type"] == "INVALID_RESPONSE"
    assert exchange.violations[0].startswith("the handler raised KeyError: 'town' (")
    assert exchange.response is None
    assert not device.session_open


def test_a_handler_that_exits_is_reported() -> None:
    def leave(_: Json) -> object:
        raise SystemExit(3)

    skill = FakeSkill(leave)
    exchange = echo(skill).say("open town guide")
    failed(exchange, skill)
    assert exchange.violations[0].startswith("the handler raised SystemExit: 3")


def test_an_answer_that_breaks_the_contract_is_reported_and_kept_to_be_looked_at() -> None:
    wrong = {"version": "1.0", "response": speech("Which day?") | {"shouldEndSession": True}}
    skill = FakeSkill(lambda _: wrong)
    exchange = echo(skill).say("open town guide")
    assert failed(exchange, skill)["message"] == "the speech ends with a question, but the session ends"
    assert exchange.response == wrong


@pytest.mark.parametrize("value", [{1, 2}, float("nan"), "\ud800", datetime(2026, 11, 21, tzinfo=UTC)])
def test_an_answer_that_is_no_json_is_reported(value: object) -> None:
    skill = FakeSkill(lambda _: {"version": "1.0", "sessionAttributes": {"kept": value}})
    exchange = echo(skill).say("open town guide")
    failed(exchange, skill)
    assert exchange.violations[0].startswith("the answer is no JSON: ")


def test_a_slow_handler_is_left_behind_at_the_limit() -> None:
    released = threading.Event()

    def linger(_: Json) -> object:
        released.wait(10)
        return question()

    skill = FakeSkill(linger)
    try:
        exchange = echo(skill, clock=DeskClock(), time_limit=0.05).say("open town guide")
    finally:
        released.set()
    assert failed(exchange, skill)["type"] == "ENDPOINT_TIMEOUT"
    assert exchange.violations == ("no answer within 0.05 s: Alexa gave up",)


def test_an_answer_that_took_longer_than_alexa_waits_is_reported() -> None:
    skill = FakeSkill()
    exchange = echo(skill, clock=FixedClock(step=4.5)).say("open town guide")
    failed(exchange, skill)
    assert exchange.violations == ("the answer took 9.0 s; Alexa waits 8 s",)


def test_a_wrong_answer_to_the_end_is_reported_too() -> None:
    device = echo(lambda _event, _context: question())
    device.say("open town guide")
    exchange = device.say("exit")
    assert exchange.closed
    assert "the answer to a SessionEndedRequest carries outputSpeech" in exchange.violations
    assert exchange.follow_up is None


def test_the_skill_cannot_reach_into_the_device_through_the_event() -> None:
    def meddle(event: Json) -> object:
        event["session"]["attributes"] = {"meddled": True}
        return question()

    skill = FakeSkill(meddle)
    device = echo(skill)
    device.say("open town guide")
    device.say("help")
    assert "attributes" not in skill.events[1]["session"]


def test_the_context_counts_down_from_seven_seconds() -> None:
    skill = FakeSkill()
    clock = FixedClock()
    echo(skill, clock=clock).say("open town guide")
    context = skill.contexts[0]
    assert context.get_remaining_time_in_millis() == 7000
    assert context.aws_request_id == skill.requests[0]["requestId"]
    assert LambdaContext(FixedClock(step=2.0), "id").get_remaining_time_in_millis() == 5000
    assert LambdaContext(FixedClock(step=9.0), "id").get_remaining_time_in_millis() == 0


def test_the_desk_clock_runs_on_from_the_instant_it_is_set_to() -> None:
    moment = datetime(2026, 5, 2, 16, 0, tzinfo=UTC)
    clock = DeskClock(moment)
    first, second = clock.now(), clock.now()
    assert moment <= first <= second
    assert (second - moment).total_seconds() < 10
    assert first.utcoffset() == moment.utcoffset()
    assert abs((DeskClock().now() - datetime.now(UTC)).total_seconds()) < 10
