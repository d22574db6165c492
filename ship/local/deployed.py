"""The deployed function, as Alexa would call it."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from botocore.exceptions import ClientError

from ship.deploying.stacks import Stack
from ship.local.emulator import Emulator

ALIAS = "live"


class FunctionFailedError(Exception):
    """The function raised or did not start; the text is what AWS tells of it."""


@dataclass(frozen=True)
class DeployedFunction:
    """One stack's function in an emulator: called with an event and a context, it returns the answer."""

    emulator: Emulator
    region: str
    name: str

    @classmethod
    def of(cls, emulator: Emulator, stack: Stack) -> "DeployedFunction":
        """Return the function that Alexa would be pointed to."""
        arn = stack.output("SkillFunctionAliasArn")
        return cls(emulator, stack.region, arn.split(":")[6])

    @classmethod
    def found(cls, emulator: Emulator, region: str, stack: str) -> "DeployedFunction | None":
        """Return the function of a stack by its name; None where there is no such stack."""
        try:
            (told,) = emulator.client("cloudformation", region).describe_stacks(StackName=stack)["Stacks"]
        except ClientError:
            return None
        return cls.of(emulator, Stack.told(stack, region, told))

    def __call__(self, event: object, _context: object = None) -> Any:
        """Invoke the alias and wait for the answer. Raises `FunctionFailedError`."""
        told = self._client.invoke(FunctionName=f"{self.name}:{ALIAS}", Payload=json.dumps(event).encode())
        answer = json.load(told["Payload"])
        if "FunctionError" in told:
            raise FunctionFailedError(answer.get("errorMessage", "no message"))
        return answer

    @property
    def settings(self) -> dict[str, str]:
        """What its environment tells it."""
        variables: dict[str, str] = self._configuration()["Environment"]["Variables"]
        return variables

    @property
    def role(self) -> str:
        """The name of the role it runs as."""
        return str(self._configuration()["Role"]).rpartition("/")[2]

    def use(self, race_api_url: str) -> None:
        """Have it ask this race API from here on, in new containers; the template would refuse one without https."""
        self._publish(Environment={"Variables": {**self.settings, "RACING_API_URL": race_api_url}})

    def renew(self) -> None:
        """Have the next event go to a new container."""
        self._publish(Description=f"In new containers: {uuid4()}")

    def _publish(self, **changed: Any) -> None:
        self._client.update_function_configuration(FunctionName=self.name, **changed)
        self._client.get_waiter("function_updated_v2").wait(FunctionName=self.name, WaiterConfig={"Delay": 0.1})
        version = self._client.publish_version(FunctionName=self.name)["Version"]
        self._client.update_alias(FunctionName=self.name, Name=ALIAS, FunctionVersion=version)

    def _configuration(self) -> dict[str, Any]:
        told: dict[str, Any] = self._client.get_function_configuration(FunctionName=f"{self.name}:{ALIAS}")
        return told

    @property
    def _client(self) -> Any:
        return self.emulator.client("lambda", self.region)
