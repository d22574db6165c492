"""What to do about a request: reply at once, or have a complete question answered."""

from dataclasses import dataclass
from typing import NamedTuple

from horse_racing.racing.tracks import Track
from horse_racing.skill.question import Prompt, Question
from horse_racing.speech.spoken import Reply


class Say(NamedTuple):
    """Reply at once; `prompt` is what the reply asks, None where it asks nothing; `keep` a track for next time."""

    reply: Reply
    prompt: Prompt | None = None
    keep: Track | None = None


class Answer(NamedTuple):
    """Answer the first of these complete questions and offer the others; keep `keep` for next time."""

    questions: tuple[Question, ...]
    keep: Track | None = None


class Choose(NamedTuple):
    """Take a track that was named without a question; `is_own`: keep it for next time."""

    track: Track
    is_own: bool


class Welcome(NamedTuple):
    """Welcome a listener whose track is known, with what is on there today."""

    track: Track


@dataclass(frozen=True)
class Forget:
    """Forget the listener's track, in this conversation and for good."""


class LookUp(NamedTuple):
    """See whether the feed lists a track by a name that the catalogue lacks; `otherwise` say that it is unknown."""

    name: str
    questions: tuple[Question, ...]
    otherwise: Say


Decision = Say | Answer | Choose | Welcome | Forget | LookUp
