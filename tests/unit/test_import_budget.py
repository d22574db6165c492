"""What a start imports stays within a budget, and whoever breaks it is named: by counts, and by time only roughly."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

LAMBDA = Path(__file__).parents[2] / "lambda"

ALWAYS = {
    "RACING_API_URL": "http://127.0.0.1:1",
    "RACING_API_USERNAME": "someone",
    "RACING_API_PASSWORD": "secret",
    # Lambda's name for the function: with it come its logs and metrics.
    "AWS_LAMBDA_FUNCTION_NAME": "SkillFunction",
}
TABLES = {
    "RACE_CACHE_TABLE": "race-cache",
    "FAVORITES_TABLE": "favorites",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "synthetic",
    "AWS_SECRET_ACCESS_KEY": "synthetic",
}

# The packages that a start may import, by their modules' first names. Of boto3 that is botocore alone, and not what
# boto3 and s3transfer put around it.
PACKAGES = {
    *("ask_sdk_core", "ask_sdk_model", "ask_sdk_runtime", "botocore", "cachetools", "certifi"),
    *("charset_normalizer", "dateutil", "idna", "jellyfish", "jmespath", "requests", "six"),
    *("tzdata", "urllib3"),
}
# What requests and botocore use if it happens to be installed, as it is for development and is not in Lambda.
IF_INSTALLED = {"simplejson", "h2", "hpack", "hyperframe", "chardet", "brotli", "zstandard", "awscrt", "OpenSSL"}

# How many modules that are not ours each of ours may be the first to import, and any other one. Python's own differ
# from version to version, so there is some room.
MODULES = {
    "horse_racing": 20,
    "horse_racing.bootstrap": 340,
    "horse_racing.feeds.freshness": 30,
    "horse_racing.feeds.transport": 140,
    "horse_racing.aws_clients": 115,
}
ANY_OTHER = 12

# Our modules' own time, as a multiple of the Alexa SDK's in the same process; 1.5 is usual.
TIMES_THE_SDK = 4.0

# Run in a fresh process: notes for each module who of ours was importing when it came.
PROBE = """
import json, sys

def importer():
    frame = sys._getframe(2)
    while frame:
        name = frame.f_globals.get("__name__", "")
        if name.partition(".")[0] == "horse_racing":
            return name
        frame = frame.f_back
    return "app"

class Witness:
    def find_spec(self, name, path=None, target=None):
        seen.setdefault(name, importer())

seen = {}
sys.path.insert(0, sys.argv[1])
sys.meta_path.insert(0, Witness())
import app
print(json.dumps({name: by for name, by in seen.items() if name in sys.modules}))
"""
TIMED = re.compile(r"import time:\s+(?P<self>\d+) \|\s+\d+ \|\s+(?P<module>\S+)")


@dataclass(frozen=True)
class Start:
    """`brought_by` holds who of ours brought each module, `seconds` each module's own time."""

    brought_by: Mapping[str, str]
    seconds: Mapping[str, float]


def started(folder: Path, environ: Mapping[str, str]) -> Start:
    done = subprocess.run(  # noqa: S603 - this very interpreter
        [sys.executable, "-X", "importtime", "-c", PROBE, str(folder)],
        env={**environ, "PATH": os.defpath},
        capture_output=True,
        text=True,
        check=True,
    )
    timed = {found["module"]: int(found["self"]) / 1e6 for found in TIMED.finditer(done.stderr)}
    return Start(json.loads(done.stdout), timed)


def top(module: str) -> str:
    return module.partition(".")[0]


def is_ours(module: str) -> bool:
    return top(module) in {"app", "horse_racing"}


def complaints(start: Start) -> list[str]:
    found = [
        f"{by} brings {module}, a package that no start has imported so far"
        for module, by in start.brought_by.items()
        if not is_ours(module) and "." not in module
        if module not in PACKAGES | IF_INSTALLED and module not in sys.stdlib_module_names and module[0] != "_"
    ]
    foreign = {module: by for module, by in start.brought_by.items() if not is_ours(module)}
    for by, count in Counter(foreign.values()).items():
        if count > MODULES.get(by, ANY_OTHER):
            tops = Counter(top(module) for module, its in foreign.items() if its == by)
            largest = ", ".join(f"{name} {many}" for name, many in tops.most_common(5))
            found.append(f"{by} brings {count} modules, its budget is {MODULES.get(by, ANY_OTHER)}: {largest}")
    return found


def slowness(start: Start) -> str | None:
    ours = {module: seconds for module, seconds in start.seconds.items() if top(module) == "horse_racing"}
    sdk = sum(seconds for module, seconds in start.seconds.items() if top(module).startswith("ask_sdk"))
    if sum(ours.values()) <= TIMES_THE_SDK * sdk:
        return None
    slowest = max(ours, key=lambda module: ours[module])
    return f"ours take {sum(ours.values()) / sdk:.1f} times what the SDK takes; {slowest} takes {ours[slowest]:.3f} s"


@pytest.fixture(scope="module")
def with_tables() -> Start:
    return started(LAMBDA, {**ALWAYS, **TABLES})


def test_a_start_imports_no_more_than_its_budget(with_tables: Start) -> None:
    assert complaints(with_tables) == []


def test_without_a_table_or_a_secret_nothing_for_aws_is_imported() -> None:
    start = started(LAMBDA, ALWAYS)
    assert complaints(start) == []
    assert "horse_racing.aws_clients" not in start.brought_by


def test_our_own_modules_are_not_slow(with_tables: Start) -> None:
    if slowness(with_tables):
        # It may have been the first import since a change, which compiles.
        assert slowness(started(LAMBDA, {**ALWAYS, **TABLES})) is None


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copy(LAMBDA / "app.py", tmp_path)
    shutil.copytree(LAMBDA / "horse_racing", tmp_path / "horse_racing")
    return tmp_path


def test_the_module_that_breaks_the_budget_is_named(copied: Path) -> None:
    for module, line in (("racing/days.py", "import asyncio"), ("screen/text_card.py", "import yaml")):
        file = copied / "horse_racing" / module
        file.write_text(f"{file.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    slow = copied / "horse_racing" / "speech" / "spoken.py"
    slow.write_text(f"{slow.read_text(encoding='utf-8')}\nimport time\n\ntime.sleep(1.5)\n", encoding="utf-8")
    start = started(copied, ALWAYS)
    told = "\n".join(complaints(start))
    assert re.search(
        r"^horse_racing\.racing\.days brings \d+ modules, its budget is \d+: asyncio \d+", told, re.MULTILINE
    )
    assert "horse_racing.screen.text_card brings yaml, a package that no start has imported so far" in told
    assert "horse_racing.speech.spoken takes 1.5" in str(slowness(start))
