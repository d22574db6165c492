"""What samconfig.toml says of a stage: `sam` reads its own part of it, `make deploy` also the part named alexa."""

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ship.deploying.errors import DeployError

# Where Alexa looks for a function that serves one of its regions: the AWS region nearest to its own machines.
AWS_REGIONS = {"NA": "us-east-1", "EU": "eu-west-1", "FE": "us-west-2"}
# The stage that MiniStack plays (ship/local).
PLAYED = "local"
# What the name of a stage's stack of invented races ends with.
DEMO_ENDING = "-demo"


@dataclass(frozen=True)
class Stage:
    """One skill and its stacks, one in each of Alexa's regions it serves. The first owns the favorites."""

    name: str
    stack: str
    regions: tuple[str, ...]
    suffix: str
    overrides: tuple[str, ...]

    @property
    def aws_regions(self) -> tuple[str, ...]:
        """Where AWS has its stacks, the owner of the favorites first."""
        return tuple(AWS_REGIONS[region] for region in self.regions)

    @property
    def table(self) -> str:
        """The table of favorites that samconfig.toml names, for instance a restored one. Empty, the first owns one."""
        return self.override("FavoritesTableName")

    @property
    def demo(self) -> "Stage":
        """The same stage's stack of invented races: a single one, in the first region."""
        return replace(self, stack=f"{self.stack}{DEMO_ENDING}", regions=self.regions[:1])

    def override(self, parameter: str) -> str:
        """Return the value that samconfig.toml gives a parameter of the template, nothing for none."""
        given = re.search(rf"""\b{parameter}(?:,ParameterValue)?=["']?([^\s"',]*)""", " ".join(self.overrides))
        return given[1] if given else ""

    @property
    def replicas(self) -> str:
        """The AWS regions that the favorites are copied to, as the template's parameter wants them."""
        return ",".join(self.aws_regions[1:])


def load_stage(file: Path, name: str, *, is_played: bool = False) -> Stage:
    """Read one stage; a stage that is missing or at odds with itself is a DeployError that says what to write.

    So is the stage that is played on this machine, for whoever asks accounts (`is_played` is False).
    """
    if name == PLAYED and not is_played:
        raise DeployError(
            f"The stage {PLAYED} is played on this machine, and no account has it. Nothing was asked.",
            f"make deploy STAGE={PLAYED}, make talk STAGE={PLAYED} or make local-down, and nothing else of it",
        )
    correct = f"correct samconfig.toml, then make deploy STAGE={name}"
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DeployError(f"samconfig.toml cannot be read: {error}", correct) from error
    stages = [stage for stage, commands in document.items() if isinstance(commands, dict) and "alexa" in commands]
    if name not in stages:
        raise DeployError(f"samconfig.toml has no stage {name!r}.", f"the same with STAGE=<one of {', '.join(stages)}>")
    shared, deploy = _parameters(document[name], "global"), _parameters(document[name], "deploy")
    alexa = document[name]["alexa"] if isinstance(document[name]["alexa"], dict) else {}
    stack, suffix = shared.get("stack_name"), alexa.get("suffix", "")
    if not isinstance(stack, str) or not isinstance(suffix, str):
        raise DeployError(
            f"samconfig.toml: a text is missing, stack_name in [{name}.global.parameters] or suffix in [{name}.alexa].",
            correct,
        )
    regions, overrides = _texts(alexa.get("regions")), _texts(deploy.get("parameter_overrides", []))
    known = regions and set(regions) <= AWS_REGIONS.keys() and len(set(regions)) == len(regions)
    if not regions or not known or shared.get("region") != AWS_REGIONS[regions[0]]:
        raise DeployError(
            f"samconfig.toml: [{name}.alexa] has the regions {alexa.get('regions')}. They have to be some of "
            f"{list(AWS_REGIONS)}, and the first has to be the one of [{name}.global.parameters]: {AWS_REGIONS}.",
            correct,
        )
    if overrides is None:
        raise DeployError(
            f"samconfig.toml: parameter_overrides in [{name}.deploy.parameters] is no list of texts.", correct
        )
    return Stage(name, stack, regions, suffix, overrides)


def _parameters(stage: dict[str, Any], command: str) -> dict[str, Any]:
    """Return what `sam` is told for a command; nothing if the stage lacks it."""
    table = stage.get(command)
    parameters = table.get("parameters") if isinstance(table, dict) else None
    return parameters if isinstance(parameters, dict) else {}


def _texts(value: object) -> tuple[str, ...] | None:
    """Return a list of texts, or one text as `sam` also takes it; None for anything else."""
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(text, str) for text in listed):
        return None
    return tuple(listed)
