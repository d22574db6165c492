"""The question what a race paid, answered with facts.

It raises a `RaceDataError` when the results cannot be had.
"""

from datetime import date

from horse_racing.racing.answers import TrackAnswer
from horse_racing.racing.answers_about_races import EarlierResult, Payouts, Result
from horse_racing.racing.inquiry import Inquiry, RaceChoice
from horse_racing.racing.result_questions import read_sheet, results_of

# What is paid on single horses stands with the finishers.
_ON_ONE_HORSE = {"", "win", "place", "show"}


def payouts_of(ask: Inquiry, choice: RaceChoice | None, day: date | None, wager: str) -> TrackAnswer:
    """Return what a race paid; without one, the last that has a result, and of a pool the last that was paid.

    `wager` is the id of a pool, empty for win, place and show.
    """
    if choice is None and wager not in _ON_ONE_HORSE and (paid := _last_paid(ask, day, wager)):
        return paid
    found = results_of(ask, choice or "last", day)
    match found:
        case Result() | EarlierResult():
            return Payouts(ask.track, found.when, found.as_of, found.result, wager)
    return found


def _last_paid(ask: Inquiry, day: date | None, wager: str) -> Payouts | None:
    when = ask.day(day)
    sheet = read_sheet(ask, when.day)
    paid = [result for result in sheet.races if any(payoff.wager == wager for payoff in result.payoffs)]
    last = max(paid, key=lambda result: (result.is_evening, result.number), default=None)
    return Payouts(ask.track, when, sheet.as_of, last, wager) if last else None
