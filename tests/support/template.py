"""template.yaml and its parts as AWS reads them: transformed by SAM's own translator, with everything resolved."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).parents[2]
FILE = ROOT / "template.yaml"
PARTS = ("favorites.yaml", "alarms.yaml", "dashboard.yaml")
SKILL_ID = "amzn1.ask.skill.00000000-0000-0000-0000-000000000000"
SOURCE: dict[str, Any] = yaml_parse(FILE.read_text(encoding="utf-8"))
STACK_ID = "arn:aws:cloudformation:us-east-1:000000000000:stack/any-name/01234567-89ab-cdef-0123-456789abcdef"

Resources = dict[str, dict[str, Any]]
_FUNCTIONS: dict[str, Callable[[list[Any]], Any]] = {
    "Fn::Equals": lambda values: str(values[0]) == str(values[1]),
    "Fn::Not": lambda values: not values[0],
    "Fn::And": all,
    "Fn::Or": any,
    "Fn::Join": lambda values: values[0].join(values[1]),
    "Fn::Split": lambda values: values[1].split(values[0]),
    "Fn::Select": lambda values: values[1][int(values[0])],
}
_PSEUDO = {"AWS::Partition": "aws", "AWS::StackId": STACK_ID, "AWS::NoValue": None}


@cache
def transformed(file: Path = FILE) -> dict[str, Any]:
    """Return a template after the transform, as CloudFormation gets it."""
    template = yaml_parse(file.read_text(encoding="utf-8"))
    for resource in template["Resources"].values():
        # `sam package` would have put the code there; the transform itself takes no local folder.
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "s3://bucket/key"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        result: dict[str, Any] = Translator({}, Parser()).translate(template, {"SkillId": SKILL_ID})
    return result


@cache
def part(name: str) -> dict[str, Any]:
    """Return a part of the template, one of PARTS. It has nothing for the transform to do."""
    content: dict[str, Any] = yaml_parse((ROOT / name).read_text(encoding="utf-8"))
    return content


class Stack:
    """What becomes of the transformed template in a region with these parameters; all others have their defaults.

    A reference to a resource is `<its name>`, to one of its attributes `<its name.attribute>`. `template` is another
    one than template.yaml.
    """

    def __init__(self, region: str = "us-east-1", template: Mapping[str, Any] | None = None, **parameters: str) -> None:
        self._region = region
        self._template = template or transformed()
        given = {"SkillId": SKILL_ID, "RacingApiUsername": "somebody", "RacingApiPassword": "a secret", **parameters}
        self._values: dict[str, Any] = {**_PSEUDO, "AWS::Region": region}
        for name, declared in self._template["Parameters"].items():
            text = str(given.get(name, declared.get("Default")))
            self._values[name] = text.split(",") if declared["Type"] == "CommaDelimitedList" else text

    def resources(self) -> Resources:
        """Return those that are made."""
        declared: Resources = self._template["Resources"]
        return {name: self.resolved(it) for name, it in declared.items() if self._holds(it.get("Condition"))}

    def part(self, name: str) -> "Stack":
        """Return the stack that one of the resources is."""
        properties = self.resources()[name]["Properties"]
        return Stack(self._region, part(properties["TemplateURL"]), **properties.get("Parameters", {}))

    def outputs(self) -> dict[str, Any]:
        """Return the values of the outputs."""
        declared = self._template["Outputs"].items()
        return {name: self.resolved(it["Value"]) for name, it in declared if self._holds(it.get("Condition"))}

    def refusals(self) -> list[str]:
        """Return what the rules say against the parameters."""
        asserted = [it for rule in self._template.get("Rules", {}).values() for it in rule["Assertions"]]
        return [it["AssertDescription"] for it in asserted if not self.resolved(it["Assert"])]

    def of_type(self, kind: str) -> Resources:
        """Return the resources of a type."""
        return {name: resource for name, resource in self.resources().items() if resource["Type"] == kind}

    def resolved(self, node: Any) -> Any:
        """Return a part of the template with all functions in it evaluated."""
        if isinstance(node, list):
            return [value for value in map(self.resolved, node) if value is not None]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            ((function, argument),) = node.items()
            if function == "Ref" or function.startswith("Fn::"):
                return self._evaluated(function, argument)
        values = {key: self.resolved(value) for key, value in node.items()}
        return {key: value for key, value in values.items() if value is not None}

    def _holds(self, condition: str | None) -> bool:
        return condition is None or bool(self.resolved(self._template["Conditions"][condition]))

    def _evaluated(self, function: str, argument: Any) -> Any:
        if function == "Fn::If":
            condition, then, otherwise = argument
            return self.resolved(then if self._holds(condition) else otherwise)
        if function == "Fn::Sub":
            text, extra = argument if isinstance(argument, list) else (argument, {})
            names = {name: self.resolved(value) for name, value in extra.items()}
            return re.sub(r"\$\{([\w.:]+)\}", lambda match: str(names.get(match[1], self._value(match[1]))), text)
        arguments = self.resolved(argument)
        if function in {"Ref", "Fn::GetAtt"}:
            return self._value(arguments if isinstance(arguments, str) else ".".join(arguments))
        return _FUNCTIONS[function](arguments)

    def _value(self, name: str) -> Any:
        return self._values.get(name, f"<{name}>")
