"""The artifacts that the tests look at: built together, once, unless `make build` has built them from what is there."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from ship.build import Artifact, Recipe, Target, built, demo, host_interpreter
from ship.function import runtime_packages


@dataclass(frozen=True)
class Builds:
    """What is being made, in threads: most of the time goes into waiting for packages."""

    for_lambda: Future[Artifact]
    for_host: Future[Artifact]
    demo_for_host: Future[Artifact]
    packages: Future[Path]


@pytest.fixture(scope="session")
def builds() -> Iterator[Builds]:
    with ThreadPoolExecutor() as pool:
        yield Builds(
            pool.submit(built, Recipe(Target.LAMBDA)),
            pool.submit(built, Recipe(Target.HOST)),
            pool.submit(built, demo(Target.HOST)),
            pool.submit(runtime_packages, host_interpreter()),
        )


@pytest.fixture(scope="session")
def for_lambda(builds: Builds) -> Artifact:
    return builds.for_lambda.result()


@pytest.fixture(scope="session")
def for_host(builds: Builds) -> Artifact:
    """Return the artifact for this machine, once what the runtime brings is there too."""
    builds.packages.result()
    return builds.for_host.result()


@pytest.fixture(scope="session")
def demo_for_host(builds: Builds) -> Artifact:
    """Return the demo's artifact for this machine."""
    builds.packages.result()
    return builds.demo_for_host.result()
