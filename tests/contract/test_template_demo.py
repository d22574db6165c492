"""demo/template.yaml as AWS gets it: a function at a public address, that costs little whoever calls."""

import re
from typing import Any

import pytest
from samtranslator.yaml_helper import yaml_parse

from ship.build import ROOT
from tests.support.template import SOURCE, Stack, transformed

FILE = ROOT / "demo" / "template.yaml"
DECLARED: dict[str, Any] = yaml_parse(FILE.read_text(encoding="utf-8"))


def demo(**parameters: str) -> Stack:
    return Stack("us-east-1", transformed(FILE), **parameters)


def only(kind: str, stack: Stack | None = None) -> dict[str, Any]:
    """Return the properties of the only resource of a type."""
    (resource,) = (stack or demo()).of_type(kind).values()
    found: dict[str, Any] = resource["Properties"]
    return found


def test_it_runs_on_what_the_skill_runs_on() -> None:
    function, skill = only("AWS::Lambda::Function"), SOURCE["Globals"]["Function"]
    assert function["Runtime"] == skill["Runtime"]
    assert function["Architectures"] == skill["Architectures"]
    assert (function["MemorySize"], function["Timeout"], function["Handler"]) == (512, 5, "demo.app.handler")


def test_its_address_is_public_and_both_permissions_that_takes_are_there_and_no_other() -> None:
    assert only("AWS::Lambda::Url") == {"TargetFunctionArn": "<DemoFunction>", "AuthType": "NONE"}
    permissions = [it["Properties"] for it in demo().of_type("AWS::Lambda::Permission").values()]
    assert sorted(permissions, key=lambda permission: permission["Action"]) == [
        {
            "Action": "lambda:InvokeFunction",
            "FunctionName": "<DemoFunction>",
            "Principal": "*",
            "InvokedViaFunctionUrl": True,
        },
        {
            "Action": "lambda:InvokeFunctionUrl",
            "FunctionName": "<DemoFunction>",
            "Principal": "*",
            "FunctionUrlAuthType": "NONE",
        },
    ]


def test_strangers_cannot_cost_more_than_five_calls_at_a_time_unless_the_account_has_none_to_give() -> None:
    assert only("AWS::Lambda::Function")["ReservedConcurrentExecutions"] == "5"
    assert "ReservedConcurrentExecutions" not in only("AWS::Lambda::Function", demo(DemoConcurrency="0"))


def test_a_parameter_of_the_demo_is_none_of_the_skill_s_so_that_samconfig_can_name_it() -> None:
    assert not DECLARED["Parameters"].keys() & SOURCE["Parameters"].keys()


def test_it_may_write_its_log_and_read_its_one_secret() -> None:
    role = only("AWS::IAM::Role")
    (policy,) = role["Policies"]
    assert [(it["Action"], it["Resource"]) for it in policy["PolicyDocument"]["Statement"]] == [
        (["logs:CreateLogStream", "logs:PutLogEvents"], "<DemoLogs.Arn>"),
        ("secretsmanager:GetSecretValue", "<DemoCredentials>"),
    ]
    assert "ManagedPolicyArns" not in role
    assert only("AWS::Lambda::Function")["Role"] == "<DemoRole.Arn>"
    assert only("AWS::Lambda::Function")["Environment"]["Variables"] == {"RACE_API_SECRET": "<DemoCredentials>"}


def test_its_password_is_made_up_and_needs_no_escape() -> None:
    made = only("AWS::SecretsManager::Secret")["GenerateSecretString"]
    assert made["ExcludePunctuation"] is True
    assert made["PasswordLength"] == 40
    assert yaml_parse(made["SecretStringTemplate"]) == {"username": "talk-horse-racing"}
    assert made["GenerateStringKey"] == "password"


def test_its_log_ends_after_a_month() -> None:
    assert only("AWS::Logs::LogGroup")["RetentionInDays"] == 30
    assert only("AWS::Lambda::Function")["LoggingConfig"]["LogGroup"] == "<DemoLogs>"


def test_what_it_tells_is_what_the_skill_s_stack_takes() -> None:
    outputs = transformed(FILE)["Outputs"]
    assert set(outputs) == {"Url", "SecretArn"}
    url = "https://0123456789abcdefghijklmnopqrstuv.lambda-url.us-east-1.on.aws/"
    told = demo().resolved({"Fn::Sub": ["https://${Host}", {"Host": {"Fn::Select": [2, {"Fn::Split": ["/", url]}]}}]})
    assert outputs["Url"]["Value"]["Fn::Sub"][0] == "https://${Host}"
    parameter = SOURCE["Parameters"]["RacingApiUrl"]
    assert re.search(parameter["AllowedPattern"], told)
    assert len(told) <= parameter["MaxLength"]


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1", "us-west-2"])
def test_the_address_in_any_of_alexas_regions_fits_the_skill_s_parameter(region: str) -> None:
    host = f"{'x' * 32}.lambda-url.{region}.on.aws"
    assert len(f"https://{host}") <= SOURCE["Parameters"]["RacingApiUrl"]["MaxLength"]
