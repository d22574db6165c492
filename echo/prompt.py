"""Where a person types: with completion, a history that outlasts the conversation, and the clock on the desk."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from echo.completion import Completions

_ROWS_FOR_COMPLETIONS = 6
_CLOCK_SECONDS = 1.0


class _Offered(Completer):
    """The offers as prompt_toolkit takes them."""

    def __init__(self, completions: Completions) -> None:
        self._completions = completions

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002
        """Yield what may follow the text before the cursor."""
        for offer in self._completions.after(document.text_before_cursor):
            yield Completion(offer.text, start_position=-offer.replaces)


def _history_in(file: Path) -> History:
    """Return the history kept in a file that only its owner can read; this conversation's where that cannot be."""
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)
        return FileHistory(file)
    return InMemoryHistory()


def typed_lines(completions: Completions, history: Path, time: Callable[[], str]) -> Iterator[str]:
    """Yield what a person types until Ctrl-C or Ctrl-D, and keep it in the file `history`.

    `time` returns what the clock on the desk shows.
    """
    prompt: PromptSession[str] = PromptSession(
        history=_history_in(history),
        completer=_Offered(completions),
        complete_while_typing=True,
        reserve_space_for_menu=_ROWS_FOR_COMPLETIONS,
        rprompt=time,
        refresh_interval=_CLOCK_SECONDS,
    )
    while True:
        try:
            yield prompt.prompt("You    ")
        except (EOFError, KeyboardInterrupt):
            return
