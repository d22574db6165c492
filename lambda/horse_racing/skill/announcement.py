"""A word to the listener while an answer takes a while."""

from collections.abc import Callable
from threading import Lock, Timer
from types import TracebackType
from typing import Self

# What is there sooner, in seconds, needs no word: it would only come between the question and the answer.
PATIENCE = 0.3


class Announcement:
    """Says something once if the answer is not there soon after the first thing had to be fetched for it.

    It is used with `with` around the search for the answer, at whose end it keeps silent; `fetching` may be called by
    any thread.
    """

    def __init__(self, say: Callable[[], None], patience: float = PATIENCE) -> None:
        self._timer = Timer(patience, say)
        self._timer.daemon = True
        self._lock = Lock()
        self._is_begun = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with self._lock:
            self._is_begun = True
        # A word that is on its way already is not waited for: Alexa leaves out what comes after the answer.
        self._timer.cancel()

    def fetching(self) -> None:
        """Take note that something is about to be fetched."""
        with self._lock:
            if not self._is_begun:
                self._is_begun = True
                self._timer.start()
