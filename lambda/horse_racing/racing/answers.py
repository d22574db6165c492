"""Answers: facts, ready for whoever puts them into words.

`day` is the racing day asked about and `today` the track's local date at the time of asking, so that the words can
choose between "today", "tomorrow" and a date, and between "is" and "was".
"""

from dataclasses import dataclass
from datetime import date

from .cards import Race
from .tracks import Track


@dataclass(frozen=True)
class RaceCount:
    """The card has races. `count` leaves out the cancelled ones; `coming` is the first race still to be run.

    `coming` is None when every race is over, and also when its post time cannot be told; `is_over` tells which.
    """

    track: Track
    day: date
    today: date
    count: int
    cancelled: int
    coming: Race | None
    has_begun: bool
    is_over: bool


@dataclass(frozen=True)
class AllCancelled:
    """Every listed race is cancelled; `count` is how many there were."""

    track: Track
    day: date
    today: date
    count: int


@dataclass(frozen=True)
class NoRacesListed:
    """The feed lists no races that day.

    `is_listed` tells that the meet itself is on the listing, its entries empty or not published yet; `next_day` is the
    next day with a meet, None when the listing has none or could not be had.
    """

    track: Track
    day: date
    today: date
    is_listed: bool
    next_day: date | None


@dataclass(frozen=True)
class NextStakes:
    """The next stakes race on the published entries."""

    track: Track
    day: date
    today: date
    race: Race


@dataclass(frozen=True)
class NoStakes:
    """None of the entries published so far has a stakes race still to come."""

    track: Track
    today: date


Answer = RaceCount | AllCancelled | NoRacesListed | NextStakes | NoStakes
