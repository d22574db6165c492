"""What the programs around the skill at Amazon's have in common: how they begin, and how they end."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from amazon.reachable import ROOT, Surroundings
from ship.deploying.errors import DeployError, interrupted_by

COULD_NOT_RUN = 2
INTERRUPTED = 130


@dataclass(frozen=True)
class Program:
    """What a program gets from whoever starts it: its words, and what is around it."""

    arguments: Sequence[str]
    environment: Mapping[str, str]
    stdin: TextIO
    root: Path = ROOT
    pause: Callable[[float], None] = time.sleep

    @property
    def around(self) -> Surroundings:
        """What is around it, for what asks about the skill."""
        return Surroundings(self.environment, self.root, self.pause)

    @classmethod
    def started(cls) -> "Program":
        """Return what this process was started with."""
        return cls(sys.argv[1:], os.environ, sys.stdin)


def parser(target: str, description: str) -> argparse.ArgumentParser:
    """Return the parser of a program that is make's `target`."""
    made = argparse.ArgumentParser(prog=f"make {target}", description=description)
    made.add_argument("--stage", default="dev", help="Which stage's skill: dev, staging or production (%(default)s).")
    return made


def ended(work: Callable[[], int]) -> int:
    """Do the work and return its exit code; what stops it is told, and is 2."""
    try:
        with interrupted_by(signal.SIGTERM, signal.SIGHUP):
            return work()
    except DeployError as error:
        print(f"\nStopped. {error}", file=sys.stderr)
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        print("\nStopped half-way; what Amazon was asked to do goes on.", file=sys.stderr)
        return INTERRUPTED
