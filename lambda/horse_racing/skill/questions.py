"""What can be asked, kept while something is missing for an answer: the track, the day, or the race."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from horse_racing.racing.answers import TrackAnswer
from horse_racing.racing.inquiry import Inquiry, RaceChoice
from horse_racing.racing.questions import how_many_races, next_race, next_stakes, results_of, runners_of, scratches_of


class Kind(Enum):
    """The questions; the values are what the session stores."""

    HOW_MANY = "how_many_races"
    NEXT_STAKES = "next_stakes_race"
    NEXT_RACE = "next_race"
    RUNNERS = "runners"
    SCRATCHES = "scratches"
    RESULTS = "results"
    TRACKS = "tracks_racing"


@dataclass(frozen=True)
class Question:
    """One question. `day` None means the track's today, `race` None whatever that kind of question takes it for.

    `start` is how many items of a list were told already. While `day_is_open` or `race_is_open`, something was said
    that could not be used, and has to be asked for; `is_weekend` tells that the day is one of a weekend.
    """

    kind: Kind
    day: date | None = None
    race: RaceChoice | None = None
    start: int = 0
    day_is_open: bool = False
    race_is_open: bool = False
    is_weekend: bool = False

    def stored(self) -> dict[str, Any]:
        """Return it as JSON for the session, without what is not set."""
        kept = {
            "ask": self.kind.value,
            "day": self.day.isoformat() if self.day else None,
            "race": self.race,
            "start": self.start,
            "day_is_open": self.day_is_open,
            "race_is_open": self.race_is_open,
            "is_weekend": self.is_weekend,
        }
        return {name: value for name, value in kept.items() if value}


def restored(kept: object) -> Question | None:
    """Return the question a session holds, None when it holds none or something another version wrote."""
    if not isinstance(kept, dict):
        return None
    race, start = kept.get("race"), kept.get("start", 0)
    try:
        return Question(
            Kind(kept["ask"]),
            date.fromisoformat(kept["day"]) if kept.get("day") else None,
            race if isinstance(race, int) or race in {"next", "last"} else None,
            start if isinstance(start, int) and start > 0 else 0,
            kept.get("day_is_open") is True,
            kept.get("race_is_open") is True,
            kept.get("is_weekend") is True,
        )
    except (KeyError, TypeError, ValueError):
        return None


# Those whose answers may tell a post time.
TELLS_TIMES = {Kind.HOW_MANY, Kind.NEXT_STAKES, Kind.NEXT_RACE, Kind.RUNNERS}

# How each question about a track is answered; all raise a `RaceDataError`.
ANSWERS: dict[Kind, Callable[[Inquiry, Question], TrackAnswer]] = {
    Kind.HOW_MANY: lambda ask, question: how_many_races(ask, question.day),
    Kind.NEXT_STAKES: lambda ask, _: next_stakes(ask),
    Kind.NEXT_RACE: lambda ask, _: next_race(ask),
    Kind.RUNNERS: lambda ask, question: runners_of(ask, question.race or "next", question.day),
    Kind.SCRATCHES: lambda ask, question: scratches_of(ask, question.race, question.day),
    Kind.RESULTS: lambda ask, question: results_of(ask, question.race or "last", question.day),
}
