"""What a person sets for `make deploy`: what is refused at once, what is repeated, and the dry run."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.deploy_accounts import NEW_SKILL
from tests.support.deploy_world import CREDENTIALS, ROOT, USERNAME, World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path) as world:
        yield world


@pytest.mark.parametrize(
    ("environment", "problem"),
    [
        ({"RACING_API_USERNAME": USERNAME}, "Only one of"),
        ({"SKILL_ID": "talk-horse-racing"}, "is no skill id"),
        ({"ALARM_EMAIL": "owner at example.com"}, "ALARM_EMAIL, 'owner at example.com', does not have the form"),
        ({**CREDENTIALS, "RACING_API_USERNAME": 'the"user'}, "RACING_API_USERNAME does not have the form"),
        *[
            ({**CREDENTIALS, "RACING_API_PASSWORD": f"slash{wrong}"}, "RACING_API_PASSWORD does not have the form")
            for wrong in ("\\", "\n", "\r\n", "\t", "\x1f", "\nmore")
        ],
        ({"ALARM_EMAIL": "owner@example.com\n"}, "ALARM_EMAIL, 'owner@example.com\\n', does not have the form"),
    ],
)
def test_what_is_set_wrong_is_named_before_anything_runs(
    world: World, environment: dict[str, str], problem: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert world.deploy(**environment) == 1
    assert not world.calls
    said = capfd.readouterr().err
    assert problem in said
    assert said.rpartition("make deploy ")[2].startswith("STAGE=dev")
    assert "slash" not in said


def test_what_was_set_is_repeated_in_the_command_that_continues(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    environment = {
        "AWS_PROFILE": "my work",
        "ASK_DEFAULT_PROFILE": "hobby",
        "ALARM_EMAIL": "owner@example.com",
        "SKILL_ID": NEW_SKILL,
    }
    assert world.deploy(**environment) == 1
    continuing = "make deploy STAGE=dev AWS_PROFILE='my work' ASK_DEFAULT_PROFILE=hobby ALARM_EMAIL=owner@example.com"
    assert capfd.readouterr().err.endswith(f"then {continuing} SKILL_ID={NEW_SKILL}\n")


def test_another_new_skill_is_never_suggested_by_repetition(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    assert world.deploy(SKILL_ID="new") == 1
    assert capfd.readouterr().err.endswith("then make deploy STAGE=dev\n")


@pytest.mark.parametrize(
    ("environment", "option"),
    [
        ({"AWS_PROFILE": "work"}, " --profile work"),
        # What `aws` itself does with both, and with keys.
        ({"AWS_PROFILE": "work", "AWS_DEFAULT_PROFILE": "home"}, " --profile home"),
        ({"AWS_PROFILE": "work", "AWS_ACCESS_KEY_ID": "x"}, ""),
    ],
)
def test_a_suggested_command_reaches_the_account_of_this_run(
    world: World, environment: dict[str, str], option: str, capfd: pytest.CaptureFixture[str]
) -> None:
    world.stack("ROLLBACK_COMPLETE")
    world.deploy(**environment)
    where = f"--stack-name talk-horse-racing-dev --region us-east-1{option} && "
    assert capfd.readouterr().err.count(where) == 2
    world.refuses = {"aws login"}
    world.deploy(**environment)
    assert f"aws sso login{option}, or aws configure{option}\n" in capfd.readouterr().err


def test_a_dry_run_shows_every_command_in_order_and_calls_none(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    world = World(tmp_path, ())
    assert world.deploy("production", "--dry-run") == 0
    assert not list(world.root.glob(".ask"))
    shown = [line.removeprefix("$ ") for line in capfd.readouterr().out.splitlines() if line.startswith("$ ")]
    assert [line.split(" --")[0] for line in shown] == [
        *("sam", "aws sts get-caller-identity", "ask", "ask smapi get-vendor-list"),
        *["aws cloudformation describe-stacks"] * 3,
        *("ask smapi list-skills-for-vendor", "(cd .ask/production && ask deploy", "sam build"),
        *["sam deploy", "aws cloudformation describe-stacks"] * 3,
        *("(cd .ask/production && ask deploy", "ask smapi set-skill-enablement"),
    ]


@pytest.mark.parametrize(
    ("environment", "supposed"),
    [({}, "the skill noted in .ask/dev:"), ({"SKILL_ID": NEW_SKILL}, f"SKILL_ID={NEW_SKILL}:")],
)
def test_a_dry_run_says_which_skill_it_supposes(
    world: World, environment: dict[str, str], supposed: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert world.deploy("dev", "--dry-run") == 0
    assert "there is no stack yet, and no skill:" in capfd.readouterr().out
    world.deploy(**CREDENTIALS)
    capfd.readouterr()
    assert world.deploy("dev", "--dry-run", **environment) == 0
    said = capfd.readouterr().out
    assert f"there is no stack yet, and {supposed}" in said
    assert f"$ ask smapi get-skill-status --skill-id {NEW_SKILL}" in said
    assert not world.calls


@pytest.mark.parametrize(("said", "dry"), [([], False), (["DRY_RUN=no"], False), (["DRY_RUN=yes"], True)])
def test_make_only_shows_the_commands_when_asked(tmp_path: Path, said: list[str], *, dry: bool) -> None:
    # An environment that is out of date, which make would replace.
    installed = [tmp_path / ".talk", tmp_path / ".ready"]
    for mark in installed:
        mark.touch()
        os.utime(mark, (0, 0))
    environment = {key: value for key, value in os.environ.items() if key not in {"MAKEFLAGS", "MFLAGS", "DRY_RUN"}}
    # Told which interpreter there is, make does not look for one again and again.
    given = (f"PYTHON={sys.executable}", f"VENV={tmp_path}")
    command = ["make", "--just-print", "--directory", str(ROOT), *given, "deploy", *said]
    shown = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout  # noqa: S603 - make
    assert ("--dry-run" in shown) is dry
    assert all(mark.exists() for mark in installed)
