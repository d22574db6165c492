"""What can be asked about a track, kept while the track is still to be found out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from horse_racing.racing.answers import TrackAnswer
from horse_racing.racing.questions import Inquiry, how_many_races, next_stakes


@dataclass(frozen=True)
class HowManyRaces:
    """How many races on a day; `day` None means the track's today.

    While `day_is_open`, a day was meant that could not be used, and has to be asked for.
    """

    day: date | None = None
    day_is_open: bool = False

    def answer(self, ask: Inquiry) -> TrackAnswer:
        """Ask it; raises a `RaceDataError`."""
        return how_many_races(ask, self.day)

    def stored(self) -> dict[str, Any]:
        """Return it as JSON for the session."""
        day = self.day.isoformat() if self.day else None
        return {"ask": "how_many_races", "day": day, "day_is_open": self.day_is_open}


@dataclass(frozen=True)
class NextStakesRace:
    """When the next stakes race is."""

    def answer(self, ask: Inquiry) -> TrackAnswer:
        """Ask it; raises a `RaceDataError`."""
        return next_stakes(ask)

    def stored(self) -> dict[str, Any]:
        """Return it as JSON for the session."""
        return {"ask": "next_stakes_race"}


Question = HowManyRaces | NextStakesRace

_RESTORE: dict[str, Callable[[dict[str, Any]], Question]] = {
    "how_many_races": lambda kept: HowManyRaces(
        date.fromisoformat(kept["day"]) if kept["day"] else None, kept.get("day_is_open") is True
    ),
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
