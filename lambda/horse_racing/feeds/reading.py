"""Reading single values of the feed: tolerant of how they are written, loud when they are something else."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from html import unescape
from typing import Any

from horse_racing.racing.cards import Odds
from horse_racing.racing.errors import UnreadableError

Json = Mapping[str, Any]

# Longer than any race or track name; what is longer is no name.
_LONGEST_TEXT = 120

# Odds, neither side of which is nothing: "0-0" stands for a horse that nobody has wagered on yet.
_ODDS = re.compile(r"([1-9][0-9]{0,3})\s*[-/]\s*([1-9][0-9]{0,3})")
_EVEN = {"EVN", "EVEN", "EVENS"}

# US dollars. No payoff comes near; what is beyond is no amount of money and would take forever to be written out.
_TOO_MUCH = 1_000_000_000

# What is beyond is no number of anything here, whether it is written as a number or as a text.
_TOO_LARGE = 10**18


def mapping(value: object, what: str) -> Json:
    """Return a JSON object; raises `UnreadableError` for anything else."""
    if not isinstance(value, dict):
        raise UnreadableError(f"{what} is not an object")
    return value


def items(value: object, what: str) -> list[Json]:
    """Return a JSON array of objects; raises `UnreadableError` for anything else, null included."""
    return [mapping(item, f"an item of {what}") for item in array(value, what)]


def array(value: object, what: str) -> list[object]:
    """Return a JSON array; raises `UnreadableError` for anything else, null included."""
    if not isinstance(value, list):
        raise UnreadableError(f"{what} is not an array")
    return value


def text(value: object) -> str:
    """Return a text on one line, bounded, without control characters; the empty text for null or another type.

    What the feed has escaped for web pages is written out, so that speech and cards can treat it their own way.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return ""
    # A card has some two thousand texts, and next to none with either.
    written = unescape(value) if "&" in value else value
    if not written.isprintable():
        written = "".join(character if character.isprintable() else " " for character in written)
    return " ".join(written.split())[:_LONGEST_TEXT].rstrip()


def required_text(value: object, what: str) -> str:
    """Return a text as it stands; raises `UnreadableError` when it is missing, empty, unprintable or no text."""
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise UnreadableError(f"{what} is missing")
    return value


def integer(value: object) -> int | None:
    """Return a whole number written as a number or a text, None for everything else."""
    if isinstance(value, str) and re.fullmatch(r"\s*-?[0-9]{1,18}\s*", value):
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not -_TOO_LARGE < value < _TOO_LARGE:
        return None
    return int(value) if value == int(value) else None


def money(value: object, what: str) -> Decimal:
    """Return US dollars, none of them below zero, written as a number or as a text with commas, null meaning none.

    Raises `UnreadableError` for anything else.
    """
    if value is None or value == "":
        return Decimal(0)
    try:
        amount = Decimal(str(value).replace(",", "")) if isinstance(value, int | float | str) else Decimal("NaN")
    except InvalidOperation:
        amount = Decimal("NaN")
    if not (amount.is_finite() and 0 <= amount < _TOO_MUCH):
        raise UnreadableError(f"{what} is no amount of money")
    return amount


def whole_dollars(value: object) -> int | None:
    """Return whole US dollars written as `money` reads them, None for nothing, for cents and for anything else."""
    try:
        amount = money(value, "an amount")
    except UnreadableError:
        return None
    return int(amount) if amount and amount == int(amount) else None


def odds(value: object) -> Odds | None:
    """Return odds written "5-2", "5/2" or "EVN", None for anything else."""
    written = text(value).upper()
    if written in _EVEN:
        return Odds(1, 1)
    parts = _ODDS.fullmatch(written)
    return Odds(int(parts[1]), int(parts[2])) if parts else None


def person(first: object, last: object) -> str:
    """Return a person's name in speaking order, empty when there is none."""
    return text(f"{text(first)} {text(last)}")


def flag(value: object, what: str) -> bool | None:
    """Return a yes or no, None for null; raises `UnreadableError` when it is neither."""
    if value is None or isinstance(value, bool):
        return value
    raise UnreadableError(f"{what} is neither true nor false")


def day(value: object, what: str) -> date:
    """Return a date written YYYY-MM-DD; raises `UnreadableError` for anything else."""
    try:
        return date.fromisoformat(required_text(value, what))
    except ValueError:
        raise UnreadableError(f"{what} is not a date") from None
