"""Names as Alexa may mishear them, matched by spelling and by sound to the tracks they most likely stand for."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from jellyfish import levenshtein_distance

from horse_racing.racing.tracks import Track, TrackCatalogue, name_key

# From here on a name is like enough to ask "did you mean …?"; bench/matching.md says what it was measured on.
LIKELY = 0.74

# No name is longer; more of what was heard would only cost time.
_LONGEST = 60

Sound = Callable[[str], str]


@dataclass(frozen=True)
class Form:
    """A name as it is written and as it sounds: its letters without spaces and accents, and the code of their sound."""

    spelling: str
    sound: str

    @classmethod
    def of(cls, name: str, sound: Sound) -> "Form":
        """Return the form of any text; nothing is left of one without Latin letters or digits."""
        plain = unicodedata.normalize("NFKD", name[:_LONGEST]).encode("ascii", "ignore").decode()
        spelling = name_key(plain)
        return cls(spelling, sound(spelling))

    def likeness(self, other: "Form") -> float:
        """Return from 0 to 1 how much of the two is the same, spelling and sound counting alike."""
        return (_same(self.spelling, other.spelling) + _same(self.sound, other.sound)) / 2


def guesser(catalogue: TrackCatalogue, sound: Sound) -> Callable[[str], Track | None]:
    """Return the function that finds the likeliest track for a misheard name, None when no name is like it.

    `sound` codes how letters sound in the listeners' language.

    It takes any text and never raises. Of tracks equally likely it takes the catalogue's first.
    """

    @cache
    def forms() -> list[tuple[Form, Track]]:
        # Not at the start, which would take longer for it: most listeners are understood.
        return [
            (form, track)
            for track in catalogue
            for form in dict.fromkeys(Form.of(name, sound) for name in (track.name, track.feed_name, *track.synonyms))
        ]

    def guess(heard: str) -> Track | None:
        said = Form.of(heard, sound)
        ranked = ((said.likeness(form), track) for form, track in forms())
        likeness, track = max(ranked, key=itemgetter(0), default=(0.0, None))
        return track if likeness >= LIKELY else None

    return guess


def _same(one: str, other: str) -> float:
    """Return the share of the longer text that no edit has to touch, 0 when there is no text."""
    longest = max(len(one), len(other))
    return 1 - levenshtein_distance(one, other) / longest if longest else 0.0
