"""What the pools of a race pay: exotic wagers on its finish, and those on winners of several races."""

from collections.abc import Iterator
from itertools import product
from math import prod
from random import Random
from typing import Any, NamedTuple

from race_api import conditions, traps
from race_api.cards import Card, Race
from race_api.fields import Runner
from race_api.odds import interest_of, probability, ratio

_KEPT = 0.8  # of what is wagered in a pool this much is paid out


class _Pool(NamedTuple):
    """A kind of pool: its code and name, the wager it pays for in US dollars, and how many horses or races it spans."""

    code: str
    name: str
    base: float
    span: int


_EXACTA, _QUINELLA = _Pool("E", "Exacta", 1.0, 2), _Pool("Q", "Quinella", 2.0, 2)
_TRIFECTA, _SUPERFECTA = _Pool("T", "Trifecta", 0.5, 3), _Pool("S", "Superfecta", 0.1, 4)
_DOUBLE, _PICK_3, _PICK_4 = (
    _Pool("D", "Daily Double", 1.0, 2),
    _Pool("3", "Pick 3", 0.5, 3),
    _Pool("4", "Pick 4", 0.5, 4),
)
_PICK_5, _PICK_6 = _Pool("5", "Pick 5", 0.5, 5), _Pool("6", "Pick 6", 0.2, 6)
_EARLY_PICK_ENDS = 5  # the number of the race


def win_place_show(chance: Random, race: Race, position: int) -> tuple[float, float, float]:
    """Return what $2 on one of the first three horses paid to win, to place and to show, 0.0 where it paid nothing."""
    winners = 2 if race.dead_heat else 1
    profit = 2 * ratio(race.order[position].live_odds)
    win = 2 + profit / winners + chance.randrange(10) / 100
    place, show = 2.1 + profit * chance.uniform(0.3, 0.4), 2.1 + profit * chance.uniform(0.12, 0.2)
    return (
        round(max(win, 2.1), 2) if position < winners else 0.0,
        round(place, 2) if position < 2 else 0.0,  # noqa: PLR2004 - first and second are paid
        round(show, 2),
    )


def payoffs(card: Card, race: Race) -> list[dict[str, Any]]:
    """Return the payoffs: money as numbers in even races, as text in odd ones, which leave the base to the types."""
    chance = card.chance(race.number, "payoffs")
    # Nobody has all six on some days: nothing is paid then, and the pool is carried over.
    is_carried = card.chance("carryover").random() < 0.5  # noqa: PLR2004 - every other day
    return [
        _payoff(chance, race, pool, numbers, 0.0 if pool is _PICK_6 and is_carried else fair)
        for pool, numbers, fair in (*_on_the_finish(card, race), *_on_winners(card, race))
    ]


def wager_types(card: Card, race: Race) -> list[dict[str, str]]:
    """Return the types of wagers on a race with the base each pays for; some tracks tell none."""
    if card.meet.track_id in traps.NO_WAGER_TYPES:
        return []
    return [
        {"wager_type": pool.code, "wager_description": pool.name, "base_amount": f"{pool.base:.2f}"}
        for pool in (*_pools_on_the_finish(card), *_pools_on_winners(card, race))
    ]


def _pools_on_the_finish(card: Card) -> tuple[_Pool, ...]:
    is_quinella = card.meet.track_id in conditions.QUINELLA_TRACKS
    return (_EXACTA, *((_QUINELLA,) if is_quinella else ()), _TRIFECTA, _SUPERFECTA)


def _pools_on_winners(card: Card, race: Race) -> Iterator[_Pool]:
    """Yield the pools whose last race this is, and none of whose races is cancelled."""
    is_last = race is card.races[-1]
    is_end = is_last or race.number == _EARLY_PICK_ENDS
    offered = (_DOUBLE, _PICK_3, *((_PICK_4, _PICK_5) if is_end else ()), *((_PICK_6,) if is_last else ()))
    for pool in offered:
        legs = _legs(card, race, pool)
        if len(legs) == pool.span and all(leg.cancelled is not True for leg in legs):
            yield pool


def _legs(card: Card, race: Race, pool: _Pool) -> tuple[Race, ...]:
    return card.races[max(0, race.number - pool.span) : race.number]


def _on_the_finish(card: Card, race: Race) -> Iterator[tuple[_Pool, str, float]]:
    """Yield each pool with its winning numbers and their chance; both orders of a dead heat win."""
    # Coupled horses are one for those who wager, and on one without a number nobody can.
    first_of: dict[str, Runner] = {}
    for runner in race.order:
        if runner.program:
            first_of.setdefault(interest_of(runner), runner)
    order = list(first_of.values())
    orders = [order, [order[1], order[0], *order[2:]]] if race.dead_heat else [order]
    for pool in _pools_on_the_finish(card):
        for finish in orders[:1] if pool is _QUINELLA else orders:
            placed = finish[: pool.span]
            if len(placed) == pool.span:
                numbers = [interest_of(runner) for runner in placed]
                shown = sorted(numbers, key=int) if pool is _QUINELLA else numbers
                yield pool, "-".join(shown), _chance_of(placed) * (2 if pool is _QUINELLA else 1)


def _chance_of(placed: list[Runner]) -> float:
    """Return how likely that finish was: each is likelier once those before it are out of the way."""
    chances = [probability(runner.live_odds) for runner in placed]
    return prod(chance / max(0.1, 1 - sum(chances[:place])) for place, chance in enumerate(chances))


def _on_winners(card: Card, race: Race) -> Iterator[tuple[_Pool, str, float]]:
    for pool in _pools_on_winners(card, race):
        legs = _legs(card, race, pool)
        winners = [[runner for runner in leg.order[: 2 if leg.dead_heat else 1] if runner.program] for leg in legs]
        for won in product(*winners):
            chance = prod(probability(runner.live_odds) for runner in won)
            yield pool, "-".join(interest_of(runner) for runner in won), chance


def _payoff(chance: Random, race: Race, pool: _Pool, numbers: str, fair: float) -> dict[str, Any]:
    """Return one pool's payoff, of nothing where its numbers have no chance because nobody has them."""
    as_numbers = race.number % 2 == 0
    paid = round(max(1.05, _KEPT / fair * chance.uniform(0.8, 1.2)) * pool.base, 2) if fair else 0.0
    total = round(chance.uniform(20_000, 90_000), 2)
    return {
        "base_amount": pool.base if as_numbers else 0.0,
        "carryover": 0.0 if paid else round(total * _KEPT, 2),
        "number_of_rights": 0,
        "number_of_tickets_bet": chance.randint(50, 900) if paid else 0,
        "payoff_amount": _money(paid, as_numbers=as_numbers),
        "total_pool": _money(total, as_numbers=as_numbers),
        "wager_name": pool.name,
        "wager_type": pool.code,
        "winning_numbers": numbers,
    }


def _money(amount: float, *, as_numbers: bool) -> float | str:
    return amount if as_numbers else f"{amount:,.2f}"
