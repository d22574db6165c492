import json
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from typing import Any

import pytest
import requests

from echo.device.alexa_api import AlexaApi, Interim
from echo.device.envelopes import DEVICE
from tests.support.timing import measures_time

ZONE = f"/v2/devices/{DEVICE}/settings/System.timeZone"
REQUEST = "amzn1.echo-api.request.simulated-0001"


@pytest.fixture
def api() -> Iterator[AlexaApi]:
    with AlexaApi("America/Denver") as running:
        yield running


def call(api: AlexaApi, method: str, path: str, body: Any = None, token: str = "") -> requests.Response:
    headers = {"Authorization": f"Bearer {token or api.access.token}"}
    return requests.request(
        method, api.access.endpoint + path, json=body, headers=headers, timeout=5, allow_redirects=False
    )


def told(speech: object, request_id: object = REQUEST, kind: object = "VoicePlayer.Speak") -> dict[str, Any]:
    return {"header": {"requestId": request_id}, "directive": {"type": kind, "speech": speech}}


def send(api: AlexaApi, body: Any) -> int:
    return call(api, "POST", "/v1/directives", body).status_code


@measures_time
def test_it_tells_where_the_device_stands(api: AlexaApi) -> None:
    reply = call(api, "GET", ZONE)
    assert (reply.status_code, reply.json()) == (200, "America/Denver")
    (asked,) = api.asked
    assert (asked.method, asked.path, asked.status) == ("GET", ZONE, 200)
    assert 0 <= time.monotonic() - asked.at < 5
    assert api.problems == []


def test_a_device_without_a_time_zone_has_nothing_to_tell(api: AlexaApi) -> None:
    api.zone = None
    reply = call(api, "GET", ZONE)
    assert (reply.status_code, reply.content) == (204, b"")


def test_a_wrong_token_another_device_and_an_unknown_path_are_refused(api: AlexaApi) -> None:
    assert call(api, "GET", ZONE, token="SIMULATED-other").status_code == 401
    assert call(api, "GET", "/v2/devices/other/settings/System.timeZone").status_code == 403
    assert call(api, "GET", f"/v2/devices/{DEVICE}/settings/System.weather").status_code == 404
    assert [problem.split(": ")[1] for problem in api.problems] == [
        "the token is not the one of the request",
        "the device is another one",
        "there is no such thing",
    ]


def test_words_for_the_time_of_waiting_are_heard_while_a_request_waits(api: AlexaApi) -> None:
    api.await_answer(REQUEST)
    assert send(api, told("<speak>Let me <break/>check.</speak>")) == 204
    assert api.answered() == Interim(("Let me check.",))
    assert api.answered() == Interim()
    (directive,) = api.directives
    assert (directive.request_id, directive.speech, directive.status) == (REQUEST, "Let me check.", 204)


@pytest.mark.parametrize(
    ("body", "status", "problem"),
    [
        (told("<speak>Wait.</speak>", "another"), 403, 'the request "another" waits for no answer, or no longer'),
        (told("<speak>Wait.</speak>", None), 403, 'the request "" waits for no answer, or no longer'),
        (["nothing", "of", "this"], 403, 'the request "" waits for no answer, or no longer'),
        (told("<speak>Wait.</speak>", kind="Hint"), 400, 'the directive is of type "Hint"'),
        (told("Wait."), 400, "the speech is no valid SSML: syntax error: line 1, column 0"),
        (told("<speak>This & that.</speak>"), 400, "the speech is no valid SSML"),
        (told("<speak></speak>"), 400, "the speech says nothing"),
        (told(f"<speak>{'a' * 600}</speak>"), 400, "the speech has 615 characters; Alexa takes 600"),
    ],
)
def test_what_alexa_would_not_say_is_refused_and_told(api: AlexaApi, body: Any, status: int, problem: str) -> None:
    api.await_answer(REQUEST)
    assert send(api, body) == status
    (refused,) = api.answered().problems
    assert refused.startswith(f"Alexa's API answers POST /v1/directives with {status}: {problem}")


def test_a_body_that_is_no_json_is_refused(api: AlexaApi) -> None:
    headers = {"Authorization": f"Bearer {api.access.token}"}
    reply = requests.post(f"{api.access.endpoint}/v1/directives", b"{", headers=headers, timeout=5)
    assert reply.status_code == 403


def test_words_that_come_too_late_are_refused_and_nobodys_fault(api: AlexaApi) -> None:
    api.await_answer(REQUEST)
    assert api.answered() == Interim()
    assert send(api, told("<speak>Let me check.</speak>")) == 403
    interim = api.answered()
    assert interim.speech == ()
    assert interim.problems == ()
    assert api.directives[0].status == 403


def test_a_request_takes_five_directives(api: AlexaApi) -> None:
    api.await_answer(REQUEST)
    assert [send(api, told(f"<speak>{number}</speak>")) for number in range(6)] == [204] * 5 + [403]
    assert api.answered().speech == ("0", "1", "2", "3", "4")


@pytest.mark.parametrize(("fault", "status"), [("refused", 403), ("throttled", 429), ("failing", 500)])
def test_it_can_refuse_whatever_it_is_asked(api: AlexaApi, fault: str, status: int) -> None:
    api.fail(fault)
    api.await_answer(REQUEST)
    assert call(api, "GET", ZONE).status_code == status
    assert send(api, told("<speak>Let me check.</speak>")) == status
    assert api.answered() == Interim()
    api.fail("")
    assert call(api, "GET", ZONE).status_code == 200


def test_it_can_answer_garbage_or_send_elsewhere(api: AlexaApi) -> None:
    api.fail("garbage")
    assert b"<html>" in call(api, "GET", ZONE).content
    api.fail("redirected")
    moved = call(api, "GET", ZONE)
    assert moved.status_code == 302
    assert moved.headers["Location"].endswith("/elsewhere")
    assert call(api, "GET", "/elsewhere").status_code == 404


@contextmanager
def asking(api: AlexaApi) -> Iterator[HTTPResponse]:
    connection = HTTPConnection("127.0.0.1", int(api.access.endpoint.rpartition(":")[2]), timeout=0.3)
    with closing(connection):
        connection.request("GET", ZONE, headers={"Authorization": f"Bearer {api.access.token}"})
        with closing(connection.getresponse()) as reply:
            yield reply


def test_it_can_leave_one_waiting() -> None:
    with AlexaApi("America/Denver", fault="hanging") as api:
        with pytest.raises(TimeoutError), asking(api):
            pass
        assert api.asked[0].status is None


def test_it_can_hang_up(api: AlexaApi) -> None:
    api.fail("reset")
    with pytest.raises((ConnectionResetError, RemoteDisconnected)), asking(api):
        pass


@pytest.mark.parametrize("fault", ["dripping", "huge"])
def test_it_can_send_more_than_one_waits_for(api: AlexaApi, fault: str) -> None:
    api.fail(fault)
    with asking(api) as reply:
        assert reply.status == 200
        assert reply.read(1) == b" "


def test_a_fault_that_there_is_not_is_told() -> None:
    with pytest.raises(ValueError, match="tired is no fault"):
        AlexaApi(fault="tired")


def test_what_it_answers_is_json(api: AlexaApi) -> None:
    refused = call(api, "GET", "/")
    assert refused.headers["Content-Type"] == "application/json"
    assert json.loads(refused.content)["message"] == "there is no such thing"
