"""The outermost function: whatever event arrives and whatever goes wrong, Alexa gets a valid response.

With one exception, on purpose: a listener who could not be erased.
"""

import logging
from collections.abc import Callable
from typing import Any

from horse_racing.skill.erasure import Erase, ErasureError
from horse_racing.skill.event import (
    SKILL_DISABLED,
    SPOKEN_TO,
    application_id,
    has_screen,
    locale,
    reduced,
    rejection,
    request_type,
    touch_arguments,
)
from horse_racing.skill.handlers import Invocation
from horse_racing.skill.report import TurnReport, where
from horse_racing.skill.respond import envelope_of, silence
from horse_racing.speech.en import English
from horse_racing.speech.spoken import Reply
from horse_racing.speech.wording import wording

# An event and Lambda's context in, a response envelope out, both as JSON.
Handler = Callable[[Any, Any], dict[str, Any]]

# The same, and what there is to report of it beside the response.
ReportingHandler = Callable[[Any, Any], tuple[dict[str, Any], TurnReport]]


def guarded(handler: Handler, skill_id: str | None, erase: Erase) -> ReportingHandler:
    """Return the handler with its edges closed: another skill's requests are refused, and nothing raises.

    `handler` takes an `Invocation` as its context. Nothing raises but `ErasureError`, from what `erase` makes of the
    event that a listener has disabled the skill.
    """

    def guarded_handler(event: Any, context: Any) -> tuple[dict[str, Any], TurnReport]:
        invocation = Invocation(context, has_screen(event), touch_arguments(event))
        try:
            if skill_id and application_id(event) != skill_id:
                return _refused(event, erase)
            if request_type(event) == SKILL_DISABLED:
                erase(event)
                return silence(), TurnReport(intent="SkillDisabled")
            if request_type(event) not in SPOKEN_TO:
                return silence(), _unspoken(event)
            return handler(reduced(event), invocation), invocation.report or TurnReport()
        except ErasureError:
            raise
        except Exception as error:  # noqa: BLE001 - an exception here is silence on the listener's side
            report = invocation.report or TurnReport()
            report.failed(logging.ERROR, type(error).__name__, f"the request could not be handled: {where(error)}")
            return envelope_of(wording(locale(event)).own_trouble()), report

    return guarded_handler


def _unspoken(event: Any) -> TurnReport:
    """Return the report of a request that is taken in silence; of an error that Alexa tells of, what it says."""
    report = TurnReport()
    if told := rejection(event):
        kind, message = told
        report.is_rejection = True
        report.failed(logging.ERROR, "AlexaRejection", f"Alexa could not use an answer: {kind}: {message}")
    return report


def _refused(event: Any, erase: Erase) -> tuple[dict[str, Any], TurnReport]:
    """Take a request for another skill in silence."""
    if request_type(event) == SKILL_DISABLED and not application_id(event):
        # It may be ours, and whoever left must not be taken for erased; who it is cannot be trusted either.
        erase({})
    report = TurnReport()
    report.failed(logging.WARNING, "ForeignRequest", "refused: the request is not for SKILL_ID")
    return silence(), report


def always(reply: Callable[[English], Reply]) -> ReportingHandler:
    """Return the handler of a skill that can only say this one thing, in the language of whoever speaks to it.

    It cannot erase either, and raises `ErasureError` where that is asked for.
    """

    def replying(event: Any, context: Any) -> tuple[dict[str, Any], TurnReport]:  # noqa: ARG001 - Lambda's signature
        if request_type(event) == SKILL_DISABLED:
            raise ErasureError("NotSetUp")
        report = TurnReport()
        report.failed(logging.ERROR, "NotSetUp", "the skill is not configured")
        return envelope_of(reply(wording(locale(event)))) if request_type(event) in SPOKEN_TO else silence(), report

    return replying
