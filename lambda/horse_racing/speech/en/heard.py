"""What people say, in English, as Alexa writes it into a slot: commands, fillers around a name, days, and races."""

import re
from collections.abc import Iterator

from horse_racing.racing.inquiry import RaceChoice
from horse_racing.speech.en.heard_days import LONGEST_DAY, words_of_day
from horse_racing.speech.en.words import number_heard

# What is said to any question. Alexa puts it into a slot where a slot would fit: "cancel" as the name of a track.
_COMMANDS = {
    "stop": "stop|quit|exit|goodbye|bye|that's all|that's it|that is all|i'm done|no more",
    "cancel": "cancel|cancel that|never mind|nevermind|forget it|leave it",
    "help": "help|help me|i need help|i don't know|i dont know|don't know|dunno|no idea|i have no idea|i'm not sure|"
    "not sure|what|what can i say|what are my options|what are the choices",
    "yes": "yes|yeah|yep|yup|yes please|sure|okay|ok|correct|right|that's right|of course|please do",
    "no": "no|nope|nah|no thanks|no thank you|not that one|neither|none",
    "repeat": "repeat|repeat that|say that again|again|pardon|pardon me|what did you say|come again",
}
_COMMAND_OF = {phrase: command for command, phrases in _COMMANDS.items() for phrase in phrases.split("|")}


def _either(phrases: str) -> frozenset[str]:
    return frozenset(phrases.split("|"))


_HESITATIONS = _either("um|uh|er|erm|ah|oh|hmm|hm|well|like|so")
_POLITE = _either("please|thanks|thank|you|alexa|instead|okay|ok|yeah|yes|right")
# Words before a name that are not part of it.
_BEFORE = _either(
    "the|a|an|at|in|for|from|on|over|about|of|to|and|with|what|how|who|when|where|is|are|was|were|it|it's|its|there|any|"
    "i|i'm|i'd|me|my|think|mean|meant|say|said|maybe|let's|see|try|do|does|did|card|race|races|racing|horse|horses|"
    "results|result|entries|scratches|stakes|track|both|favorite|"
    # What the recognizer may write for "track".
    "tract"
)
# And behind it.
_BEHIND = _either(
    "horse|race|races|racing|racetrack|racecourse|track|course|card|entries|results|meet|now|this|in|on|at|for"
)

# What is said of a horse or a race in the place of its name.
_INSTEAD_OF_A_NAME = _either(
    "the|a|an|my|your|his|her|this|that|these|those|it|he|she|him|they|them|one|ones|any|horse|horses|race|races"
)

# The states and provinces with racing, as people add them to a name.
_REGIONS = _either(
    "alabama|arizona|arkansas|california|colorado|delaware|florida|idaho|illinois|indiana|iowa|kansas|kentucky|"
    "louisiana|maryland|massachusetts|michigan|minnesota|montana|nebraska|nevada|new jersey|new mexico|new york|"
    "north dakota|ohio|oklahoma|oregon|pennsylvania|south carolina|south dakota|texas|virginia|washington|"
    "west virginia|wyoming|puerto rico|alberta|british columbia|manitoba|ontario|saskatchewan|canada|"
    "upstate new york|southern california|northern california|south florida"
)

# What the recognizer writes for a number that sounds the same.
_HOMOPHONES = {"to": 2, "too": 2, "for": 4, "fore": 4, "ate": 8, "won": 1}
_NO_WHOLE_NUMBER = re.compile(r"[-.]\d")
_ORDINAL = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)")
_AROUND_A_RACE = frozenset(("race", "number", "the", "no", "a", "in", *_HESITATIONS, *_POLITE))
_RACES_BY_NAME: dict[str, RaceChoice] = {
    **dict.fromkeys(("next", "next one", "next up", "up next", "next race", "upcoming", "coming", "coming up"), "next"),
    # The first to go off; a bare "first" is race one.
    **dict.fromkeys(
        ("opener", "opening", "opening race", "first post", "first of day", "first race of day", "first race on card"),
        "first",
    ),
    **dict.fromkeys(("last of day", "last race of day", "last race on card"), "last"),
    **dict.fromkeys(("last", "last one", "final", "final one", "finale", "closing", "nightcap", "last race"), "last"),
    **dict.fromkeys(
        ("feature", "featured", "feature race", "featured race", "stakes", "stake", "stakes race", "stake race"),
        "feature",
    ),
}


def command_heard(text: str) -> str | None:
    """Return "stop", "cancel", "help", "yes", "no" or "repeat" for a text that is just that, None for anything else."""
    words = _words(text)
    said = [word for word in words if word not in _HESITATIONS and word not in _POLITE]
    return _COMMAND_OF.get(" ".join(words)) or _COMMAND_OF.get(" ".join(said))


def grade_heard(text: str) -> str:
    """Return "1", "2" or "3" for a grade, "graded" for any of them, empty for neither: "grade two", "graded"."""
    words = _words(text)
    if "graded" in words:
        return "graded"
    numbers = [str(number) for word in words if (number := number_heard(word.removeprefix("g"))) in {1, 2, 3}]
    return numbers[0] if numbers else ""


def region_heard(text: str) -> str:
    """Return the id of the state, province or country of that name, empty for any other: "the state of Ohio"."""
    # Hardly ever asked for, as Alexa knows these names.
    from horse_racing.speech.en.regions import region_id  # noqa: PLC0415

    return region_id(text)


def races_heard(text: str) -> tuple[RaceChoice, ...]:
    """Return the race that "race five", "the 5th" or "the feature" stands for, several for "third and fifth".

    Empty when a part of it stands for no race from one to twenty.
    """
    if _NO_WHOLE_NUMBER.search(text):
        return ()
    found = tuple(_race(part) for part in re.split(r"\band\b|&|,", text.lower()) if part.strip())
    return tuple(dict.fromkeys(race for race in found if race)) if all(found) else ()


def position_heard(text: str) -> int | None:
    """Return which of several "the first one", "2nd" or "number two" stands for, None when it is no such word."""
    said = [word for word in _words(text) if word not in _AROUND_A_RACE]
    return _number(" ".join(said[:1])) if len(said) == 1 or said[1:] == ["one"] else None


def is_ordinal(text: str) -> bool:
    """Tell whether a text says "first" or "2nd" rather than a number."""
    return any(_ORDINAL.fullmatch(word) or (number_heard(word) and word[-2:] in _ENDINGS) for word in _words(text))


def has_number(text: str) -> bool:
    """Tell whether there is a number in a text, of which a name has none."""
    return any(word[:1].isdigit() or number_heard(word) for word in _words(text))


_ENDINGS = ("st", "nd", "rd", "th")


def _race(part: str) -> RaceChoice | None:
    words = [word for word in _words(part) if word not in _HESITATIONS and word not in _POLITE and word != "the"]
    if named := _RACES_BY_NAME.get(" ".join(words)):
        return named
    said = [word for word in words if word not in _AROUND_A_RACE and word != "races"]
    # "The fifth one", but neither "number one" nor "twenty one".
    if said[1:] == ["one"] and is_ordinal(said[0]):
        said = said[:1]
    return (_number(said[0]) if len(said) == 1 else None) or _RACES_BY_NAME.get(" ".join(said))


def _number(word: str) -> int | None:
    ordinal = _ORDINAL.fullmatch(word)
    return number_heard(ordinal[1] if ordinal else word) or _HOMOPHONES.get(word)


def names_heard(text: str) -> Iterator[tuple[str, str]]:
    """Yield a name as it was said and then with ever more surplus words off it, each with the day found among them.

    The day is a phrase for `day_heard`, empty while none was found.
    """
    words, day = _words(text), ""
    while words:
        yield " ".join(words), day
        fewer, found = _shorter(words)
        if fewer == words:
            return
        words, day = fewer, day or found


def _shorter(words: list[str]) -> tuple[list[str], str]:
    """Return the words with one surplus thing off, and the day it was; the same words when there is none."""
    for length in range(min(LONGEST_DAY, len(words) - 1), 0, -1):
        for surplus, rest in ((words[-length:], words[:-length]), (words[:length], words[length:])):
            if day := words_of_day(surplus):
                return rest, day
        if " ".join(words[-length:]) in _REGIONS:
            return words[:-length], ""
    *first, last = words
    if last.endswith(("'s", "s'")):
        return [*first, last.removesuffix("'s").removesuffix("'")], ""
    if first and last in _BEHIND | _POLITE:
        return first, ""
    return (words[1:] if first and words[0] in _BEFORE | _POLITE | _HESITATIONS else words), ""


def is_no_name(text: str) -> bool:
    """Tell whether a text is nothing but words around a name: "um", "my favorite track"."""
    return all(word in _BEFORE | _BEHIND | _POLITE | _HESITATIONS for word in _words(text))


def names_nothing(text: str) -> bool:
    """Tell whether a text only stands for the name of a horse or a race: "it", "the horse", "that one"."""
    return all(word in _INSTEAD_OF_A_NAME for word in _words(text))


def race_and_rest(text: str) -> tuple[str, str, str]:
    """Return a race, the name behind it, and its day: "fifth", "saratoga" and "tomorrow" of what was said."""
    race, _, name = text.partition(" at ")
    words, day = _words(race), ""
    for length in range(min(LONGEST_DAY, len(words) - 1), 0, -1):
        if not day and (day := words_of_day(words[-length:])):
            race = " ".join(words[:-length])
    return race, name, day


def says_race(text: str) -> bool:
    """Tell whether a text calls something a race: "race six", "the next race"."""
    return "race" in _words(text)


def says_place(text: str) -> bool:
    """Tell whether a text says a place in a row: "race six", "number six", "the sixth"."""
    return says_race(text) or "number" in _words(text) or is_ordinal(text)


def several_heard(text: str) -> list[str]:
    """Return the parts of what may be several names in one breath: "saratoga and del mar"."""
    return [part.strip() for part in re.split(r"\band\b|\bor\b|&|,", text) if part.strip()]


def _words(text: str) -> list[str]:
    """Return a text's words in lower case, without what only separates them."""
    return re.sub(r"[^\w'&]+", " ", text.lower().replace("\u2019", "'")).split()
