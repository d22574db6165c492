"""The second reading: it understands what is like the samples, as Alexa does; the first takes them word by word."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from echo.understanding.examples import FOREIGN, Example, Examples
from echo.understanding.foreign import foreign_sentences
from echo.understanding.likeness import Likeness
from echo.understanding.model import Intent, Model
from echo.understanding.phrases import without_wake_word
from echo.understanding.places import Places
from echo.understanding.resolution import Vocabulary
from echo.understanding.tagging import FREE_TYPES, Piece, Tagger
from echo.understanding.utterances import Understanding

# A sentence is taken from this likeness on, unless a larger share of it is in no sample. Both were chosen by
# cross-validation over the samples and the foreign sentences, as `make bench-model` does it again (bench/README.md).
LEAST_LIKENESS = 0.55
MOST_UNSEEN = 0.2


@dataclass(frozen=True)
class Guess:
    """What a sentence most likely is, how likely between 0 and 1, and the share of it that no sample has."""

    intent: str
    pieces: tuple[Piece, ...]
    likeness: float
    unseen: float

    def is_taken(self, least: float = LEAST_LIKENESS, most: float = MOST_UNSEEN) -> bool:
        """Tell whether it is like enough."""
        return self.intent != FOREIGN and self.likeness >= least and self.unseen <= most


class SecondReading:
    """Reads by what it has learned from the samples of a model.

    `apart` are the values that samples have as words of their own, as `Examples` finds them.
    """

    def __init__(self, model: Model, likeness: Likeness, places: Places, apart: Iterable[tuple[str, str]]) -> None:
        self._model = model
        self._likeness = likeness
        self._places = places
        self._apart = frozenset(apart)
        self._intents = {intent.name: intent for intent in model.intents}
        self._free = _free_slots(model)
        self._vocabulary = Vocabulary(model)
        self._tagger = (date.min, Tagger(model, date.min))

    @classmethod
    def of(cls, model: Model) -> "SecondReading":
        """Learn from a model; raises `ModuleNotFoundError` where what that takes is not installed."""
        examples = Examples(model)
        own = list(examples.of_samples())
        return cls.learned(model, [*own, *examples.of_sentences(foreign_sentences(), own)], examples.apart)

    @classmethod
    def learned(cls, model: Model, examples: Sequence[Example], apart: Iterable[tuple[str, str]]) -> "SecondReading":
        """Learn from these examples of a model's samples and of sentences that are none of the skill's."""
        places = Places.learn(examples, model)
        free = _free_slots(model)
        # Foreign sentences are learned as they will be looked at: a name alone must not speak for the skill.
        named = [
            replace(example, pieces=pieces)
            for example in examples
            if example.intent == FOREIGN and (pieces := places.with_name(example.pieces, free)) is not None
        ]
        return cls(model, Likeness.learn([*examples, *named]), places, apart)

    def understand(self, utterance: str, today: date, *, wholly: bool = False) -> Understanding | None:
        """Return what an utterance without invocation name most likely is, None where it is too little like anything.

        `today` is the date where the device is; `wholly` refuses whatever has a word that no sample has.
        """
        if self._tagger[0] != today:
            self._tagger = (today, Tagger(self._model, today, self._apart))
        pieces = self._tagger[1].pieces(without_wake_word(utterance))
        guess = self.guess(pieces)
        if not pieces or not guess.is_taken() or (wholly and guess.unseen):
            return None
        intent = self._intents[guess.intent]
        slots = [
            # A name may be one that the model knows.
            self._vocabulary.fill(filled.slot, filled.value, today, carried=True) or filled
            if filled.slot.type in FREE_TYPES
            else filled
            for filled in self._places.fill(intent, guess.pieces)
        ]
        return Understanding(intent, tuple(slots), likeness=guess.likeness)

    def guess(self, pieces: tuple[Piece, ...]) -> Guess:
        """Return what a sentence is most like, with its likeliest name as one piece where that makes it more so."""
        guesses = [self._guess(pieces)]
        if named := self._places.with_name(pieces, self._free):
            guess = self._guess(named)
            if guess.intent != FOREIGN and self._has_place(self._intents[guess.intent], named):
                guesses.append(guess)
        return max(guesses, key=lambda guess: guess.likeness * (1 - guess.unseen) * (guess.intent != FOREIGN))

    def _guess(self, pieces: tuple[Piece, ...]) -> Guess:
        shares = self._likeness.shares([piece.token for piece in pieces])
        intent = max(shares, key=lambda name: shares[name])
        return Guess(intent, pieces, shares[intent], self._places.unseen(pieces))

    def _has_place(self, intent: Intent, pieces: Sequence[Piece]) -> bool:
        """Tell whether a name is in a slot of this intent, beside words and slots that samples have beside it."""
        if not self._places.has_words(pieces):
            return False
        filled = {each.slot.name for each in self._places.fill(intent, pieces)}
        names = filled & self._free
        return bool(names) and all(
            self._places.has_together(intent, name, other) for name in names for other in filled - names
        )

    def to_bytes(self) -> bytes:
        """Return what was learned, to be kept."""
        places = {
            name: value if isinstance(value, dict) else sorted(value) for name, value in asdict(self._places).items()
        }
        return self._likeness.to_bytes({"apart": sorted(self._apart), "places": places})

    @classmethod
    def from_bytes(cls, model: Model, kept: bytes) -> "SecondReading":
        """Return what learned from this model and was kept; raises `ValueError` for anything else."""
        likeness, notes = Likeness.from_bytes(kept)
        told = notes["places"]
        sets = {name: frozenset(told[name]) for name in ("sampled", "elsewhere", "common", "endings")}
        apart = ((kind, value) for kind, value in notes["apart"])
        return cls(model, likeness, Places(beside=told["beside"], together=told["together"], **sets), apart)


def _free_slots(model: Model) -> frozenset[str]:
    """Return the names of the slots that hold names of horses and races."""
    return frozenset(slot.name for intent in model.intents for slot in intent.slots if slot.type in FREE_TYPES)
