"""What Amazon knows of a developer's account, and what goes on in it. It answers in Amazon's own types."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from ask_smapi_model.v1.skill.evaluations.profile_nlu_response import ProfileNluResponse
from ask_smapi_model.v1.skill.evaluations.profile_nlu_selected_intent import ProfileNluSelectedIntent
from ask_smapi_model.v1.skill.evaluations.slot import Slot as ProfiledSlot
from ask_smapi_model.v1.skill.interaction_model_last_update_request import InteractionModelLastUpdateRequest
from ask_smapi_model.v1.skill.nlu.annotation_sets.annotation_set import AnnotationSet
from ask_smapi_model.v1.skill.nlu.annotation_sets.create_nlu_annotation_set_response import (
    CreateNLUAnnotationSetResponse,
)
from ask_smapi_model.v1.skill.nlu.annotation_sets.list_nlu_annotation_sets_response import ListNLUAnnotationSetsResponse
from ask_smapi_model.v1.skill.nlu.annotation_sets.pagination_context import PaginationContext
from ask_smapi_model.v1.skill.nlu.evaluations.actual import Actual
from ask_smapi_model.v1.skill.nlu.evaluations.evaluate_response import EvaluateResponse
from ask_smapi_model.v1.skill.nlu.evaluations.expected import Expected
from ask_smapi_model.v1.skill.nlu.evaluations.expected_intent import ExpectedIntent
from ask_smapi_model.v1.skill.nlu.evaluations.expected_intent_slots_props import ExpectedIntentSlotsProps
from ask_smapi_model.v1.skill.nlu.evaluations.get_nlu_evaluation_response import GetNLUEvaluationResponse
from ask_smapi_model.v1.skill.nlu.evaluations.get_nlu_evaluation_results_response import GetNLUEvaluationResultsResponse
from ask_smapi_model.v1.skill.nlu.evaluations.inputs import Inputs
from ask_smapi_model.v1.skill.nlu.evaluations.paged_results_response_pagination_context import (
    PagedResultsResponsePaginationContext,
)
from ask_smapi_model.v1.skill.nlu.evaluations.results_status import ResultsStatus
from ask_smapi_model.v1.skill.nlu.evaluations.status import Status as EvaluationStatus
from ask_smapi_model.v1.skill.nlu.evaluations.test_case import TestCase
from ask_smapi_model.v1.skill.skill_interaction_model_status import SkillInteractionModelStatus
from ask_smapi_model.v1.skill.skill_status import SkillStatus
from ask_smapi_model.v1.skill.standardized_error import StandardizedError
from ask_smapi_model.v1.skill.status import Status
from ask_smapi_model.v1.skill.validations.response_validation import ResponseValidation
from ask_smapi_model.v1.skill.validations.response_validation_status import ResponseValidationStatus
from ask_smapi_model.v1.skill.validations.validations_api_response import ValidationsApiResponse
from ask_smapi_model.v1.skill.validations.validations_api_response_result import ValidationsApiResponseResult
from ask_smapi_model.v1.skill.validations.validations_api_response_status import ValidationsApiResponseStatus
from ask_smapi_model.v1.vendor_management.vendor import Vendor
from ask_smapi_model.v1.vendor_management.vendors import Vendors
from ask_smapi_model.v2.error import Error as V2Error
from ask_smapi_model.v2.skill.simulations.simulation_result import SimulationResult
from ask_smapi_model.v2.skill.simulations.simulations_api_response import SimulationsApiResponse
from ask_smapi_model.v2.skill.simulations.simulations_api_response_status import SimulationsApiResponseStatus

from tests.support.smapi_alexa import FakeAlexa
from tests.support.smapi_shapes import evaluated_intent, slots_of


class RefusedError(Exception):
    """An operation is refused with a status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass
class KnownSkill:
    """A skill of the account: how its model's last build went (None for no model), and whether it can be tested."""

    model: Status | None = field(default_factory=lambda: Status.SUCCEEDED)
    enabled: bool = True
    problem: str = "Sample utterance duplicated."


@dataclass
class Account:
    """What happens in it. Whatever takes time is in progress at the first `looks` looks, for ever if `endless`.

    `fails` are utterances whose simulation fails; `has_sets` whether there are annotation sets at all; no page of an
    evaluation's results is larger than `largest_page`, so that paging is always seen.
    """

    skills: dict[str, KnownSkill]
    alexa: FakeAlexa
    looks: int = 1
    endless: bool = False
    fails: Mapping[str, str] = field(default_factory=dict)
    has_sets: bool = True
    largest_page: int = 100
    sets: dict[str, tuple[str, Any]] = field(default_factory=dict)
    checks: Sequence[ResponseValidation] = ()
    ids: "count[int]" = field(default_factory=lambda: count(1))
    results: dict[str, Any] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    simulating: str = ""

    def answer(self, operation: str, path: Mapping[str, str], query: Mapping[str, str], body: Any) -> Any:
        """Do an operation and return what it answers; raises `RefusedError`."""
        if (skill := path.get("skillId")) and skill not in self.skills:
            raise RefusedError(404, f"The skill {skill} does not exist.")
        if path.get("stage", "development") != "development":
            raise RefusedError(404, "There is no skill in that stage.")
        does: Callable[..., Any] = getattr(self, f"_{operation.replace('-', '_')}")
        return does(path, query, body)

    def _get_vendor_list(self, *_: object) -> Vendors:
        return Vendors(vendors=[Vendor(name="A vendor", id="V1", roles=["ROLE_ADMINISTRATOR"])])

    def _get_skill_status(self, path: Mapping[str, str], *_: object) -> SkillStatus:
        skill = self.skills[path["skillId"]]
        if skill.model is None:
            return SkillStatus(interaction_model={})
        errors = [StandardizedError(code="INVALID", message=skill.problem)] if skill.model is Status.FAILED else None
        request = InteractionModelLastUpdateRequest(status=skill.model, errors=errors)
        return SkillStatus(
            interaction_model={"en-US": SkillInteractionModelStatus(last_update_request=request, e_tag="1")}
        )

    def _get_skill_enablement_status(self, path: Mapping[str, str], *_: object) -> None:
        if not self.skills[path["skillId"]].enabled:
            raise RefusedError(404, "The skill is not enabled.")

    def _simulate_skill(self, path: Mapping[str, str], _: object, body: Any) -> SimulationsApiResponse:
        # One that nobody asks about ends as well.
        if self.simulating and self._looked(self.simulating) is None:
            raise RefusedError(409, "A simulation of this user is in progress.")
        if not self.skills[path["skillId"]].enabled:
            raise RefusedError(403, "The skill is not enabled.")
        says, mode = body["input"]["content"], body.get("session", {}).get("mode")
        if failure := self.fails.get(says):
            result = SimulationResult(error=V2Error(message=failure))
        else:
            result = self.alexa.say(says, anew=mode == "FORCE_NEW_SESSION")
        self.simulating = self._begin(result)
        return SimulationsApiResponse(id=self.simulating, status=SimulationsApiResponseStatus.IN_PROGRESS)

    def _get_skill_simulation(self, path: Mapping[str, str], *_: object) -> SimulationsApiResponse:
        number = path["simulationId"]
        if (result := self._looked(number)) is None:
            return SimulationsApiResponse(id=number, status=SimulationsApiResponseStatus.IN_PROGRESS)
        self.simulating = ""
        states = SimulationsApiResponseStatus
        return SimulationsApiResponse(
            id=number, status=states.FAILED if result.error else states.SUCCESSFUL, result=result
        )

    def _list_nlu_annotation_sets(self, *_: object) -> ListNLUAnnotationSetsResponse:
        if not self.has_sets:
            raise RefusedError(404, "No such resource.")
        sets = [
            AnnotationSet(
                locale="en-US",
                name=name,
                annotation_id=number,
                number_of_entries=len(content["data"]) if content else 0,
                updated_timestamp=datetime(2026, 11, 21, 17, tzinfo=UTC),
            )
            for number, (name, content) in self.sets.items()
        ]
        return ListNLUAnnotationSetsResponse(annotation_sets=sets, pagination_context=PaginationContext())

    def _create_nlu_annotation_set(self, _: object, __: object, body: Any) -> CreateNLUAnnotationSetResponse:
        number = f"set-{next(self.ids)}"
        self.sets[number] = (body["name"], None)
        return CreateNLUAnnotationSetResponse(id=number)

    def _update_annotations_for_nlu_annotation_sets(self, path: Mapping[str, str], _: object, body: Any) -> None:
        name, _ = self._set(path["annotationId"])
        self.sets[path["annotationId"]] = (name, body)

    def _create_nlu_evaluations(self, _: object, __: object, body: Any) -> EvaluateResponse:
        _, content = self._set(body["source"]["annotationId"])
        if not content:
            raise RefusedError(400, "The annotation set is empty.")
        return EvaluateResponse(id=self._begin([self._case(each) for each in content["data"]]))

    def _get_nlu_evaluation(self, path: Mapping[str, str], *_: object) -> GetNLUEvaluationResponse:
        cases = self._looked(path["evaluationId"])
        if cases is None:
            return GetNLUEvaluationResponse(status=EvaluationStatus.IN_PROGRESS)
        failed = any(case.status is ResultsStatus.FAILED for case in cases)
        return GetNLUEvaluationResponse(status=EvaluationStatus.FAILED if failed else EvaluationStatus.PASSED)

    def _get_result_for_nlu_evaluations(
        self, path: Mapping[str, str], query: Mapping[str, str], _: object
    ) -> GetNLUEvaluationResultsResponse:
        cases = self.results[path["evaluationId"]]
        begin, size = int(query.get("nextToken", 0)), min(int(query.get("maxResults", 1000)), self.largest_page)
        token = str(begin + size) if begin + size < len(cases) else None
        return GetNLUEvaluationResultsResponse(
            pagination_context=PagedResultsResponsePaginationContext(next_token=token, total_count=str(len(cases))),
            total_failed=float(sum(case.status is ResultsStatus.FAILED for case in cases)),
            test_cases=cases[begin : begin + size],
        )

    def _profile_nlu(self, _: object, __: object, body: Any) -> ProfileNluResponse:
        understood = self.alexa.understand(body["utterance"], date(2026, 11, 21))
        if understood.intent is None:
            return ProfileNluResponse(session_ended=False)
        slots = {name: ProfiledSlot(name=name, value=slot.value) for name, slot in slots_of(understood).items()}
        selected = ProfileNluSelectedIntent(name=understood.intent.name, slots=slots)
        return ProfileNluResponse(session_ended=False, selected_intent=selected, considered_intents=[])

    def _submit_skill_validation(self, *_: object) -> ValidationsApiResponse:
        failed = any(check.status is ResponseValidationStatus.FAILED for check in self.checks)
        states = ValidationsApiResponseStatus
        result = ValidationsApiResponseResult(validations=list(self.checks))
        number = self._begin((states.FAILED if failed else states.SUCCESSFUL, result))
        return ValidationsApiResponse(id=number, status=states.IN_PROGRESS)

    def _get_skill_validations(self, path: Mapping[str, str], *_: object) -> ValidationsApiResponse:
        number = path["validationId"]
        looked = self._looked(number)
        if looked is None:
            return ValidationsApiResponse(id=number, status=ValidationsApiResponseStatus.IN_PROGRESS)
        status, result = looked
        return ValidationsApiResponse(id=number, status=status, result=result)

    def _begin(self, result: object) -> str:
        number = f"00000000-0000-4000-8000-{next(self.ids):012}"
        self.results[number], self.seen[number] = result, 0
        return number

    def _looked(self, number: str) -> Any:
        """Return a result, None while it is in progress."""
        if number not in self.results:
            raise RefusedError(404, f"There is no {number}, or no more.")
        self.seen[number] += 1
        return None if self.endless or self.seen[number] <= self.looks else self.results[number]

    def _set(self, number: str) -> tuple[str, Any]:
        if number not in self.sets:
            raise RefusedError(404, f"There is no annotation set {number}.")
        return self.sets[number]

    def _case(self, annotation: Any) -> TestCase:
        inputs, (expected,) = annotation["inputs"], annotation["expected"]
        told_at = datetime.fromisoformat(inputs["referenceTimestamp"])
        understood = self.alexa.understand(inputs["utterance"], told_at.date())
        wanted = {name: slot["value"] for name, slot in expected["intent"].get("slots", {}).items()}
        found = {filled.slot.name: filled.meaning for filled in understood.slots}
        is_right = understood.intent is not None and understood.intent.name == expected["intent"]["name"]
        is_right = is_right and all(found.get(name, "").startswith(value) for name, value in wanted.items())
        slots = {name: ExpectedIntentSlotsProps(value=value) for name, value in wanted.items()}
        return TestCase(
            status=ResultsStatus.PASSED if is_right else ResultsStatus.FAILED,
            inputs=Inputs(utterance=inputs["utterance"], reference_timestamp=told_at),
            actual=Actual(intent=evaluated_intent(understood)),
            expected=[Expected(intent=ExpectedIntent(name=expected["intent"]["name"], slots=slots))],
        )
