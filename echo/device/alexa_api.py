"""Alexa's own API on loopback, as far as the skill asks it: the device's time zone, and words for the time of waiting.

Paths, bodies and statuses are those of Amazon's Device Settings and Progressive Response references and of the clients
in ask-sdk-model. `echo.device.alexa_faults` is how it can fail.
"""

import json
import re
import secrets
import time
from dataclasses import dataclass
from threading import Lock, Thread
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote

from echo.device.alexa_faults import AlexaFailure
from echo.device.envelopes import DEVICE, ApiAccess
from echo.device.ssml import read_ssml
from loopback.server import Line, LoopbackServer, Reply

# Amazon's: directives for one request, and characters of each.
DIRECTIVES = 5
DIRECTIVE_CHARACTERS = 600

_TIME_ZONE = re.compile(r"/v2/devices/(?P<device>[^/]+)/settings/System\.timeZone")
_DIRECTIVES = "/v1/directives"


@dataclass(frozen=True)
class Asked:
    """A call, the status answered (None for a call that got no answer), and when it came, in monotonic seconds."""

    method: str
    path: str
    status: int | None
    at: float


@dataclass(frozen=True)
class Directive:
    """What was sent to be said: for which request, the words as they are heard, the status, and when, as above."""

    request_id: str
    speech: str
    status: int | None
    at: float


@dataclass(frozen=True)
class Interim:
    """What came while an answer was awaited: the words, and what the API refused up to now, one sentence each."""

    speech: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


class AlexaApi:
    """Alexa's API for one device; a context manager that serves in a background thread.

    `zone` is the name it answers as the device's time zone, None for none, as Alexa's own simulator has it; it may
    change at any time. `fault` is one of `echo.device.alexa_faults.FAULTS`; raises ValueError for another. `asked` and
    `directives` keep what came, `problems` what was refused, except by a fault or for coming after the answer.
    """

    def __init__(self, zone: str | None = None, fault: str = "") -> None:
        self.zone = zone
        self.asked: list[Asked] = []
        self.directives: list[Directive] = []
        self.problems: list[str] = []
        self._token = f"SIMULATED-{secrets.token_hex(8)}"
        self._failure = AlexaFailure(fault)
        self._lock = Lock()
        self._waiting = self._answered = ""
        self._told = 0
        self._server = LoopbackServer(("127.0.0.1", 0), self._answer)
        self._thread = Thread(target=self._server.run, daemon=True)

    @property
    def access(self) -> ApiAccess:
        """What the envelopes of its device tell the skill about it."""
        return ApiAccess(f"http://127.0.0.1:{self._server.server_port}", self._token)

    def fail(self, fault: str) -> None:
        """Fail this way from here on, or no longer where it is empty; raises ValueError for an unknown fault."""
        self._failure.over.set()
        self._failure = AlexaFailure(fault)

    def await_answer(self, request_id: str) -> None:
        """Let directives come for this request."""
        with self._lock:
            self._waiting = request_id

    def answered(self) -> Interim:
        """Take no more directives, and return what came and was refused since the last time."""
        with self._lock:
            heard = tuple(sent.speech for sent in self._heard())
            problems = tuple(self.problems[self._told :])
            self._waiting, self._answered, self._told = "", self._waiting, len(self.problems)
        return Interim(heard, problems)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._failure.over.set()
        self._server.stop()

    def _heard(self) -> list[Directive]:
        """Return the directives that are said while the present request waits."""
        ok = (sent for sent in self.directives if sent.status == _SENT.status)
        return [sent for sent in ok if sent.request_id == self._waiting]

    def _answer(self, line: Line) -> None:
        failure = self._failure
        with self._lock:
            reply = failure.reply(line) or self._honest(line)
            status = reply.status if failure.answers else None
            self._record(line, status)
        failure.send(line, reply)

    def _record(self, line: Line, status: int | None) -> None:
        at = time.monotonic()
        if line.path != _DIRECTIVES:
            self.asked.append(Asked(line.command, line.path, status, at))
            return
        sent = _sent(line)
        self.directives.append(Directive(sent.request_id, read_ssml(sent.ssml).text, status, at))

    def _honest(self, line: Line) -> Reply:
        """Return the answer to a call, and note what it refuses."""
        if line.headers.get("Authorization") != f"Bearer {self._token}":
            return self._refused(line, 401, "the token is not the one of the request")
        if line.command == "POST" and line.path == _DIRECTIVES:
            sent = _sent(line)
            if sent.request_id and sent.request_id == self._answered:
                # It was sent in good time and only came too late, which nobody hears.
                return Reply.of_json(403, {"code": "SIMULATED_REFUSAL", "message": "the request is answered"})
            status, problem = self._why_not(sent)
            return self._refused(line, status, problem) if problem else _SENT
        match = _TIME_ZONE.fullmatch(line.path) if line.command == "GET" else None
        if not match:
            return self._refused(line, 404, "there is no such thing")
        if unquote(match["device"]) != DEVICE:
            return self._refused(line, 403, "the device is another one")
        return Reply.of_json(200, self.zone) if self.zone is not None else Reply(204, b"")

    def _why_not(self, sent: "_Sent") -> tuple[int, str]:
        """Return the status and the reason for which a directive is refused, the reason empty when it is not."""
        if not sent.request_id or sent.request_id != self._waiting:
            return 403, f'the request "{sent.request_id}" waits for no answer, or no longer'
        if len(self._heard()) >= DIRECTIVES:
            return 403, f"a request takes {DIRECTIVES} directives"
        if sent.type != "VoicePlayer.Speak":
            return 400, f'the directive is of type "{sent.type}"'
        if len(sent.ssml) > DIRECTIVE_CHARACTERS:
            return 400, f"the speech has {len(sent.ssml)} characters; Alexa takes {DIRECTIVE_CHARACTERS}"
        speech = read_ssml(sent.ssml)
        problems = speech.problems if speech.text else (*speech.problems, "says nothing")
        return 400, "; ".join(f"the speech {problem}" for problem in problems)

    def _refused(self, line: Line, status: int, problem: str) -> Reply:
        self.problems.append(f"Alexa's API answers {line.command} {line.path} with {status}: {problem}")
        return Reply.of_json(status, {"code": "SIMULATED_REFUSAL", "message": problem})


_SENT = Reply(204, b"")


@dataclass(frozen=True)
class _Sent:
    """The body of a directive call, with empty texts for whatever is not there."""

    request_id: str
    type: str
    ssml: str


def _sent(line: Line) -> _Sent:
    try:
        body = json.loads(line.body)
    except ValueError:
        body = None
    places = (("header", "requestId"), ("directive", "type"), ("directive", "speech"))
    return _Sent(*(_text(body, *path) for path in places))


def _text(body: Any, *path: str) -> str:
    for name in path:
        body = body.get(name) if isinstance(body, dict) else None
    return body if isinstance(body, str) else ""
