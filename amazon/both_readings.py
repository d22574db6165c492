"""What the desk's two readings make of a line, beside what Alexa made of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from amazon.simulation import ENDED
from echo.understanding.model import Intent, Model
from echo.understanding.phrases import EXIT_PHRASES, invocation_in, without_wake_word
from echo.understanding.readings import Guesses
from echo.understanding.second_reading import SecondReading
from echo.understanding.utterances import Interpreter, Understanding

LAUNCH = "LaunchRequest"


@dataclass(frozen=True)
class BothReadings:
    """The reading of the model's samples word by word, and the one by likeness to them."""

    model: Model
    samples: Interpreter
    likeness: Guesses

    def by_samples(self, utterance: str, today: date) -> Understanding:
        """Return what the samples make of a whole line, in which the skill may be named."""
        return self._read(utterance, lambda request: self.samples.understand(request, today))

    def by_likeness(self, utterance: str, today: date) -> Understanding:
        """Return what it is most like; no intent where it is like none."""
        return self._read(utterance, lambda request: self.likeness.understand(request, today) or Understanding(None))

    def _read(self, utterance: str, understand: Callable[[str], Understanding]) -> Understanding:
        invocation = invocation_in(utterance, self.model.invocation_name)
        if invocation and not invocation.requests:
            return Understanding(Intent(LAUNCH))
        if not invocation and without_wake_word(utterance) in EXIT_PHRASES:
            return Understanding(Intent(ENDED))
        requests = invocation.requests if invocation else (utterance,)
        return min(map(understand, requests), key=lambda reading: (reading.intent is None, reading.doubt))


def both_readings(model: Model) -> BothReadings:
    """Learn from a model."""
    return BothReadings(model, Interpreter(model), SecondReading.of(model))
