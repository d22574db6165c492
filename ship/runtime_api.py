"""Lambda's Runtime API on loopback: the HTTP interface through which a function gets its events and answers them.

AWS describes it in "Using the Lambda runtime API for custom runtimes". Served is what AWS's runtime client asks for.
"""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from loopback.server import Line, LoopbackServer, Reply

FUNCTION_ARN = "arn:aws:lambda:us-east-1:000000000000:function:SkillFunction"

_ROOT = "/2018-06-01/runtime/"
_ANSWERED = re.compile(r"invocation/[^/]+/(?P<kind>response|error)")

# How often it is looked whether the function still runs, in seconds.
_GLANCE = 0.05


@dataclass(frozen=True)
class Answer:
    """What the function answered to one event: its response, or the error it reported.

    `payload` is the parsed JSON, `seconds` the time from handing the event out to having the answer.
    """

    payload: Any
    is_error: bool
    seconds: float


class FunctionDiedError(Exception):
    """The function ended before it answered; the message is what it reported, if it did."""


class FunctionTimeoutError(Exception):
    """The function did not answer in time."""


class RuntimeApi:
    """The Runtime API for one function; a context manager that serves in a background thread.

    `address` is host and port, for AWS_LAMBDA_RUNTIME_API. `first_asked_at` is when the function first asked for an
    event, with all it does at import behind it, and `answered_at` when it last answered, both on the clock of
    `time.perf_counter`. `timeout` is what the function is told it has for each event, in seconds.
    """

    def __init__(self, timeout: float) -> None:
        self.address = ""  # known once it serves
        self.first_asked_at: float | None = None
        self.answered_at = 0.0
        self._timeout = timeout
        self._events: SimpleQueue[bytes | None] = SimpleQueue()
        self._answers: SimpleQueue[Answer] = SimpleQueue()
        self._init_error: Any = None
        self._handed_out_at = 0.0

    def __enter__(self) -> Self:
        self._server = LoopbackServer(("127.0.0.1", 0), self._answer)
        self._thread = Thread(target=self._server.run, name="runtime-api", daemon=True)
        self._thread.start()
        self.address = f"127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._events.put(None)  # whoever waits for an event is let go
        self._server.stop()
        self._thread.join()

    def invoke(self, event: object, is_running: Callable[[], bool], patience: float) -> Answer:
        """Hand the event to the function and return its answer.

        `is_running` tells whether the function still does, `patience` is how many seconds to wait, starting included.
        Raises `FunctionDiedError` or `FunctionTimeoutError`.
        """
        self._events.put(json.dumps(event).encode())
        until = time.perf_counter() + patience
        while time.perf_counter() < until:
            # Asked before the look into the queue: an answer that came just before the end counts.
            still_running = is_running()
            try:
                return self._answers.get(timeout=_GLANCE)
            except Empty:
                if not still_running:
                    reported = f": {json.dumps(self._init_error, indent=2)}" if self._init_error else ""
                    raise FunctionDiedError(f"The function ended without an answer{reported}") from None
        raise FunctionTimeoutError(f"The function did not answer within {patience:g} seconds")

    def _answer(self, line: Line) -> None:
        asked = line.path.removeprefix(_ROOT)
        if asked == "invocation/next":
            self._hand_out(line)
            return
        if asked == "init/error":
            self._init_error = json.loads(line.body)
        elif found := _ANSWERED.fullmatch(asked):
            self.answered_at = time.perf_counter()
            seconds = self.answered_at - self._handed_out_at
            self._answers.put(Answer(json.loads(line.body), found["kind"] == "error", seconds))
        else:
            line.send(Reply.of_json(404, {"errorMessage": f"{line.path} is not served here"}))
            return
        line.send(Reply.of_json(202, {"status": "OK"}))

    def _hand_out(self, line: Line) -> None:
        if self.first_asked_at is None:
            self.first_asked_at = time.perf_counter()
        event = self._events.get()
        if event is None:
            line.hang_up()
            return
        headers = {
            "Content-Type": "application/json",
            "Lambda-Runtime-Aws-Request-Id": str(uuid4()),
            "Lambda-Runtime-Deadline-Ms": str(int((time.time() + self._timeout) * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": FUNCTION_ARN,
            # Without this one the client's native part crashes.
            "Lambda-Runtime-Trace-Id": "Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0",
        }
        self._handed_out_at = time.perf_counter()
        line.send(Reply(200, event, headers))
