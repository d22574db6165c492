"""What the session remembers between turns, serialized in this one place."""

from dataclasses import dataclass
from typing import Any

from horse_racing.skill.questions import Question, restored


@dataclass
class Session:
    """The chosen track's code, the question still to be answered, and how often in a row nothing was understood."""

    track: str | None = None
    pending: Question | None = None
    misses: int = 0

    @classmethod
    def from_attributes(cls, attributes: object) -> "Session":
        """Read the session attributes; whatever is missing or of another version's making counts as not remembered."""
        if not isinstance(attributes, dict):
            return cls()
        track, misses = attributes.get("track"), attributes.get("misses")
        return cls(
            track=track if isinstance(track, str) else None,
            pending=restored(attributes.get("pending")),
            misses=misses if isinstance(misses, int) else 0,
        )

    def attributes(self) -> dict[str, Any]:
        """Return the session attributes, leaving out what is not set."""
        kept = {
            "track": self.track,
            "pending": self.pending.stored() if self.pending else None,
            "misses": self.misses or None,
        }
        return {name: value for name, value in kept.items() if value is not None}
