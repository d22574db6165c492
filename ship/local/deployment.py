"""The stage `local`: the real `sam deploy`, to the AWS that MiniStack plays."""

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from ship.build import ROOT, Recipe, Target, built
from ship.deploying.commands import Shell
from ship.deploying.hints import Hints
from ship.deploying.stacks import Stacks
from ship.deploying.stages import load_stage
from ship.local.copies import copy_templates
from ship.local.emulator import Emulator

STAGE = "local"
AGAIN = f"make deploy STAGE={STAGE}"
# The skill that only the desk's Echo knows.
SKILL_ID = "amzn1.ask.skill.00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class Deployment:
    """What is deployed to one emulator: `base` has the templates as it takes them."""

    emulator: Emulator
    base: Path
    taken_out: tuple[str, ...]
    changed: tuple[str, ...]

    def stacks(self, stage: str = STAGE) -> Stacks:
        """Return the stacks of a stage that samconfig.toml has."""
        # Where the credentials lie for the moment that `sam` reads them.
        (self.base / ".ask" / stage).mkdir(parents=True, exist_ok=True)
        shell = Shell(self.base, self.emulator.environment, time.sleep)
        return Stacks(shell, load_stage(self.base / "samconfig.toml", stage), Hints(AGAIN, "", "ask configure"))


def prepared(emulator: Emulator, source: Path = ROOT) -> Deployment:
    """Build what is deployed and copy its templates for the emulator. Raises `BuildError`."""
    artifacts = {"SkillFunction": built(Recipe(Target.HOST)).folder, "PreTrafficCheck": source / "pre_traffic"}
    base = emulator.folder / "templates"
    taken_out, changed = copy_templates(source, base, artifacts)
    shutil.copy(source / "samconfig.toml", base)
    return Deployment(emulator, base, tuple(taken_out), tuple(changed))
