"""`make model`: the interaction model that Alexa gets, made from the templates and values in model/en."""

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from echo.understanding.model import MODEL_FILE, SLOT_IN_SAMPLE
from tools.model_templates import Templates
from tools.slot_values import slot_types


def document(templates: Templates) -> dict[str, Any]:
    """Return the whole document, as it is written to the file and read by Alexa."""
    language = {
        "invocationName": templates.shared["invocation_name"],
        "intents": [_intent(name, templates) for name in templates.of_intents],
        "types": slot_types(),
    }
    return {"interactionModel": {"languageModel": language}}


def as_text(model: Mapping[str, Any]) -> str:
    """Return the document as the file holds it."""
    return json.dumps(model, indent=2) + "\n"


def _intent(name: str, templates: Templates) -> dict[str, Any]:
    samples = templates.samples(name)
    if name.startswith("AMAZON."):
        return {"name": name, "samples": samples}
    used = {slot for sample in samples for slot in SLOT_IN_SAMPLE.findall(sample)}
    types: Mapping[str, str] = templates.shared["slots"]
    # In the order of rules.yaml; a slot that is not there has no type to go by.
    if unknown := used - types.keys():
        raise KeyError(f"{name} has slots that rules.yaml does not know: {', '.join(sorted(unknown))}")
    slots = [{"name": slot, "type": slot_type} for slot, slot_type in types.items() if slot in used]
    return {"name": name, "slots": slots, "samples": samples}


def _told(model: Mapping[str, Any], templates: Templates) -> Iterator[str]:
    intents = model["interactionModel"]["languageModel"]["intents"]
    for intent in intents:
        yield f"{len(templates.of_intents[intent['name']]):3} lines {len(intent['samples']):5} samples  {intent['name']}"
    lines = sum(map(len, templates.of_intents.values()))
    yield f"{lines:3} lines {sum(len(intent['samples']) for intent in intents):5} samples in all"


def main() -> None:
    """Write the model file, and tell how much each intent has become."""
    templates = Templates()
    model = document(templates)
    MODEL_FILE.write_text(as_text(model), encoding="utf-8")
    print(*_told(model, templates), sep="\n", file=sys.stderr)


if __name__ == "__main__":
    main()
