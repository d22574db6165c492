"""`make alexa`: holds the conversations that are true anywhere with a deployed skill, through Alexa's simulator.

Amazon takes one simulation of a user at a time, so they are held one after the other, some seconds for each line.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from amazon.both_readings import both_readings
from amazon.differences import WIDTH, Report, write_junit
from amazon.holding import Went, forget, hold
from amazon.program import COULD_NOT_RUN, Program, ended, parser
from amazon.reachable import deployed_skill
from amazon.simulation import Device
from amazon.smapi import LoginError, SmapiError
from echo.script import SCRIPTS
from echo.script_reader import read_script, says_anywhere
from echo.script_steps import ScriptError, Step
from echo.understanding.model import MODEL_FILE, load_model
from ship.deploying.errors import DeployError
from ship.deploying.hints import Hints

# So many conversations in a row that could not be held, and no other will be.
TROUBLES = 2
LOST = "the track that this Amazon account told the skill"
MAY_BE_KNOWN = "The track that was told last may still be remembered."


def main(program: Program) -> int:
    """Hold them; return 0 where all is as it is written, 1 where something differs, 2 where they could not be held."""
    options = parser("alexa", "Hold the conversations that are true anywhere with a deployed skill.")
    options.add_argument("--yes", action="store_true", help="Agree that the track told is forgotten.")
    options.add_argument("names", nargs="*", help="Which conversations; all of them if none is named.")
    said = options.parse_args(program.arguments)
    return ended(lambda: _run(program, said))


def _run(program: Program, said: argparse.Namespace) -> int:
    conversations = _conversations(said.names, said.stage)
    smapi = deployed_skill(said.stage, "alexa", program.around)
    _agree(program, smapi.hints, agreed=said.yes)
    model = load_model(MODEL_FILE)
    console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)
    report = Report(console, both_readings(model))
    print(f"Conversations to hold with the skill {smapi.skill_id}: {len(conversations)}", flush=True)
    device, results = Device(smapi, model), list[Went]()
    try:
        for path, steps in conversations:
            results.append(_held(path, steps, device))
            report.add(results[-1])
            last = results[-TROUBLES:]
            if results[-1].is_last or (len(last) == TROUBLES and all(went.stopped for went in last)):
                break
        _forget_at_last(device)
    except KeyboardInterrupt:
        print(f"\n{MAY_BE_KNOWN}", file=sys.stderr)
        raise
    not_run = [path for path, _ in conversations[len(results) :]]
    report.summary(results, len(not_run))
    file = program.root / "build" / "alexa" / f"{said.stage}.xml"
    write_junit(file, said.stage, results, not_run)
    print(f"As JUnit XML: {file.relative_to(program.root)}")
    if any(went.stopped for went in results):
        return COULD_NOT_RUN
    return int(not all(went.is_right for went in results))


def _held(path: Path, steps: Sequence[Step], device: Device) -> Went:
    """Hold one; nothing raises. Where the login has ended, no other can be held."""
    try:
        return hold(path, steps, device)
    except LoginError as error:
        return Went(path, stopped=str(error), is_last=True)


def _forget_at_last(device: Device) -> None:
    """Leave no track behind that a conversation has told; say so where one may be left."""
    try:
        forget(device)
    except (SmapiError, LoginError) as error:
        print(f"{MAY_BE_KNOWN} {error}", file=sys.stderr)


def _conversations(names: Sequence[str], stage: str) -> list[tuple[Path, list[Step]]]:
    """Return the conversations that are asked for, read."""
    paths = {path.stem: path for path in sorted(SCRIPTS.glob("*.txt")) if says_anywhere(path)}
    if unknown := [name for name in names if name not in paths]:
        raise DeployError(
            f"No conversation that is true anywhere is called {', '.join(unknown)}. There are: {', '.join(paths)}.",
            f'make alexa STAGE={stage} ARGS="{next(iter(paths))}"',
        )
    try:
        return [(paths[name], read_script(paths[name])) for name in names or paths]
    except ScriptError as error:
        raise DeployError(str(error), f"correct that, then make alexa STAGE={stage}") from error


def _agree(program: Program, hints: Hints, *, agreed: bool) -> None:
    """Have the person agree to what is lost; where nobody can be asked, a `DeployError`."""
    print(f"Each conversation begins with a listener who is not known. What is lost: {LOST}, if any.", flush=True)
    if agreed:
        return
    if not program.stdin.isatty():
        raise DeployError("Nobody is here to agree to that. Nothing was said to the skill.", f"{hints.again} YES=yes")
    print("Go on? [y/N] ", end="", flush=True)
    if program.stdin.readline().strip().lower() not in {"y", "yes"}:
        raise DeployError("Nothing was said to the skill, and nothing is lost.", f"{hints.again} YES=yes")


if __name__ == "__main__":
    sys.exit(main(Program.started()))
