"""What a person does with an Echo on the desk, kept in a notebook: the same in a terminal and on a page."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from echo.device.delivery import Json
from echo.device.echo import Echo, Exchange
from echo.script import Notebook


class Conversation:
    """Takes turns with one Echo, and keeps them in a notebook where there is one.

    `remembered` returns a sentence on what the skill remembers of the listener, empty for nothing.
    """

    def __init__(self, echo: Echo, notebook: Notebook | None = None, remembered: Callable[[], str] = str) -> None:
        self._echo = echo
        self._notebook = notebook
        self._remembered = remembered

    @property
    def screen(self) -> Json | None:
        """What is on the screen, as the directive that shows it; None for nothing."""
        return self._echo.screen

    def say(self, utterance: str) -> Exchange:
        """Say something."""
        return self._take(partial(self._echo.say, utterance))

    def touch(self, arguments: Sequence[Any]) -> Exchange:
        """Touch what has these arguments on the screen."""
        return self._take(partial(self._echo.touch, arguments))

    def keep_silent(self) -> Iterator[Exchange]:
        """Say nothing until the session is over, and yield what comes of it each time."""
        yield self._take(self._echo.silence)
        while self._echo.session_open:
            yield self._take(self._echo.silence)

    def forget(self) -> Iterator[Exchange]:
        """Let the skill be disabled as in the Alexa app, which is what erases a listener, and enabled again."""
        if self._notebook:
            self._notebook.refuse("a test cannot disable the skill, which /forget did")
        for event in ("SKILL_DISABLED", "SKILL_ENABLED"):
            yield self._echo.skill_event(event)

    def forgotten(self) -> str:
        """Return the sentence on what is remembered after that."""
        return f"the skill was disabled and enabled again: {self._remembered() or 'nothing is remembered'}"

    def save(self, name: str) -> str:
        """Write down as a test what was said; returns the sentence that tells what came of it."""
        return self._notebook.save(name) if self._notebook else "not saved: nothing is kept here"

    def _take(self, turn: Callable[[], Exchange]) -> Exchange:
        if not self._notebook:
            return turn()
        if not self._echo.session_open:
            self._notebook.open_session()
        exchange = turn()
        self._notebook.add(exchange)
        if exchange.understood and exchange.understood.likeness:
            self._notebook.refuse("a test understands what the samples have word by word, and this had likeness")
        return exchange
