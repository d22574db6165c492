"""The project's own list of certification checks: complete, tested where a machine can decide, printed where not."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
LIST: dict[str, Any] = json.loads((HERE / "certification.json").read_text(encoding="utf-8"))
CHECKS: list[dict[str, str]] = LIST["checks"]
BY_TEST = [check for check in CHECKS if check["how"] == "test"]
BY_PERSON = [check for check in CHECKS if check["how"] == "person"]
TESTS = sorted(
    node.name
    for module in HERE.glob("test_*.py")
    for node in ast.parse(module.read_text(encoding="utf-8")).body
    if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
)
PAGE = HERE.parents[1] / "docs" / "certification.md"


def test_the_list_has_every_check_once() -> None:
    ids = [f"{group}-{number:02}" for group, count in LIST["groups"].items() for number in range(1, count + 1)]
    assert [check["id"] for check in CHECKS] == ids
    assert LIST["groups"] == {"MAN": 14, "EX": 6, "INV": 6, "IM": 15, "SEC": 6, "UX": 30, "POL": 6}
    assert len(ids) == 83


def test_every_check_says_what_it_is_about_and_who_decides() -> None:
    for check in CHECKS:
        by_person = {"why", "check"} if check["how"] == "person" else set()
        assert (
            {"id", "area", "what", "how"} | by_person <= set(check) <= {"id", "area", "what", "how", "left"} | by_person
        )
        assert check["how"] in {"test", "person"}
        assert all(check.values())


@pytest.mark.parametrize("check", BY_TEST, ids=lambda check: check["id"])
def test_what_a_machine_decides_has_a_test_named_after_it(check: dict[str, str]) -> None:
    start = f"test_{check['id'].lower().replace('-', '_')}_"
    assert [name for name in TESTS if name.startswith(start)], f"no test begins with {start}"


def test_every_test_named_after_a_check_has_one() -> None:
    groups = "|".join(group.lower() for group in LIST["groups"])
    named = {match[1] for name in TESTS if (match := re.match(rf"test_((?:{groups})_\d+)", name))}
    assert named <= {check["id"].lower().replace("-", "_") for check in CHECKS}


def test_the_page_shows_what_is_left_to_a_person() -> None:
    tables = rows_of(PAGE.read_text(encoding="utf-8"))
    assert tables == [
        [[check["id"], check["what"], check["why"], check["check"]] for check in BY_PERSON],
        [[check["id"], check["what"], check["left"]] for check in BY_TEST if "left" in check],
    ]


def rows_of(page: str) -> list[list[list[str]]]:
    """Return the cells of each table in a page, the headings left out."""
    tables = re.findall(r"^\|.*\n\|[-|]+\n((?:\|.*\n)+)", page, re.MULTILINE)
    return [
        [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.splitlines()]
        for table in tables
    ]
