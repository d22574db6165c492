"""MiniStack as a process in the background: how it is brought up, found again and ended."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import boto3
import requests
from botocore.config import Config

from ship.deploying.errors import DeployError

ROOT = Path(__file__).parents[2]
# As the Makefile installs them.
MINISTACK = ROOT / "build" / "ministack" / "bin" / "ministack"
TOOLS = ROOT / "build" / "sam" / "bin"

# MiniStack takes this key for the account's owner, to whom all is allowed; roles are held to their policies.
OWNER = {"AWS_ACCESS_KEY_ID": "owner", "AWS_SECRET_ACCESS_KEY": "owner"}

START_SECONDS = 30.0
STOP_SECONDS = 10.0
LOOK_AGAIN = 0.1


@dataclass(frozen=True)
class Emulator:
    """A running MiniStack: the port it listens on, its process, and the folder that has everything it writes."""

    folder: Path
    port: int
    process: int

    @property
    def url(self) -> str:
        """Where it stands in for every AWS service."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The variables with which `sam` and `aws` find it, and nothing that belongs to a real account."""
        return {
            "PATH": os.pathsep.join((str(TOOLS), os.defpath)),
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "AWS_ENDPOINT_URL": self.url,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            "SAM_CLI_TELEMETRY": "0",
            # How often `sam deploy` looks at a stack, in seconds. Its own five are longer than a stack takes here.
            "SAM_CLI_POLL_DELAY": "0.5",
            **OWNER,
        }

    def client(self, service: str, region: str) -> Any:
        """Return its owner's client of one of its services; no call is tried twice."""
        return _client(self.url, service, region)

    def answers(self) -> bool:
        """Tell whether it is up."""
        try:
            return requests.get(f"{self.url}/_ministack/health", timeout=5).ok
        except requests.RequestException:
            return False


@cache
def _client(url: str, service: str, region: str) -> Any:
    """Return a client, of which each takes longer to make than a turn to answer."""
    session: Any = boto3.Session(OWNER["AWS_ACCESS_KEY_ID"], OWNER["AWS_SECRET_ACCESS_KEY"])
    settings = Config(connect_timeout=5, read_timeout=30, retries={"total_max_attempts": 1})
    return session.client(service, region, endpoint_url=url, config=settings)


def find(folder: Path) -> Emulator | None:
    """Return the emulator that was started in a folder, if it still runs."""
    try:
        noted = json.loads(_note(folder).read_text(encoding="utf-8"))
        emulator = Emulator(folder, noted["port"], noted["process"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return emulator if emulator.answers() else None


def start(folder: Path, pause: Callable[[float], None] = time.sleep) -> Emulator:
    """Start an emulator with nothing in it, which goes on until it is stopped. Raises `DeployError`.

    What an earlier one left in the folder is removed.
    """
    if not MINISTACK.exists():
        raise DeployError("MiniStack, which plays AWS here, is not installed.", "make deploy STAGE=local installs it")
    stop(folder)
    temporary = folder / "tmp"
    temporary.mkdir(parents=True)
    port = _free_port()
    environment = {
        "PATH": os.defpath,
        "HOME": str(folder),
        # Its functions run from here, and what they are not told by the stack they take from this environment.
        "TMPDIR": str(temporary),
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "AUTH": "true",
        "AWS_EC2_METADATA_DISABLED": "true",
        **OWNER,
    }
    # It puts itself into the background, in a session of its own, which is ended with all of its functions.
    subprocess.run(
        [MINISTACK, "--detach"],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    process = int((temporary / f"ministack-{port}.pid").read_text(encoding="ascii"))
    emulator = Emulator(folder, port, process)
    _note(folder).write_text(json.dumps({"port": port, "process": process}), encoding="utf-8")
    for _ in range(int(START_SECONDS / LOOK_AGAIN)):
        if emulator.answers():
            return emulator
        if not _runs(process):
            break
        pause(LOOK_AGAIN)
    told = (temporary / f"ministack-{port}.log").read_text(encoding="utf-8", errors="replace").splitlines()[-3:]
    stop(folder)
    raise DeployError("MiniStack did not come up. It said last:\n" + "\n".join(told), "make deploy STAGE=local")


def stop(folder: Path) -> bool:
    """End the emulator of a folder with its functions, and remove the folder; tell whether one ran."""
    emulator = find(folder)
    if emulator:
        _end(emulator)
    shutil.rmtree(folder, ignore_errors=True)
    return emulator is not None


def _end(emulator: Emulator) -> None:
    # It has nothing to save, and would wait for its clients to leave.
    with suppress(ProcessLookupError):
        os.killpg(emulator.process, signal.SIGKILL)
    deadline = time.monotonic() + STOP_SECONDS
    while _runs(emulator.process) and time.monotonic() < deadline:
        time.sleep(LOOK_AGAIN)


def _runs(process: int) -> bool:
    try:
        os.killpg(process, 0)
    except ProcessLookupError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _note(folder: Path) -> Path:
    return folder / "emulator.json"
