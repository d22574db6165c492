"""Scope: what is looked at before anything is asked of a deployed skill, and what is said where it is not there."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from ask_smapi_model.v1.skill.status import Status

from amazon.validation import main
from tests.support.alexa_world import AlexaWorld
from tests.support.smapi_account import KnownSkill
from tests.support.smapi_stand import OTHER, SKILL
from tests.support.strict_smapi import RESET, Smapi

# Each bad input: what is wrong at Amazon's, and what has to be said of it, with the next command.
BAD: dict[str, tuple[Callable[[Smapi], None], str, str]] = {
    "no such skill": (
        lambda smapi: smapi.account.skills.clear(),
        f"This developer account has no skill {SKILL}.",
        "ask configure for the account that has it, or make deploy STAGE=dev",
    ),
    "no model": (
        lambda smapi: smapi.account.skills.update({SKILL: KnownSkill(model=None)}),
        "has no model that Alexa could use: it was never uploaded.",
        "make deploy STAGE=dev",
    ),
    "a model that failed": (
        lambda smapi: smapi.account.skills.update({SKILL: KnownSkill(model=Status.FAILED)}),
        "it could not be built: Sample utterance duplicated.",
        "make deploy STAGE=dev",
    ),
    "a model under way": (
        lambda smapi: smapi.account.skills.update({SKILL: KnownSkill(model=Status.IN_PROGRESS)}),
        "Amazon is still building the model",
        "make alexa-validate STAGE=dev, later",
    ),
    "not enabled": (
        lambda smapi: smapi.account.skills.update({SKILL: KnownSkill(enabled=False)}),
        "is not enabled for testing, so that nobody can talk to it.",
        f"ask smapi set-skill-enablement --skill-id {SKILL} --stage development, then make alexa-validate STAGE=dev",
    ),
    "an expired login": (
        lambda smapi: setattr(smapi, "token", False),
        "A login at Amazon's developer site",
        "make alexa-validate STAGE=dev, after that",
    ),
    "a refused login": (
        lambda smapi: setattr(smapi, "login", False),
        "A login at Amazon's developer site (The request to /auth/o2/token failed.",
        "make alexa-validate STAGE=dev, after that",
    ),
    "Amazon in trouble": (
        lambda smapi: smapi.troubles.update({"get-skill-status": [503] * 6}),
        "get-skill-status: The request to",
        "make alexa-validate STAGE=dev, later",
    ),
    "Amazon in trouble at the last question": (
        lambda smapi: smapi.troubles.update({"get-skill-enablement-status": [503] * 6}),
        "get-skill-enablement-status: The request to",
        "make alexa-validate STAGE=dev, later",
    ),
    "an answer that is refused": (
        lambda smapi: smapi.troubles.update({"get-skill-status": [400]}),
        "Request failed with status code 400",
        "ask smapi get-skill-status with --debug, to see what Amazon says of it, then make alexa-validate STAGE=dev",
    ),
}


@pytest.mark.parametrize("bad", BAD)
def test_each_says_what_is_wrong_and_the_next_command(
    bad: str, smapi: Smapi, world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    spoil, state, following = BAD[bad]
    spoil(smapi)
    assert world.run(main) == 2
    said = capfd.readouterr().err
    assert state in said
    assert said.rstrip().splitlines()[-1].startswith("Next: ")
    assert following in said.splitlines()[-1]
    assert not smapi.account.alexa.heard


def test_trouble_that_passes_is_waited_for(smapi: Smapi, world: AlexaWorld) -> None:
    smapi.troubles = {"get-skill-status": [429, 500], "get-skill-enablement-status": [RESET]}
    assert world.run(main) == 0
    assert world.waited[:3] == [1.0, 2.0, 1.0]


def test_a_skill_that_is_not_enabled_is_no_trouble_that_passes(smapi: Smapi, world: AlexaWorld) -> None:
    smapi.account.skills[SKILL].enabled = False
    world.run(main)
    assert not world.waited


@pytest.mark.parametrize("tool", ["ask", "aws"])
def test_a_tool_that_is_missing_is_named_where_it_is_needed(
    tool: str, tmp_path: Path, smapi: Smapi, capfd: pytest.CaptureFixture[str]
) -> None:
    with AlexaWorld(tmp_path, smapi, tools=("sam", "ask" if tool == "aws" else "aws")) as world:
        assert world.run(main) == 2
    said = capfd.readouterr().err
    assert "npm ci --ignore-scripts" in said if tool == "ask" else "aws: command not found" in said


def test_a_stage_that_was_never_deployed_names_the_command_that_does(
    world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    assert world.run(main, "--stage", "staging") == 2
    said = capfd.readouterr().err
    assert "The stage staging was never deployed: There is no stack talk-horse-racing-staging in us-east-1 yet." in said
    assert "Next: make deploy STAGE=staging, then make alexa-validate STAGE=staging" in said


def test_a_stage_that_there_is_not_is_named_with_those_there_are(
    world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    assert world.run(main, "--stage", "test") == 2
    assert "samconfig.toml has no stage 'test'" in capfd.readouterr().err


def test_the_skill_is_the_noted_one_else_the_one_that_is_set_else_the_stacks(world: AlexaWorld) -> None:
    world.run(main)
    assert not [call for call in world.calls if call.startswith("aws")]
    shutil.rmtree(world.root / ".ask")
    assert world.run(main, SKILL_ID=SKILL) == 0
    world.stack("UPDATE_COMPLETE", SkillId=SKILL)
    assert world.run(main) == 0
    assert [call for call in world.calls if call.startswith("aws")]


def test_a_skill_that_is_set_and_no_skill_or_another_stages_is_refused(
    world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    assert world.run(main, SKILL_ID="alexa") == 2
    assert "which is no skill id" in capfd.readouterr().err
    assert world.run(main, SKILL_ID=OTHER) == 2
    assert f"SKILL_ID is {OTHER}, but .ask/dev notes {SKILL} as the skill of the stage dev." in capfd.readouterr().err


def test_a_stack_that_cannot_be_asked_leaves_the_skill_to_be_named(
    world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    world.refuses = {"describe"}
    assert world.run(main, "--stage", "staging") == 2
    said = capfd.readouterr().err
    assert "None is noted in .ask/staging, SKILL_ID is not set, and the stack tells nothing: AWS does not tell" in said
    assert "make alexa-validate STAGE=staging SKILL_ID=amzn1.ask.skill.…, or make deploy STAGE=staging" in said


def test_another_stages_skill_of_the_same_name_is_told_of_while_it_is_enabled(
    smapi: Smapi, world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    world.note(OTHER, "staging")
    smapi.account.skills[OTHER] = KnownSkill()
    world.run(main)
    assert f"The skill of the stage staging, {OTHER}, answers to the same name and is enabled" in capfd.readouterr().out
    smapi.account.skills[OTHER].enabled = False
    assert world.run(main) == 0
    assert "answers to the same name" not in capfd.readouterr().out
    smapi.account.skills.pop(OTHER)
    assert world.run(main) == 0


def test_the_login_stands_in_no_output_and_on_no_command_line(
    world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    secret = "Atzr|a-secret"
    world.run(main, ASK_REFRESH_TOKEN=secret, ASK_VENDOR_ID="V1")
    assert secret not in "".join((*capfd.readouterr(), *world.calls))
