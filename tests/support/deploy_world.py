"""A machine with fake `sam`, `ask` and `aws` on its PATH, to run `make deploy` on.

The fakes are real executables, two lines of shell each that hand the call to the test through one pipe and do what
comes back through another: a Python interpreter for each of a dozen calls a run would take most of the tests' time.
"""

import os
import shlex
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ship import demo_down
from ship.deploy import main
from tests.support.deploy_accounts import Accounts

ROOT = Path(__file__).parents[2]
TOOLS = ("sam", "ask", "aws")
USERNAME, PASSWORD = "the-user", "the-secret-word"
CREDENTIALS = {"RACING_API_USERNAME": USERNAME, "RACING_API_PASSWORD": PASSWORD}
ASKING = ("--version", "get-caller-identity", "describe-stacks", "describe-alarms", "smapi get-", "smapi list-")
TOOL = """#!/bin/sh
{ printf '%s\\n' "${0##*/}" "$PWD" "$@"; export -p; } > "${0%/*}/asked"
. "${0%/*}/answer"
"""


class World(Accounts):
    """A clone in an empty folder, the fakes, and the accounts they look at. Use it with `with`.

    `signal` is the name of one that `make deploy` gets while `sam deploy` runs.
    """

    def __init__(self, folder: Path, tools: Sequence[str] = TOOLS) -> None:
        """Lay out the clone, as far as a deployment reads it, and install the tools."""
        super().__init__()
        self.calls: list[str] = []
        self.environments: list[str] = []
        self.waited: list[float] = []
        self.signal = ""
        self.bin, self.root = folder / "bin", folder / "clone"
        self.bin.mkdir()
        package = self.root / "skill_package"
        package.mkdir(parents=True)
        for name in ("samconfig.toml", "template.yaml", "ask-resources.json", "skill_package/skill.json"):
            shutil.copy(ROOT / name, self.root / name)
        for tool in tools:
            (self.bin / tool).write_text(TOOL, "utf-8")
            (self.bin / tool).chmod(0o755)
        self._asked, self._answer = self.bin / "asked", self.bin / "answer"
        self._server = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        os.mkfifo(self._asked)
        os.mkfifo(self._answer)
        self._server.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._asked.write_text("", "utf-8")
        self._server.join()

    def deploy(self, stage: str = "dev", *options: str, **environment: str) -> int:
        """Run `make deploy` as the Makefile does, with the fakes on the PATH and nothing else; return its exit code."""
        self.calls.clear()
        self.uploads.clear()
        return main(["--stage", stage, *options], {"PATH": str(self.bin), **environment}, self.root, self.waited.append)

    def take_demo_down(self, stage: str = "dev", *options: str, **environment: str) -> int:
        """Run `make demo-down` as the Makefile does, with the fakes on the PATH alone; return its exit code."""
        self.calls.clear()
        environ = {"PATH": str(self.bin), **environment}
        return demo_down.main(["--stage", stage, *options], environ, self.root, self.waited.append)

    @property
    def changes(self) -> list[str]:
        """The calls of the last run that change something, by their first words."""
        return [" ".join(call.split()[:3]) for call in self.calls if not any(words in call for words in ASKING)]

    @property
    def manifests(self) -> list[dict[str, Any]]:
        """What the last run uploaded."""
        return [upload["manifest"] for upload in self.uploads]

    def _serve(self) -> None:
        """Answer one call after the other; an empty one ends it."""
        while asked := self._asked.read_text("utf-8"):
            call, _, environment = asked.partition("export ")
            tool, folder, *words = call.splitlines()
            self.calls.append(" ".join((tool, *words)))
            self.environments.append(environment)
            said, complaint = self.answer(tool, words, Path(folder))
            says = f"printf '%s\\n' {shlex.quote(said)}\n" if said else ""
            complains = f"printf '%s\\n' {shlex.quote(complaint)} >&2\nexit 1\n" if complaint else ""
            ends = f"kill -{self.signal} $PPID\n" if self.signal and words[0] == "deploy" and tool == "sam" else ""
            self._answer.write_text(says + ends + complains + ":\n", "utf-8")
