"""What a slot can carry in a request, kind by kind, for the certification matrix."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from echo.device.delivery import Json
from echo.understanding.model import SlotValue
from horse_racing.racing.tracks import Track
from tests.support.fakes import track
from tests.support.slots import MATCH, NO_MATCH, TIMEOUT, one, resolved


class Meaning(Enum):
    """What the skill can do with a value: nothing was said, it is usable, it is not."""

    UNSAID = "unsaid"
    USABLE = "usable"
    UNUSABLE = "unusable"


@dataclass(frozen=True)
class Value:
    """One kind of value: `slot` is what the request tells beside the slot's name, None leaves the whole slot out.

    `tracks` are the tracks it means, for a track's name; `told` is what an answer from good data says of it.
    """

    kind: str
    slot: Mapping[str, Any] | None
    meaning: Meaning = Meaning.UNSAID
    tracks: tuple[Track, ...] = ()
    told: str = ""


def _common() -> list[Value]:
    return [
        Value("absent", None),
        Value("null", {"value": None}),
        Value("noise", {"value": "?"}),
    ]


def _tracks() -> list[Value]:
    good, synonym, shared, sharing = (one("TRACK_NAME", code) for code in ("ARP", "SAR", "BEL", "BAQ"))

    def means(kind: str, slot: Json, *values: SlotValue) -> Value:
        usable = Meaning.USABLE if len(values) == 1 else Meaning.UNUSABLE
        found = tuple(track(value.id) for value in values)
        return Value(kind, slot, usable, found, found[0].name if len(found) == 1 else "")

    return [
        means("good", resolved(good.name.lower(), MATCH, good), good),
        means("synonym", resolved(synonym.synonyms[0], MATCH, synonym), synonym),
        means("resolution error", resolved("del mar", TIMEOUT), one("TRACK_NAME", "DMR")),
        means("two matches", resolved("belmont", MATCH, shared, sharing), shared, sharing),
        means("nonsense", resolved("banana", NO_MATCH)),
        means("misheard", resolved("tampa bay dawns", NO_MATCH)),
    ]


def _races() -> list[Value]:
    five, three = one("RACE_NUMBER", "5"), one("RACE_NUMBER", "3")
    cardinal, ordinal = next(name for name in five.synonyms if name == "five"), three.synonyms[-1]
    usable = [
        Value(kind, resolved(value, MATCH, match), Meaning.USABLE, told=told)
        for kind, value, match, told in (
            ("digit", "5", five, "race five"),
            ("cardinal", cardinal, five, "race five"),
            ("ordinal", ordinal, three, "race three"),
            ("next", "next", one("RACE_NUMBER", "next"), ""),
            ("last", "last", one("RACE_NUMBER", "last"), ""),
        )
    ]
    unknown = {"nonsense": "banana", "zero": "0", "too high": "21", "negative": "-3", "huge": "9" * 30}
    return [
        *usable,
        Value("resolution error", resolved("5", TIMEOUT), Meaning.USABLE, told="race five"),
        Value("two matches", resolved("third or fifth", MATCH, three, five), Meaning.UNUSABLE),
        *(Value(kind, resolved(value, NO_MATCH), Meaning.UNUSABLE) for kind, value in unknown.items()),
    ]


# As of Saturday, November 21, 2026: what Amazon's date type says for what people say.
_DAYS = {
    "day": ("2026-11-22", "tomorrow"),
    "past": ("2026-11-14", "November 14"),
    "present": ("PRESENT_REF", "today"),
    "tonight": ("2026-11-21TNI", "today"),
}
_NO_DAYS = {
    "weekend": "2026-W47-WE",
    "week": "2026-W48",
    "month": "2026-12",
    "year": "2026",
    "far future": "2031-05-04",
    "nonsense": "banana",
}


def _dates() -> list[Value]:
    return [
        *(Value(kind, {"value": value}, Meaning.USABLE, told=told) for kind, (value, told) in _DAYS.items()),
        *(Value(kind, {"value": value}, Meaning.UNUSABLE) for kind, value in _NO_DAYS.items()),
    ]


def _names(good: str, told: str) -> list[Value]:
    """Return names of a horse or a race: one on the cards, one on none, and a word that stands for one."""
    return [
        Value("good", resolved(good, NO_MATCH), Meaning.USABLE, told=told),
        Value("nonsense", resolved("banana", NO_MATCH), Meaning.USABLE, told="banana"),
        Value("it", resolved("it", NO_MATCH)),
    ]


def _known(slot_type: str, value_id: str) -> list[Value]:
    """Return values of a slot that knows its own: one of them, and one that is none."""
    value = one(slot_type, value_id)
    return [
        Value("good", resolved(value.name, MATCH, value), Meaning.USABLE),
        Value("nonsense", resolved("banana", NO_MATCH), Meaning.USABLE),
    ]


# The values of each slot type by their kinds.
VALUES: Mapping[str, Mapping[str, Value]] = {
    slot_type: {value.kind: value for value in (*values, *_common())}
    for slot_type, values in {
        "TRACK_NAME": _tracks(),
        "RACE_NUMBER": _races(),
        "AMAZON.DATE": _dates(),
        "HORSE_NAME": _names("birch dawn", "Birch Dawn"),
        "RACE_NAME": _names("lantern bay", "Lantern Bay"),
        "GRADE": _known("GRADE", "1"),
        "REGION": _known("REGION", "US-FL"),
        "WAGER": _known("WAGER", "exacta"),
    }.items()
}
