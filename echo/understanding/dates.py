"""Spoken dates as AMAZON.DATE hands them to a skill: "tomorrow" is 2026-11-22, "this weekend" is 2026-W47-WE."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from echo.understanding.named_days import named_day

# ruff: noqa: SIM905 - as lists, the numbers below would take a line a word, and their order is all there is to see.
_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_RELATIVE_DAYS = {
    "day before yesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
}
_PARTS_OF_DAY = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
_STEPS = {"last": -1, "this": 0, "next": 1}

_CARDINALS = [
    *"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split(),
    *"seventeen eighteen nineteen twenty".split(),
    *(f"twenty {unit}" for unit in "one two three four five six seven eight nine".split()),
    *("thirty", "thirty one"),
]
_ORDINALS = [
    *"first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth".split(),
    *"fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
    *(f"twenty {unit}" for unit in "first second third fourth fifth sixth seventh eighth ninth".split()),
    *("thirtieth", "thirty first"),
]
_DAYS = {name: number for names in (_CARDINALS, _ORDINALS) for number, name in enumerate(names, start=1)}
# "twenty twenty six": from 2020, whose second number is the twentieth cardinal.
_YEARS = {f"twenty {name}": number for number, name in enumerate(_CARDINALS[19:], start=2020)}

_DAY = rf"\d{{1,2}}(?:st|nd|rd|th)?|{'|'.join(_DAYS)}"
_MONTH = "|".join(_MONTHS)
_YEAR = rf"\d{{4}}|{'|'.join(_YEARS)}"
_DAY_OF_YEAR = re.compile(
    rf"(?:(?P<month>{_MONTH}) (?:the )?(?P<day>{_DAY})|(?:the )?(?P<day_first>{_DAY}) (?:of )?(?P<month_last>{_MONTH}))"
    rf"(?: (?P<year>{_YEAR}))?"
)
_DAY_OF_MONTH = re.compile(rf"the (?P<day>{_DAY})")
_PERIOD = re.compile(r"(?P<step>last|this|next) (?P<unit>weekend|week|month|year)")
_WEEKDAY = re.compile(rf"(?:(?P<step>last|this|next) )?(?P<name>{'|'.join(_WEEKDAYS)})")

# The words of "on the twenty first of november twenty twenty six", the longest form understood here.
LONGEST_DATE = 9


def date_value(phrase: str, today: date) -> str | None:
    """Return the slot value Alexa makes of a spoken date, or None when the phrase is none.

    `phrase` is lower case without punctuation, `today` the date where the device stands. A day without a year is on or
    after today, as Amazon documents it.
    """
    phrase = phrase.removeprefix("on ")
    if phrase in {"now", "right now"}:
        return "PRESENT_REF"
    return _period(phrase, today) or _month(phrase.removeprefix("in "), today) or _day_or_part(phrase, today)


def _period(phrase: str, today: date) -> str | None:
    match = _PERIOD.fullmatch(phrase)
    if match is None:
        return None
    step = _STEPS[match["step"]]
    if match["unit"] == "year":
        return f"{today.year + step:04}"
    if match["unit"] == "month":
        year, month = divmod(today.year * 12 + today.month - 1 + step, 12)
        return f"{year:04}-{month + 1:02}"
    week = (today + timedelta(weeks=step)).isocalendar()
    return f"{week.year:04}-W{week.week:02}" + ("-WE" if match["unit"] == "weekend" else "")


def _month(phrase: str, today: date) -> str | None:
    if phrase not in _MONTHS:
        return None
    month = _MONTHS.index(phrase) + 1
    return f"{today.year + (month < today.month):04}-{month:02}"


def _day_or_part(phrase: str, today: date) -> str | None:
    """Return a whole day, or "saturday night" as the day followed by its part."""
    if phrase == "tonight":
        phrase = "today night"
    day_phrase, _, last = phrase.rpartition(" ")
    if last in _PARTS_OF_DAY:
        day = today if day_phrase == "this" else _day(day_phrase, today)
        return f"{day}{_PARTS_OF_DAY[last]}" if day else None
    day = _day(phrase, today)
    return day.isoformat() if day else None


def _day(phrase: str, today: date) -> date | None:
    relative = phrase.removeprefix("the ")
    if relative in _RELATIVE_DAYS:
        return today + timedelta(days=_RELATIVE_DAYS[relative])
    if match := _WEEKDAY.fullmatch(phrase):
        return _weekday(_WEEKDAYS.index(match["name"]), match["step"], today)
    if match := _DAY_OF_YEAR.fullmatch(phrase):
        month = _MONTHS.index(match["month"] or match["month_last"]) + 1
        day = _number(match["day"] or match["day_first"], _DAYS)
        if match["year"]:
            return _first([(_number(match["year"], _YEARS), month)], day, date.min)
        # Nine years have a February 29 among them, wherever one begins.
        return _first([(today.year + step, month) for step in range(9)], day, today)
    if match := _DAY_OF_MONTH.fullmatch(phrase):
        months = [divmod(today.year * 12 + today.month - 1 + step, 12) for step in range(3)]
        return _first([(year, month + 1) for year, month in months], _number(match["day"], _DAYS), today)
    return named_day(phrase, today)


def _weekday(weekday: int, step: str | None, today: date) -> date:
    """Return the coming weekday, today included; "next" is the one in next week, "last" the latest one before today."""
    if step == "next":
        return today + timedelta(days=7 - today.weekday() + weekday)
    if step == "last":
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _number(spoken: str, names: dict[str, int]) -> int:
    return names[spoken] if spoken in names else int(spoken.rstrip("stndrh"))


def _first(months: Sequence[tuple[int, int]], day: int, earliest: date) -> date | None:
    """Return the first of these (year, month) that has this day on or after `earliest`: not every one has a 31st."""
    for year, month in months:
        try:
            candidate = date(year, month, day)
        except ValueError:
            continue
        if candidate >= earliest:
            return candidate
    return None
