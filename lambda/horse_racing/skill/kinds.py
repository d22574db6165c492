"""The questions one can ask, a row each: which intent asks it, what it needs, and which function of the domain answers.

A new question is a row here and in `asking`, its function with its answer in `racing/`, and its sentences in `speech/`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from horse_racing.racing.inquiry import Inquiry, RaceChoice, Search
from horse_racing.skill import asking
from horse_racing.skill.asking import Facts
from horse_racing.skill.slot_values import GRADE, HORSE_NAME, RACE_NAME, REGION, WAGER


class AnswerFunction(Protocol):
    """Answers a question about a track: its day (None: today), its race, and its further slot, empty for nothing.

    It raises a `RaceDataError`.
    """

    def __call__(self, ask: Inquiry, day: date | None, race: RaceChoice | None, extra: str, /) -> Facts:
        """Return the answer."""
        ...


class AnywhereFunction(Protocol):
    """Answers a question about many tracks: its further slot, and whether a day was said."""

    def __call__(self, search: Search, extra: str, /, *, has_day: bool) -> Facts:
        """Return the answer."""
        ...


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


HOW_MANY = Kind("how_many_races", "HowManyRacesIntent", asking.how_many_races, tells_times=True)
NEXT_STAKES = Kind(
    "next_stakes_race", "NextStakesRaceIntent", asking.next_stakes, extra=GRADE, tells_times=True, takes_long=True
)
NEXT_RACE = Kind("next_race", "NextRaceIntent", asking.next_race, takes_day=False, tells_times=True)
RUNNERS = Kind("runners", "RunnersIntent", asking.runners, takes_race=True, needs_race=True, tells_times=True)
SCRATCHES = Kind("scratches", "ScratchesIntent", asking.scratches, takes_race=True)
RESULTS = Kind(
    "results",
    "RaceResultsIntent",
    asking.results,
    asking.results_anywhere,
    extra=RACE_NAME,
    takes_race=True,
    needs_extra_anywhere=True,
    is_past=True,
    takes_long=True,
)
POST_TIME = Kind(
    "post_time",
    "PostTimeIntent",
    asking.post_time,
    asking.post_time_anywhere,
    extra=RACE_NAME,
    takes_race=True,
    needs_extra_anywhere=True,
    tells_times=True,
    takes_long=True,
)
RACE_DETAILS = Kind("race_details", "RaceDetailsIntent", asking.race_details, takes_race=True, needs_race=True)
ODDS = Kind("odds", "OddsIntent", asking.odds, takes_race=True, needs_race=True)
HORSE = Kind(
    "horse",
    "HorseIntent",
    asking.horse,
    asking.horse_anywhere,
    extra=HORSE_NAME,
    needs_extra=True,
    tells_times=True,
    takes_long=True,
)
PAYOUTS = Kind("payouts", "PayoutsIntent", asking.payouts, extra=WAGER, takes_race=True, is_past=True)
TRACK_CONDITION = Kind("track_condition", "TrackConditionIntent", asking.track_condition, takes_day=False)
RACING_DAYS = Kind("racing_days", "RacingDaysIntent", asking.racing_days, tells_times=True)
STAKES = Kind(
    "stakes",
    "StakesRacesIntent",
    asking.stakes,
    asking.stakes_anywhere,
    extra=GRADE,
    tells_times=True,
    takes_long=True,
)
TRACKS = Kind("tracks_racing", "TracksRacingIntent", None, asking.tracks, extra=REGION, tells_times=True)

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
