"""`make deploy` with fake tools on the PATH: what it calls, in which order, and what it says when that goes wrong."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.deploy_accounts import IMPORT, NEW_SKILL
from tests.support.deploy_world import CREDENTIALS, PASSWORD, USERNAME, World

UPLOAD, BUILD, DEPLOY = "ask deploy --target", "sam build", "sam deploy --config-env"
ENABLE = "ask smapi set-skill-enablement"
OTHER_SKILL = NEW_SKILL[:-1] + "b"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path) as world:
        yield world


def test_the_first_run_creates_everything_and_says_what_to_say(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    assert world.deploy(**CREDENTIALS) == 0
    assert world.changes == [UPLOAD, BUILD, DEPLOY, UPLOAD, ENABLE]
    created, updated = world.manifests
    assert "endpoint" not in created["apis"]["custom"]
    assert "events" not in created
    assert updated["apis"]["custom"]["endpoint"]["uri"] == "arn:aws:lambda:us-east-1:123456789012:function:skill:live"
    assert world.stacks["us-east-1"]["parameters"]["SkillId"] == NEW_SKILL
    said = capfd.readouterr().out
    assert '"Alexa, open talk horse racing"' in said
    assert "aws logs tail /aws/lambda/skill-us-east-1 --follow --region us-east-1" in said
    assert "console.aws.amazon.com" not in said


def test_whoever_has_a_dashboard_is_told_where_it_is(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    file = world.root / "samconfig.toml"
    extra = '[dev.deploy.parameters]\nparameter_overrides = ["Dashboard=Yes"]'
    file.write_text(file.read_text("utf-8").replace("[dev.deploy.parameters]", extra), "utf-8")
    assert world.deploy(**CREDENTIALS) == 0
    assert "https://us-east-1.console.aws.amazon.com/cloudwatch/" in capfd.readouterr().out


def test_the_second_run_creates_no_second_skill_and_needs_no_credentials(world: World) -> None:
    world.deploy(**CREDENTIALS)
    assert world.deploy() == 0
    assert world.changes == [BUILD, DEPLOY, UPLOAD, ENABLE]
    assert list(world.skills) == [NEW_SKILL]
    assert world.credentials == []


def test_credentials_stand_in_no_output_no_command_no_environment_and_no_file_that_stays(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    repeated = f"-- RACING_API_PASSWORD={PASSWORD}"
    world.deploy(**CREDENTIALS, MAKEFLAGS=repeated)
    ((content, mode),) = world.credentials
    assert json.loads(content) == {"RacingApiUsername": USERNAME, "RacingApiPassword": PASSWORD}
    assert mode == 0o600
    left = [file.read_text("utf-8") for file in world.root.rglob("*") if file.is_file()]
    for shown in (*capfd.readouterr(), *world.calls, *world.environments, *left):
        assert USERNAME not in shown
        assert PASSWORD not in shown


def test_the_committed_package_stays_as_it_is(world: World) -> None:
    committed = (world.root / "skill_package" / "skill.json").read_bytes()
    world.deploy(**CREDENTIALS)
    assert (world.root / "skill_package" / "skill.json").read_bytes() == committed


def test_a_first_stack_without_credentials_says_which_to_set_before_it_changes_anything(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    assert world.deploy() == 1
    assert not world.changes
    assert "Next: set RACING_API_USERNAME and RACING_API_PASSWORD" in capfd.readouterr().err


def test_a_skill_whose_model_failed_when_it_was_created_is_taken_up_again(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    world.refuses = {"model"}
    assert world.deploy(**CREDENTIALS) == 1
    said = capfd.readouterr().err
    assert "sample utterance duplicated" in said
    assert "Next: mend that, then make deploy STAGE=dev" in said
    world.refuses = set()
    assert world.deploy(**CREDENTIALS) == 0
    assert list(world.skills) == [NEW_SKILL]
    assert world.changes == [BUILD, DEPLOY, UPLOAD, ENABLE]


def test_a_model_that_fails_later_leaves_the_skill_and_its_stack(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    world.deploy(**CREDENTIALS)
    world.refuses = {"model"}
    assert world.deploy() == 1
    assert f"The skill {NEW_SKILL} and its stacks exist" in capfd.readouterr().err


def test_an_upload_under_way_is_waited_for(world: World) -> None:
    world.deploy(**CREDENTIALS)
    world.imports = [{"status": "IN_PROGRESS"}, {"status": "SUCCEEDED"}]
    assert world.deploy() == 0
    assert world.waited == [10.0]


def test_patience_with_an_upload_ends(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ship.deploying.skill.LOOKS", 2)
    world.deploy(**CREDENTIALS)
    world.imports = [{"status": "IN_PROGRESS"}]
    assert world.deploy() == 1
    assert world.waited == [10.0, 10.0]


def test_a_lost_note_of_the_skill_is_found_in_the_stack(world: World) -> None:
    world.skills = {OTHER_SKILL: "Talk Horse Racing (dev)"}
    world.stack("UPDATE_COMPLETE", SkillId=OTHER_SKILL, FavoritesTableName="")
    assert world.deploy() == 0
    assert list(world.skills) == [OTHER_SKILL]


def test_a_skill_nobody_noted_is_named_and_can_be_taken_or_left(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    world.skills = {OTHER_SKILL: "Talk Horse Racing (dev)", NEW_SKILL[:-1] + "c": "Another"}
    assert world.deploy(**CREDENTIALS) == 1
    assert not world.changes
    assert f"Next: make deploy STAGE=dev SKILL_ID={OTHER_SKILL} to continue with it" in capfd.readouterr().err
    assert world.deploy(SKILL_ID=OTHER_SKILL, **CREDENTIALS) == 0
    assert world.stacks["us-east-1"]["parameters"]["SkillId"] == OTHER_SKILL
    assert world.deploy(SKILL_ID="new", MOVE="yes") == 0
    assert world.stacks["us-east-1"]["parameters"]["SkillId"] == NEW_SKILL


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        ("list", "does not list its skills: Request failed with status code 404"),
        ("describe", "does not tell what state"),
        ("build", "The build failed"),
        ("enable", "Everything is deployed, but testing could not be enabled"),
    ],
)
def test_each_refusal_says_how_things_stand_and_what_comes_next(
    world: World, refused: str, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    world.refuses = {refused}
    assert world.deploy(**CREDENTIALS) == 1
    told = capfd.readouterr().err
    assert said in told
    assert "make deploy STAGE=dev" in told.rpartition("Next: ")[2]


def test_a_skill_of_another_account_is_not_deployed_to(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    assert world.deploy(SKILL_ID=OTHER_SKILL, **CREDENTIALS) == 1
    assert not world.changes
    assert f"tells nothing of the skill {OTHER_SKILL}" in capfd.readouterr().err


def test_a_login_from_the_environment_alone_is_used_as_the_ask_cli_uses_it(world: World) -> None:
    keys = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "ASK_VENDOR_ID", "ASK_REFRESH_TOKEN")
    world.deploy(**CREDENTIALS, **dict.fromkeys(keys, "x"))
    assert {upload["profile"] for upload in world.uploads} == {"__ENVIRONMENT_ASK_PROFILE__"}
    world.deploy(ASK_DEFAULT_PROFILE="work")
    assert {upload["profile"] for upload in world.uploads} == {"work"}


def test_an_upload_nobody_remembers_is_no_obstacle(world: World) -> None:
    notes = world.root / ".ask" / "dev" / ".ask"
    notes.mkdir(parents=True)
    profiles = {"default": {"skillMetadata": {"lastImportId": IMPORT}}}
    (notes / "ask-states.json").write_text(json.dumps({"profiles": profiles}), "utf-8")
    assert world.deploy(**CREDENTIALS) == 0
    assert list(world.skills) == [NEW_SKILL]


@pytest.mark.parametrize(
    ("environment", "origin"), [({"SKILL_ID": OTHER_SKILL}, "SKILL_ID"), ({}, "the stack talk-horse-racing-dev")]
)
def test_a_missing_skill_is_told_with_who_named_it_and_other_ids_are_offered(
    world: World, environment: dict[str, str], origin: str, capfd: pytest.CaptureFixture[str]
) -> None:
    world.stack("UPDATE_COMPLETE", SkillId=OTHER_SKILL)
    assert world.deploy(**environment) == 1
    said = capfd.readouterr().err
    assert f"the skill {OTHER_SKILL}, which {origin} names: Request failed with status code 404" in said
    assert "Next: make deploy STAGE=dev SKILL_ID=<the right id>, or SKILL_ID=new" in said


def test_a_failure_of_amazon_offers_no_other_skill(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    world.deploy(**CREDENTIALS)
    del world.stacks["us-east-1"]
    world.skills = {}
    world.smapi_fails = "Request failed with status code 503"
    assert world.deploy(**CREDENTIALS) == 1
    said = capfd.readouterr().err
    assert f"the skill {NEW_SKILL}, which .ask/dev names: Request failed with status code 503" in said
    assert said.endswith("Next: make deploy STAGE=dev, later\n")


def test_a_new_skill_beside_the_stacks_is_named_in_what_comes_next(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    world.stack("UPDATE_COMPLETE", SkillId=OTHER_SKILL)
    world.refuses = {"build"}
    assert world.deploy(SKILL_ID="new", MOVE="yes") == 1
    assert capfd.readouterr().err.endswith(f"then make deploy STAGE=dev MOVE=yes SKILL_ID={NEW_SKILL}\n")


def test_the_last_lines_tell_what_became_of_the_credentials(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    said = []
    for environment in (CREDENTIALS, CREDENTIALS, {}):
        world.deploy(**environment)
        said.append(capfd.readouterr().out)
    assert "credentials were stored." in said[0]
    assert "credentials were updated." in said[1]
    assert "credentials were" not in said[2]


def test_the_last_lines_tell_how_to_see_the_log(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    world.deploy(**CREDENTIALS, AWS_PROFILE="work")
    command = "aws logs tail /aws/lambda/skill-us-east-1 --follow --region us-east-1 --profile work"
    assert command in capfd.readouterr().out.splitlines()


@pytest.mark.parametrize("python", [True, False])
def test_a_build_without_bytecode_is_told_in_the_last_line(
    world: World, *, python: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    world.python = python
    assert world.deploy(**CREDENTIALS) == 0
    assert capfd.readouterr().out.splitlines()[-1].startswith("WITHOUT BYTECODE") is not python


def test_long_steps_say_beforehand_how_long_they_take(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    for canary in (False, True):
        world.deploy(**CREDENTIALS)
        before_upload, _, _ = capfd.readouterr().out.rpartition("$ (cd .ask/dev && ask deploy")
        assert before_upload.endswith("some minutes, 40 at most.\n")
        before_stack, _, _ = before_upload.rpartition("$ sam deploy")
        assert "The stack in us-east-1 takes some minutes" in before_stack.splitlines()[-1]
        assert ("five more for the canary" in before_stack) is canary
