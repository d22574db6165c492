"""The local race API on its own command line."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from simulator.race_api import RaceApi

ROOT = Path(__file__).parents[2]
MEETS = "/v1/north-america/meets"


def _run(*arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-W", "error", "-m", "simulator.race_api", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_runs_alone_until_interrupted(ending: signal.Signals) -> None:
    with _run("--port", "0", "--now", "2026-09-19T16:00:00", "--fault", "throttled") as process:
        assert process.stdout
        exports: dict[str, str] = {}
        while len(exports) < 3:
            line = process.stdout.readline()
            assert line, "it ended before it said where it listens"
            if line.startswith("export "):
                name, _, value = line.removeprefix("export ").strip().partition("=")
                exports[name] = value
        url, auth = exports["RACING_API_URL"], (exports["RACING_API_USERNAME"], exports["RACING_API_PASSWORD"])
        assert requests.get(f"{url}{MEETS}?limit=1", auth=auth, timeout=5).status_code == 429
        process.send_signal(ending)
        out, err = process.communicate(timeout=5)
        assert (process.returncode, err) == (0, "")
    assert f"429 GET {MEETS}?limit=1" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--port", "{taken}"], "the port is taken"),
        (["--port", "99999"], "0-65535"),
        (["--fault", "boredom"], "--fault"),
        (["--now", "tomorrow"], "not an ISO date and time: tomorrow"),
    ],
)
def test_says_why_it_cannot_run(arguments: list[str], said: str) -> None:
    with RaceApi() as api:
        taken = api.url.rpartition(":")[2]
        with _run(*(argument.format(taken=taken) for argument in arguments)) as process:
            _, err = process.communicate(timeout=5)
    assert process.returncode == 2
    assert said in err.splitlines()[-1]
    assert "Traceback" not in err
