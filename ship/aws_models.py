"""`make aws-models`: writes what the function's AWS clients need to know of their services, and no more.

botocore describes all that AWS offers, and reading that takes most of the time it takes to make a client. What is
called here is cut out of it, without the documentation. Another version of botocore can read it: its own folders
have descriptions in the same form, some from years ago.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from botocore.loaders import Loader

from horse_racing.aws_clients import MODELS

# By service, what the skill calls.
OPERATIONS: Mapping[str, frozenset[str]] = {
    "dynamodb": frozenset({"DeleteItem", "GetItem", "Query", "UpdateItem"}),
    "secretsmanager": frozenset({"GetSecretValue"}),
}


def excerpts() -> dict[str, str]:
    """Return the files' contents by their paths below `MODELS`."""
    loader = Loader()
    found: dict[str, Any] = {"endpoints.json": _endpoints(loader.load_data("endpoints"))}
    for service, operations in OPERATIONS.items():
        path = f"{service}/{loader.determine_latest_version(service, 'service-2')}/service-2.json"
        found[path] = _service(loader.load_service_model(service, "service-2"), operations)
    return {path: json.dumps(content, indent=1, sort_keys=True) + "\n" for path, content in found.items()}


def write(folder: Path) -> None:
    """Write the files."""
    for path, content in excerpts().items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")


def _endpoints(everything: Mapping[str, Any]) -> dict[str, Any]:
    """Return the regions, and of the services in them only ours."""
    partitions = [
        {**partition, "services": {name: of for name, of in partition["services"].items() if name in OPERATIONS}}
        for partition in everything["partitions"]
    ]
    return {**everything, "partitions": partitions}


def _service(everything: Mapping[str, Any], names: Iterable[str]) -> Any:
    """Return the operations of these names with all shapes that they are made of."""
    operations = {name: everything["operations"][name] for name in names}
    wanted = list(_shapes_in(operations))
    shapes: dict[str, Any] = {}
    while wanted:
        name = wanted.pop()
        if name not in shapes:
            shapes[name] = everything["shapes"][name]
            wanted += _shapes_in(shapes[name])
    return _without_documentation({**everything, "operations": operations, "shapes": shapes})


def _shapes_in(node: Any) -> Iterable[str]:
    """Yield the names that anything in a description refers to."""
    if isinstance(node, list):
        for part in node:
            yield from _shapes_in(part)
    elif isinstance(node, dict):
        for key, part in node.items():
            if key == "shape" and isinstance(part, str):
                yield part
            else:
                yield from _shapes_in(part)


def _without_documentation(node: Any) -> Any:
    if isinstance(node, list):
        return [_without_documentation(part) for part in node]
    if isinstance(node, dict):
        # A text: a shape's member may have that name too.
        kept = {key: part for key, part in node.items() if not (key == "documentation" and isinstance(part, str))}
        return {key: _without_documentation(part) for key, part in kept.items()}
    return node


if __name__ == "__main__":
    write(MODELS)
    sys.stdout.write(f"written: {', '.join(excerpts())}\n")
