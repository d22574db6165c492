"""What every question about a track is asked with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from horse_racing.racing.cards import Listing, Meet, meets_of
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
