"""Odds in words, as information alone.

Nothing else knows about them: without this module and its import, no odds are told.
"""

from horse_racing.racing.answers_about_races import Quote, RaceOdds
from horse_racing.racing.cards import Odds, Runner
from horse_racing.speech.en.horse_answers import tells_of_runner
from horse_racing.speech.en.names import horse_name
from horse_racing.speech.en.race_phrases import cancelled, is_past, lowered, the_race
from horse_racing.speech.en.telling import PAGE, Facts, facts_of
from horse_racing.speech.en.words import cardinal, program_number, series
from horse_racing.speech.spoken import Hearing


@facts_of.register
def _(answer: RaceOdds, hearing: Hearing) -> Facts:
    past = is_past(answer, (answer.race,), hearing)
    if answer.race.is_cancelled:
        return Facts((cancelled(answer, past=past),))
    which = lowered(the_race(answer))
    if not answer.quotes:
        return Facts((f"No odds {'were' if past else 'are'} listed{'' if past else ' yet'} for {which}.",))
    by = f"By the {'last' if past else 'present'} odds, in" if answer.is_live else "In"
    on = "" if answer.is_live else " on the morning line"
    lowest = answer.quotes[0].odds
    ahead = [quote for quote in answer.quotes if quote.odds.ratio == lowest.ratio]
    if len(ahead) == 1:
        who = f"the favorite {'was' if past else 'is'} {_with_number(ahead[0].runner)} at {odds(lowest)}"
    else:
        who = f"{_names(ahead)} {'were' if past else 'are'} equal favorites at {odds(lowest)}"
    return Facts((f"{by} {which}, {who}{on}.", _others(answer.quotes[len(ahead) :], past=past)))


def odds(price: Odds) -> str:
    """Return "five to two"."""
    if price.against == price.on:
        return "even money"
    return f"{cardinal(price.against)} to {cardinal(price.on)}"


def _name(runner: Runner) -> str:
    number = program_number(runner.program_number)
    return horse_name(runner.horse) or (f"number {number}" if number else "a horse without a name")


def _with_number(runner: Runner) -> str:
    number = program_number(runner.program_number)
    return f"{horse_name(runner.horse)}, number {number}," if number and runner.horse else _name(runner)


def _names(quotes: list[Quote]) -> str:
    return series([_name(quote.runner) for quote in quotes[:PAGE]], more=len(quotes[PAGE:]))


def _others(quotes: tuple[Quote, ...], *, past: bool) -> str:
    if not quotes:
        return ""
    verb = "came" if past else "comes" if len(quotes) == 1 else "come"
    named = [f"{_name(quote.runner)} at {odds(quote.odds)}" for quote in quotes[:PAGE]]
    return f"Then {verb} {series(named, more=len(quotes[PAGE:]))}."


@tells_of_runner
def morning_line(runner: Runner) -> str:
    """Say what the track expects of a horse, nothing where that is not known."""
    return f"The morning line is {odds(runner.morning_line)}." if runner.morning_line else ""
