"""The check before traffic: against the skill itself, and against AWS's clients as they are when something is wrong."""

import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from echo.device.contract import violations
from horse_racing.racing import errors
from horse_racing.racing.cards import Listing
from horse_racing.racing.clock import Deadline
from horse_racing.racing.errors import RaceDataError
from horse_racing.skill.guard import Handler, always
from horse_racing.speech.wording import wording
from pre_traffic.app import (
    ANSWER_TIMEOUT,
    CONNECT_TIMEOUT,
    OUR_TROUBLES,
    PAUSES,
    TELL_ATTEMPTS,
    TRIALS,
    Trial,
    check,
    fault_in,
    handler,
)
from tests.support.conversation import skill_on
from tests.support.fakes import SATURDAY, FakeClock, FakeSource, races
from tests.support.favorites import MemoryFavorites

SKILL_ID = "amzn1.ask.skill.00000000-0000-0000-0000-000000000000"
VERSION = "arn:aws:lambda:us-east-1:000000000000:function:skill:7"
ENVIRON = {"NEW_VERSION": VERSION, "SKILL_ID": SKILL_ID}
ASKED = {"DeploymentId": "d-1", "LifecycleEventHookExecutionId": "e-1"}
WELL = FakeSource({("TAM", SATURDAY): races(9)})
APOLOGIES = [error for error in vars(errors).values() if isinstance(error, type) and error.__base__ is RaceDataError]


class Broken(FakeSource):
    """Race data behind a mistake of the skill's own."""

    def listing(self, day: date, deadline: Deadline) -> Listing:  # noqa: ARG002 - the protocol's
        raise KeyError(day)


class Functions:
    """Lambda, with the handler of the new version."""

    def __init__(self, version: Handler | None = None) -> None:
        self.version = version or skill_on(WELL, FakeClock(), SKILL_ID)
        self.events: list[dict[str, Any]] = []

    def invoke(self, *, FunctionName: str, Payload: bytes) -> dict[str, Any]:  # noqa: N803 - boto3's names
        assert FunctionName == VERSION
        self.events.append(json.loads(Payload))
        return {"StatusCode": 200, "Payload": io.BytesIO(json.dumps(self.version(self.events[-1], None)).encode())}


class Failing(Functions):
    """Lambda that fails so many times before it works, or answers something else."""

    def __init__(self, times: int, failure: Exception | dict[str, Any]) -> None:
        super().__init__()
        self.times, self.failure = times, failure

    def invoke(self, *, FunctionName: str, Payload: bytes) -> dict[str, Any]:  # noqa: N803 - as above
        if self.times:
            self.times -= 1
            if isinstance(self.failure, Exception):
                raise self.failure
            return self.failure
        return super().invoke(FunctionName=FunctionName, Payload=Payload)


class Deployments:
    """CodeDeploy, which hears the outcome."""

    def __init__(self) -> None:
        self.heard: list[dict[str, str]] = []

    def put_lifecycle_event_hook_execution_status(self, **outcome: str) -> None:
        self.heard.append(outcome)


def outcome(
    functions: Functions, environ: dict[str, str] = ENVIRON, sleep: Callable[[float], None] = lambda _: None
) -> str:
    deployments = Deployments()
    check(ASKED, functions, deployments, environ, sleep)
    (heard,) = deployments.heard
    assert (heard["deploymentId"], heard["lifecycleEventHookExecutionId"]) == ("d-1", "e-1")
    return heard["status"]


def test_a_version_that_answers_as_it_should_gets_traffic() -> None:
    assert outcome(Functions()) == "Succeeded"


def test_what_it_is_asked_breaks_no_rule_of_alexas() -> None:
    version = skill_on(WELL, FakeClock(), SKILL_ID)
    for trial in TRIALS:
        event = trial.event(SKILL_ID)
        assert not violations(event, version(event, None), 0.0), trial.name


def test_it_is_asked_in_nobodys_name_and_keeps_nothing() -> None:
    favorites = MemoryFavorites()
    functions = Functions(skill_on(WELL, FakeClock(), SKILL_ID, favorites=favorites))
    assert outcome(functions) == "Succeeded"
    assert not favorites.calls
    for word in ("user", "person", "deviceId", "apiAccessToken", "SkillDisabled"):
        assert word not in json.dumps(functions.events)


@pytest.mark.parametrize("error", APOLOGIES)
def test_race_data_that_fails_is_not_in_the_way_of_a_deployment(error: type[RaceDataError]) -> None:
    source = FakeSource(unlisted={SATURDAY: error()})
    assert outcome(Functions(skill_on(source, FakeClock(), SKILL_ID))) == "Succeeded"


@pytest.mark.parametrize(
    "version",
    [
        pytest.param(always(lambda words: words.not_set_up()), id="a version that is not set up"),
        pytest.param(skill_on(Broken(), FakeClock(), SKILL_ID), id="a mistake in one answer only"),
        pytest.param(skill_on(WELL, FakeClock(), SKILL_ID.replace("0", "1")), id="a version for another skill"),
        pytest.param(lambda *_: None, id="no answer"),
    ],
)
def test_a_version_with_troubles_of_its_own_gets_no_traffic(version: Handler) -> None:
    assert outcome(Functions(version)) == "Failed"


def test_the_skills_own_troubles_are_known_by_what_it_says() -> None:
    words = wording("en-US")
    ours = [reply.speech.ssml() for reply in (words.own_trouble(), words.not_set_up())]
    assert all(trouble in said for trouble, said in zip(OUR_TROUBLES, ours, strict=True))
    others = [words.data_trouble(error()).speech.ssml() for error in APOLOGIES]
    assert not [said for said in others if any(trouble in said for trouble in OUR_TROUBLES)]


@pytest.mark.parametrize(
    "failure",
    [
        {"StatusCode": 200, "FunctionError": "Unhandled", "Payload": io.BytesIO(b"{}")},
        {"StatusCode": 200, "Payload": io.BytesIO(b"not JSON")},
        ReadTimeoutError(endpoint_url="https://lambda.us-east-1.amazonaws.com"),
        RuntimeError("nobody thought of this"),
    ],
)
def test_whatever_goes_wrong_codedeploy_hears_of_it(failure: Exception | dict[str, Any]) -> None:
    assert outcome(Failing(1, failure)) == "Failed"


def test_codedeploy_hears_of_a_check_that_is_not_set_up() -> None:
    assert outcome(Functions(), environ={}) == "Failed"


NOT_YET = ClientError({"Error": {"Code": "AccessDeniedException", "Message": "not authorized"}}, "Invoke")


def test_a_permission_that_has_not_got_around_yet_is_waited_for() -> None:
    slept: list[float] = []
    assert outcome(Failing(len(PAUSES), NOT_YET), sleep=slept.append) == "Succeeded"
    assert slept == list(PAUSES)


def test_a_permission_that_never_comes_is_not_waited_for_forever() -> None:
    slept: list[float] = []
    assert outcome(Failing(99, NOT_YET), sleep=slept.append) == "Failed"
    assert slept == list(PAUSES)


SHOWN = {"type": "Alexa.Presentation.APL.RenderDocument"}
ON_SCREEN = Trial("any", {}, stays_open=False, on_screen=True)
SPOKEN = {"outputSpeech": {"type": "SSML", "ssml": "<speak>Hello.</speak>"}}


@pytest.mark.parametrize(
    ("response", "stays_open"),
    [
        ({**SPOKEN, "shouldEndSession": True, "directives": [SHOWN]}, False),
        ({**SPOKEN, "shouldEndSession": True}, True),
        ({**SPOKEN, "shouldEndSession": False, "reprompt": SPOKEN}, False),
        ({**SPOKEN, "shouldEndSession": False}, True),
        ({**SPOKEN, "shouldEndSession": True, "reprompt": SPOKEN}, False),
        (SPOKEN, False),
        ({"shouldEndSession": True}, False),
        ({"shouldEndSession": True, "outputSpeech": {"type": "SSML", "ssml": "<speak> </speak>"}}, False),
        (SPOKEN, None),
        (None, None),
    ],
)
def test_an_answer_that_is_not_what_alexa_needs_is_a_fault(response: object, stays_open: bool | None) -> None:
    assert fault_in({"version": "1.0", "response": response}, Trial("any", {}, stays_open))


@pytest.mark.parametrize(
    "response",
    [
        SPOKEN,
        {**SPOKEN, "shouldEndSession": True},
        {**SPOKEN, "directives": [SHOWN, SHOWN]},
        {**SPOKEN, "directives": [SHOWN], "reprompt": SPOKEN},
        {**SPOKEN, "directives": [SHOWN], "shouldEndSession": False},
    ],
)
def test_an_answer_for_a_screen_that_is_not_what_alexa_needs_is_a_fault(response: object) -> None:
    assert fault_in({"version": "1.0", "response": response}, ON_SCREEN)


@pytest.mark.parametrize("ending", [{}, {"shouldEndSession": True}])
def test_on_a_screen_an_answer_leaves_the_session_to_alexa_and_an_apology_closes_it(ending: dict[str, bool]) -> None:
    assert not fault_in({"version": "1.0", "response": {**SPOKEN, "directives": [SHOWN], **ending}}, ON_SCREEN)


@pytest.mark.parametrize("envelope", [None, "text", {}, {"version": "1.0"}, {"version": "2.0", "response": {}}])
def test_what_is_no_envelope_is_a_fault(envelope: object) -> None:
    assert fault_in(envelope, Trial("any", {}, stays_open=None))


def test_lambda_calls_it_with_clients_that_give_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    functions, deployments = Functions(), Deployments()
    clients = {"lambda": functions, "codedeploy": deployments}
    configs: dict[str, Any] = {}

    def client(name: str, config: object) -> object:
        configs[name] = config
        return clients[name]

    monkeypatch.setattr("boto3.client", client)
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)
    handler(ASKED, None)
    assert [heard["status"] for heard in deployments.heard] == ["Succeeded"]
    for config in configs.values():
        assert (config.connect_timeout, config.read_timeout) == (CONNECT_TIMEOUT, ANSWER_TIMEOUT)
    attempts = {name: config.retries["total_max_attempts"] for name, config in configs.items()}
    assert attempts == {"lambda": 1, "codedeploy": TELL_ATTEMPTS}
