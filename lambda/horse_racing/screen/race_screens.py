"""Screens of one race: who runs in it, and who won."""

from collections.abc import Iterator
from typing import Any

from horse_racing.racing.answers import TrackAnswer
from horse_racing.racing.answers_about_races import EarlierResult, OneRace, Payouts, RaceOdds, Result, Scratches
from horse_racing.racing.card_answers import HorseEntry
from horse_racing.racing.cards import Entry, Race, Runner
from horse_racing.racing.results import Finisher, Payoff
from horse_racing.screen.day_screens import card_screen, heading
from horse_racing.screen.saddlecloths import saddlecloth
from horse_racing.screen.screens import Screen, ToShow
from horse_racing.screen.texts import plain, sentences, shown, sized

# No field is larger, and no race has more pools worth reading.
MOST_RUNNERS, MOST_PAYOFFS, MOST_FINISHERS = 24, 12, 6


def race_screen(to_show: ToShow, answer: OneRace | Scratches | HorseEntry) -> Screen:
    """Show a race with its runners; where several races were asked about, show the card."""
    if isinstance(answer, Scratches):
        if not answer.is_one_race:
            return card_screen(to_show, answer)
        race = answer.races[0]
    else:
        race = answer.race
    written = to_show.words.written()
    post = written.post_time(race.post_time, answer.track)
    return Screen(
        "race",
        {
            **heading(to_show, answer, written.race_number(race.number), written.race_name(race), post),
            "sentence": sentences(*to_show.sentences) if _says_more_than_runners(answer, race) else "",
            "hint": to_show.hint(_advice(to_show, answer, race)),
            "facts": [shown(fact) for fact in written.details(race)],
            "lineTitle": written.odds_title(answer) if isinstance(answer, RaceOdds) and answer.quotes else "",
            # Nobody runs in a race that does not take place.
            "runners": [] if race.is_cancelled else list(_runners(to_show, answer, race)),
        },
    )


def _says_more_than_runners(answer: TrackAnswer, race: Race) -> bool:
    """Tell whether what is said cannot be seen from the runners: a place, a change, or what is not known."""
    is_unknown = not race.runners or bool(race.entered_as(Entry.UNKNOWN))
    has_no_odds = isinstance(answer, RaceOdds) and not answer.quotes
    return race.is_cancelled or is_unknown or has_no_odds or isinstance(answer, Scratches | HorseEntry)


def _advice(to_show: ToShow, answer: TrackAnswer, race: Race) -> str:
    """Return what to ask next about a race, nothing on another day: a question of its own would be about today."""
    written = to_show.words.written()
    if race.is_cancelled or answer.when.day != answer.when.today:
        return ""
    if race.number and race.is_over(to_show.hearing.now):
        return written.ask_who_won(race.number)
    return written.ask_for_post_time(race.number)


def _runners(to_show: ToShow, answer: TrackAnswer, race: Race) -> Iterator[dict[str, Any]]:
    written = to_show.words.written()
    about = answer.runner if isinstance(answer, HorseEntry) else None
    for runner in race.runners[:MOST_RUNNERS]:
        horse, note = written.horse(runner.horse), written.entry(runner)
        people, line = written.people(runner.jockey, runner.trainer), _line(to_show, answer, runner)
        yield {
            **_numbered(runner.program_number),
            **sized("horse", horse),
            "people": shown(people),
            "scratched": runner.entry is Entry.SCRATCHED,
            "note": note,
            "line": line,
            **({"marked": True} if runner is about else {}),
            "label": plain(written.label(runner.program_number, horse, note, people, line)),
        }


def _line(to_show: ToShow, answer: TrackAnswer, runner: Runner) -> str:
    """Return a horse's odds where odds were asked for, empty otherwise."""
    if not isinstance(answer, RaceOdds) or runner.entry is Entry.SCRATCHED:
        return ""
    return to_show.words.written().odds(runner.live_odds if answer.is_live else runner.morning_line)


def _numbered(program_number: str) -> dict[str, Any]:
    cloth, ink = saddlecloth(program_number)
    return {"number": shown(program_number, 3), "cloth": cloth, "ink": ink}


def results_screen(to_show: ToShow, answer: Result | EarlierResult | Payouts) -> Screen:
    """Show the first of a race with what they paid; the pools as well where they were asked for."""
    result, written = answer.result, to_show.words.written()
    pays = any(amount for each in result.finishers for amount in (each.win, each.place, each.show))
    is_payouts = isinstance(answer, Payouts)
    advice = written.ask_who_won(result.number) if is_payouts else written.ask_for_payouts(result.number)
    return Screen(
        "results",
        {
            **heading(to_show, answer, written.race_number(result.number), written.FOR_TWO_DOLLARS if pays else ""),
            # What was paid can be seen, and that nothing is known of it has to be said.
            "sentence": "" if pays else sentences(*to_show.sentences),
            "hint": to_show.hint(advice if answer.when.day == answer.when.today else ""),
            "payTitles": list(written.WIN_PLACE_SHOW),
            "finishers": [_finisher(to_show, each) for each in result.finishers[:MOST_FINISHERS]],
            "payoffs": [_payoff(to_show, each) for each in _pools(answer)[:MOST_PAYOFFS]],
        },
    )


def _pools(answer: Result | EarlierResult | Payouts) -> tuple[Payoff, ...]:
    if not isinstance(answer, Payouts):
        return ()
    return tuple(paid for paid in answer.result.payoffs if paid.wager not in {"win", "place", "show"})


def _finisher(to_show: ToShow, finisher: Finisher) -> dict[str, Any]:
    written = to_show.words.written()
    horse, people, position = written.horse(finisher.horse), written.people(finisher.jockey), written.position(finisher)
    pays = [written.dollars(amount) for amount in (finisher.win, finisher.place, finisher.show)]
    paid = [f"{title} {amount}" for title, amount in zip(written.WIN_PLACE_SHOW, pays, strict=True) if amount]
    return {
        "position": position,
        **_numbered(finisher.program_number),
        **sized("horse", horse),
        "people": shown(people),
        "pays": pays,
        "label": plain(written.label(position, horse, people, *paid)),
    }


def _payoff(to_show: ToShow, paid: Payoff) -> dict[str, Any]:
    written = to_show.words.written()
    wager, amount = written.wager(paid), written.payoff(paid)
    return {
        "wager": shown(wager),
        "numbers": shown(paid.numbers),
        "amount": amount,
        "label": plain(written.label(wager, paid.numbers, amount)),
    }
