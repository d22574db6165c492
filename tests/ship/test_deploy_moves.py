"""`make deploy` and a skill that is not the stacks' own: refused, agreed to, and gone on with."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.deploy_accounts import IMPORT, NEW_SKILL
from tests.support.deploy_world import CREDENTIALS, World

OWN_SKILL, OTHER_SKILL = NEW_SKILL[:-1] + "b", NEW_SKILL[:-1] + "c"
HOME = "us-east-1"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path) as world:
        yield world


@pytest.fixture
def deployed(world: World) -> World:
    """Return a world with the stage's own skill and another stage's."""
    world.skills = {OWN_SKILL: "Talk Horse Racing (dev)", OTHER_SKILL: "Talk Horse Racing (staging)"}
    world.stack("UPDATE_COMPLETE", SkillId=OWN_SKILL, FavoritesTableName="")
    return world


def _skill(world: World) -> str:
    skill: str = world.stacks[HOME]["parameters"]["SkillId"]
    return skill


@pytest.mark.parametrize("option", [OTHER_SKILL, "new"])
def test_stacks_are_not_moved_to_another_skill_unless_that_is_said(
    deployed: World, option: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert deployed.deploy(SKILL_ID=option) == 1
    assert not deployed.changes
    again = "make deploy STAGE=dev"
    hints = f"{again} SKILL_ID={OWN_SKILL} to stay with it, or {again} SKILL_ID={option} MOVE=yes to leave it"
    assert capfd.readouterr().err.endswith(f"Next: {hints}\n")


def test_stacks_are_moved_when_it_is_said(deployed: World) -> None:
    assert deployed.deploy(SKILL_ID=OTHER_SKILL, MOVE="yes") == 0
    assert _skill(deployed) == OTHER_SKILL


def test_the_skill_the_stacks_have_may_be_set(deployed: World) -> None:
    assert deployed.deploy(SKILL_ID=OWN_SKILL) == 0
    assert _skill(deployed) == OWN_SKILL


def test_a_first_stack_does_not_take_another_stages_skill(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    world.skills = {OTHER_SKILL: "Talk Horse Racing (dev)"}
    assert world.deploy("production", SKILL_ID=OTHER_SKILL, **CREDENTIALS) == 1
    assert not world.changes
    said = capfd.readouterr().err
    assert 'is called "Talk Horse Racing (dev)" and would be renamed to "Talk Horse Racing"' in said
    assert world.deploy("production", SKILL_ID=OTHER_SKILL, MOVE="yes", **CREDENTIALS) == 0


@pytest.mark.parametrize("failing", ["build", "deploy", "model"])
def test_a_move_to_a_new_skill_that_failed_half_way_is_gone_on_with(deployed: World, failing: str) -> None:
    deployed.refuses = {failing}
    assert deployed.deploy(SKILL_ID="new", MOVE="yes") == 1
    deployed.refuses = set()
    deployed.stacks[HOME]["parameters"]["SkillId"] = OWN_SKILL
    assert deployed.deploy() == 0
    assert _skill(deployed) == NEW_SKILL
    assert len(deployed.skills) == 3
    assert deployed.deploy() == 0
    assert _skill(deployed) == NEW_SKILL


def test_a_move_that_was_begun_can_be_taken_back(deployed: World, capfd: pytest.CaptureFixture[str]) -> None:
    deployed.refuses = {"build"}
    deployed.deploy(SKILL_ID="new", MOVE="yes")
    deployed.deploy()
    assert f"SKILL_ID={OWN_SKILL} goes back." in capfd.readouterr().out
    deployed.refuses = set()
    assert deployed.deploy(SKILL_ID=OWN_SKILL) == 0
    assert deployed.deploy() == 0
    assert _skill(deployed) == OWN_SKILL


def test_stacks_that_another_machine_moved_are_followed(deployed: World) -> None:
    deployed.deploy(SKILL_ID="new", MOVE="yes")
    deployed.stacks[HOME]["parameters"]["SkillId"] = OTHER_SKILL
    assert deployed.deploy() == 0
    assert _skill(deployed) == OTHER_SKILL


def test_going_back_to_an_earlier_commit_uploads_it_even_if_this_machine_uploaded_it_last(world: World) -> None:
    notes, package = world.root / ".ask", world.root / "skill_package" / "skill.json"
    first = package.read_text("utf-8")
    world.deploy(**CREDENTIALS)
    world.deploy()
    notes.rename(world.root / "machine-a")
    package.write_text(first.replace("Talk Horse Racing", "Talk Horse Racing 2"), "utf-8")
    world.deploy()
    assert list(world.skills.values()) == ["Talk Horse Racing 2 (dev)"]
    shutil.rmtree(notes)
    (world.root / "machine-a").rename(notes)
    package.write_text(first, "utf-8")
    assert world.deploy() == 0
    assert list(world.skills.values()) == ["Talk Horse Racing (dev)"]


def test_a_skill_of_the_same_name_is_found_on_every_page(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    others: dict[str, Any] = {f"{NEW_SKILL[:-3]}{number:03}": "Another" for number in range(120)}
    world.skills = {**others, OTHER_SKILL: "Talk Horse Racing (dev)"}
    assert world.deploy(**CREDENTIALS) == 1
    assert f"the account has one of its name: {OTHER_SKILL}." in capfd.readouterr().err


@pytest.mark.parametrize("notes", ['{"profiles": {"def', "[]", "{}", '{"profiles": {"default": null}}', "\x00"])
def test_notes_that_cannot_be_read_are_named(world: World, notes: str, capfd: pytest.CaptureFixture[str]) -> None:
    file = world.root / ".ask" / "dev" / ".ask" / "ask-states.json"
    file.parent.mkdir(parents=True)
    file.write_text(notes, "utf-8")
    assert world.deploy(**CREDENTIALS) == 1
    assert not world.changes
    said = capfd.readouterr().err
    assert "ask-states.json cannot be read" in said
    assert said.endswith("Next: delete .ask/dev/.ask, then make deploy STAGE=dev\n")


def test_a_manifest_that_cannot_be_read_is_named(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    (world.root / "skill_package" / "skill.json").write_text("{", "utf-8")
    assert world.deploy(**CREDENTIALS) == 1
    assert "Next: git checkout skill_package/skill.json, then" in capfd.readouterr().err


def test_notes_whose_writing_was_cut_off_stay_as_they_were(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    file = world.root / ".ask" / "dev" / ".ask" / "ask-states.json"
    file.parent.mkdir(parents=True)
    before = json.dumps({"profiles": {"default": {"skillMetadata": {"lastImportId": IMPORT}}}})
    file.write_text(before, "utf-8")
    write = Path.write_text

    def cut_off(path: Path, text: str, encoding: str) -> int:
        if "ask-states" not in path.name:
            return write(path, text, encoding)
        write(path, text[:10], encoding)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", cut_off)
        assert world.deploy(**CREDENTIALS) == 130
    assert file.read_text("utf-8") == before
