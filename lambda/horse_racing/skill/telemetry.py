"""Tells the owner of every turn: a line of log, and in Lambda a line of metrics (EMF) beside it.

Lambda's own logging makes JSON of the log line, as template.yaml asks it to (LogFormat). Metrics are few, because each
costs every month: they are what an alarm or a share needs. All else is in the log line, which saved queries read.
"""

import json
import logging
import sys
from collections.abc import Mapping
from typing import Any, Protocol

from horse_racing.racing.clock import Clock
from horse_racing.skill.erasure import ErasureError
from horse_racing.skill.guard import Handler, ReportingHandler
from horse_racing.skill.report import TurnReport

_log = logging.getLogger(__name__)

NAMESPACE = "TalkHorseRacing"


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


class LambdaTelemetry:
    """A line of log and one of metrics on standard output for each turn.

    Metrics carry the name of the `function`, so that the stages of one account have theirs apart; the log line tells
    the `version`, by which a new one is told from the one it takes over from.
    """

    def __init__(self, function: str, version: str) -> None:
        # It warns of answers it cannot make out by quoting them, and the address they came from, which names a device.
        logging.getLogger("urllib3").setLevel(logging.CRITICAL)
        self._function, self._version = function, version

    def tell(self, turn: TurnReport) -> None:
        """Log the turn and count it."""
        _log.log(turn.level, turn.message, extra=turn.fields() | {"version": self._version})
        sys.stdout.write(json.dumps(self._emf(turn), separators=(",", ":")) + "\n")

    def _emf(self, turn: TurnReport) -> dict[str, Any]:
        """Return one EMF object.

        How many turns there were is how many times of a turn there are. Likewise only a turn that asked for race data
        has a value for its failures, so that these are a share of those that asked.
        """
        counts = {
            "Help": turn.intent == "AMAZON.HelpIntent",
            "Fallback": turn.intent == "AMAZON.FallbackIntent",
            "OwnFailures": turn.failure == "own",
            "AlexaRejections": turn.failure == "rejection",
            "FailedErasures": turn.failure == "erasure",
        }
        if turn.feed_seconds is not None or turn.is_data_failure:
            counts["DataFailures"] = turn.failure == "data"
        names = [*({"Name": name, "Unit": "Count"} for name in counts), {"Name": "TurnTime", "Unit": "Milliseconds"}]
        directive = {"Namespace": NAMESPACE, "Dimensions": [["service"]], "Metrics": names}
        return {
            # The turn's beginning, as AWS times the errors it counts itself: an alarm takes the one from the other.
            "_aws": {"Timestamp": int(turn.began * 1000), "CloudWatchMetrics": [directive]},
            "service": self._function,
            **{name: [float(count)] for name, count in counts.items()},
            "TurnTime": [float(round(turn.seconds * 1000))],
        }


def telemetry_for(environ: Mapping[str, str]) -> Telemetry:
    """Return the telemetry of an environment: Lambda's, which gives its functions a name, or a person's."""
    function = environ.get("AWS_LAMBDA_FUNCTION_NAME")
    version = environ.get("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
    return LambdaTelemetry(function, version) if function else LogTelemetry()


def reported(handler: ReportingHandler, telemetry: Telemetry, clock: Clock) -> Handler:
    """Return the handler of AWS with a report of every turn; no failure to tell one ever reaches the listener."""
    is_cold = True

    def reported_handler(event: Any, context: Any) -> dict[str, Any]:
        nonlocal is_cold
        was_cold, is_cold = is_cold, False
        began, began_at = clock.monotonic(), clock.now().timestamp()
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
            turn.is_cold, turn.began, turn.seconds = was_cold, began_at, clock.monotonic() - began
            _tell(telemetry, turn, event, context, response)

    return reported_handler


def _tell(telemetry: Telemetry, turn: TurnReport, event: Any, context: Any, response: dict[str, Any]) -> None:
    try:
        turn.complete(event, context, response)
        telemetry.tell(turn)
    except Exception as error:  # noqa: BLE001 - the answer counts, whatever becomes of its report
        _log.error("the turn could not be told: %s", type(error).__name__)
