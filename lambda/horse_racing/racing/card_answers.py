"""Answers about stakes races, horses, days and surfaces, and about what the cards of many tracks say together.

They are apart for the same reason as those about races.
"""

from dataclasses import dataclass
from datetime import date

from horse_racing.racing.answers import TrackAnswer, TracksAnswer
from horse_racing.racing.cards import Race, Runner, Weather
from horse_racing.racing.days import RaceDay
from horse_racing.racing.results import RaceResult
from horse_racing.racing.tracks import Track


@dataclass(frozen=True)
class NextStakes(TrackAnswer):
    """The next stakes race on the published entries; without its post time when the data has an age.

    `asked` is the day it was asked about where that one has none, so that the scan went on; None otherwise.
    `least_grade`: it was asked for one of that grade or better, 1 being the best; None for any stakes race.
    """

    race: Race
    asked: RaceDay | None = None
    least_grade: int | None = None


@dataclass(frozen=True)
class NoStakes(TrackAnswer):
    """No stakes race still to come was found on the published entries.

    `looked_through` is None when they were all looked at, else the last day that could be. `when` is the day from which
    on they were looked at; `least_grade` is as above.
    """

    looked_through: date | None
    least_grade: int | None = None


@dataclass(frozen=True)
class NotToCome(TrackAnswer):
    """The day asked about has passed, and what was asked for can only be looked up among races still to come."""


@dataclass(frozen=True)
class StakesOfDay(TrackAnswer):
    """The stakes races of a day, best grade first. `least_grade`: only of that grade or better, None for any."""

    races: tuple[Race, ...]
    least_grade: int | None = None


@dataclass(frozen=True)
class RacingDay(TrackAnswer):
    """The track races that day: `count` races, of which `first` goes off first; None where that cannot be told.

    `count` is None where the day is listed and its card is not known yet.
    """

    count: int | None
    first: Race | None = None


@dataclass(frozen=True)
class TrackCondition(TrackAnswer):
    """The condition of each surface as the latest race with one has it, by surface; and the feed's weather."""

    conditions: tuple[tuple[str, str], ...]
    weather: Weather | None


@dataclass(frozen=True)
class HorseEntry(TrackAnswer):
    """A horse on a card. `result` is that of its race, None while it is not known."""

    race: Race
    runner: Runner
    result: RaceResult | None = None


@dataclass(frozen=True)
class Looked:
    """How far a search got: at the cards of `tracks` out of `listed`, through a day, which may lie back."""

    tracks: int
    listed: int
    through: RaceDay


@dataclass(frozen=True)
class SeveralHorses(TracksAnswer):
    """A name that sounds like those of several horses: an entry of each."""

    entries: tuple[HorseEntry, ...]


@dataclass(frozen=True)
class NoSuchName(TracksAnswer):
    """No horse, or no race, of that name stands on the cards that were looked at. `track` is the one asked about."""

    name: str
    is_horse: bool
    looked: Looked
    track: Track | None = None


@dataclass(frozen=True)
class TrackRace:
    """A race of a track."""

    track: Track
    race: Race


@dataclass(frozen=True)
class StakesAround(TracksAnswer):
    """The stakes races of a day at the tracks that were looked at, best grade first. `least_grade` as above.

    `are_left`: they are those still to come, as others of the day have been run.
    """

    races: tuple[TrackRace, ...]
    looked: Looked
    least_grade: int | None = None
    among: tuple[str, ...] = ()
    are_left: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the races' tracks."""
        return tuple(each.track.code for each in self.races)


@dataclass(frozen=True)
class TracksRunning(TracksAnswer):
    """The tracks that have races still to come today, of those looked at, each with its next one.

    `region` is as in `TracksRacing`.
    """

    races: tuple[TrackRace, ...]
    looked: Looked
    region: str = ""
    among: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the tracks."""
        return tuple(each.track.code for each in self.races)


@dataclass(frozen=True)
class NoSuchRegion(TracksAnswer):
    """Tracks were asked for by a place that is no state, province or country: `name` is what was heard."""

    name: str
