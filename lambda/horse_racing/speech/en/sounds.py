"""How English words sound, read from their spelling, and how easily a recognizer takes some sounds for others.

A sound is one sign: a vowel in lower case, a consonant in upper case: C as in church, J as in judge, X as in ship, 0 as
in thin. That is far from a dictionary's pronunciation, but what was heard and the names are read alike.
"""

import re
from functools import cache
from itertools import accumulate, permutations
from typing import NamedTuple

from jellyfish import metaphone

_VOWELS = "aeiou"

# The first that fits is taken; a spelling without sounds is silent. Single letters stand for themselves.
_SPELLINGS = {
    r"\b(?:kn|gn|pn)": "N",
    r"\bwr": "R",
    r"\bps": "S",
    r"\bx": "Z",
    r"[ts]ion": "XN",
    r"tch|ch": "C",
    r"sch": "SK",
    r"sh": "X",
    r"ph": "F",
    r"th": "0",
    r"gh(?=[aeiouy])": "G",
    r"igh": "i",
    r"gh": "",
    r"wh": "W",
    r"ck": "K",
    r"qu": "KW",
    r"q": "K",
    r"x": "KS",
    r"dg|j|(?<!g)g(?=[eiy])": "J",
    r"s?c(?=[eiy])": "S",
    r"c": "K",
    r"mb\b": "M",
    r"le\b": "L",
    r"es\b": "S",
    r"(?<=\w\w)e\b": "",
    r"ee|ea|ie|ei|y": "i",
    r"ai|ay|ey": "e",
    r"oo|ou|ew|ue": "u",
    r"oa|oe|ow|au|aw": "o",
}

# What it costs to hear one sound of a group as another; of two costs the lower one counts. Voice is misheard most
# easily, then what stops, hisses or flows at another place of the mouth.
_CONFUSED = {
    0.3: ("aeiou", "PB", "TD", "KG", "FV", "SZ", "MN"),
    0.4: ("CJX", "0D", "0T", "0F", "0S"),
    0.5: ("CJDT",),
    0.6: ("LRW", "SZXJ", "BV0", "aeiouW", "aeiouR", "aeiouL", "aeiouH"),
    0.7: ("PBTDKG",),
}

# What it costs to miss a sound, or to hear one that was not there; any other costs one.
_WEIGHTS = {**dict.fromkeys(_VOWELS, 0.4), "H": 0.4, "W": 0.6, "R": 0.8}
# Of "Keeneland" the last sound is hardly heard, and "Woodbine" may seem to end with one.
_SWALLOWED = "(?<=[LN])[DT]"
_WEIGHT_SWALLOWED = 0.4
# With its first consonant a name is as good as missed.
_FIRST = 1.3
# What many tracks are called tells less.
_COMMON_WORDS = {"park", "downs", "down", "county", "fair", "race", "racing", "course", "track", "club", "turf", "city"}
_COMMON = 0.8


class Sounds(NamedTuple):
    """The sounds of a text, with what each of them weighs, and their Metaphone code, which is soon compared."""

    signs: str
    weights: tuple[float, ...]
    weight: float
    code: str

    @classmethod
    def of(cls, text: str) -> "Sounds":
        """Return the sounds of any text; what is neither a Latin letter nor a digit has none."""
        weighed: list[tuple[str, float]] = []
        words = re.sub(r"[^a-z0-9 ]", "", re.sub(r"[\s_-]+", " ", text.lower())).split()
        for word in words:
            sounds = _weighed(word)
            # Two words that meet in one sound have it once.
            meet = bool(weighed and sounds and weighed[-1][0] == sounds[0][0])
            weighed += sounds[meet:]
        if weighed and weighed[0][0] not in _VOWELS:
            weighed[0] = (weighed[0][0], weighed[0][1] * _FIRST)
        weights = tuple(weight for _, weight in weighed)
        return cls("".join(sign for sign, _ in weighed), weights, sum(weights), metaphone("".join(words)))

    def misheard_as(self, other: "Sounds") -> float:
        """Return what it costs at least to hear one as the other: missed, added and confused sounds together."""
        confused = _confused()
        costs = list(accumulate(other.weights, initial=0.0))
        for sign, weight in zip(self.signs, self.weights, strict=True):
            before, left = costs, costs[0] + weight
            costs = [left]
            # Written out, as this is what a look-up spends its time on.
            for at, (sign_there, weight_there) in enumerate(zip(other.signs, other.weights, strict=True)):
                least = before[at]
                if sign != sign_there:
                    least += confused.get(sign + sign_there, 1.0) * max(weight, weight_there)
                if (added := before[at + 1] + weight) < least:
                    least = added
                if (missed := left + weight_there) < least:
                    least = missed
                costs.append(least)
                left = least
        return costs[-1]


def _weighed(word: str) -> list[tuple[str, float]]:
    """Return the sounds of a word in lower case, each with its weight."""
    spellings, sounds = _reading()
    read = spellings.sub(lambda match: sounds[(match.lastindex or 1) - 1], word)
    signs = re.sub(r"(.)\1+", r"\1", "".join(each if each in _VOWELS else each.upper() for each in read))
    swallowed = {match.start() for match in re.finditer(_SWALLOWED, signs)}
    share = _COMMON if word in _COMMON_WORDS else 1.0
    return [
        (sign, share * (_WEIGHT_SWALLOWED if at in swallowed else _WEIGHTS.get(sign, 1.0)))
        for at, sign in enumerate(signs)
    ]


@cache
def _reading() -> tuple[re.Pattern[str], list[str]]:
    """Return a pattern with a group for each spelling, and their sounds: made once a name was misheard."""
    return re.compile("|".join(f"({spelling})" for spelling in _SPELLINGS)), list(_SPELLINGS.values())


@cache
def _confused() -> dict[str, float]:
    """Return what it costs to take the first of two sounds for the second, where that is not as good as missing it."""
    costs: dict[str, float] = {}
    for cost, groups in _CONFUSED.items():
        for group in groups:
            for pair in permutations(group, 2):
                costs.setdefault("".join(pair), cost)
    return costs
