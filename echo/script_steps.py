"""The steps of a conversation that is written down, and where each is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[1]


class ScriptError(Exception):
    """A script cannot be held; the text names file and line and says what is wrong there."""


@dataclass(frozen=True)
class Place:
    """A line of a script's file."""

    path: Path
    line: int

    def __str__(self) -> str:
        path = self.path.relative_to(_ROOT) if self.path.is_relative_to(_ROOT) else self.path
        return f"{path}:{self.line}"

    def error(self, problem: str) -> ScriptError:
        """Return the error that something is wrong there."""
        return ScriptError(f"{self}: {problem}")


@dataclass(frozen=True)
class Line:
    """What one line says, folded lines joined; `source` is how it is written."""

    place: Place
    text: str
    source: str

    def words_after(self, opening: str) -> str:
        """Return what is said; raises `ScriptError` where nothing is."""
        words = self.text.removeprefix(opening).strip()
        if not words:
            raise self.place.error(f'"{opening}" is followed by what is said')
        return words


@dataclass
class Turn:
    """What they say, or a silence when `says` is None, or what they touch, and what is expected to come of it.

    `may_close` tells that the session closes or not.
    """

    line: Line
    says: str | None
    touches: list[Any] | None = None
    answer: Line | None = None
    closes: bool = False
    may_close: bool = False


@dataclass
class Moment:
    """The clock is set."""

    line: Line
    instant: datetime


@dataclass
class Anywhere:
    """The conversation is true whatever the date, the races and the device."""

    line: Line


@dataclass
class Given:
    """The race data, the listener or the device is set up."""

    line: Line


@dataclass
class Remark:
    """Words for the reader, or an empty line."""

    line: Line


Step = Turn | Moment | Anywhere | Given | Remark


def is_anywhere(steps: Sequence[Step]) -> bool:
    """Tell whether the conversation is true whatever the date, the races and the device."""
    return any(isinstance(step, Anywhere) for step in steps)
