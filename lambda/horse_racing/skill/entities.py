"""The names on a card that Alexa is told to listen for: dynamic entities, which help from the next turn on."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from horse_racing.racing.cards import Card, Entry, still_to_run
from horse_racing.speech.en import English

# Values and synonyms together, of all types (Alexa's limit for one directive).
MOST_NAMES = 100

# The most characters that one of them may have (as above).
_LONGEST_NAME = 140

_HORSE, _RACE = "HORSE_NAME", "RACE_NAME"


class NamesToHear(NamedTuple):
    """The names of horses and races as they are said, none to have Alexa forget those of before."""

    horses: tuple[str, ...] = ()
    races: tuple[str, ...] = ()


def names_to_come(card: Card, now: datetime, words: English) -> NamesToHear:
    """Return the horses of the races still to come, the next one first, and then the stakes races among these."""
    ahead = sorted(still_to_run(card.standing, now), key=lambda race: (race.post_time is None, race.post_time or now))
    field = (runner.horse for race in ahead for runner in race.entered_as(Entry.RUNS))
    horses = tuple(islice(filter(_can_be_heard, dict.fromkeys(map(words.horse_name, field))), MOST_NAMES))
    stakes = (words.race_title(race.name) for race in ahead if race.is_stakes)
    races = islice(filter(_can_be_heard, dict.fromkeys(stakes)), MOST_NAMES - len(horses))
    return NamesToHear(horses, tuple(races))


def _can_be_heard(name: str) -> bool:
    return 0 < len(name) <= _LONGEST_NAME and name.isprintable()


def directive_for(names: NamesToHear) -> dict[str, Any]:
    """Return the directive as Alexa takes it: these names in the place of those of before, or none any more."""
    types = list(_types(names))
    if not types:
        return {"type": "Dialog.UpdateDynamicEntities", "updateBehavior": "CLEAR"}
    return {"type": "Dialog.UpdateDynamicEntities", "updateBehavior": "REPLACE", "types": types}


def _types(names: NamesToHear) -> Iterator[dict[str, Any]]:
    for slot_type, values in ((_HORSE, names.horses), (_RACE, names.races)):
        if values:
            yield {"name": slot_type, "values": [{"name": {"value": value}} for value in values]}
