"""One GET over HTTPS, bounded in time and in size, its failures told in the domain's terms."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

import requests
from requests.adapters import HTTPAdapter
from requests.auth import HTTPBasicAuth
from urllib3.exceptions import DecodeError, HTTPError, ReadTimeoutError
from urllib3.util import Retry

from horse_racing.bounded_call import call_within
from horse_racing.feeds.credentials import Credentials
from horse_racing.feeds.rate_limit import RateLimit
from horse_racing.racing.clock import Deadline
from horse_racing.racing.errors import (
    FailingError,
    RaceDataError,
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

# Before a second try, in seconds: after a failure of the provider, and after a 429 that names no time.
_PAUSE_AFTER_FAILURE = 0.2
_PAUSE_AFTER_THROTTLING = 1.0

# Longer than any turn has.
_LONGEST_PAUSE = 60.0

# A second try that has less time than this left is not worth a call.
_LEAST_SECONDS = 0.3


@dataclass(frozen=True)
class NotFound:
    """The provider knows nothing under this path."""


class _WorthRetryingError(Exception):
    """The call failed in a way that a second one after a pause, in seconds, may not."""

    def __init__(self, error: RaceDataError, pause: float) -> None:
        super().__init__()
        self.error = error
        self.pause = pause


class JsonTransport:
    """GETs JSON below one base URL with HTTP Basic credentials, over one kept-alive `requests.Session`."""

    def __init__(self, base_url: str, credentials: Credentials, rate_limit: RateLimit) -> None:
        self._base_url = base_url
        self._credentials = credentials
        self._rate_limit = rate_limit
        self._session = requests.Session()
        self._session.headers.update({"Accept": "application/json", "User-Agent": "talk-horse-racing"})
        # Exactly this host with exactly these credentials: no proxy, .netrc or CA bundle from the environment.
        self._session.trust_env = False
        adapter = HTTPAdapter(max_retries=0)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def get(self, what: str, path: str, params: Mapping[str, str | int], deadline: Deadline) -> object:
        """Return the parsed body, or `NotFound` for a 404; raises a `RaceDataError` for everything else.

        `what` names it in the log, where the path has no place: the provider chose a part of it.
        A broken connection, a 429 and a failure of the provider are tried once more, if time allows.
        """
        if not deadline.remaining():
            raise TimedOutError(f"no time was left to ask for {what}")
        try:
            return call_within(deadline.remaining(), lambda: self._try_twice(what, path, params, deadline))
        except TimeoutError:
            raise TimedOutError(f"{what} did not come in time") from None

    def _try_twice(self, what: str, path: str, params: Mapping[str, str | int], deadline: Deadline) -> object:
        # urllib3's own retries would wait as long as Retry-After says, whatever the turn has left.
        try:
            return self._try(what, path, params, deadline)
        except _WorthRetryingError as first:
            if first.pause + _LEAST_SECONDS > deadline.remaining():
                raise first.error from None
            deadline.clock.sleep(first.pause)
        try:
            return self._try(what, path, params, deadline)
        except _WorthRetryingError as second:
            raise second.error from None

    def _try(self, what: str, path: str, params: Mapping[str, str | int], deadline: Deadline) -> object:
        username, password = self._credentials.get(deadline)
        self._rate_limit.wait(deadline)
        remaining = max(deadline.remaining(), 0.001)
        try:
            with self._session.get(
                self._base_url + path,
                params=params,
                auth=HTTPBasicAuth(username.encode(), password.encode()),  # texts would be taken for Latin-1
                timeout=(min(CONNECT_SECONDS, remaining), remaining),
                allow_redirects=False,
                stream=True,
            ) as response:
                if response.status_code == HTTPStatus.NOT_FOUND:
                    return NotFound()
                self._check_status(response, what)
                return _parsed(_body_of(response, what, deadline), what)
        except (requests.exceptions.Timeout, ReadTimeoutError):
            raise TimedOutError(f"{what} did not come in time") from None
        except (requests.exceptions.ContentDecodingError, DecodeError):
            raise UnreadableError(f"{what} came in a broken encoding") from None
        except requests.exceptions.SSLError:
            raise UnreachableError(f"{what} could not be reached: the certificate was not accepted") from None
        except (requests.exceptions.RequestException, HTTPError) as error:
            reason = UnreachableError(f"{what} could not be reached: {type(error).__name__}")
            raise _WorthRetryingError(reason, pause=0) from None

    def _check_status(self, response: requests.Response, what: str) -> None:
        status = response.status_code
        if status == HTTPStatus.OK:
            return
        if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            self._credentials.refused()
            raise RefusedError(
                f"{what} answered {status}: check {self._credentials.where}, and that the account is active and its "
                "plan includes the North America add-on"
            )
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise _WorthRetryingError(ThrottledError(f"{what} answered {status}"), _retry_after(response))
        error = FailingError(f"{what} answered {status}")
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise _WorthRetryingError(error, _PAUSE_AFTER_FAILURE)
        raise error


def _retry_after(response: requests.Response) -> float:
    """Return the seconds a 429 asks to wait, bounded; a date is understood too, and garbage names no time."""
    try:
        return min(Retry().parse_retry_after(response.headers["Retry-After"]), _LONGEST_PAUSE)
    except Exception:  # noqa: BLE001 - what a header can hold makes the parsers of numbers and dates fail in many ways
        return _PAUSE_AFTER_THROTTLING


def _body_of(response: requests.Response, what: str, deadline: Deadline) -> bytes:
    body = bytearray()
    # read1 returns what is there; a full chunk of a body that drips would come long after the deadline.
    while chunk := response.raw.read1(_CHUNK, decode_content=True):
        body += chunk
        if len(body) > LARGEST_BODY:
            raise UnreadableError(f"{what} had more than {LARGEST_BODY} bytes")
        if not deadline.remaining():
            raise TimedOutError(f"{what} was still coming when time was up")
    return bytes(body)


def _parsed(body: bytes, what: str) -> object:
    try:
        parsed: object = json.loads(body)
    except (ValueError, RecursionError):
        raise UnreadableError(f"{what} came as something other than JSON") from None
    return parsed
