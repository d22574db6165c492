"""What every question is asked with: one about a track, and one about many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from horse_racing.racing.cards import Listing, Meet
from horse_racing.racing.clock import Deadline
from horse_racing.racing.days import RaceDay, race_day
from horse_racing.racing.source import RaceSource
from horse_racing.racing.tracks import Track, TrackCatalogue, name_key

# A race by its number, or as people say it; "feature" is the day's stakes race.
RaceChoice = int | Literal["next", "first", "last", "feature"]

# Returns which of some names are most likely meant by the one that was heard: none, one, or several that sound alike.
NameMatch = Callable[[str, Sequence[str]], tuple[str, ...]]


def spelled_alike(heard: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the names that are spelled as the one that was heard, as a `NameMatch` does at least."""
    return tuple(name for name in names if name_key(name) == name_key(heard))


@dataclass(frozen=True)
class Inquiry:
    """What every question about a track needs: whom to ask, about which track, as of when, and until when.

    `match` finds the name of a horse or of a race that was heard.
    """

    source: RaceSource
    catalogue: TrackCatalogue
    track: Track
    now: datetime
    deadline: Deadline
    match: NameMatch = spelled_alike

    def day(self, day: date | None) -> RaceDay:
        """Return the day asked about, the track's own today when none was."""
        return race_day(self.track.zone, day, self.now)

    def meets(self, listing: Listing) -> tuple[tuple[Meet, ...], ...]:
        """Return the track's meets on a listing, by code, its own code first."""
        return meets_of(self.track, listing, self.catalogue)


def meets_of(track: Track, listing: Listing, catalogue: TrackCatalogue) -> tuple[tuple[Meet, ...], ...]:
    """Return the track's meets on a listing, by code; those under the track's own code come first.

    Under one code there may be more than one, by day and by night. Several codes can carry one name on the same day:
    that is one track to a listener, and only one of them may have entries (race data, 5.2). Where the track's own code
    is not listed, its name counts only under a code that belongs to no track of the catalogue.
    """
    real = [meet for meet in listing.meets if not meet.is_wager_pool]
    own = [meet for meet in real if meet.track_code == track.code]
    if own:
        names = {meet.name_key for meet in own}
        named = [meet for meet in real if meet.track_code != track.code and meet.name_key in names]
    else:
        names = {name_key(track.name), name_key(track.feed_name)}
        named = [meet for meet in real if meet.name_key in names and not catalogue.get(meet.track_code)]
    by_code: dict[str, tuple[Meet, ...]] = {}
    for meet in (*own, *named):
        by_code[meet.track_code] = (*by_code.get(meet.track_code, ()), meet)
    return tuple(by_code.values())


def nowhere() -> ZoneInfo | None:
    """Return no time zone: where the listener is is not known."""
    return None


@dataclass(frozen=True)
class Search:
    """What a question about many tracks needs: whom to ask, from which day on, as of when, and until when.

    `own` is the listener's track, `featured` are looked at behind it; `zone` returns where the listener is and may
    wait; `match` is as in `Inquiry`. `is_now` asks only for what is still to come, `among` only for the tracks with
    these codes, where there are any.
    """

    source: RaceSource
    catalogue: TrackCatalogue
    when: RaceDay
    now: datetime
    deadline: Deadline
    own: Track | None = None
    featured: tuple[Track, ...] = ()
    zone: Callable[[], ZoneInfo | None] = nowhere
    match: NameMatch = spelled_alike
    is_now: bool = False
    among: tuple[str, ...] = ()

    def about(self, track: Track) -> Inquiry:
        """Return what a question about one of the tracks needs."""
        return Inquiry(self.source, self.catalogue, track, self.now, self.deadline, self.match)
