"""The dry run: every command is shown and none is run."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from ship.deploying.commands import Finished, show
from ship.deploying.stages import DEMO_ENDING

# A stack's name, if it is a demo's, and its region.
Place = tuple[str, str]

# The example of the ASK CLI's own documentation, so that nobody takes it for theirs.
SUPPOSED_SKILL = "amzn1.ask.skill.00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class DryRun:
    """Shows them all and runs none: answers as an account would that has neither skill nor stack yet.

    `deployed` are the stacks that it has all the same.
    """

    base: Path
    deployed: set[Place] = field(default_factory=set)

    def query(self, *words: str) -> Finished:
        """Show a question and make up the answer."""
        show(words)
        if words[:2] == ("sam", "--version"):
            return Finished(0, "SAM CLI, version 999.0.0")
        if "describe-stacks" not in words:
            return Finished(0, '{"skills": []}')
        name, region = place = _place(words)
        if place not in self.deployed:
            return Finished(255, err="it does not exist")
        skill = {
            "SkillFunctionAliasArn": f"arn:aws:lambda:{region}:000000000000:function:talk-horse-racing:live",
            "FavoritesTableName": "the-table-of-the-first-region",
            "SkillLogsName": "the-log-group",
        }
        demo = {
            "Url": f"https://made-by-aws.lambda-url.{region}.on.aws",
            "SecretArn": f"arn:aws:secretsmanager:{region}:000000000000:secret:DemoCredentials-made-by-aws",
        }
        listed = [{"OutputKey": key, "OutputValue": value} for key, value in (demo if name else skill).items()]
        return Finished(0, json.dumps({"Stacks": [{"StackStatus": "CREATE_COMPLETE", "Outputs": listed}]}))

    def change(self, *words: str, folder: str = ".") -> int:
        """Show a command and pretend that it went well."""
        show(words, folder)
        if words[:2] == ("sam", "deploy"):
            self.deployed.add(_place(words))
        if "delete-stack" in words:
            self.deployed.discard(_place(words))
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


def _place(words: tuple[str, ...]) -> Place:
    """Return which stack a command is about; the skill's, which has no other name here, in a region of its own."""
    name = words[words.index("--stack-name") + 1] if "--stack-name" in words else ""
    return name if name.endswith(DEMO_ENDING) else "", words[words.index("--region") + 1]
