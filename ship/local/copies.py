"""The templates as MiniStack can take them.

The committed ones are not bent: what it lacks is taken out of copies, and what was taken out is told. A test holds that
list to what MiniStack refuses, so that a newer version shortens it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse

Json = dict[str, Any]

# What it refuses to make: it says "Unsupported resource type", or of an alarm that metric math is not supported.
SAVED_QUERY = "AWS::Logs::QueryDefinition"
ALARM = "AWS::CloudWatch::Alarm"
FUNCTION = "AWS::Serverless::Function"
SECRET = "AWS::SecretsManager::Secret"  # noqa: S105 - a type of resource


@dataclass
class Copy:
    """One template being changed; `taken_out` names what it no longer has, `changed` what it says in other words."""

    template: Json
    taken_out: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    @property
    def resources(self) -> Json:
        """The template's resources by their logical names."""
        resources: Json = self.template["Resources"]
        return resources

    def of_type(self, kind: str) -> Iterator[tuple[str, Json]]:
        """Yield the resources of a type with their names."""
        yield from [(name, resource) for name, resource in self.resources.items() if resource["Type"] == kind]

    def drop(self, name: str) -> None:
        """Take a resource out, with the outputs that are made of it."""
        del self.resources[name]
        self.taken_out.append(name)
        outputs = self.template.get("Outputs", {})
        for output in [key for key, value in outputs.items() if name in _references(value)]:
            del outputs[output]


def copy_templates(source: Path, target: Path, artifacts: Mapping[str, Path]) -> tuple[list[str], list[str]]:
    """Write copies of a folder's templates that MiniStack takes; return what was taken out and what was changed.

    `artifacts` are the built folders, by the function that each is the code of.
    """
    target.mkdir(parents=True, exist_ok=True)
    taken_out, changed = [], []
    for file in sorted(source.glob("*.yaml")):
        copy = Copy(yaml_parse(file.read_text(encoding="utf-8")))
        _without_saved_queries(copy)
        _without_metric_math(copy)
        _without_code_deploy(copy)
        _with_arns_of_secrets(copy)
        _with_long_names_of_secrets(copy)
        for name, function in copy.of_type(FUNCTION):
            # Nothing is built by SAM here.
            function.pop("Metadata", None)
            function["Properties"]["CodeUri"] = str(artifacts[name])
        (target / file.name).write_text(json.dumps(copy.template, indent=2), encoding="utf-8")
        taken_out += [f"{file.name}: {name}" for name in copy.taken_out]
        changed += [f"{file.name}: {name}" for name in copy.changed]
    return taken_out, changed


def _without_saved_queries(copy: Copy) -> None:
    for name, _ in copy.of_type(SAVED_QUERY):
        copy.drop(name)


def _without_metric_math(copy: Copy) -> None:
    for name, alarm in copy.of_type(ALARM):
        if "Metrics" in alarm["Properties"]:
            copy.drop(name)


def _without_code_deploy(copy: Copy) -> None:
    """Let an alias be moved at once, and let no role do anything with CodeDeploy, as SAM makes nothing of it then."""
    for name, function in copy.of_type(FUNCTION):
        if function["Properties"].pop("DeploymentPreference", None):
            copy.taken_out.append(f"{name}.DeploymentPreference")
    for name, role in copy.of_type("AWS::IAM::Role"):
        for policy in role["Properties"]["Policies"]:
            statements = policy["PolicyDocument"]["Statement"]
            kept = [statement for statement in statements if "codedeploy:" not in json.dumps(statement)]
            if kept != statements:
                policy["PolicyDocument"]["Statement"] = kept
                copy.taken_out.append(f"{name}.Statement of codedeploy")


def _with_arns_of_secrets(copy: Copy) -> None:
    """Name secrets by their attribute Id, which is the ARN. `Ref` is the ARN in CloudFormation, here it is the name."""
    for name, _ in copy.of_type(SECRET):
        copy.template = _replaced(copy.template, {"Ref": name}, {"Fn::GetAtt": [name, "Id"]})
        copy.changed.append(f"Ref {name}")


def _with_long_names_of_secrets(copy: Copy) -> None:
    """Let a secret have a longer name: CloudFormation leaves the stack's out of it, and here it is put in front."""
    for name, parameter in copy.template.get("Parameters", {}).items():
        if ":secretsmanager:" in parameter.get("AllowedPattern", ""):
            del parameter["AllowedPattern"]
            copy.changed.append(f"{name}.AllowedPattern")


def _replaced(value: Any, old: Json, new: Json) -> Any:
    if value == old:
        return new
    if isinstance(value, dict):
        return {key: _replaced(inner, old, new) for key, inner in value.items()}
    if isinstance(value, list):
        return [_replaced(inner, old, new) for inner in value]
    return value


def _references(value: Any) -> set[str]:
    """Return the names that a value of a template refers to."""
    if isinstance(value, list):
        return set().union(*map(_references, value))
    if not isinstance(value, dict):
        return set()
    named = {value["Ref"]} if "Ref" in value else set()
    if isinstance(attribute := value.get("Fn::GetAtt"), list):
        named.add(attribute[0])
    return named.union(*map(_references, value.values()))
