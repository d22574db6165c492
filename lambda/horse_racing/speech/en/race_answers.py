"""Answers about one race in words: its runners, what is scratched, who won."""

from horse_racing.racing.answers import NoResult, NoSuchRace, Result, Runners, Scratches, TrackAnswer
from horse_racing.racing.cards import Entry, Race, Runner
from horse_racing.racing.results import Finisher, RaceResult
from horse_racing.speech.en.answers import PAGE, Facts, facts_of
from horse_racing.speech.en.words import cardinal, clock_time, day_phrase, program_number, series
from horse_racing.speech.spoken import Hearing

# Of a whole card's scratches, in each race.
_NAMED_PER_RACE = 2


@facts_of.register
def _(answer: Runners, hearing: Hearing) -> Facts:
    race = _race(answer.race.number)
    where = f"{race} at {answer.track.name} {day_phrase(answer.when)}"
    if answer.race.is_cancelled:
        return Facts((f"{where} {'was' if answer.when.is_past else 'is'} cancelled.",))
    field = answer.race.entered_as(Entry.RUNS)
    if answer.race.entered_as(Entry.UNKNOWN) or not field:
        return Facts((f"The field of {where[0].lower()}{where[1:]} isn't certain yet.",))
    has = "had" if answer.when.is_past else "has"
    count = _count(len(field), "runner")
    opening: tuple[str, ...]
    if answer.is_next and answer.race.post_time and not answer.when.is_future:
        at = clock_time(answer.race.post_time, answer.track, hearing.zone)
        opening = (f"The next race at {answer.track.name} is {race.lower()}, at {at}.", f"It has {count}.")
    else:
        opening = (f"{where} {has} {count}.",)
    return Facts(
        opening,
        tuple(map(_runner, field)),
        (_also_eligible(answer.race),),
    )


def _runner(runner: Runner) -> str:
    number = program_number(runner.program_number)
    who = f"Number {number}, {runner.horse}" if number else runner.horse
    return f"{who}, {runner.jockey} riding." if runner.jockey else f"{who}."


def _also_eligible(race: Race) -> str:
    count = len(race.entered_as(Entry.ALSO_ELIGIBLE))
    if not count:
        return ""
    return "One more is also eligible." if count == 1 else f"{cardinal(count).capitalize()} more are also eligible."


@facts_of.register
def _(answer: Scratches, hearing: Hearing) -> Facts:  # noqa: ARG001 - as above
    scratched = {race: race.entered_as(Entry.SCRATCHED) for race in answer.races}
    count = sum(map(len, scratched.values()))
    where = f"at {answer.track.name} {day_phrase(answer.when)}"
    if answer.is_one_race:
        (race,) = answer.races
        where = f"in {_race(race.number).lower()} {where}"
    verb = "were" if answer.when.is_past else "are"
    # Who is out cannot be told of runners that are not known, or whose state is not.
    is_certain = all(race.runners and not race.entered_as(Entry.UNKNOWN) for race in answer.races)
    if not count:
        return Facts(
            (f"No scratches {verb} listed {where}." if is_certain else f"The scratches {where} aren't certain.",)
        )
    scratches = _count(count, "scratch") if is_certain else f"at least {_count(count, 'scratch')}"
    if answer.is_one_race and count <= PAGE:
        return Facts((f"{scratches[0].upper()}{scratches[1:]} {where}{_named(scratched[race], ': ')}.",))
    one = "was" if answer.when.is_past else "is"
    there = f"There {one if count == 1 else verb} {scratches} {where}."
    if answer.is_one_race:
        return Facts((there,), tuple(f"{runner.horse}." for runner in scratched[race] if runner.horse))
    return Facts((there,), tuple(_scratched_in(race, runners) for race, runners in scratched.items() if runners))


def _scratched_in(race: Race, runners: tuple[Runner, ...]) -> str:
    # Every race has its part in a list already, so each names only a few.
    names = [runner.horse for runner in runners if runner.horse][:_NAMED_PER_RACE]
    return f"In {_race(race.number).lower()}, {series(names, more=len(runners) - len(names))}."


def _named(runners: tuple[Runner, ...], before: str) -> str:
    """Return the names of those that have one, behind what stands before them; empty when none has."""
    names = [runner.horse for runner in runners if runner.horse]
    return f"{before}{series(names)}" if names else ""


@facts_of.register
def _(answer: NoSuchRace, hearing: Hearing) -> Facts:  # noqa: ARG001 - as above
    verb = "was" if answer.when.is_past else "is"
    first = f"There {verb} no race {cardinal(answer.number)} at {answer.track.name} {day_phrase(answer.when)}."
    return Facts((first, f"The last one {verb} race {cardinal(answer.last)}." if answer.last else ""))


@facts_of.register
def _(answer: Result, hearing: Hearing) -> Facts:  # noqa: ARG001 - as above
    return Facts(_finish(answer, answer.result))


def _finish(answer: TrackAnswer, result: RaceResult) -> tuple[str, ...]:
    where = f"{_race(result.number)} at {answer.track.name} {day_phrase(answer.when)}"
    winners = result.winners
    rest = [finisher for finisher in result.finishers if finisher not in winners]
    if len(winners) > 1:
        names = [winner.horse for winner in winners[:PAGE]]
        first = f"{where} was a dead heat between {series(names, more=len(winners) - len(names))}."
    else:
        ridden = f", {winners[0].jockey} riding" if winners[0].jockey else ""
        first = f"{where} was won by {winners[0].horse}{ridden}."
    return first, _placed(rest)


def _placed(rest: list[Finisher]) -> str:
    places = {2: "second", 3: "third"}
    placed = [f"{finisher.horse} was {places[finisher.position]}" for finisher in rest if finisher.position in places]
    return f"{series(placed)}." if placed else ""


@facts_of.register
def _(answer: NoResult, hearing: Hearing) -> Facts:  # noqa: ARG001 - as above
    where = f"at {answer.track.name} {day_phrase(answer.when)}"
    if answer.number is None:
        if answer.when.is_future:
            return Facts((f"It's too early for results {where}.",))
        return Facts((f"No results are posted yet {where}.",))
    if answer.is_cancelled:
        return Facts((f"{_race(answer.number)} {where} was cancelled.",))
    if answer.when.is_future:
        return Facts((f"It's too early for the result of {_race(answer.number).lower()} {where}.",))
    return Facts((f"The result of {_race(answer.number).lower()} {where} isn't posted yet.",))


def _race(number: int | None) -> str:
    return f"Race {cardinal(number)}" if number else "That race"


def _count(count: int, noun: str) -> str:
    plural = f"{noun}es" if noun.endswith("ch") else f"{noun}s"
    return f"{cardinal(count)} {noun if count == 1 else plural}"
