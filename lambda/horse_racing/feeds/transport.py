"""One GET over HTTPS, bounded in time and in size, its failures told in the domain's terms."""

import json
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar

import requests
from requests.adapters import HTTPAdapter

from horse_racing.racing.clock import Deadline
from horse_racing.racing.errors import (
    FailingError,
    RefusedError,
    ThrottledError,
    TimedOutError,
    UnreachableError,
    UnreadableError,
)

# The largest card seen in the documentation's shape is some 300 KB; far beyond that something is wrong.
LARGEST_BODY = 8_000_000
_CHUNK = 65_536

# A connection that is not there in this time will not be there in time for an answer either.
CONNECT_SECONDS = 2.0

T = TypeVar("T")


@dataclass(frozen=True)
class NotFound:
    """The provider knows nothing under this path."""


class JsonTransport:
    """GETs JSON below one base URL with HTTP Basic credentials, over one kept-alive `requests.Session`."""

    def __init__(self, base_url: str, username: str, password: str) -> None:
        self._base_url = base_url
        self._session = requests.Session()
        self._session.auth = (username, password)
        self._session.headers.update({"Accept": "application/json", "User-Agent": "talk-horse-racing"})
        # Exactly this host with exactly these credentials: no proxy, .netrc or CA bundle from the environment.
        self._session.trust_env = False
        adapter = HTTPAdapter(max_retries=0)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def get(self, path: str, params: Mapping[str, str | int], deadline: Deadline) -> object:
        """Return the parsed body, or `NotFound` for a 404; raises a `RaceDataError` for everything else.

        The call runs on a thread of its own, because the timeouts of requests bound each wait and not their sum: a
        slow name server, several addresses or a body that drips would outlast the turn.
        """
        if not deadline.remaining():
            raise TimedOutError(f"no time was left to ask for {path}")
        try:
            return _within(deadline, lambda: self._fetch(path, params, deadline))
        except TimeoutError:
            raise TimedOutError(f"{path} did not answer in time") from None

    def _fetch(self, path: str, params: Mapping[str, str | int], deadline: Deadline) -> object:
        remaining = max(deadline.remaining(), 0.001)
        try:
            with self._session.get(
                self._base_url + path,
                params=params,
                timeout=(min(CONNECT_SECONDS, remaining), remaining),
                allow_redirects=False,
                stream=True,
            ) as response:
                if response.status_code == HTTPStatus.NOT_FOUND:
                    return NotFound()
                _check_status(response.status_code, path)
                return _parsed(_body_of(response, path, deadline), path)
        except requests.exceptions.Timeout:
            raise TimedOutError(f"{path} did not answer in time") from None
        except requests.exceptions.ContentDecodingError:
            raise UnreadableError(f"{path} answered in a broken encoding") from None
        except requests.exceptions.RequestException as error:
            raise UnreachableError(f"{path} could not be reached: {type(error).__name__}") from None


def _within(deadline: Deadline, call: Callable[[], T]) -> T:
    """Return what the call returns; raises TimeoutError when it is not done by the deadline, leaving it behind."""
    outcome: Future[T] = Future()

    def run() -> None:
        try:
            outcome.set_result(call())
        except BaseException as error:  # noqa: BLE001 - handed over to the waiting thread, whatever it is
            outcome.set_exception(error)

    threading.Thread(target=run, name="race-data", daemon=True).start()
    return outcome.result(timeout=deadline.remaining())


def _check_status(status: int, path: str) -> None:
    if status == HTTPStatus.OK:
        return
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        raise RefusedError(
            f"{path} answered {status}: check RACING_API_USERNAME and RACING_API_PASSWORD, and that the account is "
            "active and its plan includes the North America add-on"
        )
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise ThrottledError(f"{path} answered {status}")
    raise FailingError(f"{path} answered {status}")


def _body_of(response: requests.Response, path: str, deadline: Deadline) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(_CHUNK):
        body += chunk
        if len(body) > LARGEST_BODY:
            raise UnreadableError(f"{path} answered more than {LARGEST_BODY} bytes")
        if not deadline.remaining():
            raise TimedOutError(f"{path} was still answering when time was up")
    return bytes(body)


def _parsed(body: bytes, path: str) -> object:
    try:
        parsed: object = json.loads(body)
    except (ValueError, RecursionError):
        raise UnreadableError(f"{path} did not answer with JSON") from None
    return parsed
