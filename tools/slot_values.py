"""The values of the slot types: the tracks and regions of the catalogue, and what model/en/values lists."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from horse_racing.bootstrap import load_catalogue
from tools.model_templates import FOLDER

VALUES = FOLDER / "values"
TRACK_TYPE = "TRACK_NAME"
REGION_TYPE = "REGION"

_TRACKS_FILE = Path(__file__).parents[1] / "lambda" / "horse_racing" / "tracks.csv"
_COUNTRIES = {"USA": "US", "CAN": "CA"}


def slot_types() -> list[dict[str, Any]]:
    """Return every custom slot type as the interaction model holds it."""
    types = {TRACK_TYPE: track_values()}
    for path in sorted(VALUES.glob("*.yaml")):
        named: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
        types[path.stem] = [_value(value_id, *names) for value_id, names in named.items()]
    for path in sorted(VALUES.glob("*.txt")):
        # These only show what such a name is like; the skill looks for what was said.
        names = path.read_text(encoding="utf-8").splitlines()
        types[path.stem] = [_value(name.lower().replace(" ", "_").replace("'", ""), name) for name in names]
    return [{"name": name, "values": values} for name, values in types.items()]


def track_values() -> list[dict[str, Any]]:
    """Return the values of the track slot: the track's code as id, its name, and what else it is called."""
    return [_value(track.code, track.name, track.feed_name.lower(), *track.synonyms) for track in load_catalogue()]


def regions_of_the_catalogue() -> set[str]:
    """Return the ids of the countries, states and provinces that have a track: "US", "US-KY", "CA-ON"."""
    with _TRACKS_FILE.open(encoding="utf-8", newline="") as lines:
        found = {(_COUNTRIES[row["country"]], row["region"]) for row in csv.DictReader(lines)}
    return {country for country, _ in found} | {f"{country}-{region}" for country, region in found}


def _value(value_id: str, name: str, *others: str) -> dict[str, Any]:
    synonyms: Iterable[str] = dict.fromkeys(others)
    return {
        "id": value_id,
        "name": {"value": name, "synonyms": [other for other in synonyms if other.lower() != name.lower()]},
    }
