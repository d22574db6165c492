import io
import re
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from echo import desk
from echo.__main__ import main
from echo.device.echo import Exchange
from echo.script import Notebook, at_line, spoken_line
from echo.script_steps import ScriptError
from loopback.clock import Clock, HeldClock
from tests.support.fakes import MORNING, FakeClock, RunningClock
from tests.support.held import hold
from tests.support.script import read_script

NOW = ("--now", "2026-11-21T12:00", "--calendar", "traps")
ELSEWHERE = {"RACING_API_URL": "https://races.example", "RACING_API_USERNAME": "me", "RACING_API_PASSWORD": "x"}
LINES = (
    "open talk horse racing",
    "purple elephants dancing",
    "tampa bay downs",
    "who's running in race five",
    "yes",
    "help",
    "ask talk horse racing how long to post at arapahoe park",
    "open talk horse racing",
    "/silence",
    "open talk horse racing",
    "exit",
)


@pytest.fixture
def notebook(tmp_path: Path) -> Notebook:
    return Notebook(HeldClock(FakeClock()), live=False, folder=tmp_path)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the program save its scripts in a folder of the test's own."""
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    monkeypatch.setattr(desk, "Notebook", partial(Notebook, folder=scripts))
    return scripts


def converse(
    folder: Path,
    *lines: str,
    argv: tuple[str, ...] = NOW,
    environ: dict[str, str] | None = None,
    machine: Clock | None = None,
) -> str:
    """Hold a piped conversation, with a memory beside the scripts; return the last line it shows."""
    stdout = io.StringIO()
    memory = folder.parent / "memory"
    assert main(argv, environ or {}, io.StringIO("\n".join(lines)), stdout, folder=memory, machine=machine) == 0
    return stdout.getvalue().splitlines()[-1]


def test_what_was_said_is_written_down(notebook: Notebook, tmp_path: Path) -> None:
    notebook.open_session()
    notebook.add(Exchange("open  talk horse racing", speech="Which track?"))
    notebook.add(Exchange("", speech="Track?"))
    notebook.add(Exchange("", closed=True))
    notebook.add(Exchange("help", note="the session is closed"))
    notebook.add(Exchange("stop", speech="Goodbye.", closed=True))
    assert notebook.save("silence") == f"saved as {tmp_path / 'silence.txt'}"
    assert (tmp_path / "silence.txt").read_text(encoding="utf-8").splitlines() == [
        "# What does this conversation show?",
        "at 2026-11-21 09:00 Eastern",
        "They say   open talk horse racing",
        "She says   Which track?",
        "They wait",
        "She says   Track?",
        "They wait",
        "The session is closed",
        "They say   stop",
        "She says   Goodbye.",
        "The session is closed",
    ]


def test_each_session_has_its_time_and_none_passes_within_one(tmp_path: Path) -> None:
    desk = FakeClock(datetime(2026, 7, 1, 16, 0, 0, 250_000, tzinfo=UTC))
    held = HeldClock(desk)
    notebook = Notebook(held, live=True, folder=tmp_path)
    for _ in range(2):
        desk.instant = desk.instant.replace(second=desk.instant.second + 20)
        notebook.open_session()
        for utterance in ("open talk horse racing", "stop"):
            notebook.add(Exchange(utterance, speech="Goodbye."))
            desk.instant = desk.instant.replace(minute=desk.instant.minute + 1)
    assert notebook.save("twice").endswith("; nobody had set the clock, so it keeps the instant at which this was said")
    lines = (tmp_path / "twice.txt").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "# Nobody had set the clock; the instant is the one at which this was said."
    assert [line for line in lines if line.startswith("at ")] == [
        "at 2026-07-01 12:00:20 Eastern",
        "at 2026-07-01 12:02:40 Eastern",
    ]
    assert held.monotonic() == desk.monotonic()


def test_the_time_is_written_with_seconds_only_where_there_are_some() -> None:
    assert at_line(datetime(2026, 1, 2, 3, 4, tzinfo=UTC)) == "at 2026-01-01 22:04 Eastern"
    assert at_line(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)) == "at 2026-01-01 22:04:05 Eastern"


def test_long_speech_is_folded_below_its_own_beginning() -> None:
    first, second = spoken_line("She says", "some words " * 12).splitlines()
    assert first.startswith("She says   some words")
    assert len(first) <= 120
    assert second.startswith("           ")
    assert second.strip()


@pytest.mark.parametrize("name", ["", "..", "a/b", "A", "dot.txt", "é", "two words"])
def test_a_name_that_could_lead_elsewhere_is_refused(notebook: Notebook, tmp_path: Path, name: str) -> None:
    notebook.add(Exchange("stop", speech="Goodbye."))
    assert notebook.save(name).startswith("not saved: a name has small letters, digits, - and _")
    assert list(tmp_path.iterdir()) == []


def test_nothing_said_is_nothing_to_save(notebook: Notebook) -> None:
    assert notebook.save("nothing") == "not saved: nothing was said yet"


def test_a_script_that_is_there_already_is_left_alone(notebook: Notebook, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    notebook.add(Exchange("stop", speech="Goodbye."))
    assert notebook.save("mine") == f"not saved: {tmp_path / 'mine.txt'} is there already"
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    notebook = Notebook(HeldClock(FakeClock()), live=False, folder=tmp_path / "none")
    notebook.add(Exchange("stop", speech="Goodbye."))
    assert notebook.save("lost").startswith("not saved: [Errno 2] ")


def test_a_saved_conversation_passes_when_it_is_held_again(folder: Path) -> None:
    assert converse(folder, *LINES, "/save as-said") == f"(saved as {folder / 'as-said.txt'})"
    held = hold(read_script(folder / "as-said.txt"))
    assert held.problems == []
    # One turn each, two for the silence; what was said to a closed session is not among them.
    assert len([line for line in held.lines if line.startswith(("They say", "They wait"))]) == len(LINES)


def test_so_does_one_of_a_listener_who_comes_back(folder: Path) -> None:
    argv = (*NOW, "--time-zone", "America/Denver", "--person", "Ann")
    converse(folder, "open talk horse racing", "my favorite track is arapahoe park", "stop", "/save first", argv=argv)
    converse(folder, "open talk horse racing", "when is the next race", "/save second", argv=argv)
    first, second = ((folder / f"{name}.txt").read_text(encoding="utf-8").splitlines() for name in ("first", "second"))
    assert first[1:4] == [
        "at 2026-11-21 14:00 Eastern",
        "given their device is in America/Denver",
        "given they told her no track before",
    ]
    assert second[3] == "given they told her their track before: ARP"
    assert "Which track is your favorite?" not in "\n".join(second)
    for name in ("first", "second"):
        assert hold(read_script(folder / f"{name}.txt")).problems == []


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("given they told her their track before: XYZ", "that cannot be set up: No track has the code XYZ."),
        ("given their device is in Mars/Olympus", "that cannot be set up: 'No time zone found with key Mars/Olympus'"),
        ("given their device is in Europe/", "there is no such setting"),
    ],
)
def test_a_track_or_a_place_that_there_is_not_cannot_be_given(tmp_path: Path, given: str, problem: str) -> None:
    path = tmp_path / "nowhere.txt"
    path.write_text(f"at 2026-11-21 09:00 Eastern\n{given}\nThey say stop\n", encoding="utf-8")
    with pytest.raises(ScriptError, match=re.escape(problem)):
        hold(read_script(path))


def test_so_does_one_of_the_present_moment(folder: Path) -> None:
    told = converse(folder, *LINES, "/save just-now", argv=(), machine=RunningClock(MORNING))
    assert told.endswith("; nobody had set the clock, so it keeps the instant at which this was said)")
    assert hold(read_script(folder / "just-now.txt")).problems == []


def test_so_does_one_on_the_races_of_the_season(folder: Path) -> None:
    argv = ("--now", "2027-08-07T11:00")
    converse(folder, *LINES, "ask talk horse racing how many races at saratoga", "/save summer", argv=argv)
    script = (folder / "summer.txt").read_text(encoding="utf-8")
    assert "given the tracks in season race\n" in script
    assert "races at Saratoga today." in script
    assert hold(read_script(folder / "summer.txt")).problems == []
    (folder / "traps.txt").write_text(script.replace("given the tracks in season race\n", ""), encoding="utf-8")
    assert hold(read_script(folder / "traps.txt")).problems


def test_so_does_one_that_began_late_in_the_evening(folder: Path) -> None:
    told = converse(folder, *LINES, "/save late", argv=(), machine=FakeClock(datetime(2026, 11, 22, 3, 0, tzinfo=UTC)))
    assert told == f"(saved as {folder / 'late.txt'})"
    assert "at 2026-11-22 09:00" in (folder / "late.txt").read_text(encoding="utf-8")
    assert hold(read_script(folder / "late.txt")).problems == []


@pytest.mark.parametrize(
    ("argv", "environ", "reason"),
    [
        ((), ELSEWHERE, "a test has the invented races of the local race API, and these are others"),
        (("--seed", "7"), {}, "a test has the invented races that there are without --seed"),
    ],
)
def test_what_would_not_happen_again_is_not_saved(
    folder: Path, argv: tuple[str, ...], environ: dict[str, str], reason: str
) -> None:
    told = converse(folder, "open talk horse racing", "stop", "/save elsewhere", argv=(*NOW, *argv), environ=environ)
    assert told == f"(not saved: {reason})"
    assert list(folder.iterdir()) == []


def test_what_the_skill_forgot_by_being_disabled_is_not_saved(folder: Path) -> None:
    told = converse(folder, "open talk horse racing", "tampa bay downs", "/forget", "/save forgotten")
    assert told == "(not saved: a test cannot disable the skill, which /forget did)"
    assert not (folder.parent / "memory" / "favorites.json").exists()


def test_a_memory_that_cannot_be_read_is_a_reason_not_to_save(folder: Path) -> None:
    memory = folder.parent / "memory" / "favorites.json"
    memory.parent.mkdir()
    memory.write_text("garbage", encoding="utf-8")
    told = converse(folder, "open talk horse racing", "stop", "/save garbage")
    assert told == "(not saved: what was remembered before cannot be read)"


def test_a_conversation_may_be_saved_twice_as_it_grows(folder: Path) -> None:
    converse(folder, "open talk horse racing", "/save begun", "stop", "/save", "/save begun", "/save done")
    begun, done = ((folder / f"{name}.txt").read_text(encoding="utf-8") for name in ("begun", "done"))
    assert done.startswith(begun)
    assert hold(read_script(folder / "begun.txt")).problems == []
    assert hold(read_script(folder / "done.txt")).problems == []
