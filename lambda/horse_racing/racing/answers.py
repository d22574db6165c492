"""Answers: facts, ready for whoever puts them into words.

Each is about a day, `when`, and most about one `track`. `as_of` is None for fresh data, else the instant the data was
fetched: whoever tells the answer has to tell its age with it. What a card says of one race or horse, and what many
cards say together, has its answers in `card_answers`.
"""

from dataclasses import dataclass
from datetime import date, datetime

from horse_racing.racing.cards import Race
from horse_racing.racing.days import RaceDay
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
