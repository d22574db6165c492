"""`make deploy STAGE=local` before there is an AWS: copies of the templates, and what is told of what is in the way."""

import json
import subprocess
from pathlib import Path

import psutil
import pytest

from loopback.server import Line, Reply, serving
from ship.build import ROOT
from ship.deploying.errors import DeployError
from ship.deploying.stages import load_stage
from ship.local.__main__ import main
from ship.local.copies import copy_templates
from ship.local.emulator import Emulator, find, start, stop

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
    assert main(["talk"], folder=tmp_path / "local") == 1
    said = capsys.readouterr().err
    assert "Nothing is deployed on this machine" in said
    assert said.endswith("Next: make deploy STAGE=local\n")


def test_ending_what_was_not_begun_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["down"], folder=tmp_path / "local") == 0
    assert capsys.readouterr().out == "There was no local AWS.\n"


def test_a_dry_run_of_it_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deploy", "--dry-run"], folder=tmp_path / "local") == 1
    assert "nothing of an account's" in capsys.readouterr().err
    assert not (tmp_path / "local").exists()


def test_an_emulator_that_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ship.local.emulator.MINISTACK", tmp_path / "none")
    with pytest.raises(DeployError, match="is not installed"):
        start(tmp_path / "local")


def ministack(monkeypatch: pytest.MonkeyPatch, folder: Path, process: str) -> None:
    """Put a MiniStack in place that leaves this process in the background, and says one thing in its log."""
    broken = folder / "ministack"
    broken.write_text(
        f'#!/bin/sh\necho "it has no room" > "$TMPDIR/ministack-$GATEWAY_PORT.log"\n'
        f'setsid {process} >/dev/null 2>&1 & echo $! > "$TMPDIR/ministack-$GATEWAY_PORT.pid"\n',
        encoding="utf-8",
    )
    broken.chmod(0o755)
    monkeypatch.setattr("ship.local.emulator.MINISTACK", broken)
    monkeypatch.setattr("ship.local.emulator.START_SECONDS", 0.5)


@pytest.mark.parametrize("process", ["true", "sleep 61.25"], ids=["it ends", "it never answers"])
def test_an_emulator_that_does_not_come_up_shows_its_last_words_and_leaves_nothing(
    process: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ministack(monkeypatch, tmp_path, process)
    with pytest.raises(DeployError, match="it has no room"):
        start(tmp_path / "local")
    assert not (tmp_path / "local").exists()
    assert not [running for running in psutil.process_iter(["cmdline"]) if running.info["cmdline"] == process.split()]
    assert find(tmp_path / "local") is None


def test_a_note_of_a_process_that_is_another_one_by_now_ends_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "local"
    folder.mkdir()
    with subprocess.Popen(["/bin/sleep", "60"], start_new_session=True) as stranger:
        noted = {"port": 1, "process": stranger.pid, "began": psutil.Process(stranger.pid).create_time() - 100}
        (folder / "emulator.json").write_text(json.dumps(noted), encoding="utf-8")
        assert not stop(folder)
        assert stranger.poll() is None
        stranger.kill()


@pytest.mark.parametrize("note", ["", "[]", "{}", '{"port": "a", "process": 1, "began": 0}'])
def test_a_note_that_cannot_be_read_is_none(note: str, tmp_path: Path) -> None:
    (tmp_path / "emulator.json").write_text(note, encoding="utf-8")
    assert find(tmp_path) is None


@pytest.mark.parametrize("deed", ["talk", "deploy", "down"])
def test_what_it_cannot_be_told_is_refused_in_words(
    deed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([deed, "--now", "2026-11-21T12:00"], folder=tmp_path / "local") == 1
    assert "--now 2026-11-21T12:00 is nothing to it" in capsys.readouterr().err


def test_no_command_asks_an_account_for_the_stage_that_is_played() -> None:
    with pytest.raises(DeployError, match="no account has it"):
        load_stage(ROOT / "samconfig.toml", "local")


def test_a_proxy_or_a_profile_of_the_shell_is_nothing_to_the_emulator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_PROFILE", "nosuch")

    def answer(line: Line) -> None:
        line.send(Reply.of_json(200, {"services": {}, "Functions": []}))

    with serving(answer) as url:
        emulator = Emulator(Path("nowhere"), int(url.rpartition(":")[2]), 0, 0.0)
        assert emulator.answers()
        assert emulator.client("lambda", "us-east-1").list_functions()["Functions"] == []
