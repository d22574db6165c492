"""What a turn has to report: the value that the pipeline fills and returns, and that telemetry tells.

A report holds names of our own making, numbers and request ids: nothing that was said, nothing that tells who said it,
and nothing the race data's provider sent. Alexa's own errors are told with Alexa's words.
"""

import logging
import re
import traceback
from dataclasses import dataclass
from typing import Any

from horse_racing.skill.event import request_id, request_type

# What counts as an intent where none is known by its name, so that there is no end of names by no one's doing.
OTHER = "Other"

_REQUESTS = {"LaunchRequest", "SessionEndedRequest"}
_REQUEST_ID = re.compile(r"amzn1\.echo-api\.request\.[\w.-]{1,80}", re.ASCII)
_MILLISECONDS = 1000


@dataclass
class TurnReport:
    """One turn. `began` is when, in seconds since the epoch, `seconds` how long it took.

    `feed_seconds` is the part of it that was spent on race data, None where none was asked.
    `answer` is the name of the answer's class, `reply` that or else how the turn ended, `error` the name of the class
    of what went wrong, `favorites_error` what the store of favorites said and `screen_error` why nothing was shown,
    without which the turn went on. `level` and `message` are those of the log line.
    """

    intent: str = OTHER
    reply: str = ""
    answer: str | None = None
    error: str | None = None
    favorites_error: str | None = None
    screen_error: str | None = None
    is_data_failure: bool = False
    is_failed_erasure: bool = False
    is_rejection: bool = False
    is_unknown_track: bool = False
    stays_open: bool = False
    is_cold: bool = False
    began: float = 0.0
    seconds: float = 0.0
    feed_seconds: float | None = None
    aws_request_id: str = ""
    alexa_request_id: str = ""
    level: int = logging.INFO
    message: str = "turn"

    @property
    def failure(self) -> str | None:
        """Return who has to mend what failed, one of the four names of the alarms; None if nothing did.

        `own` is whatever is an error and none of the others.
        """
        if self.is_rejection:
            return "rejection"
        if self.is_failed_erasure:
            return "erasure"
        if self.is_data_failure:
            return "data"
        return "own" if self.level >= logging.ERROR else None

    def failed(self, level: int, error: str, message: str, *, is_data_failure: bool = False) -> None:
        """Note what went wrong; whatever answer there was is not told any more."""
        self.level, self.error, self.message, self.is_data_failure = level, error, message, is_data_failure
        self.answer = None

    def failed_to_show(self, error: Exception) -> None:
        """Note that nothing could be shown beside what was said, which is somebody's to mend."""
        self.screen_error, self.level = type(error).__name__, logging.ERROR
        self.message = f"the screen could not be drawn: {where(error)}"

    def complete(self, event: Any, context: Any, response: dict[str, Any]) -> None:
        """Add what the event, Lambda's context and the response envelope tell, whatever they look like."""
        body = response.get("response", {})
        if self.intent == OTHER and request_type(event) in _REQUESTS:
            self.intent = request_type(event)
        self.stays_open = body.get("shouldEndSession") is False
        self.reply = self._ending() if "outputSpeech" in body else "Silence"
        self.alexa_request_id = request_id(event) if _REQUEST_ID.fullmatch(request_id(event)) else ""
        self.aws_request_id = str(getattr(context, "aws_request_id", ""))

    def _ending(self) -> str:
        if self.error:
            return "Apology"
        return self.answer or ("Ask" if self.stays_open else "Tell")

    def fields(self) -> dict[str, Any]:
        """Return what the log line tells besides its message; None for what does not apply."""
        return {
            "intent": self.intent,
            "reply": self.reply,
            "stays_open": self.stays_open,
            "failure": self.failure,
            "error": self.error,
            "favorites_error": self.favorites_error,
            "screen_error": self.screen_error,
            "unknown_track": self.is_unknown_track or None,
            "turn_ms": round(self.seconds * _MILLISECONDS),
            "feed_ms": None if self.feed_seconds is None else round(self.feed_seconds * _MILLISECONDS),
            "cold_start": self.is_cold or None,
            "aws_request_id": self.aws_request_id or None,
            "alexa_request_id": self.alexa_request_id or None,
        }


def where(error: BaseException) -> str:
    """Return the kind of an error and the places it came through, without its text, which may quote what was sent."""
    places = [
        f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)
    ]
    return f"{type(error).__name__} at {' > '.join(places)}"
