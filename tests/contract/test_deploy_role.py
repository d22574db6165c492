"""docs/deploy-role.yaml: the role that GitHub deploys a stage with may do that, and leaves the rest alone."""

import json
import re
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from samtranslator.yaml_helper import yaml_parse

from tests.support.template import part, transformed

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docs" / "deploy-role.yaml"
ROLE: dict[str, Any] = yaml_parse(FILE.read_text(encoding="utf-8"))
STAGES = ("staging", "production")
ACCOUNT = "000000000000"
FAVORITES = (
    f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/talk-horse-racing-staging-Favorites-0123456789AB-Table-0123456789AB"
)

DEMO = "demo-"

# What makes a resource of each kind, and what it is called by: <name> is what CloudFormation makes up, which is the
# stack's name, the resource's and something random.
MAKING = {
    "AWS::CloudFormation::Stack": (
        "cloudformation:CreateStack",
        "cloudformation:us-east-1:<account>:stack/<name>/0123",
    ),
    "AWS::CloudWatch::Alarm": ("cloudwatch:PutMetricAlarm", "cloudwatch:us-east-1:<account>:alarm:<name>"),
    "AWS::CloudWatch::Dashboard": ("cloudwatch:PutDashboard", "cloudwatch::<account>:dashboard/<stack>-us-east-1"),
    "AWS::CodeDeploy::Application": (
        "codedeploy:CreateApplication",
        "codedeploy:us-east-1:<account>:application:<name>",
    ),
    "AWS::CodeDeploy::DeploymentGroup": (
        "codedeploy:CreateDeploymentGroup",
        "codedeploy:us-east-1:<account>:deploymentgroup:<stack>-ServerlessDeploymentApplication-0123456789AB/<name>",
    ),
    "AWS::DynamoDB::GlobalTable": ("dynamodb:CreateTable", "dynamodb:us-east-1:<account>:table/<name>"),
    "AWS::DynamoDB::Table": ("dynamodb:CreateTable", "dynamodb:us-east-1:<account>:table/<name>"),
    "AWS::IAM::Role": ("iam:CreateRole", "iam::<account>:role/<name>"),
    "AWS::Lambda::Alias": ("lambda:CreateAlias", "lambda:us-east-1:<account>:function:<stack>-SkillFunction-01:live"),
    "AWS::Lambda::Function": ("lambda:CreateFunction", "lambda:us-east-1:<account>:function:<name>"),
    "AWS::Lambda::Permission": ("lambda:AddPermission", "lambda:us-east-1:<account>:function:<stack>-SkillFunction-01"),
    "AWS::Lambda::Url": (
        "lambda:CreateFunctionUrlConfig",
        "lambda:us-east-1:<account>:function:<stack>-demo-DemoFunction-01",
    ),
    "AWS::Lambda::Version": ("lambda:PublishVersion", "lambda:us-east-1:<account>:function:<stack>-SkillFunction-01"),
    "AWS::Logs::LogGroup": ("logs:CreateLogGroup", "logs:us-east-1:<account>:log-group:<name>"),
    "AWS::SNS::Subscription": (
        "sns:Subscribe",
        "sns:us-east-1:<account>:<stack>-Alarms-0123456789AB-Topic-0123456789AB",
    ),
    "AWS::SNS::Topic": ("sns:CreateTopic", "sns:us-east-1:<account>:<name>"),
    "AWS::SQS::Queue": ("sqs:CreateQueue", "sqs:us-east-1:<account>:<name>"),
    "AWS::SecretsManager::Secret": (
        "secretsmanager:CreateSecret",
        "secretsmanager:us-east-1:<account>:secret:<resource>-0123456789AB-abcdef",
    ),
}
# Those that the stack's name is no part of: CloudFormation's way with secrets, and CodeDeploy's rule for hooks.
NAMED_OTHERWISE = {"RacingApiCredentials", f"{DEMO}DemoCredentials", "PreTrafficCheck"}
# The demo's stack is named after the skill's, as a part of it would be.
WHOLE: dict[str, dict[str, Any]] = transformed()["Resources"]
RESOURCES = (
    {name: resource["Type"] for name, resource in WHOLE.items()}
    | {
        f"{outer}-0123456789AB-{name}": resource["Type"]
        for outer, it in WHOLE.items()
        if it["Type"] == "AWS::CloudFormation::Stack"
        for name, resource in part(it["Properties"]["TemplateURL"])["Resources"].items()
    }
    | {
        f"{DEMO}{name}": resource["Type"]
        for name, resource in transformed(ROOT / "demo" / "template.yaml")["Resources"].items()
    }
)
# Nothing of a saved query's name can be bound, so neither can making one.
UNBOUND = {"AWS::Logs::QueryDefinition"}
BOUND = [name for name, kind in RESOURCES.items() if kind not in UNBOUND]


def resolved(node: Any, stage: str) -> Any:
    if isinstance(node, list):
        return [resolved(value, stage) for value in node]
    if not isinstance(node, dict):
        return node
    if isinstance(text := node.get("Fn::Sub"), str):
        values = {"AWS::Partition": "aws", "AWS::AccountId": ACCOUNT, "Stage": stage, "Repository": "owner/repo"}
        return re.sub(r"\$\{([\w:]+)\}", lambda match: values[match[1]], text)
    return {key: resolved(value, stage) for key, value in node.items()}


def listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


@cache
def policy(stage: str) -> dict[str, Any]:
    (only,) = ROLE["Resources"]["DeployRole"]["Properties"]["Policies"]
    document: dict[str, Any] = resolved(only["PolicyDocument"], stage)
    return document


def allowed(action: str, resource: str, stage: str = "staging") -> bool:
    return any(
        any(fnmatchcase(action, pattern) for pattern in listed(statement["Action"]))
        and any(fnmatchcase(resource, pattern) for pattern in listed(statement["Resource"]))
        for statement in policy(stage)["Statement"]
    )


def arn(name: str, stage: str) -> str:
    stack = f"talk-horse-racing-{stage}"
    made_up = "CodeDeployHook_01234567" if name == "PreTrafficCheck" else f"{stack}-{name}-0123456789AB"
    parts = {"<account>": ACCOUNT, "<stack>": stack, "<resource>": name.removeprefix(DEMO), "<name>": made_up}
    return "arn:aws:" + re.sub(r"<\w+>", lambda match: parts[match[0]], MAKING[RESOURCES[name]][1])


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("name", BOUND)
def test_it_may_make_what_the_template_has_and_leaves_the_other_stage_alone(name: str, stage: str) -> None:
    (other,) = set(STAGES) - {stage}
    action, _ = MAKING[RESOURCES[name]]
    assert allowed(action, arn(name, stage), stage)
    assert allowed(action, arn(name, other), stage) == (name in NAMED_OTHERWISE)


@pytest.mark.parametrize("name", [name for name, kind in RESOURCES.items() if kind == "AWS::IAM::Role"])
def test_it_may_hand_the_roles_to_the_two_services_alone(name: str) -> None:
    assert allowed("iam:PassRole", arn(name, "staging"))
    (passing,) = [it for it in policy("staging")["Statement"] if "iam:PassRole" in listed(it["Action"])]
    assert passing["Condition"] == {
        "StringEquals": {"iam:PassedToService": ["lambda.amazonaws.com", "codedeploy.amazonaws.com"]}
    }


@pytest.mark.parametrize("stage", STAGES)
def test_it_may_deploy_the_demo_of_its_own_stage_alone(stage: str) -> None:
    (other,) = set(STAGES) - {stage}
    own, others = (
        f"arn:aws:cloudformation:us-east-1:{ACCOUNT}:stack/talk-horse-racing-{name}-demo/0123"
        for name in (stage, other)
    )
    deeds = ("CreateChangeSet", "ExecuteChangeSet", "DescribeStacks", "GetTemplateSummary", "TagResource")
    for deed in deeds:
        assert allowed(f"cloudformation:{deed}", own, stage)
        assert not allowed(f"cloudformation:{deed}", others, stage)


def test_it_may_attach_what_the_template_attaches() -> None:
    managed = {
        str(policy)
        for resource in transformed()["Resources"].values()
        for policy in resource.get("Properties", {}).get("ManagedPolicyArns", [])
    }
    (attaching,) = [it for it in policy("staging")["Statement"] if "iam:AttachRolePolicy" in listed(it["Action"])]
    assert {attaching["Condition"]["ArnEquals"]["iam:PolicyARN"]} == managed


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("cloudformation:DeleteStack", f"arn:aws:cloudformation:us-east-1:{ACCOUNT}:stack/talk-horse-racing-staging/1"),
        ("cloudformation:CreateChangeSet", f"arn:aws:cloudformation:us-east-1:{ACCOUNT}:stack/deploy-role-staging/1"),
        (
            "cloudformation:DeleteStack",
            f"arn:aws:cloudformation:us-east-1:{ACCOUNT}:stack/talk-horse-racing-production-Alarms-1/1",
        ),
        ("dynamodb:DeleteTable", FAVORITES),
        ("iam:PutRolePolicy", f"arn:aws:iam::{ACCOUNT}:role/deploy-role-staging-DeployRole-0123456789AB"),
        ("iam:PutRolePolicy", f"arn:aws:iam::{ACCOUNT}:role/talk-horse-racing-staging-DeployRole-0123456789AB"),
        ("iam:CreateUser", f"arn:aws:iam::{ACCOUNT}:user/somebody"),
        (
            "lambda:InvokeFunction",
            f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:talk-horse-racing-staging-Skill-1",
        ),
        ("logs:GetLogEvents", f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:talk-horse-racing-staging-SkillLogs-1"),
        ("secretsmanager:GetSecretValue", f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:RacingApiCredentials-1"),
        ("secretsmanager:GetSecretValue", f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:DemoCredentials-1"),
        ("sqs:ReceiveMessage", f"arn:aws:sqs:us-east-1:{ACCOUNT}:talk-horse-racing-staging-UnerasedListeners-1"),
    ],
)
def test_it_may_not(action: str, resource: str) -> None:
    assert not allowed(action, resource)


def test_without_a_name_it_may_only_look_things_up_and_save_queries() -> None:
    granted = [(listed(it["Action"]), listed(it["Resource"])) for it in policy("staging")["Statement"]]
    unbound = {action for actions, resources in granted if "*" in resources for action in actions}
    made_up = {"secretsmanager:GetRandomPassword"}
    looking = {"cloudwatch:DescribeAlarms", "logs:DescribeIndexPolicies", "logs:DescribeLogGroups"}
    saving = {"logs:DeleteQueryDefinition", "logs:DescribeQueryDefinitions", "logs:PutQueryDefinition"}
    assert unbound == looking | saving | made_up
    assert not [action for actions, _ in granted for action in actions if action.endswith(":*")]


@pytest.mark.parametrize("stage", STAGES)
def test_it_fits_into_a_role(stage: str) -> None:
    # AWS does not count the spaces.
    assert len(json.dumps(policy(stage), separators=(",", ":"))) <= 10240


def test_only_this_repositorys_environment_may_take_it_on() -> None:
    (trust,) = ROLE["Resources"]["DeployRole"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Action"] == "sts:AssumeRoleWithWebIdentity"
    assert resolved(trust["Condition"], "staging") == {
        "StringEquals": {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": "repo:owner/repo:environment:staging",
        }
    }


@pytest.mark.parametrize("given", ["*", "owner/*", "owner/repo:*", "owner", "owner/re?o", "a/b/c"])
def test_a_repository_is_one_repository(given: str) -> None:
    pattern = ROLE["Parameters"]["Repository"]["AllowedPattern"]
    assert re.fullmatch(pattern, "Some-Owner/talk.horse_racing-1")
    assert not re.fullmatch(pattern, given)


def test_there_is_one_for_each_stage_that_github_deploys() -> None:
    workflow = (ROOT / ".github" / "workflows" / "deploy.yml").read_text(encoding="utf-8")
    assert ROLE["Parameters"]["Stage"]["AllowedValues"] == re.findall(r"^      stage: (\w+)$", workflow, re.MULTILINE)
    assert "docs/deploy-role.yaml" in workflow.split("name: ")[0]
