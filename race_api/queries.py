"""What the listing of meets may be asked, and the 422 body for what it may not (race data, 2 and 3.1)."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

DEFAULT_LIMIT, LARGEST_LIMIT = 25, 50  # meets per page
# Longer numbers than any real one are refused before Python has to convert them.
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class MeetsQuery:
    """A valid question for the listing; a date that was not given is None."""

    start: date | None = None
    end: date | None = None
    limit: int = DEFAULT_LIMIT
    skip: int = 0


class InvalidQueryError(Exception):
    """The query breaks the contract; `detail` is the body's list of problems."""

    def __init__(self, detail: list[dict[str, Any]]) -> None:
        super().__init__(detail)
        self.detail = detail


def meets_query(pairs: list[tuple[str, str]]) -> MeetsQuery:
    """Read the listing's parameters; unknown names are ignored, of repeated ones the last counts.

    Raises `InvalidQueryError` with one problem for each bad parameter.
    """
    given = dict(pairs)
    problems: list[dict[str, Any]] = []
    start, end = _date("start_date", given, problems), _date("end_date", given, problems)
    limit = _integer("limit", given, problems, default=DEFAULT_LIMIT, least=1, most=LARGEST_LIMIT)
    skip = _integer("skip", given, problems, default=0, least=0)
    if problems:
        raise InvalidQueryError(problems)
    return MeetsQuery(start, end, limit, skip)


def problem(name: str, given: str, kind: str, message: str, **context: object) -> dict[str, Any]:
    """Return one entry of an HTTPValidationError."""
    found: dict[str, Any] = {"type": kind, "loc": ["query", name], "msg": message, "input": given}
    return {**found, "ctx": context} if context else found


def _date(name: str, given: dict[str, str], problems: list[dict[str, Any]]) -> date | None:
    text = given.get(name)
    if text is None:
        return None
    reason = "invalid characters or length"
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            reason = str(error)
    message = f"Input should be a valid date in the format YYYY-MM-DD, {reason}"
    problems.append(problem(name, text, "date_from_datetime_parsing", message, error=reason))
    return None


def _integer(  # noqa: PLR0913 - a number's name, source, complaints, default and bounds
    name: str,
    given: dict[str, str],
    problems: list[dict[str, Any]],
    *,
    default: int,
    least: int,
    most: int | None = None,
) -> int:
    text = given.get(name)
    if text is None:
        return default
    if not _INTEGER.fullmatch(text):
        message = "Input should be a valid integer, unable to parse string as an integer"
        problems.append(problem(name, text, "int_parsing", message))
        return default
    number = int(text)
    if number < least:
        message = f"Input should be greater than or equal to {least}"
        problems.append(problem(name, text, "greater_than_equal", message, ge=least))
    elif most is not None and number > most:
        message = f"Input should be less than or equal to {most}"
        problems.append(problem(name, text, "less_than_equal", message, le=most))
    return number
