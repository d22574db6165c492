"""A word to the listener while an answer takes a while."""

from collections.abc import Callable
from threading import Timer
from types import TracebackType
from typing import Self

# What is there sooner, in seconds, needs no word: it would only come between the question and the answer.
SILENT_SECONDS = 0.3


class Announcement:
    """Says something once if what is done inside of `with` is not done soon; at its end it keeps silent."""

    def __init__(self, say: Callable[[], None], silent_seconds: float = SILENT_SECONDS) -> None:
        self._timer = Timer(silent_seconds, say)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        # A word that is on its way already is not waited for: Alexa leaves out what comes after the answer.
        self._timer.cancel()
