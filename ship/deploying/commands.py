"""The one place that starts other programs: `sam`, `ask` and `aws`."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ship.deploying.errors import DeployError

MISSING, NOT_EXECUTABLE, TIMED_OUT = 127, 126, 124
QUERY_SECONDS = 120.0


@dataclass(frozen=True)
class Finished:
    """How a query ended: its exit code and what it wrote."""

    code: int
    out: str = ""
    err: str = ""

    @property
    def reason(self) -> str:
        """The sentence in what it complained about: the ASK CLI wraps its own in JSON, others end with it.

        Under an error that Node.js was left with stand the places in the code that led there.
        """
        if wrapped := re.search(r'"(?:message|errorMessage)": "(.+)"', self.err):
            return wrapped[1]
        lines = [line.strip() for line in self.err.splitlines()]
        lines = [line for line in lines if line and not line.startswith("at ")]
        errors = [line for line in lines if re.match(r"\w*Error\b.*: ", line)]
        return (errors or lines or [f"exit code {self.code}"])[-1]

    def content(self, tool: str, hint: str) -> dict[str, Any]:
        """Return the JSON object it wrote; anything else is a DeployError."""
        try:
            content = json.loads(self.out)
        except ValueError:
            content = None
        if not isinstance(content, dict):
            raise DeployError(f"{tool} wrote something that is no JSON object: {self.out.strip()[:80]!r}.", hint)
        return content


class Commands(Protocol):
    """What the deployment asks of the machine."""

    @property
    def base(self) -> Path:
        """The folder that commands run in."""

    def query(self, *words: str) -> Finished:
        """Ask something that changes nothing, and return the answer."""

    def change(self, *words: str, folder: str = ".") -> int:
        """Show and run a command that changes something, in a folder below the base; return its exit code."""

    def wait(self, seconds: float) -> None:
        """Let some time pass before the same question again."""


@dataclass(frozen=True)
class Shell:
    """Runs them. What a changing command writes goes straight to the terminal; nothing can wait for an answer."""

    base: Path
    environment: Mapping[str, str]
    pause: Callable[[float], None]

    def query(self, *words: str) -> Finished:
        """Run a command and keep what it writes; one that does not start or hangs gets the shell's code for that."""
        try:
            done = subprocess.run(
                words,
                cwd=self.base,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=QUERY_SECONDS,
                check=False,
            )
        except OSError as error:
            return _unstarted(words[0], error)
        except subprocess.TimeoutExpired:
            return Finished(TIMED_OUT, err=f"{words[0]} gave no answer within {QUERY_SECONDS:.0f} seconds")
        return Finished(done.returncode, done.stdout, done.stderr)

    def change(self, *words: str, folder: str = ".") -> int:
        """Run a command in sight of the person."""
        show(words, folder)
        try:
            done = subprocess.run(
                words, cwd=self.base / folder, env=self.environment, stdin=subprocess.DEVNULL, check=False
            )
        except OSError as error:
            unstarted = _unstarted(words[0], error)
            print(unstarted.reason, file=sys.stderr)
            return unstarted.code
        return done.returncode

    def wait(self, seconds: float) -> None:
        """Sleep."""
        self.pause(seconds)


def show(words: tuple[str, ...], folder: str = ".") -> None:
    """Print a command so that it can be pasted. Flushed, because the command writes to the terminal by itself."""
    command = shlex.join(words)
    print(f"$ {command}" if folder == "." else f"$ (cd {shlex.quote(folder)} && {command})", flush=True)


def _unstarted(tool: str, error: OSError) -> Finished:
    if isinstance(error, FileNotFoundError):
        return Finished(MISSING, err=f"{tool}: command not found")
    return Finished(NOT_EXECUTABLE, err=f"{tool} cannot be executed: {error.strerror}")
