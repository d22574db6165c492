"""The interaction model file as typed values: all the desk knows of the skill's language comes from here."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# The skill's own model: the one Alexa gets.
MODEL_FILE = Path(__file__).parents[2] / "skill_package" / "interactionModels" / "custom" / "en-US.json"

DATE = "AMAZON.DATE"
FALLBACK = "AMAZON.FallbackIntent"
SLOT_IN_SAMPLE = re.compile(r"\{(\w+)\}")


class ModelError(Exception):
    """The interaction model cannot be used; the text says what is wrong with it and where."""


@dataclass(frozen=True)
class SlotValue:
    """One value of a custom slot type."""

    id: str
    name: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slot:
    """A slot that an intent declares, with the name of its type."""

    name: str
    type: str


@dataclass(frozen=True)
class Intent:
    """An intent with its slots and sample utterances, in the model's order."""

    name: str
    slots: tuple[Slot, ...] = ()
    samples: tuple[str, ...] = ()

    @property
    def built_in(self) -> bool:
        """Tell whether Amazon defines this intent and its phrases."""
        return self.name.startswith("AMAZON.")


@dataclass(frozen=True)
class Model:
    """An interaction model: invocation name, intents in order, and the values of each custom slot type by its name."""

    locale: str
    invocation_name: str
    intents: tuple[Intent, ...]
    types: Mapping[str, tuple[SlotValue, ...]]

    @classmethod
    def from_document(cls, document: Mapping[str, Any], locale: str) -> "Model":
        """Read a parsed model document; raises `ModelError` where it is incomplete or contradicts itself."""
        try:
            language = document["interactionModel"]["languageModel"]
            model = cls(
                locale=locale,
                invocation_name=language["invocationName"],
                intents=tuple(_intent(raw) for raw in language["intents"]),
                types={
                    raw["name"]: tuple(_value(value) for value in raw["values"]) for raw in language.get("types", [])
                },
            )
        except (KeyError, TypeError) as error:
            raise ModelError(f"the interaction model is incomplete: {error!r}") from error
        _check(model)
        return model

    def intent(self, name: str) -> Intent | None:
        """Return the intent of that name, or None when the model does not declare it."""
        return next((intent for intent in self.intents if intent.name == name), None)


def load_model(path: Path) -> Model:
    """Read an interaction model file; its name is the locale. Raises `ModelError` when it cannot be read or used."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read: {error}") from error
    return Model.from_document(document, locale=path.stem)


def _intent(raw: Mapping[str, Any]) -> Intent:
    slots = tuple(Slot(slot["name"], slot["type"]) for slot in raw.get("slots", []))
    return Intent(raw["name"], slots, tuple(raw.get("samples", [])))


def _value(raw: Mapping[str, Any]) -> SlotValue:
    return SlotValue(raw["id"], raw["name"]["value"], tuple(raw["name"].get("synonyms", [])))


def _check(model: Model) -> None:
    for intent in model.intents:
        for slot in intent.slots:
            # Of Amazon's own types only dates have spoken forms here: a guess at the others would look like the truth.
            if slot.type != DATE and slot.type not in model.types:
                raise ModelError(f"slot {slot.name} of {intent.name} has an unknown type, {slot.type}")
        declared = {slot.name for slot in intent.slots}
        for sample in intent.samples:
            if unknown := set(SLOT_IN_SAMPLE.findall(sample)) - declared:
                raise ModelError(f'"{sample}" of {intent.name} uses undeclared slots: {", ".join(sorted(unknown))}')
