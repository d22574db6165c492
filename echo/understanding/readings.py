"""The two readings together, and where what the second one has learned is kept."""

import hashlib
import os
from contextlib import suppress
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Protocol

from echo.understanding.model import Model
from echo.understanding.tagging import FREE_TYPES
from echo.understanding.utterances import Interpreter, Understanding

# What the second reading learns with and from, none of which the first `make talk` installs.
LEARNS_WITH = ("scikit-learn", "numpy", "chatterbot-corpus", "PyYAML")

TOLD_BOTH = "understood by the model's samples, and by likeness to them"
TOLD_ONE = "understood by the model's samples alone; `make setup` installs what understands by likeness too"


class Understands(Protocol):
    """Makes an intent with slots of what is said."""

    def understand(self, utterance: str, today: date) -> Understanding:
        """Return the best understanding of an utterance without invocation name, on this date where the device is."""


class Guesses(Protocol):
    """As `Understands`, but may refuse."""

    def understand(self, utterance: str, today: date, *, wholly: bool = False) -> Understanding | None:
        """Return what an utterance most likely is, or None; `wholly` where every word of it has to be known."""


class Readings:
    """The literal reading, and where that is in doubt the one by likeness."""

    def __init__(self, literal: Understands, likeness: Guesses) -> None:
        self._literal = literal
        self._likeness = likeness

    def understand(self, utterance: str, today: date) -> Understanding:
        """Return the literal understanding where it knows every word, else the one by likeness if that knows more."""
        literal = self._literal.understand(utterance, today)
        if not literal.doubt:
            return literal
        if literal.explain:
            return self._likeness.understand(utterance, today) or literal
        # A value that nobody knows, "race banana", is the sample's, unless all of it can be read as something known.
        if likely := self._likeness.understand(utterance, today, wholly=True):
            # A sample takes whatever is left over for a name; likeness looks for where one begins and ends.
            is_name = any(filled.slot.type in FREE_TYPES for filled in literal.slots if not filled.resolved)
            least = _knows(literal)
            return likely if _knows(likely) > least or (is_name and _knows(likely) == least) else literal
        likely = self._likeness.understand(utterance, today)
        return likely if likely and _is_within(likely, literal) else literal


def _is_within(likely: Understanding, literal: Understanding) -> bool:
    """Tell whether the one found the known value in each unknown one of the other: "tampa" in "for tampa this time".

    Of two in one breath, "tampa and saratoga", it knows but one.
    """
    found = {filled.slot: filled for filled in likely.slots if filled.resolved}
    return likely.intent == literal.intent and all(
        filled.slot in found and found[filled.slot].value in filled.value and " and " not in filled.value
        for filled in literal.slots
        if not filled.resolved
    )


def _knows(understood: Understanding) -> tuple[int, int]:
    """Return how much of an utterance is known: few unknown values come before many known ones."""
    unknown = sum(not filled.resolved and filled.slot.type not in FREE_TYPES for filled in understood.slots)
    return -unknown, sum(filled.resolved for filled in understood.slots)


def readings(model: Model, file: Path, folder: Path) -> tuple[Understands, str]:
    """Return the readings that there are for the model in this file, and a sentence that tells which.

    What was learned is kept in `folder`, and learned anew whenever the model or what learns has changed.
    """
    literal = Interpreter(model)
    try:
        key = _key(file)
    except PackageNotFoundError:
        return literal, TOLD_ONE
    # Only this one needs what may not be installed.
    from echo.understanding.second_reading import SecondReading  # noqa: PLC0415

    kept = folder / f"{key}.npz"
    with suppress(OSError, ValueError):
        return Readings(literal, SecondReading.from_bytes(model, kept.read_bytes())), TOLD_BOTH
    second = SecondReading.of(model)
    # Where nothing can be kept, it learns each time.
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        for older in folder.glob("*.npz"):
            older.unlink(missing_ok=True)
        # Another conversation that begins now sees all of it or nothing.
        new = kept.with_suffix(f".{os.getpid()}")
        new.write_bytes(second.to_bytes())
        new.replace(kept)
    return Readings(literal, second), TOLD_BOTH


def _key(file: Path) -> str:
    """Return what changes with the model, the packages and the code; raises `PackageNotFoundError` without these."""
    told = hashlib.sha256(" ".join(f"{name}=={version(name)}" for name in LEARNS_WITH).encode())
    folder = Path(__file__).parent
    for path in (file, *sorted((*folder.glob("*.py"), *folder.glob("*.txt")))):
        told.update(path.read_bytes())
    return told.hexdigest()[:32]
