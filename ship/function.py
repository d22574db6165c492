"""Runs a built artifact as Lambda does: in a process of its own, under AWS's runtime client and in its environment."""

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import IO

from artifact import RUNTIME, compile_all, install
from ship.build import BUILD, Artifact
from ship.rebuild import digest, rebuild_if_changed
from ship.runtime_api import Answer, FunctionDiedError, FunctionTimeoutError, RuntimeApi

# As in template.yaml: megabytes, and the seconds that Lambda gives one event.
MEMORY_SIZE = 512
TIMEOUT = 7.0

# Seconds for starting. Lambda's own limit is ten, on cores that nobody else uses.
INIT_TIMEOUT = 30.0

_RUNTIME = Path(__file__).with_name("runtime.txt")


@dataclass(frozen=True)
class Run:
    """One process that answered events; all times in seconds.

    `init` is from starting the process to its asking for the first event, `cold` from starting it to its first answer,
    `peak_memory` the most it held at once in bytes, None where the system does not say.
    """

    answers: tuple[Answer, ...]
    init: float
    cold: float
    peak_memory: int | None


def runtime_packages(interpreter: Path) -> Path:
    """Return a folder with what Lambda's runtime has beside an artifact, installed if it is missing or outdated.

    It has the runtime client and boto3 for this interpreter. Raises `BuildError`.
    """
    folder = BUILD / "runtime"
    fingerprint = digest([_RUNTIME], interpreter)

    def make(draft: Path) -> None:
        install(_RUNTIME, draft, interpreter)
        compile_all(draft, interpreter, str(folder))

    rebuild_if_changed(folder, fingerprint, make)
    return folder


def run(
    artifact: Artifact,
    events: Sequence[object],
    environ: Mapping[str, str],
    logs: IO[str],
    handler: str = "app.handler",
) -> Run:
    """Start the artifact, have it answer the events one after the other, and end it.

    `environ` are the function's own variables, `logs` an open file for what the function writes. Raises `BuildError`
    when what the runtime brings cannot be installed, `FunctionDiedError` and `FunctionTimeoutError`.
    """
    with _started(artifact, environ, logs, handler) as (api, process, began):
        return _answered(api, process, events, began)


@contextmanager
def running(
    artifact: Artifact, environ: Mapping[str, str], logs: IO[str], handler: str = "app.handler"
) -> Iterator[Callable[[object], object]]:
    """Start the artifact as `run` does, and end it in the end; yield what hands it an event and returns its response.

    One event at a time, whoever calls, as a container answers them. An error that the function reports raises
    `FunctionDiedError`, too.
    """
    lock = Lock()
    with _started(artifact, environ, logs, handler) as (api, process, _):

        def invoke(event: object) -> object:
            with lock:
                answer = api.invoke(event, lambda: process.poll() is None, INIT_TIMEOUT + TIMEOUT)
            if answer.is_error:
                raise FunctionDiedError(json.dumps(answer.payload))
            return answer.payload

        yield invoke


@contextmanager
def _started(
    artifact: Artifact, environ: Mapping[str, str], logs: IO[str], handler: str
) -> Iterator[tuple[RuntimeApi, subprocess.Popen[bytes], float]]:
    """Start the artifact; yield the Runtime API that it asks, its process, and when that began."""
    if artifact.interpreter is None:
        raise ValueError(f"{artifact.folder} is built for Lambda; this machine runs what is built for the host")
    packages = runtime_packages(artifact.interpreter)
    with RuntimeApi(TIMEOUT) as api:
        # -s and -S: what happens to be installed beside this interpreter is not in Lambda.
        command = [str(artifact.interpreter), "-s", "-S", "-m", "awslambdaric", handler]
        environment = {**lambda_environment(artifact.folder, packages, api.address, handler), **environ}
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=artifact.folder, env=environment, stdin=subprocess.DEVNULL, stdout=logs, stderr=logs
        )
        try:
            yield api, process, began
        finally:
            process.kill()
            process.wait()


def _answered(api: RuntimeApi, process: subprocess.Popen[bytes], events: Sequence[object], began: float) -> Run:
    answers: list[Answer] = []
    init = cold = 0.0
    for event in events:
        patience = TIMEOUT if answers else INIT_TIMEOUT + TIMEOUT
        answers.append(api.invoke(event, lambda: process.poll() is None, patience))
        if answers[-1].seconds > TIMEOUT:
            raise FunctionTimeoutError(f"The function took longer than {TIMEOUT:g} seconds")
        if len(answers) == 1:
            init, cold = (api.first_asked_at or began) - began, api.answered_at - began
    return Run(tuple(answers), init, cold, _peak_memory(process.pid))


def lambda_environment(folder: Path, packages: Path, address: str, handler: str) -> dict[str, str]:
    """Return the variables that Lambda sets, and none of this machine's, so that nothing of its owner leaks in."""
    return {
        "PATH": os.defpath,
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
        # In Lambda the runtime's packages come after the artifact's, and the artifact cannot be written to.
        "PYTHONPATH": str(packages),
        "PYTHONDONTWRITEBYTECODE": "1",
        "_HANDLER": handler,
        "LAMBDA_TASK_ROOT": str(folder),
        "LAMBDA_RUNTIME_DIR": str(packages),
        "AWS_LAMBDA_RUNTIME_API": address,
        "AWS_EXECUTION_ENV": "AWS_Lambda_python{}.{}".format(*RUNTIME),
        "AWS_LAMBDA_FUNCTION_NAME": "SkillFunction",
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(MEMORY_SIZE),
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_FORMAT": "JSON",
        "AWS_LAMBDA_LOG_LEVEL": "INFO",
        "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/SkillFunction",
        "AWS_LAMBDA_LOG_STREAM_NAME": "local",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        # Invented, and the places where boto3 would find real ones are closed.
        "AWS_ACCESS_KEY_ID": "invented",
        "AWS_SECRET_ACCESS_KEY": "invented",
        "AWS_SESSION_TOKEN": "invented",
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def _peak_memory(pid: int) -> int | None:
    """Return the most memory a running process has held, in bytes; only Linux tells."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return None
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return int(kilobytes) * 1024
