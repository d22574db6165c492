"""What the template's parameters change: where the favorites are, who is mailed, and what costs extra."""

import re
from itertools import permutations
from typing import Any

import pytest

from tests.support.template import SOURCE, Stack

REGIONS = ("us-east-1", "eu-west-1", "us-west-2")
HOME = "talk-horse-racing-FavoritesTable-1ABCD"
# What is known of a version by its description is what the function is told; the others belong to all versions.
OF_ALL_VERSIONS = {"ReservedConcurrency", "RollBack"}


def function(stack: Stack) -> dict[str, Any]:
    found: dict[str, Any] = stack.resources()["SkillFunction"]["Properties"]
    return found


def replicas(regions: str, home: str = "us-east-1") -> list[str]:
    return [replica["Region"] for replica in table(Stack(home, FavoritesReplicaRegions=regions))["Replicas"]]


def table(stack: Stack) -> dict[str, Any]:
    found: dict[str, Any] = stack.part("Favorites").resources()["Table"]["Properties"]
    return found


def named(node: Any) -> set[str]:
    """Return the names of everything that a part of the template refers to, through conditions too."""
    if isinstance(node, list):
        return set().union(*map(named, node))
    if not isinstance(node, dict):
        return set()
    if "Ref" in node:
        return {node["Ref"]}
    conditions = {node["Fn::If"][0]} if "Fn::If" in node else set()
    behind = [SOURCE["Conditions"][name] for name in conditions]
    return set().union(*map(named, [*node.values(), *behind]))


def test_only_what_nobody_else_can_know_has_to_be_given() -> None:
    given = {name for name, parameter in SOURCE["Parameters"].items() if "Default" not in parameter}
    # And of credentials and a secret one, which a rule asks for.
    assert given == {"SkillId"}


def test_what_costs_extra_or_takes_from_others_is_off_by_default() -> None:
    skill = function(Stack())
    assert skill["SnapStart"] == {"ApplyOn": "None"}
    assert skill["TracingConfig"] == {"Mode": "PassThrough"}
    assert "ReservedConcurrentExecutions" not in skill
    assert "Drawn" not in Stack().resources()


def test_and_is_there_when_it_is_asked_for() -> None:
    skill = function(Stack(SnapStart="PublishedVersions", Tracing="Active", ReservedConcurrency="20"))
    assert skill["SnapStart"] == {"ApplyOn": "PublishedVersions"}
    assert skill["TracingConfig"] == {"Mode": "Active"}
    assert skill["ReservedConcurrentExecutions"] == "20"


@pytest.mark.parametrize(
    ("regions", "expected"),
    [
        ("", ["us-east-1"]),
        ("eu-west-1", ["us-east-1", "eu-west-1"]),
        ("us-west-2", ["us-east-1", "us-west-2"]),
        ("us-west-2,eu-west-1", ["us-east-1", "eu-west-1", "us-west-2"]),
    ],
)
def test_the_favorites_are_kept_in_their_own_region_and_in_those_that_are_listed(
    regions: str, expected: list[str]
) -> None:
    assert replicas(regions) == expected


def test_every_replica_is_protected_and_backed_up_like_the_first() -> None:
    for region in REGIONS:
        stack = Stack(region, FavoritesReplicaRegions=",".join(REGIONS))
        first, *others = table(stack)["Replicas"]
        assert [{**replica, "Region": first["Region"]} for replica in others] == [first] * 2


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("listed", [list(some) for count in (1, 2, 3) for some in permutations(REGIONS, count)])
def test_no_region_has_two_replicas_even_if_the_stacks_own_is_listed(region: str, listed: list[str]) -> None:
    first, *others = replicas(",".join(listed), region)
    assert first == region
    assert sorted(others) == sorted(set(listed) - {region})


def test_replicas_hear_of_changes() -> None:
    assert table(Stack())["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}


def test_a_stack_that_is_given_a_table_uses_it_and_has_none_of_its_own() -> None:
    stack = Stack(FavoritesTableName=HOME)
    assert "Favorites" not in stack.resources()
    assert function(stack)["Environment"]["Variables"]["FAVORITES_TABLE"] == HOME
    assert stack.outputs()["FavoritesTableName"] == HOME
    (policy,) = stack.resources()["SkillRole"]["Properties"]["Policies"]
    (remembering,) = (
        statement["Resource"]
        for statement in policy["PolicyDocument"]["Statement"]
        if "dynamodb:Query" in statement["Action"]
    )
    assert remembering == f"arn:aws:dynamodb:us-east-1:<AWS::AccountId>:table/{HOME}"


def test_no_resource_is_left_that_refers_to_one_that_is_not_made() -> None:
    for stack in (Stack(), Stack(FavoritesTableName=HOME), Stack(Dashboard="Yes")):
        made = stack.resources()
        declared = {*SOURCE["Resources"], *made}
        assert not [name for name in declared - made.keys() if f"<{name}" in str((made, stack.outputs()))]


def test_alarms_are_mailed_only_to_somebody() -> None:
    assert not Stack().part("Alarms").of_type("AWS::SNS::Subscription")
    (mail,) = Stack(AlarmEmail="owner@example.com").part("Alarms").of_type("AWS::SNS::Subscription").values()
    assert mail["Properties"] == {"TopicArn": "<Topic>", "Protocol": "email", "Endpoint": "owner@example.com"}


def described(**parameters: str) -> str:
    """Return the description of the version that these parameters make."""
    (version,) = Stack("us-east-1", None, **parameters).of_type("AWS::Lambda::Version").values()
    return str(version["Properties"]["Description"])


# Of each parameter that the function is told, another value and the longest that it takes.
ANOTHER = {
    "SkillId": "amzn1.ask.skill.11111111-1111-4111-8111-111111111111",
    "RacingApiUrl": "https://" + "x" * (72 - 8),
    "RacingApiSecret": "arn:aws:secretsmanager:us-east-1:000000000000:secret:" + "x" * 45,
    "InventedRaces": "Yes",
    "FavoritesTableName": "x" * 100,
    "Tracing": "Active",
    "SnapStart": "PublishedVersions",
}


def test_every_parameter_of_the_function_makes_another_version() -> None:
    declared = dict(SOURCE["Resources"]["SkillFunction"]["Properties"])
    declared.pop("VersionDescription")
    used = (named(declared) & SOURCE["Parameters"].keys()) - OF_ALL_VERSIONS
    assert ANOTHER.keys() == used
    descriptions = [described(), *(described(**{name: value}) for name, value in ANOTHER.items())]
    assert len(set(descriptions)) == len(descriptions)


def test_the_description_of_a_version_fits() -> None:
    for name in ("RacingApiUrl", "FavoritesTableName"):
        assert len(ANOTHER[name]) == SOURCE["Parameters"][name]["MaxLength"]
    for name, value in ANOTHER.items():
        parameter = SOURCE["Parameters"][name]
        assert re.search(parameter.get("AllowedPattern", ""), value), name
        assert value in parameter.get("AllowedValues", [value])
    assert len(described(**ANOTHER)) <= 256
