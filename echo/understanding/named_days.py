"""The days that AMAZON.DATE knows by name, on which the United States keep them."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from holidays import country_holidays
from holidays.constants import GOVERNMENT, PUBLIC, UNOFFICIAL

from echo.understanding.words import spoken

# What people call them where that is not the name.
_ALSO_CALLED = {
    "christmas": "christmas day",
    "easter": "easter sunday",
    "juneteenth": "juneteenth national independence day",
    "martin luther king day": "martin luther king jr day",
    "presidents day": "washingtons birthday",
    "st patricks day": "saint patricks day",
    "thanksgiving": "thanksgiving day",
}


@lru_cache(maxsize=8)
def _named(year: int) -> Mapping[str, date]:
    """Return the days of a year by their names as they are spoken, without apostrophes."""
    # Not the Mondays on which offices are closed after a holiday on a Sunday.
    kept = country_holidays("US", years=year, observed=False, categories=(GOVERNMENT, PUBLIC, UNOFFICIAL))
    return {_plain(name): day for day, names in kept.items() for name in names.split(";")}


def _plain(name: str) -> str:
    return spoken(name).replace("'", "")


def named_day(phrase: str, today: date) -> date | None:
    """Return the next day of that name, today included, or None when the phrase names none."""
    plain = _plain(phrase)
    name = _ALSO_CALLED.get(plain, plain)
    this_year = _named(today.year).get(name)
    return this_year if this_year is None or this_year >= today else _named(today.year + 1).get(name)
