"""The questions one can ask, a row each: which intent asks it, what it needs, and which function of the domain answers.

A new question is a row here, its function with its answer in `racing/`, and its sentences in `speech/`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from horse_racing.racing.answers import TrackAnswer
from horse_racing.racing.card_questions import how_many_races, next_race, next_stakes, runners_of, scratches_of
from horse_racing.racing.inquiry import Inquiry, RaceChoice
from horse_racing.racing.result_questions import results_of

# Answers a question about a track's day (None: today) and race; raises a `RaceDataError`.
AnswerFunction = Callable[[Inquiry, date | None, RaceChoice | None], TrackAnswer]


@dataclass(frozen=True)
class Kind:
    """One kind of question.

    `name` is what the session stores. With `takes_day` it can be asked of a day, with `takes_race` of one race, with
    `needs_race` only of one. `answer` is None for the one question that is about all tracks. `tells_times`: its answer
    may tell a post time. `is_past`: it can only be about a day that has come. `takes_long`: it may go through the
    entries of many days.
    """

    name: str
    intent: str
    answer: AnswerFunction | None
    is_about_tracks: bool = False
    takes_day: bool = True
    takes_race: bool = False
    needs_race: bool = False
    tells_times: bool = False
    is_past: bool = False
    takes_long: bool = False


HOW_MANY = Kind("how_many_races", "HowManyRacesIntent", lambda ask, day, _: how_many_races(ask, day), tells_times=True)
NEXT_STAKES = Kind(
    "next_stakes_race",
    "NextStakesRaceIntent",
    lambda ask, day, _: next_stakes(ask, day),
    tells_times=True,
    takes_long=True,
)
NEXT_RACE = Kind("next_race", "NextRaceIntent", lambda ask, *_: next_race(ask), takes_day=False, tells_times=True)
RUNNERS = Kind(
    "runners",
    "RunnersIntent",
    lambda ask, day, race: runners_of(ask, race or "next", day),
    takes_race=True,
    needs_race=True,
    tells_times=True,
)
SCRATCHES = Kind("scratches", "ScratchesIntent", lambda ask, day, race: scratches_of(ask, race, day), takes_race=True)
RESULTS = Kind(
    "results",
    "RaceResultsIntent",
    lambda ask, day, race: results_of(ask, race or "last", day),
    takes_race=True,
    is_past=True,
)
TRACKS = Kind("tracks_racing", "TracksRacingIntent", None, is_about_tracks=True)

KINDS = (HOW_MANY, NEXT_STAKES, NEXT_RACE, RUNNERS, SCRATCHES, RESULTS, TRACKS)
BY_INTENT = {kind.intent: kind for kind in KINDS}
BY_NAME = {kind.name: kind for kind in KINDS}
