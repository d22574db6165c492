"""A stack of the skill in an AWS on this machine, an Echo that talks to its function, and what the function may do."""

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from typing import Any

from echo.device.echo import Echo
from loopback.clock import DeskClock
from race_api.server import RaceApi
from ship.deploying.stacks import Credentials, Stack
from ship.deploying.stages import PLAYED
from ship.local.deployed import DeployedFunction
from ship.local.deployment import SKILL_ID, Deployment
from tests.support.conversation import MODEL

REGION = "us-east-1"

_listeners = count()


def deployed(
    deployment: Deployment, races: RaceApi, stage: str = PLAYED, region: str = REGION, **values: str
) -> tuple[Stack, DeployedFunction]:
    """Deploy a stage's stack of the skill, with these parameters, that asks this race API; return both."""
    config = deployment.base / "samconfig.toml"
    committed = config.read_text(encoding="utf-8")
    if f"[{stage}." not in committed:
        # A stage like the one that is played here.
        section = committed[committed.index(f"[{PLAYED}.") :].partition("\n\n\n")[0]
        config.write_text(f"{committed}\n\n\n{section.replace(PLAYED, stage)}", encoding="utf-8")
    stacks = deployment.stacks(stage)
    told = {"SkillId": SKILL_ID, **values}
    stack = stacks.bring_up(stacks.settled(region), told, Credentials(races.username, races.password))
    function = DeployedFunction.of(deployment.emulator, stack)
    function.use(races.url)
    return stack, function


def empty_cache(function: DeployedFunction) -> None:
    """Take out of the shared cache whatever containers have put there."""
    tables = function.emulator.client("dynamodb", function.region)
    table = function.settings["RACE_CACHE_TABLE"]
    for item in tables.scan(TableName=table)["Items"]:
        tables.delete_item(TableName=table, Key={"key": item["key"]})


class Listener:
    """Somebody with an Echo who never talked to the skill before; what Alexa would refuse fails the test."""

    def __init__(self, function: DeployedFunction, account: str = "") -> None:
        self.account = account or f"amzn1.ask.account.LISTENER{next(_listeners)}"
        self.echo = Echo(function, MODEL, DeskClock(), application_id=SKILL_ID, account=self.account)

    def say(self, utterance: str) -> str:
        """Say something; return what is heard."""
        exchange = self.echo.say(utterance)
        assert not exchange.violations, exchange.violations
        return exchange.speech

    def leave(self) -> tuple[str, ...]:
        """Disable the skill, so that all that is kept has to go; return what went wrong."""
        return self.echo.skill_event("SKILL_DISABLED").violations


@dataclass(frozen=True)
class Role:
    """What a deployed function's own role may do."""

    function: DeployedFunction

    @property
    def policy(self) -> dict[str, Any]:
        """The policy that the template gave it."""
        told: Mapping[str, Any] = self._iam.get_role_policy(RoleName=self.function.role, PolicyName="Skill")
        return deepcopy(dict(told["PolicyDocument"]))

    def put(self, policy: dict[str, Any]) -> None:
        """Hold it to another policy, from the next call on."""
        self._iam.put_role_policy(RoleName=self.function.role, PolicyName="Skill", PolicyDocument=json.dumps(policy))

    def lose(self, action: str, resource: str) -> None:
        """Take one action away, on what has this in its ARN."""
        policy = self.policy
        for statement in policy["Statement"]:
            actions = [statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"]
            if resource in statement["Resource"] and action in actions:
                statement["Action"] = [kept for kept in actions if kept != action] or "none:AtAll"
                self.put(policy)
                return
        raise LookupError(f"{action} on {resource} is not among {policy}")

    @property
    def _iam(self) -> Any:
        return self.function.emulator.client("iam", REGION)
