"""The report of `make bench`, and that nothing is measured without the interpreter Lambda runs."""

import io
from pathlib import Path

import pytest

from bench import start
from bench.start import Subject, ratio, report
from ship.build import Artifact


def subject(seconds: list[float], goal: float | None = None, trouble: str = "") -> Subject:
    return Subject("one", Artifact(Path(), None, None), goal=goal, seconds=seconds, trouble=trouble)


SKILL = subject([0.3, 0.1, 0.2])


def test_ratios_are_those_of_medians() -> None:
    assert ratio(SKILL, subject([0.1, 9.0, 0.4])) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("other", "verdict"),
    [
        (subject([0.4] * 3, goal=0.5), "met"),
        (subject([0.39] * 3, goal=0.5), "MISSED"),
        (subject([0.4] * 3), ""),
        (subject([0.4] * 3, goal=0.5, trouble="it failed at something"), "WRONG: it failed at something"),
    ],
)
def test_a_goal_is_met_missed_or_worth_nothing(other: Subject, verdict: str) -> None:
    assert other.verdict(SKILL) == verdict


def test_trouble_of_the_skill_is_trouble_of_each_comparison() -> None:
    assert subject([0.4] * 3, goal=0.5).verdict(subject([0.1] * 3, trouble="it said sorry")) == "WRONG: it said sorry"


def test_the_table_has_medians_quartiles_and_ratios() -> None:
    lines = report([SKILL, subject([0.4, 0.4, 0.4], goal=0.5)]).splitlines()
    assert [cell.strip() for cell in lines[2].split("|")] == ["", "one", "200", "100-300", "", "", "", ""]
    assert [cell.strip() for cell in lines[3].split("|")][2:7] == ["400", "400-400", "0.50", "≤ 0.5", "met"]


def test_without_python_3_13_nothing_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "runtime_interpreter", lambda: None)
    printed = io.StringIO()
    assert start.main(printed) == 0
    assert "not run" in printed.getvalue()
