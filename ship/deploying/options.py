"""What the person set for this run, checked before anything runs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ship.deploying.errors import DeployError
from ship.deploying.hints import Hints, setting
from ship.deploying.skill import SKILL_ID
from ship.deploying.stacks import Credentials

SECRETS = ("RACING_API_USERNAME", "RACING_API_PASSWORD")
# What goes into a parameter of the template, which says what the parameter admits.
PARAMETERS = {
    "ALARM_EMAIL": "AlarmEmail",
    "RACING_API_USERNAME": "RacingApiUsername",
    "RACING_API_PASSWORD": "RacingApiPassword",
}


@dataclass(frozen=True)
class Options:
    """What is asked for; None leaves things as they are.

    `move` agrees to another skill than the stacks' own, `demo` asks for invented races.
    """

    skill_id: str | None
    alarm_email: str | None
    credentials: Credentials | None
    move: bool = False
    demo: bool = False


def read_options(template: Path, environment: Mapping[str, str], hints: Hints) -> Options:
    """Return what is asked for; whatever Amazon would refuse much later is a DeployError now."""
    username, password = (environment.get(name, "") for name in SECRETS)
    if bool(username) != bool(password):
        raise DeployError(f"Only one of {' and '.join(SECRETS)} is set.", f"set both or none, then {hints.again}")
    skill_id = environment.get("SKILL_ID") or None
    if skill_id and skill_id != "new" and not SKILL_ID.fullmatch(skill_id):
        right = hints.without(setting("SKILL_ID", skill_id))
        raise DeployError(f"SKILL_ID is {skill_id!r}, which is no skill id.", f"{right} SKILL_ID=amzn1.ask.skill.…")
    asked = environment.get("DEMO") or "no"
    if asked not in {"yes", "no"}:
        raise DeployError(
            f"DEMO is {asked!r}, which is neither yes nor no. Nothing was changed.",
            f"{hints.without(setting('DEMO', asked))} DEMO=yes for invented races, DEMO=no for real ones",
        )
    demo = asked == "yes"
    if demo and username:
        plain = hints.without(setting("DEMO", environment["DEMO"]))
        raise DeployError(
            f"DEMO={environment['DEMO']} asks for invented races, and {' and '.join(SECRETS)} ask for real ones. "
            "Nothing was changed.",
            f"{plain} DEMO=no for real races, or unset {' '.join(SECRETS)} && {hints.again} for invented ones",
        )
    _check_parameters(template, environment, hints)
    credentials = Credentials(username, password) if username else None
    move = environment.get("MOVE") == "yes"
    return Options(skill_id, environment.get("ALARM_EMAIL") or None, credentials, move, demo)


def parameters_of(template: Path) -> dict[str, dict[str, str]]:
    """Return what a template says of its parameters.

    Nothing but strings, lists and mappings: the short forms of CloudFormation's functions stay unread.
    """
    content: dict[str, Any] = yaml.BaseLoader(template.read_text(encoding="utf-8")).get_single_data()
    parameters: dict[str, dict[str, str]] = content["Parameters"]
    return parameters


def _check_parameters(template: Path, environment: Mapping[str, str], hints: Hints) -> None:
    """Raise a DeployError for what the template's patterns refuse. A secret is not shown.

    CloudFormation reads the patterns as Java does: the whole value has to match, and classes hold ASCII only.
    """
    given = {name: environment[name] for name in PARAMETERS if environment.get(name)}
    if not given:
        return
    declared = parameters_of(template)
    for name, value in given.items():
        pattern = declared[PARAMETERS[name]]["AllowedPattern"]
        if not re.fullmatch(pattern, value, re.ASCII):
            shown = name if name in SECRETS else f"{name}, {value!r},"
            raise DeployError(
                f"{shown} does not have the form that template.yaml asks for: {pattern}. Nothing was changed.",
                f"correct {name}, then {hints.without(setting(name, value))}",
            )
