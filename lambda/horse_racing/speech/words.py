"""Single facts as English words for the ear: numbers, days, clock times, race names."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from horse_racing.racing.cards import Race
from horse_racing.racing.tracks import Track

_CARDINALS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
)

# What people call a zone, and the zone whose clock they then expect.
_ZONE_NAMES = {
    "Eastern": ("America/New_York", {"America/New_York", "America/Toronto", "America/Indiana/Indianapolis"}),
    "Central": ("America/Chicago", {"America/Chicago", "America/Winnipeg"}),
    "Mountain": ("America/Denver", {"America/Denver", "America/Boise", "America/Edmonton", "America/Phoenix"}),
    "Pacific": ("America/Los_Angeles", {"America/Los_Angeles", "America/Vancouver"}),
}

_ABBREVIATIONS = {"S.": "Stakes", "S": "Stakes", "H.": "Handicap", "H": "Handicap"}
_SPONSOR = re.compile(r"\s+(presented|sponsored|brought to you) by\b.*", re.IGNORECASE)


def cardinal(number: int) -> str:
    """Return a count in words up to twenty and in digits, which Alexa reads well, beyond."""
    return _CARDINALS[number] if 0 <= number < len(_CARDINALS) else str(number)


def day_phrase(day: date, today: date) -> str:
    """Return "today", "tomorrow", "yesterday" or "on Saturday, November 28", with the year when it is another one."""
    nearby = {0: "today", 1: "tomorrow", -1: "yesterday"}.get((day - today).days)
    year = "" if day.year == today.year else f", {day.year}"
    return nearby or f"on {day:%A}, {day:%B} {day.day}{year}"


def clock_time(instant: datetime, track: Track) -> str:
    """Return the track's local time with its zone: "12:35 PM Eastern"."""
    local = instant.astimezone(track.zone)
    return f"{local.hour % 12 or 12}:{local:%M} {local:%p} {_zone_name(instant, track.zone)}"


def _zone_name(instant: datetime, zone: ZoneInfo) -> str:
    """Return the zone's everyday name, or "local time" where its clock is not the one that name stands for.

    Arizona in summer and British Columbia in winter are an hour off the zone they are counted to.
    """
    for name, (reference, members) in _ZONE_NAMES.items():
        if zone.key in members:
            same = instant.astimezone(zone).utcoffset() == instant.astimezone(ZoneInfo(reference)).utcoffset()
            return name if same else "local time"
    return "local time"


def race_name(race: Race) -> str:
    """Return the race's name in full: "Lantern Bay Stakes" for "Lantern Bay S. presented by Example Feeds"."""
    words = _SPONSOR.sub("", race.name).split()
    return " ".join(_ABBREVIATIONS.get(word, word) if index else word for index, word in enumerate(words))


def alternatives(names: list[str], conjunction: str = "or") -> str:
    """Return "A", "A or B", or "A, B, or C"."""
    if len(names) <= 2:  # noqa: PLR2004 - the grammar of lists changes at three
        return f" {conjunction} ".join(names)
    return f"{', '.join(names[:-1])}, {conjunction} {names[-1]}"
