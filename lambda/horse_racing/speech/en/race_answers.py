"""Answers about one race in words: its runners, who won."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from horse_racing.racing.answers import TrackAnswer
from horse_racing.racing.answers_about_races import (
    EarlierResult,
    NoFeature,
    NoResult,
    NoSuchRace,
    Result,
    Runners,
    SeveralStakes,
    UnclearRace,
)
from horse_racing.racing.cards import Entry, Race, Runner
from horse_racing.racing.results import Finisher, RaceResult
from horse_racing.speech.en.names import horse_name, plain_name, race_title
from horse_racing.speech.en.race_phrases import (
    cancelled,
    counted,
    is_past,
    lowered,
    numbered,
    place_of,
    raised,
    the_race,
    with_article,
)
from horse_racing.speech.en.telling import PAGE, Facts, facts_of
from horse_racing.speech.en.words import (
    alternatives,
    cardinal,
    clock_time,
    day_phrase,
    late,
    program_number,
    race_name,
    series,
)
from horse_racing.speech.spoken import Asks, Hearing, WhichRace, speech

_BY_NUMBER = "I know races by their numbers."


@facts_of.register
def _(answer: Runners, hearing: Hearing) -> Facts:
    past = is_past(answer, (answer.race,), hearing)
    where = the_race(answer)
    if answer.race.is_cancelled:
        return Facts((cancelled(answer, past=past),))
    field = answer.race.entered_as(Entry.RUNS)
    if answer.race.entered_as(Entry.UNKNOWN) or not field:
        return Facts((f"The field of {lowered(where)} isn't certain{'' if past else ' yet'}.",))
    count = counted(len(field), "runner")
    if answer.is_next and answer.race.post_time and not answer.when.is_future:
        opening = (_next(answer, answer.race.post_time, hearing), f"It has {count}.")
    else:
        opening = (f"{where} {'had' if past else 'has'} {count}.", "")
    return Facts(opening, tuple(map(_runner, field)), (_also_eligible(answer.race, past=past),))


def _next(answer: Runners, post_time: datetime, hearing: Hearing) -> str:
    at = clock_time(post_time, answer.track, hearing.zone)
    race = f"race {cardinal(answer.race.number)}" if answer.race.number else ""
    if answer.race.is_late(hearing.now):
        which = raised(race) if race else "The next race"
        return f"{which} at {answer.track.name} {late(at)}."
    return f"The next race at {answer.track.name} is {race}{', ' if race else ''}at {at}."


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
def _(answer: NoSuchRace, hearing: Hearing) -> Facts:  # noqa: ARG001 - as above
    verb = "was" if answer.when.is_past else "is"
    first = f"There {verb} no race {cardinal(answer.number)} {place_of(answer)}."
    return Facts((first, f"The last one {verb} race {cardinal(answer.last)}." if answer.last else ""))


@facts_of.register
def _(answer: Result, hearing: Hearing) -> Facts:  # noqa: ARG001 - as above
    race = _race_at(answer, answer.result.number, answer.name)
    if answer.evening is None:
        return Facts(_finish(race, answer.result))
    return Facts(
        (
            *_finish(f"By day, {lowered(race)}", answer.result),
            *_finish(f"In the evening, {numbered(answer.evening.number).lower()}", answer.evening),
        )
    )


def _race_at(answer: TrackAnswer, number: int, name: str) -> str:
    """Return "Race nine at Saratoga today", with the name of a race that was asked for by it."""
    named = f", {with_article(race_title(name))}," if name else ""
    return f"{numbered(number)}{named} {place_of(answer)}"


@facts_of.register
def _(answer: EarlierResult, hearing: Hearing) -> Facts:
    asked = facts_of(replace(answer.asked, when=hearing.day(answer.asked.when)), hearing).first
    race = f"{numbered(answer.result.number).lower()} {day_phrase(answer.when)}"
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
    there = f"There {verb} {cardinal(len(answer.races))} stakes races {place_of(answer)}"
    *others, last = map(_named_race, answer.races[:PAGE])
    # Each has a comma of its own.
    named = f"{', '.join(others)}, and {last}"
    first = f"{there}: {named}." if len(answer.races) <= PAGE else f"{there}, among them {named}."
    return Facts((first,), asks=_which_race(answer))


def _which_race(answer: SeveralStakes) -> WhichRace:
    numbers = [f"race {cardinal(race.number)}" for race in answer.races if race.number]
    which = alternatives(numbers) if len(numbers) <= PAGE else ""
    question = f"{which[0].upper()}{which[1:]}?" if which else "Which race, by its number?"
    return WhichRace(speech("Which one would you like?"), speech(question), Asks.RACE)


def _named_race(race: Race) -> str:
    name = race_name(race)
    number = f"race {cardinal(race.number)}" if race.number else ""
    return ", ".join(filter(None, (number, with_article(name) if name else ""))) or "one without a name"


@facts_of.register
def _(answer: NoFeature, hearing: Hearing) -> Facts:  # noqa: ARG001 - as above
    where = place_of(answer)
    return Facts((f"I don't see a stakes race {where}.", _BY_NUMBER))


@facts_of.register
def _(answer: UnclearRace, hearing: Hearing) -> Facts:  # noqa: ARG001 - as above
    where = place_of(answer)
    return Facts((f"I can't tell which race is the {answer.choice} one {where}.", _BY_NUMBER))


@facts_of.register
def _(answer: NoResult, hearing: Hearing) -> Facts:  # noqa: ARG001 - as above
    where = place_of(answer)
    if answer.is_next:
        return Facts((f"The result of the next race {where} isn't posted yet.",))
    if answer.number is None:
        if answer.when.is_future:
            return Facts((f"It's too early for results {where}.",))
        return Facts((f"No results are posted yet {where}.",))
    race = _race_at(answer, answer.number, answer.name)
    if answer.is_cancelled:
        return Facts((f"{race} was cancelled.",))
    if answer.when.is_future:
        return Facts((f"It's too early for the result of {lowered(race)}.",))
    return Facts((f"The result of {lowered(race)} isn't posted yet.",))
