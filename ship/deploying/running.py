"""What the commands that deploy have in common: what they hand on to other programs, and how they end."""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from ship.deploying.errors import DeployError, interrupted_by
from ship.deploying.hints import ASK_FOLDER
from ship.deploying.options import SECRETS

# What the tools are not handed on: the secrets, also as make repeats them, and where this repository's modules are.
KEPT_BACK = {*SECRETS, "MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS", "PYTHONPATH"}
# The name under which the ASK CLI looks up a login that comes from the environment alone, as in CI.
FROM_ENVIRONMENT = "__ENVIRONMENT_ASK_PROFILE__"


def handed_on(root: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of the tools, in which an `ask` that was installed as README says is found by itself."""
    path = os.pathsep.join((environment.get("PATH") or os.defpath, str(root.absolute() / ASK_FOLDER)))
    return {key: value for key, value in environment.items() if key not in KEPT_BACK} | {"PATH": path}


def parser(target: str, description: str, stages: str) -> argparse.ArgumentParser:
    """Return the parser of a command that is make's `target`, for one of these stages."""
    made = argparse.ArgumentParser(prog=f"make {target}", description=description)
    made.add_argument("--stage", default="dev", help=f"Which stage: {stages}; dev if none is named.")
    made.add_argument("--dry-run", action="store_true", help="Show the commands and run none of them.")
    return made


def ended(work: Callable[[], int | None], again: str) -> int:
    """Do the work and return its exit code, 0 for none; whatever ends it early is told, with the next command."""
    try:
        with interrupted_by(signal.SIGTERM, signal.SIGHUP):
            return work() or 0
    except DeployError as error:
        print(f"\nStopped. {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\nStopped half-way; what AWS and Amazon were asked to do goes on.\nNext: {again}", file=sys.stderr)
        return 130


def ask_profile(environment: Mapping[str, str]) -> str:
    """Return the login the ASK CLI is going to use, by its own rule."""
    needed = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "ASK_VENDOR_ID")
    token = environment.get("ASK_REFRESH_TOKEN") or environment.get("ASK_ACCESS_TOKEN")
    if token and all(environment.get(name) for name in needed):
        return FROM_ENVIRONMENT
    return environment.get("ASK_DEFAULT_PROFILE") or "default"
