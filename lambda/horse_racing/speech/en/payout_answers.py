"""What a race paid, in words."""

import re
from collections.abc import Iterator
from decimal import Decimal

from horse_racing.racing.answers_about_races import Payouts
from horse_racing.racing.results import Finisher, Payoff
from horse_racing.speech.en.names import horse_name
from horse_racing.speech.en.race_phrases import lowered, numbered, place_of
from horse_racing.speech.en.telling import Facts, facts_of
from horse_racing.speech.en.words import alternatives, cardinal, program_number, series
from horse_racing.speech.spoken import Hearing

# The pools that pay for one horse; each finisher tells its own.
_FOR_ONE_HORSE = {"", "win", "place", "show"}

# What is less is no wager.
_A_CENT = Decimal("0.01")

_WAGERS = {
    "exacta": "exacta",
    "quinella": "quinella",
    "trifecta": "trifecta",
    "superfecta": "superfecta",
    "daily_double": "daily double",
    **{f"pick_{number}": f"pick {cardinal(number)}" for number in (3, 4, 5, 6)},
}


@facts_of.register
def _(answer: Payouts, hearing: Hearing) -> Facts:  # noqa: ARG001 - all of them are called alike
    which = f"{lowered(numbered(answer.result.number))} {place_of(answer)}"
    if answer.wager in _FOR_ONE_HORSE:
        paid = [each for each in map(_paid, answer.result.finishers) if each]
        if not paid:
            return Facts((f"No payoffs to win, place, or show are listed for {which}.",))
        return Facts((f"In {which}, for two dollars, {paid[0]}.",), tuple(f"{each}." for each in paid[1:]))
    payoffs = [payoff for payoff in answer.result.payoffs if payoff.wager == answer.wager]
    name = _WAGERS.get(answer.wager)
    if not payoffs:
        called = f"{name} payoff" if name else f"payoff of a pool called {answer.wager}"
        return Facts((f"No {called} is listed for {which}.",))
    first, *others = map(_payoff, payoffs)
    opening = f"The {name} in {which}" if name else f"That pool in {which}"
    return Facts((f"{opening} paid {first}.", *(f"It also paid {other}." for other in others)))


def _paid(finisher: Finisher) -> str:
    """Return "First Horse paid $10.70 to win, $4.94 to place, and $3.20 to show", empty where nothing is known."""
    amounts = series(list(_amounts(finisher)))
    return f"{horse_name(finisher.horse)} paid {amounts}" if amounts else ""


def _amounts(finisher: Finisher) -> Iterator[str]:
    for amount, pool in ((finisher.win, "win"), (finisher.place, "place"), (finisher.show, "show")):
        if amount:
            yield f"{_dollars(amount)} to {pool}"


def _payoff(payoff: Payoff) -> str:
    base = f" for {_base(payoff.base)}" if payoff.base and payoff.base >= _A_CENT else ""
    numbers = _winning(payoff.numbers)
    return f"{_dollars(payoff.amount)}{base}{f', on {numbers}' if numbers else ''}"


def _dollars(amount: Decimal) -> str:
    return f"${amount:,.0f}" if amount == amount.to_integral_value() else f"${amount:,.2f}"


def _base(amount: Decimal) -> str:
    """Return "two dollars" or "50 cents"."""
    if amount < 1:
        cents = round(amount * 100)
        return f"{cardinal(cents)} {'cent' if cents == 1 else 'cents'}"
    if amount != amount.to_integral_value():
        return _dollars(amount)
    return "one dollar" if amount == 1 else f"{cardinal(int(amount))} dollars"


def _winning(numbers: str) -> str:
    """Return "one and four" for "1-4"; a leg that several horses won is an alternative: "1/3-4"."""
    legs = [[program_number(number) for number in re.split("[/,]", leg)] for leg in numbers.split("-")]
    # A part that is no number would be heard as a wrong one.
    return series([alternatives(leg) for leg in legs]) if all(all(leg) for leg in legs) else ""
