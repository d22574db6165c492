"""What cards and results say of a race in the same fields (race data, 3.2, 3.3 and 5.4)."""

import re

from horse_racing.feeds.reading import Json, integer, text

_GRADED = re.compile(r"G([123])\s+")
_NUMBERED = re.compile(r"(race\s*\d+)?", re.IGNORECASE)

# Track conditions by the codes that some cards have in place of the word.
_CONDITIONS = {
    "FT": "Fast",
    "WF": "Wet Fast",
    "GD": "Good",
    "MY": "Muddy",
    "SY": "Sloppy",
    "SL": "Slow",
    "HY": "Heavy",
    "FZ": "Frozen",
    "FM": "Firm",
    "YL": "Yielding",
    "SF": "Soft",
}


def is_stakes(race: Json) -> bool:
    """Tell a stakes race by its type; only where the type is missing by what else says so (race data, 5.4)."""
    race_type = text(race.get("race_type")).upper()
    description = text(race.get("race_type_description")).upper()
    if race_type:
        return race_type == "STK"
    race_class = text(race.get("race_class")).upper()
    return description.startswith("STAKES") or race_class.startswith("STAKES") or grade_of(race) is not None


def grade_of(race: Json) -> int | None:
    """Return the grade, None for a race that has none."""
    grade = integer(race.get("grade"))
    if grade in {1, 2, 3}:
        return grade
    graded = _GRADED.match(text(race.get("race_class")).upper())
    return int(graded[1]) if graded else None


def name_of(race: Json) -> str:
    """Return the race's own name, empty when the feed only numbers it.

    The class holds the name too, but only behind a grade: elsewhere it is a class, such as "STAKES($75,000)".
    """
    name, race_class = text(race.get("race_name")), text(race.get("race_class"))
    if _NUMBERED.fullmatch(name):
        graded = _GRADED.match(race_class.upper())
        name = race_class[graded.end() :] if graded else ""
    return name if is_stakes(race) else ""


def condition_of(value: object) -> str:
    """Return the track's condition as a word, empty while it is not known."""
    condition = text(value)
    return _CONDITIONS.get(condition.upper(), condition)
