"""What was understood, as Amazon's simulator and its evaluation tell it: the same twice, in types of their own."""

from ask_smapi_model.v1.skill.nlu.evaluations.intent import Intent as EvaluatedIntent
from ask_smapi_model.v1.skill.nlu.evaluations.resolutions import Resolutions
from ask_smapi_model.v1.skill.nlu.evaluations.resolutions_per_authority import ResolutionsPerAuthority
from ask_smapi_model.v1.skill.nlu.evaluations.resolutions_per_authority_status import (
    ResolutionsPerAuthorityStatus as EvaluatedStatus,
)
from ask_smapi_model.v1.skill.nlu.evaluations.resolutions_per_authority_status_code import (
    ResolutionsPerAuthorityStatusCode as EvaluatedCode,
)
from ask_smapi_model.v1.skill.nlu.evaluations.resolutions_per_authority_value import ResolutionsPerAuthorityValue
from ask_smapi_model.v1.skill.nlu.evaluations.slots_props import SlotsProps
from ask_smapi_model.v2.skill.simulations.resolutions_per_authority_items import ResolutionsPerAuthorityItems
from ask_smapi_model.v2.skill.simulations.resolutions_per_authority_status import ResolutionsPerAuthorityStatus
from ask_smapi_model.v2.skill.simulations.resolutions_per_authority_status_code import ResolutionsPerAuthorityStatusCode
from ask_smapi_model.v2.skill.simulations.resolutions_per_authority_value_items import ResolutionsPerAuthorityValueItems
from ask_smapi_model.v2.skill.simulations.slot import Slot
from ask_smapi_model.v2.skill.simulations.slot_resolutions import SlotResolutions

from echo.understanding.resolution import FilledSlot
from echo.understanding.utterances import Understanding

AUTHORITY = "amzn1.er-authority.echo-sdk.the-skill"


def slots_of(understood: Understanding) -> dict[str, Slot]:
    """Return slots as the simulator tells them."""
    return {filled.slot.name: _slot(filled) for filled in understood.slots}


def evaluated_intent(understood: Understanding) -> EvaluatedIntent | None:
    """Return an intent as an evaluation tells it, None for none."""
    if understood.intent is None:
        return None
    slots = {filled.slot.name: _evaluated_slot(filled) for filled in understood.slots}
    return EvaluatedIntent(name=understood.intent.name, slots=slots)


def _slot(filled: FilledSlot) -> Slot:
    code = ResolutionsPerAuthorityStatusCode(_code(filled))
    values = [ResolutionsPerAuthorityValueItems(name=match.name, id=match.id) for match in filled.matches]
    status = ResolutionsPerAuthorityStatus(code=code)
    resolved = ResolutionsPerAuthorityItems(authority=AUTHORITY, status=status, values=values)
    return Slot(
        name=filled.slot.name, value=filled.value, resolutions=SlotResolutions(resolutions_per_authority=[resolved])
    )


def _evaluated_slot(filled: FilledSlot) -> SlotsProps:
    values = [ResolutionsPerAuthorityValue(name=match.name, id=match.id) for match in filled.matches]
    status = EvaluatedStatus(code=EvaluatedCode(_code(filled)))
    resolved = ResolutionsPerAuthority(authority=AUTHORITY, status=status, values=values)
    resolutions = Resolutions(resolutions_per_authority=[{AUTHORITY: resolved}])
    return SlotsProps(name=filled.slot.name, value=filled.value, resolutions=resolutions)


def _code(filled: FilledSlot) -> str:
    return "ER_SUCCESS_MATCH" if filled.matches else "ER_SUCCESS_NO_MATCH"
