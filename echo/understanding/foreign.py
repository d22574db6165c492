"""Sentences that nobody says to this skill.

They are the English conversations of the package chatterbot-corpus, in which nobody asks a device for anything, and our
own list of what people do ask one for.
"""

import importlib.metadata
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PACKAGE = "chatterbot-corpus"

COMMANDS = Path(__file__).with_name("foreign.txt")

# People write longer sentences than they say.
_LONGEST = 14
_ENDS = re.compile(r"(?<=[.?!])\s+")


def foreign_sentences() -> Iterator[str]:
    """Yield the sentences, each once; raises `ModuleNotFoundError` where the package is not installed."""
    import yaml  # noqa: PLC0415 - the package's files are read only where it is installed

    # The one in C takes a tenth of the time.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    spec = find_spec("chatterbot_corpus")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"{PACKAGE} is not installed", name="chatterbot_corpus")
    commands = COMMANDS.read_text(encoding="utf-8").splitlines()
    yield from commands
    seen = set(commands)
    for path in sorted(Path(spec.submodule_search_locations[0]).glob("data/english/*.yml")):
        document: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506 - both are safe
        for conversation in document["conversations"]:
            for line in map(str, conversation):
                for sentence in _ENDS.split(line):
                    if len(sentence.split()) <= _LONGEST and sentence.lower() not in seen:
                        seen.add(sentence.lower())
                        yield sentence


def version() -> str:
    """Return which sentences these are."""
    return importlib.metadata.version(PACKAGE)
