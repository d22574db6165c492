"""The outermost function: whatever event arrives and whatever goes wrong, Alexa gets a valid response."""

import logging
from collections.abc import Callable
from typing import Any

from horse_racing.speech import en as words

from .failures import where
from .respond import envelope_of

_log = logging.getLogger(__name__)

# An event and Lambda's context in, a response envelope out, both as JSON.
Handler = Callable[[Any, Any], dict[str, Any]]


def guarded(handler: Handler, skill_id: str | None) -> Handler:
    """Return the handler with its edges closed: another skill's requests are refused, and nothing raises.

    The SDK reads a request before any of its exception handlers can help, so what fails there ends up here.
    """

    def guarded_handler(event: Any, context: Any) -> dict[str, Any]:
        try:
            if skill_id and _application_id(event) != skill_id:
                _log.warning("refused: the request is not for SKILL_ID")
                return envelope_of(None)
            return handler(event, context)
        except Exception as error:  # noqa: BLE001 - an exception here is silence on the listener's side
            _log.error("the request could not be handled: %s", where(error))
            return envelope_of(words.own_trouble())

    return guarded_handler


def apologizing() -> Handler:
    """Return the handler of a skill that is not configured."""

    def apologizing_handler(event: Any, context: Any) -> dict[str, Any]:  # noqa: ARG001 - Lambda's signature
        return envelope_of(words.not_set_up())

    return apologizing_handler


def _application_id(event: Any) -> object:
    """Return the id of the skill a request is meant for; requests without a session carry it in the context only."""
    for path in (("context", "System"), ("session",)):
        place = event
        for name in (*path, "application", "applicationId"):
            place = place.get(name) if isinstance(place, dict) else None
        if place:
            return place
    return None
