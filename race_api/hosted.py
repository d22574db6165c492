"""The race API as a Lambda function behind a function's URL: events of payload format 2.0 in, answers out.

Whoever knows the address may call, so a call without the right credentials costs no work: no card is made for it, what
makes one is not even imported, and AWS is not asked. What a caller sent is never logged.
"""

import json
import logging
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from loopback.server import Reply, Request
from race_api.admission import Admission

if TYPE_CHECKING:
    from race_api.answering import Answering

_log = logging.getLogger(__name__)

Credentials = tuple[str, str]

# The longest target and the longest Authorization header that are looked at, in characters.
LONGEST_TARGET = 1000
LONGEST_AUTHORIZATION = 500

# Seconds until a secret that could not be read is read again, and that one read may take.
REST = 30.0
SECRET_SECONDS = 2.0

_BAD_EVENT = Reply.of_json(400, {"detail": "Bad Request"})
_TOO_LONG = Reply.of_json(414, {"detail": "URI Too Long"})
_BROKEN = Reply.of_json(500, {"detail": "Internal Server Error"})
_NO_CREDENTIALS = Reply.of_json(503, {"detail": "Service Unavailable"})


class HostedApi:
    """The function: called with each event, it returns the answer.

    `read_credentials` returns the user name and the password that a caller must give, or raises whatever it likes. It
    is called once, and again at most every `REST` seconds while it fails. `clock` returns the present as an aware
    datetime, `monotonic` seconds on a clock that never goes back.
    """

    def __init__(
        self,
        read_credentials: Callable[[], Credentials],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read_credentials = read_credentials
        self._clock = clock
        self._monotonic = monotonic
        self._tried_at: float | None = None
        self._admission: Admission | None = None
        self._answering: Answering | None = None
        self._credentials: Credentials = ("", "")
        # Lambda gives the start more of a processor than a call gets.
        self._get_ready()

    def __call__(self, event: object, context: object = None) -> dict[str, Any]:
        """Return the answer to one event; nothing raises."""
        del context
        try:
            reply = self._reply(event)
        except Exception as error:  # noqa: BLE001 - what is wrong with ours is none of the caller's business
            _log.error("a call failed: %s", type(error).__name__)
            reply = _BROKEN
        return {
            "statusCode": reply.status,
            "headers": dict(reply.headers),
            "body": reply.body.decode(),
            "isBase64Encoded": False,
        }

    def _reply(self, event: object) -> Reply:
        request = _request_of(event)
        if request is None:
            return _BAD_EVENT
        if len(request.target) > LONGEST_TARGET:
            return _TOO_LONG
        admission = self._get_ready()
        if admission is None:
            return _NO_CREDENTIALS
        return admission.refusal(request) or self._answers().answer(request).reply

    def _get_ready(self) -> Admission | None:
        """Return who decides about calls, None while the credentials cannot be had."""
        if self._admission is None and (self._tried_at is None or self._monotonic() - self._tried_at >= REST):
            self._tried_at = self._monotonic()
            try:
                self._credentials = self._read_credentials()
                self._admission = Admission(*self._credentials)
            except Exception as error:  # noqa: BLE001 - botocore makes its errors at run time; all mean the same here
                _log.error("the credentials cannot be read: %s", type(error).__name__)
        return self._admission

    def _answers(self) -> "Answering":
        if self._answering is None:
            from race_api.answering import Answering  # noqa: PLC0415 - for the first call that is let in
            from race_api.office import DEFAULT_SEED, RacingOffice  # noqa: PLC0415
            from race_api.season import season  # noqa: PLC0415

            self._answering = Answering(RacingOffice(DEFAULT_SEED, self._clock, season), *self._credentials)
        return self._answering


def secret(environ: Mapping[str, str]) -> Callable[[], Credentials]:
    """Return what reads the secret of AWS Secrets Manager that RACE_API_SECRET names."""

    def read() -> Credentials:
        import boto3  # noqa: PLC0415 - the runtime's own; a desk that only tests this module has no use for it
        from botocore.config import Config  # noqa: PLC0415

        limits = Config(connect_timeout=SECRET_SECONDS, read_timeout=SECRET_SECONDS, retries={"total_max_attempts": 1})
        answer = boto3.client("secretsmanager", config=limits).get_secret_value(SecretId=environ["RACE_API_SECRET"])
        content = json.loads(answer["SecretString"])
        username, password = content["username"], content["password"]
        if not (isinstance(username, str) and isinstance(password, str) and username and password):
            raise TypeError("username and password are texts")
        return username, password

    return read


def _request_of(event: object) -> Request | None:
    """Return the request that an event tells of, without its body; None for what is no such event."""
    if not isinstance(event, dict):
        return None
    try:
        method, path = event["requestContext"]["http"]["method"], event["rawPath"]
        query, given = event["rawQueryString"], event["headers"].get("authorization", "")
    except (AttributeError, KeyError, TypeError):
        return None
    if not all(isinstance(text, str) for text in (method, path, query, given)):
        return None
    # One that is longer than any right one is as wrong as any other.
    headers = {"authorization": given[:LONGEST_AUTHORIZATION]} if given else {}
    return Request(method, f"{path}?{query}" if query else path, headers)
