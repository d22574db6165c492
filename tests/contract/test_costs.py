"""What one region costs a month, by the templates and the metrics that are told, as docs/costs.md says it."""

import re
from pathlib import Path
from typing import Any

import pytest

from horse_racing.skill.report import TurnReport
from ship.deploying.demo import COSTS
from tests.support.conversation import MODEL
from tests.support.template import ROOT, SOURCE, Stack, transformed
from tests.support.turns import FAILED, FINE, KEPT, LATE, REJECTED, told

PAGE = (Path(__file__).parents[2] / "docs" / "costs.md").read_text(encoding="utf-8")
LIMIT = 3.50
# AWS's list prices a month in us-east-1, in dollars and without the free tier.
PRICES = {
    "custom metrics": 0.30,
    "metrics that alarms look at": 0.10,
    "secrets": 0.40,
    "dashboards": 3.00,
    "keys of our own": 1.00,
}
BY_TYPE = {
    "AWS::SecretsManager::Secret": "secrets",
    "AWS::CloudWatch::Dashboard": "dashboards",
    "AWS::KMS::Key": "keys of our own",
}
# What costs nothing while nobody uses it. Whatever is neither here nor above has to be looked up first.
FREE = {
    "AWS::CloudFormation::Stack",
    "AWS::CloudWatch::Alarm",
    "AWS::CodeDeploy::Application",
    "AWS::CodeDeploy::DeploymentGroup",
    "AWS::DynamoDB::GlobalTable",
    "AWS::DynamoDB::Table",
    "AWS::IAM::Role",
    "AWS::Lambda::Alias",
    "AWS::Lambda::Function",
    "AWS::Lambda::Permission",
    "AWS::Lambda::Url",
    "AWS::Lambda::Version",
    "AWS::Logs::LogGroup",
    "AWS::Logs::QueryDefinition",
    "AWS::SNS::Topic",
    "AWS::SQS::Queue",
}


def resources(stack: Stack) -> list[dict[str, Any]]:
    """Return everything that is made, that of the template's parts too."""
    made = stack.resources()
    parts = [name for name, resource in made.items() if resource["Type"] == "AWS::CloudFormation::Stack"]
    return [*made.values(), *(each for name in parts for each in resources(stack.part(name)))]


def counted(stack: Stack, capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    """Return how many there are of each thing that has a price."""
    made = resources(stack)
    counts = dict.fromkeys(PRICES, 0) | {"custom metrics": len(told(capsys))}
    for resource in made:
        if resource["Type"] == "AWS::CloudWatch::Alarm":
            metrics = [metric for metric in resource["Properties"].get("Metrics", [{}]) if "Expression" not in metric]
            counts["metrics that alarms look at"] += len(metrics)
        elif resource["Type"] in BY_TYPE:
            counts[BY_TYPE[resource["Type"]]] += 1
    return counts


def monthly(counts: dict[str, int]) -> float:
    return round(sum(PRICES[name] * count for name, count in counts.items()), 2)


def test_one_region_costs_no_more_than_it_may(capsys: pytest.CaptureFixture[str]) -> None:
    counts = counted(Stack(), capsys)
    assert counts["metrics that alarms look at"]
    assert monthly(counts) <= LIMIT


def test_what_is_asked_makes_no_further_metric(capsys: pytest.CaptureFixture[str]) -> None:
    few = told(capsys)
    asked = [TurnReport(intent=intent.name, answer=intent.name, feed_seconds=1.0) for intent in MODEL.intents]
    assert told(capsys, FINE, FAILED, LATE, REJECTED, KEPT, *asked) == few


def test_everything_that_is_made_is_free_or_has_a_price() -> None:
    everything = resources(Stack(Dashboard="Yes"))
    assert {resource["Type"] for resource in everything} - BY_TYPE.keys() <= FREE
    # These are billed by the hour, whoever uses them, where they are asked for.
    assert all("ProvisionedConcurrencyConfig" not in str(resource) for resource in everything)
    assert all(it["Properties"]["BillingMode"] == "PAY_PER_REQUEST" for it in everything if "Table" in it["Type"])


def test_the_table_says_what_is_so(capsys: pytest.CaptureFixture[str]) -> None:
    counts = counted(Stack(), capsys)
    rows = re.findall(r"^\| ([a-z ]+) \| (\d+) \| \$([\d.]+) \| \$([\d.]+) \|$", PAGE, re.MULTILINE)
    assert [(name, int(count), float(each), float(cost)) for name, count, each, cost in rows] == [
        (name, counts[name], price, round(counts[name] * price, 2)) for name, price in PRICES.items()
    ]
    assert re.findall(r"\*\*together\*\* \| \| \| \*\*\$([\d.]+)\*\*", PAGE) == [f"{monthly(counts):.2f}"]
    assert f"a further region (`docs/regions.md`) | ${monthly(counts):.2f} more" in PAGE


SECRET = "arn:aws:secretsmanager:us-east-1:000000000000:secret:DemoCredentials-AbCdEfGhIjKl-a1B2c3"
# AWS's list prices of Lambda on arm64 in us-east-1: for a second at 1 GB, and for a million calls.
GIGABYTE_SECOND, MILLION_CALLS = 0.0000133334, 0.20


def calls_cost(count: float, seconds: float) -> float:
    """Return what so many calls cost that take so long each, at 512 MB."""
    return count * (seconds * 0.5 * GIGABYTE_SECOND + MILLION_CALLS / 1e6)


def test_the_page_says_what_the_demo_costs(capsys: pytest.CaptureFixture[str]) -> None:
    demo = resources(Stack("us-east-1", transformed(ROOT / "demo" / "template.yaml")))
    assert {resource["Type"] for resource in demo} - BY_TYPE.keys() <= FREE
    alone = round(sum(PRICES[BY_TYPE[it["Type"]]] for it in demo if it["Type"] in BY_TYPE), 2)
    beside = monthly(counted(Stack(RacingApiSecret=SECRET), capsys))
    page = " ".join(PAGE.split())
    assert f"Its only fixed price is its secret, **${alone:.2f}**" in page
    assert f"skill and demo together cost **${alone + beside:.2f}** at most, as the skill alone does" in page
    assert alone + beside == pytest.approx(monthly(counted(Stack(), capsys)))
    assert f"goes on costing {COSTS} until" in page
    assert f"${alone:.2f}" == COSTS
    assert calls_cost(10_000, 0.05) < 0.01


def test_the_page_says_what_a_stranger_could_cost() -> None:
    at_once = transformed(ROOT / "demo" / "template.yaml")["Parameters"]["DemoConcurrency"]["Default"]
    a_month = 365 / 12 * 24 * 60 * 60
    assert f"would cost ${calls_cost(10 * at_once * a_month, 0.002):.0f}." in PAGE


def test_the_readme_says_what_it_says_at_its_head(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"at most ${monthly(counted(Stack(), capsys)):.2f} a month" in readme


def test_whatever_costs_extra_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    extra = monthly(counted(Stack(Dashboard="Yes"), capsys)) - monthly(counted(Stack(), capsys))
    assert extra == pytest.approx(PRICES["dashboards"])
    switches = {name for name in ("SnapStart", "Tracing", "Dashboard") if name in SOURCE["Parameters"]}
    assert set(re.findall(r"^\| `(\w+)=", PAGE, re.MULTILINE)) == switches
