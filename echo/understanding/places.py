"""Where slots stand: what the samples have beside them tells a slot from a word, and a name's beginning and end."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from echo.understanding.examples import FOREIGN, Example, with_name
from echo.understanding.model import Intent, Model
from echo.understanding.resolution import FREE_WORDS, FilledSlot
from echo.understanding.tagging import FREE_TYPES, NAME, POSSESSIVE, Piece, said
from echo.understanding.words import spoken_words

EDGE = "^"

# Of the sentences that are none of the skill's, so many words are too common to tell of a name.
_COMMON = 200
# What speaks for a run of words as a name, words that no sample has first: those that other sentences have count half.
# It has to have one that nobody has, or two of the others.
_UNKNOWN, _ELSEWHERE, _LEAST = 1.0, 0.5, 1.0
_SEEN_ELSEWHERE = 3
# So does what names end with, and what stands beside it; known words and values speak against it, most at its edges.
_ENDING, _BESIDE, _KNOWN, _AT_EDGE, _VALUE = 0.5, 0.5, -0.5, -0.4, -0.5

Neighbors = dict[str, tuple[list[str], list[str]]]


@dataclass(frozen=True)
class Places:
    """What stands to the left and right of each slot, and of each value that is in none, by intent and slot or words.

    `together` are the slots of one sample, as "First+Second", for each intent. `sampled` are the words of the samples,
    `elsewhere` those of other sentences, `common` the most frequent of them, and `endings` what names often end with,
    as "handicap".
    """

    beside: dict[str, Neighbors]
    together: dict[str, list[str]]
    sampled: frozenset[str]
    elsewhere: frozenset[str]
    common: frozenset[str]
    endings: frozenset[str]

    @classmethod
    def learn(cls, examples: Iterable[Example], model: Model) -> "Places":
        """Look at where the samples have their slots."""
        found: defaultdict[tuple[str, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
        sampled: set[str] = set()
        elsewhere: Counter[str] = Counter()
        together: defaultdict[str, set[str]] = defaultdict(set)
        for example in examples:
            if example.intent == FOREIGN:
                elsewhere.update(example.tokens)
                continue
            sampled.update(example.tokens)
            tokens = [EDGE, *example.tokens, EDGE]
            slots = sorted({piece.origin for piece in example.pieces} - {""})
            together[example.intent].update("+".join(pair) for pair in combinations(slots, 2))
            for number, piece in enumerate(example.pieces):
                if piece.origin or piece.meanings:
                    lefts, rights = found[example.intent, piece.origin or _as_words(piece)]
                    lefts.add(tokens[number])
                    rights.add(tokens[number + 2])
        beside: defaultdict[str, Neighbors] = defaultdict(dict)
        for (intent, key), (lefts, rights) in found.items():
            beside[intent][key] = sorted(lefts), sorted(rights)
        names = [value.name for name in FREE_TYPES for value in model.types.get(name, ())]
        last = Counter(words[-1] for name in names if len(words := spoken_words(name)) > 1)
        return cls(
            beside=dict(beside),
            together={intent: sorted(pairs) for intent, pairs in together.items()},
            sampled=frozenset(sampled),
            # A word that hardly any of them has is as new in the next sentence as it was in that one.
            elsewhere=frozenset(word for word, count in elsewhere.items() if count >= _SEEN_ELSEWHERE),
            common=frozenset(word for word, _ in elsewhere.most_common(_COMMON)),
            endings=frozenset(word for word, count in last.items() if count > 1),
        )

    def unseen(self, pieces: Sequence[Piece]) -> float:
        """Return the share of a sentence that no sample has."""
        return sum(piece.token != NAME and piece.token not in self.sampled for piece in pieces) / max(1, len(pieces))

    def has_words(self, pieces: Sequence[Piece]) -> bool:
        """Tell whether any word is one that samples have, and no value and no name."""
        return any(piece.token in self.sampled and piece.token != NAME and not piece.meanings for piece in pieces)

    def fill(self, intent: Intent, pieces: Sequence[Piece]) -> tuple[FilledSlot, ...]:
        """Return the slots of this intent with the values that a sentence has for them, in its order."""
        tokens = [EDGE, *(piece.token for piece in pieces), EDGE]
        options: list[tuple[int, int, FilledSlot]] = []
        for number, piece in enumerate(pieces):
            left, right = tokens[number], tokens[number + 2]
            as_word = self._fit(intent.name, _as_words(piece), left, right)
            for slot in intent.slots:
                fit = self._fit(intent.name, slot.name, left, right)
                values = [replace(value, slot=slot) for value in piece.meanings if value.slot.type == slot.type]
                if piece.token == NAME and slot.type in FREE_TYPES:
                    values.append(FilledSlot(slot, said([piece])))
                options += [(fit, number, value) for value in values if fit >= as_word]
        # Each slot takes what fits it best, and each piece is in one slot.
        filled: dict[int, FilledSlot] = {}
        for _, number, value in sorted(options, key=lambda option: -option[0]):
            if number not in filled and value.slot not in {other.slot for other in filled.values()}:
                filled[number] = value
        return tuple(filled[number] for number in sorted(filled))

    def has_together(self, intent: Intent, first: str, second: str) -> bool:
        """Tell whether a sample of this intent has both of these slots."""
        return "+".join(sorted((first, second))) in self.together.get(intent.name, ())

    def _fit(self, intent: str, key: str, left: str, right: str) -> int:
        """Return how well a slot, or a value as a word, fits in between: -1 where the intent has none."""
        beside = self.beside.get(intent, {}).get(key)
        return (left in beside[0]) + (right in beside[1]) if beside else -1

    def with_name(self, pieces: tuple[Piece, ...], free: Collection[str]) -> tuple[Piece, ...] | None:
        """Return a sentence with the likeliest name as one piece, None without any; `free` are the slots for names."""
        beside = [places[slot] for places in self.beside.values() for slot in free if slot in places]
        lefts = {left for each, _ in beside for left in each}
        rights = {right for _, each in beside for right in each}
        tokens = [EDGE, *(piece.token for piece in pieces), EDGE]
        best, span = 0.0, None
        for start in range(len(pieces) if beside else 0):
            for end in range(start + 1, min(len(pieces), start + FREE_WORDS) + 1):
                score = self._score(pieces[start:end])
                if score is not None:
                    score += _BESIDE * ((tokens[start] in lefts) + (tokens[end + 1] in rights))
                    if score > best:
                        best, span = score, (start, end)
        return with_name(pieces, *span) if span else None

    def _score(self, run: Sequence[Piece]) -> float | None:
        """Return how much these pieces are like a name, by themselves; None for what cannot be one."""
        if POSSESSIVE in (run[0].token, run[-1].token):
            return None
        unknown = sum(self._unknown(piece) for piece in run)
        if unknown < _LEAST:
            return None
        score = unknown
        for number, piece in enumerate(run):
            if number == len(run) - 1 and said([piece]) in self.endings:
                score += _ENDING
            elif piece.meanings:
                score += _VALUE
            elif not self._unknown(piece):
                score += _KNOWN + _AT_EDGE * (number in (0, len(run) - 1))
        return score

    def _unknown(self, piece: Piece) -> float:
        """Return how much a piece is a word that may be part of a name, because no sample has it."""
        if piece.meanings or piece.token in self.sampled or piece.token in self.common:
            return 0.0
        return _ELSEWHERE if piece.token in self.elsewhere else _UNKNOWN


def _as_words(piece: Piece) -> str:
    return f"={' '.join(piece.words)}"
