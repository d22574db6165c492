"""Sample utterances as matchers: every way in which a sample can be read into what was said."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from echo.understanding.model import SLOT_IN_SAMPLE, Intent, Slot
from echo.understanding.resolution import FilledSlot
from echo.understanding.words import spoken_words

_ARTICLES = frozenset({"a", "an", "the"})
_PIECE = re.compile(r"(\{\w+\}(?:'s)?)")

# Fills a slot with a phrase, or says None; the flag tells whether a carrier phrase leads to the slot.
Fill = Callable[[Slot, str, bool], FilledSlot | None]


@dataclass(frozen=True)
class Place:
    """The place of a slot in a sample; `possessive` when the sample says "{Slot}'s".

    `carried` when a carrier phrase makes room for unknown words: one that comes before, or of two words at least. A
    single word behind, "{Town} please", would make every sentence that ends in it a town, and an article before it
    every one that begins with that.
    """

    slot: Slot
    possessive: bool
    carried: bool


@dataclass(frozen=True)
class Reading:
    """One way to understand an utterance by one sample."""

    intent: Intent
    slots: tuple[FilledSlot, ...]
    literal_words: int

    @property
    def rank(self) -> tuple[bool, int, int, int, int]:
        """Return what makes a reading better: no unknown value, words of the sample itself, known values, brevity.

        A name that is known as a whole beats a longer sample with a guess in it: "the meadowlands" is the track of that
        name, not a race called "meadowlands". A sample without slots needs no rule of its own: all of its words are
        literal, no other can have as many. Several unknown words are a name rather than a number.
        """
        unknown = sum(len(slot.value.split()) for slot in self.slots if not slot.resolved)
        known, names = sum(slot.resolved for slot in self.slots), sum(slot.is_free_name for slot in self.slots)
        return not unknown, self.literal_words, known, -unknown, names


@dataclass(frozen=True)
class Sample:
    """A sample utterance taken apart into literal words and places for slots."""

    intent: Intent
    text: str
    parts: tuple[str | Place, ...]

    @classmethod
    def parse(cls, intent: Intent, text: str) -> "Sample":
        """Take a sample of this intent apart; the model has already checked that its slots are declared."""
        slots = {slot.name: slot for slot in intent.slots}
        parts: list[str | Place] = []
        pieces = _PIECE.split(text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
        is_phrase = sum(len(spoken_words(piece)) for piece in pieces if not SLOT_IN_SAMPLE.match(piece)) > 1
        for piece in pieces:
            if match := SLOT_IN_SAMPLE.match(piece):
                carried = is_phrase or any(isinstance(part, str) and part not in _ARTICLES for part in parts)
                parts.append(Place(slots[match[1]], possessive=piece.endswith("'s"), carried=carried))
            else:
                parts.extend(spoken_words(piece))
        return cls(intent, text, tuple(parts))

    @cached_property
    def literals(self) -> frozenset[str]:
        """Return the words without which there is no reading: most samples are out of the question by these alone."""
        return frozenset(part for part in self.parts if isinstance(part, str))

    def readings(self, words: tuple[str, ...], fill: Fill, longest: int) -> Iterator[Reading]:
        """Yield every reading of these words; a slot takes between one and `longest` of them."""
        literals = sum(isinstance(part, str) for part in self.parts)
        for slots in _fillings(self.parts, words, fill, longest):
            yield Reading(self.intent, slots, literals)


def _fillings(
    parts: tuple[str | Place, ...], words: tuple[str, ...], fill: Fill, longest: int
) -> Iterator[tuple[FilledSlot, ...]]:
    if not parts:
        if not words:
            yield ()
        return
    first, rest = parts[0], parts[1:]
    if isinstance(first, str):
        if words and words[0] == first:
            yield from _fillings(rest, words[1:], fill, longest)
        return
    for end in range(1, min(longest, len(words)) + 1):
        phrase = _phrase(words[:end], possessive=first.possessive)
        filled = fill(first.slot, phrase, first.carried) if phrase else None
        if filled:
            yield from ((filled, *others) for others in _fillings(rest, words[end:], fill, longest))


def _phrase(words: tuple[str, ...], *, possessive: bool) -> str | None:
    """Return the words as a slot value, without the possessive ending where the sample asks for one."""
    phrase = " ".join(words)
    if not possessive:
        return phrase
    # "tampa bay downs's" and "tampa bay downs'" sound the same.
    return phrase.removesuffix("'s").removesuffix("'") if phrase.endswith(("'s", "s'")) else None
