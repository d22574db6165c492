import json
from pathlib import Path
from typing import Any

import pytest

from echo.understanding.model import MODEL_FILE, Model, ModelError, load_model


def language(**changes: object) -> dict[str, Any]:
    parts: dict[str, object] = {
        "invocationName": "pet shop",
        "intents": [
            {"name": "BuyIntent", "slots": [{"name": "Pet", "type": "PET"}], "samples": ["buy a {Pet}"]},
            {"name": "AMAZON.HelpIntent", "samples": []},
        ],
        "types": [{"name": "PET", "values": [{"id": "CAT", "name": {"value": "Cat", "synonyms": ["kitten"]}}]}],
    }
    return {"interactionModel": {"languageModel": parts | changes}}


def test_a_model_file_is_read_into_intents_slots_and_values(tmp_path: Path) -> None:
    file = tmp_path / "en-GB.json"
    file.write_text(json.dumps(language()), encoding="utf-8")
    model = load_model(file)
    assert model.locale == "en-GB"
    assert model.invocation_name == "pet shop"
    buy = model.intent("BuyIntent")
    assert buy is not None
    assert buy.slots[0].type == "PET"
    assert buy.samples == ("buy a {Pet}",)
    assert not buy.built_in
    assert model.types["PET"][0].synonyms == ("kitten",)
    assert model.intent("SellIntent") is None


def test_the_skills_own_model_can_be_used() -> None:
    model = load_model(MODEL_FILE)
    assert model.locale == "en-US"
    assert model.intents


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"intents": [{"samples": []}]}, "incomplete: KeyError('name')"),
        ({"types": [{"name": "PET", "values": [{"name": {"value": "Cat"}}]}]}, "incomplete: KeyError('id')"),
        ({"types": []}, "slot Pet of BuyIntent has an unknown type, PET"),
        (
            {"intents": [{"name": "A", "slots": [{"name": "N", "type": "AMAZON.NUMBER"}]}]},
            "slot N of A has an unknown type, AMAZON.NUMBER",
        ),
        ({"intents": [{"name": "A", "samples": ["buy {Pet}"]}]}, '"buy {Pet}" of A uses undeclared slots: Pet'),
    ],
)
def test_a_model_that_cannot_be_used_says_what_is_wrong(changes: dict[str, object], told: str) -> None:
    with pytest.raises(ModelError) as raised:
        Model.from_document(language(**changes), "en-US")
    assert told in str(raised.value)


def test_a_file_that_is_missing_or_no_json_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "en-US.json"
    with pytest.raises(ModelError, match=r"en-US\.json cannot be read"):
        load_model(broken)
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match=r"en-US\.json cannot be read"):
        load_model(broken)
