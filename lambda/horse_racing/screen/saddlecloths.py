"""The colors of saddlecloths, by which a horse is known in a North American race (race data, 5.12)."""

import re
from typing import NamedTuple


class Saddlecloth(NamedTuple):
    """The color of a cloth and of the numeral on it, "#rrggbb" each."""

    cloth: str
    ink: str


# Shades of the official colors in which the numeral can be read on a screen: contrast of at least 4.5 to 1.
_BY_NUMBER = {
    1: Saddlecloth("#c8102e", "#ffffff"),
    2: Saddlecloth("#ffffff", "#000000"),
    3: Saddlecloth("#0b4fb3", "#ffffff"),
    4: Saddlecloth("#ffd100", "#000000"),
    5: Saddlecloth("#00693c", "#ffffff"),
    6: Saddlecloth("#000000", "#ffcc33"),
    7: Saddlecloth("#ff7f1f", "#000000"),
    8: Saddlecloth("#ff9ec7", "#000000"),
    9: Saddlecloth("#2fd0c8", "#000000"),
    10: Saddlecloth("#5b2a86", "#ffffff"),
    11: Saddlecloth("#d4d4d4", "#a80d22"),
    12: Saddlecloth("#9be01f", "#000000"),
    13: Saddlecloth("#5a3313", "#ffffff"),
    14: Saddlecloth("#6b0f1f", "#ffd100"),
    15: Saddlecloth("#c9b98a", "#000000"),
    16: Saddlecloth("#d98f5c", "#0a1f5c"),
    17: Saddlecloth("#0a1f44", "#ffffff"),
    18: Saddlecloth("#0f4d26", "#ffd100"),
    19: Saddlecloth("#1c3fae", "#ffb8b8"),
    20: Saddlecloth("#a3086b", "#ffd100"),
}
_PLAIN = Saddlecloth("#3a4653", "#ffffff")
_NUMBER = re.compile(r"(\d{1,2})[A-Za-z]?", re.ASCII)


def saddlecloth(program_number: str) -> Saddlecloth:
    """Return the cloth of a program number; a coupled "1A" wears that of its number, what has none a plain one."""
    found = _NUMBER.fullmatch(program_number.strip())
    return _BY_NUMBER.get(int(found[1]), _PLAIN) if found else _PLAIN
