"""Reading single values of the feed: tolerant of how they are written, loud when they are something else."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from horse_racing.racing.errors import UnreadableError

Json = Mapping[str, Any]

# Longer than any race or track name; what is longer is no name.
_LONGEST_TEXT = 120


def mapping(value: object, what: str) -> Json:
    """Return a JSON object; raises `UnreadableError` for anything else."""
    if not isinstance(value, dict):
        raise UnreadableError(f"{what} is not an object")
    return value


def items(value: object, what: str) -> list[Json]:
    """Return a JSON array of objects; raises `UnreadableError` for anything else, null included."""
    if not isinstance(value, list):
        raise UnreadableError(f"{what} is not an array")
    return [mapping(item, f"an item of {what}") for item in value]


def text(value: object) -> str:
    """Return a text on one line, bounded, without control characters; the empty text for null or another type."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return ""
    printable = "".join(character if character.isprintable() else " " for character in value)
    return " ".join(printable.split())[:_LONGEST_TEXT].rstrip()


def required_text(value: object, what: str) -> str:
    """Return a text as it stands; raises `UnreadableError` when it is missing, empty or no text."""
    if not isinstance(value, str) or not value.strip():
        raise UnreadableError(f"{what} is missing")
    return value


def integer(value: object) -> int | None:
    """Return a whole number written as a number or a text, None for everything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and re.fullmatch(r"\s*-?[0-9]{1,18}\s*", value):
        return int(value)
    return None


def flag(value: object, what: str) -> bool:
    """Return a yes or no, null meaning no; raises `UnreadableError` when it is neither."""
    if value is None:
        return False
    if isinstance(value, bool):
        return value
    raise UnreadableError(f"{what} is neither true nor false")


def day(value: object, what: str) -> date:
    """Return a date written YYYY-MM-DD; raises `UnreadableError` for anything else."""
    try:
        return date.fromisoformat(required_text(value, what))
    except ValueError:
        raise UnreadableError(f"{what} is not a date") from None
