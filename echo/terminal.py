"""The conversation in a terminal: typed or piped, in color where there is some."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from echo.conversation import Conversation
from echo.device.delivery import Json
from echo.device.echo import Echo, Exchange
from echo.script import Notebook
from echo.suggestions import sentences
from echo.understanding.model import Model

COMMANDS = {
    "/json": "show the last request and its response",
    "/silence": "say nothing until the session is over",
    "/save NAME": "write what was said down as a test",
    "/forget": "disable the skill, so that it forgets you, and enable it again",
    "/help": "show this",
    "/quit": "leave, as do Ctrl-C and Ctrl-D",
}


class Converses(Protocol):
    """What a person at a terminal does with a device: `Conversation` says what each of these is."""

    @property
    def screen(self) -> Json | None: ...  # noqa: D102

    def say(self, utterance: str) -> Exchange: ...  # noqa: D102

    def keep_silent(self) -> Iterator[Exchange]: ...  # noqa: D102

    def forget(self) -> Iterator[Exchange]: ...  # noqa: D102

    def forgotten(self) -> str: ...  # noqa: D102

    def save(self, name: str) -> str: ...  # noqa: D102


class Terminal:
    """Shows a conversation on a text stream.

    `remembered` returns a sentence on what the skill remembers of the listener, empty for nothing. `violated` tells
    whether any answer broke the contract.
    """

    def __init__(
        self, conversation: Converses, model: Model, stdout: TextIO, remembered: Callable[[], str] = str
    ) -> None:
        self.violated = False
        self._model = model
        self._conversation = conversation
        self._remembered = remembered
        # Rich leaves colors out by itself where the stream is no terminal or NO_COLOR is set.
        self._console = Console(file=stdout, highlight=False)
        self._last: Exchange | None = None
        self._screen: Json | None = None

    def tell(self, *sentences: str) -> None:
        """Show how the conversation begins, as where the race data comes from: invented races look like real ones."""
        for sentence in sentences:
            self._aside(f"({sentence})")

    def tell_memory(self) -> None:
        """Show what is remembered from earlier conversations, if anything is."""
        if remembered := self._remembered():
            self._aside(f"({remembered})")

    def greet(self) -> None:
        """Show how to begin."""
        self._aside(f'Say "open {self._model.invocation_name}". /help shows what else there is to say, Tab completes.')

    def converse(self, lines: Iterable[str]) -> None:
        """Take lines as utterances and commands until they end or one of them is /quit; empty ones do not count."""
        for line in map(str.strip, lines):
            if line == "/quit":
                return
            if line.startswith("/"):
                self._obey(line)
            elif line:
                self._show(self._conversation.say(line))

    def piped(self, stream: Iterable[str]) -> Iterator[str]:
        """Yield the lines of a stream, showing each where a person would have typed it."""
        for line in stream:
            if line.strip():
                self._console.print(Text(f"> {line.strip()}"), soft_wrap=True)
            yield line

    def _obey(self, command: str) -> None:
        if command == "/json":
            self._show_json()
        elif command == "/silence":
            self._show_all(self._conversation.keep_silent())
        elif command == "/forget":
            self._show_all(self._conversation.forget())
            self._aside(f"({self._conversation.forgotten()})")
        elif command == "/help":
            self._show_help()
        elif command.split(maxsplit=1)[0] == "/save":
            self._aside(f"({self._conversation.save(command.removeprefix('/save').strip())})")
        else:
            self._aside(f"(there is no command {command}; /help lists them)")

    def _show_all(self, exchanges: Iterable[Exchange]) -> None:
        for exchange in exchanges:
            self._show(exchange)

    def _show(self, exchange: Exchange) -> None:
        if exchange.request:
            self._last = exchange
        if exchange.understood and exchange.understood.hint:
            self._aside(f"({exchange.understood.hint})")
        if exchange.understood and exchange.understood.likeness:
            self._aside(f"(understood by likeness: {exchange.understood})")
        if exchange.note:
            self._aside(f"({exchange.note})")
        for words in exchange.interim:
            self._say(words, "dim")
        if exchange.speech:
            self._say(exchange.speech, "bold red" if exchange.violations else "")
        self._show_violations(exchange)
        self._show_screen()
        if exchange.follow_up:
            self._show_violations(exchange.follow_up)
        if exchange.closed:
            self._aside("· session closed")

    def _show_violations(self, exchange: Exchange) -> None:
        for violation in exchange.violations:
            self.violated = True
            self._console.print(Text(f"VIOLATION  {violation}", style="bold red"), soft_wrap=True)

    def _show_screen(self) -> None:
        """Say what is on the screen, where something else was there before."""
        screen = self._conversation.screen
        if screen and screen != self._screen:
            self._aside(f"[on the screen: {_screen_told(screen)}]")
        self._screen = screen

    def _say(self, speech: str, style: str) -> None:
        if not self._console.is_terminal:
            self._console.print(Text(f"Alexa  {speech}"), soft_wrap=True)
            return
        columns = Table.grid(padding=(0, 2))
        columns.add_row(Text("Alexa", style="bold cyan"), Text(speech, style=style))
        self._console.print(columns)

    def _show_json(self) -> None:
        if self._last is None:
            self._aside("(nothing was sent yet)")
            return
        self._console.print_json(data=self._last.request)
        self._console.print_json(data=self._last.response)

    def _show_help(self) -> None:
        name = self._model.invocation_name
        self._aside("What to say:")
        self._console.print(Text(f"  open {name}\n  ask {name} …"))
        for intent in self._model.intents:
            for sentence in sentences(self._model, intent):
                self._console.print(Text(f"  {sentence}"))
        self._aside("Commands:")
        for command, meaning in COMMANDS.items():
            self._console.print(Text(f"  {command:12}{meaning}"))

    def _aside(self, text: str) -> None:
        self._console.print(Text(text, style="dim"), soft_wrap=True)


def _screen_told(screen: Json) -> str:
    """Return which document is shown, by its token, and what its data has as a title."""
    properties = [source.get("properties", {}) for source in screen["datasources"].values()]
    titles = [str(texts[key]) for texts in properties for key in ("title", "subtitle") if texts.get(key)]
    return f"{screen['token']}: {', '.join(titles)}"


def talk(  # noqa: PLR0913 - the last three are given by name
    echo: Echo,
    model: Model,
    told: Sequence[str],
    stdin: TextIO,
    stdout: TextIO,
    *,
    typed: Callable[[], Iterable[str]] = tuple,
    notebook: Notebook | None = None,
    remembered: Callable[[], str] = str,
) -> int:
    """Hold a conversation and return the exit code: 1 when a piped one broke the contract, else 0.

    `told` are sentences on how it begins, as where the race data comes from; `typed` returns the lines of a person at
    a keyboard; `notebook` is where /save finds what was said; `remembered` returns a sentence on what the skill
    remembers of the listener, empty for nothing.
    """
    conversation = Conversation(echo, notebook, remembered)
    return talk_in(conversation, model, told, stdin, stdout, typed=typed, remembered=remembered)


def talk_in(  # noqa: PLR0913 - as above
    conversation: Converses,
    model: Model,
    told: Sequence[str],
    stdin: TextIO,
    stdout: TextIO,
    *,
    typed: Callable[[], Iterable[str]] = tuple,
    remembered: Callable[[], str] = str,
) -> int:
    """Do the same in a conversation that need not be with an Echo on the desk."""
    terminal = Terminal(conversation, model, stdout, remembered)
    terminal.tell(*told)
    terminal.tell_memory()
    if stdin.isatty():
        terminal.greet()
        terminal.converse(typed())
        return 0
    terminal.converse(terminal.piped(stdin))
    return int(terminal.violated)
