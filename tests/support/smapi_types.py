"""Amazon's types of the package `ask-smapi-model`, taken strictly, with by hand what the package lacks.

What it lacks is which fields a request needs, and the body of an annotation set, of which it has an empty type. Both
are from Amazon's own description of the API, the file spec.json of the npm package ask-smapi-model 1.24, and from the
reference of the NLU annotation sets.
"""

import importlib
import json
import re
from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from typing import Any

from ask_sdk_core.serialize import DefaultSerializer

MODEL = "ask_smapi_model"
EVALUATIONS = f"{MODEL}.v1.skill.nlu.evaluations"
ANNOTATIONS = "the body of an annotation set"
# By the names of the package's classes: the fields, as they are on the wire, without which a request is refused.
REQUIRED = {
    "SimulationsApiRequest": {"input", "device"},
    "Input": {"content"},
    "Device": {"locale"},
    "ValidationsApiRequest": {"locales"},
    "CreateNLUAnnotationSetRequest": {"locale", "name"},
    "EvaluateNLURequest": {"stage", "locale", "source"},
    "Source": {"annotationId"},
    "ProfileNluRequest": {"utterance"},
    "Inputs": {"utterance"},
    "Expected": {"intent"},
    "ExpectedIntent": {"name"},
}
_SIMPLE: dict[str, type | tuple[type, ...]] = {"str": str, "int": int, "float": (int, float), "bool": bool}
# Of these the SDK drops what is in an object in a list, which is how resolutions are told, and so brings back less.
BROUGHT_BACK_LESS = {"GetNLUEvaluationResultsResponse"}
_SERIALIZER = DefaultSerializer()


def problems(kind: str, value: object, where: str = "body") -> Iterator[str]:
    """Yield what is wrong with JSON that is to be of a type, as the package writes its names."""
    if listed := re.fullmatch(r"list\[(.+)]", kind):
        yield from _list_problems(listed[1], value, where)
    elif mapped := re.fullmatch(r"dict\(str, (.+)\)", kind):
        if not isinstance(value, dict):
            yield f"{where} is no object"
            return
        for name, each in value.items():
            yield from problems(mapped[1], each, f"{where}.{name}")
    elif kind == ANNOTATIONS:
        yield from _annotation_problems(value)
    elif kind == "datetime":
        yield from _datetime_problems(value, where)
    elif kind in _SIMPLE:
        if not isinstance(value, _SIMPLE[kind]) or (isinstance(value, bool) and kind != "bool"):
            yield f"{where} is no {kind}"
    elif kind != "object":
        yield from _class_problems(kind, value, where)


def described(kind: str) -> Any:
    """Return a class of the package by its name."""
    module, _, name = kind.rpartition(".")
    return getattr(importlib.import_module(module), name)


def wire(told: Any) -> Any:
    """Return an object of the package as JSON; it has to be of its type, and to come back from it as it was."""
    sent, type_ = _SERIALIZER.serialize(told), type(told)
    found = list(problems(f"{type_.__module__}.{type_.__qualname__}", sent))
    assert not found, found
    if type_.__name__ not in BROUGHT_BACK_LESS:
        assert _SERIALIZER.deserialize(json.dumps(sent), type_) == told, f"{told} does not come back"
    return sent


def _list_problems(kind: str, value: object, where: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{where} is no list"
        return
    for number, each in enumerate(value):
        yield from problems(kind, each, f"{where}[{number}]")


def _datetime_problems(value: object, where: str) -> Iterator[str]:
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        yield f"{where} is no time"


def _class_problems(kind: str, value: object, where: str) -> Iterator[str]:
    type_ = described(kind)
    if issubclass(type_, Enum):
        allowed = [each.value for each in type_]
        if value not in allowed:
            yield f"{where} is none of {allowed}"
        return
    if not isinstance(value, dict):
        yield f"{where} is no object"
        return
    kinds = {type_.attribute_map[field]: kind for field, kind in type_.deserialized_types.items()}
    lacking = REQUIRED.get(type_.__name__, set()) - value.keys()
    yield from (f"{where} has no field {field}" for field in sorted(lacking))
    for field, each in value.items():
        if field not in kinds:
            yield f"{where} has the field {field}, which {type_.__name__} does not have"
        else:
            yield from problems(kinds[field], each, f"{where}.{field}")


def _annotation_problems(value: object) -> Iterator[str]:
    if not isinstance(value, dict) or value.keys() != {"data"} or not isinstance(value["data"], list):
        yield 'body is not {"data": [...]}'
        return
    for number, each in enumerate(value["data"]):
        where = f"body.data[{number}]"
        if not isinstance(each, dict) or each.keys() != {"inputs", "expected"}:
            yield f"{where} has not inputs and expected, and nothing else"
            continue
        yield from problems(f"{EVALUATIONS}.inputs.Inputs", each["inputs"], f"{where}.inputs")
        yield from problems(f"list[{EVALUATIONS}.expected.Expected]", each["expected"], f"{where}.expected")
