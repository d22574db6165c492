"""`make recording`: a conversation with the skill as a picture, docs/talk.svg, which the README shows."""

import io
import re
import textwrap
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.text import Text

from echo.__main__ import main as talk
from loopback.clock import DeskClock, HeldClock

ROOT = Path(__file__).parents[1]
RECORDING = ROOT / "docs" / "talk.svg"
NOW = datetime.fromisoformat("2026-11-21T11:00-05:00")
WIDTH = 92  # characters
SAID = (
    "open talk horse racing",
    "my favorite track is tampa bay downs",
    "how many races",
    "open talk horse racing",
    "what about del mar",
    "ask talk horse racing who's running in race five at del mar",
    "no thanks",
)
_INDENT = " " * len("Alexa  ")
# Rich has a browser load its font from elsewhere; a picture loads nothing.
_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def main() -> None:
    """Hold the conversation and draw it."""
    RECORDING.write_text(recorded(), encoding="utf-8")


def recorded() -> str:
    """Return the conversation as an SVG: always the same, as the clock stands still and nothing is remembered."""
    shown = io.StringIO()
    with TemporaryDirectory() as folder:
        talk([], {}, io.StringIO("\n".join(SAID)), shown, folder=Path(folder), machine=HeldClock(DeskClock(NOW)))
    console = Console(record=True, file=io.StringIO(), width=WIDTH)
    console.print(Text("$ make talk", style="bold"))
    for line in shown.getvalue().splitlines():
        style = "bright_blue" if line.startswith("> ") else "" if line.startswith("Alexa  ") else "bright_black"
        console.print(Text(textwrap.fill(line, WIDTH, subsequent_indent=_INDENT), style=style))
    return _FONT.sub("", console.export_svg(title="Talk Horse Racing", unique_id="talk"))


if __name__ == "__main__":
    main()
