"""What the owner is told by: alarms and the dashboard, which can only look at metrics that there are."""

import json
import logging
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from horse_racing.racing.errors import TimedOutError
from horse_racing.skill.telemetry import NAMESPACE, TurnReport
from tests.support.telemetry import as_in_lambda
from tests.support.template import Stack

(VERSION,) = Stack().of_type("AWS::Lambda::Version")
SKILL = {"FunctionName": "<SkillFunction>"}
LIVE = {**SKILL, "Resource": "<SkillFunction>:live"}
SERVICE = {"service": "<SkillFunction>"}
BY_LAMBDA, BY_US = {"ExecutedVersion": f"<{VERSION}.Version>"}, {"version": f"<{VERSION}.Version>"}
DATA = {"failures": ("DataFailures", SERVICE, "Sum", 3600), "asked": ("FeedTime", SERVICE, "SampleCount", 3600)}
SHARE = "IF((failures >= 3) OR (2 * failures >= asked), 100 * failures / asked, 0)"
AT_LEAST, MORE_THAN = "GreaterThanOrEqualToThreshold", "GreaterThanThreshold"

# Metric or expression, dimensions or what stands in the expression, statistic, comparison, threshold, seconds of a
# period, how many periods of how many, and what silence means.
WANTED = {
    "VersionErrors": ("Errors", {**LIVE, **BY_LAMBDA}, "Sum", AT_LEAST, 1, 60, (1, 1), "notBreaching"),
    "OwnFailures": ("OwnFailures", {**SERVICE, **BY_US}, "Sum", AT_LEAST, 1, 60, (1, 1), "notBreaching"),
    "FunctionErrors": ("Errors", LIVE, "Sum", AT_LEAST, 1, 300, (1, 1), "notBreaching"),
    "FunctionThrottles": ("Throttles", SKILL, "Sum", AT_LEAST, 1, 300, (1, 1), "notBreaching"),
    "SlowTurns": ("Duration", LIVE, "p99", MORE_THAN, 5000, 300, (2, 3), "notBreaching"),
    "DataFailures": (SHARE, DATA, None, MORE_THAN, 10, None, (1, 1), "notBreaching"),
    "FailedErasures": ("FailedErasures", SERVICE, "Sum", AT_LEAST, 1, 300, (1, 1), "notBreaching"),
}
# What AWS counts by itself, and by what.
BY_AWS = {
    ("AWS/Lambda", "Errors", frozenset({"FunctionName", "Resource"})),
    ("AWS/Lambda", "Errors", frozenset({"FunctionName", "Resource", "ExecutedVersion"})),
    ("AWS/Lambda", "Duration", frozenset({"FunctionName", "Resource"})),
    ("AWS/Lambda", "Throttles", frozenset({"FunctionName"})),
    ("AWS/Lambda", "ConcurrentExecutions", frozenset({"FunctionName"})),
    ("AWS/DynamoDB", "ReadThrottleEvents", frozenset({"TableName"})),
    ("AWS/DynamoDB", "WriteThrottleEvents", frozenset({"TableName"})),
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible", frozenset({"QueueName"})),
}

SEARCH = re.compile(r"""^SEARCH\('\{([\w,]+)\} MetricName="(\w+)" service="([^"]+)"', 'Sum', 300\)$""")

Metric = tuple[str, str, frozenset[str]]


@cache
def alarms() -> dict[str, dict[str, Any]]:
    found = Stack().of_type("AWS::CloudWatch::Alarm")
    return {name: alarm["Properties"] for name, alarm in found.items()}


@cache
def widgets() -> list[dict[str, Any]]:
    body = Stack().resources()["Dashboard"]["Properties"]["DashboardBody"]
    found: list[dict[str, Any]] = json.loads(body)["widgets"]
    return found


def by_name(metric: dict[str, Any]) -> dict[str, str]:
    return {dimension["Name"]: dimension["Value"] for dimension in metric["Dimensions"]}


def rule(alarm: dict[str, Any]) -> tuple[object, ...]:
    """Return what an alarm does, in the order of WANTED."""
    parts = alarm.get("Metrics", [])
    if parts:
        shown, *others = parts
        stats = {part["Id"]: part["MetricStat"] for part in others if part["ReturnData"] is False}
        assert shown.get("ReturnData", True)
        assert len(stats) == len(others)
        what: object = shown["Expression"]
        dimensions: object = {
            name: (stat["Metric"]["MetricName"], by_name(stat["Metric"]), stat["Stat"], stat["Period"])
            for name, stat in stats.items()
        }
    else:
        what, dimensions = alarm["MetricName"], by_name(alarm)
    return (
        what,
        dimensions,
        alarm.get("Statistic", alarm.get("ExtendedStatistic")),
        alarm["ComparisonOperator"],
        alarm["Threshold"],
        alarm.get("Period"),
        (alarm.get("DatapointsToAlarm", alarm["EvaluationPeriods"]), alarm["EvaluationPeriods"]),
        alarm["TreatMissingData"],
    )


def told(capsys: pytest.CaptureFixture[str]) -> set[Metric]:
    """Return every metric that Lambda's telemetry writes, with the names of its dimensions."""
    with as_in_lambda() as telemetry:
        telemetry.tell(TurnReport(answer="RaceCount", feed_seconds=1.0))
        failed = TurnReport()
        failed.failed(logging.ERROR, TimedOutError.__name__, "no data", is_data_failure=True)
        telemetry.tell(failed)
    lines = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    parts = [part for line in lines if "_aws" in line for part in line["_aws"]["CloudWatchMetrics"]]
    return {
        (part["Namespace"], metric["Name"], frozenset(dimensions))
        for part in parts
        for metric in part["Metrics"]
        for dimensions in part["Dimensions"]
    }


def watched() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield namespace, name and dimensions of every metric that an alarm looks at."""
    for alarm in alarms().values():
        metrics = [metric["MetricStat"]["Metric"] for metric in alarm.get("Metrics", []) if "MetricStat" in metric]
        for metric in metrics or [alarm]:
            yield metric["Namespace"], metric["MetricName"], by_name(metric)


def drawn() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield the same of every metric that the dashboard draws; of a search, what is searched for is empty."""
    for widget in widgets():
        for row in widget["properties"].get("metrics", []):
            words = [word for word in row if isinstance(word, str)]
            if words:
                namespace, name, *dimensions = words
                yield namespace, name, dict(zip(dimensions[::2], dimensions[1::2], strict=True))
            elif "SEARCH" in row[0]["expression"]:
                ((schema, name, service),) = SEARCH.findall(row[0]["expression"])
                namespace, *dimensions = schema.split(",")
                yield namespace, name, {**dict.fromkeys(dimensions, ""), "service": service}


def test_there_is_an_alarm_for_everything_that_should_wake_the_owner() -> None:
    assert {name: rule(alarm) for name, alarm in alarms().items()} == WANTED


def test_a_single_slow_turn_counts_where_there_are_few() -> None:
    assert alarms()["SlowTurns"]["EvaluateLowSampleCountPercentile"] == "evaluate"


@pytest.mark.parametrize(
    ("failures", "asked", "goes_off"),
    [
        pytest.param(14, 14, True, id="an outage at 3.5 turns a quarter of an hour"),
        pytest.param(1, 1, True, id="an outage in the quietest hour"),
        pytest.param(1, 2, True, id="an outage met by a welcome, which does without, and one question"),
        pytest.param(0, 1, False, id="a quiet hour"),
        pytest.param(0, 400, False, id="a busy hour"),
        pytest.param(1, 14, False, id="one failure among others"),
        pytest.param(2, 5, False, id="two failures among others"),
        pytest.param(3, 40, False, id="less than a tenth"),
        pytest.param(3, 29, True, id="more than a tenth"),
    ],
)
def test_an_outage_of_the_race_data_is_noticed_however_few_turns_there_are(
    failures: int, asked: int, goes_off: bool
) -> None:
    expression = alarms()["DataFailures"]["Metrics"][0]["Expression"].replace(" OR ", " or ")
    names = {"IF": lambda condition, then, otherwise: then if condition else otherwise}
    share = eval(expression, names, {"failures": failures, "asked": asked})  # noqa: S307 - the template's own
    assert (share > alarms()["DataFailures"]["Threshold"]) is goes_off


def test_every_alarm_is_sent_and_says_what_it_means() -> None:
    for name, alarm in alarms().items():
        assert alarm["AlarmActions"] == ["<Alarms>"], name
        assert alarm.get("ActionsEnabled", True) is True, name
        assert alarm["AlarmDescription"].endswith("."), name


def test_the_topic_has_no_key_that_cloudwatch_may_not_use() -> None:
    (topic,) = Stack().of_type("AWS::SNS::Topic").values()
    assert "KmsMasterKeyId" not in topic.get("Properties", {})


def test_alarms_and_dashboard_look_only_at_metrics_that_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    there = told(capsys) | BY_AWS
    for namespace, name, dimensions in (*watched(), *drawn()):
        assert (namespace, name, frozenset(dimensions)) in there
        if namespace == NAMESPACE:
            assert dimensions["service"] == "<SkillFunction>"


def test_every_metric_of_the_conversation_is_on_the_dashboard(capsys: pytest.CaptureFixture[str]) -> None:
    on_it = {(namespace, name, frozenset(dimensions)) for namespace, name, dimensions in drawn()}
    by_version = (NAMESPACE, "OwnFailures", frozenset({"service", "version"}))
    all_kinds = (NAMESPACE, "DataFailures", frozenset({"service"}))
    assert told(capsys) - on_it == {by_version, all_kinds}


def test_the_dashboard_shows_every_alarm() -> None:
    shown = widgets()[0]["properties"]["alarms"]
    assert {arn.strip("<>").removesuffix(".Arn") for arn in shown} == WANTED.keys()


def test_a_share_of_nothing_is_no_error() -> None:
    expressions = [
        row[0]["expression"]
        for widget in widgets()
        for row in widget["properties"].get("metrics", [])
        if isinstance(row[0], dict) and "/" in row[0]["expression"]
    ]
    assert len(expressions) == 3
    assert all(expression.startswith("IF(turns > 0, ") for expression in expressions)


def test_every_expression_uses_what_stands_beside_it() -> None:
    for widget in widgets():
        options = [row[-1] for row in widget["properties"].get("metrics", []) if isinstance(row[-1], dict)]
        ids = {option["id"] for option in options if "expression" not in option and "id" in option}
        expressions = " ".join(option.get("expression", "") for option in options)
        used = set() if "SEARCH" in expressions else set(re.findall(r"[a-z]\w*", expressions))
        assert used == ids, widget["properties"]["title"]


def test_no_two_widgets_lie_on_each_other() -> None:
    cells = [
        (x, y)
        for widget in widgets()
        for x in range(widget["x"], widget["x"] + widget["width"])
        for y in range(widget["y"], widget["y"] + widget["height"])
    ]
    assert len(cells) == len(set(cells))


def test_dashboards_of_three_regions_do_not_take_each_others_place() -> None:
    assert Stack().resources()["Dashboard"]["Properties"]["DashboardName"] == "<AWS::StackName>-us-east-1"
