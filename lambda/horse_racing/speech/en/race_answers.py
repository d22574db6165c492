"""Answers about one race in words: its runners, what is scratched, who won."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from horse_racing.racing.answers import (
    EarlierResult,
    NoFeature,
    NoResult,
    NoSuchRace,
    Result,
    Runners,
    Scratches,
    SeveralStakes,
    TrackAnswer,
    UnclearRace,
)
from horse_racing.racing.cards import Entry, Race, Runner
from horse_racing.racing.results import Finisher, RaceResult
from horse_racing.speech.en.names import horse_name, plain_name
from horse_racing.speech.en.telling import PAGE, Facts, facts_of
from horse_racing.speech.en.words import cardinal, clock_time, day_phrase, late, program_number, race_name, series
from horse_racing.speech.spoken import Hearing

_BY_NUMBER = "I know races by their numbers."

# Of a whole card's scratches, in each race.
_NAMED_PER_RACE = 2


@facts_of.register
def _(answer: Runners, hearing: Hearing) -> Facts:
    which = _which(answer.race, is_next=answer.is_next, is_last=answer.is_last)
    past = _is_past(answer, (answer.race,), hearing)
    where = f"{which} at {answer.track.name} {day_phrase(answer.when)}"
    if answer.race.is_cancelled:
        return Facts((f"{where} {'was' if past else 'is'} cancelled.",))
    field = answer.race.entered_as(Entry.RUNS)
    if answer.race.entered_as(Entry.UNKNOWN) or not field:
        return Facts((f"The field of {_lowered(where)} isn't certain{'' if past else ' yet'}.",))
    count = _count(len(field), "runner")
    if answer.is_next and answer.race.post_time and not answer.when.is_future:
        opening = (_next(answer, answer.race.post_time, hearing), f"It has {count}.")
    else:
        opening = (f"{where} {'had' if past else 'has'} {count}.", "")
    return Facts(opening, tuple(map(_runner, field)), (_also_eligible(answer.race, past=past),))


def _next(answer: Runners, post_time: datetime, hearing: Hearing) -> str:
    at = clock_time(post_time, answer.track, hearing.zone)
    race = f"race {cardinal(answer.race.number)}" if answer.race.number else ""
    if answer.race.is_late(hearing.now):
        which = f"{race[0].upper()}{race[1:]}" if race else "The next race"
        return f"{which} at {answer.track.name} {late(at)}."
    return f"The next race at {answer.track.name} is {race}{', ' if race else ''}at {at}."


def _is_past(answer: TrackAnswer, races: Sequence[Race], hearing: Hearing) -> bool:
    """Tell whether the races asked about are over for certain: older data does not know how post times moved."""
    if answer.when.is_past or answer.when.is_future:
        return answer.when.is_past
    if answer.as_of:
        return all(race.has_finished for race in races)
    return all(race.is_over(hearing.now) for race in races)


def _runner(runner: Runner) -> str:
    number = program_number(runner.program_number)
    horse = horse_name(runner.horse)
    who = f"Number {number}, {horse}" if number else horse
    return f"{who}, {plain_name(runner.jockey)} riding." if runner.jockey else f"{who}."


def _also_eligible(race: Race, *, past: bool) -> str:
    count = len(race.entered_as(Entry.ALSO_ELIGIBLE))
    if count == 1:
        return f"One more {'was' if past else 'is'} also eligible."
    return f"{cardinal(count).capitalize()} more {'were' if past else 'are'} also eligible." if count else ""


@facts_of.register
def _(answer: Scratches, hearing: Hearing) -> Facts:
    scratched = {race: race.entered_as(Entry.SCRATCHED) for race in answer.races}
    count = sum(map(len, scratched.values()))
    where = f"at {answer.track.name} {day_phrase(answer.when)}"
    if answer.is_one_race:
        (race,) = answer.races
        which = _which(race, is_next=answer.is_next, is_last=answer.is_last)
        where = f"in {_lowered(which)} {where}"
    past = _is_past(answer, answer.races, hearing)
    verb = "were" if past else "are"
    # Who is out cannot be told of runners that are not known, or whose state is not.
    is_certain = all(race.runners and not race.entered_as(Entry.UNKNOWN) for race in answer.races)
    if not count:
        return Facts(
            (f"No scratches {verb} listed {where}." if is_certain else f"The scratches {where} aren't certain.",)
        )
    scratches = _count(count, "scratch") if is_certain else f"at least {_count(count, 'scratch')}"
    if answer.is_one_race and count <= PAGE:
        return Facts((f"{scratches[0].upper()}{scratches[1:]} {where}{_named(scratched[race], ': ')}.",))
    one = "was" if past else "is"
    there = f"There {one if count == 1 else verb} {scratches} {where}."
    if answer.is_one_race:
        return Facts((there,), tuple(f"{horse_name(runner.horse)}." for runner in scratched[race] if runner.horse))
    return Facts((there,), tuple(_scratched_in(race, runners) for race, runners in scratched.items() if runners))


def _scratched_in(race: Race, runners: tuple[Runner, ...]) -> str:
    # Every race has its part in a list already, so each names only a few.
    names = [horse_name(runner.horse) for runner in runners if runner.horse][:_NAMED_PER_RACE]
    where = f"race {cardinal(race.number)}" if race.number else "one race"
    return f"In {where}, {series(names, more=len(runners) - len(names))}."


def _named(runners: tuple[Runner, ...], before: str) -> str:
    """Return the names of those that have one, behind what stands before them; empty when none has."""
    names = [horse_name(runner.horse) for runner in runners if runner.horse]
    return f"{before}{series(names)}" if names else ""


@facts_of.register
def _(answer: NoSuchRace, hearing: Hearing) -> Facts:  # noqa: ARG001 - as above
    verb = "was" if answer.when.is_past else "is"
    first = f"There {verb} no race {cardinal(answer.number)} at {answer.track.name} {day_phrase(answer.when)}."
    return Facts((first, f"The last one {verb} race {cardinal(answer.last)}." if answer.last else ""))


@facts_of.register
def _(answer: Result, hearing: Hearing) -> Facts:  # noqa: ARG001 - as above
    where = f"at {answer.track.name} {day_phrase(answer.when)}"
    if answer.evening is None:
        return Facts(_finish(f"{_race(answer.result.number)} {where}", answer.result))
    return Facts(
        (
            *_finish(f"By day, {_race(answer.result.number).lower()} {where}", answer.result),
            *_finish(f"In the evening, {_race(answer.evening.number).lower()}", answer.evening),
        )
    )


@facts_of.register
def _(answer: EarlierResult, hearing: Hearing) -> Facts:
    asked = facts_of(replace(answer.asked, when=hearing.day(answer.asked.when)), hearing).first
    race = f"{_race(answer.result.number).lower()} {day_phrase(answer.when)}"
    first, *rest = _finish(f"The last race with a result was {race},", answer.result, was="")
    return Facts((asked[0], first, *rest))


def _finish(race: str, result: RaceResult, was: str = "was ") -> tuple[str, ...]:
    """Say who won a race and who came behind; `was` stands before "won" and "a dead heat"."""
    winners = result.winners
    if len(winners) > 1:
        names = series([horse_name(winner.horse) for winner in winners[:PAGE]], more=len(winners[PAGE:]))
        first = f"{race} {was}a dead heat between {names}."
    else:
        ridden = f", {plain_name(winners[0].jockey)} riding" if winners[0].jockey else ""
        first = f"{race} {was}won by {horse_name(winners[0].horse)}{ridden}."
    return first, _placed(result.finishers)


def _placed(finishers: Sequence[Finisher]) -> str:
    placed = []
    for position, name in ((2, "second"), (3, "third")):
        horses = [horse_name(finisher.horse) for finisher in finishers if finisher.position == position]
        if len(horses) == 1:
            placed.append(f"{horses[0]} was {name}")
        elif horses:
            placed.append(f"{series(horses)} dead-heated for {name}")
    # A dead heat has an "and" of its own.
    is_plain = all(part.endswith((" was second", " was third")) for part in placed)
    return f"{(' and ' if is_plain else ', and ').join(placed)}." if placed else ""


@facts_of.register
def _(answer: SeveralStakes, hearing: Hearing) -> Facts:  # noqa: ARG001 - as above
    verb = "were" if answer.when.is_past else "are"
    there = f"There {verb} {cardinal(len(answer.races))} stakes races at {answer.track.name} {day_phrase(answer.when)}"
    *others, last = map(_named_race, answer.races[:PAGE])
    # Each has a comma of its own.
    named = f"{', '.join(others)}, and {last}"
    return Facts((f"{there}: {named}." if len(answer.races) <= PAGE else f"{there}, among them {named}.",))


def _named_race(race: Race) -> str:
    name = race_name(race)
    the = "" if name.lower().startswith("the ") else "the "
    number = f"race {cardinal(race.number)}" if race.number else ""
    return ", ".join(filter(None, (number, f"{the}{name}" if name else ""))) or "one without a name"


@facts_of.register
def _(answer: NoFeature, hearing: Hearing) -> Facts:  # noqa: ARG001 - as above
    where = f"at {answer.track.name} {day_phrase(answer.when)}"
    return Facts((f"I don't see a stakes race {where}.", _BY_NUMBER))


@facts_of.register
def _(answer: UnclearRace, hearing: Hearing) -> Facts:  # noqa: ARG001 - as above
    where = f"at {answer.track.name} {day_phrase(answer.when)}"
    return Facts((f"I can't tell which race is the {answer.choice} one {where}.", _BY_NUMBER))


@facts_of.register
def _(answer: NoResult, hearing: Hearing) -> Facts:  # noqa: ARG001 - as above
    where = f"at {answer.track.name} {day_phrase(answer.when)}"
    if answer.is_next:
        return Facts((f"The result of the next race {where} isn't posted yet.",))
    if answer.number is None:
        if answer.when.is_future:
            return Facts((f"It's too early for results {where}.",))
        return Facts((f"No results are posted yet {where}.",))
    if answer.is_cancelled:
        return Facts((f"{_race(answer.number)} {where} was cancelled.",))
    if answer.when.is_future:
        return Facts((f"It's too early for the result of {_race(answer.number).lower()} {where}.",))
    return Facts((f"The result of {_race(answer.number).lower()} {where} isn't posted yet.",))


def _which(race: Race, *, is_next: bool, is_last: bool) -> str:
    """Return how a race is called: by its number, else by how it was asked for."""
    if race.number:
        return _race(race.number)
    name = race_name(race)
    if name:
        return name if name.lower().startswith("the ") else f"The {name}"
    return f"The {'next ' if is_next else 'last ' if is_last else 'stakes ' if race.is_stakes else ''}race"


def _race(number: int) -> str:
    return f"Race {cardinal(number)}"


def _lowered(text: str) -> str:
    return f"{text[0].lower()}{text[1:]}"


def _count(count: int, noun: str) -> str:
    plural = f"{noun}es" if noun.endswith("ch") else f"{noun}s"
    return f"{cardinal(count)} {noun if count == 1 else plural}"
