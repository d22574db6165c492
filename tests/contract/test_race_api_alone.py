"""The local race API on its own command line."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from race_api.server import RaceApi
from race_api.trap_calendar import trap_calendar

ROOT = Path(__file__).parents[2]
MEETS = "/v1/north-america/meets"


def _run(*arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-W", "error", "-m", "race_api", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _exported(process: "subprocess.Popen[str]") -> tuple[str, tuple[str, str]]:
    """Return the address and the credentials that the program says the skill needs."""
    assert process.stdout
    exports: dict[str, str] = {}
    while len(exports) < 3:
        line = process.stdout.readline()
        assert line, "it ended before it said where it listens"
        if line.startswith("export "):
            name, _, value = line.removeprefix("export ").strip().partition("=")
            exports[name] = value
    return exports["RACING_API_URL"], (exports["RACING_API_USERNAME"], exports["RACING_API_PASSWORD"])


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_runs_alone_until_interrupted(ending: signal.Signals) -> None:
    with _run("--port", "0", "--now", "2026-09-19T16:00:00", "--fault", "throttled") as process:
        url, auth = _exported(process)
        assert requests.get(f"{url}{MEETS}?limit=1", auth=auth, timeout=5).status_code == 429
        process.send_signal(ending)
        out, err = process.communicate(timeout=5)
        assert (process.returncode, err) == (0, "")
    assert f"429 GET {MEETS}?limit=1" in out


@pytest.mark.parametrize(("now", "today"), [("2026-09-19T21:00", "2026-09-20"), ("2026-09-19T21:00Z", "2026-09-19")])
def test_a_time_without_an_offset_is_new_yorks_as_in_a_conversation(now: str, today: str) -> None:
    with _run("--port", "0", "--now", now) as process:
        url, auth = _exported(process)
        # Without a start the listing begins with today in UTC.
        listed = requests.get(f"{url}{MEETS}?limit=1", auth=auth, timeout=5).json()["meets"]
        process.terminate()
    assert [meet["date"] for meet in listed] == [today]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--port", "{taken}"], "the port is taken, choose another with --port or `make race-api PORT=...`"),
        (["--port", "99999"], "0-65535"),
        (["--fault", "boredom"], "--fault"),
        (["--now", "tomorrow"], "not an ISO date and time: tomorrow"),
        (["--now", "9999-12-31T23:00"], "not within the years 2000 to 2100: 9999-12-31T23:00"),
    ],
)
def test_says_why_it_cannot_run(arguments: list[str], said: str) -> None:
    with RaceApi(calendar=trap_calendar) as api:
        taken = api.url.rpartition(":")[2]
        with _run(*(argument.format(taken=taken) for argument in arguments)) as process:
            _, err = process.communicate(timeout=5)
    assert process.returncode == 2
    assert said in err.splitlines()[-1]
    assert "Traceback" not in err
