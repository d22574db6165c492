"""Turns of every kind that the owner may hear of, and what Lambda's telemetry writes of them."""

import json
import logging
from typing import Any

import pytest

from horse_racing.racing.errors import TimedOutError
from horse_racing.skill.report import TurnReport
from tests.support.telemetry import as_in_lambda

# Namespace, name, and the names of the dimensions.
Metric = tuple[str, str, frozenset[str]]

FAILED = TurnReport()
FAILED.failed(logging.ERROR, "KeyError", "the turn failed")
LATE = TurnReport(feed_seconds=1.0)
LATE.failed(logging.WARNING, TimedOutError.__name__, "no data", is_data_failure=True)
REJECTED = TurnReport(is_rejection=True)
REJECTED.failed(logging.ERROR, "AlexaRejection", "Alexa could not use an answer")
KEPT = TurnReport(is_failed_erasure=True)
KEPT.failed(logging.ERROR, "ErasureError", "a listener could not be erased")
FINE = TurnReport(answer="RaceCount", feed_seconds=1.0, is_unknown_track=True, favorites_error="Throttled")


def lines_of(capsys: pytest.CaptureFixture[str], *turns: TurnReport) -> list[dict[str, Any]]:
    """Return what Lambda's telemetry writes of turns."""
    with as_in_lambda() as telemetry:
        for turn in turns:
            telemetry.tell(turn)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def told(capsys: pytest.CaptureFixture[str], *turns: TurnReport) -> set[Metric]:
    """Return every metric that Lambda's telemetry writes of turns, with its dimensions; of one of each kind without."""
    lines = lines_of(capsys, *(turns or (FINE, FAILED, LATE, REJECTED, KEPT)))
    parts = [part for line in lines if "_aws" in line for part in line["_aws"]["CloudWatchMetrics"]]
    return {
        (part["Namespace"], metric["Name"], frozenset(dimensions))
        for part in parts
        for metric in part["Metrics"]
        for dimensions in part["Dimensions"]
    }
