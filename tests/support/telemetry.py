"""What the skill tells of its turns, for tests: kept as reports, or as the lines that Lambda would write."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from horse_racing.skill.telemetry import SERVICE, LambdaTelemetry, TurnReport

# Where the library remembers on a logger that it has set it up.
_MARKS = ("init", "powertools_handler", "powertools_buffer_config", "powertools_buffer_cache")


class Reports:
    """Keeps every turn's report."""

    def __init__(self) -> None:
        self.turns: list[TurnReport] = []

    def tell(self, turn: TurnReport) -> None:
        self.turns.append(turn)

    @property
    def last(self) -> TurnReport:
        return self.turns[-1]


@contextmanager
def as_in_lambda() -> Iterator[LambdaTelemetry]:
    """Yield Lambda's telemetry on the present standard output; afterwards logging is as if it had never been."""
    with fresh_logging():
        yield LambdaTelemetry("skill", "7")


@contextmanager
def fresh_logging() -> Iterator[None]:
    """Leave nothing of what is done in here to the skill's logger, and begin without what was done before."""
    _forget()
    try:
        yield
    finally:
        _forget()


def _forget() -> None:
    logging.getLogger("urllib3").setLevel(logging.NOTSET)
    logger = logging.getLogger(SERVICE)
    logger.handlers.clear()
    logger.setLevel(logging.NOTSET)
    for mark in _MARKS:
        vars(logger).pop(mark, None)
    for handler in logging.root.handlers:
        handler.filters = [kept for kept in handler.filters if type(kept).__name__ != "SuppressFilter"]
