"""What the session remembers between turns, serialized in this one place."""

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from horse_racing.skill.questions import Question, restored

# The codes of tracks and the kinds of wordings, as generously as they may ever be written.
_NAME = re.compile(r"\w{1,40}", re.ASCII)

# The names of time zones, and what stands in the place of one.
_ZONE = re.compile(r"[\w+/-]{1,64}", re.ASCII)

UNKNOWN_ZONE = "unknown"

# No speech is longer, and no wording has more kinds: what is, would be sent back and forth in every turn.
_LONGEST_SAID = 2000
_MOST_KINDS = 50


@dataclass
class Session:
    """What one conversation knows.

    `track` is the chosen track's code; `pending` the question still to be answered; `guess` the code of the track that
    "did you mean …?" asked about, `guess_is_own` that it was named as the listener's own; `offer` what a yes to "want
    to hear more?" asks; `misses` how often in a row nothing was understood; `said` the last speech and its reprompt;
    `variants` which wording of each kind was used last. `favorite` is the code of the track that is kept for the
    listener beyond the session, `met` the fingerprint of the listener it was looked up for, `is_new` that there was
    none; `zone` the name of the time zone where the device stands, `UNKNOWN_ZONE` when Alexa did not tell.
    """

    track: str | None = None
    pending: Question | None = None
    guess: str | None = None
    offer: Question | None = None
    misses: int = 0
    said: tuple[str, str] | None = None
    variants: dict[str, int] = field(default_factory=dict)
    favorite: str | None = None
    met: str | None = None
    is_new: bool = False
    zone: str | None = None
    guess_is_own: bool = False

    @classmethod
    def from_attributes(cls, attributes: object) -> "Session":
        """Read the session attributes; whatever is missing or of another version's making counts as not remembered."""
        if not isinstance(attributes, dict):
            return cls()
        misses, said, variants = (attributes.get(name) for name in ("misses", "said", "variants"))
        return cls(
            track=_name(attributes.get("track")),
            pending=restored(attributes.get("pending")),
            guess=_name(attributes.get("guess")),
            offer=restored(attributes.get("offer")),
            misses=misses if isinstance(misses, int) else 0,
            said=_two_texts(said),
            variants={
                kind: index
                for kind, index in islice((variants if isinstance(variants, dict) else {}).items(), _MOST_KINDS)
                if isinstance(index, int) and _name(kind)
            },
            favorite=_name(attributes.get("favorite")),
            met=_name(attributes.get("met")),
            is_new=attributes.get("is_new") is True,
            zone=_name(attributes.get("zone"), _ZONE),
            guess_is_own=attributes.get("guess_is_own") is True,
        )

    def attributes(self) -> dict[str, Any]:
        """Return the session attributes, leaving out what is not set."""
        kept = {
            "track": self.track,
            "pending": self.pending.stored() if self.pending else None,
            "guess": self.guess,
            "offer": self.offer.stored() if self.offer else None,
            "misses": self.misses,
            "said": list(self.said) if self.said else None,
            "variants": self.variants,
            "favorite": self.favorite,
            "met": self.met,
            "is_new": self.is_new,
            "zone": self.zone,
            "guess_is_own": self.guess_is_own,
        }
        return {name: value for name, value in kept.items() if value}


def _name(value: object, shape: re.Pattern[str] = _NAME) -> str | None:
    return value if isinstance(value, str) and shape.fullmatch(value) else None


def _two_texts(value: object) -> tuple[str, str] | None:
    match value:
        case [str(speech), str(reprompt)] if _is_question(speech) and _is_question(reprompt):
            return speech, reprompt
    return None


def _is_question(text: str) -> bool:
    return text.isprintable() and text.endswith("?") and len(text) <= _LONGEST_SAID
