"""Utterances that two sample utterances share once their slots are filled with values of their types."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from echo.understanding.model import DATE, Model
from echo.understanding.samples import Place, Sample
from echo.understanding.words import spoken_words

Words = tuple[str, ...]
Parts = tuple[str | Place, ...]

_WEEKDAYS = ("monday", "saturday")
_MONTHS = ("january", "november")
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
    *("twentieth", "twenty first", "thirtieth"),
)
# Amazon publishes no list of what its dates take; these are the forms it documents, a few of each.
_DATES = (
    *("now", "right now", "today", "tonight", "tomorrow", "yesterday", "the day after tomorrow", "tomorrow night"),
    *_WEEKDAYS,
    *(f"{step} {day}" for step in ("this", "next", "last") for day in (*_WEEKDAYS, "weekend", "week", "month", "year")),
    *(f"the {ordinal}" for ordinal in _ORDINALS),
    *(f"{month} {ordinal}" for month in _MONTHS for ordinal in _ORDINALS),
    *(f"the {ordinal} of {month}" for month in _MONTHS for ordinal in _ORDINALS),
    *_MONTHS,
    *("christmas", "thanksgiving", "labor day"),
)


class Overlaps:
    """Finds what the samples of one interaction model have in common."""

    def __init__(self, model: Model) -> None:
        spoken_values: dict[str, Iterable[str]] = {
            name: (text for value in values for text in (value.name, *value.synonyms))
            for name, values in model.types.items()
        }
        spoken_values[DATE] = _DATES
        self._fillings = {name: _by_first_word(map(spoken_words, texts)) for name, texts in spoken_values.items()}

    def between(self, one: Sample, other: Sample) -> str | None:
        """Return an utterance that both samples match, None when there is none."""
        return next((" ".join(words) for words in self._shared(one.parts, other.parts)), None)

    def _shared(self, one: Parts, other: Parts) -> Iterator[Words]:
        if not one or not other:
            if not one and not other:
                yield ()
            return
        first, second = one[0], other[0]
        if isinstance(first, str) and isinstance(second, str):
            if first == second:
                yield from ((first, *rest) for rest in self._shared(one[1:], other[1:]))
        elif isinstance(first, Place):
            for words in self._words_for(first, second):
                yield from self._shared((*words, *one[1:]), other)
        else:
            yield from self._shared(other, one)

    def _words_for(self, place: Place, beside: str | Place) -> Iterator[Words]:
        """Yield what may fill a place, given what the other sample has there."""
        fillings = self._fillings[place.slot.type]
        # A possessive changes the last word of a value, which may be its first as well.
        starts = fillings if isinstance(beside, Place) else dict.fromkeys((beside, beside.removesuffix("'s")))
        known = chain.from_iterable(fillings.get(start, ()) for start in starts)
        for words in known:
            yield (*words[:-1], f"{words[-1]}'s") if place.possessive else words


def _by_first_word(values: Iterable[Words]) -> Mapping[str, list[Words]]:
    fillings: defaultdict[str, list[Words]] = defaultdict(list)
    for words in dict.fromkeys(values):
        fillings[words[0]].append(words)
    return fillings
