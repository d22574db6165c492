"""Scope: `make alexa-validate` with a fake `ask` that talks to the strict SMAPI."""

import pytest

from amazon.validation import main
from tests.support.alexa_world import AlexaWorld
from tests.support.smapi_stand import FAILING
from tests.support.strict_smapi import Smapi


def test_a_skill_that_passes_says_so(world: AlexaWorld, capfd: pytest.CaptureFixture[str]) -> None:
    assert world.run(main) == 0
    assert "2 checks, 0 failed: the validation is successful." in capfd.readouterr().out


def test_each_check_that_fails_is_shown_with_its_importance_the_required_first(
    smapi: Smapi, world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    smapi.account.checks = FAILING
    assert world.run(main) == 1
    said = capfd.readouterr().out
    assert said.index("REQUIRED     Privacy policy (Functional)") < said.index("RECOMMENDED  Icon (Functional)")
    assert "The URL is not reachable." in said
    assert "4 checks, 2 failed: the validation is not successful." in said
    assert "Category" not in said


def test_one_that_never_ends_is_given_up(smapi: Smapi, world: AlexaWorld, capfd: pytest.CaptureFixture[str]) -> None:
    smapi.account.endless = True
    assert world.run(main) == 2
    assert "The validation has not ended after 900 seconds, and is given up here." in capfd.readouterr().err
    assert sum(world.waited) == pytest.approx(900)
