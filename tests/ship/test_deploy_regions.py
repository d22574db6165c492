"""`make deploy` and samconfig.toml: regions that are reordered or left out, a table that is named, a file at odds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.deploy_world import CREDENTIALS, World

THREE = '["NA", "EU", "FE"]'
SHARED = '[dev.global.parameters]\nstack_name = "talk-horse-racing-dev"\nregion = "us-east-1"\n'
TAKE_DOWN = 'docs/operations.md, "Take it down"'


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path) as world:
        yield world


def _rewrite(world: World, old: str, new: str) -> None:
    file = world.root / "samconfig.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def _reorder(world: World, regions: str, home: str) -> None:
    _rewrite(world, THREE, regions)
    stack = 'stack_name = "talk-horse-racing-production"\nregion = '
    _rewrite(world, f'{stack}"us-east-1"', f'{stack}"{home}"')


@pytest.mark.parametrize("regions", ['["EU", "NA", "FE"]', '["EU"]'])
def test_another_first_region_does_not_get_a_new_table(
    world: World, regions: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert world.deploy("production", **CREDENTIALS) == 0
    _reorder(world, regions, "eu-west-1")
    assert world.deploy("production", **CREDENTIALS) == 1
    assert not world.changes
    assert "Next: make us-east-1 the first in samconfig.toml again" in capfd.readouterr().err


@pytest.mark.parametrize("gone", [["us-east-1"], ["us-east-1", "us-west-2"]])
def test_a_first_region_whose_stack_is_gone_does_not_get_a_new_table(
    world: World, gone: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    world.deploy("production", **CREDENTIALS)
    for region in gone:
        del world.stacks[region]
    assert world.deploy("production", **CREDENTIALS) == 1
    assert not world.changes
    assert 'set parameter_overrides = ["FavoritesTableName=favorites-1"]' in capfd.readouterr().err


def test_a_region_that_followed_does_not_get_a_new_table(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    world.stack("UPDATE_COMPLETE", FavoritesTableName="restored-1")
    assert world.deploy(**CREDENTIALS) == 1
    assert not world.changes
    assert 'set parameter_overrides = ["FavoritesTableName=restored-1"]' in capfd.readouterr().err


def test_favorites_that_a_stack_has_in_itself_are_not_let_go_of(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    world.deploy(**CREDENTIALS)
    table = "talk-horse-racing-dev-FavoritesTable-1ABCD"
    world.stacks["us-east-1"]["outputs"]["FavoritesTableName"] = table
    assert world.deploy() == 1
    assert not world.changes
    assert f'set parameter_overrides = ["FavoritesTableName={table}"]' in capfd.readouterr().err
    section = "[dev.deploy.parameters]"
    _rewrite(world, section, f'{section}\nparameter_overrides = ["FavoritesTableName={table}"]')
    assert world.deploy() == 0
    assert world.stacks["us-east-1"]["parameters"]["FavoritesTableName"] == table


@pytest.mark.parametrize(
    "override",
    [
        '["Tracing=Active", "FavoritesTableName=restored-1"]',
        '"Tracing=Active FavoritesTableName=restored-1"',
        "'ParameterKey=FavoritesTableName,ParameterValue=restored-1'",
    ],
)
def test_a_table_that_samconfig_names_is_used_everywhere(world: World, override: str) -> None:
    world.deploy("production", **CREDENTIALS)
    section = "[production.deploy.parameters]"
    _rewrite(world, section, f"{section}\nparameter_overrides = {override}")
    assert world.deploy("production") == 0
    tables = {stack["parameters"]["FavoritesTableName"] for stack in world.stacks.values()}
    assert tables == {"restored-1"}


@pytest.mark.parametrize(("regions", "left"), [('["NA"]', "eu-west-1, us-west-2"), ('["NA", "FE"]', "eu-west-1")])
def test_a_region_that_is_left_out_is_not_forgotten(
    world: World, regions: str, left: str, capfd: pytest.CaptureFixture[str]
) -> None:
    world.deploy("production", **CREDENTIALS)
    _rewrite(world, THREE, regions)
    assert world.deploy("production") == 1
    assert not world.changes
    said = capfd.readouterr().err
    assert f"Stopped. {left} would be left out" in said
    assert TAKE_DOWN in said
    for region in left.split(", "):
        del world.stacks[region]
    assert world.deploy("production") == 1
    world.stacks["us-east-1"]["parameters"]["FavoritesReplicaRegions"] = "us-west-2" if "FE" in regions else ""
    assert world.deploy("production") == 0


def test_a_stack_without_a_replica_is_not_forgotten_either(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    world.stack("UPDATE_COMPLETE", "eu-west-1", FavoritesTableName="favorites-1")
    world.stack("UPDATE_COMPLETE", FavoritesTableName="")
    assert world.deploy() == 1
    assert "eu-west-1 would be left out" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("version = 0.1", "version = ", "samconfig.toml cannot be read"),
        (SHARED, "", "samconfig.toml: a text is missing, stack_name in [dev.global.parameters]"),
        (SHARED, "[dev]\nglobal = 1\n", "samconfig.toml: a text is missing"),
        ('["NA"]\nsuffix = " (dev)"', '["NA"]\nsuffix = 1', "samconfig.toml: a text is missing"),
        ('regions = ["NA"]\nsuffix = " (dev)"', "", "samconfig.toml: [dev.alexa] has the regions None"),
        ('["NA"]\nsuffix = " (dev)"', '["NA", "NA"]', "samconfig.toml: [dev.alexa] has the regions"),
        ('["NA"]\nsuffix = " (dev)"', "[1]", "samconfig.toml: [dev.alexa] has the regions"),
        ("[dev.deploy.parameters]\n", "[dev.deploy.parameters]\nparameter_overrides = 1\n", "is no list of texts"),
    ],
)
def test_a_samconfig_that_cannot_be_used_is_named(
    world: World, old: str, new: str, problem: str, capfd: pytest.CaptureFixture[str]
) -> None:
    _rewrite(world, old, new)
    assert world.deploy(**CREDENTIALS) == 1
    assert not world.calls
    said = capfd.readouterr().err
    assert problem in said
    assert said.endswith("Next: correct samconfig.toml, then make deploy STAGE=dev\n")
