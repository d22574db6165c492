"""The templates of model/en: what people say, written in hassil's language, expanded into samples."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from hassil.expression import Sentence
from hassil.parse_expression import parse_sentence
from hassil.sample import sample_sentence

FOLDER = Path(__file__).parents[1] / "model" / "en"


@dataclass(frozen=True)
class Templates:
    """A language's folder: the templates of each intent by its name, and the rules that they share."""

    folder: Path = FOLDER

    @cached_property
    def shared(self) -> Mapping[str, Any]:
        """What rules.yaml holds: the invocation name, the type of each slot, and the rules."""
        return _read(self.folder / "rules.yaml")

    @cached_property
    def of_intents(self) -> Mapping[str, list[str]]:
        """The templates of every intent: a file each, and one for those of Amazon, which come last."""
        own = {path.stem: _read(path) for path in sorted(self.folder.glob("*Intent.yaml"))}
        return own | _read(self.folder / "built_in.yaml")

    @cached_property
    def _rules(self) -> dict[str, Sentence]:
        return {name: parse_sentence(text) for name, text in self.shared["rules"].items()}

    def samples(self, intent: str) -> list[str]:
        """Return everything that the templates of an intent say, once, slots in braces as Alexa writes them."""
        return list(dict.fromkeys(sample for text in self.of_intents[intent] for sample in self.expanded(text)))

    def expanded(self, template: str) -> Iterator[str]:
        """Yield the sentences of one template; raises hassil's `MissingRuleError` for a rule that there is not."""
        # Lists stay as they are written: to hassil a slot in braces is a list of values, and Alexa has its own.
        sentences = sample_sentence(parse_sentence(template), expansion_rules=self._rules, expand_lists=False)
        yield from (" ".join(sentence.split()) for sentence in sentences)


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
