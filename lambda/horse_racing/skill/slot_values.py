"""What a single slot holds: as it was said, and as it was resolved."""

from collections.abc import Iterator, Mapping

from ask_sdk_model import Slot
from ask_sdk_model.slu.entityresolution import StatusCode

from horse_racing.speech.en import English

# What was heard is repeated back; nobody wants to hear more of it than this.
LONGEST_HEARD = 60

# The slots of which a question may have one, beside those of track, day and race: names as they were said, and what
# is known by an id.
HORSE_NAME, RACE_NAME = NAMES = ("HorseName", "RaceName")
GRADE, REGION, WAGER = KNOWN = ("Grade", "Region", "Wager")

# In the name of an authority that knows what the skill has told Alexa to listen for.
_DYNAMIC = ".dynamic."


def extra_heard(slots: Mapping[str, Slot], words: English) -> str:
    """Return what the further slot of a question holds, empty where it has none or nothing was said for it.

    It is an id where one was resolved, else the words.
    """
    for name in (*NAMES, *KNOWN):
        slot = slots.get(name)
        said = said_in(slot)[:LONGEST_HEARD]
        if slot is None or not said:
            continue
        if name in NAMES and words.names_nothing(said):
            continue
        if name == GRADE:
            return next(resolved_ids(slot), None) or words.grade_heard(said)
        if name == REGION:
            return next(resolved_ids(slot), None) or words.region_heard(said) or said
        return _name_of(slot, said) if name in NAMES else next(resolved_ids(slot), said)
    return ""


def _name_of(slot: Slot, said: str) -> str:
    """Return the name on a card that Alexa was told to listen for, else what was said.

    The model's own values are only examples of what a name may be, so to be like one of them means nothing.
    """
    authorities = (slot.resolutions.resolutions_per_authority if slot.resolutions else None) or []
    told = [value.value for each in authorities if _DYNAMIC in (each.authority or "") for value in each.values or []]
    names = {value.name for value in told if value and value.name}
    return names.pop()[:LONGEST_HEARD] if len(names) == 1 else said


def said_in(slot: Slot | None) -> str:
    """Return what was heard, on one line and printable; empty when it was nothing or the "?" Alexa writes for noise."""
    value = slot.value if slot else None
    if not isinstance(value, str):
        return ""
    printable = "".join(character if character.isprintable() else " " for character in value)
    return " ".join(printable.split()).strip("? ")


def resolved_ids(slot: Slot) -> Iterator[str]:
    """Yield the ids that the slot was resolved to."""
    authorities = (slot.resolutions.resolutions_per_authority if slot.resolutions else None) or []
    for authority in authorities:
        if authority.status and authority.status.code == StatusCode.ER_SUCCESS_MATCH:
            for match in authority.values or []:
                if match.value and match.value.id:
                    yield match.value.id
