"""What the session remembers between turns, serialized in this one place."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any

from horse_racing.skill.question import Prompt, Question
from horse_racing.skill.slots import WEEKEND
from horse_racing.skill.stored_questions import restored, restored_prompt
from horse_racing.skill.stored_slots import Open, plain, restored_day
from horse_racing.speech.spoken import Asks
from horse_racing.speech.wording import is_question

# The codes of tracks and the kinds of wordings, as generously as they may ever be written.
_NAME = re.compile(r"\w{1,40}", re.ASCII)

# The names of time zones, and what stands in the place of one.
_ZONE = re.compile(r"[\w+/-]{1,64}", re.ASCII)

UNKNOWN_ZONE = "unknown"

# No speech is longer, and no wording has more kinds: what is, would be sent back and forth in every turn.
_LONGEST_SAID = 2000
_MOST_KINDS = 50

# A conversation ends at the third miss, and at the second refusal.
_MOST_IN_A_ROW = 3


@dataclass
class Session:
    """What one conversation knows.

    `track` is the code of the track it is about; `question` the last one that was asked, to be asked again about
    another day, race or track; `prompt` what the last reply asked. `misses` is how often in a row nothing usable was
    said, `refusals` how often in a row "no". `said` is the last speech and its reprompt; `variants` which wording of
    each kind was used last. `favorite` is the code of the track that is kept for the listener beyond the session, `met`
    the fingerprint of the listener it was looked up for, `is_new` that there was none; `zone` the name of the time zone
    where the device stands, `UNKNOWN_ZONE` when Alexa did not tell.
    """

    track: str | None = None
    question: Question | None = None
    prompt: Prompt | None = None
    misses: int = 0
    refusals: int = 0
    said: tuple[str, str] | None = None
    variants: dict[str, int] = field(default_factory=dict)
    favorite: str | None = None
    met: str | None = None
    is_new: bool = False
    zone: str | None = None

    @classmethod
    def from_attributes(cls, attributes: object) -> "Session":
        """Read the session attributes; whatever is missing or makes no sense counts as not remembered."""
        if not isinstance(attributes, dict):
            return cls()
        misses, refusals, variants = (attributes.get(name) for name in ("misses", "refusals", "variants"))
        track = _name(attributes.get("track"))
        return cls(
            track=track,
            question=restored(attributes.get("question")),
            prompt=restored_prompt(attributes.get("prompt")) or _prompt_before(attributes, track),
            misses=_count(misses),
            refusals=_count(refusals),
            said=_two_texts(attributes.get("said")),
            variants={
                kind: index
                for kind, index in islice((variants if isinstance(variants, dict) else {}).items(), _MOST_KINDS)
                if isinstance(index, int) and _name(kind)
            },
            favorite=_name(attributes.get("favorite")),
            met=_name(attributes.get("met")),
            is_new=attributes.get("is_new") is True,
            zone=_name(attributes.get("zone"), _ZONE),
        )

    def attributes(self) -> dict[str, Any]:
        """Return the session attributes, leaving out what is not set."""
        kept = {
            "track": self.track,
            "question": self.question.stored() if self.question else None,
            "prompt": self.prompt.stored() if self.prompt else None,
            "misses": self.misses,
            "refusals": self.refusals,
            "said": list(self.said) if self.said else None,
            "variants": self.variants,
            "favorite": self.favorite,
            "met": self.met,
            "is_new": self.is_new,
            "zone": self.zone,
        }
        return {name: value for name, value in kept.items() if value}


def _prompt_before(attributes: dict[str, Any], track: str | None) -> Prompt | None:
    """Return the prompt that the version before left in `pending`, `guess` and `offer`, None where it left none.

    While a new version has a part of the traffic, one conversation goes now to the one and now to the other.
    """
    offer, pending = _question_before(attributes.get("offer")), _question_before(attributes.get("pending"))
    guess = _name(attributes.get("guess"))
    questions = (pending,) if pending else ()
    if guess:
        return Prompt(Asks.DID_YOU_MEAN, questions, (guess,), attributes.get("guess_is_own") is True)
    if offer:
        return Prompt(Asks.MORE, (offer if offer.kind.is_about_tracks else replace(offer, track=track),))
    if pending is None:
        return None
    if track is None and not pending.kind.is_about_tracks:
        return Prompt(Asks.TRACK, questions)
    if isinstance(pending.race, Open):
        return Prompt(Asks.RACE, questions)
    return Prompt(Asks.DAY if isinstance(pending.day, Open) else Asks.TRACK, questions)


def _question_before(kept: object) -> Question | None:
    """Return a question as the version before stored it, None for anything else."""
    if not isinstance(kept, dict):
        return None
    day = kept.get("day")
    if day and not isinstance(restored_day(day), date):
        return None
    if kept.get("day_is_open") is True:
        day = plain(Open(WEEKEND if kept.get("is_weekend") is True else ""))
    race = plain(Open()) if kept.get("race_is_open") is True else kept.get("race")
    return restored({"kind": kept.get("ask"), "day": day, "race": race, "start": kept.get("start")})


def _name(value: object, shape: re.Pattern[str] = _NAME) -> str | None:
    return value if isinstance(value, str) and shape.fullmatch(value) else None


def _count(value: object) -> int:
    """Return how often in a row something was; more than a few times it never is."""
    return value if isinstance(value, int) and 0 < value <= _MOST_IN_A_ROW else 0


def _two_texts(value: object) -> tuple[str, str] | None:
    match value:
        case [str(speech), str(reprompt)] if _is_question(speech) and _is_question(reprompt):
            return speech, reprompt
    return None


def _is_question(text: str) -> bool:
    return text.isprintable() and is_question(text) and len(text) <= _LONGEST_SAID
