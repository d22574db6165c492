"""The CloudFormation stacks, one in each region: what state they are in, and how they are brought up to date."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from ship.deploying.commands import Commands
from ship.deploying.errors import DeployError
from ship.deploying.hints import Hints
from ship.deploying.stages import DEMO_ENDING, Stage

# Seconds between two looks at a stack that something else is changing, and how often to look: half an hour.
LOOK_AGAIN, LOOKS = 15.0, 120
DELETE = "aws cloudformation delete-stack {0} && aws cloudformation wait stack-delete-complete {0}"
# In these a stack never came up. Its table has the same protection as one that is in use.
NEVER_UP = {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED"}
# From these states no deployment goes on by itself.
WAYS_OUT = {
    "ROLLBACK_COMPLETE": DELETE,
    "ROLLBACK_FAILED": DELETE,
    "CREATE_FAILED": DELETE,
    "DELETE_FAILED": DELETE,
    "UPDATE_FAILED": "aws cloudformation rollback-stack {0}",
    "UPDATE_ROLLBACK_FAILED": "aws cloudformation continue-update-rollback {0}",
}
# The alarms of alarms.yaml that roll a deployment back.
ROLLING_BACK = ("OwnFailures", "AlexaRejections")


@dataclass(frozen=True)
class Credentials:
    """What The Racing API issued."""

    username: str = field(repr=False)
    password: str = field(repr=False)


@dataclass(frozen=True)
class Stack:
    """What AWS tells of a stack; without a status there is none."""

    name: str
    region: str
    status: str | None = None
    reason: str = ""
    outputs: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def told(cls, name: str, region: str, stack: Mapping[str, Any]) -> "Stack":
        """Read what DescribeStacks tells of one; raises what another form raises."""
        return cls(
            name,
            region,
            stack["StackStatus"],
            stack.get("StackStatusReason", ""),
            {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])},
            {parameter["ParameterKey"]: parameter["ParameterValue"] for parameter in stack.get("Parameters", [])},
        )

    @property
    def exists(self) -> bool:
        """Whether it was ever deployed; one in review is an empty name."""
        return self.status not in {None, "REVIEW_IN_PROGRESS"}

    @property
    def state(self) -> str:
        """A sentence for the person."""
        if not self.exists:
            return f"There is no stack {self.name} in {self.region} yet."
        has_table = self.status in NEVER_UP and not self.name.endswith(DEMO_ENDING)
        left = " An empty favorites table, protected from deletion, may stay behind." if has_table else ""
        return f"The stack {self.name} in {self.region} is in {self.status}{self.reason and f' ({self.reason})'}.{left}"

    def output(self, key: str) -> str:
        """Return one of its outputs, which the template promises."""
        if key not in self.outputs:
            raise DeployError(f"{self.state} It has no output {key}.", "compare template.yaml with what is deployed")
        return self.outputs[key]


@dataclass(frozen=True)
class Stacks:
    """A stage's stacks, and the commands to suggest when one is in the way."""

    commands: Commands
    stage: Stage
    hints: Hints

    def describe(self, region: str) -> Stack:
        """Return the stack of an AWS region as it is now."""
        name = self.stage.stack
        told = self.commands.query(
            *("aws", "cloudformation", "describe-stacks", "--stack-name", name, "--region", region, "--output", "json")
        )
        if told.code and "does not exist" in told.err:
            return Stack(name, region)
        if told.code:
            raise DeployError(
                f"AWS does not tell what state the stack {name} in {region} is in: {told.reason}",
                f"let this login do cloudformation:DescribeStacks, or log in anew, then {self.hints.again}",
            )
        content = told.content("aws", self.hints.again)
        try:
            (stack,) = content["Stacks"]
            return Stack.told(name, region, stack)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise DeployError(
                f"aws tells of the stack {name} in {region} in a form that is not its own: {told.out.strip()[:80]!r}.",
                self.hints.again,
            ) from error

    def settled(self, region: str) -> Stack:
        """Return a stack once nothing changes it any more; one that cannot be deployed to is a DeployError."""
        stack = self.at_rest(region)
        if way_out := self._way_out(stack):
            raise DeployError(stack.state, f"{way_out} && {self.hints.again}")
        return stack

    def at_rest(self, region: str) -> Stack:
        """Return a stack, in whatever state, once nothing changes it any more."""
        for _ in range(LOOKS):
            stack = self.describe(region)
            if not stack.exists or not str(stack.status).endswith("_IN_PROGRESS"):
                return stack
            print(f"{stack.state} Waiting for it.", flush=True)
            self.commands.wait(LOOK_AGAIN)
        raise DeployError(
            f"{stack.state} It has been for {LOOKS * LOOK_AGAIN / 60:.0f} minutes.", f"{self.hints.again}, later"
        )

    def bring_up(self, stack: Stack, values: Mapping[str, str], credentials: Credentials | None) -> Stack:
        """Deploy what was built and return the stack; parameters that are not given keep their values."""
        canary = ", and five more for the canary if its code is new" if stack.exists else ""
        print(f"The stack in {stack.region} takes some minutes{canary}.", flush=True)
        values = {**values, "RollBack": "No" if stack.exists and self._rings(stack) else "Yes"}
        overrides = [f"{key}={value}" if value else f'{key}=""' for key, value in values.items()]
        with self._on_file(credentials) as more:
            return self.deploy(stack, "--parameter-overrides", *self.stage.overrides, *overrides, *more)

    def deploy(self, stack: Stack, *words: str, advice: str = "mend that") -> Stack:
        """Run `sam deploy` with further words and return the stack; `advice` is what comes first if that failed."""
        code = self.commands.change(
            *("sam", "deploy", "--config-env", self.stage.name, "--region", stack.region),
            *("--no-confirm-changeset", "--no-fail-on-empty-changeset", *words),
        )
        stack = self.describe(stack.region)
        if code:
            then = " && ".join(filter(None, (self._way_out(stack), self.hints.again)))
            raise DeployError(f"sam deploy failed, for the reason above. {stack.state}", f"{advice}, then {then}")
        return stack

    def _rings(self, stack: Stack) -> bool:
        """Tell whether an alarm rings that would take a new version back, though the one before made it ring."""
        names = [f"{stack.name}-{alarm}" for alarm in ROLLING_BACK]
        told = self.commands.query(
            *("aws", "cloudwatch", "describe-alarms", "--alarm-names", *names, "--state-value", "ALARM"),
            *("--region", stack.region, "--output", "json"),
        )
        # Whoever may not look deploys all the same; an alarm that rings then stops it.
        if told.code or not told.content("aws", self.hints.again).get("MetricAlarms"):
            return False
        print("An alarm rings already. No alarm takes this deployment back, as it may be what mends it.", flush=True)
        return True

    def _way_out(self, stack: Stack) -> str:
        """Return the command that ends a state no deployment goes on from; nothing in any other state."""
        where = f"--stack-name {stack.name} --region {stack.region}{self.hints.aws_profile}"
        return WAYS_OUT.get(str(stack.status), "").format(where)

    @contextmanager
    def _on_file(self, credentials: Credentials | None) -> Iterator[list[str]]:
        """Lay the credentials where `sam` alone finds them: every process may read a command line."""
        name = f".ask/{self.stage.name}/credentials.yaml"
        file = self.commands.base / name
        # One that is there was left by a run that was killed.
        file.unlink(missing_ok=True)
        if not credentials:
            yield []
            return
        values = {"RacingApiUsername": credentials.username, "RacingApiPassword": credentials.password}
        try:
            # JSON is YAML, and YAML is what `sam` takes.
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
                json.dump(values, out)
            yield [f"file://{name}"]
        finally:
            file.unlink(missing_ok=True)
