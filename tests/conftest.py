"""How the tests are shared out among processes, and which of them take long."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tools.browser import browser

ROOT = Path(__file__).parents[1]

# What tries very many things, waits in real time, or builds and measures: `make test-quick` leaves these out.
SLOW = {
    "tests/contract/test_certification_runtime.py",
    "tests/contract/test_certification_runtime_failures.py",
    "tests/contract/test_certification_runtime_slots.py",
    "tests/contract/test_certification_runtime_speech.py",
    "tests/contract/test_certification_runtime_states.py",
    "tests/contract/test_certification_runtime_times.py",
    "tests/contract/test_certification_static_model.py",
    "tests/contract/test_fuzz.py",
    "tests/contract/test_matrix.py",
    "tests/contract/test_privacy.py",
    "tests/contract/test_race_api_clock.py",
    "tests/contract/test_race_api_shapes.py",
    "tests/conversation/test_times.py",
    "tests/conversation/test_trouble.py",
    "tests/feeds/test_bench_feed.py",
    "tests/feeds/test_properties.py",
    "tests/ship/test_bench_start.py",
    "tests/ship/test_build.py",
    "tests/ship/test_demo.py",
    "tests/ship/test_invoke.py",
    "tests/unit/test_misheard.py",
}
# A hang is a failure, also of these.
SLOW_SECONDS = 180
# These ask for the answers of one long tour of conversations, which is so taken once.
MATRIX = {
    "tests/contract/test_certification_runtime.py",
    "tests/contract/test_certification_runtime_slots.py",
    "tests/contract/test_certification_runtime_speech.py",
    "tests/contract/test_certification_runtime_states.py",
    "tests/contract/test_matrix.py",
}
# Long files whose tests have nothing in common that takes time to prepare: their tests go wherever there is room.
SPLIT = {
    "tests/contract/test_certification_runtime_times.py",
    "tests/contract/test_certification_static_model.py",
    "tests/contract/test_fuzz.py",
    "tests/conversation/test_scripts.py",
    "tests/feeds/test_properties.py",
    "tests/screen/test_drawn.py",
}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Yield the browser of all tests that need one: Playwright has no more than one at a time in a process."""
    with browser() as opened:
        yield opened


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow, and keep the tests of a file together: what it prepares, it prepares once."""
    for item in items:
        name = item.path.relative_to(ROOT).as_posix()
        if name in SLOW:
            item.add_marker(pytest.mark.slow)
            # Where the test says nothing nearer: the first that asks for what several share waits for all of it.
            item.add_marker(pytest.mark.timeout(SLOW_SECONDS))
        if name.startswith("tests/local/"):
            # The first of them waits for all that is built and deployed.
            item.add_marker(pytest.mark.local)
            item.add_marker(pytest.mark.timeout(SLOW_SECONDS))
        if item.get_closest_marker("browser"):
            # A page is drawn when the machine gets to it, and a test waits for it only so long.
            item.add_marker(pytest.mark.flaky(reruns=2, reruns_delay=1))
        if name not in SPLIT:
            item.add_marker(pytest.mark.xdist_group("matrix" if name in MATRIX else name))


@pytest.hookimpl(trylast=True, specname="pytest_collection_modifyitems")
def begin_with_what_takes_longest(items: list[pytest.Item]) -> None:
    """Let what takes long begin first, in random order otherwise, or one process would be at it alone in the end."""
    items.sort(key=lambda item: _rank(item.path.relative_to(ROOT).as_posix()))


def _rank(name: str) -> int:
    return 0 if name in MATRIX else 1 if name in SLOW else 2


def pytest_configure() -> None:
    """Refuse names of files that are not there: whoever renames one has to say so here."""
    gone = [name for name in sorted(SLOW | MATRIX | SPLIT) if not (ROOT / name).is_file()]
    if gone:
        raise pytest.UsageError(f"tests/conftest.py names files that are not there: {', '.join(gone)}")
