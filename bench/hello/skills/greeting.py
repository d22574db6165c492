"""All that these skills do: they say hello."""

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.utils import is_request_type
from ask_sdk_model import Response

_is_opening, _is_intent = is_request_type("LaunchRequest"), is_request_type("IntentRequest")


class Greeter(AbstractRequestHandler):
    """Says hello to whatever is said, and asks what next."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Tell whether the skill has been opened or asked something."""
        return bool(_is_opening(handler_input) or _is_intent(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        """Return the greeting."""
        return handler_input.response_builder.speak("Hello world.").ask("What next?").response
