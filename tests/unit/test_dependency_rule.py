"""The house's dependency rule, read from the imports (README, "How it is built")."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

LAMBDA = Path(__file__).parents[2] / "lambda"
PACKAGE = LAMBDA / "horse_racing"
MODULES = sorted(LAMBDA.rglob("*.py"))

# What each room may import of the house, besides itself.
ROOMS: dict[str, set[str]] = {
    "racing": set(),
    "feeds": {"racing", "bounded_call", "aws_errors"},
    "memory": {"racing", "bounded_call", "aws_errors"},
    "speech": {"racing"},
    "screen": {"racing", "speech"},
    "skill": {"racing", "speech", "screen", "bounded_call"},
    "settings": set(),
    "bounded_call": set(),
    "aws_errors": set(),
    "aws_clients": set(),
}
# Single modules for rooms that may not have the whole room they stand in: a protocol and what goes through it.
PROTOCOLS: dict[str, set[str]] = {"skill": {"horse_racing.memory.favorites"}}
# Single modules that may import a library besides the rooms that may.
KEYHOLES: dict[str, set[str]] = {"requests": {"alexa_api.py"}}
# The rooms that may import each library that reaches outside.
DOORS: dict[str, set[str]] = {
    "requests": {"feeds"},
    "boto3": {"feeds", "memory", "aws_clients"},
    "botocore": {"feeds", "memory", "aws_clients"},
    "ask_sdk_core": {"skill", "bootstrap"},
    "ask_sdk_model": {"skill", "bootstrap"},
    "ask_sdk_runtime": {"skill", "bootstrap"},
}


def room_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py") if PACKAGE in module.parents else "app"


def imports_of(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = module.relative_to(LAMBDA).parts[: -node.level] if node.level else ()
            yield from (".".join((*package, *filter(None, [node.module]), alias.name)) for alias in node.names)


def broken_rules(module: Path, names: Iterator[str]) -> Iterator[str]:
    room = room_of(module)
    for name in names:
        top, *rest = name.split(".")
        if top in {"loopback", "race_api", "echo", "tools", "tests"}:
            yield f"{module.name} imports {name}: nothing that is deployed may know what is not"
        is_protocol = name.startswith(tuple(PROTOCOLS.get(room, ())))
        is_inside = rest[:1] == [room] or ROOMS.get(room, {*rest[:1]}).issuperset(rest[:1])
        if top == "horse_racing" and not is_inside and not is_protocol:
            yield f"{module.name} imports {name}: {room} may import {sorted(ROOMS[room]) or 'nothing'}"
        if room not in DOORS.get(top, {room}) and module.name not in KEYHOLES.get(top, ()):
            yield f"{module.name} imports {name}: only {sorted(DOORS[top])} may"


def test_every_room_has_a_rule() -> None:
    assert {room_of(module) for module in MODULES} <= {*ROOMS, "bootstrap", "app", "__init__"}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(LAMBDA)))
def test_every_module_imports_only_what_its_room_may(module: Path) -> None:
    assert not list(broken_rules(module, imports_of(module)))


def test_the_domain_is_pure() -> None:
    outside = {"os", "io", "socket", "time", "logging", "threading", "random", "urllib", "http", "json", "pathlib"}
    for module in (PACKAGE / "racing").glob("*.py"):
        assert not outside & {name.split(".")[0] for name in imports_of(module)}, module.name
        assert ".now()" not in module.read_text(encoding="utf-8").replace("clock.now()", ""), module.name


def test_the_rule_notices_a_breach() -> None:
    inside_racing = PACKAGE / "racing" / "tracks.py"
    breaches = iter(["horse_racing.speech.en.told", "requests", "race_api.server"])
    assert len(list(broken_rules(inside_racing, breaches))) == 3
    inside_skill = PACKAGE / "skill" / "turn.py"
    breaches = iter(["horse_racing.memory.dynamo_favorites.DynamoFavorites", "requests", "boto3"])
    assert len(list(broken_rules(inside_skill, breaches))) == 3


def test_no_module_grows_past_250_lines() -> None:
    long = {module.name: lines for module in MODULES if (lines := len(module.read_text("utf-8").splitlines())) > 250}
    assert not long
