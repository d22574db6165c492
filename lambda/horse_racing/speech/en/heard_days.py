"""Days as people say them in English, where Alexa did not make a date of them: in a track's name, or behind a race."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from horse_racing.speech.en.words import number_heard

# How Alexa writes the end of a week, of which one day has to be asked for.
WEEKEND = "-WE"

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEARBY = {"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}
_PARTS_OF_DAY = ("morning", "afternoon", "evening", "night")
_WEEKENDS = ("weekend", "this weekend", "next weekend", "the weekend")
_MONTHS = {
    "january": 1,
    "february": 2,
    "march": 3,
    "april": 4,
    "may": 5,
    "june": 6,
    "july": 7,
    "august": 8,
    "september": 9,
    "october": 10,
    "november": 11,
    "december": 12,
}
_TENS = {"twenty": 20, "thirty": 30, "twentieth": 20, "thirtieth": 30}
_DIGITS = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?")

# The words of "on november twenty second", the longest day there is.
LONGEST_DAY = 4


def words_of_day(words: Sequence[str]) -> str:
    """Return the day that these words are, without their "on" and their "'s"; empty when they are none."""
    plain = [word.removesuffix("'s") for word in words]
    if plain[0] == "on":
        plain = plain[1:]
    if len(plain) > 1 and plain[-1] in _PARTS_OF_DAY:
        plain = ["today"] if plain[:-1] == ["this"] else plain[:-1]
    phrase = " ".join(plain)
    return phrase if day_heard(phrase, date(2000, 1, 1)) else ""


def day_heard(phrase: str, today: date) -> date | str | None:
    """Return the day that "yesterday", "last friday" or "november 22nd" is, seen from today; None for anything else.

    A day without a year or a "last" is the next one, today included, as Alexa takes it. A weekend is no day, and is
    returned as Alexa writes one.
    """
    if phrase in _WEEKENDS:
        return WEEKEND
    if phrase in {"day after tomorrow", "the day after tomorrow"}:
        return today + timedelta(days=2)
    if phrase in _NEARBY:
        return today + timedelta(days=_NEARBY[phrase])
    step, _, name = phrase.rpartition(" ")
    if name in _WEEKDAYS and step in {"", "this", "last", "coming", "this coming", "next"}:
        ahead = (_WEEKDAYS.index(name) - today.weekday()) % 7
        days = {"last": ahead - 7, "next": 7 - today.weekday() + _WEEKDAYS.index(name)}.get(step, ahead)
        return today + timedelta(days=days)
    month, _, number = phrase.partition(" ")
    day = day_number_heard(number)
    return _next(_MONTHS[month], day, today) if month in _MONTHS and day else None


def day_number_heard(text: str) -> int | None:
    """Return the day of a month that "22", "the 22nd" or "twenty second" is, None for anything else."""
    if re.search(r"[-.]\d", text):
        return None
    words = [word for word in re.findall(r"\w+", text.lower()) if word not in {"the", "on"}]
    if len(words) == 1:
        digits = _DIGITS.fullmatch(words[0])
        number = int(digits[1]) if digits else (number_heard(words[0]) or _TENS.get(words[0], 0))
    else:
        is_pair = len(words) == 2 and words[0] in _TENS  # noqa: PLR2004 - "twenty second"
        number = _TENS[words[0]] + (number_heard(words[1]) or 0) if is_pair else 0
    return number if 1 <= number <= 31 else None  # noqa: PLR2004 - as many as a month has


def _next(month: int, day: int, today: date) -> date | None:
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            # February 29 is not in every year, and February 30 in none.
            continue
        if found >= today:
            return found
    return None
