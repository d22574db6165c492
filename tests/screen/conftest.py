"""The page that all tests of drawn screens share: drawings follow each other there."""

from typing import Any

import pytest

from tools.screens.racing import NOW
from tools.screens.stage import Stage

# Amazon's own font is not here: what fits with one that is wider than it, and a tenth more, fits with it.
WIDER = 110  # percent


@pytest.fixture(scope="session")
def stage(chromium: Any) -> Stage:
    return Stage(chromium, NOW, WIDER)
