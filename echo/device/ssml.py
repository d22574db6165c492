"""SSML as Alexa takes it: what it refuses, and what a person hears of it."""

import re
from dataclasses import dataclass
from xml.parsers import expat

SUPPORTED_TAGS = frozenset(
    {"alexa:name", "amazon:domain", "amazon:effect", "amazon:emotion", "audio", "break", "emphasis", "lang", "p"}
    | {"phoneme", "prosody", "s", "say-as", "speak", "sub", "voice", "w"}
)
# How long a break is, by its strength, where it does not say it in seconds: about as long as Alexa pauses there.
_STRENGTHS = {"none": 0.0, "x-weak": 0.0, "weak": 0.25, "medium": 0.5, "strong": 0.75, "x-strong": 1.0}
_TIME = re.compile(r"\+?(\d*\.?\d+)(ms|s)")
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


def pieces(ssml: str) -> list[str | float]:
    """Return what is heard of SSML one after the other: texts, and the seconds of the pauses between them."""
    reader = _Reader()
    try:
        reader.read(ssml)
    except expat.ExpatError:
        return [read_ssml(ssml).text]
    found: list[str | float] = []
    begin = 0
    for end, seconds in [*reader.pauses, (len(reader.heard), 0.0)]:
        text = heard("".join(reader.heard[begin:end]))
        found += [*([text] if text else []), *([seconds] if seconds else [])]
        begin = end
    return found


def heard(text: str) -> str:
    """Return plain text with single spaces, none of them before a closing punctuation mark."""
    return re.sub(r" ([,.;:?!])(?= |$)", r"\1", " ".join(text.split()))


class _Reader:
    """One pass through an SSML document. Expat, because Alexa's prefixed tags declare no namespace."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.problems: list[str] = []
        # Behind how many of the texts heard, and for how many seconds.
        self.pauses: list[tuple[int, float]] = []
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
        if tag == "break":
            self.pauses.append((len(self.heard), _seconds(attributes)))
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


def _seconds(attributes: dict[str, str]) -> float:
    """Return how long a break is."""
    if match := _TIME.fullmatch(attributes.get("time", "")):
        return float(match[1]) / (1000 if match[2] == "ms" else 1)
    return _STRENGTHS.get(attributes.get("strength", "medium"), _STRENGTHS["medium"])
