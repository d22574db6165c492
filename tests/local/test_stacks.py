"""What becomes of stacks: an update, another region, a table that is gone, and the end."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from race_api.server import RaceApi
from ship.local.deployed import DeployedFunction
from ship.local.deployment import Deployment
from tests.support.local_stack import REGION, Listener, Role, deployed

ROOT = Path(__file__).parents[2]
TELL = "ask talk horse racing my favorite track is arapahoe park"
RECALL = "ask talk horse racing what's my favorite track"
EUROPE = "eu-west-1"


def test_going_over_from_invented_to_real_races_is_an_update_that_keeps_what_listeners_told(
    deployment: Deployment, races: RaceApi
) -> None:
    secrets = deployment.emulator.client("secretsmanager", REGION)
    login = json.dumps({"username": races.username, "password": races.password})
    demos = secrets.create_secret(Name="demos", SecretString=login)["ARN"]
    stack, function = deployed(deployment, races, "updated", RacingApiSecret=demos, InventedRaces="Yes")
    assert function.settings["RACING_API_SECRET"] == demos
    listener = Listener(function)
    assert "The races here are invented." in listener.say("open talk horse racing")
    listener.say("my favorite track is arapahoe park")
    functions = deployment.emulator.client("lambda", REGION)
    before = functions.get_alias(FunctionName=function.name, Name="live")["FunctionVersion"]
    updated, function = deployed(deployment, races, "updated", RacingApiSecret="", InventedRaces="No", Tracing="Active")
    assert updated.status == "UPDATE_COMPLETE"
    assert updated.output("FavoritesTableName") == stack.output("FavoritesTableName")
    live = functions.get_function_configuration(FunctionName=f"{function.name}:live")
    assert live["Version"] != before
    assert live["TracingConfig"] == {"Mode": "Active"}
    may = {str(statement["Action"]): statement["Resource"] for statement in Role(function).policy["Statement"]}
    assert any("xray:PutTraceSegments" in actions for actions in may)
    assert "RacingApiCredentials" in may["secretsmanager:GetSecretValue"]
    welcome = Listener(function, listener.account).say("open talk horse racing")
    assert "Arapahoe Park" in welcome
    assert "invented" not in welcome


@pytest.fixture
def in_two_regions(deployment: Deployment, races: RaceApi) -> tuple[DeployedFunction, DeployedFunction]:
    """Return the functions of two regions' stacks that share the favorites.

    Here the template's replicas are taken and not made, so the table gets one as docs/regions.md gives one to a table
    that no stack owns. Roles are known by their names in every region, and two stacks of one name would share one.
    """
    home, first = deployed(deployment, races, "home", FavoritesReplicaRegions=EUROPE)
    table = home.output("FavoritesTableName")
    tables = deployment.emulator.client("dynamodb", EUROPE)
    with pytest.raises(ClientError, match="ResourceNotFound"):
        tables.describe_table(TableName=table)
    deployment.emulator.client("dynamodb", REGION).update_table(
        TableName=table, ReplicaUpdates=[{"Create": {"RegionName": EUROPE}}]
    )
    _, second = deployed(deployment, races, "abroad", EUROPE, FavoritesTableName=table)
    return first, second


def test_what_is_told_in_one_region_is_known_in_another_and_is_erased_from_both(
    in_two_regions: tuple[DeployedFunction, DeployedFunction],
) -> None:
    first, second = in_two_regions
    listener = Listener(first)
    listener.say(TELL)
    abroad = Listener(second, listener.account)
    assert "Arapahoe Park" in abroad.say(RECALL)
    assert abroad.leave() == ()
    assert "You haven't told me" in listener.say(RECALL)


def test_conversations_go_on_when_the_tables_are_gone(deployment: Deployment, races: RaceApi) -> None:
    _, function = deployed(deployment, races, "bare")
    tables = deployment.emulator.client("dynamodb", REGION)
    for table in (function.settings["RACE_CACHE_TABLE"], function.settings["FAVORITES_TABLE"]):
        tables.delete_table(TableName=table)
    listener = Listener(function)
    told = listener.say(TELL)
    assert "Arapahoe Park" in told
    assert "remember" not in told
    assert listener.say("ask talk horse racing how many races at tampa bay downs tomorrow").startswith("There are ")


def test_what_is_taken_down_as_docs_operations_says_leaves_nothing(deployment: Deployment, races: RaceApi) -> None:
    stack, _ = deployed(deployment, races, "ended")
    table = stack.output("FavoritesTableName")
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    (commands,) = re.findall(r"```\nSTACK=[^\n]*\n(.*?)```", page.partition("## Take it down")[2], re.DOTALL)
    before, waiting, after = commands.partition("wait stack-delete-complete --region $REGION --stack-name $STACK\n")
    run(deployment, stack.name, before + waiting)
    assert not deployment.stacks("ended").describe(REGION).exists
    # In AWS the table outlives the stack. Here what a nested stack retains is deleted with it, and another stands in.
    tables = deployment.emulator.client("dynamodb", REGION)
    assert table not in tables.list_tables()["TableNames"]
    tables.create_table(
        TableName=table,
        AttributeDefinitions=[{"AttributeName": "user_id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "user_id", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
        DeletionProtectionEnabled=True,
    )
    run(deployment, stack.name, f"TABLE={table}\n{after}")
    assert table not in tables.list_tables()["TableNames"]
    functions = deployment.emulator.client("lambda", REGION).list_functions()["Functions"]
    assert not [function for function in functions if function["FunctionName"].startswith(stack.name)]


def run(deployment: Deployment, stack: str, commands: str) -> None:
    """Run a page's commands as a person would who has set these two."""
    environment = deployment.emulator.environment
    subprocess.run(  # noqa: S603 - the project's own page
        ["/bin/bash", "-euo", "pipefail", "-c", commands],
        env={**environment, "STACK": stack, "REGION": REGION},
        check=True,
        timeout=120,
    )
