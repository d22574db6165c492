"""`make deploy STAGE=local` before there is an AWS: copies of the templates, and what is told of what is in the way."""

import json
from pathlib import Path

import pytest

from ship.build import ROOT
from ship.deploying.errors import DeployError
from ship.local.__main__ import main
from ship.local.copies import copy_templates
from ship.local.emulator import find, start

ARTIFACTS = {"SkillFunction": Path("the-skill"), "PreTrafficCheck": Path("the-check")}


def test_this_is_taken_out_of_the_templates_for_the_emulator_and_nothing_else(tmp_path: Path) -> None:
    taken_out, changed = copy_templates(ROOT, tmp_path, ARTIFACTS)
    assert set(taken_out) == {
        "alarms.yaml: AlexaRejections",
        "alarms.yaml: DataFailures",
        "alarms.yaml: Failures",
        "alarms.yaml: FailuresByKind",
        "alarms.yaml: FavoritesFailures",
        "alarms.yaml: OwnFailures",
        "alarms.yaml: SlowTurns",
        "alarms.yaml: Times",
        "alarms.yaml: TurnsByAnswer",
        "alarms.yaml: TurnsByIntent",
        "alarms.yaml: UnknownTracks",
        "template.yaml: PreTrafficRole.Statement of codedeploy",
        "template.yaml: SkillFunction.DeploymentPreference",
    }
    assert changed == ["template.yaml: Ref RacingApiCredentials", "template.yaml: RacingApiSecret.AllowedPattern"]
    races = copy_templates(ROOT / "demo", tmp_path / "demo", {"DemoFunction": Path("the-races")})
    assert races == ([], ["template.yaml: Ref DemoCredentials"])


def test_a_copy_has_all_else_of_its_template(tmp_path: Path) -> None:
    copy_templates(ROOT, tmp_path, ARTIFACTS)
    skill = json.loads((tmp_path / "template.yaml").read_text("utf-8"))
    assert skill["Resources"]["SkillFunction"]["Properties"]["CodeUri"] == "the-skill"
    statements = skill["Resources"]["SkillRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]
    own = {"Fn::GetAtt": ["RacingApiCredentials", "Id"]}
    assert [statement for statement in statements if own in statement.get("Resource", {}).get("Fn::If", [])]
    assert "FailedErasures" in json.loads((tmp_path / "alarms.yaml").read_text("utf-8"))["Resources"]


def test_who_talks_before_anything_is_deployed_hears_what_comes_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["talk"], tmp_path / "local") == 1
    said = capsys.readouterr().err
    assert "Nothing is deployed on this machine" in said
    assert said.endswith("Next: make deploy STAGE=local\n")


def test_ending_what_was_not_begun_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["down"], tmp_path / "local") == 0
    assert capsys.readouterr().out == "There was no local AWS.\n"


def test_a_dry_run_of_it_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deploy", "--dry-run"], tmp_path / "local") == 1
    assert "nothing of an account's" in capsys.readouterr().err
    assert not (tmp_path / "local").exists()


def test_an_emulator_that_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ship.local.emulator.MINISTACK", tmp_path / "none")
    with pytest.raises(DeployError, match="is not installed"):
        start(tmp_path / "local")


def test_an_emulator_that_does_not_come_up_shows_its_last_words_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "ministack"
    broken.write_text(
        '#!/bin/sh\necho "it has no room" > "$TMPDIR/ministack-$GATEWAY_PORT.log"\n'
        'sh -c exit & echo $! > "$TMPDIR/ministack-$GATEWAY_PORT.pid"\nwait\n',
        encoding="utf-8",
    )
    broken.chmod(0o755)
    monkeypatch.setattr("ship.local.emulator.MINISTACK", broken)
    with pytest.raises(DeployError, match="it has no room"):
        start(tmp_path / "local")
    assert not (tmp_path / "local").exists()
    assert find(tmp_path / "local") is None
