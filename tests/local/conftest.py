"""One AWS on this machine for all tests that deploy, and in it a stack of the skill that they share."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from race_api.meets import EASTERN, Meet
from race_api.server import RaceApi
from ship.local.deployed import DeployedFunction
from ship.local.deployment import Deployment, prepared
from ship.local.emulator import MINISTACK, TOOLS, Emulator, start, stop
from tests.support.local_stack import Role, deployed


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    if not (MINISTACK.exists() and (TOOLS / "sam").exists()):
        pytest.skip("not run: what plays AWS here is not installed (make test-local installs it)")
    folder = tmp_path_factory.mktemp("local") / "aws"
    yield start(folder)
    stop(folder)


@pytest.fixture(scope="session")
def deployment(emulator: Emulator) -> Deployment:
    return prepared(emulator)


@pytest.fixture(scope="session")
def races() -> Iterator[RaceApi]:
    """Yield a race API at which Tampa Bay Downs races on every day around the present one."""
    with RaceApi() as api:
        today = datetime.now(EASTERN).date()
        for offset in range(-2, 15):
            day = today + timedelta(days=offset)
            api.meets[day] = [Meet("TAM", "Tampa Bay Downs", "USA", day)]
        yield api


@pytest.fixture(scope="session")
def skill(deployment: Deployment, races: RaceApi) -> DeployedFunction:
    """Return the function of a stack that was never there before; whoever changes it puts it back."""
    return deployed(deployment, races)[1]


@pytest.fixture
def role(skill: DeployedFunction) -> Iterator[Role]:
    """Yield what the function may do, to be taken away: afterwards it may again."""
    role = Role(skill)
    before = json.dumps(role.policy)
    yield role
    role.put(json.loads(before))
