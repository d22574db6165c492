"""template.yaml as AWS gets it: the function, what it may do, and what it keeps where."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from artifact import RUNTIME
from tests.support.template import FILE, PARTS, ROOT, SOURCE, Stack, part, transformed

REGIONS = ("us-east-1", "eu-west-1", "us-west-2")
OWN_TABLE = "<Favorites.Outputs.TableName>"
TABLE = f"arn:aws:dynamodb:us-east-1:<AWS::AccountId>:table/{OWN_TABLE}"
GROUP = "<ServerlessDeploymentApplication>/<SkillFunctionDeploymentGroup>"

PART = "AWS::CloudFormation::Stack"
CREDENTIALS = ("RacingApiUsername", "RacingApiPassword")

SECRET = "arn:aws:secretsmanager:us-east-1:000000000000:secret:DemoCredentials-AbCdEfGhIjKl-a1B2c3"

Grant = tuple[list[str], str]


@pytest.fixture(scope="module")
def stack() -> Stack:
    return Stack()


def properties(stack: Stack, name: str) -> dict[str, Any]:
    found: dict[str, Any] = stack.resources()[name]["Properties"]
    return found


def granted(stack: Stack, role: str) -> list[Grant]:
    """Return the actions and the resource of every statement of a role's policies."""
    statements = [
        statement
        for policy in properties(stack, role)["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
    ]
    assert all(statement["Effect"] == "Allow" for statement in statements)
    return [([it] if isinstance(it, str) else it, on) for it, on in ((s["Action"], s["Resource"]) for s in statements)]


def version(stack: Stack) -> str:
    (name,) = stack.of_type("AWS::Lambda::Version")
    return name


def test_the_function_is_what_the_design_says(stack: Stack) -> None:
    function = properties(stack, "SkillFunction")
    assert function["Runtime"] == "python{}.{}".format(*RUNTIME)
    assert RUNTIME >= (3, 13)
    assert function["Architectures"] == ["arm64"]
    assert function["MemorySize"] == 512
    assert function["Timeout"] == 7
    assert function["Handler"] == "app.handler"


def test_only_this_skill_may_invoke_it_and_only_what_is_live(stack: Stack) -> None:
    (permission,) = (resource["Properties"] for resource in stack.of_type("AWS::Lambda::Permission").values())
    assert permission["Principal"] == "alexa-appkit.amazon.com"
    assert permission["Action"] == "lambda:InvokeFunction"
    assert permission["FunctionName"] == "<SkillFunctionAliaslive>"
    declared = transformed()["Resources"]["SkillFunctionAlexaPermission"]["Properties"]
    assert declared["EventSourceToken"] == {"Ref": "SkillId"}


def test_nobody_reaches_it_over_the_web(stack: Stack) -> None:
    assert not stack.of_type("AWS::Lambda::Url")


def test_every_setting_reaches_the_environment(stack: Stack) -> None:
    assert transformed()["Resources"]["SkillFunction"]["Properties"]["Environment"]["Variables"].keys() == {
        "SKILL_ID",
        "RACING_API_URL",
        "RACING_API_SECRET",
        "INVENTED_RACES",
        "RACE_CACHE_TABLE",
        "FAVORITES_TABLE",
    }
    assert properties(stack, "SkillFunction")["Environment"]["Variables"]["FAVORITES_TABLE"] == OWN_TABLE


def test_the_skill_may_do_just_this_with_just_these_resources(stack: Stack) -> None:
    assert granted(stack, "SkillRole") == [
        (["logs:CreateLogStream", "logs:PutLogEvents"], "<SkillLogs.Arn>"),
        (["dynamodb:GetItem", "dynamodb:UpdateItem"], "<RaceCache.Arn>"),
        (["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:Query"], TABLE),
        (["secretsmanager:GetSecretValue"], "<RacingApiCredentials>"),
        (["sqs:SendMessage"], "<UnerasedListeners.Arn>"),
    ]


def test_a_secret_of_somebody_elses_takes_the_place_of_our_own() -> None:
    stack = Stack(RacingApiSecret=SECRET, RacingApiUsername="", RacingApiPassword="", InventedRaces="Yes")
    assert "RacingApiCredentials" not in stack.resources()
    variables = properties(stack, "SkillFunction")["Environment"]["Variables"]
    assert (variables["RACING_API_SECRET"], variables["INVENTED_RACES"]) == (SECRET, "Yes")
    assert (["secretsmanager:GetSecretValue"], SECRET) in granted(stack, "SkillRole")
    assert len(granted(stack, "SkillRole")) == len(granted(Stack(), "SkillRole"))


@pytest.mark.parametrize(
    ("secret", "username", "password", "fits"),
    [
        ("", "somebody", "word", True),
        (SECRET, "", "", True),
        (SECRET, "somebody", "word", True),
        ("", "", "", False),
        ("", "somebody", "", False),
        ("", "", "word", False),
    ],
)
def test_either_credentials_or_a_secret_that_holds_them_is_given(
    *, secret: str, username: str, password: str, fits: bool
) -> None:
    stack = Stack(RacingApiSecret=secret, RacingApiUsername=username, RacingApiPassword=password)
    assert (stack.refusals() == []) is fits


def test_a_secret_is_named_by_its_arn() -> None:
    pattern = SOURCE["Parameters"]["RacingApiSecret"]["AllowedPattern"]
    assert re.search(pattern, SECRET)
    assert re.search(pattern, "")
    wrong = ("my-secret", SECRET.replace("secretsmanager", "ssm"), f"{SECRET}{'x' * 40}", f"{SECRET} ")
    assert not [text for text in wrong if re.search(pattern, text)]


def test_the_check_before_traffic_may_do_just_this_with_just_these_resources(stack: Stack) -> None:
    assert granted(stack, "PreTrafficRole") == [
        (["logs:CreateLogStream", "logs:PutLogEvents"], "<PreTrafficLogs.Arn>"),
        (["lambda:InvokeFunction"], f"<{version(stack)}>"),
        (
            ["codedeploy:PutLifecycleEventHookExecutionStatus"],
            f"arn:aws:codedeploy:us-east-1:<AWS::AccountId>:deploymentgroup:{GROUP}",
        ),
    ]


def test_tracing_brings_the_only_wildcard_that_our_own_statements_spell_out() -> None:
    before, after = (granted(Stack(Tracing=tracing), "SkillRole") for tracing in ("PassThrough", "Active"))
    traces = (["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*")
    assert [grant for grant in after if grant not in before] == [traces]
    assert not [grant for grant in [*before, *granted(Stack(), "PreTrafficRole")] if "*" in str(grant)]


def test_each_function_has_a_role_of_its_own_and_only_codedeploy_has_one_of_awss(stack: Stack) -> None:
    functions = stack.of_type("AWS::Lambda::Function")
    assert {name: function["Properties"]["Role"] for name, function in functions.items()} == {
        "SkillFunction": "<SkillRole.Arn>",
        "PreTrafficCheck": "<PreTrafficRole.Arn>",
    }
    roles = {name: role["Properties"] for name, role in stack.of_type("AWS::IAM::Role").items()}
    assert {name for name, role in roles.items() if "ManagedPolicyArns" in role} == {"CodeDeployServiceRole"}
    assert roles.keys() == {"SkillRole", "PreTrafficRole", "CodeDeployServiceRole"}
    assert not stack.of_type("AWS::IAM::Policy")


def favorites(stack: Stack) -> dict[str, Any]:
    found: dict[str, Any] = stack.part("Favorites").resources()["Table"]
    return found


def test_what_listeners_told_is_encrypted_with_a_key_that_shows_who_used_it_and_the_queue_is_encrypted(
    stack: Stack,
) -> None:
    assert favorites(stack)["Properties"]["SSESpecification"] == {"SSEEnabled": True}
    assert properties(stack, "UnerasedListeners")["SqsManagedSseEnabled"] is True


def test_public_race_data_is_encrypted_with_the_key_of_awss_own_that_costs_nothing(stack: Stack) -> None:
    # DynamoDB encrypts every table; without a word on it, with a key that AWS owns and does not bill.
    assert "SSESpecification" not in properties(stack, "RaceCache")


def test_the_cache_empties_itself(stack: Stack) -> None:
    table = properties(stack, "RaceCache")
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
    assert table["KeySchema"] == [{"AttributeName": "key", "KeyType": "HASH"}]


def test_the_favorites_outlive_the_stack_are_backed_up_and_paid_by_the_call(stack: Stack) -> None:
    table = favorites(stack)
    assert (table["DeletionPolicy"], table["UpdateReplacePolicy"]) == ("Retain", "Retain")
    assert table["Properties"]["BillingMode"] == "PAY_PER_REQUEST"
    (replica,) = table["Properties"]["Replicas"]
    assert replica["DeletionProtectionEnabled"]
    assert replica["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}


def test_the_favorites_are_kept_by_account_and_person_and_lapse_by_themselves(stack: Stack) -> None:
    table = favorites(stack)["Properties"]
    assert table["KeySchema"] == [
        {"AttributeName": "user_id", "KeyType": "HASH"},
        {"AttributeName": "who", "KeyType": "RANGE"},
    ]
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}


def test_a_listener_who_could_not_be_erased_waits_for_it_two_weeks(stack: Stack) -> None:
    assert properties(stack, "SkillFunction")["DeadLetterConfig"] == {"TargetArn": "<UnerasedListeners.Arn>"}
    assert properties(stack, "UnerasedListeners")["MessageRetentionPeriod"] == 14 * 24 * 60 * 60


def test_the_credentials_stand_in_the_secret_and_nowhere_else() -> None:
    resources = dict(transformed()["Resources"])
    assert "${RacingApiPassword}" in resources.pop("RacingApiCredentials")["Properties"]["SecretString"]["Fn::Sub"]
    others = str((resources, transformed()["Outputs"], transformed()["Conditions"]))
    assert "RacingApiPassword" not in others
    assert "RacingApiUsername" not in others


@pytest.mark.parametrize("text", ["a secret", "Zürich", "${x}", "'", "{}", "a/b+c=="])
def test_credentials_that_are_taken_make_a_secret_that_the_skill_can_read(text: str) -> None:
    for name in CREDENTIALS:
        assert re.search(SOURCE["Parameters"][name]["AllowedPattern"], text)
    secret = Stack(RacingApiUsername=text, RacingApiPassword=text).resources()["RacingApiCredentials"]["Properties"][
        "SecretString"
    ]
    assert json.loads(secret) == {"username": text, "password": text}


# Each is looked for anywhere, at the end too: whether AWS compares the whole text or looks for a part is not told.
@pytest.mark.parametrize("bad", ['"', "\\", *map(chr, range(0x20))], ids=repr)
def test_credentials_that_would_break_the_secret_are_not_taken(bad: str) -> None:
    for name in CREDENTIALS:
        pattern = SOURCE["Parameters"][name]["AllowedPattern"]
        assert not [text for text in (bad, f"{bad}a", f"a{bad}a", f"a{bad}", f"a{bad}\n") if re.search(pattern, text)]


def test_the_credentials_are_not_shown_in_the_console() -> None:
    assert all(SOURCE["Parameters"][name]["NoEcho"] for name in CREDENTIALS)


def test_each_function_logs_json_into_a_group_of_its_own_that_does_not_stay_forever(stack: Stack) -> None:
    functions = stack.of_type("AWS::Lambda::Function").values()
    configured = [function["Properties"]["LoggingConfig"] for function in functions]
    assert [logging["LogFormat"] for logging in configured] == ["JSON", "JSON"]
    groups = stack.of_type("AWS::Logs::LogGroup")
    assert sorted(logging["LogGroup"] for logging in configured) == sorted(f"<{group}>" for group in groups)
    assert [group["Properties"]["RetentionInDays"] for group in groups.values()] == [30, 30]


def test_what_deploying_needs_to_know_is_told(stack: Stack) -> None:
    told = {
        "SkillFunctionAliasArn": "<SkillFunctionAliaslive>",
        "FavoritesTableName": OWN_TABLE,
        "SkillLogsName": "<SkillLogs>",
    }
    assert stack.outputs() == told
    drawn = Stack(Dashboard="Yes")
    assert drawn.outputs() == told | {"DashboardUrl": "<Drawn.Outputs.Url>"}
    assert drawn.part("Drawn").outputs() == {
        "Url": "https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1"
        "#dashboards/dashboard/<Dashboard>"
    }


def test_every_part_gets_just_what_it_asks_for() -> None:
    stack = Stack(Dashboard="Yes")
    parts = {it["Properties"]["TemplateURL"]: it["Properties"] for it in stack.of_type(PART).values()}
    assert parts.keys() == set(PARTS)
    for name, given in parts.items():
        assert given["Parameters"].keys() == part(name)["Parameters"].keys(), name


def test_one_region_is_no_more_than_a_person_reads() -> None:
    assert len(FILE.read_text(encoding="utf-8").splitlines()) <= 400


def test_the_version_of_the_runtime_stands_in_one_place() -> None:
    assert SOURCE["Globals"]["Function"]["Runtime"] == "python{}.{}".format(*RUNTIME)
    read = [*ROOT.glob("*.yaml"), *ROOT.glob("lambda/*.py"), *ROOT.glob("ship/**/*.py"), ROOT / ".ci" / "run"]
    read += ROOT.glob(".github/workflows/*.yml")
    version = re.compile(r"python-?(?:version: \"?)?{}\.{}|\({}, {}\)".format(*RUNTIME, *RUNTIME), re.IGNORECASE)
    assert [path.name for path in read for _ in version.findall(path.read_text(encoding="utf-8"))] == ["template.yaml"]


def test_cfn_lint_finds_nothing_in_any_of_alexas_regions() -> None:
    environ = os.environ | {"AWS_DEFAULT_REGION": "us-east-1"}
    cfn_lint = str(Path(sys.executable).with_name("cfn-lint"))
    # One run for all: it takes longer to start than to look at any. It knows which actions a role may name, too.
    looked_at = (FILE, *(ROOT / name for name in (*PARTS, "docs/deploy-role.yaml", "demo/template.yaml")))
    command = [cfn_lint, "--regions", *REGIONS, "--", *map(str, looked_at)]
    linted = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert (linted.returncode, linted.stdout) == (0, ""), linted.stderr
