"""What failed becomes an apology for the listener and one line for the owner, without a word of what was sent."""

import logging
import traceback

from ask_sdk_core.dispatch_components import AbstractExceptionHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from horse_racing.racing.errors import RaceDataError
from horse_racing.skill.respond import response_to
from horse_racing.skill.telemetry import this_turn
from horse_racing.speech.wording import wording


class Failure(AbstractExceptionHandler):
    """Handles whatever a turn raises; the session ends with a sentence that says what happened in plain words."""

    def can_handle(self, handler_input: HandlerInput, exception: Exception) -> bool:  # noqa: ARG002 - SDK's signature
        """Tell that it handles everything."""
        return True

    def handle(self, handler_input: HandlerInput, exception: Exception) -> Response:
        """Apologize: for race data that could not be had, or for a mistake of our own."""
        request = handler_input.request_envelope.request
        words = wording((request.locale if request else None) or "")
        if isinstance(exception, RaceDataError):
            kind = type(exception).__name__
            this_turn().failed(logging.WARNING, kind, f"race data: {kind}: {exception}", is_data_failure=True)
            return response_to(words.data_trouble(exception))
        this_turn().failed(logging.ERROR, type(exception).__name__, f"the turn failed: {where(exception)}")
        return response_to(words.own_trouble())


def where(error: BaseException) -> str:
    """Return the kind of an error and the places it came through, without its text, which may quote what was sent."""
    places = [
        f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)
    ]
    return f"{type(error).__name__} at {' > '.join(places)}"
