"""Outbound calls and milliseconds of each question, cold and warm, beside the budget for its calls."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bench.feed_parts import (
    CATALOGUE,
    LATENCY,
    MORNING,
    Account,
    BenchClock,
    listed_on,
    new_source,
    pages_of,
    resource_of,
)
from horse_racing.racing.answers import NoRacesListed, RaceCount, TracksRacing
from horse_racing.racing.answers_about_races import EarlierResult, NextRace, Payouts, RaceOdds, Result, Runners
from horse_racing.racing.card_answers import NextStakes, NoStakes, NoSuchName, StakesAround, TracksRunning
from horse_racing.racing.card_questions import next_race, next_stakes, runners_of
from horse_racing.racing.clock import Deadline
from horse_racing.racing.day_card import DAYS_AHEAD
from horse_racing.racing.day_questions import stakes_around, tracks_running
from horse_racing.racing.inquiry import Inquiry, Search
from horse_racing.racing.listed_tracks import tracks_racing
from horse_racing.racing.name_questions import horse_anywhere, horse_at, post_time_anywhere, result_anywhere
from horse_racing.racing.payout_questions import payouts_of
from horse_racing.racing.race_count import how_many_races
from horse_racing.racing.race_questions import odds_of
from horse_racing.racing.result_questions import results_of
from horse_racing.racing.search import MOST_CALLS
from horse_racing.skill.request import TURN_BUDGET
from race_api.server import RaceApi
from race_api.trap_calendar import trap_calendar

TODAY = MORNING.date()
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
WINDOW = [TODAY + timedelta(days=offset) for offset in range(DAYS_AHEAD + 1)]
_RACING_GP = [day for day in WINDOW if "GP" in listed_on(day)]
# No horse and no race is called so.
_NOBODY = "nobody at all"
WEEKS = [*(TODAY - timedelta(days=back) for back in range(1, DAYS_AHEAD + 1)), *WINDOW, TODAY + timedelta(days=8)]


@dataclass(frozen=True)
class Question:
    """A question about a track, by its code, and the most calls it may make when nothing is cached.

    The answer has to be of the kind the row is about: a question that fails would keep any budget. `again` is how many
    calls it may make when it is asked again: one about many tracks looks at further ones then.
    """

    text: str
    track: str
    ask: Callable[[Inquiry], object]
    is_right: Callable[[object], bool]
    budget: int
    again: int = 0


@dataclass(frozen=True)
class Measure:
    """One asking: its outbound calls, how many of them for listings, its milliseconds, and whether it is right."""

    calls: int
    listings: int
    milliseconds: float
    is_right: bool


@dataclass(frozen=True)
class Row:
    """What a question took, and the most calls it may make as things stand."""

    question: Question
    cold: Measure
    warm: Measure | None = None

    @property
    def verdict(self) -> str:
        """Say whether the calls are within the budget, also when it is asked again."""
        if not self.cold.is_right or (self.warm and not self.warm.is_right):
            return "WRONG"
        is_over = self.cold.calls > self.question.budget or (self.warm and self.warm.calls > self.question.again)
        return "OVER" if is_over else "ok"


def _kept(text: str, track: str, ask: Callable[[Inquiry], object], answer: type, budget: int = 0) -> Question:
    """Return a question that needs what is cached, and no more than `budget` calls."""
    return Question(text, track, ask, lambda given: isinstance(given, answer), budget)


def _of_one_day(text: str, track: str, ask: Callable[[Inquiry], object], answer: type, day: date = TODAY) -> Question:
    """Return a question that needs the listing of a day and one resource of the track's meet."""
    return _kept(text, track, ask, answer, pages_of(day) + 1)


def _next_stakes(text: str, track: str, found: date | None) -> Question:
    """Return the question whose first hit is on the day `found`, None for none; the race days up to it are scanned."""

    def is_right(answer: object) -> bool:
        if found is None:
            return isinstance(answer, NoStakes) and answer.looked_through is None
        return isinstance(answer, NextStakes) and answer.when.day == found

    scanned = [day for day in WINDOW if (found is None or day <= found) and track in listed_on(day)]
    return Question(text, track, next_stakes, is_right, sum(map(pages_of, WINDOW)) + len(scanned))


def _search(text: str, ask: Callable[[Search], object], answer: type) -> Question:
    """Return a question about many tracks that finds no end: each time it makes all the calls that it may."""

    def asked(about: Inquiry) -> object:
        return ask(Search(about.source, about.catalogue, about.day(None), about.now, about.deadline))

    return Question(text, "-", asked, lambda given: isinstance(given, answer), MOST_CALLS, MOST_CALLS)


def _how_many(ask: Inquiry) -> object:
    return how_many_races(ask, None)


def _runners(ask: Inquiry) -> object:
    return runners_of(ask, 3, None)


def _tracks(ask: Inquiry) -> object:
    return tracks_racing(Search(ask.source, ask.catalogue, ask.day(None), ask.now, ask.deadline))


def _horse_at(ask: Inquiry) -> object:
    return horse_at(ask, None, _NOBODY)


def _last_result(ask: Inquiry) -> object:
    return results_of(ask, "last", None)


QUESTIONS = (
    _of_one_day("how many races today", "TAM", _how_many, RaceCount),
    # The days ahead are listed too, to name the next racing day.
    _kept("how many today, a dark day", "MNR", _how_many, NoRacesListed, sum(map(pages_of, WINDOW))),
    _of_one_day("how many tomorrow", "TAM", lambda ask: how_many_races(ask, TOMORROW), RaceCount, TOMORROW),
    _of_one_day("next race", "TAM", next_race, NextRace),
    _next_stakes("next stakes, found today", "GP", TODAY),
    _next_stakes("next stakes, found in 3 days", "ZIA", TODAY + timedelta(days=3)),
    _next_stakes("next stakes, none in the window", "TAM", None),
    _of_one_day("runners of race 3", "TAM", _runners, Runners),
    _of_one_day("result of race 3 yesterday", "GP", lambda ask: results_of(ask, 3, YESTERDAY), Result, YESTERDAY),
    # Today's listing, results and entries tell that there is none yet; then yesterday is looked at.
    _kept("last result, none yet today", "TAM", _last_result, EarlierResult, pages_of(TODAY) + pages_of(YESTERDAY) + 3),
    # The entries are not needed; the days before are read until one has a result.
    _kept("last result, dark for a week", "RUI", _last_result, NoRacesListed, sum(map(pages_of, WEEKS))),
    _kept("tracks racing today", "-", _tracks, TracksRacing, pages_of(TODAY)),
    _of_one_day("odds of race 3", "TAM", lambda ask: odds_of(ask, 3, None), RaceOdds),
    _of_one_day("what race 3 paid yesterday", "GP", lambda ask: payouts_of(ask, 3, YESTERDAY, ""), Payouts, YESTERDAY),
    # All cards of the week are looked at for its name.
    _kept("a horse at a track, not found", "GP", _horse_at, NoSuchName, sum(map(pages_of, WINDOW)) + len(_RACING_GP)),
    _search("a horse anywhere, not found", lambda ask: horse_anywhere(ask, _NOBODY, has_day=False), NoSuchName),
    _search("when a race is, not found", lambda ask: post_time_anywhere(ask, _NOBODY, has_day=False), NoSuchName),
    _search("who won a race, not found", lambda ask: result_anywhere(ask, _NOBODY, has_day=False), NoSuchName),
    _search("stakes races today", lambda ask: stakes_around(ask, None), StakesAround),
    _search("tracks running right now", lambda ask: tracks_running(ask, ""), TracksRunning),
)

# One after the other in one container: what the questions before have brought needs no call.
IN_A_ROW = (
    _of_one_day("how many races today", "TAM", _how_many, RaceCount),
    _kept("next race", "TAM", next_race, NextRace),
    _kept("runners of race 3", "TAM", _runners, Runners),
    _kept("tracks racing today", "-", _tracks, TracksRacing),
    _kept("how many at another track", "GP", _how_many, RaceCount, 1),
    _kept("next stakes there, found today", "GP", next_stakes, NextStakes),
)


class Desk:
    """Asks the local race API as a container of the skill does, and takes the measure of each question."""

    def __init__(self, api: RaceApi, calls_per_second: int) -> None:
        self._api = api
        self._clock = BenchClock()
        self._source, self._origin = new_source(Account.of(api), self._clock, calls_per_second)

    def measure(self, question: Question) -> Measure:
        """Ask, and count until nothing is read ahead any more; the milliseconds are those until the answer."""
        before = len(self._api.requests)
        track = CATALOGUE.get(question.track) or next(iter(CATALOGUE))
        deadline = Deadline.after(self._clock, TURN_BUDGET)
        began = time.perf_counter()
        answer = question.ask(Inquiry(self._source, CATALOGUE, track, self._clock.now(), deadline))
        seconds = time.perf_counter() - began
        deadline.end()
        self._origin.settle()
        kinds = [resource_of(request)[0] for request in self._api.requests[before:]]
        return Measure(len(kinds), kinds.count("listing"), 1000 * seconds, question.is_right(answer))


def each_alone(calls_per_second: int, latency: float = LATENCY) -> list[Row]:
    """Ask each question with everything new, and again as soon as nothing is read ahead any more."""
    rows = []
    with RaceApi(calendar=trap_calendar, clock=BenchClock().now, latency=latency) as api:
        for question in QUESTIONS:
            desk = Desk(api, calls_per_second)
            rows.append(Row(question, desk.measure(question), desk.measure(question)))
    return rows


def in_a_row(calls_per_second: int, latency: float = LATENCY) -> list[Row]:
    """Ask questions one after the other in one container."""
    with RaceApi(calendar=trap_calendar, clock=BenchClock().now, latency=latency) as api:
        desk = Desk(api, calls_per_second)
        return [Row(question, desk.measure(question)) for question in IN_A_ROW]
