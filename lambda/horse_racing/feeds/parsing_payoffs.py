"""The payoffs of a race's pools (race data, 3.3)."""

import re
from collections.abc import Mapping
from decimal import Decimal

from horse_racing.feeds.reading import money, text
from horse_racing.racing.errors import UnreadableError
from horse_racing.racing.results import Payoff

# What the feed's name of a wager may begin with: "$1 Exacta", "0.50 Pick 3".
_BASE = re.compile(r"\$?[0-9]*\.?[0-9]+\s+")

# The wagers that have a name of ours, by the feed's; Canada has two words of its own.
_WAGERS = {
    **{name: name for name in ("win", "place", "show", "exacta", "quinella", "trifecta", "superfecta")},
    "exactor": "exacta",
    "triactor": "trifecta",
    "double": "daily_double",
    "daily double": "daily_double",
}
_PICK = re.compile(r"pick[ -]?(?:(3|three)|(4|four)|(5|five)|(6|six))")


def payoffs_from(payoffs: object, wager_types: object) -> tuple[Payoff, ...]:
    """Read the payoffs, leaving out those that cannot be read and those of pools that paid nothing."""
    bases = _bases_from(wager_types)
    found = (_payoff_from(payoff, bases) for payoff in (payoffs if isinstance(payoffs, list) else []))
    return tuple(payoff for payoff in found if payoff)


def _payoff_from(payoff: object, bases: Mapping[str, Decimal]) -> Payoff | None:
    if not isinstance(payoff, dict):
        return None
    wager, amount = _wager_of(text(payoff.get("wager_name"))), _dollars(payoff.get("payoff_amount"))
    if not wager or amount is None:
        return None
    base = _dollars(payoff.get("base_amount")) or bases.get(text(payoff.get("wager_type")))
    return Payoff(wager, text(payoff.get("winning_numbers")), amount, base)


def _wager_of(name: str) -> str:
    """Return our name of a wager, else the feed's: a consolation, "Pick 6 (5 of 6)", is no pick six."""
    plain = _BASE.sub("", name.lower(), count=1) if _BASE.match(name) else name.lower()
    pick = _PICK.fullmatch(plain)
    return f"pick_{(pick.lastindex or 0) + 2}" if pick else _WAGERS.get(plain, plain)


def _bases_from(wager_types: object) -> dict[str, Decimal]:
    """Return for which wager each type of pool pays: what a payoff itself says of it is 0 as a rule."""
    types = [one for one in (wager_types if isinstance(wager_types, list) else []) if isinstance(one, dict)]
    bases = {text(one.get("wager_type")): _dollars(one.get("base_amount")) for one in types}
    return {wager_type: base for wager_type, base in bases.items() if wager_type and base}


def _dollars(value: object) -> Decimal | None:
    """Return US dollars, None for nothing and for what is no amount of money."""
    try:
        return money(value, "a payoff") or None
    except UnreadableError:
        return None
