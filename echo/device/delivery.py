"""The wire between Alexa and the function: JSON both ways, and a limit on how long Alexa waits."""

import json
import queue
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from loopback.clock import Clock

Json = dict[str, Any]

# What AWS calls: an event and a context in, an object for the answer out.
Handler = Callable[[Json, Any], Any]

FUNCTION_SECONDS = 7.0


class LambdaContext:
    """What a function asks of its Lambda context; its time counts down from the function's timeout of 7 seconds."""

    function_name = "talk-horse-racing-simulated"
    function_version = "$LATEST"
    invoked_function_arn = "arn:aws:lambda:us-east-1:000000000000:function:talk-horse-racing-simulated"
    memory_limit_in_mb = "512"

    def __init__(self, clock: Clock, request_id: str) -> None:
        self.aws_request_id = request_id
        self._clock = clock
        self._ends = clock.monotonic() + FUNCTION_SECONDS

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds until AWS ends the function, 0 once they are over."""
        return max(0, round((self._ends - self._clock.monotonic()) * 1000))


@dataclass(frozen=True)
class Delivery:
    """What came back: the parsed answer after some seconds, or a sentence saying why there is none."""

    response: object
    seconds: float
    failure: str = ""
    timed_out: bool = False


def deliver(handler: Handler, event: Json, clock: Clock, limit: float) -> Delivery:
    """Send an event through the handler, as JSON both ways, and wait `limit` seconds at most for the answer.

    Nothing the handler does raises here. A handler that takes too long is left behind, as Alexa leaves it.
    """
    started = clock.monotonic()
    context = LambdaContext(clock, event["request"]["requestId"])
    wire = json.dumps(event)
    answers: queue.SimpleQueue[tuple[bytes | None, str]] = queue.SimpleQueue()

    def invoke() -> None:
        try:
            answers.put((_to_json(handler(json.loads(wire), context)), ""))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - AWS reports whatever a handler raises
            answers.put((None, _describe(error)))

    # A daemon, so that a handler that hangs does not keep the program from ending.
    threading.Thread(target=invoke, daemon=True).start()
    try:
        answer, failure = answers.get(timeout=limit)
    except queue.Empty:
        return Delivery(None, limit, f"no answer within {limit:g} s: Alexa gave up", timed_out=True)
    seconds = clock.monotonic() - started
    return Delivery(None if answer is None else json.loads(answer), seconds, failure)


class _NotJsonError(Exception):
    """The answer cannot travel as JSON."""


def _to_json(answer: object) -> bytes:
    try:
        return json.dumps(answer, allow_nan=False, ensure_ascii=False).encode()
    except (TypeError, ValueError) as error:
        raise _NotJsonError(f"the answer is no JSON: {error}") from error


def _describe(error: BaseException) -> str:
    if isinstance(error, _NotJsonError):
        return str(error)
    where = traceback.extract_tb(error.__traceback__)[-1]
    return f"the handler raised {type(error).__name__}: {error} ({where.filename}:{where.lineno} in {where.name})"
