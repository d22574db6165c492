"""What the second reading learns from: the model's own samples in pieces, and sentences about anything else."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from echo.understanding.model import DATE, SLOT_IN_SAMPLE, Intent, Model
from echo.understanding.phrases import BUILT_IN_PHRASES
from echo.understanding.tagging import FREE_TYPES, NAME, POSSESSIVE, Piece, Tagger, without_courtesies
from echo.understanding.words import spoken_words

# The intent of a sentence that is none of the skill's.
FOREIGN = ""

# A sample is learned from with up to so many values in its slots: "next" does in a sentence what "five" does not.
_VALUES_TRIED = 3
_A_DAY = "tomorrow"


@dataclass(frozen=True)
class Example:
    """A sentence with its intent; `source` is the sample that it is made from, and `weight` its part of that one."""

    intent: str
    pieces: tuple[Piece, ...]
    source: str
    weight: float = 1.0

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """What stands for its pieces where sentences are compared."""
        return tuple(piece.token for piece in self.pieces)


class Examples:
    """Makes examples of a model's samples; its `tagger` takes what is said apart in the same way.

    `today` is when the dates are: it matters to what a date means, and not to what is one.
    """

    def __init__(self, model: Model, today: date = date(2026, 1, 1)) -> None:
        self._model = model
        # Values, as (type, id), that samples have as words of their own.
        self.apart = _said_without_slot(model, today)
        self.tagger = Tagger(model, today, self.apart)
        self._values = {name: self._kinds_of_values(name) for name in model.types} | {DATE: [_A_DAY]}

    def of_samples(self) -> Iterator[Example]:
        """Yield each sample with values in its slots."""
        for intent in self._model.intents:
            if intent.built_in:
                # These match as they are, so that their neighbors are nobody's.
                for phrase in (*intent.samples, *BUILT_IN_PHRASES.get(intent.name, ())):
                    yield Example(FOREIGN, self.tagger.pieces(phrase), phrase)
                continue
            for number, sample in enumerate(intent.samples):
                variants = dict.fromkeys(self._variants(intent, sample, number))
                for pieces in variants:
                    yield Example(intent.name, pieces, sample, 1 / len(variants))

    def of_sentences(self, sentences: Iterable[str], samples: Iterable[Example]) -> Iterator[Example]:
        """Yield sentences that are none of the skill's, but for those that are samples all the same, as "Seven"."""
        own = {sample.tokens for sample in samples if sample.intent != FOREIGN}
        for sentence in sentences:
            example = Example(FOREIGN, self.tagger.pieces(sentence), sentence)
            if example.tokens and example.tokens not in own:
                yield example

    def _variants(self, intent: Intent, sample: str, number: int) -> Iterator[tuple[Piece, ...]]:
        types = {slot.name: slot.type for slot in intent.slots}
        kinds = {name: self._values[types[name]] for name in SLOT_IN_SAMPLE.findall(sample)}
        for variant in range(min(_VALUES_TRIED, max(map(len, kinds.values()), default=1))):
            # The first is what most values are like. Of the others each sample has some, and all have them all.
            turn = number * (_VALUES_TRIED - 1) + variant if variant else 0
            chosen = {name: values[turn % len(values)] for name, values in kinds.items()}
            yield without_courtesies(tuple(self._filled(sample, types, chosen)))

    def _filled(self, sample: str, types: Mapping[str, str], values: Mapping[str, str]) -> Iterator[Piece]:
        """Yield a sample's pieces, with these values in its slots and a mark where the name is anybody's."""
        words: list[str] = []
        origins: list[str] = []
        # Where the pattern has a group, every other part is a slot's name.
        for number, part in enumerate(SLOT_IN_SAMPLE.split(sample.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))):
            if number % 2 == 0:
                owned = number > 0 and part.startswith("'s")
                if owned and words:
                    words[-1] += "'s"
                elif owned:
                    yield Piece((POSSESSIVE,), POSSESSIVE)
                literal = spoken_words(part.removeprefix("'s") if owned else part)
                words += literal
                origins += [""] * len(literal)
            elif types[part] in FREE_TYPES:
                yield from self.tagger.tagged(words, origins)
                words, origins = [], []
                yield Piece((NAME,), NAME, origin=part)
            else:
                value = spoken_words(values[part])
                words += value
                origins += [part] * len(value)
        yield from self.tagger.tagged(words, origins)

    def _kinds_of_values(self, type_name: str) -> list[str]:
        """Return a phrase for each way in which a value of this type is tagged, that of most values first."""
        if type_name in FREE_TYPES:
            return [NAME]
        phrases = [
            " ".join(spoken_words(phrase))
            for value in self._model.types[type_name]
            for phrase in (value.name, *value.synonyms)
        ]
        tokens = {phrase: self.tagger.token_of(phrase) for phrase in phrases}
        # A phrase may be of another type before it is of this one.
        tokens = {phrase: token for phrase, token in tokens.items() if type_name in token}
        first = {token: phrase for phrase, token in reversed(tokens.items())}
        return [first[token] for token, _ in Counter(tokens.values()).most_common()]


def with_name(pieces: tuple[Piece, ...], start: int, end: int) -> tuple[Piece, ...]:
    """Return a sentence in which the pieces from `start` up to `end` are the name of a horse or of a race."""
    words = tuple(word for piece in pieces[start:end] for word in piece.words)
    return (*pieces[:start], Piece(words, NAME), *pieces[end:])


def _said_without_slot(model: Model, today: date) -> frozenset[tuple[str, str]]:
    """Return the values, as (type, id), that samples have as words of their own."""
    tagger = Tagger(model, today)
    literals = {literal for intent in model.intents for sample in intent.samples for literal in _literals(sample)}
    return frozenset(
        (meaning.slot.type, match.id)
        for literal in sorted(literals)
        for piece in tagger.tagged(spoken_words(literal))
        for meaning in piece.meanings
        for match in meaning.matches
        # Numbers are alike wherever they stand.
        if not match.id.isdecimal()
    )


def _literals(sample: str) -> Iterator[str]:
    return (part for part in SLOT_IN_SAMPLE.split(sample)[::2] if part.strip())
