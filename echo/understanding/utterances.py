"""Understanding: an utterance becomes an intent with slots, by the interaction model and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from echo.understanding.hints import hint_for
from echo.understanding.model import FALLBACK, Intent, Model, Slot
from echo.understanding.phrases import BUILT_IN_PHRASES, without_wake_word
from echo.understanding.resolution import FilledSlot, Vocabulary
from echo.understanding.samples import Sample
from echo.understanding.words import spoken


@dataclass(frozen=True)
class Understanding:
    """What Alexa makes of an utterance.

    `intent` is None when nothing matched and the model has no fallback; `explain` is None when something did.
    `likeness` tells how like the samples it is, up to 1, where no sample matched but likeness told; else it is 0.
    """

    intent: Intent | None
    slots: tuple[FilledSlot, ...] = ()
    explain: Callable[[], str] | None = field(default=None, compare=False)
    likeness: float = 0.0

    @cached_property
    def hint(self) -> str:
        """What an unmatched utterance came close to, empty for every other one; looking for it takes long."""
        return self.explain() if self.explain else ""

    @property
    def doubt(self) -> int:
        """Return 0 where every word is known, 1 for unknown values or mere likeness, 2 where nothing matched."""
        return 2 if self.explain else int(self.likeness > 0 or not all(filled.resolved for filled in self.slots))

    def __str__(self) -> str:
        name = self.intent.name if self.intent else "no intent"
        return " ".join((name, *(f"{filled.slot.name}={filled.meaning}" for filled in self.slots)))


class Interpreter:
    """The language understanding of one interaction model."""

    def __init__(self, model: Model) -> None:
        self._fallback = model.intent(FALLBACK)
        self._vocabulary = Vocabulary(model)
        self._samples = tuple(
            Sample.parse(intent, text) for intent in model.intents if not intent.built_in for text in intent.samples
        )
        built_in = [intent for intent in model.intents if intent.built_in]
        phrases = [(phrase, intent) for intent in built_in for phrase in BUILT_IN_PHRASES.get(intent.name, ())]
        # The model's own samples come last and so decide where both know a phrase.
        phrases += [(spoken(sample), intent) for intent in built_in for sample in intent.samples]
        self._exact_phrases = dict(phrases)

    def understand(self, utterance: str, today: date) -> Understanding:
        """Return the best understanding of an utterance without invocation name, on this date where the device is."""
        said = without_wake_word(utterance)
        if said in self._exact_phrases:
            return Understanding(self._exact_phrases[said])
        words = tuple(said.split())
        heard = frozenset(words)
        longest = self._vocabulary.longest_value
        readings = (
            reading
            for sample in self._samples
            if sample.literals <= heard
            for reading in sample.readings(
                words,
                lambda slot, phrase, carried: self._vocabulary.fill(slot, phrase, today, carried=carried),
                longest,
            )
        )
        best = max(readings, key=lambda reading: reading.rank, default=None)
        if best:
            return Understanding(best.intent, best.slots)

        def explain() -> str:
            def recognize(slot: Slot, phrase: str) -> FilledSlot | None:
                return self._vocabulary.fill(slot, phrase, today, carried=False)

            return hint_for(words, self._samples, recognize, longest)

        return Understanding(self._fallback, explain=explain)
