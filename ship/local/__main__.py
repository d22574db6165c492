"""`python -m ship.local`: deploys to the AWS that MiniStack plays on this machine, talks to it, and ends it."""

import argparse
import fcntl
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from artifact import BuildError
from ship.build import BUILD, ROOT
from ship.deploying.errors import DeployError
from ship.deploying.running import ended
from ship.deploying.stages import PLAYED, load_stage
from ship.local.deployed import DeployedFunction
from ship.local.deployment import AGAIN, bring_up, prepared
from ship.local.emulator import find, start, stop

FOLDER = BUILD / "local"
TALK = f"make talk STAGE={PLAYED}"


def main(arguments: Sequence[str], stdin: TextIO | None = None, folder: Path = FOLDER) -> int:
    """Do one of the three; return the exit code: 1 when it stopped, and what talking returns."""
    parser = argparse.ArgumentParser(prog="python -m ship.local", description=__doc__)
    parser.add_argument("deed", choices=DEEDS)
    said, others = parser.parse_known_args(arguments)

    def work() -> int:
        if others:
            raise DeployError(*_refusal(said.deed, " ".join(others)))
        return DEEDS[said.deed](folder, stdin or sys.stdin)

    return ended(work, AGAIN)


def _refusal(deed: str, others: str) -> tuple[str, str]:
    """Say of what else was asked that there is nothing of it here, and what to say instead."""
    if "--dry-run" in others:
        return "A dry run spares an account, and here nothing of an account's is touched.", AGAIN
    again = {"talk": TALK, "deploy": AGAIN}.get(deed, "make local-down")
    return f"What is deployed goes by the real time and the real stack, and {others} is nothing to it.", again


def _deploy(folder: Path, _stdin: TextIO) -> int:
    """Bring the emulator up, unless it is, and deploy to it."""
    with _alone(folder):
        emulator = find(folder) or start(folder)
        try:
            print(bring_up(prepared(emulator)))
        except BuildError as error:
            raise DeployError(str(error), AGAIN) from error
    return 0


def _talk(folder: Path, stdin: TextIO) -> int:
    # The desk's packages take a moment to import, which the other two need not wait for.
    from ship.local.talk import converse  # noqa: PLC0415

    emulator, stage = find(folder), load_stage(ROOT / "samconfig.toml", PLAYED, is_played=True)
    function = DeployedFunction.found(emulator, stage.aws_regions[0], stage.stack) if emulator else None
    if not function:
        raise DeployError("Nothing is deployed on this machine, or it was restarted since.", AGAIN)
    return converse(function, stdin, sys.stdout)


def _down(folder: Path, _stdin: TextIO) -> int:
    with _alone(folder):
        was_there = stop(folder)
    print("The local AWS is gone, and all that was in it." if was_there else "There was no local AWS.")
    return 0


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other run brings the emulator up or down."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another run is at it; waiting for its end.", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


DEEDS: Mapping[str, Callable[[Path, TextIO], int]] = {"deploy": _deploy, "talk": _talk, "down": _down}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
