"""`python -m ship.local`: deploys to the AWS that MiniStack plays on this machine, talks to it, and ends it."""

import argparse
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from artifact import BuildError
from ship.build import BUILD, ROOT
from ship.deploying.errors import DeployError, interrupted_by
from ship.deploying.stages import load_stage
from ship.local.deployed import DeployedFunction
from ship.local.deployment import AGAIN, STAGE, bring_up, prepared
from ship.local.emulator import find, start, stop

FOLDER = BUILD / "local"


def main(arguments: Sequence[str], folder: Path = FOLDER) -> int:
    """Do one of the three; return the exit code: 1 when it stopped, and what `talk` returns."""
    parser = argparse.ArgumentParser(prog="python -m ship.local", description=__doc__)
    parser.add_argument("deed", choices=DEEDS)
    parser.add_argument("--dry-run", action="store_true", help="refused: here is nothing that could be spared")
    said = parser.parse_args(arguments)
    deed = DEEDS[said.deed]
    try:
        if said.dry_run:
            raise DeployError("A dry run spares an account, and here nothing of an account's is touched.", AGAIN)  # noqa: TRY301 - told as all else is
        with interrupted_by(signal.SIGTERM, signal.SIGHUP):
            return deed(folder)
    except (DeployError, BuildError) as error:
        print(f"\nStopped. {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\nStopped half-way.\nNext: {AGAIN}, or make local-down", file=sys.stderr)
        return 130


def _deploy(folder: Path) -> int:
    """Bring the emulator up, unless it is, and deploy to it."""
    print(bring_up(prepared(find(folder) or start(folder))))
    return 0


def _talk(folder: Path) -> int:
    # The desk's packages take a moment to import, which the other two need not wait for.
    from ship.local.talk import converse  # noqa: PLC0415

    emulator, stage = find(folder), load_stage(ROOT / "samconfig.toml", STAGE)
    function = DeployedFunction.found(emulator, stage.aws_regions[0], stage.stack) if emulator else None
    if not function:
        raise DeployError("Nothing is deployed on this machine, or it was restarted since.", AGAIN)
    return converse(function, sys.stdin, sys.stdout)


def _down(folder: Path) -> int:
    ended = stop(folder)
    print("The local AWS is gone, and all that was in it." if ended else "There was no local AWS.")
    return 0


DEEDS: Mapping[str, Callable[[Path], int]] = {"deploy": _deploy, "talk": _talk, "down": _down}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
