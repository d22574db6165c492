"""A function's URL on loopback turns HTTP into events, and answers into HTTP, as Lambda's do."""

import json
from base64 import b64decode, b64encode
from typing import Any

import pytest
import requests

from loopback.function_url import function_url


def event_of(method: str, path: str, **sent: Any) -> dict[str, Any]:
    """Return the event that a function gets for one request."""
    events: list[dict[str, Any]] = []
    with function_url(events.append) as served:
        requests.request(method, served + path, timeout=5, **sent)
    (event,) = events
    return event


def answered(answer: object) -> requests.Response:
    """Return what a client gets when the function answers this."""
    with function_url(lambda _: answer) as served:
        return requests.get(served, timeout=5)


def test_a_request_becomes_an_event_of_payload_format_2() -> None:
    event = event_of("GET", "/v1/meets?limit=2&limit=3&of=%C3%A9&empty=", headers={"Authorization": "Basic x"})
    assert event["version"] == "2.0"
    assert (event["rawPath"], event["rawQueryString"]) == ("/v1/meets", "limit=2&limit=3&of=%C3%A9&empty=")
    assert event["queryStringParameters"] == {"limit": "2,3", "of": "é", "empty": ""}
    assert event["headers"]["authorization"] == "Basic x"
    assert all(name == name.lower() for name in event["headers"])
    told = event["requestContext"]["http"]
    assert (told["method"], told["path"], told["protocol"]) == ("GET", "/v1/meets", "HTTP/1.1")
    assert (told["sourceIp"], told["userAgent"]) == ("127.0.0.1", event["headers"]["user-agent"])
    assert (event["routeKey"], event["requestContext"]["stage"]) == ("$default", "$default")
    assert event["isBase64Encoded"] is False
    assert json.loads(json.dumps(event)) == event


def test_what_a_request_lacks_is_left_out() -> None:
    assert not {"body", "cookies", "queryStringParameters"} & event_of("GET", "/").keys()


def test_cookies_are_a_list_of_their_own() -> None:
    event = event_of("GET", "/", headers={"Cookie": "a=1; b=2"})
    assert event["cookies"] == ["a=1", "b=2"]
    assert "cookie" not in event["headers"]


def test_text_comes_as_text_and_anything_else_in_base64() -> None:
    text = event_of("POST", "/", json={"to": "é"})
    assert (json.loads(text["body"]), text["isBase64Encoded"]) == ({"to": "é"}, False)
    other = event_of("POST", "/", data=b"\xff\x00", headers={"Content-Type": "image/png"})
    assert (b64decode(other["body"]), other["isBase64Encoded"]) == (b"\xff\x00", True)
    broken = event_of("POST", "/", data=b"\xff\x00", headers={"Content-Type": "text/plain"})
    assert (b64decode(broken["body"]), broken["isBase64Encoded"]) == (b"\xff\x00", True)


def test_an_answer_with_a_status_is_what_it_says() -> None:
    response = answered({"statusCode": 404, "headers": {"Content-Type": "text/plain", "X-Of": "it"}, "body": "nöthing"})
    assert (response.status_code, response.content.decode()) == (404, "nöthing")
    assert (response.headers["Content-Type"], response.headers["X-Of"]) == ("text/plain", "it")
    encoded = answered({"statusCode": 200, "body": b64encode(b"\x00\x01").decode(), "isBase64Encoded": True})
    assert encoded.content == b"\x00\x01"
    assert answered({"statusCode": 204}).content == b""


@pytest.mark.parametrize("answer", [{"meets": []}, ["meets"], "races", None])
def test_an_answer_without_a_status_is_the_body_of_a_200(answer: object) -> None:
    response = answered(answer)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")
    assert response.json() == answer


@pytest.mark.parametrize(
    "answer",
    [
        {"statusCode": "200"},
        {"statusCode": 20},
        {"statusCode": 200, "body": {"not": "a text"}},
        {"statusCode": 200, "body": "no base64", "isBase64Encoded": True},
        {"statusCode": 200, "headers": ["X-Of"]},
        {"statusCode": 200, "headers": {"X-Of": ["it"]}},
        {"statusCode": 200, "body": "x" * (6 * 1024 * 1024 + 1)},
        b"no JSON",
    ],
)
def test_a_malformed_answer_is_a_502(answer: object) -> None:
    assert answered(answer).status_code == 502


def test_a_function_that_crashes_is_a_502_and_the_next_request_is_answered() -> None:
    answers = iter([{"statusCode": 200, "body": "well"}])

    def invoke(event: dict[str, Any]) -> object:
        if event["rawPath"] == "/crash":
            raise RuntimeError("within")
        return next(answers)

    with function_url(invoke) as served:
        crashed = requests.get(f"{served}/crash", timeout=5)
        assert (crashed.status_code, crashed.text) == (502, "Internal Server Error")
        assert requests.get(served, timeout=5).text == "well"
