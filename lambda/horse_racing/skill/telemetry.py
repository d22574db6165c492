"""What a turn tells the skill's owner: one line of log, in Lambda as JSON with a line of metrics (EMF) beside it.

A report holds names of our own making, numbers and request ids: nothing that was said, nothing that tells who said it,
and nothing the race data's provider sent. Alexa's own errors are told with Alexa's words.
"""

import json
import logging
import re
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from horse_racing.skill.erasure import ErasureError
from horse_racing.skill.event import request_id, request_type

_log = logging.getLogger(__name__)

NAMESPACE = "TalkHorseRacing"

# The logger above all of the skill's own: the handler that writes JSON stands there.
SERVICE = "horse_racing"

# What counts as an intent where none is known by its name, so that there is no end of names by no one's doing.
OTHER = "Other"

_REQUESTS = {"LaunchRequest", "SessionEndedRequest"}
_REQUEST_ID = re.compile(r"amzn1\.echo-api\.request\.[\w.-]{1,80}", re.ASCII)
_MILLISECONDS = 1000


@dataclass
class TurnReport:
    """One turn. `seconds` is how long it took, `feed_seconds` the part spent on race data, None where none was asked.

    `answer` is the name of the answer's class, `reply` that or else how the turn ended, `error` the name of the class
    of what went wrong, `favorites_error` what the store of favorites said, without which the turn went on. `level` and
    `message` are those of the log line.
    """

    intent: str = OTHER
    reply: str = ""
    answer: str | None = None
    error: str | None = None
    favorites_error: str | None = None
    is_data_failure: bool = False
    is_failed_erasure: bool = False
    is_rejection: bool = False
    is_unknown_track: bool = False
    stays_open: bool = False
    is_cold: bool = False
    seconds: float = 0.0
    feed_seconds: float | None = None
    aws_request_id: str = ""
    alexa_request_id: str = ""
    level: int = logging.INFO
    message: str = "turn"

    @property
    def is_own_failure(self) -> bool:
        """Tell whether it is for the owner to mend in the skill: whatever is an error and not told by Alexa."""
        return self.level >= logging.ERROR and not self.is_rejection

    def failed(self, level: int, error: str, message: str, *, is_data_failure: bool = False) -> None:
        """Note what went wrong; whatever answer there was is not told any more."""
        self.level, self.error, self.message, self.is_data_failure = level, error, message, is_data_failure
        self.answer = None

    def fields(self) -> dict[str, Any]:
        """Return what the log line tells besides its message; None for what does not apply."""
        return {
            "intent": self.intent,
            "reply": self.reply,
            "stays_open": self.stays_open,
            "error": self.error,
            "favorites_error": self.favorites_error,
            "unknown_track": self.is_unknown_track or None,
            "turn_ms": round(self.seconds * _MILLISECONDS),
            "feed_ms": None if self.feed_seconds is None else round(self.feed_seconds * _MILLISECONDS),
            "cold_start": self.is_cold,
            "aws_request_id": self.aws_request_id or None,
            "alexa_request_id": self.alexa_request_id or None,
        }


class Telemetry(Protocol):
    """Where reports go."""

    def tell(self, turn: TurnReport) -> None:
        """Pass one turn's report on."""
        ...


class LogTelemetry:
    """One line in the log for each turn: loud for what went wrong, and at INFO, which nobody listens to, otherwise."""

    def tell(self, turn: TurnReport) -> None:
        """Log the turn."""
        _log.log(turn.level, turn.message, extra=turn.fields())


class LambdaTelemetry(LogTelemetry):
    """Two lines of JSON on standard output for each turn. All else that the skill logs comes out as JSON as well.

    Metrics carry the name of the `function`, so that the stages of one account have theirs apart; own failures also its
    `version`, by which a new one is told from the one it takes over from.
    """

    def __init__(self, function: str, version: str) -> None:
        # Imported here, because it costs what only Lambda has to pay: 30 ms.
        from aws_lambda_powertools import Logger  # noqa: PLC0415
        from aws_lambda_powertools.metrics import EphemeralMetrics  # noqa: PLC0415

        Logger(service=SERVICE, utc=True, use_rfc3339=True, location=None)
        # It warns of answers it cannot make out by quoting them, and the address they came from, which names a device.
        logging.getLogger("urllib3").setLevel(logging.CRITICAL)
        self._metrics = EphemeralMetrics
        self._function, self._version = function, version
        # Made once for each row of names, of which there are few: it would take a quarter of a turn.
        self._form = cache(self._new_form)

    def tell(self, turn: TurnReport) -> None:
        """Log the turn and count it."""
        super().tell(turn)
        sys.stdout.write(json.dumps(self._emf(turn), separators=(",", ":")) + "\n")

    def _emf(self, turn: TurnReport) -> dict[str, Any]:
        """Return one EMF object. What is counted by a name stands in a part of its own: each combination is billed."""
        counts = {
            "Turns": 1,
            "Help": turn.intent == "AMAZON.HelpIntent",
            "Fallback": turn.intent == "AMAZON.FallbackIntent",
            "UnknownTracks": turn.is_unknown_track,
            "DataFailures": turn.is_data_failure,
            "FavoritesFailures": turn.favorites_error is not None,
            "FailedErasures": turn.is_failed_erasure,
            "AlexaRejections": turn.is_rejection,
            "OwnFailures": turn.is_own_failure,
            "ColdStarts": turn.is_cold,
        }
        times = {"TurnTime": turn.seconds}
        if turn.feed_seconds is not None:
            times["FeedTime"] = turn.feed_seconds
        parts = [self._part(counts, times), self._part({"Turns": 1}, intent=turn.intent)]
        if turn.answer:
            parts.append(self._part({"Answers": 1}, answer=turn.answer))
        if turn.is_data_failure:
            parts.append(self._part({"DataFailures": 1}, error=str(turn.error)))
        if turn.is_own_failure:
            parts.append(self._part({"OwnFailures": 1}, version=self._version))
        directives = [directive for part in parts for directive in part["_aws"]["CloudWatchMetrics"]]
        values = {name: value for part in parts for name, value in part.items()}
        return values | {"_aws": parts[0]["_aws"] | {"CloudWatchMetrics": directives}}

    def _part(
        self, counts: Mapping[str, int], times: Mapping[str, float] | None = None, **dimensions: str
    ) -> dict[str, Any]:
        times = times or {}
        form = self._form(tuple(counts), tuple(times), tuple(dimensions.items()))
        values = {name: [float(count)] for name, count in counts.items()}
        values |= {name: [float(round(seconds * _MILLISECONDS))] for name, seconds in times.items()}
        return {**form, **values, "_aws": {**form["_aws"], "Timestamp": int(time.time() * _MILLISECONDS)}}

    def _new_form(
        self, counts: tuple[str, ...], times: tuple[str, ...], dimensions: tuple[tuple[str, str], ...]
    ) -> dict[str, Any]:
        """Return the EMF object of these names, with no values to speak of."""
        metrics = self._metrics(namespace=NAMESPACE, service=self._function)
        for name in counts:
            metrics.add_metric(name, "Count", 0)
        for name in times:
            metrics.add_metric(name, "Milliseconds", 0)
        for name, value in dimensions:
            metrics.add_dimension(name, value)
        return dict(metrics.serialize_metric_set())


def telemetry_for(environ: Mapping[str, str]) -> Telemetry:
    """Return the telemetry of an environment: Lambda's, which gives its functions a name, or a person's."""
    function = environ.get("AWS_LAMBDA_FUNCTION_NAME")
    return (
        LambdaTelemetry(function, environ.get("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")) if function else LogTelemetry()
    )


def where(error: BaseException) -> str:
    """Return the kind of an error and the places it came through, without its text, which may quote what was sent."""
    places = [
        f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)
    ]
    return f"{type(error).__name__} at {' > '.join(places)}"


# The same as a guarded handler: an event and Lambda's context in, a response envelope and a report of it out.
_Handler = Callable[[Any, Any], tuple[dict[str, Any], TurnReport]]


def reported(
    handler: _Handler, telemetry: Telemetry, monotonic: Callable[[], float]
) -> Callable[[Any, Any], dict[str, Any]]:
    """Return the handler of AWS with a report of every turn; no failure to tell one ever reaches the listener."""
    is_cold = True

    def reported_handler(event: Any, context: Any) -> dict[str, Any]:
        nonlocal is_cold
        was_cold, is_cold = is_cold, False
        began = monotonic()
        response: dict[str, Any] = {}
        turn = TurnReport()
        try:
            response, turn = handler(event, context)
        except ErasureError as error:
            turn.intent, turn.is_failed_erasure = "SkillDisabled", True
            turn.failed(logging.ERROR, "ErasureError", f"a listener could not be erased: {error}")
            raise
        else:
            return response
        finally:
            turn.is_cold, turn.seconds = was_cold, monotonic() - began
            _tell(telemetry, turn, event, context, response)

    return reported_handler


def _tell(telemetry: Telemetry, turn: TurnReport, event: Any, context: Any, response: dict[str, Any]) -> None:
    try:
        body = response.get("response", {})
        if turn.intent == OTHER and request_type(event) in _REQUESTS:
            turn.intent = request_type(event)
        turn.stays_open = body.get("shouldEndSession") is False
        turn.reply = _reply(turn) if "outputSpeech" in body else "Silence"
        turn.alexa_request_id = request_id(event) if _REQUEST_ID.fullmatch(request_id(event)) else ""
        turn.aws_request_id = str(getattr(context, "aws_request_id", ""))
        telemetry.tell(turn)
    except Exception as error:  # noqa: BLE001 - the answer counts, whatever becomes of its report
        _log.error("the turn could not be told: %s", type(error).__name__)


def _reply(turn: TurnReport) -> str:
    if turn.error:
        return "Apology"
    return turn.answer or ("Ask" if turn.stays_open else "Tell")
