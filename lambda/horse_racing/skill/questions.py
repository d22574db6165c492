"""What can be asked about a track, kept while the track is still to be found out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from horse_racing.racing.answers import Answer
from horse_racing.racing.clock import Deadline
from horse_racing.racing.questions import how_many_races, next_stakes
from horse_racing.racing.source import RaceSource
from horse_racing.racing.tracks import Track


@dataclass(frozen=True)
class HowManyRaces:
    """How many races on a day; `day` None means the track's today."""

    day: date | None = None

    def answer(self, source: RaceSource, track: Track, now: datetime, deadline: Deadline) -> Answer:
        """Ask it of one track; raises a `RaceDataError`."""
        return how_many_races(source, track, self.day, now, deadline)

    def stored(self) -> dict[str, Any]:
        """Return it as JSON for the session."""
        return {"ask": "how_many_races", "day": self.day.isoformat() if self.day else None}


@dataclass(frozen=True)
class NextStakesRace:
    """When the next stakes race is."""

    def answer(self, source: RaceSource, track: Track, now: datetime, deadline: Deadline) -> Answer:
        """Ask it of one track; raises a `RaceDataError`."""
        return next_stakes(source, track, now, deadline)

    def stored(self) -> dict[str, Any]:
        """Return it as JSON for the session."""
        return {"ask": "next_stakes_race"}


Question = HowManyRaces | NextStakesRace

_RESTORE: dict[str, Callable[[dict[str, Any]], Question]] = {
    "how_many_races": lambda kept: HowManyRaces(date.fromisoformat(kept["day"]) if kept["day"] else None),
    "next_stakes_race": lambda _: NextStakesRace(),
}


def restored(kept: object) -> Question | None:
    """Return the question a session holds, None when it holds none or something another version wrote."""
    if not isinstance(kept, dict):
        return None
    try:
        return _RESTORE[kept["ask"]](kept)
    except (KeyError, TypeError, ValueError):
        return None
