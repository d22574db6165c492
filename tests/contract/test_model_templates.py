"""The templates in model/en: that they stay short, and that the interaction model is made from them."""

from pathlib import Path

import pytest
from hassil.errors import MissingRuleError

from echo.understanding.model import MODEL_FILE
from tools.interaction_model import as_text, document
from tools.model_templates import FOLDER, Templates

TEMPLATES = Templates()

MOST_LINES = 12
LONGEST_LINE = 120


def test_the_interaction_model_is_what_the_templates_make() -> None:
    assert MODEL_FILE.read_text(encoding="utf-8") == as_text(document(TEMPLATES)), "run `make model`"


@pytest.mark.parametrize("intent", TEMPLATES.of_intents)
def test_an_intent_is_a_few_short_lines(intent: str) -> None:
    assert len(TEMPLATES.of_intents[intent]) <= MOST_LINES


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_line_of_a_template_is_short(file: Path) -> None:
    assert [line for line in file.read_text(encoding="utf-8").splitlines() if len(line) > LONGEST_LINE] == []


def test_a_rule_is_used_somewhere() -> None:
    rules = TEMPLATES.shared["rules"]
    texts = [*rules.values(), *(text for texts in TEMPLATES.of_intents.values() for text in texts)]
    assert [name for name in rules if not any(f"<{name}>" in text for text in texts)] == []


def test_a_template_says_everything_its_signs_stand_for() -> None:
    assert list(TEMPLATES.expanded("[and] (who|what) won {RaceDate}'s race[s]")) == [
        "and who won {RaceDate}'s races",
        "and who won {RaceDate}'s race",
        "and what won {RaceDate}'s races",
        "and what won {RaceDate}'s race",
        "who won {RaceDate}'s races",
        "who won {RaceDate}'s race",
        "what won {RaceDate}'s races",
        "what won {RaceDate}'s race",
    ]


def test_what_several_templates_say_is_one_sample(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text("rules:\n  where: '[at {TrackName}]'\n", encoding="utf-8")
    (tmp_path / "built_in.yaml").write_text("AMAZON.StopIntent: []\n", encoding="utf-8")
    (tmp_path / "AskIntent.yaml").write_text("- any races <where>\n- any (races|rain)\n", encoding="utf-8")
    templates = Templates(tmp_path)
    assert templates.samples("AskIntent") == ["any races", "any races at {TrackName}", "any rain"]
    assert templates.samples("AMAZON.StopIntent") == []


def test_a_rule_that_there_is_not_is_no_sample() -> None:
    with pytest.raises(MissingRuleError, match="somewhere"):
        list(TEMPLATES.expanded("any races <somewhere>"))
