"""The outermost function: whatever event arrives and whatever goes wrong, Alexa gets a valid response.

With one exception, on purpose: a listener who could not be erased.
"""

import logging
from collections.abc import Callable
from typing import Any

from horse_racing.skill.erasure import Erase, ErasureError, erasure_failed
from horse_racing.skill.event import SKILL_DISABLED, SPOKEN_TO, application_id, locale, reduced, request_type
from horse_racing.skill.failures import where
from horse_racing.skill.respond import envelope_of, silence
from horse_racing.skill.telemetry import this_turn
from horse_racing.speech.spoken import Reply
from horse_racing.speech.wording import Wording, wording

# An event and Lambda's context in, a response envelope out, both as JSON.
Handler = Callable[[Any, Any], dict[str, Any]]


def guarded(handler: Handler, skill_id: str | None, erase: Erase) -> Handler:
    """Return the handler with its edges closed: another skill's requests are refused, and nothing raises.

    Nothing but `ErasureError`, from what `erase` makes of the event that a listener has disabled the skill.
    """

    def guarded_handler(event: Any, context: Any) -> dict[str, Any]:
        try:
            if skill_id and application_id(event) != skill_id:
                return _refused(event, erase)
            if request_type(event) == SKILL_DISABLED:
                erase(event)
            if request_type(event) not in SPOKEN_TO:
                return silence()
            return handler(reduced(event), context)
        except ErasureError:
            raise
        except Exception as error:  # noqa: BLE001 - an exception here is silence on the listener's side
            message = f"the request could not be handled: {where(error)}"
            this_turn().failed(logging.ERROR, type(error).__name__, message)
            return envelope_of(wording(locale(event)).own_trouble())

    return guarded_handler


def _refused(event: Any, erase: Erase) -> dict[str, Any]:
    """Take a request for another skill in silence."""
    if request_type(event) == SKILL_DISABLED and not application_id(event):
        # It may be ours, and whoever left must not be taken for erased; who it is cannot be trusted either.
        erase({})
    this_turn().failed(logging.WARNING, "ForeignRequest", "refused: the request is not for SKILL_ID")
    return silence()


def always(reply: Callable[[Wording], Reply]) -> Handler:
    """Return the handler of a skill that can only say this one thing, in the language of whoever speaks to it.

    It cannot erase either, and raises `ErasureError` where that is asked for.
    """

    def replying(event: Any, context: Any) -> dict[str, Any]:  # noqa: ARG001 - Lambda's signature
        if request_type(event) == SKILL_DISABLED:
            raise erasure_failed("NotSetUp")
        this_turn().failed(logging.ERROR, "NotSetUp", "the skill is not configured")
        return envelope_of(reply(wording(locale(event)))) if request_type(event) in SPOKEN_TO else silence()

    return replying
