"""What the owner is told by: alarms, saved queries and the dashboard, which can only look at what there is."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

from horse_racing.skill.report import TurnReport
from horse_racing.skill.telemetry import NAMESPACE
from ship.deploying.stacks import ROLLING_BACK
from tests.support.template import ROOT, Stack
from tests.support.turns import FAILED, FINE, KEPT, LATE, REJECTED, lines_of, told

LIVE = {"FunctionName": "<SkillFunction>", "Resource": "<SkillFunction>:live"}
SERVICE = {"service": "<SkillFunction>"}
OWN = {
    "apologies": ("OwnFailures", SERVICE, "Sum", 60),
    "errors": ("Errors", LIVE, "Sum", 60),
    "erasures": ("FailedErasures", SERVICE, "Sum", 60),
}
REFUSED = {"rejections": ("AlexaRejections", SERVICE, "Sum", 300), "errors": ("Errors", LIVE, "Sum", 300)}
DATA = {"failures": ("DataFailures", SERVICE, "Sum", 3600), "asked": ("DataFailures", SERVICE, "SampleCount", 3600)}
SHARE = "IF((failures >= 3) OR (2 * failures >= asked), 100 * failures / asked, 0)"
AT_LEAST, MORE_THAN = "GreaterThanOrEqualToThreshold", "GreaterThanThreshold"

# Metric or expression, dimensions or what stands in the expression, statistic, comparison, threshold, seconds of a
# period, how many periods, and what silence means.
WANTED = {
    "OwnFailures": (
        "FILL(apologies, 0) + FILL(errors, 0) - FILL(erasures, 0)",
        OWN,
        None,
        AT_LEAST,
        1,
        None,
        1,
        "notBreaching",
    ),
    "AlexaRejections": ("FILL(rejections, 0) - FILL(errors, 0)", REFUSED, None, AT_LEAST, 1, None, 1, "notBreaching"),
    "DataFailures": (SHARE, DATA, None, MORE_THAN, 10, None, 1, "notBreaching"),
    "FailedErasures": ("FailedErasures", SERVICE, "Sum", AT_LEAST, 1, 300, 1, "notBreaching"),
}
# What AWS counts by itself, and by what.
BY_AWS = {
    ("AWS/Lambda", "Errors", frozenset({"FunctionName", "Resource"})),
    ("AWS/Lambda", "Duration", frozenset({"FunctionName", "Resource"})),
    ("AWS/Lambda", "Throttles", frozenset({"FunctionName"})),
    ("AWS/Lambda", "ConcurrentExecutions", frozenset({"FunctionName"})),
    ("AWS/DynamoDB", "ReadThrottleEvents", frozenset({"TableName"})),
    ("AWS/DynamoDB", "WriteThrottleEvents", frozenset({"TableName"})),
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible", frozenset({"QueueName"})),
}
# What a query may name besides a line's fields: what the log service and the runtime add, and a query's own words.
ADDED = {"timestamp", "level", "message", "logger", "requestId"}
WORDS = re.compile(
    r"'[^']*'|\b(?:as \w+|fields|filter|stats|sort|by|desc|count|max|pct|bin|ispresent|or)\b|@timestamp|\d+[hd]?"
)


@cache
def alarms() -> dict[str, dict[str, Any]]:
    found = Stack().part("Alarms").of_type("AWS::CloudWatch::Alarm")
    return {name: alarm["Properties"] for name, alarm in found.items()}


@cache
def queries() -> dict[str, str]:
    found = Stack().part("Alarms").of_type("AWS::Logs::QueryDefinition").values()
    assert all(query["Properties"]["LogGroupNames"] == ["<SkillLogs>"] for query in found)
    return {query["Properties"]["Name"]: query["Properties"]["QueryString"] for query in found}


@cache
def widgets() -> list[dict[str, Any]]:
    body = Stack(Dashboard="Yes").part("Drawn").resources()["Dashboard"]["Properties"]["DashboardBody"]
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
        alarm.get("Statistic"),
        alarm["ComparisonOperator"],
        alarm["Threshold"],
        alarm.get("Period"),
        alarm["EvaluationPeriods"],
        alarm["TreatMissingData"],
    )


def watched() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield namespace, name and dimensions of every metric that an alarm looks at."""
    for alarm in alarms().values():
        metrics = [metric["MetricStat"]["Metric"] for metric in alarm.get("Metrics", []) if "MetricStat" in metric]
        for metric in metrics or [alarm]:
            yield metric["Namespace"], metric["MetricName"], by_name(metric)


def drawn() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield the same of every metric that the dashboard draws."""
    for widget in widgets():
        for row in widget["properties"].get("metrics", []):
            words = [word for word in row if isinstance(word, str)]
            if words:
                namespace, name, *dimensions = words
                yield namespace, name, dict(zip(dimensions[::2], dimensions[1::2], strict=True))


def looked_up() -> dict[str, str]:
    """Return every query there is, the dashboard's too, by its name."""
    on_it = {it["title"]: it["query"] for it in (widget["properties"] for widget in widgets()) if "query" in it}
    return queries() | on_it


def rings(alarm: dict[str, Any], values: dict[str, list[float]]) -> bool:
    """Tell whether an alarm goes off when these are all the values of its period, by metric."""
    count: dict[str, Callable[[list[float]], float]] = {"Sum": sum, "SampleCount": len}
    if "Metrics" not in alarm:
        result = sum(values.get(alarm["MetricName"], []))
    else:
        shown, *others = alarm["Metrics"]
        stats = {part["Id"]: part["MetricStat"] for part in others}
        found = {name: values.get(stat["Metric"]["MetricName"]) for name, stat in stats.items()}
        names = {name: count[stats[name]["Stat"]](it) if it else None for name, it in found.items()}
        functions = {
            "FILL": lambda value, otherwise: otherwise if value is None else value,
            "IF": lambda condition, then, otherwise: then if condition else otherwise,
        }
        if "FILL" not in shown["Expression"] and None in names.values():
            return False
        result = eval(shown["Expression"].replace(" OR ", " or "), functions, names)  # noqa: S307 - the template's own
    goes_off: bool = (
        result >= alarm["Threshold"] if alarm["ComparisonOperator"] == AT_LEAST else result > alarm["Threshold"]
    )
    return goes_off


def test_there_is_an_alarm_for_everything_that_should_wake_the_owner() -> None:
    assert {name: rule(alarm) for name, alarm in alarms().items()} == WANTED


def test_an_alarm_is_called_the_same_after_every_deployment() -> None:
    names = {name: alarm["AlarmName"] for name, alarm in alarms().items()}
    assert names == {name: f"<AWS::StackName>-{name}" for name in WANTED}


@pytest.mark.parametrize(
    ("turns", "errors", "wakes"),
    [
        pytest.param([FINE], 0, set(), id="nothing is wrong"),
        pytest.param([FAILED, FINE], 0, {"OwnFailures"}, id="an apology for a mistake of our own"),
        pytest.param([FINE], 1, {"OwnFailures"}, id="a crash among other turns"),
        pytest.param([], 1, {"OwnFailures"}, id="a function that cannot even start"),
        pytest.param([REJECTED], 1, {"OwnFailures"}, id="a crash, of which Alexa tells afterwards"),
        pytest.param([REJECTED, FINE], 0, {"AlexaRejections"}, id="an answer that Alexa could not use"),
        pytest.param([LATE], 0, {"DataFailures"}, id="an outage of the race data"),
        pytest.param([KEPT], 1, {"FailedErasures"}, id="a listener who could not be erased"),
        pytest.param([KEPT, KEPT, KEPT], 3, {"FailedErasures"}, id="the same after Lambda's further attempts"),
        pytest.param([KEPT, FAILED], 1, {"FailedErasures", "OwnFailures"}, id="two failures at once"),
    ],
)
def test_one_failure_rings_one_alarm(
    capsys: pytest.CaptureFixture[str], turns: list[TurnReport], errors: int, wakes: set[str]
) -> None:
    values: dict[str, list[float]] = {"Errors": [1.0] * errors}
    for line in lines_of(capsys, *turns):
        for name, value in line.items():
            if "_aws" in line and isinstance(value, list):
                values.setdefault(name, []).extend(value)
    assert {name for name, alarm in alarms().items() if rings(alarm, values)} == wakes


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
    values = {"DataFailures": [1.0] * failures + [0.0] * (asked - failures)}
    assert rings(alarms()["DataFailures"], values) is goes_off


def test_every_alarm_is_sent_and_says_what_it_means() -> None:
    for name, alarm in alarms().items():
        assert alarm["AlarmActions"] == ["<Topic>"], name
        assert alarm.get("ActionsEnabled", True) is True, name
        assert alarm["AlarmDescription"].endswith("."), name


def test_the_topic_has_no_key_that_cloudwatch_may_not_use() -> None:
    (topic,) = Stack().part("Alarms").of_type("AWS::SNS::Topic").values()
    assert "KmsMasterKeyId" not in topic.get("Properties", {})


def test_alarms_and_dashboard_look_only_at_metrics_that_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    there = told(capsys) | BY_AWS
    for namespace, name, dimensions in (*watched(), *drawn()):
        assert (namespace, name, frozenset(dimensions)) in there
        if namespace == NAMESPACE:
            assert dimensions["service"] == "<SkillFunction>"


def test_every_metric_of_the_conversation_is_on_the_dashboard(capsys: pytest.CaptureFixture[str]) -> None:
    on_it = {(namespace, name, frozenset(dimensions)) for namespace, name, dimensions in drawn()}
    assert told(capsys) - on_it == set()


def test_every_query_names_only_fields_that_a_turn_has(capsys: pytest.CaptureFixture[str]) -> None:
    logged = [line for line in lines_of(capsys, FINE, FAILED, LATE) if "_aws" not in line]
    fields = set().union(*logged) | set(TurnReport().fields()) | ADDED
    for name, query in looked_up().items():
        named = set(re.findall(r"[a-z_]\w*", WORDS.sub(" ", query.removeprefix("SOURCE "))))
        # What a query has counted under a name of its own may be sorted by that.
        assert named - set(re.findall(r" as (\w+)", query)) <= fields, name
        assert named & fields, name


@pytest.mark.parametrize(
    "field", ["intent", "reply", "version", "error", "unknown_track", "favorites_error", "cold_start", "feed_ms"]
)
def test_what_has_no_metric_has_a_saved_query(field: str) -> None:
    assert [name for name, query in queries().items() if re.search(rf"stats .*\b{field}\b", query, re.DOTALL)]


def test_queries_are_found_under_the_stacks_name() -> None:
    assert all(name.startswith("<AWS::StackName>/") for name in queries())


def test_the_dashboard_shows_every_alarm() -> None:
    shown = widgets()[0]["properties"]["alarms"]
    assert {arn.rpartition(":alarm:")[2] for arn in shown} == {alarm["AlarmName"] for alarm in alarms().values()}


def test_a_share_of_nothing_is_no_error() -> None:
    expressions = [
        row[0]["expression"]
        for widget in widgets()
        for row in widget["properties"].get("metrics", [])
        if isinstance(row[0], dict) and "/" in row[0]["expression"]
    ]
    assert len(expressions) == 2
    assert all(expression.startswith("IF(turns > 0, ") for expression in expressions)


def test_every_expression_uses_what_stands_beside_it() -> None:
    for widget in widgets():
        options = [row[-1] for row in widget["properties"].get("metrics", []) if isinstance(row[-1], dict)]
        ids = {option["id"] for option in options if "expression" not in option and "id" in option}
        expressions = " ".join(option.get("expression", "") for option in options)
        assert set(re.findall(r"[a-z]\w*", expressions)) == ids, widget["properties"]["title"]


def test_no_two_widgets_lie_on_each_other() -> None:
    cells = [
        (x, y)
        for widget in widgets()
        for x in range(widget["x"], widget["x"] + widget["width"])
        for y in range(widget["y"], widget["y"] + widget["height"])
    ]
    assert len(cells) == len(set(cells))


def test_dashboards_of_three_regions_do_not_take_each_others_place() -> None:
    dashboard = Stack(Dashboard="Yes").part("Drawn").resources()["Dashboard"]
    assert dashboard["Properties"]["DashboardName"] == "<AWS::StackName>-us-east-1"


def test_operations_says_what_each_alarm_means_and_what_each_query_tells() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `<stack>-(\w+)` \|", page, re.MULTILINE) == list(WANTED)
    (table,) = re.findall(r"^\| query \| tells \|\n\|---\|---\|\n((?:\|.*\n)+)", page, re.MULTILINE)
    told_of = [row.split(" | ")[0].removeprefix("| ") for row in table.splitlines()]
    assert told_of == [name.rpartition("/")[2] for name in queries()]
    decided = dict(re.findall(r"^\| (\w+) \| (yes|no) \|", page, re.MULTILINE))
    assert {name for name, takes_back in decided.items() if takes_back == "yes"} == set(ROLLING_BACK)
    assert decided.keys() == WANTED.keys()
