"""Parts of sentences about races: how one is called, where and when it is, whether it is over."""

from collections.abc import Sequence

from horse_racing.racing.answers import TrackAnswer, TracksAnswer
from horse_racing.racing.answers_about_races import OneRace
from horse_racing.racing.card_answers import Looked
from horse_racing.racing.cards import Race
from horse_racing.speech.en.words import cardinal, day_phrase, race_name
from horse_racing.speech.spoken import Hearing


def place_of(answer: TrackAnswer) -> str:
    """Return "at Saratoga today"."""
    return f"at {answer.track.name} {day_phrase(answer.when)}"


def numbered(number: int) -> str:
    """Return "Race five"."""
    return f"Race {cardinal(number)}"


def with_article(name: str) -> str:
    """Return the name of a race as it stands in a sentence: "the Lantern Bay Stakes", "The Sun Stakes"."""
    return name if name.lower().startswith("the ") else f"the {name}"


def called(race: Race, *, is_next: bool = False, is_last: bool = False) -> str:
    """Return how a race is called at the beginning of a sentence: by its number, else by how it was asked for."""
    if race.number:
        return numbered(race.number)
    if name := race_name(race):
        return raised(with_article(name))
    return f"The {'next ' if is_next else 'last ' if is_last else 'stakes ' if race.is_stakes else ''}race"


def the_race(answer: OneRace) -> str:
    """Return "Race five at Saratoga today"."""
    return f"{called(answer.race, is_next=answer.is_next, is_last=answer.is_last)} {place_of(answer)}"


def the_race_by_name(answer: OneRace) -> str:
    """Return the same with the race's name, where it has one: "Race nine, the Sun Stakes, at Saratoga today"."""
    name = race_name(answer.race)
    if not answer.race.number or not name:
        return the_race(answer)
    return f"{numbered(answer.race.number)}, {with_article(name)}, {place_of(answer)}"


def cancelled(answer: OneRace, *, past: bool) -> str:
    """Say that a race does not take place."""
    return f"{the_race(answer)} {'was' if past else 'is'} cancelled."


def is_past(answer: TrackAnswer | TracksAnswer, races: Sequence[Race], hearing: Hearing) -> bool:
    """Tell whether the races asked about are over for certain: older data does not know how post times moved."""
    if answer.when.is_past or answer.when.is_future:
        return answer.when.is_past
    if answer.as_of:
        return all(race.has_finished for race in races)
    return all(race.is_over(hearing.now) for race in races)


def looked_at(looked: Looked) -> str:
    """Return at which tracks something was looked for: "at the four of nine tracks I looked at"."""
    if looked.listed and not looked.tracks:
        return "on the few cards I could look at"
    if looked.tracks < looked.listed:
        return f"at the {cardinal(looked.tracks)} of {counted(looked.listed, 'track')} I looked at"
    return f"at the {counted(looked.listed, 'track')} listed" if looked.listed else "at any track"


def counted(count: int, noun: str) -> str:
    """Return "one scratch" or "nine races"."""
    plural = f"{noun}es" if noun.endswith("ch") else f"{noun}s"
    return f"{cardinal(count)} {noun if count == 1 else plural}"


def lowered(text: str) -> str:
    """Return a phrase as it goes on in a sentence."""
    return f"{text[0].lower()}{text[1:]}"


def raised(text: str) -> str:
    """Return a phrase as it begins a sentence."""
    return f"{text[0].upper()}{text[1:]}"
