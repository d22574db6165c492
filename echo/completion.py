"""What a person may want to type next: intents' samples, with the names of tracks where a sample has a slot."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from echo.understanding.model import DATE, SLOT_IN_SAMPLE, Model
from echo.understanding.phrases import BUILT_IN_PHRASES

MOST_OFFERED = 40
_DATES = ("today", "tomorrow", *"monday tuesday wednesday thursday friday saturday sunday".split())  # noqa: SIM905
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Offer:
    """Text to put in the place of the last `replaces` characters that were typed."""

    text: str
    replaces: int


@dataclass(frozen=True)
class _Sample:
    """A sample in parts, each the texts that can stand there: a slot's values, or words."""

    parts: tuple[Sequence[str], ...]


class Completions:
    """Offers what can follow the beginning of a line, for one interaction model and the commands of the terminal."""

    def __init__(self, model: Model, commands: Iterable[str]) -> None:
        self._commands = sorted(commands)
        self._one_shot = f"ask {model.invocation_name} "
        self._samples = [_Sample(((f"open {model.invocation_name}",),)), _Sample(((self._one_shot,),))]
        self._requests = [sample for sample, _ in sorted(_samples(model), key=lambda pair: len(pair[1]))]

    def after(self, typed: str) -> list[Offer]:
        """Return what may follow, the likeliest first; nothing before the first character."""
        line = _SPACES.sub(" ", typed.lstrip())
        if not line:
            return []
        if line.startswith("/"):
            return [Offer(command, len(line)) for command in self._commands if command.startswith(line)]
        asked = line.lower().startswith(self._one_shot)
        said = line[len(self._one_shot) :] if asked else line
        samples = self._requests if asked else [*self._samples, *self._requests]
        offers = (offer for sample in samples for offer in _offers(sample.parts, said.lower()))
        # Many samples go on alike.
        return list(dict.fromkeys(offers))[:MOST_OFFERED]


def _samples(model: Model) -> Iterator[tuple[_Sample, str]]:
    values = {name: [value.name for value in values] for name, values in model.types.items()} | {DATE: list(_DATES)}
    for intent in model.intents:
        types = {slot.name: slot.type for slot in intent.slots}
        for sample in (*intent.samples, *BUILT_IN_PHRASES.get(intent.name, ())):
            # Where the pattern has a group, every other piece is a slot's name.
            pieces = SLOT_IN_SAMPLE.split(sample)
            parts = ((piece,) if number % 2 == 0 else values[types[piece]] for number, piece in enumerate(pieces))
            yield _Sample(tuple(part for part in parts if part != ("",))), sample


def _offers(parts: Sequence[Sequence[str]], typed: str) -> Iterator[Offer]:
    """Yield what goes on from the typed text by these parts: the rest of the part that it ends within."""
    for choice in parts[0] if parts else ():
        known = choice.lower()
        if known.startswith(typed) and known != typed:
            yield Offer(choice, len(typed))
        elif typed.startswith(known):
            yield from _offers(parts[1:], typed[len(known) :]) if typed != known else _beginnings(parts[1:])


def _beginnings(parts: Sequence[Sequence[str]]) -> Iterator[Offer]:
    """Yield what can come next where the typed text ends with a part; the many values of a slot all are offered."""
    yield from (Offer(choice, 0) for choice in (parts[0] if parts else ()))
