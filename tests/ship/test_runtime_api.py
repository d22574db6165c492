"""The Runtime API on loopback does what AWS's runtime client relies on."""

import json
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from typing import Any

import pytest

from ship.runtime_api import Answer, FunctionDiedError, FunctionTimeoutError, RuntimeApi

ROOT = "/2018-06-01/runtime/"
EVENT = {"request": {"type": "LaunchRequest"}}


@pytest.fixture
def api() -> Iterator[RuntimeApi]:
    with RuntimeApi(timeout=7) as running:
        yield running


def ask(api: RuntimeApi, method: str, path: str, body: object = None) -> tuple[HTTPResponse, Any]:
    connection = HTTPConnection(api.address, timeout=5)
    connection.request(method, ROOT + path, json.dumps(body) if method == "POST" else None)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, json.loads(content)


def answer_next(api: RuntimeApi, kind: str, body: object) -> tuple[HTTPResponse, Any]:
    """Take the next event, answer it, and return what was handed out."""
    response, event = ask(api, "GET", "invocation/next")
    done, _ = ask(api, "POST", f"invocation/{response.headers['Lambda-Runtime-Aws-Request-Id']}/{kind}", body)
    assert done.status == 202
    return response, event


def invoke(api: RuntimeApi, kind: str, body: object) -> tuple[Answer, HTTPResponse, Any]:
    with ThreadPoolExecutor() as pool:
        handed_out: Future[tuple[HTTPResponse, Any]] = pool.submit(answer_next, api, kind, body)
        answer = api.invoke(EVENT, lambda: True, patience=5)
        return answer, *handed_out.result()


def test_an_event_is_handed_out_and_its_response_comes_back(api: RuntimeApi) -> None:
    answer, _, event = invoke(api, "response", {"version": "1.0"})
    assert event == EVENT
    assert (answer.payload, answer.is_error) == ({"version": "1.0"}, False)
    assert 0 < answer.seconds < 5


def test_every_header_that_the_runtime_client_needs_is_sent(api: RuntimeApi) -> None:
    _, response, _ = invoke(api, "response", {})
    for name in ("Aws-Request-Id", "Deadline-Ms", "Invoked-Function-Arn", "Trace-Id"):
        assert response.headers[f"Lambda-Runtime-{name}"], name


def test_an_error_that_the_function_reports_is_told_from_a_response(api: RuntimeApi) -> None:
    answer, _, _ = invoke(api, "error", {"errorType": "ValueError"})
    assert (answer.payload, answer.is_error) == ({"errorType": "ValueError"}, True)


def test_it_is_noted_when_the_function_first_asked_and_last_answered(api: RuntimeApi) -> None:
    invoke(api, "response", {})
    first, answered = api.first_asked_at, api.answered_at
    assert first is not None
    invoke(api, "response", {})
    assert api.first_asked_at == first < answered < api.answered_at


def test_a_function_that_died_while_starting_is_quoted(api: RuntimeApi) -> None:
    ask(api, "POST", "init/error", {"errorType": "Runtime.ImportModuleError"})
    with pytest.raises(FunctionDiedError, match=r"ImportModuleError"):
        api.invoke(EVENT, lambda: False, patience=5)


def test_a_function_that_died_without_a_word_is_no_timeout(api: RuntimeApi) -> None:
    with pytest.raises(FunctionDiedError, match="ended without an answer"):
        api.invoke(EVENT, lambda: False, patience=5)


def test_a_function_that_does_not_answer_is_given_up(api: RuntimeApi) -> None:
    with pytest.raises(FunctionTimeoutError, match=r"did not answer within 0\.1 seconds"):
        api.invoke(EVENT, lambda: True, patience=0.1)


def test_what_is_not_part_of_the_interface_is_not_found(api: RuntimeApi) -> None:
    assert ask(api, "GET", "restore/next")[0].status == 404


def test_the_end_lets_a_waiting_function_go() -> None:
    with ThreadPoolExecutor() as pool:
        with RuntimeApi(timeout=7) as api:
            waiting = pool.submit(ask, api, "GET", "invocation/next")
            while api.first_asked_at is None:
                pass
        with pytest.raises(RemoteDisconnected):
            waiting.result()
