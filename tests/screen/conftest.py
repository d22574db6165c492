"""The browser that all tests of drawn screens share: drawings follow each other on one page."""

from collections.abc import Iterator

import pytest

from tools.screens.samples import NOW
from tools.screens.stage import Stage, opened

# Amazon's own font is not here: what fits with one that is wider than it, and a tenth more, fits with it.
WIDER = 110  # percent


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    with opened(NOW, wider=WIDER) as opened_stage:
        yield opened_stage
