"""The questions one can ask, a row each: which intent asks it, what it needs, and which function of the domain answers.

A new question is a row here, its function with its answer in `racing/`, and its sentences in `speech/`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from horse_racing.racing.answers import TrackAnswer, TracksAnswer
from horse_racing.racing.card_questions import how_many_races, next_race, next_stakes, runners_of, scratches_of
from horse_racing.racing.day_questions import racing_day, stakes_around, stakes_of_day, track_condition, tracks_of_day
from horse_racing.racing.inquiry import Inquiry, RaceChoice
from horse_racing.racing.name_questions import (
    horse_anywhere,
    horse_at,
    post_time_anywhere,
    post_time_by_name,
    result_anywhere,
    result_by_name,
)
from horse_racing.racing.payout_questions import payouts_of
from horse_racing.racing.race_questions import details_of, odds_of, post_time_of
from horse_racing.racing.result_questions import results_of
from horse_racing.racing.search import Search
from horse_racing.skill.slot_values import GRADE, HORSE_NAME, RACE_NAME, REGION, WAGER

Facts = TrackAnswer | TracksAnswer

# Answers a question about a track: its day (None: today), its race, and what its extra slot holds, empty for nothing.
# It raises a `RaceDataError`.
AnswerFunction = Callable[[Inquiry, date | None, RaceChoice | None, str], Facts]

# Answers a question about many tracks: what its extra slot holds, and whether a day was said.
AnywhereFunction = Callable[[Search, str, bool], Facts]


@dataclass(frozen=True)
class Kind:
    """One kind of question.

    `name` is what the session stores. `answer` is None for the one question that is never about one track; `anywhere`
    answers it without a track, None where it needs one. `extra` is the further slot it has, None for none; with
    `needs_extra` it can only be asked with that, and with `needs_extra_anywhere` only without a track. With `takes_day`
    it can be asked of a day, with `takes_race` of one race, with `needs_race` only of one. `tells_times`: its answer
    may tell a post time. `is_past`: it can only be about a day that has come. `takes_long`: it may go through the
    entries of many days or tracks.
    """

    name: str
    intent: str
    answer: AnswerFunction | None
    anywhere: AnywhereFunction | None = None
    extra: str | None = None
    takes_day: bool = True
    takes_race: bool = False
    needs_race: bool = False
    needs_extra: bool = False
    needs_extra_anywhere: bool = False
    tells_times: bool = False
    is_past: bool = False
    takes_long: bool = False

    @property
    def is_about_tracks(self) -> bool:
        """Tell whether it is never about one track."""
        return self.answer is None


def _least_grade(extra: str) -> int | None:
    """Return the least grade that was asked for, 3 for any grade, None for none."""
    return {"1": 1, "2": 2, "3": 3, "graded": 3}.get(extra)


HOW_MANY = Kind("how_many_races", "HowManyRacesIntent", lambda ask, day, *_: how_many_races(ask, day), tells_times=True)
NEXT_STAKES = Kind(
    "next_stakes_race",
    "NextStakesRaceIntent",
    lambda ask, day, _, grade: next_stakes(ask, day, _least_grade(grade)),
    extra=GRADE,
    tells_times=True,
    takes_long=True,
)
NEXT_RACE = Kind("next_race", "NextRaceIntent", lambda ask, *_: next_race(ask), takes_day=False, tells_times=True)
RUNNERS = Kind(
    "runners",
    "RunnersIntent",
    lambda ask, day, race, _: runners_of(ask, race or "next", day),
    takes_race=True,
    needs_race=True,
    tells_times=True,
)
SCRATCHES = Kind(
    "scratches", "ScratchesIntent", lambda ask, day, race, _: scratches_of(ask, race, day), takes_race=True
)
RESULTS = Kind(
    "results",
    "RaceResultsIntent",
    lambda ask, day, race, name: result_by_name(ask, day, name) if name else results_of(ask, race or "last", day),
    lambda search, name, has_day: result_anywhere(search, name, has_day=has_day),
    extra=RACE_NAME,
    takes_race=True,
    needs_extra_anywhere=True,
    is_past=True,
    takes_long=True,
)
POST_TIME = Kind(
    "post_time",
    "PostTimeIntent",
    lambda ask, day, race, name: post_time_by_name(ask, day, name) if name else post_time_of(ask, race, day),
    lambda search, name, has_day: post_time_anywhere(search, name, has_day=has_day),
    extra=RACE_NAME,
    takes_race=True,
    needs_extra_anywhere=True,
    tells_times=True,
    takes_long=True,
)
RACE_DETAILS = Kind(
    "race_details",
    "RaceDetailsIntent",
    lambda ask, day, race, _: details_of(ask, race or "next", day),
    takes_race=True,
    needs_race=True,
)
ODDS = Kind(
    "odds",
    "OddsIntent",
    lambda ask, day, race, _: odds_of(ask, race or "next", day),
    takes_race=True,
    needs_race=True,
)
HORSE = Kind(
    "horse",
    "HorseIntent",
    lambda ask, day, _, name: horse_at(ask, day, name),
    lambda search, name, has_day: horse_anywhere(search, name, has_day=has_day),
    extra=HORSE_NAME,
    needs_extra=True,
    tells_times=True,
    takes_long=True,
)
PAYOUTS = Kind(
    "payouts",
    "PayoutsIntent",
    lambda ask, day, race, wager: payouts_of(ask, race, day, wager),
    extra=WAGER,
    takes_race=True,
    is_past=True,
)
TRACK_CONDITION = Kind("track_condition", "TrackConditionIntent", lambda ask, *_: track_condition(ask), takes_day=False)
RACING_DAYS = Kind(
    "racing_days",
    "RacingDaysIntent",
    lambda ask, day, *_: racing_day(ask, day, is_next=day is None),
    tells_times=True,
)
STAKES = Kind(
    "stakes",
    "StakesRacesIntent",
    lambda ask, day, _, grade: stakes_of_day(ask, day, _least_grade(grade)),
    lambda search, grade, _: stakes_around(search, _least_grade(grade)),
    extra=GRADE,
    tells_times=True,
    takes_long=True,
)
TRACKS = Kind(
    "tracks_racing",
    "TracksRacingIntent",
    None,
    lambda search, region, _: tracks_of_day(search, region),
    extra=REGION,
    tells_times=True,
)

KINDS = (
    HOW_MANY,
    NEXT_STAKES,
    NEXT_RACE,
    RUNNERS,
    SCRATCHES,
    RESULTS,
    POST_TIME,
    RACE_DETAILS,
    ODDS,
    HORSE,
    PAYOUTS,
    TRACK_CONDITION,
    RACING_DAYS,
    STAKES,
    TRACKS,
)
BY_INTENT = {kind.intent: kind for kind in KINDS}
BY_NAME = {kind.name: kind for kind in KINDS}
