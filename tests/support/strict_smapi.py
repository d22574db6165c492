"""A strict Skill Management API on loopback, with Login with Amazon: what the real ASK CLI talks to in the tests.

Each request is held to the operation and the types it is for; what is wrong with it is answered as Amazon answers it,
with 400, and kept in `refused`. `python -m tests.support.smapi_by_hand` runs one for whoever wants to see it.
"""

import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from ask_smapi_model.v1.bad_request_error import BadRequestError

from loopback.server import Line, LoopbackServer, Reply, Request
from tests.support.smapi_account import Account, RefusedError
from tests.support.smapi_operations import OPERATIONS, PLAIN, Operation
from tests.support.smapi_types import described, problems, wire

ACCESS, REFRESH = "Atza|access", "Atzr|refresh"
TOKEN = "/auth/o2/token"
# In the place of a status: the connection is reset.
RESET = 0


@dataclass
class Smapi:
    """What answers. `troubles` are statuses that an operation is answered with first, one after the other.

    `losses` tell likewise of which answers the connection is reset once it is done. `login` is whether the refresh
    token is any good, `token` whether the access token is, which it is for `expires_after` more requests.
    """

    account: Account
    troubles: dict[str, list[int]] = field(default_factory=dict)
    losses: dict[str, list[bool]] = field(default_factory=dict)
    login: bool = True
    token: bool = True
    expires_after: int | None = None
    asked: list[Request] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def answer(self, request: Request) -> Reply | None:
        """Return the answer to a request, None where the connection is reset."""
        if request.target == TOKEN:
            return self._token(request)
        self.asked.append(request)
        found = _operation(request)
        if found is None:
            self.refused.append(f"{request.method} {request.target} is no operation")
            return Reply.of_json(404, {"message": "No such operation."})
        operation, path = found
        if self.expires_after is not None:
            self.token, self.expires_after = self.expires_after > 0, self.expires_after - 1
        if not self.token or request.headers.get("authorization") != f"Bearer {ACCESS}":
            return _error(operation, 401, "Token is invalid/expired.")
        if self.troubles.get(operation.name):
            status = self.troubles[operation.name].pop(0)
            return None if status == RESET else _error(operation, status, "Amazon is in trouble.")
        reply = self._done(operation, path, request)
        losses = self.losses.get(operation.name)
        return None if losses and losses.pop(0) else reply

    def _done(self, operation: Operation, path: Mapping[str, str], request: Request) -> Reply:
        query = dict(parse_qsl(urlsplit(request.target).query, keep_blank_values=True))
        body = _json(request.body)
        if found := list(_problems(operation, query, body, request)):
            self.refused += [f"{operation.name}: {problem}" for problem in found]
            return Reply.of_json(400, _bad_request(found))
        try:
            told = self.account.answer(operation.name, path, query, body)
        except RefusedError as refused:
            return _error(operation, refused.status, str(refused))
        if operation.answers is None:
            assert told is None
            return Reply(operation.status, b"")
        assert isinstance(told, described(operation.answers))
        return Reply.of_json(operation.status, wire(told))

    def _token(self, request: Request) -> Reply:
        """Answer as Login with Amazon does."""
        said = _json(request.body)
        assert said["grant_type"] == "refresh_token"
        if not self.login or said["refresh_token"] != REFRESH:
            return Reply.of_json(
                400, {"error": "invalid_grant", "error_description": "The request has an invalid grant."}
            )
        told = {"access_token": ACCESS, "refresh_token": REFRESH, "token_type": "bearer", "expires_in": 3600}
        return Reply.of_json(200, told)


class SmapiServer:
    """The same on loopback. Use it with `with`; `environment` is what the ASK CLI needs to talk to it."""

    def __init__(self, smapi: Smapi) -> None:
        self.smapi = smapi
        self._server = LoopbackServer(("127.0.0.1", 0), self._serve)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.stop()
        self._thread.join()

    @property
    def environment(self) -> dict[str, str]:
        """A login that comes from the environment alone, and where to go with it; nothing is told to Amazon."""
        url = f"http://127.0.0.1:{self._server.server_port}"
        return {
            "ASK_SMAPI_SERVER_BASE_URL": url,
            "ASK_LWA_TOKEN_HOST": url,
            "ASK_REFRESH_TOKEN": REFRESH,
            "ASK_VENDOR_ID": "V1",
            "AWS_ACCESS_KEY_ID": "unused",
            "AWS_SECRET_ACCESS_KEY": "unused",
            "ASK_SHARE_USAGE": "false",
        }

    def _serve(self, line: Line) -> None:
        reply = self.smapi.answer(line.request_read)
        if reply is None:
            line.hang_up(reset=True)
        else:
            line.send(reply)


def _operation(request: Request) -> tuple[Operation, dict[str, str]] | None:
    """Return the operation that a request is for, and what its path holds."""
    path = urlsplit(request.target).path
    for operation in OPERATIONS:
        if request.method == operation.method and (match := operation.pattern.fullmatch(path)):
            return operation, match.groupdict()
    return None


def _problems(operation: Operation, query: Mapping[str, str], body: Any, request: Request) -> Iterator[str]:
    for name, value in query.items():
        if name not in operation.query:
            yield f"there is no parameter {name}"
        elif operation.query[name] == "int" and not value.isdecimal():
            yield f"the parameter {name} is no number"
    if operation.takes is None:
        if request.body:
            yield "there is a body"
        return
    if not request.headers.get("content-type", "").startswith("application/json"):
        yield "the body is said to be no JSON"
    yield from problems(operation.takes, body)


def _error(operation: Operation, status: int, message: str) -> Reply:
    """Return a refusal in the type that the operation has for it."""
    if status in {400, 403}:
        return Reply.of_json(status, _bad_request([message]))
    return Reply.of_json(status, wire(described(operation.error)(message=message)))


def _bad_request(found: list[str]) -> Any:
    violation = described(PLAIN)
    return wire(BadRequestError(message="Bad request.", violations=[violation(message=problem) for problem in found]))


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None
