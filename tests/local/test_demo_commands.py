"""The demo as `make deploy DEMO=yes` builds and deploys it: with the real commands, and nothing taken out of it."""

import json
import shutil
import sys
import time
from dataclasses import replace
from pathlib import Path

import requests

from ship.build import ROOT
from ship.deploying.commands import Shell
from ship.deploying.demo import bring_up, take_down
from ship.deploying.hints import Hints
from ship.deploying.stacks import Stacks
from ship.deploying.stages import load_stage
from ship.local.emulator import Emulator
from tests.support.local_stack import REGION

PATH = "v1/north-america/meets"


def test_the_demo_is_built_deployed_asked_and_taken_down_with_the_commands_that_are_meant_for_it(
    emulator: Emulator, tmp_path: Path
) -> None:
    # Not in the repository itself, where a person's own builds lie.
    for name in ("demo", "lambda", "loopback", "race_api", "ship"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("template.yaml", "samconfig.toml"):
        shutil.copy(ROOT / name, tmp_path)
    shell = Shell(tmp_path, {**emulator.environment, "PYTHON": sys.executable}, time.sleep)
    hints = Hints("make deploy STAGE=dev DEMO=yes", "", "")
    stacks = Stacks(shell, load_stage(tmp_path / "samconfig.toml", "dev"), hints)
    own = replace(stacks, stage=stacks.stage.demo)
    feed = bring_up(stacks, own.settled(REGION))
    assert feed["InventedRaces"] == "Yes"
    # Where the emulator serves what has this address.
    address = f"{emulator.url}/_aws/lambda-url/{feed['RacingApiUrl'].removeprefix('https://').partition('.')[0]}/{PATH}"
    # Here a reference to a secret is its name and not its ARN, so that the function may not read it yet.
    assert requests.get(address, timeout=30).status_code == 503
    secret = emulator.client("secretsmanager", REGION).get_secret_value(SecretId=feed["RacingApiSecret"])
    login = json.loads(secret["SecretString"])
    allow_reading(emulator, secret["ARN"])
    assert requests.get(address, timeout=30).status_code == 401
    answer = requests.get(address, auth=(login["username"], login["password"]), timeout=30)
    assert answer.json()["meets"]
    assert "is gone" in take_down(stacks)
    assert not own.describe(REGION).exists
    assert requests.get(address, timeout=30).status_code == 404


def allow_reading(emulator: Emulator, secret: str) -> None:
    """Let the demo's role read its secret, and have the next call go to a new container."""
    policies, functions = emulator.client("iam", REGION), emulator.client("lambda", REGION)
    known = functions.list_functions()["Functions"]
    (function,) = [function for function in known if "-demo-DemoFunction" in function["FunctionName"]]
    statement = {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": secret}
    policies.put_role_policy(
        RoleName=function["Role"].rpartition("/")[2],
        PolicyName="Reading",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
    )
    variables = function["Environment"]["Variables"] | {"IN": "a new container"}
    functions.update_function_configuration(FunctionName=function["FunctionName"], Environment={"Variables": variables})
