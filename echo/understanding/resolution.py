"""Entity resolution: what a spoken slot value means, and the form in which a request tells it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from echo.understanding.dates import LONGEST_DATE, date_value
from echo.understanding.model import DATE, Model, Slot, SlotValue
from echo.understanding.words import spoken

# How many words of an unknown name a carrier phrase brings along.
FREE_WORDS = 6

# The types whose few values are all that people say; for every other one they have words that no list foresees.
CLOSED_TYPES = frozenset({"GRADE", "WAGER"})


@dataclass(frozen=True)
class FilledSlot:
    """A slot with the value a request carries; `matches` are the values of a custom type it may mean."""

    slot: Slot
    value: str
    matches: tuple[SlotValue, ...] = ()

    @property
    def resolved(self) -> bool:
        """Tell whether the value is a known one: a date always is."""
        return self.slot.type == DATE or bool(self.matches)

    @property
    def is_free_name(self) -> bool:
        """Tell whether it is an unknown value of several words for what has a name: a horse, a race, a track."""
        return not self.resolved and self.slot.type.endswith("_NAME") and " " in self.value

    @property
    def meaning(self) -> str:
        """Return the value for the eye: the names with their ids, else what was said."""
        return " or ".join(f"{match.name} ({match.id})" for match in self.matches) or self.value


class Vocabulary:
    """The values and synonyms of every custom slot type, looked up as they are spoken."""

    def __init__(self, model: Model) -> None:
        self._values: dict[str, dict[str, tuple[SlotValue, ...]]] = {}
        for type_name, values in model.types.items():
            phrases: defaultdict[str, tuple[SlotValue, ...]] = defaultdict(tuple)
            for value in values:
                for phrase in {spoken(name) for name in (value.name, *value.synonyms)}:
                    phrases[phrase] += (value,)
            self._values[type_name] = dict(phrases)
        known = (len(phrase.split()) for phrases in self._values.values() for phrase in phrases)
        # Two values and the "and" between them are the longest phrase that a slot takes.
        self.longest_value = max(LONGEST_DATE, FREE_WORDS, 2 * max(known, default=0) + 1)

    def fill(self, slot: Slot, phrase: str, today: date, *, carried: bool) -> FilledSlot | None:
        """Return the slot filled with this phrase, or None when it cannot be.

        A carrier phrase that leads to the slot (`carried`) lets up to six unknown words into a custom type, as Alexa
        does, and known values in one breath: its values teach the recognizer, they do not limit it.
        """
        if slot.type == DATE:
            value = date_value(phrase, today)
            return FilledSlot(slot, value) if value else None
        known = self._values[slot.type]
        matches = known.get(phrase, ())
        is_free = len(phrase.split()) <= FREE_WORDS or all(each in known for each in phrase.split(" and "))
        is_carried = carried and is_free and slot.type not in CLOSED_TYPES
        return FilledSlot(slot, phrase, matches) if matches or is_carried else None


def slot_json(slot: Slot, filled: FilledSlot | None, application_id: str) -> dict[str, Any]:
    """Return a slot as a request carries it; one that was not spoken has a name and nothing else to tell."""
    slot_in_request: dict[str, Any] = {"name": slot.name, "confirmationStatus": "NONE"}
    if filled is None:
        return slot_in_request
    told: dict[str, Any] = {"value": filled.value}
    if slot.type != DATE:
        told["resolutions"] = {"resolutionsPerAuthority": [_authority(filled, application_id)]}
    return slot_in_request | told | {"source": "USER", "slotValue": {"type": "Simple", **told}}


def _authority(filled: FilledSlot, application_id: str) -> dict[str, Any]:
    authority = f"amzn1.er-authority.echo-sdk.{application_id}.{filled.slot.type}"
    if not filled.matches:
        return {"authority": authority, "status": {"code": "ER_SUCCESS_NO_MATCH"}}
    values = [{"value": {"name": match.name, "id": match.id}} for match in filled.matches]
    return {"authority": authority, "status": {"code": "ER_SUCCESS_MATCH"}, "values": values}
