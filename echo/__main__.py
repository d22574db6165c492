"""`python -m echo`: talk to the skill on this machine, with invented races unless the environment names others."""

import io
import os
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TextIO

import platformdirs

from echo.completion import Completions
from echo.desk import Desks
from echo.options import ROOT, parser
from echo.prompt import typed_lines
from echo.skill import BuildHandler, ConfigurationError, skill_handler
from echo.terminal import COMMANDS, talk
from echo.understanding.model import ModelError
from loopback.clock import Clock


def main(  # noqa: PLR0913 - what a program has around it
    argv: Sequence[str],
    environ: Mapping[str, str],
    stdin: TextIO | None,
    stdout: TextIO,
    *,
    folder: Path,
    older: Path | None = None,
    machine: Clock | None = None,
    build: BuildHandler = skill_handler,
) -> int:
    """Hold one conversation; returns 0, 1 when a piped one broke Alexa's contract, or 2 when it cannot begin.

    `folder` is where the skill's memory and the history are kept unless an option names another, `older` where an
    earlier version kept the memory, `machine` the clock that nobody has set.
    """
    options = parser("python -m echo", "Talk to the skill on this machine.").parse_args(argv)
    if stdin is None:
        print("A conversation needs input: standard input is closed.", file=sys.stderr)
        return 2
    for stream in (stdin, stdout):
        if isinstance(stream, io.TextIOWrapper):
            # A character that the stream's encoding does not have is no reason to stop talking.
            stream.reconfigure(errors="replace")
    try:
        desks = Desks(options, environ, folder=folder, older=older, machine=machine, build=build)
        with desks.desk() as desk:
            completions = Completions(desks.model, (command.partition(" ")[0] for command in COMMANDS))
            typed = partial(typed_lines, completions, desks.folder / "history", partial(desks.time_told, desk))
            remembered = desk.memory.told
            return talk(
                desk.echo,
                desks.model,
                desk.told,
                stdin,
                stdout,
                typed=typed,
                notebook=desk.notebook,
                remembered=remembered,
            )
    except (ConfigurationError, ModelError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    _older = platformdirs.user_data_path("talk-horse-racing", appauthor=False)
    sys.exit(main(sys.argv[1:], os.environ, sys.stdin, sys.stdout, folder=ROOT / ".talk", older=_older))
