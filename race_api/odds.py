"""The odds of a race's runners: a morning line that adds up, and what the wagers have made of it at the off."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from math import exp
from random import Random

from race_api.fields import Runner

# Fractional odds as a morning line and a tote board show them, favorite to outsider.
_LADDER = (
    *("2-5", "1-2", "3-5", "4-5", "1-1", "6-5", "7-5", "8-5", "9-5", "2-1", "5-2", "3-1", "7-2", "4-1", "9-2", "5-1"),
    *("6-1", "8-1", "10-1", "12-1", "15-1", "20-1", "30-1", "50-1"),
)
TAKEOUT = 1.2  # what all chances of a race add up to by its odds
_SPREAD = 1.1  # how far apart horses are, and how far the wagers move them, in powers of e
_DRIFT = 0.3


def priced(chance: Random, runners: tuple[Runner, ...]) -> tuple[Runner, ...]:
    """Return the runners with their odds; coupled ones share them, and who may not get in has none."""
    able = [runner for runner in runners if runner.scratch != "A" and (runner.program or runner.runs)]
    morning = {interest: exp(chance.uniform(-_SPREAD, _SPREAD)) for interest in dict.fromkeys(map(interest_of, able))}
    running = dict.fromkeys(interest_of(runner) for runner in able if runner.runs)
    live = {interest: morning[interest] * exp(chance.uniform(-_DRIFT, _DRIFT)) for interest in running}
    lines, boards = _odds(morning), _odds(live)
    return tuple(
        replace(
            runner,
            morning_line=lines[interest_of(runner)] if runner in able else "",
            live_odds=boards[interest_of(runner)] if runner.runs else "",
        )
        for runner in runners
    )


def interest_of(runner: Runner) -> str:
    """Return what is wagered on: the number without its letter, which 1 and 1A share; the name where there is none."""
    return re.sub(r"\D", "", runner.program) or runner.name


@cache
def ratio(odds: str) -> float:
    """Return what fractional odds pay for each dollar: 2.5 of "5-2"."""
    against, on = odds.split("-")
    return int(against) / int(on)


@cache
def probability(odds: str) -> float:
    """Return the chance of winning that odds stand for, with the takeout gone."""
    return 1 / (ratio(odds) + 1) / TAKEOUT


def _odds(weights: Mapping[str, float]) -> dict[str, str]:
    total = sum(weights.values())
    return {interest: _nearest(weight / total) for interest, weight in weights.items()}


def _nearest(wanted: float) -> str:
    return min(_LADDER, key=lambda odds: abs(probability(odds) - wanted))
