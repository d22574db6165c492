"""The dry run: every command is shown and none is run."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from ship.deploying.commands import Finished, show

# The example of the ASK CLI's own documentation, so that nobody takes it for theirs.
SUPPOSED_SKILL = "amzn1.ask.skill.00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class DryRun:
    """Shows them all and runs none: answers as an account would that has neither skill nor stack yet."""

    base: Path
    _deployed: set[str] = field(default_factory=set)

    def query(self, *words: str) -> Finished:
        """Show a question and make up the answer."""
        show(words)
        if words[:2] == ("sam", "--version"):
            return Finished(0, "SAM CLI, version 999.0.0")
        if "describe-stacks" not in words:
            return Finished(0, '{"skills": []}')
        region = words[words.index("--region") + 1]
        if region not in self._deployed:
            return Finished(255, err="it does not exist")
        outputs = {
            "SkillFunctionAliasArn": f"arn:aws:lambda:{region}:000000000000:function:talk-horse-racing:live",
            "FavoritesTableName": "the-table-of-the-first-region",
            "SkillLogsName": "the-log-group",
        }
        listed = [{"OutputKey": key, "OutputValue": value} for key, value in outputs.items()]
        return Finished(0, json.dumps({"Stacks": [{"StackStatus": "CREATE_COMPLETE", "Outputs": listed}]}))

    def change(self, *words: str, folder: str = ".") -> int:
        """Show a command and pretend that it went well."""
        show(words, folder)
        if words[:2] == ("sam", "deploy"):
            self._deployed.add(words[words.index("--region") + 1])
        if words[:2] == ("ask", "deploy"):
            self._note_skill(self.base / folder)
        return 0

    def wait(self, seconds: float) -> None:
        """Nothing is under way that could be waited for."""

    def _note_skill(self, project: Path) -> None:
        """Note a skill as the ASK CLI does, if none is noted."""
        file = project / ".ask" / "ask-states.json"
        states = json.loads(file.read_text(encoding="utf-8"))
        for profile in states["profiles"].values():
            profile.setdefault("skillId", SUPPOSED_SKILL)
        file.write_text(json.dumps(states), encoding="utf-8")
