"""The languages, and which one a locale gets.

Another language is another package like `speech/en` with a class like `English`, a line in `_LANGUAGES`, and an
interaction model of its own.
"""

from horse_racing.speech.en import English

_LANGUAGES: dict[str, English] = {"en": English()}


def wording(locale: str = "") -> English:
    """Return the words for a locale such as "en-US"; English where there are none."""
    return _LANGUAGES.get(locale.partition("-")[0]) or _LANGUAGES["en"]


def is_question(text: str) -> bool:
    """Tell whether a text ends with a question in any of the languages."""
    return any(words.is_question(text) for words in _LANGUAGES.values())
