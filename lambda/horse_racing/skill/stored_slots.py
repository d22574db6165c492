"""The slots of a question as the session stores them: a value, or what was heard and could not be used."""

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from horse_racing.racing.inquiry import RaceChoice
from horse_racing.skill.slot_values import LONGEST_HEARD

# The codes of tracks, as generously as they may ever be written.
_CODE = re.compile(r"\w{0,40}", re.ASCII)

# No card has more races.
MOST_RACES = 20

# More than a few things are not asked in one breath, nor named in one reply.
_MOST_ITEMS = 5

# A screen lists more, of which so many can be chosen by their place.
MOST_LISTED = 10

# No day has more tracks.
MOST_TRACKS = 100


class Open(NamedTuple):
    """Something was said for a slot and could not be used; it has to be asked for. `heard` is what it was."""

    heard: str = ""


def plain(slot: object) -> object:
    """Return a slot as JSON."""
    match slot:
        case Open():
            return {"heard": slot.heard}
        case date():
            return slot.isoformat()
    return slot


def restored_code(kept: object) -> str | None:
    """Return the code of a track, empty for one that has none; None for anything else."""
    return kept if isinstance(kept, str) and _CODE.fullmatch(kept) else None


def restored_codes(kept: object, most: int = _MOST_ITEMS) -> tuple[str, ...]:
    """Return the codes of tracks that a list holds, at most so many."""
    return tuple(code for each in restored_items(kept, most) if (code := restored_code(each)) is not None)


def restored_items(kept: object, most: int = _MOST_ITEMS) -> list[object]:
    """Return the items of a list, at most a few of them, or so many."""
    return kept[:most] if isinstance(kept, list) else []


def restored_slot(kept: object) -> object:
    """Return what a session holds for a slot, an `Open` where it could not be used."""
    if isinstance(kept, Mapping):
        heard = kept.get("heard")
        return Open(heard[:LONGEST_HEARD] if isinstance(heard, str) and heard.isprintable() else "")
    return kept


def restored_day(kept: object) -> date | Open | None:
    """Return the day that a session holds, None for anything that is none."""
    slot = restored_slot(kept)
    if isinstance(slot, Open):
        return slot
    try:
        return date.fromisoformat(slot) if isinstance(slot, str) else None
    except ValueError:
        return None


def restored_race(slot: object) -> RaceChoice | Open | None:
    """Return the race that a session holds, None for anything that is none."""
    if isinstance(slot, Open):
        return slot
    match slot:
        case "next" | "first" | "last" | "feature":
            return slot
        case bool():
            return None
        case int() if 1 <= slot <= MOST_RACES:
            return slot
    return None


def restored_text(kept: object) -> str:
    """Return what was heard for the further slot of a question, empty for anything that was not."""
    return kept if isinstance(kept, str) and kept.isprintable() and len(kept) <= LONGEST_HEARD else ""
