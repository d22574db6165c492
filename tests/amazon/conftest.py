"""An account at Amazon's, and a machine that talks to it: what most of these tests begin with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.alexa_world import AlexaWorld
from tests.support.smapi import Smapi
from tests.support.smapi_stand import SKILL, account_at_amazon


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
