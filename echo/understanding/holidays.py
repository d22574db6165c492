"""The holidays that AMAZON.DATE knows by name, on the days the United States keep them."""

from collections.abc import Callable
from datetime import date, timedelta

_MONDAY, _THURSDAY = 0, 3


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _weekday_from(month: int, day: int, weekday: int) -> Callable[[int], date]:
    """Return the rule of the first such weekday from a day on: the fourth Thursday is the first from the 22nd on."""

    def in_year(year: int) -> date:
        earliest = date(year, month, day)
        return earliest + timedelta(days=(weekday - earliest.weekday()) % 7)

    return in_year


# By their names without apostrophes, each a rule from the year to the day.
_HOLIDAYS: dict[str, Callable[[int], date]] = {
    "new years day": _fixed(1, 1),
    "memorial day": _weekday_from(5, 25, _MONDAY),
    "independence day": _fixed(7, 4),
    "labor day": _weekday_from(9, 1, _MONDAY),
    "halloween": _fixed(10, 31),
    "thanksgiving": _weekday_from(11, 22, _THURSDAY),
    "thanksgiving day": _weekday_from(11, 22, _THURSDAY),
    "christmas eve": _fixed(12, 24),
    "christmas": _fixed(12, 25),
    "christmas day": _fixed(12, 25),
    "new years eve": _fixed(12, 31),
}


def holiday(phrase: str, today: date) -> date | None:
    """Return the next day of that name, today included, or None when the phrase names no holiday."""
    in_year = _HOLIDAYS.get(phrase.replace("'", ""))
    if in_year is None:
        return None
    this_year = in_year(today.year)
    return this_year if this_year >= today else in_year(today.year + 1)
