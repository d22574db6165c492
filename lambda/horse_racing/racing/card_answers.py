"""Answers about what a card says of one race or horse, and about what the cards of many tracks say together."""

from dataclasses import dataclass

from horse_racing.racing.answers import OneRace, TrackAnswer, TracksAnswer
from horse_racing.racing.cards import Odds, Race, Runner, Weather
from horse_racing.racing.days import RaceDay
from horse_racing.racing.results import RaceResult
from horse_racing.racing.tracks import Track


@dataclass(frozen=True)
class PostTime(OneRace):
    """The race with its post time, which is None where the feed has none."""


@dataclass(frozen=True)
class RaceDetails(OneRace):
    """The race with its distance, surface, type, purse, and who may run in it."""


@dataclass(frozen=True)
class Quote:
    """One runner with its odds."""

    runner: Runner
    odds: Odds


@dataclass(frozen=True)
class RaceOdds(OneRace):
    """The race with the horses of the lowest odds, lowest first; none where no odds are known.

    `is_live` tells that they are the present ones of the wagering, else they are the morning line.
    """

    quotes: tuple[Quote, ...] = ()
    is_live: bool = False


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
class Payouts(TrackAnswer):
    """What a race paid. `wager` is the pool that was asked about, empty for win, place and show."""

    result: RaceResult
    wager: str = ""


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
    """The stakes races of a day at the tracks that were looked at, best grade first. `least_grade` as above."""

    races: tuple[TrackRace, ...]
    looked: Looked
    least_grade: int | None = None
    among: tuple[str, ...] = ()

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
