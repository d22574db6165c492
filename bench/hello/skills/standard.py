"""On the SDK's own builder with its DynamoDB adapter, as Amazon's sample is that shows how to remember something.

That is samples/HighLowGame of the SDK's repository: the builder makes sure of the table, and who opens the skill is
looked up in it.
"""

import os

from ask_sdk.standard import StandardSkillBuilder  # type: ignore[import-not-found]
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from .greeting import Greeter


class Recognized(Greeter):
    """Says hello to whoever it remembers, or does not."""

    def handle(self, handler_input: HandlerInput) -> Response:
        """Look the listener up and return the greeting."""
        handler_input.attributes_manager.session_attributes = handler_input.attributes_manager.persistent_attributes
        return super().handle(handler_input)


builder = StandardSkillBuilder(table_name=os.environ["HELLO_TABLE"], auto_create_table=True)
builder.add_request_handler(Recognized())

handler = builder.lambda_handler()
