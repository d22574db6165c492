"""An account at Amazon's, and a machine that talks to it: what most of these tests begin with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from amazon.both_readings import BothReadings, both_readings
from tests.support.alexa_world import AlexaWorld
from tests.support.conversation import MODEL
from tests.support.smapi_stand import SKILL, account_at_amazon
from tests.support.strict_smapi import Smapi


@pytest.fixture(scope="session")
def learned() -> BothReadings:
    """Return the desk's readings, which take a second to learn."""
    return both_readings(MODEL)


@pytest.fixture(autouse=True)
def learned_once(learned: BothReadings, monkeypatch: pytest.MonkeyPatch) -> None:
    for program in ("anywhere", "nlu"):
        monkeypatch.setattr(f"amazon.{program}.both_readings", lambda _: learned)


@pytest.fixture
def smapi() -> Iterator[Smapi]:
    with account_at_amazon() as smapi:
        yield smapi
        # Whatever a test is about, the requests are those that Amazon takes.
        assert not smapi.refused


@pytest.fixture
def world(tmp_path: Path, smapi: Smapi) -> Iterator[AlexaWorld]:
    """Yield a machine on which the stage dev was deployed."""
    with AlexaWorld(tmp_path, smapi) as world:
        world.note(SKILL)
        yield world
        assert not world.broken, world.broken[0]
