"""What tests of conversations share."""

from collections.abc import Iterator

import pytest

from tests.support.cases import Stand


@pytest.fixture(scope="module")
def stand() -> Iterator[Stand]:
    with Stand() as ready:
        yield ready
