"""`python -m bench.start`: how fast the skill starts, and what a warm turn takes. See bench/README.md."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any, TextIO

from artifact import runtime_interpreter
from bench.feed import machine
from bench.feed_parts import table
from bench.start_world import World, track_racing_today, world
from ship.build import ROOT, Artifact, Recipe, Target, built
from ship.function import lambda_environment, run, runtime_packages

STARTS = 20
TURN_PROCESSES, TURNS = 6, 300

_HELLO = Path(__file__).parent / "hello"
_LAUNCH: dict[str, Any] = json.loads((ROOT / "events" / "launch.json").read_text(encoding="utf-8"))
_HOW_MANY: dict[str, Any] = json.loads((ROOT / "events" / "how_many_races_one_shot.json").read_text(encoding="utf-8"))

# What the skill may call while its data gets cached: pages of a listing, and a card. Every turn would call again.
_CALLS_TO_CACHE = 10

_NOT_RUN = (
    "not run: this machine has no Python 3.13, which Lambda runs; the bytecode of another one says nothing about it.\n"
)


@dataclass
class Subject:
    """One of those compared: the handler of an artifact, with variables that only it gets.

    `goal` is what the skill's median may be at most, as a multiple of this one's; None where nothing is judged.
    `on_screen`: the event comes from a device with a screen. `seconds` are those measured so far, `trouble` what made
    them worthless.
    """

    name: str
    artifact: Artifact
    handler: str = "app.handler"
    goal: float | None = None
    environ: Mapping[str, str] = field(default_factory=dict)
    on_screen: bool = False
    seconds: list[float] = field(default_factory=list)
    trouble: str = ""

    def verdict(self, skill: "Subject") -> str:
        """Say whether the goal was met."""
        if self.trouble or skill.trouble:
            return f"WRONG: {self.trouble or skill.trouble}"
        if self.goal is None:
            return ""
        return "met" if ratio(skill, self) <= self.goal else "MISSED"


def ratio(skill: Subject, other: Subject) -> float:
    """Return how many times the other's median time the skill's is."""
    return median(skill.seconds) / median(other.seconds)


def main(stdout: TextIO) -> int:
    """Measure, print, and return the exit code: 1 when a goal was missed or nothing could be measured, else 0."""
    stdout.write(f"{machine()} What is measured runs on Python 3.13.\n\n")
    if runtime_interpreter() is None:
        stdout.write(_NOT_RUN)
        return 0
    skill, hello = (
        built(Recipe(Target.HOST)),
        built(Recipe(Target.HOST, source=_HELLO, ships=("skills",), name="hello")),
    )
    bare = built(Recipe(Target.HOST, bytecode=False))
    starts = [
        Subject("the skill", skill),
        Subject("the skill without bytecode", bare, goal=0.5),
        Subject("hello world, same packages", hello, "skills.same_packages.handler", goal=1.25),
        Subject("hello world, StandardSkillBuilder", hello, "skills.standard.handler", goal=0.75),
        Subject("hello world, bare", hello, "skills.bare.handler"),
        Subject("the skill, credentials in a secret", skill, environ={"RACING_API_SECRET": "racing-api"}),
    ]
    turns = [
        Subject("the skill", skill),
        Subject("the skill, on a screen", skill, on_screen=True),
        Subject("hello world, bare", hello, "skills.bare.handler", goal=2.5),
    ]
    with world() as around:
        measure_starts(starts, around, STARTS)
        stdout.write(f"### From starting the process to the first answer, a launch\n\n{report(starts)}\n")
        stdout.flush()
        measure_turns(turns, around, TURN_PROCESSES)
        stdout.write(f"### A warm turn\n\n{report(turns)}\n")
    verdicts = [subject.verdict(group[0]) for group in (starts, turns) for subject in group]
    return 1 if any(verdict not in {"", "met"} for verdict in verdicts) else 0


def measure_starts(subjects: Sequence[Subject], around: World, rounds: int) -> None:
    """Start each as often, by turns, each time another one first; a first round that does not count warms the disk."""
    for number in range(rounds + 1):
        first = number % len(subjects)
        for subject in (*subjects[first:], *subjects[:first]):
            seconds = _start(subject, around)
            if number:
                subject.seconds.append(seconds)


def _start(subject: Subject, around: World) -> float:
    environ = {**around.environ, **subject.environ}
    with TemporaryDirectory() as folder, Path(folder, "log").open("w+", encoding="utf-8") as log:
        ran = run(subject.artifact, [_LAUNCH], environ, log, subject.handler)
        log.seek(0)
        # A start that fails at something is faster than one that does it.
        told = log.read()
    (answer,) = ran.answers
    if answer.is_error or '"ERROR"' in told or '"favorites_error"' in told:
        subject.trouble = "it failed at something"
    return ran.cold


def measure_turns(subjects: Sequence[Subject], around: World, processes: int) -> None:
    """Time turns in as many processes of each, by turns; a process counts with its median."""
    code, name = track_racing_today()
    for _ in range(processes):
        for subject in subjects:
            before = len(around.api.requests)
            took = _turns(subject, around, _how_many_at(code, name, on_screen=subject.on_screen))
            subject.seconds.append(median(took["seconds"]))
            said = took["answer"]["response"]["outputSpeech"]["ssml"]
            if subject.handler == subjects[0].handler and name not in said:
                subject.trouble = f"it said {said}"
            if subject.on_screen and not took["answer"]["response"].get("directives"):
                subject.trouble = "it showed nothing"
            if len(around.api.requests) - before > _CALLS_TO_CACHE:
                subject.trouble = "it did not answer from its cache"


def _how_many_at(code: str, name: str, *, on_screen: bool) -> dict[str, Any]:
    """Return "how many races at …", about a track and no day, in a session that knows the device's time zone."""
    event: dict[str, Any] = json.loads(json.dumps(_HOW_MANY))
    event["session"] |= {"new": False, "attributes": {"zone": "America/New_York"}}
    if on_screen:
        interfaces = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "2024.3"}}}
        event["context"]["System"]["device"]["supportedInterfaces"] = interfaces
    slots = event["request"]["intent"]["slots"]
    del slots["RaceDate"]["value"]
    slots["TrackName"]["value"] = name.lower()
    (authority,) = slots["TrackName"]["resolutions"]["resolutionsPerAuthority"]
    authority["values"] = [{"value": {"name": name, "id": code}}]
    return event


def _turns(subject: Subject, around: World, event: Mapping[str, Any]) -> dict[str, Any]:
    interpreter = subject.artifact.interpreter or Path(sys.executable)
    packages, folder = runtime_packages(interpreter), subject.artifact.folder
    environ = lambda_environment(folder, packages, "", subject.handler)
    environ["PYTHONPATH"] = os.pathsep.join(map(str, (folder, packages)))
    script = Path(__file__).with_name("start_turns.py")
    with TemporaryDirectory() as scratch:
        event_file, result = Path(scratch, "event.json"), Path(scratch, "result.json")
        event_file.write_text(json.dumps(event), encoding="utf-8")
        subprocess.run(  # noqa: S603 - our own script
            [interpreter, "-P", "-s", "-S", script, subject.handler, event_file, str(TURNS), result],
            env={**environ, **around.environ},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        took: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
        return took


def report(subjects: Sequence[Subject]) -> str:
    """Return the table: what is measured first, what it is compared with below."""
    skill = subjects[0]
    return table(
        ("", "median ms", "quartiles ms", "the skill is x this", "goal", "verdict"),
        [_row(skill, one) for one in subjects],
    )


def _row(skill: Subject, one: Subject) -> Sequence[object]:
    low, middle, high = (f"{1000 * seconds:.3g}" for seconds in quantiles(one.seconds, n=4))
    goal = "" if one.goal is None else f"≤ {one.goal:g}"
    times = "" if one is skill else f"{ratio(skill, one):.2f}"
    return one.name, middle, f"{low}-{high}", times, goal, one.verdict(skill)


if __name__ == "__main__":
    sys.exit(main(sys.stdout))
