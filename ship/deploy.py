"""`make deploy`: from a clone to a skill an Echo can talk to, and every later update of it.

The skill and its function each need the other's name, so: first the skill without an endpoint, then the stacks with
the skill's id, then the skill with the functions' names. Each step looks at what is there, so a second run continues
the first.
"""

import os
import shlex
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from artifact import bytecode_note
from ship.deploying import demo
from ship.deploying.commands import Commands, Shell
from ship.deploying.dry_run import DryRun
from ship.deploying.errors import DeployError
from ship.deploying.favorites import refuse_losses
from ship.deploying.hints import Hints, hints_for, setting
from ship.deploying.options import SECRETS, Options, read_options
from ship.deploying.project import Project
from ship.deploying.running import ask_profile, ended, handed_on, parser
from ship.deploying.skill import Skill
from ship.deploying.stacks import Credentials, Stack, Stacks
from ship.deploying.stages import AWS_REGIONS, Stage, load_stage
from ship.deploying.tools import check_tools

ROOT = Path(__file__).parents[1]
# Where `sam build` puts the skill's function.
BUILT = ".aws-sam/build/SkillFunction"


def main(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    root: Path = ROOT,
    pause: Callable[[float], None] = time.sleep,
) -> int:
    """Deploy a stage, or show how with --dry-run; return the exit code. `pause` sleeps, in seconds."""
    said = parser("deploy", "Deploy one stage of the skill.", "dev, staging or production").parse_args(arguments)
    hints = hints_for(said.stage, environment)

    def work() -> None:
        stage = load_stage(root / "samconfig.toml", said.stage)
        options = read_options(root / "template.yaml", environment, hints)
        if said.dry_run:
            _show_commands(root, stage, options, environment, hints)
        else:
            commands = Shell(root, handed_on(root, environment), pause)
            project = Project(root, root, stage, ask_profile(environment), hints.again)
            print("\n" + deploy(commands, project, options, hints))

    return ended(work, hints.again)


def deploy(commands: Commands, project: Project, options: Options, hints: Hints) -> str:
    """Bring one stage up to date and return what to tell; whatever is in the way is a DeployError."""
    skill, stacks = Skill(commands, project, hints), Stacks(commands, project.stage, hints)
    check_tools(commands, hints)
    found = [stacks.settled(AWS_REGIONS[region]) for region in project.stage.regions]
    elsewhere = [stacks.describe(region) for region in AWS_REGIONS.values() if region not in project.stage.aws_regions]
    refuse_losses(project.stage, {stack.region: stack for stack in (*found, *elsewhere)}, hints)
    invents = demo.is_wanted(options, project.stage, found, hints)
    missing = [stack for stack in found if not stack.exists]
    if missing and not (options.credentials or invents or project.stage.override("RacingApiSecret")):
        raise DeployError(
            f"{missing[0].state} Making it takes what The Racing API issued, or DEMO=yes for invented races; later "
            "runs keep it. Nothing was changed.",
            f"set {' and '.join(SECRETS)} in the environment, then {hints.again}",
        )
    beside = demo.standing(stacks, is_wanted=invents)
    skill_id = _skill_id(skill, options, found)
    if options.skill_id == "new":
        hints = hints.continuing(skill_id)
        skill, stacks = replace(skill, hints=hints), replace(stacks, hints=hints)
    if commands.change("sam", "build"):
        raise DeployError(
            f"The build failed, for the reason above. The skill is {skill_id}.", f"mend that, then {hints.again}"
        )
    if beside and invents:
        feed = demo.bring_up(stacks, beside)
    else:
        feed = demo.real_races(stacks.stage, found, project.root / "template.yaml")
    deployed = _bring_up_all(stacks, {"SkillId": skill_id, **feed}, options, found)
    skill.update(skill_id, {region: stack.output("SkillFunctionAliasArn") for region, stack in deployed.items()})
    skill.enable(skill_id)
    lines = [
        f'Say to an Echo of the same account: "{project.first_phrase}"',
        f"The skill is {skill_id}, and testing it is enabled. How it does:",
        *(stack.outputs["DashboardUrl"] for stack in deployed.values() if "DashboardUrl" in stack.outputs),
        *(_log_command(stack, hints) for stack in deployed.values() if "SkillLogsName" in stack.outputs),
    ]
    lines += demo.told(stacks, feed, beside)
    if options.credentials:
        lines.append(f"The Racing API's credentials were {'updated' if found[0].exists else 'stored'}.")
    built = commands.base / BUILT
    if built.is_dir() and not any(built.rglob("*.pyc")):
        lines.append(bytecode_note(None))
    return "\n".join(lines)


def _log_command(stack: Stack, hints: Hints) -> str:
    """Return the command that shows the function's log as it grows."""
    group = shlex.quote(stack.outputs["SkillLogsName"])
    return f"aws logs tail {group} --follow --region {stack.region}{hints.aws_profile}"


def _skill_id(skill: Skill, options: Options, found: Sequence[Stack]) -> str:
    """Return the skill to deploy: the one asked for, else the stack's, which every machine sees, else the noted one."""
    deployed = next((known for stack in found if (known := stack.parameters.get("SkillId"))), None)
    if options.skill_id:
        leaving = None if deployed == options.skill_id else deployed
        if leaving and not options.move:
            _refuse_moving(skill, options.skill_id, found[0], leaving)
        if options.skill_id == "new":
            return skill.create(leaving)
        if options.skill_id != deployed and not options.move:
            skill.refuse_renaming(options.skill_id)
        skill.take(options.skill_id, "SKILL_ID", leaving)
        return options.skill_id
    if deployed and (begun := skill.begun_move(deployed)):
        print(f"Going on from the skill {deployed} to {begun}, as an earlier run began; SKILL_ID={deployed} goes back.")
        skill.take(begun, skill.project.folder, deployed)
        return begun
    if deployed:
        known, origin = deployed, f"the stack {found[0].name}"
    elif noted := skill.known_id():
        known, origin = noted, skill.project.folder
    else:
        skill.refuse_namesakes()
        return skill.create()
    skill.take(known, origin)
    return known


def _refuse_moving(skill: Skill, skill_id: str, home: Stack, deployed: str) -> None:
    """Say what another skill would mean. It may have been set in the shell long ago, for another stage."""
    again = skill.hints.without(setting("SKILL_ID", skill_id))
    raise DeployError(
        f"SKILL_ID is {skill_id}, but the stack {home.name} was deployed with {deployed}. With another one, that skill "
        f"loses its function, and the other one becomes this stage's. Nothing was changed.",
        f"{again} SKILL_ID={deployed} to stay with it, or {again} SKILL_ID={skill_id} MOVE=yes to leave it",
    )


def _bring_up_all(
    stacks: Stacks, given: Mapping[str, str], options: Options, found: Sequence[Stack]
) -> dict[str, Stack]:
    """Deploy to every region, the one that owns the favorites first, because the others are told its table's name."""
    (first, home), *others = zip(stacks.stage.regions, found, strict=True)
    values = {**given, "FavoritesTableName": stacks.stage.table}
    if options.alarm_email:
        values["AlarmEmail"] = options.alarm_email
    deployed: dict[str, Stack] = {}
    for replicas in _growing(home, stacks.stage.replicas):
        values["FavoritesReplicaRegions"] = replicas
        deployed[first] = stacks.bring_up(home, values, options.credentials)
    for region, stack in others:
        values |= {"FavoritesTableName": deployed[first].output("FavoritesTableName"), "FavoritesReplicaRegions": ""}
        deployed[region] = stacks.bring_up(stack, values, options.credentials)
    return deployed


def _growing(home: Stack, replicas: str) -> list[str]:
    """Return the lists of replicas to deploy in turn: a table that exists takes a single further one at a time."""
    has = home.parameters.get("FavoritesReplicaRegions", "").split(",")
    lacks = [region for region in replicas.split(",") if region not in has]
    if not home.exists or len(lacks) < 2:  # noqa: PLR2004 - one is no more than what can be added at a time
        return [replicas]
    kept = [region for region in replicas.split(",") if region in has]
    return [",".join([*kept, *lacks[: count + 1]]) for count in range(len(lacks))]


def _show_commands(root: Path, stage: Stage, options: Options, environment: Mapping[str, str], hints: Hints) -> None:
    """Show every command, with made-up answers and in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as scratch:
        project = Project(root, Path(scratch), stage, ask_profile(environment), hints.again)
        if (notes := root / project.folder / ".ask").exists():
            shutil.copytree(notes, project.base / project.folder / ".ask")
        skill = f"the skill noted in {project.folder}" if project.noted.get("skillId") else "no skill"
        if options.skill_id:
            skill = f"SKILL_ID={options.skill_id}"
        print(f"Nothing is run or asked. These are the commands, supposing there is no stack yet, and {skill}:\n")
        credentials = None if options.demo else Credentials("supposed", "supposed")
        supposed = replace(options, credentials=credentials)
        deploy(DryRun(project.base), project, supposed, hints)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
