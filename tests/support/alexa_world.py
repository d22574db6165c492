"""A machine with fake tools on which the programs around the skill at Amazon's run: its `ask` talks to a fake SMAPI."""

import io
import json
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from amazon.program import Program
from tests.support.deploy_accounts import Answer
from tests.support.deploy_world import TOOLS, World
from tests.support.smapi_cli import ask
from tests.support.strict_smapi import Smapi


class AlexaWorld(World):
    """Use it with `with`. `waited` are the pauses that a program made, in seconds.

    `garbled` are operations, each with what the CLI writes of it in the place of Amazon's answer.
    """

    def __init__(self, folder: Path, smapi: Smapi, tools: Sequence[str] = TOOLS) -> None:
        super().__init__(folder, tools)
        self.smapi = smapi
        self.broken: list[str] = []
        self.garbled: dict[str, str] = {}

    def answer(self, tool: str, words: Sequence[str], folder: Path) -> Answer:
        """Answer as the tools do. What breaks here must not leave the program waiting; the test fails of it later."""
        try:
            if tool == "ask" and words[-1] != "--version" and words[1] in self.garbled:
                return self.garbled[words[1]], ""
            if tool == "ask":
                return ask(self.smapi, words[1:]) if words[0] == "smapi" else ("2.30.7", "")
            return super().answer(tool, words, folder)
        except Exception:  # noqa: BLE001 - see above
            self.broken.append(traceback.format_exc())
            return "", "The test's own stand-in is broken."

    def note(self, skill_id: str, stage: str = "dev") -> None:
        """Note a skill as the ASK CLI does after a deployment."""
        file = self.root / ".ask" / stage / ".ask" / "ask-states.json"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps({"profiles": {"default": {"skillId": skill_id}}}), "utf-8")

    def run(
        self,
        main: Callable[[Program], int],
        *arguments: str,
        typed: str = "",
        at_terminal: bool = False,
        **environment: str,
    ) -> int:
        """Run a program as the Makefile does, and return its exit code."""
        self.calls.clear()
        around = {"PATH": str(self.bin), **environment}
        typing = Typing(typed, at_terminal=at_terminal)
        return main(Program(arguments, around, typing, self.root, self.waited.append))


class Typing(io.StringIO):
    """What somebody types, at a terminal or not."""

    def __init__(self, typed: str, *, at_terminal: bool) -> None:
        super().__init__(typed)
        self._at_terminal = at_terminal

    def isatty(self) -> bool:
        return self._at_terminal
