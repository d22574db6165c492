"""`make alexa-validate`: Amazon's own validation of a stage's skill, as it runs before a certification."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amazon.program import Program, ended, parser
from amazon.reachable import deployed_skill
from amazon.smapi import DEVELOPMENT, LOCALE, Json, Smapi

SECONDS = 900.0
FAILED, SUCCESSFUL, IN_PROGRESS = "FAILED", "SUCCESSFUL", "IN_PROGRESS"
REQUIRED = "REQUIRED"


@dataclass(frozen=True)
class Check:
    """One of Amazon's checks with what came of it."""

    title: str
    message: str
    category: str
    importance: str
    has_failed: bool

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Check":
        """Read one; raises what wrongly formed JSON raises."""
        message, category = told.get("description") or "", told.get("category") or ""
        return cls(told["title"], message, category, told.get("importance") or "", told["status"] == FAILED)


@dataclass(frozen=True)
class Validated:
    """What a validation came to; `problem` says why there are no checks, where there are none."""

    is_successful: bool
    checks: tuple[Check, ...]
    problem: str


def validated(smapi: Smapi) -> Validated:
    """Have Amazon validate the skill; raises `SmapiError` and `LoginError`."""
    begun = smapi.read(
        *("submit-skill-validation", *DEVELOPMENT, "--locales", LOCALE),
        parse=lambda answer: str(answer["id"]),
        once=True,
    )
    print("Amazon validates the skill: some minutes.", flush=True)
    return smapi.settled(
        lambda: smapi.read("get-skill-validations", *DEVELOPMENT, "--validation-id", begun, parse=_read),
        SECONDS,
        "The validation",
    )


def _read(answer: Json) -> Validated | None:
    """Read a validation, None while it is in progress."""
    if answer["status"] == IN_PROGRESS:
        return None
    result = answer.get("result") or {}
    checks = tuple(Check.of(each) for each in result.get("validations") or [])
    problem = (result.get("error") or {}).get("message") or ""
    return Validated(answer["status"] == SUCCESSFUL, checks, problem)


def main(program: Program) -> int:
    """Print what fails; return 0 where nothing does that is required, else 1, and 2 where it could not be run."""
    options = parser("alexa-validate", "Have Amazon validate a skill.")
    said = options.parse_args(program.arguments)

    def run() -> int:
        smapi = deployed_skill(said.stage, "alexa-validate", program.around)
        found = validated(smapi)
        _show(found)
        return int(not found.is_successful)

    return ended(run)


def _show(found: Validated) -> None:
    failed = sorted(
        (check for check in found.checks if check.has_failed), key=lambda check: check.importance != REQUIRED
    )
    for check in failed:
        print(f"{check.importance:12} {check.title} ({check.category})\n{'':12} {check.message}")
    verdict = "successful" if found.is_successful else "not successful"
    print(f"{len(found.checks)} checks, {len(failed)} failed: the validation is {verdict}.")
    if found.problem:
        print(f"Amazon says: {found.problem}")


if __name__ == "__main__":
    sys.exit(main(Program.started()))
