"""One spelling for what is said and what the interaction model says, so that the two can be compared."""

import re

_NOT_SPOKEN = re.compile(r"[^\w']+")


def spoken_words(text: str) -> tuple[str, ...]:
    """Return the words of a text as speech has them: lower case, straight apostrophes, no punctuation, no hyphens."""
    return tuple(_NOT_SPOKEN.sub(" ", text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").lower()).split())


def spoken(text: str) -> str:
    """Return the same words as one string with single spaces between them."""
    return " ".join(spoken_words(text))
