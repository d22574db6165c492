"""`make deploy` and CloudFormation: stacks in every state, one region or three, and the stages in samconfig.toml."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ship.deploying.stacks import ROLLING_BACK
from tests.support.deploy_accounts import NEW_SKILL
from tests.support.deploy_world import CREDENTIALS, ROOT, World
from tests.support.template import Stack

CONFIG: dict[str, Any] = tomllib.loads((ROOT / "samconfig.toml").read_text("utf-8"))
STAGES = [name for name in CONFIG if name != "version"]
WHERE = "--stack-name talk-horse-racing-dev --region us-east-1"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path) as world:
        yield world


@pytest.mark.parametrize(
    ("status", "way_out"),
    [
        ("ROLLBACK_COMPLETE", "aws cloudformation delete-stack"),
        ("ROLLBACK_FAILED", "aws cloudformation delete-stack"),
        ("CREATE_FAILED", "aws cloudformation delete-stack"),
        ("DELETE_FAILED", "aws cloudformation delete-stack"),
        ("UPDATE_FAILED", "aws cloudformation rollback-stack"),
        ("UPDATE_ROLLBACK_FAILED", "aws cloudformation continue-update-rollback"),
    ],
)
def test_a_stack_that_is_stuck_is_named_with_the_command_that_frees_it(
    world: World, status: str, way_out: str, capfd: pytest.CaptureFixture[str]
) -> None:
    world.stack(status)
    assert world.deploy(**CREDENTIALS) == 1
    assert not world.changes
    said = capfd.readouterr().err
    assert f"is in {status} (for a reason)" in said
    assert f"Next: {way_out} {WHERE}" in said
    assert said.endswith("&& make deploy STAGE=dev\n")
    never_up = status in {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED"}
    assert ("An empty favorites table, protected from deletion, may stay behind." in said) is never_up


@pytest.mark.parametrize("status", ["REVIEW_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE"])
def test_other_failures_are_deployed_over(world: World, status: str) -> None:
    world.stack(status)
    assert world.deploy(**CREDENTIALS) == 0
    assert not world.waited


def test_a_stack_that_something_else_changes_is_waited_for(world: World) -> None:
    world.stack("UPDATE_IN_PROGRESS")
    assert world.deploy(**CREDENTIALS) == 0
    assert world.waited == [15.0]


def test_patience_with_a_stack_ends(
    world: World, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("ship.deploying.stacks.LOOKS", 1)
    world.stack("DELETE_IN_PROGRESS")
    assert world.deploy(**CREDENTIALS) == 1
    assert "Next: make deploy STAGE=dev, later" in capfd.readouterr().err


def test_a_deployment_that_fails_says_what_became_of_the_stack_and_goes_on_when_it_is_freed(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    world.refuses = {"deploy"}
    world.after_deploy = "ROLLBACK_COMPLETE"
    assert world.deploy(**CREDENTIALS) == 1
    said = capfd.readouterr().err
    assert "Failed to create/update the stack" in said
    assert "is in ROLLBACK_COMPLETE" in said
    assert f"Next: mend that, then aws cloudformation delete-stack {WHERE}" in said
    world.refuses = set()
    world.stacks = {}
    world.after_deploy = "CREATE_COMPLETE"
    assert world.deploy(**CREDENTIALS) == 0
    assert list(world.skills) == [NEW_SKILL]


def test_an_update_that_was_rolled_back_needs_no_freeing(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    world.deploy(**CREDENTIALS)
    world.refuses = {"deploy"}
    world.after_deploy = "UPDATE_ROLLBACK_COMPLETE"
    assert world.deploy() == 1
    assert capfd.readouterr().err.endswith("Next: mend that, then make deploy STAGE=dev\n")


def test_three_regions_share_one_skill_and_one_table(world: World) -> None:
    assert world.deploy("production", **CREDENTIALS) == 0
    parameters = {region: stack["parameters"] for region, stack in world.stacks.items()}
    assert list(parameters) == ["us-east-1", "eu-west-1", "us-west-2"]
    assert {values["SkillId"] for values in parameters.values()} == {NEW_SKILL}
    tables = [(values["FavoritesTableName"], values["FavoritesReplicaRegions"]) for values in parameters.values()]
    assert tables == [("", "eu-west-1,us-west-2"), ("favorites-1", ""), ("favorites-1", "")]
    custom = world.manifests[-1]["apis"]["custom"]
    assert {region: it["endpoint"]["uri"].split(":")[3] for region, it in custom["regions"].items()} == {
        "NA": "us-east-1",
        "EU": "eu-west-1",
        "FE": "us-west-2",
    }
    assert custom["endpoint"] == custom["regions"]["NA"]["endpoint"]


def test_a_stage_that_grows_gives_its_table_one_replica_at_a_time(world: World) -> None:
    file = world.root / "samconfig.toml"
    three = file.read_text("utf-8")
    file.write_text(three.replace('["NA", "EU", "FE"]', '["NA"]'), "utf-8")
    assert world.deploy("production", **CREDENTIALS) == 0
    file.write_text(three, "utf-8")
    assert world.deploy("production", **CREDENTIALS) == 0
    told = [words for call in world.calls for words in call.split() if words.startswith("FavoritesReplicaRegions=")]
    assert [words.partition("=")[2] for words in told] == ["eu-west-1", "eu-west-1,us-west-2", '""', '""']


def test_an_owner_who_wants_to_hear_of_alarms_and_a_stage_with_parameters_of_its_own(world: World) -> None:
    file = world.root / "samconfig.toml"
    extra = '[dev.deploy.parameters]\nparameter_overrides = ["Tracing=Active"]'
    file.write_text(file.read_text("utf-8").replace("[dev.deploy.parameters]", extra), "utf-8")
    assert world.deploy(ALARM_EMAIL="owner@example.com", **CREDENTIALS) == 0
    parameters = world.stacks["us-east-1"]["parameters"]
    assert parameters["AlarmEmail"] == "owner@example.com"
    assert parameters["Tracing"] == "Active"


def test_a_stage_that_is_not_there_is_answered_with_those_that_are(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    assert world.deploy("prod") == 1
    assert f"STAGE=<one of {', '.join(STAGES)}>" in capfd.readouterr().err


@pytest.mark.parametrize("regions", ['["EU"]', '["NA", "IN"]', "[]"])
def test_regions_that_cannot_be_are_named(world: World, regions: str, capfd: pytest.CaptureFixture[str]) -> None:
    file = world.root / "samconfig.toml"
    file.write_text(file.read_text("utf-8").replace('["NA"]', regions), "utf-8")
    assert world.deploy(**CREDENTIALS) == 1
    assert "samconfig.toml: [dev.alexa] has the regions" in capfd.readouterr().err
    assert not world.calls


@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_has_what_a_deployment_needs(stage: str) -> None:
    shared, deploy = CONFIG[stage]["global"]["parameters"], CONFIG[stage]["deploy"]["parameters"]
    assert shared == {"stack_name": f"talk-horse-racing-{stage}", "region": "us-east-1"}
    # The second for stacks within a stack that the transform has worked on.
    assert deploy["capabilities"] == "CAPABILITY_IAM CAPABILITY_AUTO_EXPAND"
    assert deploy["resolve_s3"] is True
    assert deploy["confirm_changeset"] is deploy["fail_on_empty_changeset"] is False
    assert deploy["tags"] == ["project=talk-horse-racing", f"stage={stage}"]


def test_the_stages_have_names_of_their_own_and_hold_nothing_secret() -> None:
    assert CONFIG["version"] == 0.1
    suffixes = [CONFIG[stage]["alexa"].get("suffix", "") for stage in STAGES]
    assert len(set(suffixes)) == len(STAGES)
    assert not [line for line in str(CONFIG).split(",") if "RacingApi" in line or "password" in line.lower()]


@pytest.mark.parametrize(
    ("ringing", "refuses", "rolls_back"),
    [
        ("", "", "Yes"),
        ("talk-horse-racing-dev-OwnFailures", "", "No"),
        ("talk-horse-racing-dev-AlexaRejections", "", "No"),
        ("talk-horse-racing-dev-DataFailures", "", "Yes"),
        ("talk-horse-racing-dev-OwnFailures", "alarms", "Yes"),
    ],
)
def test_an_alarm_that_rings_already_does_not_take_its_fix_back(
    world: World, ringing: str, refuses: str, rolls_back: str
) -> None:
    world.deploy(**CREDENTIALS)
    assert world.stacks["us-east-1"]["parameters"]["RollBack"] == "Yes"
    world.ringing, world.refuses = {ringing}, {refuses}
    assert world.deploy() == 0
    assert world.stacks["us-east-1"]["parameters"]["RollBack"] == rolls_back


def test_the_deployment_after_a_fix_is_watched_again(world: World) -> None:
    world.deploy(**CREDENTIALS)
    world.ringing = {"talk-horse-racing-dev-OwnFailures"}
    world.deploy()
    world.ringing = set()
    world.deploy()
    assert world.stacks["us-east-1"]["parameters"]["RollBack"] == "Yes"


def test_the_alarms_that_are_looked_at_are_those_that_roll_a_deployment_back() -> None:
    (group,) = Stack().of_type("AWS::CodeDeploy::DeploymentGroup").values()
    named = [alarm["Name"] for alarm in group["Properties"]["AlarmConfiguration"]["Alarms"]]
    assert named == [f"<Alarms.Outputs.{alarm}>" for alarm in ROLLING_BACK]
