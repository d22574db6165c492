import json
from datetime import date
from pathlib import Path

import pytest

from echo.script import sounds_like
from echo.script_steps import ScriptError, Turn
from horse_racing.screen.touch import Target, Touch
from tests.support.held import hold
from tests.support.script import read_script

AT = "at 2026-11-21 09:00 Eastern\n"


@pytest.fixture
def write(tmp_path: Path) -> Path:
    return tmp_path / "talk.txt"


def held(path: Path, text: str) -> tuple[list[str], str]:
    """Hold a script; return what is wrong with it, without the file's name, and the conversation as it went."""
    path.write_text(text, encoding="utf-8")
    conversation = hold(read_script(path))
    return [problem.removeprefix(f"{path}:") for problem in conversation.problems], "\n".join(conversation.lines) + "\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", '1: nobody says anything: a line with "They say" is needed'),
        (f"# Nothing yet.\n{AT}", '1: nobody says anything: a line with "They say" is needed'),
        ("They say help\n", "1: a script begins with its time, as in: at 2026-11-21 09:00 Eastern"),
        ("at nine\n", "1: a time looks like: at 2026-11-21 09:00 Eastern (or Central, Mountain, Pacific)"),
        ("at 2026-11-21 09:00 Lunar\n", "1: a time looks like: at 2026-11-21 09:00 Eastern (or Central, Mountain, Pac"),
        ("at 2026-11-31 09:00 Eastern\n", "1: 2026-11-31 09:00 is no time: day is out of range for month"),
        (f"{AT}They say help\nShe says …\nat 2026-11-21 07:59 Central\n", "4: time does not go back"),
        (
            f"{AT}given snow\n",
            "2: there is no such setting. There are: given the race data fails; given the race data can",
        ),
        (f"{AT}\nThey say\n", '3: "They say" is followed by what is said'),
        (f"{AT}They say help\nShe says\n", '3: "She says" is followed by what is said'),
        (f"{AT}She says hello\n", '2: this comes after "They say", "They touch" or "They wait"'),
        (f"{AT}They say help\nShe says …\nat 2026-11-21 10:00 Eastern\nThe session is closed\n", "5: this comes after"),
        (f"{AT}They say help\nShe says …\nShe says …\n", "4: she says one thing a turn, before the session closes"),
        (
            f"{AT}They say stop\nThe session is closed\nShe says …\n",
            "4: she says one thing a turn, before the session c",
        ),
        (
            f"{AT}Alexa says hello\n",
            '2: "Alexa says hello" is no line of a script. Lines begin with They say, She says',
        ),
        (f"{AT}They touch race five\n", '2: "They touch" is followed by a list of arguments, as JSON'),
        (f'{AT}They touch {{"race": 5}}\n', '2: "They touch" is followed by a list of arguments, as JSON'),
        (f"{AT}given their device is of the kind radio\n", "2: there is no such setting."),
        (f"{AT}anywhere\nThey wait\n", '3: a conversation that is true anywhere has no "They wait": it has one time'),
        (
            f'{AT}anywhere\nThey touch ["race", 5]\n',
            '3: a conversation that is true anywhere has no "They tou',
        ),
        (
            f"{AT}anywhere\ngiven SAR is dark\nThey say help\n",
            '3: a conversation that is true anywhere has no "given',
        ),
        (
            f"{AT}anywhere\nThey say help\nShe says …\n{AT}They say help\n",
            "5: a conversation that is true anywhere",
        ),
        ("anywhere\nThey say help\n", "1: a script begins with its time"),
        (f"{AT}They say help\nShe says …\nThe session may be closed\n", "4: that is known of every session but those"),
        (f"{AT}They sayhello\n", '2: "They sayhello" is no line of a script.'),
        (" They say help\n", "1: a line that begins with a space goes on with the one before, and there is none"),
        (
            "# What?\n  They say help\n",
            "2: a line that begins with a space goes on with the one before, and there is non",
        ),
    ],
)
def test_a_mistake_is_named_with_its_file_and_line(write: Path, text: str, problem: str) -> None:
    write.write_text(text, encoding="utf-8")
    with pytest.raises(ScriptError) as told:
        read_script(write)
    assert str(told.value).startswith(f"{write}:{problem}")


@pytest.mark.parametrize(
    ("setting", "problem"),
    [
        ("given XYZ is dark", "2: that cannot be set up: No track has the code XYZ."),
        ("given SAR lists no races", "2: that cannot be set up: SAR is not listed on 2026-11-23."),
        ("given every race at SAR is cancelled", "2: that cannot be set up: SAR is not listed on 2026-11-23."),
        ("given SAR is dark", "2: that cannot be set up: SAR is not listed on 2026-11-23."),
    ],
)
def test_race_data_that_cannot_be_set_up_is_named_too(write: Path, setting: str, problem: str) -> None:
    with pytest.raises(ScriptError) as told:
        held(write, f"at 2026-11-23 09:00 Eastern\n{setting}\nThey say open talk horse racing\n")
    assert str(told.value) == f"{write}:{problem}"


def test_a_mistake_within_the_project_is_named_from_its_root() -> None:
    root = Path(__file__).parents[2]
    with pytest.raises(ScriptError, match=r"^LICENSE:1: "):
        read_script(root / "LICENSE")


def test_what_is_said_may_be_folded_and_spaced_at_will(write: Path) -> None:
    write.write_text(f"{AT}They say   open  talk\n   horse racing\n\nShe says   … favorite?\n", encoding="utf-8")
    (turn,) = (step for step in read_script(write) if isinstance(step, Turn))
    assert turn.says == "open talk horse racing"
    assert turn.answer


def test_a_conversation_that_goes_as_written_has_no_problems_and_stays_as_it_is_written(write: Path) -> None:
    text = (
        f"# Somebody asks\n# for help.\n\n{AT}They say   open talk horse racing\n"
        "She says   … Which track\n           is your favorite?\n# Silence.\nThey wait\nShe says   …\nThey wait\n"
        "The session is closed\n"
    )
    assert held(write, text) == ([], text)


def test_whatever_goes_otherwise_is_named_and_put_right(write: Path) -> None:
    problems, went = held(
        write,
        f"{AT}They say open talk horse racing\nShe says Good morning.\nThe session is closed\n"
        "They say tampa bay downs\nThey say stop\nShe says …\nThey say help\nShe says …\n",
    )
    assert [problem.partition(":")[0] for problem in problems] == ["3", "2", "5", "6", "8"]
    expected, open_still, unexpected, closed, unheard = problems
    assert expected.startswith('3: expected "Good morning."\n    but she says "')
    assert open_still == "2: the session stays open"
    assert unexpected.startswith('5: there is no line for it, but she says "')
    assert closed == "6: the session closes, and there is no line for it"
    assert unheard.startswith("8: nothing reached her: the session is closed; ")
    lines = went.splitlines()
    assert lines[:2] == [AT.strip(), "They say open talk horse racing"]
    assert "They say tampa bay downs" in lines
    assert lines[-5:-1] == ["They say stop", "She says …", "The session is closed", "They say help"]


def test_the_conversation_as_it_went_can_take_the_scripts_place(write: Path) -> None:
    _, went = held(write, f"{AT}They say open talk horse racing\nThey say saratoga\nThey wait\nThey wait\n")
    assert held(write, went) == ([], went)


def test_a_line_for_what_nobody_says_is_a_problem(write: Path) -> None:
    problems, went = held(
        write, f"{AT}They say open talk horse racing\nShe says …\nThey say exit\nShe says …\nThe session is closed\n"
    )
    assert problems == ['5: expected "…"\n    but she says ""']
    assert went.endswith("They say exit\nThe session is closed\n")


def test_the_report_of_what_goes_wrong_ends_with_the_conversation(write: Path) -> None:
    write.write_text(f"{AT}They say open talk horse racing\nThey wait\nShe says Hm?\n", encoding="utf-8")
    report = hold(read_script(write)).report
    assert "\n\nThe conversation as it really went:\n\nat 2026-11-21 09:00 Eastern\nThey say open" in report


def test_a_broken_rule_of_alexas_is_a_problem(write: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("echo.device.echo.violations", lambda *_: ["too long"])
    problems, went = held(write, f"{AT}They say open talk horse racing\nShe says …\n")
    assert problems == ["2: the answer breaks Alexa's contract: ('too long',)"]
    assert went.endswith("# The answer breaks Alexa's contract: ('too long',)\n")


@pytest.mark.parametrize(
    ("pattern", "heard", "fits"),
    [
        ("Goodbye.", "Goodbye.", True),
        ("Goodbye.", "Goodbye!", False),
        ("", "", True),
        ("", "Goodbye.", False),
        ("…", "Goodbye.", True),
        ("…", "", True),
        ("… Goodbye.", "Goodbye.", True),
        ("... Goodbye.", "So long. Goodbye.", True),
        ("There are … races.  …", "There are nine races. Goodbye.", True),
        ("There are … races.", "There are nine races. Goodbye.", False),
        ("at … Eastern…", "at 12:35 PM Eastern.", True),
        ("(…)", "(a)", True),
    ],
)
def test_an_ellipsis_stands_for_any_words_or_none(pattern: str, heard: str, *, fits: bool) -> None:
    assert sounds_like(pattern, heard) is fits


def test_what_is_on_a_screen_can_be_touched(write: Path) -> None:
    kind = "given their device is of the kind show-8\n"
    asked = f"{AT}{kind}They say ask talk horse racing how many races at tampa bay downs\nShe says …\n"
    touched = f"{asked}They touch   {json.dumps(Touch(Target.RUNNERS, 'TAM', date(2026, 11, 21), 2).arguments())}\n"
    problems, _ = held(write, f"{touched}She says   Race two at Tampa Bay Downs …\n")
    assert problems == []
    problems, _ = held(write, f"{touched.replace(kind, '')}She says …\n")
    assert any("the session is closed" in problem for problem in problems)
