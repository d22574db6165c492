"""What a card says of a race, as words for the ear: distances, surfaces, kinds of races, who may run."""

import re

from horse_racing.racing.cards import Race
from horse_racing.speech.en.names import plain_name
from horse_racing.speech.en.words import cardinal

_DISTANCE = re.compile(
    r"(?P<about>about )?(?P<whole>\d{1,4})?(?: ?(?P<over>\d{1,2})/(?P<under>\d{1,2}))? (?P<unit>mile|furlong|yard)s?"
    r"(?:(?: and)? (?P<yards>\d{1,3}) yards)?"
)
_PARTS = {2: "half", 4: "quarter", 8: "eighth", 16: "sixteenth"}

_SURFACES = {
    "dirt": "dirt",
    "main track": "main track",
    "inner dirt": "inner dirt",
    "inner track": "inner track",
    "turf": "turf",
    "turf course": "turf",
    "inner turf": "inner turf",
    "outer turf": "outer turf",
    "downhill turf": "downhill turf",
    "all weather": "all-weather track",
    "all weather track": "all-weather track",
    "synthetic": "synthetic track",
    "tapeta": "all-weather track",
}

_SEXES = {"colts", "fillies", "geldings", "horses", "mares", "ridglings", "stallions"}


def distance(text: str) -> str:
    """Return "one and one sixteenth miles" for "1 1/16 Miles"; what is written otherwise stays as it is."""
    found = _DISTANCE.fullmatch(text.strip().lower())
    length = _length(found["whole"], found["over"], found["under"], found["unit"]) if found else ""
    if not found or not length:
        return plain_name(text.strip())
    yards = f" and {cardinal(int(found['yards']))} yards" if found["yards"] else ""
    return f"{found['about'] or ''}{length}{yards}"


def _length(whole: str | None, over: str | None, under: str | None, unit: str) -> str:
    """Return a number with its unit in words, empty where it is none that a race is run over."""
    part = _part(int(over), int(under)) if over and under else ""
    if bool(over) != bool(part) or not (whole or part):
        return ""
    if not whole:
        return f"half a {unit}" if part == "half" else f"{part} of a {unit}"
    number = cardinal(int(whole))
    if part:
        # "Five and a half furlongs", but "one and one sixteenth miles".
        return f"{number} and {'a half' if part == 'half' else part} {unit}s"
    return f"{number} {unit}{'' if number == 'one' else 's'}"


def _part(over: int, under: int) -> str:
    """Return a fraction: "one sixteenth", "three quarters"; empty where it is no usual one."""
    name = _PARTS.get(under)
    if name is None or not 0 < over < under:
        return ""
    return name if under == 2 else f"{cardinal(over)} {name}{'' if over == 1 else 's'}"  # noqa: PLR2004 - a half


def surface(text: str) -> str:
    """Return the name of a surface: "all-weather track" for "All Weather Track"; empty for one that is not known."""
    return _SURFACES.get(" ".join(text.lower().replace("-", " ").split()), "")


def kind_of(race: Race) -> str:
    """Return what kind of race it is: "a maiden claiming race", "a stakes race, grade one"; empty when unknown."""
    written = re.sub(r"\(.*?\)", " ", race.race_type).lower()
    words = re.findall(r"[a-z]+", written)
    if race.is_stakes:
        words = ["stakes"]
    if not words:
        return ""
    if words[-1] not in {"race", "handicap", "futurity", "derby"}:
        words.append("race")
    grade = f", grade {cardinal(race.grade)}" if race.grade else ""
    return f"{'an' if words[0][0] in 'aeio' else 'a'} {' '.join(words)}{grade}"


def open_to(race: Race) -> str:
    """Return who may run: "three year olds and up, fillies and mares"; empty where it is not known."""
    return ", ".join(filter(None, (_ages(race.ages), _sexes(race.sexes))))


def _ages(text: str) -> str:
    words = [cardinal(int(word)) if word.isdigit() else word for word in _plain_words(text)]
    # A code says no age.
    return " ".join(words).replace(" ,", ",") if "year" in words else ""


def _sexes(text: str) -> str:
    words = _plain_words(text)
    return " ".join(words).replace(" ,", ",") if words and set(words) <= _SEXES | {"and", ","} else ""


def _plain_words(text: str) -> list[str]:
    return re.findall(r"[a-z]+|\d{1,2}|,", text.lower().replace("&", " and "))


def plain_phrase(text: str) -> str:
    """Return a description in the feed's own words, in lower case; empty where it is none."""
    phrase = " ".join(text.lower().split())
    return phrase if re.fullmatch(r"[a-z]+([ '/,-]+[a-z]+)*", phrase) else ""
