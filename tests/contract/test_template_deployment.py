"""How a new version gets its traffic: tried first, then a tenth of it, and taken back when an alarm goes off."""

import re
from graphlib import TopologicalSorter
from typing import Any

import pytest

from pre_traffic.app import ANSWER_TIMEOUT, CONNECT_TIMEOUT, PAUSES, TELL_ATTEMPTS, TRIALS
from tests.support.template import SOURCE, Stack


@pytest.fixture(scope="module")
def stack() -> Stack:
    return Stack()


def only(stack: Stack, kind: str) -> dict[str, Any]:
    (resource,) = stack.of_type(kind).values()
    return resource


def properties(stack: Stack, name: str) -> dict[str, Any]:
    found: dict[str, Any] = stack.resources()[name]["Properties"]
    return found


def test_the_alias_moves_by_way_of_codedeploy_and_the_check(stack: Stack) -> None:
    alias = only(stack, "AWS::Lambda::Alias")
    assert alias["Properties"]["Name"] == "live"
    assert alias["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"] == {
        "ApplicationName": "<ServerlessDeploymentApplication>",
        "DeploymentGroupName": "<SkillFunctionDeploymentGroup>",
        "BeforeAllowTrafficHook": "<PreTrafficCheck>",
    }


def test_a_tenth_of_the_traffic_goes_ahead_for_five_minutes(stack: Stack) -> None:
    group = only(stack, "AWS::CodeDeploy::DeploymentGroup")["Properties"]
    assert group["DeploymentConfigName"] == "CodeDeployDefault.LambdaCanary10Percent5Minutes"


def alarms_of(stack: Stack) -> list[str]:
    group = only(stack, "AWS::CodeDeploy::DeploymentGroup")["Properties"]
    assert "DEPLOYMENT_STOP_ON_ALARM" in group["AutoRollbackConfiguration"]["Events"]
    configured = group["AlarmConfiguration"]
    assert configured.get("Enabled", False) == bool(configured)
    return [alarm["Name"] for alarm in configured.get("Alarms", [])]


def test_what_going_back_mends_rolls_a_version_back_and_nothing_else_does(stack: Stack) -> None:
    assert alarms_of(stack) == ["<Alarms.Outputs.OwnFailures>", "<Alarms.Outputs.AlexaRejections>"]
    assert stack.part("Alarms").outputs() == {"OwnFailures": "<OwnFailures>", "AlexaRejections": "<AlexaRejections>"}


def test_the_fix_of_what_rings_is_not_taken_back_by_what_the_version_before_goes_on_doing() -> None:
    assert alarms_of(Stack(RollBack="No")) == []


def test_no_two_resources_wait_for_each_other(stack: Stack) -> None:
    waits_for = {name: set(re.findall(r"<(\w+)[.>]", str(it))) - {name} for name, it in stack.resources().items()}
    assert waits_for["SkillFunctionDeploymentGroup"] >= {"Alarms"}
    assert waits_for["PreTrafficCheck"] >= set(stack.of_type("AWS::Lambda::Version"))
    TopologicalSorter(waits_for).prepare()


def test_a_version_that_was_rolled_back_or_replaced_does_not_stay(stack: Stack) -> None:
    version = only(stack, "AWS::Lambda::Version")
    assert (version["DeletionPolicy"], version["UpdateReplacePolicy"]) == ("Delete", "Delete")


def test_every_property_of_the_function_makes_another_version() -> None:
    assert SOURCE["Resources"]["SkillFunction"]["Properties"]["AutoPublishAliasAllProperties"] is True


def test_the_name_of_the_check_is_one_that_codedeploy_may_invoke_and_lambda_allows(stack: Stack) -> None:
    name = properties(stack, "PreTrafficCheck")["FunctionName"]
    assert name == "CodeDeployHook_01234567-89ab-cdef-0123-456789abcdef"
    assert len(name) <= 64


def test_the_check_is_told_which_version_to_try_for_which_skill(stack: Stack) -> None:
    (version,) = stack.of_type("AWS::Lambda::Version")
    environment = properties(stack, "PreTrafficCheck")["Environment"]["Variables"]
    assert environment["NEW_VERSION"] == f"<{version}>"
    assert environment["SKILL_ID"] == properties(stack, "SkillFunction")["Environment"]["Variables"]["SKILL_ID"]


def test_the_check_ends_by_itself_before_lambda_ends_it(stack: Stack) -> None:
    call = CONNECT_TIMEOUT + ANSWER_TIMEOUT
    trials = len(TRIALS) * (sum(PAUSES) + (len(PAUSES) + 1) * call)
    # The rest is its own start, and the pauses that botocore makes between attempts.
    assert trials + TELL_ATTEMPTS * call + 60 < properties(stack, "PreTrafficCheck")["Timeout"]


def test_sam_builds_both_functions_by_their_makefiles() -> None:
    for name, function in SOURCE["Resources"].items():
        if function["Type"] == "AWS::Serverless::Function":
            assert function["Metadata"] == {"BuildMethod": "makefile"}, name
