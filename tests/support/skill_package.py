"""What is uploaded to Alexa, read once, and how a phrase is understood by it."""

import ast
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from echo.understanding.phrases import invocation_in
from echo.understanding.utterances import Understanding
from tests.support.conversation import INTERPRETER, MODEL

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "skill_package"
CODE = sorted((ROOT / "lambda").rglob("*.py"))
# What the skill says; what it hears, others say.
SPOKEN = [module for module in CODE if "speech" in module.parts and not module.name.startswith("heard")]

MANIFEST: dict[str, Any] = json.loads((PACKAGE / "skill.json").read_text(encoding="utf-8"))["manifest"]
PUBLISHING: dict[str, Any] = MANIFEST["publishingInformation"]
STORE: dict[str, Any] = PUBLISHING["locales"]["en-US"]
DESCRIPTION: str = STORE["description"]
EXAMPLES: list[str] = STORE["examplePhrases"]
TESTING: str = PUBLISHING["testingInstructions"]

NAME = MODEL.invocation_name
CUSTOM = tuple(intent for intent in MODEL.intents if not intent.built_in)
TRACK_NAMES = frozenset(name for value in MODEL.types["TRACK_NAME"] for name in (value.name, *value.synonyms))

# Which day it is decides what a spoken day means, but not whether it is one.
_TODAY = date(2026, 11, 21)


def understood(phrase: str) -> Understanding:
    """Return what Alexa makes of a phrase with an open session, or with the invocation name as the first thing said."""
    invocation = invocation_in(phrase, NAME)
    requests = invocation.requests if invocation else (phrase,)
    return min((INTERPRETER.understand(request, _TODAY) for request in requests), key=lambda found: found.doubt)


def opens(phrase: str) -> bool:
    """Tell whether a phrase opens the skill and asks nothing."""
    invocation = invocation_in(phrase, NAME)
    return invocation is not None and not invocation.requests


def quoted(text: str) -> list[str]:
    """Return the phrases that stand between double quotes."""
    return re.findall(r'"([^"]+)"', text)


def texts(document: object) -> Iterator[str]:
    """Yield every string in a JSON document, its keys left out."""
    if isinstance(document, str):
        yield document
    elif isinstance(document, dict | list):
        for inner in document.values() if isinstance(document, dict) else document:
            yield from texts(inner)


def strings_in(module: Path) -> Iterator[str]:
    """Yield every string constant of a module, docstrings included."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def attributes_in(module: Path) -> Iterator[str]:
    """Yield the name of every attribute that a module reads, methods that it calls included."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            yield node.attr


def modules_imported_in(module: Path) -> Iterator[str]:
    """Yield the names of all modules that a module imports or imports from."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
