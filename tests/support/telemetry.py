"""What the skill tells of its turns, for tests: kept as reports, or as the lines that Lambda would write."""

import json
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from horse_racing.skill.report import TurnReport
from horse_racing.skill.telemetry import LambdaTelemetry

# What the runtime's JSON leaves out of a record, or tells by another name.
_NOT_TOLD = vars(logging.makeLogRecord({})).keys() | {"aws_request_id", "taskName"}


class Reports:
    """Keeps every turn's report."""

    def __init__(self) -> None:
        self.turns: list[TurnReport] = []

    def tell(self, turn: TurnReport) -> None:
        self.turns.append(turn)

    @property
    def last(self) -> TurnReport:
        return self.turns[-1]


class _RuntimesFormatter(logging.Formatter):
    """Writes a record as Lambda's runtime does under LogFormat JSON; `make invoke` runs the runtime's own."""

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        told = {
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
            "errorType": type(error).__name__ if error else None,
            "errorMessage": str(error) if error else None,
            "requestId": vars(record).get("aws_request_id"),
        }
        told |= {name: value for name, value in vars(record).items() if name not in _NOT_TOLD | told.keys()}
        return json.dumps({name: value for name, value in told.items() if value is not None}, default=str)


@contextmanager
def as_in_lambda() -> Iterator[LambdaTelemetry]:
    """Yield Lambda's telemetry on the present standard output, as `lambda_logging` has it."""
    with lambda_logging():
        yield LambdaTelemetry("skill", "7")


@contextmanager
def lambda_logging() -> Iterator[None]:
    """Log to the present standard output as Lambda's runtime does; afterwards logging is as if it had never been."""
    handler, root = logging.StreamHandler(sys.stdout), logging.getLogger()
    handler.setFormatter(_RuntimesFormatter())
    handler.setLevel(logging.INFO)
    level = root.level
    with fresh_logging():
        root.addHandler(handler)
        root.setLevel(logging.INFO)
        try:
            yield
        finally:
            root.removeHandler(handler)
            root.setLevel(level)


@contextmanager
def fresh_logging() -> Iterator[None]:
    """Undo what Lambda's telemetry sets for the whole process, before and after what is done in here."""
    _forget()
    try:
        yield
    finally:
        _forget()


def _forget() -> None:
    logging.getLogger("urllib3").setLevel(logging.NOTSET)
