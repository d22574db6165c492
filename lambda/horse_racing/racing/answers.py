"""Answers: facts, ready for whoever puts them into words.

Each is about a day, `when`, and most about one `track`. `as_of` is None for fresh data, else the instant the data was
fetched: whoever tells the answer has to tell its age with it. What a card says of one race or horse, and what many
cards say together, has its answers in `card_answers`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

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
    post times move; `has_begun` and `is_over` then mean nothing either. `left` is how many are still to be run, and
    `first` the first race on the card; each is None where that is not certain.
    """

    count: int
    cancelled: int
    coming: Race | None
    has_begun: bool
    is_over: bool
    left: int | None = None
    first: Race | None = None


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
class TracksAnswer:
    """What all answers have in common that are about many tracks."""

    when: RaceDay
    as_of: datetime | None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the tracks that its list names, in that order; empty for one that the catalogue lacks."""
        return ()

    @property
    def among(self) -> tuple[str, ...]:
        """The codes of the tracks that were looked at for it, none where it took no look at each."""
        return ()


@dataclass(frozen=True)
class TracksRacing(TracksAnswer):
    """The tracks listed on a day: those of the catalogue, and the names of further ones that the feed lists.

    `region` is the id or the name of the state, province or country that was asked about, empty for none.
    """

    tracks: tuple[Track, ...]
    others: tuple[str, ...]
    region: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """As above; the others come last."""
        return (*(track.code for track in self.tracks), *("" for _ in self.others))


@dataclass(frozen=True)
class ListedOnly:
    """A track that the feed lists on a day and the catalogue lacks: all that is known is `name`, as the feed has it."""

    name: str
    when: RaceDay
    as_of: datetime | None
