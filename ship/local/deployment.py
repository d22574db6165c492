"""The stage `local`: the real `sam deploy`, to the AWS that MiniStack plays."""

import shutil
import time
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from ship.build import ROOT, Recipe, Target, built, demo
from ship.deploying.commands import Shell
from ship.deploying.demo import invented_races, words_for
from ship.deploying.hints import Hints
from ship.deploying.stacks import Stack, Stacks
from ship.deploying.stages import PLAYED, load_stage
from ship.local.copies import copy_templates
from ship.local.deployed import DeployedFunction
from ship.local.emulator import OWNER, Emulator

AGAIN = f"make deploy STAGE={PLAYED}"
# The skill that only the desk's Echo knows.
SKILL_ID = "amzn1.ask.skill.00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class Deployment:
    """What is deployed to one emulator: `base` has the templates as it takes them."""

    emulator: Emulator
    base: Path
    taken_out: tuple[str, ...]
    changed: tuple[str, ...]

    def stacks(self, stage: str = PLAYED) -> Stacks:
        """Return the stacks of a stage that samconfig.toml has."""
        # Where the credentials lie for the moment that `sam` reads them.
        (self.base / ".ask" / stage).mkdir(parents=True, exist_ok=True)
        shell = Shell(self.base, self.emulator.environment, time.sleep)
        return Stacks(
            shell, load_stage(self.base / "samconfig.toml", stage, is_played=True), Hints(AGAIN, "", "ask configure")
        )


def prepared(emulator: Emulator) -> Deployment:
    """Build what is deployed and copy its templates for the emulator. Raises `BuildError`."""
    base = emulator.folder / "templates"
    skill = {"SkillFunction": built(Recipe(Target.HOST)).folder, "PreTrafficCheck": ROOT / "pre_traffic"}
    races = {"DemoFunction": built(demo(Target.HOST)).folder}
    copies = (copy_templates(ROOT, base, skill), copy_templates(ROOT / "demo", base / "demo", races))
    shutil.copy(ROOT / "samconfig.toml", base)
    taken_out, changed = (tuple(name for copy in copies for name in copy[part]) for part in (0, 1))
    return Deployment(emulator, base, taken_out, changed)


def bring_up(deployment: Deployment) -> str:
    """Deploy the invented races and the skill that asks them; return what to tell."""
    stacks = deployment.stacks()
    (region,) = stacks.stage.aws_regions
    races = _bring_up_races(stacks, region)
    values = {"SkillId": SKILL_ID, **invented_races(races)}
    stack = stacks.bring_up(stacks.settled(region), values, None)
    function = DeployedFunction.of(deployment.emulator, stack)
    # Its own address has no way from here; the emulator serves it by this path.
    address = str(urlsplit(values["RacingApiUrl"]).hostname).partition(".")[0]
    function.use(f"{deployment.emulator.url}/_aws/lambda-url/{address}")
    owner = " ".join(f"{name}={value}" for name, value in {"AWS_ENDPOINT_URL": function.emulator.url, **OWNER}.items())
    log = f"logs filter-log-events --region {region} --log-group-name {stack.output('SkillLogsName')}"
    return "\n".join(
        (
            f"Deployed to an AWS on this machine. Talk to it: make talk STAGE={PLAYED}",
            f"Its log: {owner} build/sam/bin/aws {log}",
            "It goes on until: make local-down",
        )
    )


def _bring_up_races(stacks: Stacks, region: str) -> Stack:
    """Deploy the stack of the invented races and return it."""
    own = replace(stacks, stage=stacks.stage.demo)
    return own.deploy(own.settled(region), *words_for(own.stage, "demo/template.yaml"))
