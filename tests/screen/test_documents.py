"""Scope: the documents of the screens as they are written, without drawing them."""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest

from tools.screens.samples import SCREENS
from tools.screens.stage import DOCUMENTS

WRITTEN = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in DOCUMENTS.glob("*.json")}
# Alexa takes 24 KB for a whole response, and a full card of runners takes most of it.
LARGEST = 6 * 1024


def components(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "type" in value:
            yield value
        yield from chain.from_iterable(map(components, value.values()))
    elif isinstance(value, list):
        yield from chain.from_iterable(map(components, value))


def test_each_screen_has_its_document() -> None:
    assert {*WRITTEN} == {*SCREENS}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_document_is_small_and_loads_nothing(screen: str) -> None:
    document = WRITTEN[screen]
    assert len(json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()) <= LARGEST
    assert (document["version"], document["mainTemplate"]["parameters"]) == ("1.4", ["screen"])
    assert "import" not in document
    assert "http" not in json.dumps(document)


@pytest.mark.parametrize("screen", SCREENS)
def test_what_is_touched_or_scrolls_is_told_to_who_cannot_see_it(screen: str) -> None:
    told = [
        component.get("accessibilityLabel")
        for component in components(WRITTEN[screen])
        if component["type"] in {"TouchWrapper", "Sequence", "ScrollView"}
    ]
    assert told
    assert all(told)


def test_what_several_documents_share_is_the_same_in_each() -> None:
    # Documents cannot import from each other.
    for part in ("layouts", "styles"):
        named = [item for document in WRITTEN.values() for item in document.get(part, {}).items()]
        assert dict(named) == dict(reversed(named)), part
    for place in ("colors", "dimensions", "strings"):
        first, *others = [[block.get(place) for block in document["resources"]] for document in WRITTEN.values()]
        assert all(other == first for other in others), place
