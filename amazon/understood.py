"""What Alexa understood, in the desk's own terms, so that both can be compared."""

from collections.abc import Iterator, Mapping
from typing import Any

from echo.understanding.model import Intent, Model, Slot, SlotValue
from echo.understanding.resolution import FilledSlot
from echo.understanding.utterances import Understanding

MATCH = "ER_SUCCESS_MATCH"


def understanding_of(intent: Mapping[str, Any], model: Model) -> Understanding:
    """Return an intent of Alexa's with the slots that are filled; raises what wrongly formed JSON raises."""
    known = model.intent(intent["name"]) or Intent(intent["name"])
    slots = {slot.name: slot for slot in known.slots}
    filled = tuple(
        FilledSlot(slots.get(name, Slot(name, "")), str(slot["value"]), tuple(_matches(slot)))
        for name, slot in (intent.get("slots") or {}).items()
        if slot.get("value") not in {None, "", "?"}
    )
    return Understanding(known, filled)


def request_understood(request: Mapping[str, Any], model: Model) -> Understanding:
    """Return what a request to the skill carries: its intent, or its kind in the place of one."""
    if "intent" in request:
        return understanding_of(request["intent"], model)
    return Understanding(Intent(request["type"]))


def told(understood: Understanding | None) -> str:
    """Return an understanding as one is written beside another: equal ones are written alike."""
    if understood is None or understood.intent is None:
        return "nothing"
    slots = sorted(f"{filled.slot.name}={filled.meaning}" for filled in understood.slots)
    return " ".join((understood.intent.name, *slots))


def _matches(slot: Mapping[str, Any]) -> Iterator[SlotValue]:
    """Yield the values of a custom type that a slot may mean, each once, whoever resolved it.

    A request has each of them in an object "value", other answers have them bare; NLU evaluations have the authorities
    by names of their own.
    """
    seen = set()
    for told_of in (slot.get("resolutions") or {}).get("resolutionsPerAuthority") or []:
        for authority in (told_of,) if "status" in told_of else told_of.values():
            if authority["status"]["code"] != MATCH:
                continue
            for item in authority.get("values") or []:
                value = item.get("value", item)
                if value["id"] not in seen:
                    seen.add(value["id"])
                    yield SlotValue(value["id"], value["name"])
