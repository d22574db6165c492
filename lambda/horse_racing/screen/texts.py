"""Texts as they may stand on a screen: without anything that would be taken for markup or for data, and bounded."""

import re
from html import escape
from typing import Any

# Up to so many characters a text is short, or of medium length.
_SHORT, _MEDIUM = 16, 28

LONGEST_NAME, LONGEST_SENTENCE = 60, 300

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")


def plain(text: str, longest: int = LONGEST_SENTENCE) -> str:
    """Return a text that nothing is bound to, cut where it is too long: for what is read aloud from a screen."""
    # "${" is where a document's own expressions begin.
    spaced = " ".join(_UNPRINTABLE.sub(" ", text).replace("${", "$ {").split())
    return spaced if len(spaced) <= longest else f"{spaced[: longest - 1].rstrip()}…"


def shown(text: str, longest: int = LONGEST_NAME) -> str:
    """Return the same for a component that shows text, which would take "<" for markup."""
    return escape(plain(text, longest), quote=False)


def sized(name: str, text: str) -> dict[str, Any]:
    """Return the property `name` with a text, and its length class, by which a document chooses its size."""
    length = len(plain(text, LONGEST_NAME))
    return {name: shown(text), "size": "short" if length <= _SHORT else "medium" if length <= _MEDIUM else "long"}


def sentences(*said: str) -> str:
    """Return whole sentences, as many as there is room for: at least the first, cut if need be."""
    kept = ""
    for sentence in said:
        longer = f"{kept} {sentence}".strip()
        if kept and len(longer) > LONGEST_SENTENCE:
            break
        kept = longer
    return shown(kept, LONGEST_SENTENCE)
