"""A stack of the skill in an AWS on this machine, and an Echo that talks to its function."""

from echo.device.echo import Echo
from loopback.clock import DeskClock
from race_api.server import RaceApi
from ship.deploying.stacks import Credentials, Stack
from ship.local.deployed import DeployedFunction
from ship.local.deployment import SKILL_ID, Deployment
from tests.support.conversation import MODEL

REGION = "us-east-1"


def deployed(deployment: Deployment, races: RaceApi, name: str = "") -> tuple[Stack, DeployedFunction]:
    """Deploy a stack of the skill that asks this race API; return both."""
    stacks = deployment.stacks(name)
    stack = stacks.bring_up(stacks.settled(REGION), {"SkillId": SKILL_ID}, Credentials(races.username, races.password))
    function = DeployedFunction.of(deployment.emulator, stack)
    function.use(races.url)
    return stack, function


def device(function: DeployedFunction, account: str) -> Echo:
    """Return an Echo of somebody's that has the deployed skill."""
    return Echo(function, MODEL, DeskClock(), application_id=SKILL_ID, account=account)
