"""Answers about a horse by its name, in words: where it runs and how it finished, or why that cannot be told."""

from collections.abc import Callable, Iterator

from horse_racing.racing.card_answers import HorseEntry, NoSuchName, SeveralHorses
from horse_racing.racing.cards import Entry, Race, Runner
from horse_racing.racing.results import Finisher, RaceResult
from horse_racing.racing.tracks import name_key
from horse_racing.speech.en.names import horse_name, plain_name
from horse_racing.speech.en.prompts import WHAT_TO_KNOW
from horse_racing.speech.en.race_phrases import (
    called,
    is_past,
    looked_at,
    lowered,
    numbered,
    place_of,
    raised,
    with_article,
)
from horse_racing.speech.en.telling import Facts, facts_of
from horse_racing.speech.en.words import cardinal, clock_time, day_phrase, program_number, race_name
from horse_racing.speech.spoken import Ask, Asks, Hearing, WhichHorse, speech

# What other modules tell of a horse before its race, a sentence each; empty for nothing.
_OF_A_RUNNER: list[Callable[[Runner], str]] = []

# How many horses of one name are named when it is asked which one is meant.
MOST_HORSES = 3

_ORDINALS = {1: "first", 2: "second", 3: "third"}


def tells_of_runner(tell: Callable[[Runner], str]) -> Callable[[Runner], str]:
    """Have a function tell of every horse that is asked about before its race."""
    _OF_A_RUNNER.append(tell)
    return tell


@facts_of.register
def _(answer: HorseEntry, hearing: Hearing) -> Facts:
    horse, race = horse_name(answer.runner.horse), answer.race
    past = is_past(answer, (race,), hearing)
    where = f"{lowered(called(race))} {place_of(answer)}"
    if race.is_cancelled:
        return _of(f"{horse} was entered in {where}, which {'was' if past else 'is'} cancelled.")
    if answer.runner.entry is Entry.SCRATCHED:
        return _of(f"{horse} {'was' if past else 'is'} scratched from {where}.")
    if answer.result and (finish := _finish(answer.runner, answer.result)):
        return _of(f"{horse} {finish} {where}.")
    if special := _only_perhaps(answer.runner.entry, where, past=past):
        return _of(f"{horse} {special}")
    if past:
        run = "was run" if answer.when.is_past else "has been run"
        return Facts((f"{raised(where)}, with {horse}, {run}, and I don't have its result.",))
    return _of(f"{horse} {_runs(answer, hearing)}.", _people(answer.runner), *_further(answer.runner))


def _of(*sentences: str) -> Facts:
    return Facts(sentences, opens_with_name=True)


def _finish(runner: Runner, result: RaceResult) -> str:
    """Return "was second in", empty where the result does not tell: it may have drawn no place in the race."""
    finishers = [each for each in result.finishers if _is_same(runner, each)]
    if finishers:
        return _placed(finishers[0], result)
    if runner.entry is not Entry.RUNS and name_key(runner.horse) not in map(name_key, result.also_ran):
        return ""
    first = len(result.finishers)
    return "didn't win" if first == 1 else f"wasn't among the first {cardinal(first)} in"


def _is_same(runner: Runner, finisher: Finisher) -> bool:
    return name_key(horse_name(runner.horse)) == name_key(horse_name(finisher.horse))


def _placed(finisher: Finisher, result: RaceResult) -> str:
    place = _ORDINALS.get(finisher.position, str(finisher.position))
    if sum(1 for each in result.finishers if each.position == finisher.position) > 1:
        return f"dead-heated for {place} in"
    return "won" if finisher.position == 1 else f"was {place} in"


def _only_perhaps(entry: Entry, where: str, *, past: bool) -> str:
    """Say on what a horse's start depends; empty for one that runs."""
    if entry is Entry.ALSO_ELIGIBLE:
        runs = "" if past else ", and runs only if others are scratched"
        return f"{'was' if past else 'is'} also eligible in {where}{runs}."
    if entry is Entry.MAIN_TRACK_ONLY:
        runs = "" if past else ", so it runs only if the race comes off the turf"
        return f"{'was' if past else 'is'} entered for the main track only in {where}{runs}."
    return ""


def _runs(answer: HorseEntry, hearing: Hearing) -> str:
    """Return "runs in race five at Saratoga today, at 2:30 PM, as number four"."""
    race, number = answer.race, program_number(answer.runner.program_number)
    name = race_name(race)
    which = f"{lowered(called(race))} {place_of(answer)}"
    if race.number and name:
        which = f"{lowered(numbered(race.number))}, {with_article(name)}, {place_of(answer)}"
    # What is not known to run is at least listed.
    verb = "is listed" if answer.runner.entry is Entry.UNKNOWN else "runs"
    return ", ".join(
        filter(None, (f"{verb} in {which}", _time(answer, race, hearing), number and f"as number {number}"))
    )


def _time(answer: HorseEntry, race: Race, hearing: Hearing) -> str:
    # Post times move, so only fresh data may name one.
    if race.post_time is None or answer.as_of:
        return ""
    return f"{'due ' if race.is_late(hearing.now) else ''}at {clock_time(race.post_time, answer.track, hearing.zone)}"


def _people(runner: Runner) -> str:
    jockey, trainer = plain_name(runner.jockey), plain_name(runner.trainer)
    if jockey and trainer:
        return f"{jockey} rides, and {trainer} trains it."
    return f"{jockey} rides." if jockey else f"{trainer} trains it." if trainer else ""


def _further(runner: Runner) -> Iterator[str]:
    return (tell(runner) for tell in _OF_A_RUNNER)


@facts_of.register
def _(answer: SeveralHorses, hearing: Hearing) -> Facts:
    *others, last = (_in_its_race(entry, hearing) for entry in answer.entries[:MOST_HORSES])
    count = len(answer.entries)
    among = ", among them" if count > MOST_HORSES else ":"
    # Each has commas of its own.
    first = f"I know {cardinal(count)} horses like that{among} {', '.join(others)}, and {last}."
    return Facts((first,), asks=_which_horse(answer))


def _which_horse(answer: SeveralHorses) -> WhichHorse:
    names = [horse_name(entry.runner.horse) for entry in answer.entries[:MOST_HORSES]]
    if len(set(names)) < len(names):
        # One name twice: two horses that share it, or one that is entered in two races.
        names = ["The first one", "the second one", "the third one"][: len(names)]
    question = f"{', '.join(names[:-1])}, or {names[-1]}?"
    return WhichHorse(speech("Which one would you like?"), speech(question), Asks.HORSE)


def _in_its_race(entry: HorseEntry, hearing: Hearing) -> str:
    when = hearing.day(entry.when)
    # "Today" goes without saying, as long as it does not have to be named.
    day = "" if day_phrase(when) == "today" else f" {day_phrase(when)}"
    return f"{horse_name(entry.runner.horse)}, in {lowered(called(entry.race))} at {entry.track.name}{day}"


@facts_of.register
def _(answer: NoSuchName, hearing: Hearing) -> Facts:
    kind = "horse" if answer.is_horse else "race"
    if answer.track:
        where = f"on the cards at {answer.track.name}{_through(answer, hearing, '')}"
    else:
        where = f"{looked_at(answer.looked)}{_through(answer, hearing, ',' if answer.looked.tracks else '')}"
    is_ahead = answer.looked.through.day >= answer.when.today
    drawn = "" if answer.is_horse or not is_ahead else "Entries are drawn only about a week ahead."
    # At a track that is named it is looked for at once, and on more days.
    is_in_part = answer.looked.tracks < answer.looked.listed
    further = "Tell me its track, and I'll look there." if is_in_part else "You can ask, who's running in race five."
    return Facts(
        (f"I don't see a {kind} called {answer.name} {where}.", "" if is_in_part else drawn, further),
        asks=Ask(speech(WHAT_TO_KNOW), speech(WHAT_TO_KNOW)),
    )


def _through(answer: NoSuchName, hearing: Hearing, comma: str) -> str:
    """Return " today", or " through tomorrow" or " back to yesterday" behind a comma, where one belongs there."""
    through = hearing.day(answer.looked.through)
    if through.day == answer.when.day:
        return f" {day_phrase(through)}"
    return f"{comma} {'through' if through.day > answer.when.day else 'back to'} {day_phrase(through, on='')}"
