"""How the local race API fails and stops: each fault as a client meets it on the wire."""

import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import requests

from loopback.faults import HUGE_BODY_BYTES
from race_api.server import Fault, RaceApi
from race_api.trap_calendar import trap_calendar
from tests.support.timing import measures_time

MEETS = "/v1/north-america/meets"
NOW = datetime(2026, 9, 19, 20, 0, tzinfo=UTC)


@pytest.fixture
def api() -> Iterator[RaceApi]:
    with RaceApi(calendar=trap_calendar, clock=lambda: NOW) as api:
        yield api


@pytest.fixture(autouse=True)
def _nothing_on_stderr(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    yield
    time.sleep(0.01)  # a thread that complains does so after its client has gone
    assert capfd.readouterr().err == ""


def get(api: RaceApi, path: str = MEETS, timeout: float = 5) -> requests.Response:
    return requests.get(api.url + path, auth=(api.username, api.password), timeout=timeout)


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (Fault.UNAUTHORIZED, 401),
        (Fault.NOT_FOUND, 404),
        (Fault.UNPROCESSABLE, 422),
        (Fault.THROTTLED, 429),
        (Fault.THROTTLED_RETRY_AFTER, 429),
        (Fault.SERVER_ERROR, 500),
    ],
)
@pytest.mark.parametrize("path", [MEETS, f"{MEETS}/TAM_1789776000000/entries", f"{MEETS}/TAM_1789776000000/results"])
def test_every_data_call_answers_with_the_status(api: RaceApi, fault: Fault, status: int, path: str) -> None:
    with api.failing(fault):
        assert get(api, path).status_code == status
        assert requests.get(api.url + path, timeout=5).status_code == 401, "credentials still come first"
    assert get(api, path).status_code == 200
    assert [request.status for request in api.requests] == [status, 401, 200]


def test_the_innermost_fault_counts(api: RaceApi) -> None:
    with api.failing(Fault.SERVER_ERROR):
        with api.failing(Fault.THROTTLED):
            assert get(api).status_code == 429
        assert get(api).status_code == 500


def test_only_one_way_of_throttling_says_when_to_come_back(api: RaceApi) -> None:
    with api.failing(Fault.THROTTLED):
        assert "Retry-After" not in get(api).headers
    with api.failing(Fault.THROTTLED_RETRY_AFTER):
        assert get(api).headers["Retry-After"] == "1"


def test_unprocessable_is_a_validation_error(api: RaceApi) -> None:
    with api.failing(Fault.UNPROCESSABLE):
        assert get(api).json()["detail"][0]["loc"] == ["query", "limit"]


def test_fails_once_then_works(api: RaceApi) -> None:
    with api.failing(Fault.FAIL_ONCE):
        assert [get(api).status_code for _ in range(3)] == [500, 200, 200]
    with api.failing(Fault.FAIL_ONCE):
        assert get(api).status_code == 500


@measures_time
def test_slow_is_right_but_late(api: RaceApi) -> None:
    right = get(api).content
    with api.failing(Fault.SLOW, seconds=0.2):
        answer = get(api)
        assert answer.elapsed >= timedelta(seconds=0.2)
        assert answer.content == right
        with pytest.raises(requests.ReadTimeout):
            get(api, timeout=0.05)


def test_hang_accepts_and_never_answers(api: RaceApi) -> None:
    with api.failing(Fault.HANG), pytest.raises(requests.ReadTimeout):
        get(api, timeout=0.1)
    assert [request.status for request in api.requests] == [None]
    assert get(api).ok


def test_reset_tears_the_connection_down(api: RaceApi) -> None:
    with api.failing(Fault.RESET):
        with pytest.raises(requests.ConnectionError) as caught:
            get(api)
        assert "Connection reset" in str(caught.value)
    assert [request.status for request in api.requests] == [None]


def test_truncated_promises_more_than_it_sends(api: RaceApi) -> None:
    with api.failing(Fault.TRUNCATED), pytest.raises(requests.exceptions.ChunkedEncodingError) as caught:
        get(api)
    assert "IncompleteRead" in str(caught.value)


@measures_time
def test_drip_keeps_a_read_timeout_from_ever_firing(api: RaceApi) -> None:
    with api.failing(Fault.DRIP):
        auth = (api.username, api.password)
        with requests.get(api.url + MEETS, auth=auth, timeout=0.25, stream=True) as answer:
            started = time.monotonic()
            drops = [next(answer.iter_content(1)) for _ in range(4)]
            assert drops == [b" "] * 4
            assert time.monotonic() - started >= 0.25


def test_huge_body_is_50_megabytes_that_no_header_announces(api: RaceApi) -> None:
    with api.failing(Fault.HUGE_BODY):
        answer = get(api, timeout=20)
        assert "Content-Length" not in answer.headers
        assert len(answer.content) > HUGE_BODY_BYTES
        assert answer.content.endswith(b"{}")


def test_a_client_may_leave_in_the_middle_of_a_huge_body(api: RaceApi) -> None:
    with api.failing(Fault.HUGE_BODY):
        with requests.get(api.url + MEETS, auth=(api.username, api.password), timeout=5, stream=True) as answer:
            assert next(answer.iter_content(1000))
        time.sleep(0.05)
    assert get(api).ok


def test_not_json_says_it_is(api: RaceApi) -> None:
    with api.failing(Fault.NOT_JSON):
        answer = get(api)
        assert answer.headers["Content-Type"] == "application/json"
        with pytest.raises(requests.JSONDecodeError):
            answer.json()


def test_html_is_a_page(api: RaceApi) -> None:
    with api.failing(Fault.HTML):
        answer = get(api)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert answer.text.startswith("<!DOCTYPE html>")


def test_wrong_types_keeps_the_names(api: RaceApi) -> None:
    with api.failing(Fault.WRONG_TYPES):
        card = get(api, f"{MEETS}/TAM_1789776000000/entries").json()
    race, stray = card["races"][0], card["races"][-1]
    assert card["track_id"] == {"text": "TAM"}
    assert race["is_cancelled"] == [False]
    assert race["mtp"] == [-999]
    assert race["race_key"] == {"race_number": {"text": "1"}, "day_evening": {"text": "D"}}
    assert stray == 17


def test_nulls_keeps_the_shape(api: RaceApi) -> None:
    with api.failing(Fault.NULLS):
        card = get(api, f"{MEETS}/TAM_1789776000000/entries").json()
        listing = get(api).json()
    assert card["track_id"] is None
    assert card["races"][0]["race_key"] == {"race_number": None, "day_evening": None}
    assert card["races"][0]["post_time_long"] is None
    assert len(listing["meets"]) == 25
    assert set(listing["meets"][0].values()) == {None}


def test_the_redirect_leads_nowhere(api: RaceApi) -> None:
    with api.failing(Fault.REDIRECT_LOOP):
        with pytest.raises(requests.TooManyRedirects):
            get(api, f"{MEETS}?limit=3")
        assert {(request.path, *request.query) for request in api.requests} == {(MEETS, ("limit", "3"))}


@measures_time
@pytest.mark.parametrize("fault", [None, Fault.HANG, Fault.DRIP, Fault.SLOW, Fault.HUGE_BODY])
def test_stops_at_once_whatever_its_clients_are_doing(fault: Fault | None) -> None:
    request = f"GET {MEETS} HTTP/1.1\r\nHost: x\r\nAuthorization: Basic dGFsazpob3JzZS1yYWNpbmc=\r\n\r\n".encode()
    with RaceApi(calendar=trap_calendar) as api:
        context = api.failing(fault) if fault else None
        if context:
            context.__enter__()  # still in force when the API stops
        host, port = api.url.removeprefix("http://").split(":")
        clients = [socket.create_connection((host, int(port)), timeout=5) for _ in range(5)]
        for client in clients:
            client.sendall(request)
        while len(api.requests) < len(clients):
            time.sleep(0.005)
        started = time.monotonic()
    assert time.monotonic() - started < 0.5
    for client in clients:
        client.close()
    with pytest.raises(requests.ConnectionError):
        get(api)
