"""Scope: everything the skill writes while it talks, through Lambda's own telemetry: nothing in it tells of a listener.

Each secret is a marker that stands nowhere else: who is speaking, what was said, what the provider sent, and the
credentials. They go through every intent, through broken requests, and through every way in which race data can fail.
"""

import base64
import copy
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from echo.device.envelopes import Envelopes, Session
from echo.understanding.model import FALLBACK
from horse_racing import aws_clients
from horse_racing.bootstrap import build, build_lambda_handler
from horse_racing.racing.cards import Listing
from horse_racing.racing.clock import Deadline
from horse_racing.skill.erasure import ErasureError
from horse_racing.skill.guard import Handler
from horse_racing.skill.telemetry import LambdaTelemetry
from race_api.server import Fault, RaceApi
from race_api.trap_calendar import trap_calendar
from tests.support.conversation import MODEL, skill_on
from tests.support.fakes import SATURDAY, FakeClock, FakeSource, RunningClock
from tests.support.telemetry import as_in_lambda, lambda_logging

Event = dict[str, Any]
RUNTIME = "lambda"

WHO = {
    "userId": "amzn1.ask.account.QZUSERQZ",
    "deviceId": "amzn1.ask.device.QZDEVICEQZ",
    "personId": "amzn1.ask.person.QZPERSONQZ",
    "sessionId": "amzn1.echo-api.session.QZSESSIONQZ",
    "apiAccessToken": "QZAPITOKENQZ",
    "accessToken": "QZLINKTOKENQZ",
    "consentToken": "QZCONSENTQZ",
}
SAID = "qzspokenqz place"
SENT = "Qzfeedqz"
# How Alexa may tell of an answer it could not use: by its own words, around those of others.
QUOTING = f'the response to {WHO["userId"]} says "{SAID}"'
USERNAME, PASSWORD = "qzusernameqz", "qzpasswordqz"
SECRETS = ("qz", base64.b64encode(f"{USERNAME}:{PASSWORD}".encode()).decode())

ENVELOPES = Envelopes("amzn1.ask.skill.simulated", "en-US", FakeClock())
RESOLVED: dict[str, Event] = {
    "unknown": {"status": {"code": "ER_SUCCESS_NO_MATCH"}},
    "failed": {"status": {"code": "ER_ERROR_TIMEOUT"}},
    "known": {"status": {"code": "ER_SUCCESS_MATCH"}, "values": [{"value": {"name": SAID, "id": "TAM"}}]},
    "one of two": {
        "status": {"code": "ER_SUCCESS_MATCH"},
        "values": [{"value": {"name": SAID, "id": track}} for track in ("BEL", "BAQ")],
    },
}
ATTRIBUTES: dict[str, Event] = {
    "nothing": {},
    "a track": {"track": "TAM"},
    "words": {"track": SAID, "pending": {"ask": SAID}, "said": [SAID, SAID], "guess": SAID, "variants": {SAID: 1}},
    "a question": {"pending": {"ask": "how_many_races"}},
}


def identified(event: Event) -> Event:
    """Return the event as sent for somebody: with every id and token there is, each a marker."""
    event = copy.deepcopy(event)
    person = {name: WHO[name] for name in ("personId", "accessToken")}
    user = {"userId": WHO["userId"], "accessToken": WHO["accessToken"]}
    user |= {"permissions": {"consentToken": WHO["consentToken"]}}  # type: ignore[dict-item]
    event["session"] |= {"sessionId": WHO["sessionId"], "user": user}
    event["context"]["System"] |= {
        "user": user,
        "person": person,
        # Nothing listens there, so that whatever the skill asks of Alexa fails.
        "apiEndpoint": "http://127.0.0.1:9",
        "apiAccessToken": WHO["apiAccessToken"],
        "device": {"deviceId": WHO["deviceId"], "supportedInterfaces": {}},
    }
    return event


def asked(resolved: Event, attributes: Event) -> Iterator[Event]:
    """Yield every intent with words in all of its slots; words are a marker whatever they are resolved to."""
    for intent in MODEL.intents:
        event = ENVELOPES.intent(Session(1, attributes=attributes), intent, ())
        for slot in event["request"]["intent"].get("slots", {}).values():
            slot |= {"value": SAID, "resolutions": {"resolutionsPerAuthority": [resolved]}}
            slot |= {"slotValue": {"type": "Simple", "value": SAID}}
        yield identified(event)


def named() -> Iterator[Event]:
    """Yield every intent about a real track, so that race data is asked for and told."""
    for intent in MODEL.intents:
        event = ENVELOPES.intent(Session(1, attributes={"track": "TAM"}), intent, ())
        for name, slot in event["request"]["intent"].get("slots", {}).items():
            slot |= {"value": {"TrackName": "tampa bay downs", "RaceNumber": "2"}.get(name, "2026-11-21")}
        yield identified(event)


def broken() -> Iterator[object]:
    """Yield requests of shapes nobody promised, with words in them."""
    intent = next(iter(named()))
    for request in (
        {"type": SAID},
        {"type": "IntentRequest", "intent": {"name": SAID, "slots": {SAID: {"name": SAID, "value": SAID}}}},
        {"type": "IntentRequest", "intent": SAID},
        {"type": "IntentRequest", "requestId": SAID, "locale": SAID, "intent": {"name": FALLBACK}},
        {
            "type": "SessionEndedRequest",
            "reason": "ERROR",
            "error": {"type": SAID, "message": f'{WHO["userId"]} got "{SAID}"'},
        },
        {"type": "LaunchRequest", "timestamp": SAID, "locale": [SAID]},
        {"type": "AlexaSkillEvent.SkillDisabled", "body": {"userInformationPersistenceStatus": SAID}},
    ):
        yield intent | {"request": {"requestId": "amzn1.echo-api.request.1", **request}}
    yield from (SAID, [SAID], {SAID: SAID}, {"request": SAID}, {"session": SAID}, None)
    yield identified(ENVELOPES.launch(Session(1)))
    yield identified(ENVELOPES.ended(Session(1), "USER_INITIATED"))


def events() -> list[object]:
    worded = [
        event for resolved in RESOLVED.values() for held in ATTRIBUTES.values() for event in asked(resolved, held)
    ]
    return [*worded, *named(), *broken()]


class TalkativeSource(FakeSource):
    """A source with a mistake whose text quotes what the provider sent."""

    def listing(self, day: date, deadline: Deadline) -> Listing:
        raise KeyError(f"{SENT} on {day} {deadline}")


class Secret:
    """AWS Secrets Manager with something else in it than what is expected."""

    def __init__(self, text: str) -> None:
        self._text = text

    def get_secret_value(self, *, SecretId: str) -> dict[str, object]:  # noqa: N803 - boto3's name
        return {"SecretString": self._text, "ARN": SecretId}


def environ_of(api: RaceApi) -> dict[str, str]:
    return {"RACING_API_URL": api.url, "RACING_API_USERNAME": USERNAME, "RACING_API_PASSWORD": PASSWORD}


def named_by_the_feed(body: Any) -> Any:
    """Return a card whose every name, description and class is a marker."""
    if isinstance(body, list):
        return [named_by_the_feed(each) for each in body]
    if not isinstance(body, dict):
        return body
    texts = ("name", "alias", "description", "class", "restriction")
    return {
        key: SENT if isinstance(value, str) and key.endswith(texts) else named_by_the_feed(value)
        for key, value in body.items()
    }


@contextmanager
def marked_api() -> Iterator[RaceApi]:
    with RaceApi(calendar=trap_calendar, clock=FakeClock().now, username=USERNAME, password=PASSWORD) as api:
        api.meets[SATURDAY] = [api.meet(code, SATURDAY) for code in ("ARP", "TAM")]
        api.cards["TAM", SATURDAY] = named_by_the_feed(api.card("TAM", SATURDAY))
        yield api


@dataclass
class Written:
    """What came out: the lines of both kinds while events went through, and as one text all of it since the start.

    `answers` is what the listener got.
    """

    logs: list[Event]
    metrics: list[Event]
    text: str
    answers: str


class Output:
    """Reads everything that leaves the process: standard output and error, and every record of every logger."""

    def __init__(self, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
        self._capfd = capfd
        self._caplog = caplog

    def of(self, make: Callable[[], Handler], sent: list[object]) -> Written:
        with self._caplog.at_level(logging.DEBUG):
            handler = make()
            start, start_err = self._capfd.readouterr()
            answers = str([answer_of(handler, event) for event in sent])
        out, err = self._capfd.readouterr()
        assert start_err == err == ""
        lines = [json.loads(line) for line in out.splitlines()]
        metrics = [line for line in lines if "_aws" in line]
        # What an error that is raised makes the runtime write is not the skill's line, but nothing else is left out.
        logs = [line for line in lines if "_aws" not in line and line["logger"] != RUNTIME]
        records = "\n".join(str(vars(record) | {"said": record.getMessage()}) for record in self._caplog.records)
        return Written(logs, metrics, f"{start}{out}{records}", answers)


def answer_of(handler: Handler, event: object) -> object:
    """Return the answer; the error that is raised on purpose is logged with its text, as Lambda does."""
    try:
        return handler(event, None)
    except ErasureError:
        logging.getLogger(RUNTIME).exception("raised")
        return None


@pytest.fixture
def output(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Output:
    return Output(capfd, caplog)


def check(written: Written, sent: list[object]) -> None:
    """One line of each kind for each event, no marker anywhere, every dimension declared and held by the line."""
    assert [line["message"] for line in written.logs if "intent" not in line] == []
    assert (len(written.logs), len(written.metrics)) == (len(sent), len(sent))
    assert [secret for secret in SECRETS if secret in written.text.lower() or secret in written.text] == []
    for line in written.metrics:
        directives = line["_aws"]["CloudWatchMetrics"]
        dimensions = {name for directive in directives for names in directive["Dimensions"] for name in names}
        metrics = {metric["Name"] for directive in directives for metric in directive["Metrics"]}
        assert set(line) == {"_aws"} | dimensions | metrics
        assert {directive["Namespace"] for directive in directives} == {"TalkHorseRacing"}
        assert all(isinstance(line[name], str) for name in dimensions)
        assert all(isinstance(value, float) for name in metrics for value in line[name])


def test_sec_06_no_turn_writes_of_who_spoke_or_what_was_said(output: Output) -> None:
    sent = events()
    with marked_api() as api, as_in_lambda() as telemetry:
        environ = environ_of(api)
        written = output.of(
            lambda: build(environ, clock=FakeClock(), budget=4.5, calls_per_second=1000, telemetry=telemetry), sent
        )
    check(written, sent)
    assert {"RaceCount", "Runners", "NoSuchRegion", "Silence", "Ask", "Tell"} <= {
        line["reply"] for line in written.logs
    }
    assert any(line.get("unknown_track") for line in written.logs)
    assert SAID in written.answers
    assert SENT in written.answers
    assert len(sent) >= 300


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault not in {Fault.SLOW, Fault.HANG, Fault.DRIP}])
def test_sec_06_no_failure_of_race_data_writes_what_was_sent(output: Output, fault: Fault) -> None:
    sent: list[object] = list(named())
    with marked_api() as api, as_in_lambda() as telemetry, api.failing(fault):
        environ = environ_of(api)
        check(
            output.of(
                lambda: build(environ, clock=RunningClock(), budget=0.5, calls_per_second=1000, telemetry=telemetry),
                sent,
            ),
            sent,
        )


@pytest.mark.parametrize("key", ["date", "races", "race_key", "is_cancelled", "has_finished", "track_id"])
def test_sec_06_race_data_that_cannot_be_read_is_not_quoted(output: Output, key: str) -> None:
    sent: list[object] = list(named())
    with marked_api() as api, as_in_lambda() as telemetry:
        card = api.card("TAM", SATURDAY)
        spoiled = {key: SENT} if key in card else {"races": [race | {key: SENT} for race in card["races"]]}
        api.cards["TAM", SATURDAY] = card | spoiled
        environ = environ_of(api)
        written = output.of(
            lambda: build(environ, clock=FakeClock(), budget=4.5, calls_per_second=1000, telemetry=telemetry), sent
        )
    check(written, sent)
    assert "UnreadableError" in {line.get("error") for line in written.logs}


def make_broken(telemetry: LambdaTelemetry) -> Handler:
    return skill_on(TalkativeSource(), FakeClock(), telemetry=telemetry)


def make_refusing(telemetry: LambdaTelemetry) -> Handler:
    return skill_on(FakeSource(), FakeClock(), "amzn1.ask.skill.another", telemetry=telemetry)


@pytest.mark.parametrize("make", [make_broken, make_refusing])
def test_sec_06_no_mistake_and_no_refusal_writes_what_was_sent(
    output: Output, make: Callable[[LambdaTelemetry], Handler]
) -> None:
    sent = events()
    with as_in_lambda() as telemetry:
        written = output.of(lambda: make(telemetry), sent)
    check(written, sent)
    assert any(line.get("error") for line in written.logs)


@pytest.mark.parametrize("text", [f"not json {PASSWORD}", json.dumps({"username": USERNAME, "password": [PASSWORD]})])
def test_sec_06_a_secret_that_cannot_be_used_is_not_quoted(
    output: Output, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(aws_clients, "aws_client", lambda *_: Secret(text))
    sent: list[object] = list(named())
    environ = {"RACING_API_URL": "http://localhost:1", "RACING_API_SECRET": "arn", "AWS_LAMBDA_FUNCTION_NAME": "skill"}
    with lambda_logging():
        written = output.of(lambda: build_lambda_handler(environ), sent)
    check(written, sent)
    assert "RefusedError" in {line.get("error") for line in written.logs}


def test_sec_06_a_setting_that_makes_no_sense_is_not_quoted(output: Output) -> None:
    sent = events()
    environ = {
        "RACING_API_URL": f"https://{USERNAME}:{PASSWORD}@example.com",
        "RACING_API_USERNAME": USERNAME,
        "SKILL_ID": PASSWORD,
        "AWS_LAMBDA_FUNCTION_NAME": "skill",
    }
    with lambda_logging():
        written = output.of(lambda: build_lambda_handler(environ), sent)
    check(written, sent)
