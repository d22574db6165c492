"""The JSON of a race's runners and of the changes among them (race data, 3.2 and 5.5)."""

import re
from collections.abc import Iterable, Sequence

from horse_racing.feeds.reading import odds, person, text
from horse_racing.racing.cards import Entry, RiderChange, Runner

_ENTRIES = {entry.value: entry for entry in Entry}

# What stands for a person where there is none (race data, 5.5).
_NOBODY = {"no rider", "scratched"}

# A change of jockey, in the only words that it was seen in; who rides instead may be left out.
_CHANGE = re.compile(r"(.+?)\W+jockey change[ds]?\b(?: to (.+))?", re.IGNORECASE)


def runner_from(runner: object) -> Runner:
    """Read a runner; who cannot be named, unless scratched, leaves the field uncertain rather than smaller."""
    if not isinstance(runner, dict):
        return Runner("", entry=Entry.UNKNOWN)
    entry = _ENTRIES.get(text(runner.get("scratch_indicator")).upper(), Entry.UNKNOWN)
    horse = text(runner.get("horse_name"))
    return Runner(
        horse=horse,
        program_number=text(runner.get("program_number")),
        jockey=_person_of(runner.get("jockey")),
        entry=entry if horse or entry is Entry.SCRATCHED else Entry.UNKNOWN,
        trainer=_person_of(runner.get("trainer")),
        morning_line=odds(runner.get("morning_line_odds")),
        live_odds=odds(runner.get("live_odds")),
    )


def _person_of(value: object) -> str:
    """Return the name of a jockey or trainer: first and last name, and only where there are none the alias."""
    if not isinstance(value, dict):
        return ""
    return _somebody(person(value.get("first_name"), value.get("last_name")) or text(value.get("alias")))


def _somebody(name: str) -> str:
    return "" if name.lower() in _NOBODY else name


def rider_changes_from(changes: Iterable[object], runners: Sequence[Runner]) -> tuple[RiderChange, ...]:
    """Read the changes of jockeys, each once; what does not tell the horse is left out.

    The text has the jockey with the surname first, "Doe J": where that is who rides the horse now, the card's own form
    of the name is taken.
    """
    texts = (text(one.get("text")) for one in changes if isinstance(one, dict) and text(one.get("type")).upper() == "J")
    found = (_rider_change_from(told, runners) for told in texts)
    return tuple(dict.fromkeys(change for change in found if change))


def _rider_change_from(told: str, runners: Sequence[Runner]) -> RiderChange | None:
    parts = _CHANGE.fullmatch(told)
    if not parts:
        # In other words it may still begin with the horse.
        named = [runner.horse for runner in runners if _begins_with(told, runner.horse)]
        return RiderChange(max(named, key=len)) if named else None
    horse, jockey = parts[1], _somebody(parts[2] or "")
    runner = next((runner for runner in runners if runner.horse.casefold() == horse.casefold()), None)
    if runner is None:
        return RiderChange(horse, jockey)
    return RiderChange(runner.horse, runner.jockey if _is_same(jockey, runner.jockey) else jockey)


def _begins_with(told: str, horse: str) -> bool:
    after = told[len(horse) :]
    return bool(horse) and told.casefold().startswith(horse.casefold()) and not after[:1].isalnum()


def _is_same(surname_first: str, name: str) -> bool:
    """Tell whether "Doe J" is Jane Doe: the surname, and of the first name as much as there is."""
    first, _, surname = name.partition(" ")
    before, _, given = surname_first.rpartition(" ")
    is_initial = bool(given) and first.casefold().startswith(given.casefold().rstrip("."))
    return is_initial and before.casefold() == surname.casefold()
