"""Conversations as plain text: the form in which one is written down, to be held again as a test.

A script says when it happens, what they say and what she says. A line that begins with a space goes on with the one
before, and one that begins with # is for the reader:

    # A listener asks before naming a track, and is answered once it is named.
    at 2026-11-21 09:00 Eastern
    They say   open talk horse racing
    She says   … Which track is your favorite?
    They wait
    She says   … Which track would you like?
    They say   stop
    She says   …
    The session is closed

On a device with a screen they may touch what is there: "They touch" is followed by its arguments, as JSON. Lines that
begin with "given" tell what came before: whether they told her their track in an earlier conversation, and where their
device is and of which kind. echo/script_reader.py reads all of it, and the tests know more of the lines that begin with
"given" (tests/support/stage.py).
"""

import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from echo.device.echo import Exchange
from loopback.clock import DEFAULT_ZONE, HeldClock

SCRIPTS = Path(__file__).parents[1] / "tests" / "conversation" / "scripts"

THEY_SAY = "They say"
SHE_SAYS = "She says"
THEY_TOUCH = "They touch"
THEY_WAIT = "They wait"
CLOSED = "The session is closed"
MAY_CLOSE = "The session may be closed"
TRACK_BEFORE = "given they told her their track before: "
NO_TRACK_BEFORE = "given they told her no track before"
DEVICE_IN = "given their device is in "
DEVICE_KIND = "given their device is of the kind "
IN_SEASON = "given the tracks in season race"

_NAME = re.compile(r"[a-z0-9_-]+")
_GAP = " " * 3
_WIDTH = 120


def at_line(instant: datetime) -> str:
    """Return the line that sets the clock to an aware instant, with seconds where there are some."""
    local = instant.astimezone(DEFAULT_ZONE)
    return f"at {local:%Y-%m-%d %H:%M}{f':{local:%S}' if local.second else ''} Eastern"


def spoken_line(opening: str, words: str) -> str:
    """Return a line of speech, folded where it is long: `opening` says whose it is."""
    begins = f"{opening}{_GAP}"
    return textwrap.fill(
        " ".join(words.split()),
        _WIDTH,
        initial_indent=begins,
        subsequent_indent=" " * len(begins),
        break_long_words=False,
        break_on_hyphens=False,
    )


def exchange_lines(exchange: Exchange) -> Iterator[str]:
    """Yield the lines of one exchange: what they did, what she said, and whether the session closed."""
    if exchange.touched:
        yield spoken_line(THEY_TOUCH, json.dumps(exchange.touched))
    else:
        yield spoken_line(THEY_SAY, exchange.utterance) if exchange.utterance else THEY_WAIT
    if exchange.speech:
        yield spoken_line(SHE_SAYS, exchange.speech)
    if exchange.closed:
        yield CLOSED


def sounds_like(pattern: str, heard: str) -> bool:
    """Tell whether what was heard fits the pattern, in which … (or three dots) stands for any words or none."""
    parts = (" ".join(part.split()) for part in pattern.replace("...", "…").split("…"))
    return re.fullmatch(".*".join(map(re.escape, parts)), " ".join(heard.split())) is not None


class Notebook:
    """Keeps what is said on a device and writes it down as a script.

    `clock` is the one that device, skill and race data go by; it stands still within a session, which so happens again
    at its own instant when the script is run. `live` tells that nobody set it, `given` is how it began, as lines of a
    script, and `refusal` why nothing here would happen again, if so.
    """

    def __init__(
        self,
        clock: HeldClock,
        *,
        live: bool,
        given: Sequence[str] = (),
        refusal: str = "",
        folder: Path = SCRIPTS,
    ) -> None:
        self._clock = clock
        self._live = live
        self._given = given
        self._refusal = refusal
        self._folder = folder
        self._kept: list[tuple[datetime, Exchange]] = []

    def open_session(self) -> None:
        """Let the clock catch up, before whatever is said without a session."""
        self._clock.catch_up()

    def add(self, exchange: Exchange) -> None:
        """Keep an exchange; what reached nobody is not part of the conversation."""
        if exchange.speech or exchange.closed:
            self._kept.append((self._clock.now(), exchange))

    def refuse(self, refusal: str) -> None:
        """Save nothing from here on, and tell this as the reason."""
        self._refusal = self._refusal or refusal

    def save(self, name: str) -> str:
        """Write down what was said so far under this name; returns the sentence that tells what came of it."""
        path = self._folder / f"{name}.txt"
        if not _NAME.fullmatch(name):
            return "not saved: a name has small letters, digits, - and _, as in /save asks-before-naming-a-track"
        if self._refusal:
            return f"not saved: {self._refusal}"
        if not self._kept:
            return "not saved: nothing was said yet"
        try:
            with path.open("x", encoding="utf-8", errors="replace", newline="\n") as script:
                script.writelines(f"{line}\n" for line in self._lines())
        except FileExistsError:
            return f"not saved: {path} is there already"
        except OSError as error:
            return f"not saved: {error}"
        note = "; nobody had set the clock, so it keeps the instant at which this was said" if self._live else ""
        return f"saved as {path}{note}"

    def _lines(self) -> Iterator[str]:
        yield "# What does this conversation show?"
        if self._live:
            yield "# Nobody had set the clock; the instant is the one at which this was said."
        instant = None
        for told, exchange in self._kept:
            if told != instant:
                yield at_line(told)
                if instant is None:
                    yield from self._given
                instant = told
            yield from exchange_lines(exchange)
