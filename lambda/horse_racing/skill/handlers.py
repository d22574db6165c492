"""Where the SDK hands a request over: one handler takes every turn, and stores the session it leaves."""

from dataclasses import dataclass
from typing import Any

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.utils import is_request_type
from ask_sdk_model import Response

from horse_racing.skill.report import TurnReport
from horse_racing.skill.request import LAUNCH, Services, request_of
from horse_racing.skill.respond import response_to
from horse_racing.skill.session import Session
from horse_racing.skill.turn import take_turn


@dataclass
class Invocation:
    """What the SDK passes through as Lambda's `context`, and what the turn had to report, None until it is taken.

    The SDK returns responses and nothing else, so the report goes back on the way the context came. What it would take
    long to read, or refuse, comes on the same way: whether the device has a screen, and what was touched there.
    """

    context: Any
    has_screen: bool = False
    touch: tuple[str, ...] = ()
    report: TurnReport | None = None

    def get_remaining_time_in_millis(self) -> float:
        """Return the time Lambda leaves this turn, unbounded outside of Lambda."""
        remaining = getattr(self.context, "get_remaining_time_in_millis", None)
        return float(remaining()) if remaining else float("inf")


class TurnHandler(AbstractRequestHandler):
    """Takes every request that the skill answers with words; which one it is, the dialogue tells."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Tell whether the request is one of those this handler was made for."""
        return is_request_type(LAUNCH)(handler_input) or is_request_type("IntentRequest")(handler_input)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Take one turn."""
        outcome = take_turn(request_of(handler_input, self._services), self._services)
        handler_input.context.report = outcome.report
        if session := handler_input.request_envelope.session:
            # Of a turn that failed, the SDK would send back whatever came.
            left = outcome.session or Session.from_attributes(session.attributes)
            handler_input.attributes_manager.session_attributes = left.attributes()
        attributes = handler_input.attributes_manager.session_attributes if session else {}
        response = response_to(outcome.reply, outcome.names, outcome.on_screen, attributes)
        if outcome.on_screen and outcome.on_screen.directive not in (response.directives or ()):
            outcome.report.screen_error = "TooLarge"
        return response
