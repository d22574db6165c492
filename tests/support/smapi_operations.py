"""The operations of Amazon's Skill Management API that the project uses, with their types of `ask-smapi-model`.

The package has the types alone. Paths, query parameters, statuses and which of the types an error has are listed here
by hand, from Amazon's own description of the API: spec.json of the npm package ask-smapi-model, which the CLI reads.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from tests.support.smapi_types import ANNOTATIONS, MODEL

SKILL, V1, V2 = f"{MODEL}.v1.skill", f"{MODEL}.v1", f"{MODEL}.v2"
NLU = f"{SKILL}.nlu"
PLAIN, STANDARD = f"{V1}.error.Error", f"{SKILL}.standardized_error.StandardizedError"


@dataclass(frozen=True)
class Operation:
    """One of them. `answers` is the type of its answer, None for an empty one; `query` the types of its parameters."""

    name: str
    method: str
    path: str
    status: int
    answers: str | None
    takes: str | None = None
    query: Mapping[str, str] = field(default_factory=dict)
    needed: frozenset[str] = frozenset()
    error: str = PLAIN

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What its paths look like, with the names of what is in them."""
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path))


_PAGE = MappingProxyType({"nextToken": "str", "maxResults": "int"})
_AT_SKILL, _AT_STAGE = "/v1/skills/{skillId}", "/v1/skills/{skillId}/stages/{stage}"
_SIMULATIONS = "/v2/skills/{skillId}/stages/{stage}/simulations"
_SETS, _EVALUATED = f"{_AT_SKILL}/nluAnnotationSets", f"{_AT_SKILL}/nluEvaluations"
_SIMULATED = f"{V2}.skill.simulations.simulations_api_response.SimulationsApiResponse"
_VALIDATED = f"{SKILL}.validations.validations_api_response.ValidationsApiResponse"

OPERATIONS = (
    Operation("get-vendor-list", "GET", "/v1/vendors", 200, f"{V1}.vendor_management.vendors.Vendors"),
    Operation(
        *("get-skill-status", "GET", f"{_AT_SKILL}/status", 200, f"{SKILL}.skill_status.SkillStatus"),
        query={"resource": "str"},
        error=STANDARD,
    ),
    Operation("get-skill-enablement-status", "GET", f"{_AT_STAGE}/enablement", 204, None, error=STANDARD),
    Operation(
        *("simulate-skill", "POST", _SIMULATIONS, 200, _SIMULATED),
        f"{V2}.skill.simulations.simulations_api_request.SimulationsApiRequest",
        error=f"{V2}.error.Error",
    ),
    Operation(
        *("get-skill-simulation", "GET", f"{_SIMULATIONS}/{{simulationId}}", 200, _SIMULATED),
        error=f"{V2}.error.Error",
    ),
    Operation(
        *("list-nlu-annotation-sets", "GET", _SETS, 200),
        f"{NLU}.annotation_sets.list_nlu_annotation_sets_response.ListNLUAnnotationSetsResponse",
        query={"locale": "str", **_PAGE},
    ),
    Operation(
        *("create-nlu-annotation-set", "POST", _SETS, 201),
        f"{NLU}.annotation_sets.create_nlu_annotation_set_response.CreateNLUAnnotationSetResponse",
        f"{NLU}.annotation_sets.create_nlu_annotation_set_request.CreateNLUAnnotationSetRequest",
    ),
    Operation(
        *("update-annotations-for-nlu-annotation-sets", "POST", f"{_SETS}/{{annotationId}}/annotations", 200, None),
        ANNOTATIONS,
    ),
    Operation(
        *("create-nlu-evaluations", "POST", _EVALUATED, 200, f"{NLU}.evaluations.evaluate_response.EvaluateResponse"),
        f"{NLU}.evaluations.evaluate_nlu_request.EvaluateNLURequest",
    ),
    Operation(
        *("get-nlu-evaluation", "GET", f"{_EVALUATED}/{{evaluationId}}", 200),
        f"{NLU}.evaluations.get_nlu_evaluation_response.GetNLUEvaluationResponse",
    ),
    Operation(
        *("get-result-for-nlu-evaluations", "GET", f"{_EVALUATED}/{{evaluationId}}/results", 200),
        f"{NLU}.evaluations.get_nlu_evaluation_results_response.GetNLUEvaluationResultsResponse",
        query={"sort.field": "str", "testCaseStatus": "str", "actualIntentName": "str", "expectedIntentName": "str"}
        | {**_PAGE},
    ),
    Operation(
        *("profile-nlu", "POST", f"{_AT_STAGE}/interactionModel/locales/{{locale}}/profileNlu", 200),
        f"{SKILL}.evaluations.profile_nlu_response.ProfileNluResponse",
        f"{SKILL}.evaluations.profile_nlu_request.ProfileNluRequest",
    ),
    Operation(
        *("submit-skill-validation", "POST", f"{_AT_STAGE}/validations", 202, _VALIDATED),
        f"{SKILL}.validations.validations_api_request.ValidationsApiRequest",
    ),
    Operation("get-skill-validations", "GET", f"{_AT_STAGE}/validations/{{validationId}}", 200, _VALIDATED),
)
