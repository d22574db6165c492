"""`make model`: the track catalogue written into the interaction model, so that a track is added in one place."""

import json
from typing import Any

from echo.understanding.model import MODEL_FILE
from horse_racing.bootstrap import load_catalogue
from horse_racing.racing.tracks import Track

TYPE_NAME = "TRACK_NAME"


def track_values() -> list[dict[str, Any]]:
    """Return the values of the track slot: the track's code as id, its name, and what else it is called."""
    return [
        {"id": track.code, "name": {"value": track.name, "synonyms": _synonyms(track)}} for track in load_catalogue()
    ]


def _synonyms(track: Track) -> list[str]:
    names = dict.fromkeys((track.feed_name.lower(), *track.synonyms))
    return [name for name in names if name != track.name.lower()]


def main() -> None:
    """Rewrite the slot type's values in the model file and leave the rest as it is."""
    model = json.loads(MODEL_FILE.read_text(encoding="utf-8"))
    for slot_type in model["interactionModel"]["languageModel"]["types"]:
        if slot_type["name"] == TYPE_NAME:
            slot_type["values"] = track_values()
    MODEL_FILE.write_text(json.dumps(model, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
