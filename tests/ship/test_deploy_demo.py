"""`make deploy DEMO=yes` and `make demo-down`: invented races, real ones in their place, and what is left of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.deploy_accounts import DEMO_SECRET, DEMO_URL
from tests.support.deploy_world import CREDENTIALS, World
from tests.support.template import SOURCE

HOME, DEMO = "us-east-1", "us-east-1-demo"
NAME = "talk-horse-racing-dev-demo"
UPLOAD, BUILD, DEPLOY = "ask deploy --target", "sam build", "sam deploy --config-env"
BUILD_DEMO, ENABLE = "sam build --template-file", "ask smapi set-skill-enablement"
INVENTED = {"RacingApiUrl": DEMO_URL, "RacingApiSecret": DEMO_SECRET, "InventedRaces": "Yes"}
REAL = {"RacingApiUrl": "https://api.theracingapi.com", "RacingApiSecret": "", "InventedRaces": "No"}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path) as world:
        yield world


@pytest.fixture
def running(world: World, capfd: pytest.CaptureFixture[str]) -> World:
    """Return a world with a stage that runs the demo."""
    assert world.deploy(DEMO="yes") == 0
    capfd.readouterr()
    return world


def feed(world: World) -> dict[str, str]:
    """Return what the skill's stack knows of where its races come from."""
    parameters = world.stacks[HOME]["parameters"]
    return {name: parameters[name] for name in REAL if name in parameters}


def test_a_new_stage_gets_the_demo_first_and_then_a_skill_that_asks_it(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    assert world.deploy(DEMO="yes") == 0
    assert world.changes == [UPLOAD, BUILD, BUILD_DEMO, DEPLOY, DEPLOY, UPLOAD, ENABLE]
    demo, skill = (call for call in world.calls if call.startswith("sam deploy"))
    assert f"--stack-name {NAME}" in demo
    assert "--template-file .aws-sam/demo/template.yaml --config-file ../../samconfig.toml" in demo
    assert "--stack-name" not in skill
    assert feed(world) == INVENTED
    assert world.credentials == []
    said = capfd.readouterr().out
    assert '"Alexa, open talk horse racing"' in said
    assert "Its races are invented. For real ones: RACING_API_USERNAME=... RACING_API_PASSWORD=... make deploy" in said


@pytest.mark.parametrize("typo", ["false", "0", "No", "YES", "yes please"])
def test_what_is_neither_yes_nor_no_asks_for_nothing(
    world: World, typo: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert world.deploy(DEMO=typo) == 1
    assert not world.calls
    said = capfd.readouterr().err
    assert "which is neither yes nor no. Nothing was changed." in said
    assert "Next: make deploy STAGE=dev DEMO=yes for invented races, DEMO=no for real ones" in said


def test_a_secret_of_somebody_elses_takes_the_place_of_credentials(world: World) -> None:
    config = world.root / "samconfig.toml"
    secret = "arn:aws:secretsmanager:us-east-1:000000000000:secret:theirs-abcdef"
    overrides = f'[dev.deploy.parameters]\nparameter_overrides = ["RacingApiSecret={secret}"]'
    config.write_text(config.read_text("utf-8").replace("[dev.deploy.parameters]", overrides), "utf-8")
    assert world.deploy() == 0
    assert feed(world) == {"RacingApiSecret": secret}


def test_a_later_run_keeps_the_demo_and_updates_both(running: World) -> None:
    assert running.deploy() == 0
    assert running.changes == [BUILD, BUILD_DEMO, DEPLOY, DEPLOY, UPLOAD, ENABLE]
    assert feed(running) == INVENTED
    assert running.deploy(DEMO="yes") == 0
    assert running.deploy(DEMO="no") == 0
    assert feed(running) == INVENTED


def test_going_over_to_real_races_is_one_deployment_and_leaves_the_demo_to_a_command(
    running: World, capfd: pytest.CaptureFixture[str]
) -> None:
    kept = running.stacks[HOME]["outputs"]["FavoritesTableName"]
    assert running.deploy(**CREDENTIALS) == 0
    assert running.changes == [BUILD, DEPLOY, UPLOAD, ENABLE]
    assert feed(running) == REAL
    assert REAL["RacingApiUrl"] == SOURCE["Parameters"]["RacingApiUrl"]["Default"]
    assert running.stacks[HOME]["outputs"]["FavoritesTableName"] == kept
    assert len(running.credentials) == 1
    said = capfd.readouterr().out
    assert f"The stack {NAME} is not asked any more, and goes on costing $" in said
    assert "make demo-down STAGE=dev\n" in said
    assert DEMO in running.stacks
    # And so does every later run, until it is gone.
    assert running.deploy() == 0
    assert feed(running) == REAL
    assert f"The stack {NAME} is not asked any more" in capfd.readouterr().out
    assert running.take_demo_down() == 0
    capfd.readouterr()
    assert running.deploy() == 0
    assert "demo" not in capfd.readouterr().out


def test_going_over_keeps_to_the_address_that_samconfig_names(running: World) -> None:
    file = running.root / "samconfig.toml"
    extra = '[dev.deploy.parameters]\nparameter_overrides = ["RacingApiUrl=https://example.com"]'
    file.write_text(file.read_text("utf-8").replace("[dev.deploy.parameters]", extra), "utf-8")
    assert running.deploy(**CREDENTIALS) == 0
    assert feed(running) == REAL | {"RacingApiUrl": "https://example.com"}


def test_a_stage_of_real_races_is_told_nothing_of_its_feed(world: World) -> None:
    world.deploy(**CREDENTIALS)
    assert world.deploy(**CREDENTIALS) == 0
    assert not {"RacingApiUrl", "RacingApiSecret", "InventedRaces"} & world.stacks[HOME]["parameters"].keys()


def test_the_demo_and_credentials_at_once_are_refused_before_anything_runs(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    assert world.deploy(DEMO="yes", **CREDENTIALS) == 1
    assert not world.calls
    said = capfd.readouterr().err
    assert "DEMO=yes asks for invented races, and RACING_API_USERNAME and RACING_API_PASSWORD ask for real ones" in said
    assert (
        "Next: make deploy STAGE=dev DEMO=no for real races, or unset RACING_API_USERNAME RACING_API_PASSWORD" in said
    )
    assert "make deploy STAGE=dev DEMO=yes for invented ones" in said


def test_a_demo_that_is_left_over_in_the_shell_does_not_take_real_races_away(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    world.deploy(**CREDENTIALS)
    capfd.readouterr()
    assert world.deploy(DEMO="yes") == 1
    assert not world.changes
    said = capfd.readouterr().err
    assert "The stack talk-horse-racing-dev tells real races." in said
    assert "Next: make deploy STAGE=dev DEMO=no to keep the real ones" in said


@pytest.mark.parametrize("environment", [{"DEMO": "yes"}, {"DEMO": "yes", "SKILL_ID": "new"}])
def test_a_stage_of_several_regions_has_no_demo(
    world: World, environment: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert world.deploy("production", **environment) == 1
    assert not world.changes
    assert "the stage production has us-east-1, eu-west-1, us-west-2. Nothing was changed." in capfd.readouterr().err


def test_a_stage_that_runs_the_demo_does_not_grow_by_a_region(
    running: World, capfd: pytest.CaptureFixture[str]
) -> None:
    file = running.root / "samconfig.toml"
    file.write_text(file.read_text("utf-8").replace('regions = ["NA"]', 'regions = ["NA", "EU"]'), "utf-8")
    assert running.deploy() == 1
    assert not running.changes
    assert "RACING_API_USERNAME=... RACING_API_PASSWORD=... make deploy STAGE=dev for real" in capfd.readouterr().err


def test_a_demo_that_cannot_be_built_changes_no_stack(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    world.refuses = {"demo build"}
    assert world.deploy(DEMO="yes") == 1
    assert not world.stacks
    said = capfd.readouterr().err
    assert "The build of the demo failed" in said
    assert said.endswith("then make deploy STAGE=dev DEMO=yes\n")


def test_a_demo_that_cannot_be_deployed_says_what_an_account_with_a_small_limit_does(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    world.refuses = {"demo deploy"}
    assert world.deploy(DEMO="yes") == 1
    assert HOME not in world.stacks
    said = capfd.readouterr().err
    assert f"The stack {NAME} in us-east-1 is in ROLLBACK_COMPLETE" in said
    assert "favorites" not in said
    assert 'parameter_overrides = ["DemoConcurrency=0"] in samconfig.toml, [dev.deploy.parameters]' in said
    assert f"then aws cloudformation delete-stack --stack-name {NAME} --region us-east-1" in said
    assert said.endswith("&& make deploy STAGE=dev DEMO=yes\n")
    # What it left is in the way until it is deleted, and is named before anything else is done.
    assert world.deploy(DEMO="yes") == 1
    assert not world.changes
    del world.stacks[DEMO]
    world.refuses = set()
    assert world.deploy(DEMO="yes") == 0
    assert feed(world) == INVENTED


def test_a_run_that_ended_between_the_two_stacks_is_continued(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    world.refuses = {"deploy"}
    assert world.deploy(DEMO="yes") == 1
    assert "make deploy STAGE=dev DEMO=yes" in capfd.readouterr().err
    world.refuses = set()
    world.stacks[DEMO]["status"] = "UPDATE_IN_PROGRESS"
    del world.stacks[HOME]
    assert world.deploy() == 1
    assert "or DEMO=yes for invented races" in capfd.readouterr().err
    assert world.deploy(DEMO="yes") == 0
    assert feed(world) == INVENTED


def test_a_killed_run_says_how_to_go_on_with_the_demo(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    world.signal = "TERM"
    assert world.deploy(DEMO="yes") == 130
    assert HOME not in world.stacks
    assert capfd.readouterr().err.endswith("Next: make deploy STAGE=dev DEMO=yes\n")
    world.signal = ""
    assert world.deploy(DEMO="yes") == 0


def test_going_over_that_failed_can_be_done_again(running: World) -> None:
    running.refuses, before = {"deploy"}, dict(running.stacks[HOME]["parameters"])
    assert running.deploy(**CREDENTIALS) == 1
    running.refuses = set()
    # CloudFormation goes back to what was there.
    running.stacks[HOME]["parameters"] = before
    assert running.deploy(**CREDENTIALS) == 0
    assert feed(running) == REAL


def test_the_demo_goes_when_nobody_asks_it_any_more(running: World, capfd: pytest.CaptureFixture[str]) -> None:
    running.deploy(**CREDENTIALS)
    capfd.readouterr()
    assert running.take_demo_down() == 0
    where = f"--stack-name {NAME} --region us-east-1"
    assert [call for call in running.calls if "describe" not in call] == [
        f"aws cloudformation delete-stack {where}",
        f"aws cloudformation wait stack-delete-complete {where}",
    ]
    assert DEMO not in running.stacks
    assert HOME in running.stacks
    assert f"The stack {NAME} is gone: the invented races with their address, their secret" in capfd.readouterr().out
    assert running.take_demo_down() == 0
    assert "There is nothing to take down." in capfd.readouterr().out


def test_the_demo_stays_while_the_skill_asks_it(running: World, capfd: pytest.CaptureFixture[str]) -> None:
    assert running.take_demo_down(AWS_PROFILE="work") == 1
    assert not running.changes
    assert DEMO in running.stacks
    said = capfd.readouterr().err
    assert "The stack talk-horse-racing-dev still has its races from the demo. Nothing was changed." in said
    assert "Next: RACING_API_USERNAME=... RACING_API_PASSWORD=... make deploy STAGE=dev to go over" in said
    assert said.endswith("then make demo-down STAGE=dev AWS_PROFILE=work\n")


def test_a_demo_whose_skill_is_gone_or_that_never_came_up_can_be_taken_down(running: World) -> None:
    del running.stacks[HOME]
    running.stacks[DEMO]["status"] = "ROLLBACK_COMPLETE"
    assert running.take_demo_down() == 0
    assert not running.stacks


def test_a_deletion_that_failed_says_so(running: World, capfd: pytest.CaptureFixture[str]) -> None:
    running.deploy(**CREDENTIALS)
    capfd.readouterr()
    running.refuses = {"delete"}
    assert running.take_demo_down() == 1
    said = capfd.readouterr().err
    assert "The demo is not gone. The stack talk-horse-racing-dev-demo in us-east-1 is in CREATE_COMPLETE" in said
    assert said.endswith("Next: mend that, then make demo-down STAGE=dev\n")


def test_a_stage_nobody_knows_has_no_demo_to_take_down(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    assert world.take_demo_down("nowhere") == 1
    assert not world.calls
    assert "samconfig.toml has no stage 'nowhere'." in capfd.readouterr().err


def shown(capfd: pytest.CaptureFixture[str]) -> list[str]:
    return [line.removeprefix("$ ") for line in capfd.readouterr().out.splitlines() if line.startswith("$ ")]


def test_a_dry_run_shows_the_commands_of_both_stacks_and_calls_none(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    assert world.deploy("dev", "--dry-run", DEMO="yes") == 0
    assert not world.calls
    assert not list(world.root.glob(".ask"))
    lines = shown(capfd)
    demo, skill = (line for line in lines if line.startswith("sam deploy"))
    assert f"--stack-name {NAME} --template-file .aws-sam/demo/template.yaml" in demo
    assert "InventedRaces=Yes" in skill
    assert "RacingApiUrl=https://" in skill
    assert "RacingApiSecret=arn:aws:secretsmanager:us-east-1:" in skill
    assert lines.index(demo) < lines.index(skill)
    assert world.take_demo_down("dev", "--dry-run") == 0
    lines = shown(capfd)
    assert [line.split(" --")[0] for line in lines] == [
        *["aws cloudformation describe-stacks"] * 2,
        "aws cloudformation delete-stack",
        "aws cloudformation wait stack-delete-complete",
        "aws cloudformation describe-stacks",
    ]
    assert not world.calls
