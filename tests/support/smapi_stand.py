"""A developer account at Amazon's with one skill in it, whose conversations are held with the real handler."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from ask_smapi_model.v1.skill.validations.response_validation import ResponseValidation
from ask_smapi_model.v1.skill.validations.response_validation_importance import ResponseValidationImportance
from ask_smapi_model.v1.skill.validations.response_validation_status import ResponseValidationStatus

from loopback.clock import DEFAULT_ZONE
from race_api.server import RaceApi
from tests.support.conversation import handler_over_http
from tests.support.fakes import RunningClock
from tests.support.favorites import MemoryFavorites
from tests.support.smapi_account import Account, KnownSkill
from tests.support.smapi_alexa import FakeAlexa
from tests.support.strict_smapi import Smapi

SKILL = "amzn1.ask.skill.00000000-0000-4000-8000-00000000000a"
OTHER = f"{SKILL[:-1]}b"
NOON = datetime(2026, 11, 21, 12, tzinfo=DEFAULT_ZONE)
REQUIRED, RECOMMENDED = ResponseValidationImportance.REQUIRED, ResponseValidationImportance.RECOMMENDED
PASSED, FAILED = ResponseValidationStatus.SUCCESSFUL, ResponseValidationStatus.FAILED


def check(
    title: str, message: str, importance: ResponseValidationImportance, status: ResponseValidationStatus
) -> ResponseValidation:
    """Return one of Amazon's checks."""
    return ResponseValidation(
        title=title, description=message, category="Functional", locale="en-US", importance=importance, status=status
    )


CHECKS = (
    check("Example phrases", "They begin with the wake word.", REQUIRED, PASSED),
    check("Category", "It fits the skill.", RECOMMENDED, PASSED),
)
FAILING = (
    *CHECKS,
    check("Icon", "A larger one would look better.", RECOMMENDED, FAILED),
    check("Privacy policy", "The URL is not reachable.", REQUIRED, FAILED),
)


@contextmanager
def account_at_amazon() -> Iterator[Smapi]:
    """Yield it, with races invented for a Saturday noon."""
    clock = RunningClock(NOON)
    with RaceApi(clock=clock.now) as api:
        alexa = FakeAlexa(handler_over_http(api, clock, favorites=MemoryFavorites()), clock, SKILL)
        yield Smapi(Account({SKILL: KnownSkill()}, alexa, checks=CHECKS))
