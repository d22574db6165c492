"""Answers about races of one card: which one, who runs in it, how it ended, what it paid.

They are apart from those that a welcome may need, so that a start does not take longer for them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from horse_racing.racing.answers import TrackAnswer
from horse_racing.racing.cards import Odds, Race, Runner
from horse_racing.racing.results import RaceResult


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
class SeveralStakes(TrackAnswer):
    """The day's stakes race was asked for and there are several: `races`, in the order in which they go off."""

    races: tuple[Race, ...]


@dataclass(frozen=True)
class NoFeature(TrackAnswer):
    """The day's stakes race was asked for, and its card has none."""


@dataclass(frozen=True)
class UnclearRace(TrackAnswer):
    """The first or the last race was asked for, and neither post times nor numbers tell which one that is."""

    choice: Literal["first", "last"]


@dataclass(frozen=True)
class OneRace(TrackAnswer):
    """A race, a cancelled one too. `is_next` and `is_last` tell that it was asked for as that."""

    race: Race
    is_next: bool = False
    is_last: bool = False


@dataclass(frozen=True)
class Runners(OneRace):
    """The race with its runners."""


@dataclass(frozen=True)
class Scratches(TrackAnswer):
    """The races asked about, in card order; what is scratched stands in each. `is_one_race` tells how it was asked.

    One race may have been asked for as the next or as the last one.
    """

    races: tuple[Race, ...]
    is_one_race: bool
    is_next: bool = False
    is_last: bool = False


@dataclass(frozen=True)
class NoSuchRace(TrackAnswer):
    """The card has no race with this number; `last` is the highest number it has, None when it numbers none."""

    number: int
    last: int | None


@dataclass(frozen=True)
class Result(TrackAnswer):
    """An official result. `evening` is that of the evening card's race with the same number, where there is one.

    `name` is the race's where it was asked for by that, empty otherwise.
    """

    result: RaceResult
    evening: RaceResult | None = None
    name: str = ""


@dataclass(frozen=True)
class EarlierResult(TrackAnswer):
    """The last race with a result, where the day asked about has none: `asked` is what is known of that day."""

    result: RaceResult
    asked: TrackAnswer


@dataclass(frozen=True)
class NoResult(TrackAnswer):
    """Nothing official: of race `number`, or of the whole card when that is None. `is_cancelled`: it was not run.

    `is_next` tells that the next race was asked for and has no number; `name` is as above.
    """

    number: int | None
    is_cancelled: bool
    is_next: bool = False
    name: str = ""


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
class Payouts(TrackAnswer):
    """What a race paid. `wager` is the pool that was asked about, empty for win, place and show."""

    result: RaceResult
    wager: str = ""
