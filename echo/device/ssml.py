"""SSML as Alexa takes it: what it refuses, and what a person hears of it."""

import re
from dataclasses import dataclass
from xml.parsers import expat

SUPPORTED_TAGS = frozenset(
    {"alexa:name", "amazon:domain", "amazon:effect", "amazon:emotion", "audio", "break", "emphasis", "lang", "p"}
    | {"phoneme", "prosody", "s", "say-as", "speak", "sub", "voice", "w"}
)
# These stand between two words; the others lie within one stretch of speech.
_SEPARATING_TAGS = frozenset({"audio", "break", "p", "s"})


@dataclass(frozen=True)
class Speech:
    """A piece of speech: its text as it is heard, without tags and pauses, and what Alexa refuses about it."""

    text: str
    problems: tuple[str, ...] = ()


def read_ssml(ssml: str) -> Speech:
    """Read SSML; when it is no XML, the text is the source as far as it can be told."""
    reader = _Reader()
    try:
        reader.read(ssml)
    except expat.ExpatError as error:
        return Speech(heard(re.sub(r"<[^>]*>", " ", ssml)), (f"is no valid SSML: {error}",))
    return Speech(heard("".join(reader.heard)), tuple(reader.problems))


def heard(text: str) -> str:
    """Return plain text with single spaces, none of them before a closing punctuation mark."""
    return re.sub(r" ([,.;:?!])(?= |$)", r"\1", " ".join(text.split()))


class _Reader:
    """One pass through an SSML document. Expat, because Alexa's prefixed tags declare no namespace."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.problems: list[str] = []
        self._open: list[str] = []
        self._replaced = 0

    def read(self, ssml: str) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(ssml, True)  # noqa: FBT003 - expat takes its "this is all" by position only

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._open and tag != "speak":
            self.problems.append(f"has <{tag}> as its root, not <speak>")
        if self._open and tag == "speak":
            self.problems.append("uses <speak> inside another")
        if tag not in SUPPORTED_TAGS:
            self.problems.append(f"uses <{tag}>, which Alexa does not know")
        self._open.append(tag)
        self._separate(tag)
        if tag == "sub":
            self._text(attributes.get("alias", ""))
            self._replaced += 1

    def _end(self, tag: str) -> None:
        self._open.pop()
        self._separate(tag)
        if tag == "sub":
            self._replaced -= 1

    def _text(self, text: str) -> None:
        if not self._replaced:
            self.heard.append(text)

    def _separate(self, tag: str) -> None:
        if tag in _SEPARATING_TAGS:
            self._text(" ")
