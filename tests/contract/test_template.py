"""template.yaml as AWS gets it: transformed by SAM's own translator, and linted."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).parents[2]
SKILL_ID = "amzn1.ask.skill.00000000-0000-0000-0000-000000000000"


@pytest.fixture(scope="module")
def deployed() -> Iterator[dict[str, Any]]:
    """The template's resources after the transform, as CloudFormation would make them."""
    template = yaml_parse((ROOT / "template.yaml").read_text(encoding="utf-8"))
    # `sam package` would have put the code there; the transform itself takes no local folder.
    template["Resources"]["SkillFunction"]["Properties"]["CodeUri"] = "s3://bucket/key"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        yield Translator({}, Parser()).translate(template, {"SkillId": SKILL_ID})["Resources"]


def of_type(resources: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [resource["Properties"] for resource in resources.values() if resource["Type"] == kind]


def only(resources: dict[str, Any], kind: str) -> dict[str, Any]:
    (resource,) = of_type(resources, kind)
    return resource


def test_the_function_is_what_the_design_says(deployed: dict[str, Any]) -> None:
    function = only(deployed, "AWS::Lambda::Function")
    assert function["Runtime"] == "python3.13"
    assert function["Architectures"] == ["arm64"]
    assert function["MemorySize"] == 512
    assert function["Timeout"] == 7
    assert function["Handler"] == "app.handler"


def test_only_this_skill_may_invoke_it(deployed: dict[str, Any]) -> None:
    permission = only(deployed, "AWS::Lambda::Permission")
    assert permission["Principal"] == "alexa-appkit.amazon.com"
    assert permission["Action"] == "lambda:InvokeFunction"
    assert permission["EventSourceToken"] == {"Ref": "SkillId"}


def test_every_setting_reaches_the_environment(deployed: dict[str, Any]) -> None:
    assert only(deployed, "AWS::Lambda::Function")["Environment"]["Variables"] == {
        "SKILL_ID": {"Ref": "SkillId"},
        "RACING_API_URL": {"Ref": "RacingApiUrl"},
        "RACING_API_SECRET": {"Ref": "RacingApiCredentials"},
        "RACE_CACHE_TABLE": {"Ref": "RaceCache"},
        "FAVORITES_TABLE": {"Ref": "FavoritesTable"},
    }


def test_the_function_may_do_just_this_with_just_these_resources(deployed: dict[str, Any]) -> None:
    role = only(deployed, "AWS::IAM::Role")
    statements = [statement for policy in role["Policies"] for statement in policy["PolicyDocument"]["Statement"]]
    assert "ManagedPolicyArns" not in role
    assert [(statement["Effect"], statement["Action"], statement["Resource"]) for statement in statements] == [
        ("Allow", ["logs:CreateLogStream", "logs:PutLogEvents"], {"Fn::GetAtt": ["SkillLogs", "Arn"]}),
        ("Allow", ["dynamodb:GetItem", "dynamodb:UpdateItem"], {"Fn::GetAtt": ["RaceCache", "Arn"]}),
        (
            "Allow",
            ["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:Query"],
            {"Fn::GetAtt": ["FavoritesTable", "Arn"]},
        ),
        ("Allow", "secretsmanager:GetSecretValue", {"Ref": "RacingApiCredentials"}),
    ]


def test_the_cache_is_encrypted_and_empties_itself(deployed: dict[str, Any]) -> None:
    table = only(deployed, "AWS::DynamoDB::Table")
    assert table["SSESpecification"] == {"SSEEnabled": True}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
    assert table["KeySchema"] == [{"AttributeName": "key", "KeyType": "HASH"}]


def test_the_favorites_can_grow_into_a_second_region_and_outlive_the_stack(deployed: dict[str, Any]) -> None:
    table = only(deployed, "AWS::DynamoDB::GlobalTable")
    (replica,) = table["Replicas"]
    assert replica["Region"] == {"Ref": "AWS::Region"}
    assert replica["DeletionProtectionEnabled"]
    assert deployed["FavoritesTable"]["DeletionPolicy"] == "Retain"
    assert deployed["FavoritesTable"]["UpdateReplacePolicy"] == "Retain"


def test_the_favorites_are_encrypted_backed_up_and_paid_by_the_call(deployed: dict[str, Any]) -> None:
    table = only(deployed, "AWS::DynamoDB::GlobalTable")
    assert table["SSESpecification"] == {"SSEEnabled": True}
    assert table["Replicas"][0]["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["BillingMode"] == "PAY_PER_REQUEST"


def test_the_favorites_are_kept_by_account_and_person_and_lapse_by_themselves(deployed: dict[str, Any]) -> None:
    table = only(deployed, "AWS::DynamoDB::GlobalTable")
    assert table["KeySchema"] == [
        {"AttributeName": "user_id", "KeyType": "HASH"},
        {"AttributeName": "who", "KeyType": "RANGE"},
    ]
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}


def test_the_credentials_stand_in_the_secret_and_nowhere_else(deployed: dict[str, Any]) -> None:
    assert "${RacingApiPassword}" in only(deployed, "AWS::SecretsManager::Secret")["SecretString"]["Fn::Sub"]
    others = {name: resource for name, resource in deployed.items() if name != "RacingApiCredentials"}
    assert "RacingApiPassword" not in str(others)
    assert "RacingApiUsername" not in str(others)


def test_logs_are_json_and_do_not_stay_forever(deployed: dict[str, Any]) -> None:
    logging = only(deployed, "AWS::Lambda::Function")["LoggingConfig"]
    assert (logging["LogFormat"], logging["LogGroup"]) == ("JSON", {"Ref": "SkillLogs"})
    assert only(deployed, "AWS::Logs::LogGroup")["RetentionInDays"] == 30


def test_the_credentials_are_not_shown_in_the_console() -> None:
    parameters = yaml_parse((ROOT / "template.yaml").read_text(encoding="utf-8"))["Parameters"]
    assert all(parameters[name]["NoEcho"] for name in ("RacingApiUsername", "RacingApiPassword"))


def test_cfn_lint_finds_nothing() -> None:
    environ = os.environ | {"AWS_DEFAULT_REGION": "us-east-1"}
    cfn_lint = str(Path(sys.executable).with_name("cfn-lint"))
    command = [cfn_lint, "--regions", "us-east-1", "--", str(ROOT / "template.yaml")]
    linted = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert linted.returncode == 0, linted.stdout + linted.stderr
