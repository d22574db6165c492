"""The one place where a response is built, so that a question always means an open session with a reprompt."""

import json
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import Response, ResponseEnvelope
from ask_sdk_model.ui import Reprompt, SimpleCard, SsmlOutputSpeech

from horse_racing.screen.text_card import text_card_of
from horse_racing.skill.entities import NamesToHear, directive_for
from horse_racing.speech.spoken import Answered, Ask, Reply

if TYPE_CHECKING:
    from ask_sdk_model.directive import Directive


# The most that Alexa is sure to take (older documents name it), less what stands around the parts that are counted.
_MOST_BYTES = 24 * 1024 - 512


class OnScreen(NamedTuple):
    """A reply as it is said beside a screen, and the directive that draws the screen."""

    reply: Reply
    directive: dict[str, Any]


def response_to(
    reply: Reply,
    names: NamesToHear | None = None,
    on_screen: OnScreen | None = None,
    attributes: dict[str, Any] | None = None,
) -> Response:
    """Return the SDK's response: a reply that asks keeps the session open, one that tells closes it.

    An answer on a screen does neither, so that the screen can be touched for a while, without a microphone. `names` are
    what Alexa is told to listen for, None for nothing new; `on_screen` is how the reply goes with a screen, None for
    none; `attributes` are the session's. Where all that is too large, the names are left out first, then the screen.
    """
    card = text_card_of(reply)
    entities = directive_for(names) if names is not None else None
    said = [reply.speech.ssml(), reply.reprompt.ssml() if isinstance(reply, Ask) else "", card, attributes]
    shown = on_screen.directive if on_screen else None
    if (entities or shown) and _bytes(said, entities, shown) > _MOST_BYTES:
        entities = None
        if shown and _bytes(said, shown) > _MOST_BYTES:
            on_screen = None
    reply, screen = on_screen or (reply, None)
    directives = [each for each in (entities, screen) if each]
    return Response(
        output_speech=SsmlOutputSpeech(ssml=reply.speech.ssml()),
        card=SimpleCard(title=card.title, content=card.text) if card else None,
        reprompt=_reprompt(reply) if isinstance(reply, Ask) else None,
        # The SDK writes a directive as it stands; its own classes for these are not worth their import.
        directives=cast("list[Directive]", directives) if directives else None,
        should_end_session=None if screen and isinstance(reply, Answered) else not isinstance(reply, Ask),
    )


def _bytes(*parts: object) -> int:
    """Return what these parts take as JSON, which Lambda writes as UTF-8."""
    return len(json.dumps(parts, ensure_ascii=False).encode(errors="replace"))


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
