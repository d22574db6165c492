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
import botocore.session
import psutil
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
    """A MiniStack: the port it listens on, its process with when that began, and the folder with all that it writes.

    A process that began at another time is another one, which has got the number since.
    """

    folder: Path
    port: int
    process: int
    began: float

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
            with requests.Session() as session:
                # Nothing of the person's shell, such as a proxy, is for what is on this machine.
                session.trust_env = False
                answer = session.get(f"{self.url}/_ministack/health", timeout=5)
            return answer.ok and "services" in answer.json()
        except (requests.RequestException, ValueError, TypeError):
            return False

    def runs(self) -> bool:
        """Tell whether its process does, answering or not."""
        return _began(self.process) == self.began


@cache
def _client(url: str, service: str, region: str) -> Any:
    """Return a client, of which each takes longer to make than a turn to answer."""
    # Neither the shell's profile nor its proxy is for what is on this machine.
    unprofiled = botocore.session.Session({"profile": (None, None, None, None)})
    keys = (OWNER["AWS_ACCESS_KEY_ID"], OWNER["AWS_SECRET_ACCESS_KEY"])
    session: Any = boto3.Session(*keys, botocore_session=unprofiled)
    settings = Config(connect_timeout=5, read_timeout=30, retries={"total_max_attempts": 1}, proxies={})
    return session.client(service, region, endpoint_url=url, config=settings)


def find(folder: Path) -> Emulator | None:
    """Return the emulator that was started in a folder, if it still runs and answers."""
    emulator = _noted(folder)
    return emulator if emulator and emulator.answers() else None


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
    emulator = Emulator(folder, port, process, _began(process) or 0.0)
    noted = {"port": port, "process": process, "began": emulator.began}
    _note(folder).write_text(json.dumps(noted), encoding="utf-8")
    for _ in range(int(START_SECONDS / LOOK_AGAIN)):
        if emulator.answers():
            return emulator
        if not emulator.runs():
            break
        pause(LOOK_AGAIN)
    log = temporary / f"ministack-{port}.log"
    told = log.read_text(encoding="utf-8", errors="replace").splitlines()[-3:] if log.exists() else []
    stop(folder)
    raise DeployError("MiniStack did not come up. It said last:\n" + "\n".join(told), "make deploy STAGE=local")


def stop(folder: Path) -> bool:
    """End the emulator of a folder with its functions, and remove the folder; tell whether one ran."""
    emulator = _noted(folder)
    if emulator:
        # It has nothing to save, and would wait for its clients to leave.
        with suppress(ProcessLookupError):
            os.killpg(emulator.process, signal.SIGKILL)
        deadline = time.monotonic() + STOP_SECONDS
        while emulator.runs() and time.monotonic() < deadline:
            time.sleep(LOOK_AGAIN)
    shutil.rmtree(folder, ignore_errors=True)
    return emulator is not None


def _noted(folder: Path) -> Emulator | None:
    """Return the emulator that was started in a folder, if its process still runs."""
    try:
        noted = json.loads(_note(folder).read_text(encoding="utf-8"))
        emulator = Emulator(folder, int(noted["port"]), int(noted["process"]), float(noted["began"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return emulator if emulator.runs() else None


def _began(process: int) -> float | None:
    """Return when a process began, in seconds since 1970; None where there is none, or only what is left of one."""
    try:
        found = psutil.Process(process)
        return None if found.status() == psutil.STATUS_ZOMBIE else found.create_time()
    except psutil.Error:
        return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _note(folder: Path) -> Path:
    return folder / "emulator.json"
