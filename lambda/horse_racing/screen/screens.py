"""What is on a screen, and the directive with which Alexa draws it."""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from horse_racing.racing.answers import TrackAnswer, TracksAnswer
from horse_racing.racing.cards import Card
from horse_racing.screen.texts import LONGEST_SENTENCE, shown
from horse_racing.screen.touch import Touch
from horse_racing.speech.en import English
from horse_racing.speech.spoken import Answered, Ask, AskMore, Hearing, Reply

_DOCUMENTS = Path(__file__).parent / "documents"

# Which documents are on the screen: Alexa wants every one to be named. It holds nothing of the listener's.
_NAMED = "talk-horse-racing.1"


class Screen(NamedTuple):
    """One of the documents by its name, and the properties that it shows."""

    document: str
    properties: dict[str, Any]


class Choice(NamedTuple):
    """What answers a question: how it is called, and what touching it does."""

    text: str
    touch: Touch


class ToShow(NamedTuple):
    """What there is to show of a turn: the reply, when it is heard, and its language.

    `answer` is what the reply tells, None where it tells no answer; `card` is that of the answer's track and day as it
    was seen; `choices` are what can be touched where there is a question and no answer.
    """

    reply: Reply
    hearing: Hearing
    words: English
    answer: TrackAnswer | TracksAnswer | None = None
    card: Card | None = None
    choices: tuple[Choice, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said, without what only takes leave or asks for more."""
        reply = self.reply
        return (reply.shown.facts if isinstance(reply, Answered | AskMore) else reply.speech).sentences

    @property
    def head(self) -> tuple[str, ...]:
        """What is said besides the items of a list."""
        reply = self.reply
        return (reply.shown.head if isinstance(reply, Answered | AskMore) else reply.speech).sentences

    def hint(self, phrase: str) -> str:
        """Return the advice to say something; none where the session is over, as nothing could be said to us then."""
        if not phrase or not isinstance(self.reply, Ask | Answered):
            return ""
        return shown(self.words.written().hint(phrase, listens=isinstance(self.reply, Ask)), LONGEST_SENTENCE)


def touched(touch: Touch | None) -> dict[str, Any]:
    """Return the property that makes something touchable, nothing where it is not."""
    return {"touch": touch.arguments()} if touch else {}


def directive_for(screen: Screen) -> dict[str, Any]:
    """Return the directive that draws a screen, as Alexa takes it."""
    return {
        "type": "Alexa.Presentation.APL.RenderDocument",
        "token": f"{_NAMED}.{screen.document}",
        "document": _document(screen.document),
        "datasources": {"screen": {"type": "object", "properties": screen.properties}},
    }


@cache
def _document(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((_DOCUMENTS / f"{name}.json").read_text(encoding="utf-8"))
    return document
