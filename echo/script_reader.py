"""Reads conversations as plain text into steps, which the tests hold at the desk and `make alexa` holds at Amazon's.

echo/script.py shows what one looks like. All the lines there are:

    # for the reader                      say first what the conversation shows
    at 2026-11-21 09:00 Eastern           sets the clock, and again to let time pass (or Central, Mountain, Pacific)
    anywhere                              it is true whatever the date, the races and the device: see below
    given the race data fails             sets up today's race data from here on; whoever reads knows the other kinds,
                                          some of them about the listener and the device: say these first
    They say   how many races
    They touch   ["race", 5]              what has these arguments on the screen, on a device that has one
    They wait                             until the device asks again, and once more until it gives up
    She says   There are … races. …       what is heard, with … for any words or none; each answer needs its line
    The session is closed                 each end of a session needs it too
    The session may be closed             or not: only of what is true anywhere, where that depends on the races

One with `anywhere` is also held with the deployed skill, where nobody can set up anything: it begins with a listener
whose track is not known, has one time, which only the desk goes by, and no silence, touch or setting. What she says is
written as far as it never varies. Its sessions also close where a screen stays for a while.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from echo.script import CLOSED, MAY_CLOSE, SHE_SAYS, THEY_SAY, THEY_TOUCH, THEY_WAIT
from echo.script_steps import Anywhere, Given, Line, Moment, Place, Remark, Step, Turn, is_anywhere

_ZONES = {
    "Eastern": ZoneInfo("America/New_York"),
    "Central": ZoneInfo("America/Chicago"),
    "Mountain": ZoneInfo("America/Denver"),
    "Pacific": ZoneInfo("America/Los_Angeles"),
}
_AT = re.compile(r"at (?P<time>\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})?) (?P<zone>\w+)")
_ANYWHERE = "anywhere"
_BEGINNINGS = f"{THEY_SAY}, {SHE_SAYS}, {THEY_TOUCH}, {THEY_WAIT}, {CLOSED}, {MAY_CLOSE}, at, {_ANYWHERE}, given, or #"


@dataclass(frozen=True)
class Settings:
    """The lines that begin with "given", as whoever holds the script knows them, with an example of each."""

    knows: Callable[[str], bool]
    examples: Sequence[str]


NO_SETTINGS = Settings(lambda _: False, ())


def read_script(path: Path, settings: Settings = NO_SETTINGS) -> list[Step]:
    """Read a script file; raises `ScriptError`."""
    steps: list[Step] = []
    for line in _lines(path):
        _read(line, steps, settings)
    if not any(isinstance(step, Turn) for step in steps):
        raise Place(path, 1).error(f'nobody says anything: a line with "{THEY_SAY}" is needed')
    if is_anywhere(steps):
        _check_anywhere(steps)
    return steps


def says_anywhere(path: Path) -> bool:
    """Tell the same of a file that nobody has read yet, which may need settings that only a test knows."""
    return _ANYWHERE in path.read_text(encoding="utf-8").splitlines()


def _check_anywhere(steps: Sequence[Step]) -> None:
    """Raise `ScriptError` for a line that a conversation with the deployed skill cannot have."""
    begun = False
    for step in steps:
        is_second = isinstance(step, Moment) and begun
        begun = begun or isinstance(step, Moment)
        is_spoken = not isinstance(step, Turn) or step.says is not None
        if is_second or not is_spoken or isinstance(step, Given):
            raise step.line.place.error(
                f'a conversation that is true anywhere has no "{step.line.text}": it has one time, and what they say'
            )


def _lines(path: Path) -> Iterator[Line]:
    """Yield the lines of a file; those that begin with a space belong to the one before."""
    found: list[Line] = []
    # Not splitlines(), which counts other characters as ends of lines than editors do.
    for number, source in enumerate(path.read_text(encoding="utf-8").rstrip("\n").split("\n"), start=1):
        place, text = Place(path, number), " ".join(source.split())
        if not source.startswith((" ", "\t")) or not text:
            found.append(Line(place, text, source))
            continue
        if not found or not found[-1].text or found[-1].text.startswith("#"):
            raise place.error("a line that begins with a space goes on with the one before, and there is none")
        before = found.pop()
        found.append(Line(before.place, f"{before.text} {text}", f"{before.source}\n{source}"))
    yield from found


def _read(line: Line, steps: list[Step], settings: Settings) -> None:
    """Add what a line says to the steps, or to the turn it belongs to."""
    if not line.text or line.text.startswith("#"):
        steps.append(Remark(line))
    elif line.text.startswith("at "):
        steps.append(Moment(line, _instant(line, steps)))
    elif not any(isinstance(step, Moment) for step in steps):
        raise line.place.error("a script begins with its time, as in: at 2026-11-21 09:00 Eastern")
    elif line.text == _ANYWHERE:
        steps.append(Anywhere(line))
    elif line.text.startswith("given "):
        if not settings.knows(line.text):
            raise line.place.error(f"there is no such setting. There are: {'; '.join(settings.examples)}")
        steps.append(Given(line))
    else:
        _read_talk(line, steps)


def _read_talk(line: Line, steps: list[Step]) -> None:
    if line.text == THEY_WAIT:
        steps.append(Turn(line, None))
    elif line.text == CLOSED:
        _turn_of(line, steps).closes = True
    elif line.text == MAY_CLOSE:
        if not is_anywhere(steps):
            raise line.place.error("that is known of every session but those of a conversation that is true anywhere")
        _turn_of(line, steps).may_close = True
    elif f"{line.text} ".startswith(f"{THEY_SAY} "):
        steps.append(Turn(line, line.words_after(THEY_SAY)))
    elif f"{line.text} ".startswith(f"{THEY_TOUCH} "):
        steps.append(Turn(line, None, _arguments(line)))
    elif f"{line.text} ".startswith(f"{SHE_SAYS} "):
        turn = _turn_of(line, steps)
        line.words_after(SHE_SAYS)
        if turn.answer or turn.closes:
            raise line.place.error("she says one thing a turn, before the session closes; write all of it in one line")
        turn.answer = line
    else:
        raise line.place.error(f'"{line.text}" is no line of a script. Lines begin with {_BEGINNINGS}')


def _arguments(line: Line) -> list[Any]:
    try:
        arguments = json.loads(line.words_after(THEY_TOUCH))
    except ValueError:
        arguments = None
    if not isinstance(arguments, list):
        raise line.place.error(f'"{THEY_TOUCH}" is followed by a list of arguments, as JSON')
    return arguments


def _turn_of(line: Line, steps: Sequence[Step]) -> Turn:
    for step in reversed(steps):
        if isinstance(step, Turn):
            return step
        if not isinstance(step, Remark):
            break
    raise line.place.error(f'this comes after "{THEY_SAY}", "{THEY_TOUCH}" or "{THEY_WAIT}"')


def _instant(line: Line, steps: Sequence[Step]) -> datetime:
    match = _AT.fullmatch(line.text)
    if not match or match["zone"] not in _ZONES:
        raise line.place.error(f"a time looks like: at 2026-11-21 09:00 Eastern (or {', '.join(list(_ZONES)[1:])})")
    try:
        instant = datetime.fromisoformat(match["time"]).replace(tzinfo=_ZONES[match["zone"]])
    except ValueError as error:
        raise line.place.error(f"{match['time']} is no time: {error}") from error
    if any(isinstance(step, Moment) and step.instant > instant for step in steps):
        raise line.place.error("time does not go back")
    return instant
