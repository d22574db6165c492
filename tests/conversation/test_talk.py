"""Scope: the program a person starts, as a process of its own: the real skill, the local race API, piped lines."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINES = ("open talk horse racing", "my favorite track is tampa bay downs", "how many races")


def test_a_piped_conversation_with_the_real_skill_keeps_alexas_contract() -> None:
    # Without a PYTHONPATH the program must find the skill by itself.
    environ = {
        name: value for name, value in os.environ.items() if name != "PYTHONPATH" and not name.startswith("RACING_API_")
    }
    talk = subprocess.run(
        [sys.executable, "-m", "simulator", "--now", "2026-11-21T12:00"],
        cwd=ROOT,
        env=environ,
        input="".join(f"{line}\n" for line in LINES),
        capture_output=True,
        encoding="utf-8",
        timeout=20,
        check=False,
    )
    shown = talk.stdout.splitlines()
    assert [line for line in shown if line.startswith("> ")] == [f"> {line}" for line in LINES]
    assert len([line for line in shown if line.startswith("Alexa  ")]) == len(LINES)
    assert "VIOLATION" not in talk.stdout
    assert talk.stderr == ""
    assert talk.returncode == 0
