"""The vocabulary of what can be touched."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from horse_racing.screen.touch import Target, Touch, touch_in

DAY = date(2026, 11, 21)
TOUCHES = (
    Touch(Target.TRACK, "TAM"),
    Touch(Target.RACES, "TAM", DAY),
    Touch(Target.RUNNERS, "TAM", DAY, 5),
    Touch(Target.RESULT, "TAM", DAY, 12),
    Touch(Target.PLACE, number=2),
    Touch(Target.MORE),
)


def test_every_target_is_tried() -> None:
    assert {touch.target for touch in TOUCHES} == set(Target)


@pytest.mark.parametrize("touch", TOUCHES, ids=lambda touch: touch.target.value)
def test_what_a_screen_sends_is_read_as_it_was_meant(touch: Touch) -> None:
    assert touch_in(touch.arguments()) == touch


@pytest.mark.parametrize(
    "arguments",
    [
        None,
        "1",
        [],
        ["1"],
        ["2", "track", "TAM"],
        ["1", "track"],
        ["1", "track", ""],
        ["1", "track", "TAM", "TAM"],
        ["1", "track", "<speak>"],
        ["1", "track", "T" * 41],
        ["1", "track", 7, "TAM"],
        ["1", "races", "TAM"],
        ["1", "races", "TAM", "yesterday"],
        ["1", "runners", "TAM", "2026-11-21"],
        ["1", "runners", "TAM", "2026-11-21", "0"],
        ["1", "runners", "TAM", "2026-11-21", "100"],
        ["1", "runners", "TAM", "2026-02-30", "5"],
        ["1", "result", "TAM", "2026-11-21", "five"],
        ["1", "place", "-1"],
        ["1", "forget"],
        {"1": "track"},
    ],
    ids=repr,
)
def test_anything_else_is_no_touch(arguments: Any) -> None:
    assert touch_in(arguments) is None


@given(
    st.lists(st.one_of(st.sampled_from(["1", *(target.value for target in Target), "TAM", "5"]), st.text()), max_size=6)
)
def test_whatever_arrives_is_read_without_trouble(arguments: list[str]) -> None:
    touch = touch_in(arguments)
    assert touch is None or touch.arguments() == arguments
