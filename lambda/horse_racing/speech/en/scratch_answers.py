"""What changed on a card in words: who is scratched, and who rides instead."""

from collections.abc import Iterator

from horse_racing.racing.answers_about_races import Scratches
from horse_racing.racing.cards import Entry, Race, RiderChange, Runner
from horse_racing.racing.tracks import name_key
from horse_racing.speech.en.names import horse_name, plain_name
from horse_racing.speech.en.race_phrases import called, counted, is_past, lowered, place_of, raised
from horse_racing.speech.en.telling import PAGE, Facts, facts_of
from horse_racing.speech.en.words import cardinal, series
from horse_racing.speech.spoken import Hearing

# Of a whole card's scratches, in each race.
_NAMED_PER_RACE = 2


@facts_of.register
def _(answer: Scratches, hearing: Hearing) -> Facts:
    scratched = {race: race.entered_as(Entry.SCRATCHED) for race in answer.races}
    count = sum(map(len, scratched.values()))
    where = place_of(answer)
    if answer.is_one_race:
        (race,) = answer.races
        where = f"in {lowered(called(race, is_next=answer.is_next, is_last=answer.is_last))} {where}"
    past = is_past(answer, answer.races, hearing)
    changes = tuple(_changes(answer, past=past))
    # Who is out cannot be told of runners that are not known, or whose state is not.
    is_certain = all(race.runners and not race.entered_as(Entry.UNKNOWN) for race in answer.races)
    if not count:
        return Facts((_none(where, len(changes), past=past, is_certain=is_certain),), changes)
    scratches = counted(count, "scratch") if is_certain else f"at least {counted(count, 'scratch')}"
    if answer.is_one_race and count <= PAGE:
        return Facts((f"{raised(scratches)} {where}{_named(scratched[race], ': ')}.",), changes)
    verb = ("was" if past else "is") if count == 1 else ("were" if past else "are")
    there = f"There {verb} {scratches} {where}{_and(changes)}."
    if answer.is_one_race:
        names = tuple(f"{horse_name(runner.horse)}." for runner in scratched[race] if runner.horse)
    else:
        names = tuple(_scratched_in(race, runners) for race, runners in scratched.items() if runners)
    return Facts((there,), names + changes)


def _none(where: str, changes: int, *, past: bool, is_certain: bool) -> str:
    if not is_certain:
        return f"The scratches {where} aren't certain."
    first = f"No scratches {'were' if past else 'are'} listed {where}"
    if not changes:
        return f"{first}."
    verb = ("was" if past else "is") if changes == 1 else ("were" if past else "are")
    return f"{first}, but there {verb} {counted(changes, 'jockey change')}."


def _and(changes: tuple[str, ...]) -> str:
    return f", and {counted(len(changes), 'jockey change')}" if changes else ""


def _scratched_in(race: Race, runners: tuple[Runner, ...]) -> str:
    # Every race has its part in a list already, so each names only a few.
    names = [horse_name(runner.horse) for runner in runners if runner.horse][:_NAMED_PER_RACE]
    return f"In {_which(race)}, {series(names, more=len(runners) - len(names))}."


def _which(race: Race) -> str:
    return f"race {cardinal(race.number)}" if race.number else "one race"


def _named(runners: tuple[Runner, ...], before: str) -> str:
    """Return the names of those that have one, behind what stands before them; empty when none has."""
    names = [horse_name(runner.horse) for runner in runners if runner.horse]
    return f"{before}{series(names)}" if names else ""


def _changes(answer: Scratches, *, past: bool) -> Iterator[str]:
    """Say who rides whom, with the race where several were asked about; a scratched horse has no jockey."""
    for race in answer.races:
        out = {name_key(runner.horse) for runner in race.entered_as(Entry.SCRATCHED)}
        where = "" if answer.is_one_race else f"In {_which(race)}, "
        for change in race.rider_changes:
            if name_key(change.horse) not in out:
                yield f"{where}{_change(change, past=past)}."


def _change(change: RiderChange, *, past: bool) -> str:
    horse, jockey = horse_name(change.horse), plain_name(change.jockey)
    if not jockey:
        return f"{horse} {'had' if past else 'has'} another jockey"
    return f"{jockey} {'rode' if past else 'rides'} {horse}{'' if past else ' now'}"
