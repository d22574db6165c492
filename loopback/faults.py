"""What can go wrong between a client and any API, one fault each, as it looks on the wire.

A fault changes the reply (`_REPLIES`), or the way in which it is sent (`_SENDERS`), never both.
Of the refusals each API has its own wording; a failure is given it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from http import HTTPStatus
from itertools import count
from threading import Event

from loopback.server import Line, Reply, Request

HUGE_BODY_BYTES = 50 * 1024 * 1024
_CHUNK = b" " * 65_536
DRIP_SECONDS = 0.1  # between two bytes
DRIP_PROMISED_BYTES = 1_000_000  # as Content-Length: more than anyone waits for


class Fault(Enum):
    """A way of failing; the value is its name on the command line."""

    SLOW = "slow"  # the right answer after `seconds`
    HANG = "hang"  # accepts the request and never answers
    RESET = "reset"  # TCP reset instead of an answer
    TRUNCATED = "truncated"  # Content-Length says more than is sent before the connection closes
    DRIP = "drip"  # the status, then one byte each 100 ms for ever
    HUGE_BODY = "huge-body"  # the status, then 50 MB, chunked
    NOT_JSON = "not-json"  # 200, application/json, no JSON
    HTML = "html"  # 200 with a web page
    WRONG_TYPES = "wrong-types"  # the right names, every value of another type
    NULLS = "nulls"  # the right shape, every value in it null
    REDIRECT_LOOP = "redirect-loop"  # 302 to the same address
    UNAUTHORIZED = "unauthorized"  # 401: also what a plan without the add-on gets
    NOT_FOUND = "not-found"  # 404
    UNPROCESSABLE = "unprocessable"  # 422
    THROTTLED = "throttled"  # 429
    THROTTLED_RETRY_AFTER = "throttled-retry-after"  # 429 with Retry-After: 1 (second)
    SERVER_ERROR = "server-error"  # 500
    FAIL_ONCE = "fail-once"  # 500 for the first call, then fine


@dataclass(frozen=True)
class Failure:
    """A fault in force.

    `seconds` is SLOW's delay; `wordings` are the API's own answers for the faults that are refusals; `over` ends all
    waiting; `calls` counts the calls it met.
    """

    fault: Fault
    seconds: float = 0
    wordings: Mapping[Fault, Reply] = field(default_factory=dict)
    over: Event = field(default_factory=Event)
    calls: "count[int]" = field(default_factory=count)

    @property
    def answers(self) -> bool:
        """Whether the client gets at least a status line."""
        return self.fault not in (Fault.HANG, Fault.RESET)

    def reply(self, request: Request, honest: Reply) -> Reply:
        """Return what to answer instead of the honest reply."""
        if self.fault is Fault.FAIL_ONCE:
            return _SERVER_ERROR if next(self.calls) == 0 else honest
        if wording := self.wordings.get(self.fault):
            return wording
        change = _REPLIES.get(self.fault)
        return change(request, honest) if change else honest

    def send(self, line: Line, reply: Reply) -> None:
        """Send the reply the fault's way; returns early once `over` is set."""
        sender = _SENDERS.get(self.fault)
        if sender:
            sender(self, line, reply)
        else:
            line.send(reply)


def _wrong_types(value: object) -> object:
    """Return the value with its names kept and every type another; lists also hold a number that belongs nowhere."""
    match value:
        case dict():
            return {name: _wrong_types(inner) for name, inner in value.items()}
        case list():
            return [*map(_wrong_types, value), 17]
        case str():
            return {"text": value}
        case None:
            return []
    return [value]


def _nulls(value: object) -> object:
    """Return the value with null for everything that is no object or list."""
    match value:
        case dict():
            return {name: _nulls(inner) for name, inner in value.items()}
        case list():
            return [_nulls(inner) for inner in value]
    return None


def _redirect(request: Request, _honest: Reply) -> Reply:
    return Reply(302, b"", {"Location": request.target})


def _refusal(status: int, **headers: str) -> Callable[[Request, Reply], Reply]:
    """Return a refusal that says its status and nothing else."""
    return lambda _request, _honest: Reply.of_json(status, {"detail": HTTPStatus(status).phrase}, **headers)


_SERVER_ERROR = Reply(500, b"Internal Server Error", {"Content-Type": "text/plain; charset=utf-8"})
_PAGE = b"<!DOCTYPE html><html><head><title>Welcome</title></head><body>Please sign in.</body></html>"

_REPLIES: dict[Fault, Callable[[Request, Reply], Reply]] = {
    Fault.NOT_JSON: lambda _request, _honest: Reply(200, b'{"meets": [', {"Content-Type": "application/json"}),
    Fault.HTML: lambda _request, _honest: Reply(200, _PAGE, {"Content-Type": "text/html; charset=utf-8"}),
    Fault.WRONG_TYPES: lambda _request, honest: Reply.of_json(honest.status, _wrong_types(json.loads(honest.body))),
    Fault.NULLS: lambda _request, honest: Reply.of_json(honest.status, _nulls(json.loads(honest.body))),
    Fault.REDIRECT_LOOP: _redirect,
    Fault.UNAUTHORIZED: _refusal(401, WWW_Authenticate="Basic"),
    Fault.NOT_FOUND: _refusal(404),
    Fault.UNPROCESSABLE: _refusal(422),
    Fault.THROTTLED: _refusal(429),
    Fault.THROTTLED_RETRY_AFTER: _refusal(429, Retry_After="1"),
    Fault.SERVER_ERROR: lambda _request, _honest: _SERVER_ERROR,
}


def _slow(failure: Failure, line: Line, reply: Reply) -> None:
    failure.over.wait(failure.seconds)
    line.send(reply)


def _hang(failure: Failure, line: Line, _reply: Reply) -> None:
    failure.over.wait()
    line.hang_up()


def _reset(_failure: Failure, line: Line, _reply: Reply) -> None:
    line.hang_up(reset=True)


def _truncated(_failure: Failure, line: Line, reply: Reply) -> None:
    line.start(reply.status, {**reply.headers, "Content-Length": str(len(reply.body))})
    line.wfile.write(reply.body[: len(reply.body) // 2])
    line.hang_up()


def _drip(failure: Failure, line: Line, reply: Reply) -> None:
    line.start(reply.status, {"Content-Type": "application/json", "Content-Length": str(DRIP_PROMISED_BYTES)})
    while not failure.over.wait(DRIP_SECONDS):
        line.wfile.write(b" ")
    line.hang_up()


def _huge_body(failure: Failure, line: Line, reply: Reply) -> None:
    """Send spaces before an empty object, which is JSON, in chunks: the size is in no header."""
    line.start(reply.status, {"Content-Type": "application/json", "Transfer-Encoding": "chunked"})
    for _ in range(HUGE_BODY_BYTES // len(_CHUNK)):
        if failure.over.is_set():
            line.hang_up()
            return
        line.wfile.write(b"%x\r\n%b\r\n" % (len(_CHUNK), _CHUNK))
    line.wfile.write(b"2\r\n{}\r\n0\r\n\r\n")


_SENDERS: dict[Fault, Callable[[Failure, Line, Reply], None]] = {
    Fault.SLOW: _slow,
    Fault.HANG: _hang,
    Fault.RESET: _reset,
    Fault.TRUNCATED: _truncated,
    Fault.DRIP: _drip,
    Fault.HUGE_BODY: _huge_body,
}
