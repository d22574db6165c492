"""Slots as a request carries them, with what entity resolution made of them."""

import re
from collections.abc import Sequence

from echo.device.delivery import Json
from echo.understanding.model import SlotValue
from tests.support.conversation import MODEL

MATCH, NO_MATCH, TIMEOUT = "ER_SUCCESS_MATCH", "ER_SUCCESS_NO_MATCH", "ER_ERROR_TIMEOUT"

# "belmont[BEL, BAQ]": what was heard, and the ids it was resolved to.
_WRITTEN = re.compile(r"(?P<heard>[^\[\]]*)(?:\[(?P<ids>[\w, ]+)\])?")


def resolved(value: str, code: str, *matches: SlotValue) -> Json:
    """Return a slot that was heard as `value`, with the status and the matches of one authority."""
    status: Json = {"authority": "amzn1.er-authority.simulated", "status": {"code": code}}
    found = [{"value": {"name": match.name, "id": match.id}} for match in matches]
    authorities = [status | ({"values": found} if found else {})]
    return {"value": value, "source": "USER", "resolutions": {"resolutionsPerAuthority": authorities}}


def one(slot_type: str, value_id: str) -> SlotValue:
    """Return the model's value of a slot type with this id."""
    return next(value for value in MODEL.types[slot_type] if value.id == value_id)


def heard(slot_type: str, written: str) -> Json:
    """Return a slot as Alexa fills it with what is written as "saratoga" (no match) or "belmont[BEL, BAQ]"."""
    match = _WRITTEN.fullmatch(written)
    assert match, written
    if slot_type == "AMAZON.DATE":
        return {"value": match["heard"], "source": "USER"}
    ids = [text.strip() for text in (match["ids"] or "").split(",") if text]
    return resolved(match["heard"], MATCH if ids else NO_MATCH, *(one(slot_type, value_id) for value_id in ids))


def simple(slot: Json) -> Json:
    """Return the same slot in the form that carries `slotValue` alone, of one value."""
    return {"slotValue": _simple_value(slot)}


def several(slots: Sequence[Json]) -> Json:
    """Return one slot of the form that carries `slotValue` alone, with all these values in a list."""
    return {"slotValue": {"type": "List", "values": [_simple_value(slot) for slot in slots]}}


def _simple_value(slot: Json) -> Json:
    return {"type": "Simple", **{key: told for key, told in slot.items() if key != "source"}}
