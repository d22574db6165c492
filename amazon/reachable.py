"""Whether the skill of a stage is there at Amazon's, built and enabled, before anything is asked of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from amazon.smapi import DEVELOPMENT, LOCALE, Json, Smapi, SmapiError
from ship.deploying.commands import Shell
from ship.deploying.errors import DeployError
from ship.deploying.hints import Hints, hints_for, setting
from ship.deploying.project import Project
from ship.deploying.running import ask_profile, handed_on
from ship.deploying.skill import SKILL_ID, Skill
from ship.deploying.stacks import Stacks
from ship.deploying.stages import AWS_REGIONS, Stage, load_stage
from ship.deploying.tools import ask_problem

ROOT = Path(__file__).parents[1]
NOT_FOUND = 404
# What only a deployment repeats.
DEPLOYING = {"DEMO", "MOVE", "ALARM_EMAIL"}


@dataclass(frozen=True)
class Surroundings:
    """What a program has around it. `pause` sleeps, in seconds."""

    environment: Mapping[str, str]
    root: Path
    pause: Callable[[float], None]


def deployed_skill(stage_name: str, target: str, around: Surroundings) -> Smapi:
    """Return how to ask about the skill of a stage, which is built and enabled; all else is a `DeployError`.

    `target` is make's, as in "alexa": it is suggested again. Other skills that Alexa may take for this one are told of.
    """
    kept = {name: value for name, value in around.environment.items() if name not in DEPLOYING}
    hints, deploy = hints_for(stage_name, kept, f"make {target}"), hints_for(stage_name, kept).again
    stage = load_stage(around.root / "samconfig.toml", stage_name)
    commands = Shell(around.root, handed_on(around.root, around.environment), around.pause)
    if problem := ask_problem(commands, hints):
        raise DeployError(
            f"Nothing was said to the skill, because this is missing:\n{problem}", f"{hints.again}, after that"
        )
    skill = Skill(commands, _project(stage, around, hints), hints)
    smapi = Smapi(commands, _skill_id(skill, stage, around.environment, deploy), hints)
    _check_model(smapi, deploy)
    if not _is_enabled(smapi):
        enable = hints.smapi(f"set-skill-enablement --skill-id {smapi.skill_id} --stage development")
        raise DeployError(
            f"The skill {smapi.skill_id} is not enabled for testing, so that nobody can talk to it.",
            f"{enable}, then {hints.again}",
        )
    for namesake in _namesakes(smapi, stage, around):
        print(namesake)
    return smapi


def _project(stage: Stage, around: Surroundings, hints: Hints) -> Project:
    return Project(around.root, around.root, stage, ask_profile(around.environment), hints.again)


def _skill_id(skill: Skill, stage: Stage, environment: Mapping[str, str], deploy: str) -> str:
    """Return the skill's id: the noted one, else the one that is set, else the stack's, which asks AWS."""
    again, said, noted = skill.hints.again, environment.get("SKILL_ID"), skill.known_id()
    if said and not SKILL_ID.fullmatch(said):
        right = skill.hints.without(setting("SKILL_ID", said))
        raise DeployError(f"SKILL_ID is {said!r}, which is no skill id.", f"{right} SKILL_ID=amzn1.ask.skill.…")
    if said and noted and said != noted:
        right = skill.hints.without(setting("SKILL_ID", said))
        raise DeployError(
            f"SKILL_ID is {said}, but {skill.project.folder} notes {noted} as the skill of the stage {stage.name}.",
            f"{right} for the noted one, or {deploy} to make the other one this stage's",
        )
    if known := noted or said:
        return known
    try:
        stack = Stacks(skill.commands, stage, skill.hints).describe(AWS_REGIONS[stage.regions[0]])
    except DeployError as error:
        raise DeployError(
            f"Which skill is that of the stage {stage.name}? None is noted in {skill.project.folder}, SKILL_ID is not "
            f"set, and the stack tells nothing: {str(error).splitlines()[0]}",
            f"{again} SKILL_ID=amzn1.ask.skill.…, or {deploy} if it was never deployed",
        ) from error
    if not stack.parameters.get("SkillId"):
        raise DeployError(
            f"The stage {stage.name} was never deployed: {stack.state} No skill is noted in {skill.project.folder}.",
            f"{deploy}, then {again}",
        )
    return stack.parameters["SkillId"]


def _check_model(smapi: Smapi, deploy: str) -> None:
    """Raise a `DeployError` unless the account has the skill, and Amazon has built its model."""
    try:
        status, problems = smapi.read("get-skill-status", "--resource", "interactionModel", parse=_model_status)
    except SmapiError as error:
        if error.status != NOT_FOUND:
            raise
        raise DeployError(
            f"This developer account has no skill {smapi.skill_id}.",
            f"{smapi.hints.ask_configure} for the account that has it, or {deploy}",
        ) from error
    if status == "IN_PROGRESS":
        raise DeployError(
            f"Amazon is still building the model of the skill {smapi.skill_id}, for some minutes, 40 at most.",
            f"{smapi.hints.again}, later",
        )
    if status != "SUCCEEDED":
        state = f"could not be built: {problems}" if status else "was never uploaded."
        raise DeployError(f"The skill {smapi.skill_id} has no model that Alexa could use: it {state}", deploy)


def _model_status(told: Json) -> tuple[str, str]:
    """Return the status of the last upload of the model, empty if there was none, and what is wrong with it."""
    model = (told.get("interactionModel") or {}).get(LOCALE)
    if model is None:
        return "", ""
    request = model["lastUpdateRequest"]
    problems = "; ".join(str(error.get("message")) for error in request.get("errors") or [])
    return str(request["status"]), problems or "Amazon does not say why."


def _is_enabled(smapi: Smapi) -> bool:
    try:
        smapi.ask("get-skill-enablement-status", *DEVELOPMENT)
    except SmapiError as error:
        if error.status != NOT_FOUND:
            raise
        return False
    return True


def _namesakes(smapi: Smapi, stage: Stage, around: Surroundings) -> Iterator[str]:
    """Yield a sentence for each other stage's skill that is enabled too: all of them are called by the same name."""
    for folder in sorted((around.root / ".ask").glob("*/.ask")):
        name = folder.parent.name
        if name == stage.name:
            continue
        try:
            other = _project(load_stage(around.root / "samconfig.toml", name), around, smapi.hints).noted.get("skillId")
            is_another = other not in {None, smapi.skill_id} and _is_enabled(replace(smapi, skill_id=str(other)))
        except DeployError:
            # No stage of this clone's, notes that nobody can read, or a skill of another account: nothing to warn of.
            continue
        if is_another:
            off = smapi.hints.smapi(f"delete-skill-enablement --skill-id {other} --stage development")
            yield (
                f"The skill of the stage {name}, {other}, answers to the same name and is enabled too: Alexa may take "
                f"it for this one. To be sure: {off}"
            )
