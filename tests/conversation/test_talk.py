"""Scope: the program a person starts, as a process of its own: the real skill, the local race API, piped lines."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINES = ("open talk horse racing", "my favorite track is tampa bay downs", "how many races")


def talk(home: Path, *lines: str) -> list[str]:
    """Hold a piped conversation in the home of somebody; return what it shows."""
    # Without a PYTHONPATH the program must find the skill by itself.
    environ = {
        name: value for name, value in os.environ.items() if name != "PYTHONPATH" and not name.startswith("RACING_API_")
    }
    program = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-m", "echo", "--now", "2026-11-21T12:00", "--calendar", "traps", "--memory", str(home)],
        cwd=ROOT,
        env=environ | {"HOME": str(home), "XDG_DATA_HOME": str(home)},
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        encoding="utf-8",
        timeout=20,
        check=False,
    )
    assert program.stderr == ""
    assert program.returncode == 0
    return program.stdout.splitlines()


def test_a_piped_conversation_with_the_real_skill_keeps_alexas_contract(tmp_path: Path) -> None:
    shown = talk(tmp_path, *LINES)
    assert [line for line in shown if line.startswith("> ")] == [f"> {line}" for line in LINES]
    # She may ask for a moment before an answer.
    assert len([line for line in shown if line.startswith("Alexa  ")]) >= len(LINES)
    assert not [line for line in shown if "VIOLATION" in line]


def test_the_next_conversation_remembers_the_track_until_it_is_forgotten(tmp_path: Path) -> None:
    talk(tmp_path, *LINES)
    told, *shown = talk(tmp_path, "open talk horse racing", "/forget", "open talk horse racing")[1:]
    assert told.startswith("(Tampa Bay Downs is remembered, in ~/")
    assert "Tampa Bay Downs" in shown[1]
    assert shown[-1].endswith("Which track is your favorite?")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
