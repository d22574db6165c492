"""Names as Alexa may mishear them, matched by sound and by spelling to the tracks they most likely stand for."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from operator import itemgetter

from jellyfish import levenshtein_distance

from horse_racing.racing.tracks import Track, TrackCatalogue, name_key
from horse_racing.speech.en.sounds import Sounds

# From here on a name is like enough to ask "did you mean …?"; bench/matching.md says what this was measured on, and
# what follows.
LIKELY = 0.835

# As if a little more had been misheard than was: few sounds are soon like something.
_DOUBT = 0.7
# What counts beside the sounds: the letters that are the same; that a name fell apart into more words than it has, or
# lacks some; that it is the name the track is called by, which people say more often than others.
_LETTERS = 0.1
_WORDS = 0.075
_OWN_NAME = 0.11

# Only so many names, at a glance the most alike, and none less alike than this, are compared by all that. A text so
# many times as long as another is not compared at all, and no name is longer than this. More would only cost time.
_NEAR = 6
_GLANCE = 0.5
_MUCH_LONGER = 3
_LONGEST = 60

Sound = Callable[[str], Sounds]


@dataclass(frozen=True)
class Form:
    """A name as it is written and as it sounds: its letters without spaces and accents, its sounds, its words."""

    spelling: str
    sounds: Sounds
    words: int

    @classmethod
    def of(cls, name: str, sound: Sound) -> "Form":
        """Return the form of any text; nothing is left of one without Latin letters or digits."""
        plain = unicodedata.normalize("NFKD", name[:_LONGEST]).encode("ascii", "ignore").decode()
        return cls(name_key(plain), sound(plain), len(re.findall(r"[\w']+", plain)))

    def likeness(self, other: "Form") -> float:
        """Return from 0 to 1 how much of the two is the same at a glance, spelling and sound counting alike."""
        return (same(self.spelling, other.spelling) + same(self.sounds.code, other.sounds.code)) / 2

    def likelihood(self, name: "Form") -> float:
        """Return how likely this is the name misheard, as a number to compare with others: hardly over 1."""
        weight = max(self.sounds.weight, name.sounds.weight)
        is_name = self.spelling == name.spelling
        misheard = 0.0 if is_name else self.sounds.misheard_as(name.sounds) + _DOUBT
        more_words = (self.words > name.words) - (self.words < name.words)
        return 1 - misheard / weight + _LETTERS * same(self.spelling, name.spelling) + _WORDS * more_words


def guesser(catalogue: TrackCatalogue, sound: Sound) -> Callable[[str], Track | None]:
    """Return the function that finds the likeliest track for a misheard name, None when no name is like it.

    `sound` tells how a text sounds in the listeners' language.

    It takes any text and never raises. Of tracks equally likely it takes the catalogue's first.
    """
    likeliest = ranking(catalogue, sound)

    def guess(heard: str) -> Track | None:
        likeness, track = likeliest(heard)
        return track if likeness >= LIKELY else None

    return guess


def ranking(catalogue: TrackCatalogue, sound: Sound) -> Callable[[str], tuple[float, Track | None]]:
    """Return the function that finds the likeliest track, however unlikely, and says how likely it is."""

    @cache
    def forms() -> list[tuple[Form, Track, float]]:
        # Not at the start, which would take longer for it: most listeners are understood.
        return [
            (Form.of(name, sound), track, _OWN_NAME if name == track.name else 0.0)
            for track in catalogue
            for name in dict.fromkeys((track.name, track.feed_name, *track.synonyms))
        ]

    def likeliest(heard: str) -> tuple[float, Track | None]:
        said = Form.of(heard, sound)
        glances = ((said.likeness(form), form, track, more) for form, track, more in forms())
        near = nlargest(_NEAR, (each for each in glances if each[0] >= _GLANCE), key=itemgetter(0))
        ranked = ((said.likelihood(form) + more, track) for _, form, track, more in near)
        return max(ranked, key=itemgetter(0), default=(0.0, None))

    return likeliest


def same(one: str, other: str) -> float:
    """Return the share of the longer text that no edit has to touch, 0 when a text is much longer than the other."""
    shorter, longer = sorted((len(one), len(other)))
    return 1 - levenshtein_distance(one, other) / longer if longer < _MUCH_LONGER * shorter else 0.0
