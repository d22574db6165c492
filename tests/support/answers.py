"""An answer as tests read it, and what certification asks of every one of them, whatever was said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any

from echo.device.contract import speech_of, violations
from echo.device.delivery import Json
from echo.understanding.model import FALLBACK
from tests.support.conversation import INTERPRETER, Conversation, talk
from tests.support.fakes import CATALOGUE, MORNING, SATURDAY, FakeSource

LONGEST_SPEECH = 90

_INTERNAL = re.compile(
    r"\b(?:(?i:intents?|slots?|api|json|http|https|exception|traceback|undefined|status code|error|utterance)"
    r"|None|null|NaN|nan|True|False|[45][0-9][0-9]|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?|PRESENT_REF)\b"
    r"|ER_|amzn1|AMAZON|_|[{}\[\]<>\\]|[A-Za-z]+(?:Error|Intent|Request)\b"
)
_UNKNOWN_NAME = re.compile(r"^I(?: don't know|'m not sure I heard)")
_CODE = re.compile(rf"\b(?:{'|'.join(track.code for track in CATALOGUE)}|XXX)\b")
_ONE_SHOT = re.compile(r"\balexa\b|\b(?:ask|open|tell|launch|start) talk horse racing\b", re.IGNORECASE)
_NUMBERS = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|first|second|third|fourth|fifth|last"
)
A_NUMBER = re.compile(rf"[0-9]|\b(?:{_NUMBERS})\b", re.IGNORECASE)

# How a prompt names what one can say: the whole sentence, and what stands between the phrases.
_SUGGESTING = (
    (re.compile(r"\b(?:say|ask|example|Try), (.+)[.?!]$"), re.compile(r", or, ")),
    (re.compile(r"(?<!can't )\b(?:say|ask) ([^,]+)[.?!]$"), re.compile(r" or ")),
    (re.compile(r"^(?:Try|Choose) (.+?)(?:, or one of .+)?[.?!]$"), re.compile(r", or |, | or ")),
    (re.compile(r"^(?:Did you mean|Was it) (.+)\?$"), re.compile(r", or |, | or ")),
    (re.compile(r"^Which day\b.*, (.+)\?$"), re.compile(r", or |, | or ")),
    (re.compile(r"^Would you like (.+)\?$"), re.compile(r", or |, ")),
)


@dataclass(frozen=True)
class Answer:
    """What came of a request; `asked` tells whether race data was asked for, `failed` whether it could not be had."""

    request: Json
    response: Json
    asked: bool = False
    failed: bool = False

    @classmethod
    def last_of(cls, alexa: Conversation) -> "Answer":
        """Return what was last heard in a conversation."""
        assert alexa.last.request
        assert isinstance(alexa.last.response, dict)
        return cls(alexa.last.request, alexa.last.response)

    @cached_property
    def speech(self) -> str:
        return speech_of(self._body.get("outputSpeech")).text

    @cached_property
    def reprompt(self) -> str:
        return speech_of(self._body.get("reprompt", {}).get("outputSpeech")).text

    @property
    def is_open(self) -> bool:
        return self._body.get("shouldEndSession") is False

    @property
    def title(self) -> str:
        return str((self._body.get("card") or {}).get("title", ""))

    @property
    def card(self) -> str:
        return str((self._body.get("card") or {}).get("content", ""))

    @property
    def texts(self) -> tuple[str, ...]:
        """All that a listener hears or reads of it."""
        return tuple(filter(None, (self.speech, self.reprompt, self.title, self.card)))

    @property
    def remembered(self) -> Json:
        attributes: Json = self.response.get("sessionAttributes", {})
        return attributes

    @property
    def _body(self) -> dict[str, Any]:
        body: dict[str, Any] = self.response["response"]
        return body


def asked(question: str, source: FakeSource, now: datetime = MORNING) -> Conversation:
    """Return a conversation in which this was just asked about Tampa Bay Downs."""
    alexa = talk(source, now)
    for utterance in ("open talk horse racing", "tampa bay downs", question):
        alexa.say(utterance)
    return alexa


def broken(answer: Answer) -> Iterator[str]:
    """Yield what is wrong with an answer by rules that hold for each and every one."""
    yield from violations(answer.request, answer.response, 0.0)
    yield from _about_texts(answer.speech, answer.reprompt, answer.title, answer.card, answer.is_open)
    # For a name that the catalogue lacks the listing is looked at, and without it the name is unknown all the same.
    if answer.failed and not _UNKNOWN_NAME.search(answer.speech):
        yield from _about_apology(answer)


@cache
def _about_texts(speech: str, reprompt: str, title: str, card: str, is_open: bool) -> tuple[str, ...]:
    found = []
    if is_open and reprompt == speech:
        found.append("the reprompt is the prompt again")
    if is_open and len(reprompt) >= len(speech):
        found.append("the reprompt is not shorter than the prompt")
    if len(speech.split()) > LONGEST_SPEECH:
        found.append(f"the speech has {len(speech.split())} words")
    for text in (speech, reprompt, title, card):
        found += [f"an internal word: {word}" for word in internal_words(text)]
        found += [f"one-shot wording: {match[0]}" for match in _ONE_SHOT.finditer(text)]
        found += [f"suggests what nothing understands: {phrase}" for phrase in suggestions(text) if not routes(phrase)]
    if bool(title) != bool(card):
        found.append("a card with a title or a text, but not both")
    if " ".join(card.split()) not in speech:
        found.append(f"the card tells something else than the speech: {card}")
    return tuple(found)


def _about_apology(answer: Answer) -> Iterator[str]:
    if answer.is_open or "Sorry" not in answer.speech:
        yield "a failure of the data without an apology"
    if number := A_NUMBER.search(answer.speech):
        yield f"a number in an apology: {number[0]}"
    if answer.card:
        yield "a card for a failure"


def internal_words(text: str) -> list[str]:
    """Return the words of a text that are none for listeners: names of the machinery, codes, dates for machines."""
    return [match[0] for pattern in (_INTERNAL, _CODE) for match in pattern.finditer(text)]


def one_shot_wording(text: str) -> bool:
    """Tell whether a text asks for what one says while no session is open."""
    return _ONE_SHOT.search(text) is not None


@cache
def suggestions(text: str) -> tuple[str, ...]:
    """Return the phrases that a text tells one to say."""
    found: list[str] = []
    for sentence in re.split(r"(?<=[.?!]) ", text):
        for pattern, between in _SUGGESTING:
            if match := pattern.search(sentence):
                found += between.split(match[1])
                break
    return tuple(found)


@cache
def routes(phrase: str, today: date = SATURDAY) -> str:
    """Return the intent that the model takes a phrase to, empty for the fallback."""
    intent = INTERPRETER.understand(phrase, today).intent
    return intent.name if intent and intent.name != FALLBACK else ""
