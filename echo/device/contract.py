"""Alexa's side of the contract: what it, or its certification, refuses about an answer.

The limits are Amazon's, the rules about prompts are those of the certification: a question keeps the session open and
is repeated once, anything else closes it. The one exception is an answer that is shown on a screen: it leaves
`shouldEndSession` out, so that the screen can still be touched.
"""

import json
import re
import unicodedata
from collections.abc import Iterator

from echo.device.delivery import Json
from echo.device.kinds import APL
from echo.device.ssml import Speech, heard, read_ssml

ANSWER_SECONDS = 8.0
RESPONSE_BYTES = 120 * 1024
SAFE_RESPONSE_BYTES = 24 * 1024
TEXT_CHARACTERS = 8000
# Values and synonyms of all types together, and the characters of each.
DYNAMIC_NAMES, DYNAMIC_NAME_CHARACTERS = 100, 140
RENDER = f"{APL}.RenderDocument"
# The newest version of a document that devices in use, and the renderer at hand here, are sure to take.
DOCUMENT_VERSION = (1, 4)

_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:\w+|#\w+);")
_CARD_TEXTS = ("title", "content", "text")
_FOR_LISTENERS = ("outputSpeech", "card", "reprompt", "directives", "shouldEndSession")


def violations(request: Json, response: object, seconds: float) -> list[str]:
    """Return one sentence for each rule that an answer breaks, none when Alexa and its certification take it.

    `request` is the whole envelope, `response` the parsed JSON of the answer, `seconds` how long it took.
    """
    found: list[str] = []
    if seconds > ANSWER_SECONDS:
        found.append(f"the answer took {seconds:.1f} s; Alexa waits {ANSWER_SECONDS:g} s")
    if not isinstance(response, dict):
        return [*found, "the answer is not a JSON object"]
    found += _envelope(response)
    body = response.get("response")
    if not isinstance(body, dict):
        return [*found, "the answer has no response object"]
    kind = request["request"]["type"]
    if kind == "SessionEndedRequest" or kind.startswith("AlexaSkillEvent."):
        article = "a" if kind == "SessionEndedRequest" else "an"
        found += [f"the answer to {article} {kind} carries {key}" for key in _FOR_LISTENERS if key in body]
    else:
        found += [*_conversation(body), *_card(body.get("card")), *_directives(body.get("directives"))]
        found += _screen(shown_by(body), request)
    return found


def speech_of(output_speech: object) -> Speech:
    """Return the text of an outputSpeech object as it is heard, and what Alexa refuses about it."""
    if not isinstance(output_speech, dict):
        return Speech("", ("is missing",))
    kind = output_speech.get("type")
    source = output_speech.get({"SSML": "ssml", "PlainText": "text"}.get(str(kind), ""))
    if not isinstance(source, str):
        return Speech("", (f"has type {kind} but not the text of that type",))
    speech = read_ssml(source) if kind == "SSML" else Speech(heard(source))
    problems = [*speech.problems, *_text_problems(source)]
    if not speech.text:
        problems.append("says nothing")
    return Speech(speech.text, tuple(problems))


def shown_by(body: Json) -> list[Json]:
    """Return the directives of an answer's response object that show something on the screen."""
    directives = body.get("directives")
    among = directives if isinstance(directives, list) else []
    return [each for each in among if isinstance(each, dict) and each.get("type") == RENDER]


def _envelope(response: Json) -> Iterator[str]:
    size = len(json.dumps(response, ensure_ascii=False).encode())
    if size > RESPONSE_BYTES:
        yield f"the answer has {size:,} bytes; Alexa takes {RESPONSE_BYTES:,}"
    elif size > SAFE_RESPONSE_BYTES:
        yield f"the answer has {size:,} bytes; stay under {SAFE_RESPONSE_BYTES:,}, the limit of older documents"
    if response.get("version") != "1.0":
        yield f'the version of the answer is {response.get("version")!r}, not "1.0"'
    if not isinstance(response.get("sessionAttributes", {}), dict):
        yield "sessionAttributes is not an object"


def _conversation(body: Json) -> Iterator[str]:
    speech = speech_of(body.get("outputSpeech"))
    yield from (f"outputSpeech {problem}" for problem in speech.problems)
    asks = speech.text.rstrip("'\"\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}").endswith("?")
    if "shouldEndSession" not in body and shown_by(body):
        yield from _answer_on_a_screen(body, asks=asks)
        return
    ends = body.get("shouldEndSession")
    if not isinstance(ends, bool):
        yield "shouldEndSession is not set to true or false"
        return
    if ends and "reprompt" in body:
        yield "the session ends, but there is a reprompt"
    if not ends:
        reprompt = body.get("reprompt")
        prompt = speech_of(reprompt.get("outputSpeech") if isinstance(reprompt, dict) else None)
        yield from (f"the session stays open, but the reprompt {problem}" for problem in prompt.problems)
    if asks and ends:
        yield "the speech ends with a question, but the session ends"
    if not asks and not ends:
        yield "the session stays open, but the speech does not end with a question"
    # A document shows what its data sources hold.
    if ends and any('"touch":' in json.dumps(each.get("datasources")) for each in shown_by(body)):
        yield "the session ends, but there is something on the screen to be touched"


def _answer_on_a_screen(body: Json, *, asks: bool) -> Iterator[str]:
    if asks:
        yield "the speech ends with a question, but the microphone stays off"
    if "reprompt" in body:
        yield "the microphone stays off, but there is a reprompt"


def _card(card: object) -> Iterator[str]:
    if card is None:
        return
    if not isinstance(card, dict):
        yield "the card is not an object"
        return
    texts = {key: card[key] for key in _CARD_TEXTS if isinstance(card.get(key), str)}
    for key, text in texts.items():
        if markup := _MARKUP.search(text):
            yield f"the card's {key} contains markup: {markup[0]}"
        yield from (f"the card's {key} {problem}" for problem in _text_problems(text))
    # Amazon counts the texts of a card together.
    if len(texts) > 1 and sum(map(len, texts.values())) > TEXT_CHARACTERS:
        yield f"the card's texts together are longer than {TEXT_CHARACTERS:,} characters"


def _directives(directives: object) -> Iterator[str]:
    """Check the directives that the skill sends: the names that Alexa is told to listen for; screens are for others."""
    for directive in directives if isinstance(directives, list) else []:
        kind = directive.get("type") if isinstance(directive, dict) else None
        if kind == RENDER:
            continue
        if kind != "Dialog.UpdateDynamicEntities":
            yield f"there is a directive of type {kind}"
            continue
        behavior, types = directive.get("updateBehavior"), directive.get("types", [])
        if (behavior, bool(types)) not in {("REPLACE", True), ("CLEAR", False)}:
            yield f"dynamic entities are to {behavior} with {len(types)} types"
        values = [value["name"] for each in types for value in each["values"]]
        names = [name for value in values for name in (value["value"], *value.get("synonyms", ()))]
        if len(names) > DYNAMIC_NAMES:
            yield f"there are {len(names)} dynamic names; Alexa takes {DYNAMIC_NAMES}"
        yield from (
            f"the dynamic name {name!r} is empty or too long"
            for name in names
            if not 0 < len(name) <= DYNAMIC_NAME_CHARACTERS
        )


def _screen(shown: list[Json], request: Json) -> Iterator[str]:
    """Check what is shown on the screen of the device that the request came from."""
    if shown and not _has_screen(request):
        yield "something is shown, but the device has no screen"
    if len(shown) > 1:
        yield f"{len(shown)} documents are shown at a time"
    for directive in shown:
        token, document, datasources = (directive.get(key) for key in ("token", "document", "datasources"))
        if not isinstance(token, str) or not token:
            yield "the screen's document has no token"
        if not isinstance(datasources, dict) or not all(isinstance(each, dict) for each in datasources.values()):
            yield "the screen's datasources are no object of objects"
            datasources = {}
        if isinstance(document, dict):
            yield from _document(document, datasources)
        else:
            yield "the screen has no document"


def _has_screen(request: Json) -> bool:
    try:
        return APL in request["context"]["System"]["device"]["supportedInterfaces"]
    except (KeyError, TypeError):
        return False


def _document(document: Json, datasources: Json) -> Iterator[str]:
    kind, version = document.get("type"), str(document.get("version"))
    if kind != "APL":
        yield f"the screen's document is of type {kind}, not APL"
    if not re.fullmatch(r"\d+\.\d+", version) or tuple(map(int, version.split("."))) > DOCUMENT_VERSION:
        newest = ".".join(map(str, DOCUMENT_VERSION))
        yield f"the screen's document has version {version}; {newest} is the newest to be used"
    template = document.get("mainTemplate")
    if not isinstance(template, dict) or not template.get("items", template.get("item")):
        yield "the screen's document has nothing to draw"
        return
    missing = sorted({*template.get("parameters", ())} - {*datasources})
    if missing:
        yield f"the screen's document asks for {', '.join(missing)}, which the datasources do not have"


def _text_problems(text: str) -> Iterator[str]:
    if len(text) > TEXT_CHARACTERS:
        yield f"has {len(text):,} characters; Alexa takes {TEXT_CHARACTERS:,}"
    controls = {char for char in text if unicodedata.category(char) == "Cc" and char != "\n"}
    if controls:
        yield f"contains control characters: {', '.join(sorted(f'U+{ord(char):04X}' for char in controls))}"
