"""The race API as a function behind a URL: the answers of the local one, and no work for whoever may not ask."""

import json
import logging
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from loopback.function_url import function_url
from race_api.hosted import LONGEST_TARGET, REST, HostedApi
from race_api.server import RaceApi

NOW = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)
PATH = "/v1/north-america/meets"
RIGHT = ("talk-horse-racing", "a-generated-word")
ROOT = Path(__file__).parents[2]


def hosted() -> HostedApi:
    return HostedApi(lambda: RIGHT, lambda: NOW)


def event(path: str = PATH, *, method: str = "GET", query: str = "", auth: tuple[str, str] | None = RIGHT) -> Any:
    headers = {"authorization": "Basic " + b64encode(":".join(auth).encode()).decode()} if auth else {}
    told = {"http": {"method": method, "path": path}}
    return {"rawPath": path, "rawQueryString": query, "headers": headers, "requestContext": told, "body": "ignored"}


@pytest.fixture(scope="module")
def both() -> Iterator[tuple[str, str]]:
    """Return the addresses of the local race API and of the function's URL."""
    username, password = RIGHT
    with RaceApi(clock=lambda: NOW, username=username, password=password) as local, function_url(hosted()) as url:
        yield local.url, url


@pytest.fixture(scope="module")
def meets() -> list[dict[str, Any]]:
    return list(json.loads(hosted()(event(query="limit=50&start_date=2026-11-21"))["body"])["meets"])


def told(response: requests.Response) -> tuple[object, ...]:
    named = ("Content-Type", "WWW-Authenticate", "Allow")
    return (response.status_code, response.content, *(response.headers.get(name) for name in named))


QUERIES = {
    "": 200,
    "?limit=50": 200,
    "?limit=51": 422,
    "?limit=x&skip=-1": 422,
    "?skip=3&limit=2": 200,
    "?limit=1&limit=2": 200,
    "?start_date=2026-11-21&end_date=2026-11-21": 200,
    "?start_date=2026-13-01": 422,
    "?start_date=2026-11-20&end_date=2026-11-19": 200,
    "?start_date=&of=%C3%A9+x": 422,
}


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("auth", [RIGHT, None, (RIGHT[0], "wrong"), ("", "")])
def test_the_listing_is_the_local_one(both: tuple[str, str], query: str, auth: tuple[str, str] | None) -> None:
    local, url = (requests.get(f"{address}{PATH}{query}", auth=auth, timeout=5) for address in both)
    assert told(url) == told(local)
    assert url.status_code == (QUERIES[query] if auth == RIGHT else 401)


@pytest.mark.parametrize("part", ["entries", "results"])
def test_every_card_and_every_result_of_a_day_is_the_local_one(
    both: tuple[str, str], meets: list[dict[str, Any]], part: str
) -> None:
    today = [meet["meet_id"] for meet in meets if meet["date"] == "2026-11-21"]
    assert len(today) > 5
    with requests.Session() as session:
        session.auth = RIGHT
        for meet in [*today, "TAM_0", "TAM_1795000000000", "TAM_x", "%54AM_1795219200000"]:
            local, url = (session.get(f"{address}{PATH}/{meet}/{part}", timeout=5) for address in both)
            assert told(url) == told(local), meet


@pytest.mark.parametrize("path", ["/", "/v2", f"{PATH}/", f"{PATH}/TAM_1/odds", f"{PATH}/a/b/entries", "/robots.txt"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("auth", [RIGHT, None])
def test_what_is_no_path_or_no_get_is_refused_alike(
    both: tuple[str, str], path: str, method: str, auth: tuple[str, str] | None
) -> None:
    for asked in (path, PATH):
        local, url = (requests.request(method, address + asked, auth=auth, timeout=5) for address in both)
        assert told(url) == told(local)


def test_a_wrong_password_costs_no_work() -> None:
    reads: list[int] = []

    def read() -> tuple[str, str]:
        reads.append(1)
        return RIGHT

    api = HostedApi(read, lambda: pytest.fail("the clock was looked at, so something was made"))
    for auth in (None, ("", ""), (RIGHT[0], "wrong"), ("x" * 10_000, "y")):
        assert api(event(auth=auth))["statusCode"] == 401
        assert api(event(f"{PATH}/TAM_1795219200000/entries", auth=auth))["statusCode"] == 401
    assert reads == [1]


def test_a_wrong_password_does_not_even_import_what_makes_a_card() -> None:
    code = f"""if True:
        import sys
        from race_api.hosted import HostedApi
        answer = HostedApi(lambda: ("a", "b"))({event()!r})
        heavy = sys.modules.keys() & {{"race_api.office", "race_api.cards", "race_api.season", "zoneinfo", "boto3"}}
        print(answer["statusCode"], sorted(heavy))
    """
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    assert ran.stdout == "401 []\n"


def test_without_a_secret_everybody_hears_503_and_it_is_read_again_only_after_a_while(
    caplog: pytest.LogCaptureFixture,
) -> None:
    seconds, reads = [0.0], [0]

    def read() -> tuple[str, str]:
        reads[0] += 1
        if reads[0] < 3:
            raise RuntimeError("arn:aws:secretsmanager:of-somebody")
        return RIGHT

    with caplog.at_level(logging.DEBUG):
        api = HostedApi(read, lambda: NOW, lambda: seconds[0])
        for _ in range(5):
            answer = api(event())
            assert (answer["statusCode"], json.loads(answer["body"])) == (503, {"detail": "Service Unavailable"})
        assert reads == [1]
        seconds[0] = REST
        assert api(event())["statusCode"] == 503
        seconds[0] = 2 * REST
        assert api(event())["statusCode"] == 200
    assert reads == [3]
    assert [record.getMessage() for record in caplog.records] == ["the credentials cannot be read: RuntimeError"] * 2


@pytest.mark.parametrize(
    "bad",
    [
        None,
        [],
        "event",
        {},
        {"requestContext": None},
        event() | {"headers": None},
        event() | {"headers": {"authorization": 5}},
        event() | {"rawPath": 7},
        event() | {"rawQueryString": None},
    ],
)
def test_what_is_no_event_of_a_url_is_a_bad_request(bad: object) -> None:
    assert hosted()(bad)["statusCode"] == 400


def test_what_is_too_long_is_not_looked_at() -> None:
    assert hosted()(event(query="x" * (LONGEST_TARGET + 1)))["statusCode"] == 414


def test_a_mistake_of_its_own_tells_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def clock() -> datetime:
        raise ValueError("what the caller sent")

    with caplog.at_level(logging.DEBUG):
        answer = HostedApi(lambda: RIGHT, clock)(event())
    assert (answer["statusCode"], json.loads(answer["body"])) == (500, {"detail": "Internal Server Error"})
    assert [record.getMessage() for record in caplog.records] == ["a call failed: ValueError"]
    assert "what the caller sent" not in caplog.text


def test_nothing_is_logged_of_a_call_that_is_answered(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        hosted()(event())
        hosted()(event(auth=("me", "wrong")))
    assert not caplog.records
