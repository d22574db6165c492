"""Scope: `make talk STAGE=dev`, piped, with a fake `ask` that talks to the strict SMAPI."""

import io
from functools import partial

import pytest

from amazon.talking import main
from tests.support.alexa_world import AlexaWorld
from tests.support.smapi_stand import SKILL
from tests.support.strict_smapi import RESET, Smapi


def talk(world: AlexaWorld, *lines: str, options: tuple[str, ...] = ()) -> tuple[int, str]:
    """Return the exit code, and what is shown."""
    shown = io.StringIO()
    code = world.run(partial(main, stdout=shown), *options, typed="\n".join(lines))
    return code, shown.getvalue()


def test_what_is_typed_is_said_to_the_deployed_skill(smapi: Smapi, world: AlexaWorld) -> None:
    code, shown = talk(world, "open talk horse racing", "my favorite track is saratoga", "stop")
    assert code == 0
    assert f"(this is the skill {SKILL} at Amazon's" in shown
    assert "(what is told there, such as a favorite track, is told to the real skill in your own account)" in shown
    assert "Alexa  Hello from Talk Horse Racing." in shown
    assert "Alexa understood: " in shown
    assert "Saratoga" in shown
    assert shown.rstrip().endswith("· session closed")
    assert smapi.account.alexa.heard == ["open talk horse racing", "my favorite track is saratoga", "stop"]


def test_without_a_session_only_what_names_the_skill_is_said(smapi: Smapi, world: AlexaWorld) -> None:
    _, shown = talk(world, "turn off the lights", "ask talk horse racing how many races at saratoga", "and tomorrow")
    assert shown.count("(the session is closed; say") == 2
    assert smapi.account.alexa.heard == ["ask talk horse racing how many races at saratoga"]


def test_what_only_the_desk_has_says_that_it_is_not_there(smapi: Smapi, world: AlexaWorld) -> None:
    _, shown = talk(world, "open talk horse racing", "/silence", "/forget", "/save talk", "/json")
    assert "(a simulated device does not wait for an answer, so silence is none)" in shown
    assert "not done: disabling the skill would end testing it" in shown
    assert "not saved: a test has the invented races of the desk" in shown
    assert '"type": "LaunchRequest"' in shown
    assert smapi.account.alexa.heard == ["open talk horse racing"]


def test_a_line_that_was_perhaps_heard_says_so_and_the_conversation_goes_on(smapi: Smapi, world: AlexaWorld) -> None:
    smapi.troubles = {"simulate-skill": [RESET]}
    code, shown = talk(world, "open talk horse racing", "open talk horse racing")
    assert code == 0
    assert "(whether the skill heard it is not known: simulate-skill: " in shown
    assert "Alexa  Hello from Talk Horse Racing." in shown


def test_the_clock_cannot_be_set_there(world: AlexaWorld, capfd: pytest.CaptureFixture[str]) -> None:
    code, _ = talk(world, options=("--now", "2026-11-21T12:00"))
    assert code == 2
    assert (
        "Nobody can set the clock at Amazon's.\nNext: make talk STAGE=dev, or make talk NOW=" in capfd.readouterr().err
    )


def test_a_login_that_is_refused_ends_it(smapi: Smapi, world: AlexaWorld, capfd: pytest.CaptureFixture[str]) -> None:
    smapi.expires_after = 3
    code, _ = talk(world, "open talk horse racing")
    assert code == 2
    assert "refuses the login" in capfd.readouterr().err
