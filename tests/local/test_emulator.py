"""What MiniStack lacks, for which tests/ship/test_local.py lists what is taken out: these fail once it can do that."""

import json
import re
from typing import Any

import pytest
from botocore.exceptions import ClientError, WaiterError

from ship.local.deployed import DeployedFunction
from ship.local.emulator import Emulator
from tests.support.local_stack import REGION

LACKS = {
    "Unrecognized resource types: [AWS::Logs::QueryDefinition]": {
        "Type": "AWS::Logs::QueryDefinition",
        "Properties": {"Name": "turns", "QueryString": "fields @message"},
    },
    "Unrecognized resource types: [AWS::CodeDeploy::Application]": {
        "Type": "AWS::CodeDeploy::Application",
        "Properties": {"ComputePlatform": "Lambda"},
    },
    "(metric math) is not supported": {
        "Type": "AWS::CloudWatch::Alarm",
        "Properties": {
            "ComparisonOperator": "GreaterThanThreshold",
            "EvaluationPeriods": 1,
            "Threshold": 1,
            "Metrics": [{"Id": "all", "Expression": "1 + 1", "ReturnData": True}],
        },
    },
}


@pytest.mark.parametrize("refusal", LACKS)
def test_the_emulator_still_refuses_what_is_taken_out(emulator: Emulator, refusal: str) -> None:
    assert refusal in told_of_making(emulator, {"Resources": {"Wanted": LACKS[refusal]}})


def told_of_making(emulator: Emulator, template: dict[str, Any]) -> str:
    """Return what is told of a stack that cannot be made, at once or afterwards; nothing of one that can."""
    stacks, name = emulator.client("cloudformation", REGION), "wanted"
    try:
        stacks.create_stack(StackName=name, TemplateBody=json.dumps(template))
    except ClientError as error:
        return str(error)
    try:
        stacks.get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig={"Delay": 0.1})
    except WaiterError:
        return json.dumps(stacks.describe_stack_events(StackName=name)["StackEvents"], default=str)
    return ""


def test_the_emulator_still_names_secrets_after_their_stacks_and_takes_a_reference_for_the_name(
    emulator: Emulator,
) -> None:
    stacks = emulator.client("cloudformation", REGION)
    template = {
        "Resources": {"Kept": {"Type": "AWS::SecretsManager::Secret", "Properties": {"SecretString": "a"}}},
        "Outputs": {"Ref": {"Value": {"Ref": "Kept"}}, "Id": {"Value": {"Fn::GetAtt": ["Kept", "Id"]}}},
    }
    stacks.create_stack(StackName="secret", TemplateBody=json.dumps(template))
    stacks.get_waiter("stack_create_complete").wait(StackName="secret", WaiterConfig={"Delay": 0.1})
    (stack,) = stacks.describe_stacks(StackName="secret")["Stacks"]
    told = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
    assert re.fullmatch(r"arn:aws:secretsmanager:us-east-1:\d+:secret:secret-Kept-.*", told["Id"])
    assert not told["Ref"].startswith("arn:")


def test_the_emulator_still_leaves_these_properties_of_the_stack_alone(skill: DeployedFunction) -> None:
    """It takes them and does not do them, so that nothing here shows that they work."""
    function: dict[str, Any] = skill.emulator.client("lambda", REGION).get_function_configuration(
        FunctionName=skill.name
    )
    assert "DeadLetterConfig" not in function
    tables = skill.emulator.client("dynamodb", REGION)
    favorites = tables.describe_table(TableName=skill.settings["FAVORITES_TABLE"])["Table"]
    assert not favorites["DeletionProtectionEnabled"]
