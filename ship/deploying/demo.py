"""The demo: a stack of invented races, which a stage's skill asks in the place of The Racing API.

What the skill's stack asks is told by its parameters, so a later run needs no word of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ship.deploying.errors import DeployError
from ship.deploying.hints import Hints, setting
from ship.deploying.options import SECRETS, Options, parameters_of
from ship.deploying.stacks import Stack, Stacks
from ship.deploying.stages import Stage

TEMPLATE, BUILT = "demo/template.yaml", ".aws-sam/demo"
# A month, while nobody asks it; docs/costs.md computes it.
COSTS = "$0.40"


def asks_demo(stack: Stack) -> bool:
    """Tell whether a stack of the skill tells invented races."""
    return stack.parameters.get("InventedRaces") == "Yes"


def is_wanted(options: Options, stage: Stage, found: Sequence[Stack], hints: Hints) -> bool:
    """Tell whether the stage gets invented races, or keeps them; a DeployError if it cannot, or has real ones."""
    home, runs = found[0], any(map(asks_demo, found))
    if not (options.demo or (runs and not options.credentials)):
        return False
    if len(found) > 1:
        real = "" if not runs else f", or {' '.join(f'{name}=...' for name in SECRETS)} {hints.again} for real races"
        raise DeployError(
            f"The demo is for one region, as its secret is in one, and the stage {stage.name} has "
            f"{', '.join(stack.region for stack in found)}. Nothing was changed.",
            f"make deploy STAGE=<a stage of one region> DEMO=yes{real}",
        )
    if home.exists and not runs:
        plain = hints.without(setting("DEMO", "yes"))
        raise DeployError(
            f"The stack {home.name} tells real races. DEMO=yes would put invented ones in their place, and delete the "
            "credentials. Nothing was changed.",
            f"{plain} DEMO=no to keep the real ones, or make deploy STAGE=<another stage> DEMO=yes",
        )
    return True


def bring_up(stacks: Stacks, stack: Stack) -> dict[str, str]:
    """Build and deploy the demo of a stage; return the parameters with which the skill's stack asks it.

    `stacks` are the stage's own, `stack` is the demo's as it was found. Raises a `DeployError`.
    """
    own = replace(stacks, stage=stacks.stage.demo)
    if stacks.commands.change("sam", "build", "--template-file", TEMPLATE, "--build-dir", BUILT):
        raise DeployError(
            "The build of the demo failed, for the reason above. No stack was changed.",
            f"mend that, then {stacks.hints.again}",
        )
    print(f"The demo's stack in {stack.region} takes a minute or two.", flush=True)
    deployed = own.deploy(
        stack,
        *words_for(own.stage, f"{BUILT}/template.yaml"),
        advice="mend that (if it names ReservedConcurrentExecutions, the account's limit is too small to reserve any: "
        f'set parameter_overrides = ["DemoConcurrency=0"] in samconfig.toml, [{own.stage.name}.deploy.parameters])',
    )
    return invented_races(deployed)


def words_for(demo: Stage, template: str) -> tuple[str, ...]:
    """Return what `sam deploy` is told of a demo besides its stage, for a template somewhere below samconfig.toml."""
    # `sam` looks for its settings beside the template that it is given.
    config = "../" * template.count("/") + "samconfig.toml"
    return "--stack-name", demo.stack, "--template-file", template, "--config-file", config


def invented_races(deployed: Stack) -> dict[str, str]:
    """Return the parameters with which the skill's stack asks a demo that is deployed."""
    return {
        "RacingApiUrl": deployed.output("Url"),
        "RacingApiSecret": deployed.output("SecretArn"),
        "InventedRaces": "Yes",
    }


def real_races(stage: Stage, found: Sequence[Stack], template: Path) -> dict[str, str]:
    """Return the parameters with which stacks that ask the demo go over to The Racing API; none for all others."""
    if not any(map(asks_demo, found)):
        return {}
    url = stage.override("RacingApiUrl") or parameters_of(template)["RacingApiUrl"]["Default"]
    return {"RacingApiUrl": url, "RacingApiSecret": stage.override("RacingApiSecret"), "InventedRaces": "No"}


def told(stacks: Stacks, feed: Mapping[str, str], demo: Stack | None) -> list[str]:
    """Return what there is to say of the races at the end; `feed` is what the skill's stacks were given of them."""
    if feed.get("InventedRaces") == "Yes":
        plain = f"make deploy STAGE={stacks.stage.name}"
        return [f"Its races are invented. For real ones: {' '.join(f'{name}=...' for name in SECRETS)} {plain}"]
    if demo is None or not demo.exists:
        return []
    down = f"make demo-down STAGE={stacks.stage.name}"
    return [f"The stack {demo.name} is not asked any more, and goes on costing {COSTS} a month. It goes with: {down}"]


def standing(stacks: Stacks, *, is_wanted: bool) -> Stack | None:
    """Return the demo's stack as it is now, None for a stage that can have none.

    One that is wanted and cannot be deployed to is a DeployError.
    """
    if len(stacks.stage.regions) > 1:
        return None
    own = replace(stacks, stage=stacks.stage.demo)
    (region,) = own.stage.aws_regions
    return own.settled(region) if is_wanted else own.describe(region)


def take_down(stacks: Stacks) -> str:
    """Delete the demo of a stage and return what to tell. Raises a `DeployError` while the skill's stack asks it."""
    own = replace(stacks, stage=stacks.stage.demo)
    (region,) = own.stage.aws_regions
    home = stacks.at_rest(region)
    if home.exists and asks_demo(home):
        deploy = f"make deploy STAGE={stacks.stage.name}"
        raise DeployError(
            f"The stack {home.name} still has its races from the demo. Nothing was changed.",
            f"{' '.join(f'{name}=...' for name in SECRETS)} {deploy} to go over to real races, or take the skill down "
            f'(docs/operations.md, "Take it down"), then {stacks.hints.again}',
        )
    stack = own.at_rest(region)
    if not stack.exists:
        return f"{stack.state} There is nothing to take down."
    where = ("--stack-name", stack.name, "--region", region)
    failed = stacks.commands.change("aws", "cloudformation", "delete-stack", *where) or stacks.commands.change(
        "aws", "cloudformation", "wait", "stack-delete-complete", *where
    )
    left = own.describe(region)
    if failed or left.exists:
        raise DeployError(f"The demo is not gone. {left.state}", f"mend that, then {stacks.hints.again}")
    return f"The stack {stack.name} is gone: the invented races with their address, their secret and their log."
