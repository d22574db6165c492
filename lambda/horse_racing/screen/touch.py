"""What can be touched on a screen: a closed vocabulary, written into a screen and read when Alexa sends it back.

Each touch is a list of texts: the version of this vocabulary, what is touched, and what names it.
"""

import re
from datetime import date
from enum import Enum
from typing import NamedTuple

_VERSION = "1"

# The codes of tracks and the numbers of races, as generously as they may ever be written.
_CODE = re.compile(r"\w{1,40}", re.ASCII)
_NUMBER = re.compile(r"[1-9]\d?", re.ASCII)


class Target(Enum):
    """What is touched; the values are what stands in a screen.

    A track by itself, as when its name is said alone; a track on a day, for how many races it has; a race of a track on
    a day, for its runners or, once it has been run, its result; one of several that a question named, by its place from
    1 on; and the rest of what was begun.
    """

    TRACK = "track"
    RACES = "races"
    RUNNERS = "runners"
    RESULT = "result"
    PLACE = "place"
    MORE = "more"


class Touch(NamedTuple):
    """Something that is touched: `code` is a track's, `number` a race's, or a place among several, 0 for none."""

    target: Target
    code: str = ""
    day: date | None = None
    number: int = 0

    def arguments(self) -> list[str]:
        """Return it as a screen sends it."""
        day = self.day.isoformat() if self.day else ""
        named = (self.code, day, str(self.number or ""))
        return [_VERSION, self.target.value, *(text for text in named if text)]


def touch_in(arguments: object) -> Touch | None:
    """Return what was touched, None for anything that no screen of this version sends."""
    match arguments:
        case [str(version), *named] if version == _VERSION and all(isinstance(text, str) for text in named):
            return _named([str(text) for text in named])
    return None


def _named(named: list[str]) -> Touch | None:
    match named:
        case ["more"]:
            return Touch(Target.MORE)
        case ["track", code] if _CODE.fullmatch(code):
            return Touch(Target.TRACK, code)
        case ["place", number] if _NUMBER.fullmatch(number):
            return Touch(Target.PLACE, number=int(number))
        case ["races", code, day] if _CODE.fullmatch(code) and (found := _day(day)):
            return Touch(Target.RACES, code, found)
        case [("runners" | "result") as target, code, day, number] if (
            _CODE.fullmatch(code) and _NUMBER.fullmatch(number) and (found := _day(day))
        ):
            return Touch(Target(target), code, found, int(number))
    return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
