"""`make deploy STAGE=local`, `make talk STAGE=local` and `make local-down`, one after the other."""

import io
from pathlib import Path

import psutil
import pytest

from ship.local.__main__ import main
from ship.local.emulator import Emulator, find


def test_what_is_deployed_is_talked_to_updated_and_ended_and_leaves_nothing(
    emulator: Emulator, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del emulator  # where it is not installed, this is not run either
    folder = tmp_path / "local"
    assert main(["deploy"], folder=folder) == 0
    assert "make talk STAGE=local" in capsys.readouterr().out
    assert main(["talk"], io.StringIO("open talk horse racing\nmy favorite track is arapahoe park\n"), folder) == 0
    said = capsys.readouterr().out
    assert "The races here are invented." in said
    assert "I'll remember it." in said
    assert main(["deploy"], folder=folder) == 0
    assert main(["talk"], io.StringIO("ask talk horse racing what's my favorite track\n/forget\n"), folder) == 0
    said = capsys.readouterr().out
    assert "Your track is Arapahoe Park." in said
    assert "nothing is remembered" in said
    assert main(["talk"], io.StringIO("ask talk horse racing what's my favorite track\n"), folder) == 0
    assert "You haven't told me a favorite track yet." in capsys.readouterr().out
    running = find(folder)
    assert running
    family = [psutil.Process(running.process), *psutil.Process(running.process).children(recursive=True)]
    assert len(family) > 1
    assert main(["down"], folder=folder) == 0
    assert "is gone" in capsys.readouterr().out
    assert not any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in family)
    assert not folder.exists()
    assert main(["talk"], io.StringIO(), folder) == 1
