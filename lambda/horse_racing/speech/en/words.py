"""Single facts as English words for the ear: numbers, days, clock times, race names."""

import math
import re
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from horse_racing.racing.cards import Race
from horse_racing.racing.days import RaceDay
from horse_racing.racing.inquiry import RaceChoice
from horse_racing.racing.tracks import Track
from horse_racing.speech.en.names import race_title

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

_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
)

# What people call a zone, and the zone whose clock they then expect.
_ZONE_NAMES = {
    "Eastern": ("America/New_York", {"America/New_York", "America/Toronto", "America/Indiana/Indianapolis"}),
    "Central": ("America/Chicago", {"America/Chicago", "America/Winnipeg"}),
    "Mountain": ("America/Denver", {"America/Denver", "America/Boise", "America/Edmonton", "America/Phoenix"}),
    "Pacific": ("America/Los_Angeles", {"America/Los_Angeles", "America/Vancouver"}),
}


def cardinal(number: int) -> str:
    """Return a count in words up to twenty and in digits, which Alexa reads well, beyond."""
    return _CARDINALS[number] if 0 <= number < len(_CARDINALS) else str(number)


def number_heard(text: str) -> int | None:
    """Return the number from one to twenty that "5", "five" and "fifth" stand for, None for anything else."""
    word = text.strip().lower()
    for words in (_CARDINALS[1:], _ORDINALS, tuple(str(number) for number in range(1, len(_CARDINALS)))):
        if word in words:
            return words.index(word) + 1
    return None


def race(choice: RaceChoice | None) -> str:
    """Return what to call a race that may be asked for: "race five", "the next race"."""
    return f"race {cardinal(choice)}" if isinstance(choice, int) else f"the {choice or 'next'} race"


def day_phrase(when: RaceDay, on: str = "on ") -> str:
    """Return "today", "tomorrow", "yesterday" or the day's name, as the sentence goes on: "on Saturday, November 28".

    Where listeners are on two dates right now, or the day has to be named, it is. `on` is what stands before the name.
    """
    nearby = {0: "today", 1: "tomorrow", -1: "yesterday"}.get((when.day - when.today).days)
    return nearby if nearby and when.is_today_shared and not when.is_named else f"{on}{day_name(when)}"


def day_name(when: RaceDay) -> str:
    """Return "Saturday, November 28", with the year when it is another one."""
    day = when.day
    year = "" if day.year == when.today.year else f", {day.year}"
    return f"{day:%A}, {day:%B} {day.day}{year}"


def age(since: datetime, now: datetime) -> str:
    """Return how long ago that was: "a minute ago", "ten minutes ago", "two hours ago"."""
    minutes = max(1, round((now - since).total_seconds() / 60))
    if minutes < 90:  # noqa: PLR2004 - "an hour and a half" is where people begin to count hours
        return "a minute ago" if minutes == 1 else f"{cardinal(minutes)} minutes ago"
    return f"{cardinal(round(minutes / 60))} hours ago"


def clock_time(instant: datetime, track: Track, listener: ZoneInfo | None) -> str:
    """Return the track's local time and, where the listener's is another, that one as well.

    For instance "2:05 PM Mountain, that's 4:05 PM your time". The zone is left out where the listener's clock shows the
    same, and named where nobody knows what it shows.
    """
    local = instant.astimezone(track.zone)
    if listener is None:
        return f"{on_clock(local)} {zone_name(instant, track.zone)}"
    heard = instant.astimezone(listener)
    if heard.utcoffset() == local.utcoffset():
        return on_clock(local)
    day = "" if heard.date() == local.date() else f" {heard:%A}"
    return f"{on_clock(local)} {zone_name(instant, track.zone)}, that's {on_clock(heard)}{day} your time"


def on_clock(local: datetime) -> str:
    """Return a local time as a clock shows it: "2:05 PM"."""
    return f"{local.hour % 12 or 12}:{local:%M} {local:%p}"


def zone_name(instant: datetime, zone: ZoneInfo) -> str:
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
    return race_title(race.name)


def stakes_race(least_grade: int | None, *, several: bool = False) -> str:
    """Return what to call a stakes race of that grade or better: "graded stakes race", or several of them."""
    races = f"stakes race{'s' if several else ''}"
    if least_grade is None:
        return races
    return {1: f"grade one {races}", 2: f"{races} of grade two or better"}.get(least_grade, f"graded {races}")


def alternatives(names: Sequence[str]) -> str:
    """Return "A", "A or B", or "A, B, or C"."""
    return _joined(names, "or")


def series(names: Sequence[str], more: int = 0) -> str:
    """Return "A", "A and B", or "A, B, and C"; with `more`, "A, B, and two more"."""
    return _joined([*names, f"{cardinal(more)} more"] if more else names, "and")


def _joined(names: Sequence[str], conjunction: str) -> str:
    if len(names) <= 2:  # noqa: PLR2004 - the grammar of lists changes at three
        return f" {conjunction} ".join(names)
    return f"{', '.join(names[:-1])}, {conjunction} {names[-1]}"


def program_number(number: str) -> str:
    """Return a program number for the ear: "one A" for "1A", empty for none."""
    match = re.fullmatch(r"([0-9]{1,2})([A-Z]?)", number.strip().upper())
    return f"{cardinal(int(match[1]))} {match[2]}".strip() if match else ""


def time_to_go(post_time: datetime, now: datetime) -> str:
    """Return the sentence that says how long it is to post: "It's in twelve minutes."."""
    minutes = math.ceil((post_time - now).total_seconds() / 60)
    if minutes < 1:
        return "It's post time now."
    if minutes == 1:
        return "It's in one minute."
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"It's in {cardinal(minutes)} minutes."
    spoken = "one hour" if hours == 1 else f"{cardinal(hours)} hours"
    return f"It's in {spoken}." if not rest else f"It's in {spoken} and {_minutes(rest)}."


def late(at: str) -> str:
    """Return what is said of a race whose post time, already in words, has passed while it has not been run."""
    return f"was due at {at} and isn't off yet, as far as I know"


def _minutes(count: int) -> str:
    return "one minute" if count == 1 else f"{cardinal(count)} minutes"
