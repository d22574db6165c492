"""Answers: facts, ready for whoever puts them into words.

Each is about one `track` on one day, `when`. `as_of` is None for fresh data, else the instant the data was fetched:
whoever tells the answer has to tell its age with it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from horse_racing.racing.cards import Race
from horse_racing.racing.days import RaceDay
from horse_racing.racing.results import RaceResult
from horse_racing.racing.tracks import Track


@dataclass(frozen=True)
class TrackAnswer:
    """What all answers about a track have in common."""

    track: Track
    when: RaceDay
    as_of: datetime | None


@dataclass(frozen=True)
class RaceCount(TrackAnswer):
    """The card has races. `count` leaves out the cancelled ones; `coming` is the first race still to be run.

    `coming` is None when every race is over, when its post time cannot be told, and when the data has an age, because
    post times move; `has_begun` and `is_over` then mean nothing either.
    """

    count: int
    cancelled: int
    coming: Race | None
    has_begun: bool
    is_over: bool


@dataclass(frozen=True)
class AllCancelled(TrackAnswer):
    """Every listed race is cancelled; `count` is how many there were."""

    count: int


@dataclass(frozen=True)
class NoRacesListed(TrackAnswer):
    """The feed lists no races that day.

    `is_listed` tells that the meet itself is on the listing, its entries empty or not published yet; `next_day` is the
    next day with a meet, None when the listing has none or could not be had.
    """

    is_listed: bool
    next_day: date | None


@dataclass(frozen=True)
class NextRace(TrackAnswer):
    """The next race to go off; its post time is known."""

    race: Race
    post_time: datetime


@dataclass(frozen=True)
class NothingNext(TrackAnswer):
    """No next race can be named: all are over when `is_over`, else their post times are missing.

    `next_day` is the next day with a meet once all are over, None when the listing has none or could not be had.
    """

    is_over: bool
    next_day: date | None = None


@dataclass(frozen=True)
class NextStakes(TrackAnswer):
    """The next stakes race on the published entries; without its post time when the data has an age."""

    race: Race


@dataclass(frozen=True)
class NoStakes(TrackAnswer):
    """No stakes race still to come was found on the published entries.

    `looked_through` is None when they were all looked at, else the last day that could be.
    """

    looked_through: date | None


@dataclass(frozen=True)
class Runners(TrackAnswer):
    """The race with its runners; a cancelled one too. `is_next` tells that it was asked for as the next one."""

    race: Race
    is_next: bool = False


@dataclass(frozen=True)
class Scratches(TrackAnswer):
    """The races asked about, in card order; what is scratched stands in each. `is_one_race` tells how it was asked."""

    races: tuple[Race, ...]
    is_one_race: bool


@dataclass(frozen=True)
class NoSuchRace(TrackAnswer):
    """The card has no race with this number; `last` is the highest number it has, None when it numbers none."""

    number: int
    last: int | None


@dataclass(frozen=True)
class Result(TrackAnswer):
    """An official result."""

    result: RaceResult


@dataclass(frozen=True)
class NoResult(TrackAnswer):
    """Nothing official: of race `number`, or of the whole card when that is None. `is_cancelled`: it was not run."""

    number: int | None
    is_cancelled: bool


@dataclass(frozen=True)
class TracksRacing:
    """The tracks listed on a day: those of the catalogue, and the names of further ones that the feed lists."""

    when: RaceDay
    as_of: datetime | None
    tracks: tuple[Track, ...]
    others: tuple[str, ...]
