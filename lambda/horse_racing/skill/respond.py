"""The one place where a response is built, so that a question always means an open session with a reprompt."""

from typing import TYPE_CHECKING, Any, cast

from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import Response, ResponseEnvelope
from ask_sdk_model.ui import Reprompt, SimpleCard, SsmlOutputSpeech

from horse_racing.screen.text_card import text_card_of
from horse_racing.skill.entities import NamesToHear, directive_for
from horse_racing.speech.spoken import Ask, Reply

if TYPE_CHECKING:
    from ask_sdk_model.directive import Directive


def response_to(reply: Reply, names: NamesToHear | None = None) -> Response:
    """Return the SDK's response: a reply that asks keeps the session open, one that tells closes it.

    `names` are what Alexa is told to listen for, None for nothing new.
    """
    card = text_card_of(reply)
    return Response(
        output_speech=SsmlOutputSpeech(ssml=reply.speech.ssml()),
        card=SimpleCard(title=card.title, content=card.text) if card else None,
        reprompt=_reprompt(reply) if isinstance(reply, Ask) else None,
        # The SDK writes a directive as it stands; its own classes for this one are not worth their import.
        directives=[cast("Directive", directive_for(names))] if names else None,
        should_end_session=not isinstance(reply, Ask),
    )


def _reprompt(reply: Ask) -> Reprompt:
    return Reprompt(output_speech=SsmlOutputSpeech(ssml=reply.reprompt.ssml()))


def envelope_of(reply: Reply) -> dict[str, Any]:
    """Return a whole response as JSON, for requests that never reach the SDK's handlers."""
    return _serialized(response_to(reply))


def silence() -> dict[str, Any]:
    """Return a response without a word, the only one Alexa accepts to a SessionEndedRequest."""
    return _serialized(Response())


def _serialized(response: Response) -> dict[str, Any]:
    return cast("dict[str, Any]", DefaultSerializer().serialize(ResponseEnvelope(version="1.0", response=response)))
