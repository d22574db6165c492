"""`make invoke`: runs the built function with a sample event as Lambda does, and says what it answered and how fast.

The race data is that of a local race API, by this machine's clock, as the function's is.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from typing import Any, TextIO

from artifact import RUNTIME, BuildError
from race_api.server import RaceApi
from race_api.trap_calendar import trap_calendar
from ship.build import ROOT, Artifact, Recipe, Target, built
from ship.function import MEMORY_SIZE, Run, run
from ship.runtime_api import FunctionDiedError, FunctionTimeoutError

_EVENTS = ROOT / "events"
_WARM_RUNS = 5


class UnusableEventError(Exception):
    """There is no event to invoke the function with; the message says what to do."""


def main(arguments: Sequence[str]) -> int:
    """Invoke and report; returns the exit code: 1 when the function failed, 2 when it cannot be invoked."""
    parser = argparse.ArgumentParser(prog="python -m ship.invoke", description=__doc__.partition("\n")[0])
    parser.add_argument("event", nargs="?", help="a JSON file: one of events/, or your own")
    parser.add_argument(
        "--warm", type=int, choices=range(100), default=_WARM_RUNS, metavar="N", help="repeat it so often (%(default)s)"
    )
    options = parser.parse_args(arguments)
    try:
        event = read_event(options.event)
        return invoke(built(Recipe(Target.HOST)), event, options.warm)
    except (UnusableEventError, BuildError) as error:
        print(error, file=sys.stderr)
        return 2


def invoke(artifact: Artifact, event: object, warm: int) -> int:
    """Invoke the artifact once and `warm` times more, and print what came of it; returns 1 when it failed, else 0.

    Raises `BuildError` when what the runtime brings cannot be installed.
    """
    try:
        with RaceApi(calendar=trap_calendar) as api, TemporaryFile("w+", encoding="utf-8") as logs:
            try:
                ran = run(artifact, [event] * (1 + warm), function_variables(api), logs)
            finally:
                print(_first_turn(logs), file=sys.stderr)
    except (FunctionDiedError, FunctionTimeoutError) as error:
        print(f"{error}\nIts log is above.", file=sys.stderr)
        return 1
    print(json.dumps(ran.answers[0].payload, indent=2, ensure_ascii=False))
    print(report(ran))
    ran_on = artifact.interpreter.name if artifact.interpreter else "no Python"
    print("Run on {}; Lambda has python{}.{}.".format(ran_on, *RUNTIME))
    return 1 if any(answer.is_error for answer in ran.answers) else 0


def _first_turn(logs: TextIO) -> str:
    """Return what was logged of the first turn, which its metrics end: the others repeat it."""
    logs.seek(0)
    lines = logs.read().splitlines()
    ends = next((number for number, line in enumerate(lines, start=1) if '"_aws"' in line), len(lines))
    return "\n".join(lines[:ends])


def read_event(name: str | None) -> dict[str, Any]:
    """Read an event from a JSON file. Raises `UnusableEventError`."""
    if not name:
        raise UnusableEventError(f"Say which event: make invoke EVENT=events/launch.json\n{_choice()}")
    try:
        event = json.loads(Path(name).read_text(encoding="utf-8"))
    except OSError as error:
        raise UnusableEventError(f"Cannot read {name}: {error.strerror}.\n{_choice()}") from error
    except ValueError as error:
        raise UnusableEventError(f"{name} is not JSON: {error}. Compare it with events/launch.json.") from error
    if not (isinstance(event, dict) and isinstance(event.get("request"), dict) and event["request"].get("type")):
        raise UnusableEventError(f"{name} has no request with a type. Compare it with events/launch.json.")
    return event


def function_variables(api: RaceApi) -> Mapping[str, str]:
    """Return the function's own variables: those of local-env.json, with this race API."""
    written: dict[str, str] = json.loads((ROOT / "local-env.json").read_text(encoding="utf-8"))["SkillFunction"]
    return written | {
        "RACING_API_URL": api.url,
        "RACING_API_USERNAME": api.username,
        "RACING_API_PASSWORD": api.password,
    }


def report(ran: Run) -> str:
    """Return what Lambda would report, for the first turn and for those after it."""
    first, *others = (1000 * answer.seconds for answer in ran.answers)
    memory = "not known on this system" if ran.peak_memory is None else f"{ran.peak_memory / 2**20:.0f} MB"
    start = f"Process Start to Response: {1000 * ran.cold:.0f} ms  Init Duration: {1000 * ran.init:.0f} ms"
    lines = [f"REPORT cold  {start}  Duration: {first:.1f} ms"]
    if others:
        lines.append(
            f"REPORT warm  Duration: {median(others):.1f} ms, the median of {len(others)}"
            f" from {min(others):.1f} to {max(others):.1f} ms"
        )
    lines.append(f"REPORT       Memory Size: {MEMORY_SIZE} MB  Max Memory Used: {memory}")
    return "\n".join(lines)


def _choice() -> str:
    names = ", ".join(sorted(path.stem for path in _EVENTS.glob("*.json")))
    return f"In events/ there are: {names}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
