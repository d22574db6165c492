"""Names as the feed writes them, turned into names for the ear: of races, of horses, of whoever is named."""

import re

# The country a horse was bred in.
_COUNTRY = re.compile(r"\s*\([A-Za-z]{2,3}\)$")

# What stands behind a race's name: its sponsor, and its grade, which is told by itself.
_SPONSOR = re.compile(r"\s+(?:presented|sponsored|brought to you) by\b.*", re.IGNORECASE)
_GRADE = re.compile(
    r"\s+(?:\((?:(?:G|Gr\.?|Grade)\s*(?:[123]|I{1,3})|Listed|L|R|Black Type)\)|Gr\.?\s*(?:[123]|I{1,3})$)",
    re.IGNORECASE,
)

# In a race's name wherever it stands, and only as its last word: elsewhere a letter with a dot is somebody's initial.
_ANYWHERE = {
    "mem": "Memorial",
    "inv": "Invitational",
    "hcp": "Handicap",
    "hdcp": "Handicap",
    "stks": "Stakes",
    "juv": "Juvenile",
    "int'l": "International",
    "intl": "International",
    "nat'l": "National",
    "natl": "National",
    "brdrs'": "Breeders'",
    "f&m": "Filly and Mare",
}
# Only with their dot: without it they are words.
_WITH_A_DOT = {"champ.": "Championship", "chm.": "Championship", "fut.": "Futurity", "dby.": "Derby"}
_AT_THE_END = {"s": "Stakes", "h": "Handicap"}
# What people leave out behind a race's name.
_LEFT_OUT = {"stakes", "handicap", "race"}
_FILLY_AND_MARE = re.compile(r"\bF\.?\s*&\s*M\b\.?", re.IGNORECASE)

_ROMAN = {"II", "III", "IV", "VI", "VII", "VIII", "IX"}
_SAID_AS_WORDS = {"DR", "JR", "MR", "MRS", "MS", "SR", "ST"}
# As long as initials may be.
_INITIALS = 3


def horse_name(name: str) -> str:
    """Return a horse's name without its country, and not in capitals: "Motorious" for "MOTORIOUS (GB)"."""
    return plain_name(_COUNTRY.sub("", name))


def race_title(name: str) -> str:
    """Return a race's name in full: "Spinster Stakes" for "Spinster S. (Gr. 1)", without its sponsor."""
    written = plain_name(_GRADE.sub("", _SPONSOR.sub("", name)).strip())
    *first, last = [_in_full(word) for word in _FILLY_AND_MARE.sub("F&M", written).split()] or [""]
    return " ".join([*first, _AT_THE_END.get(_bare(last), last) if first else last])


def name_core(name: str) -> str:
    """Return the part of a horse's or a race's name that people say: "Lantern Cove" for "The Lantern Cove S. (G1)"."""
    words = race_title(_COUNTRY.sub("", name)).casefold().replace("&", " and ").split()
    core = words[1:] if words[:1] == ["the"] else words
    return " ".join(core[:-1] if core[1:] and core[-1] in _LEFT_OUT else core)


def plain_name(name: str) -> str:
    """Return a name that is all in capitals as it is usually written; initials and numerals stay as they are."""
    if any(character.islower() for character in name) or len(name) <= _INITIALS:
        return name
    return " ".join(map(_usual, name.split(" ")))


def _in_full(word: str) -> str:
    return _WITH_A_DOT.get(word.casefold()) or _ANYWHERE.get(_bare(word), word)


def _bare(word: str) -> str:
    return word.casefold().rstrip(".")


def _usual(word: str) -> str:
    parts = re.split("(['\u2019-])", word)
    # O'Brien and Jean-Luc, but Ferryman's.
    return "".join(
        part.lower() if position and parts[position - 1] != "-" and len(parts[position - 2]) > 1 else _capitalized(part)
        for position, part in enumerate(parts)
    )


def _capitalized(part: str) -> str:
    letters = part.strip(".,")
    is_initials = len(letters) <= _INITIALS and letters not in _SAID_AS_WORDS and not set(letters) & set("AEIOUY")
    return part if is_initials or letters in _ROMAN else part.capitalize()
