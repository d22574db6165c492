"""What every question about a track is asked with."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from horse_racing.racing.cards import Listing, Meet, meets_of
from horse_racing.racing.clock import Deadline
from horse_racing.racing.days import RaceDay, race_day
from horse_racing.racing.source import RaceSource
from horse_racing.racing.tracks import Track, TrackCatalogue

# A race by its number, or as people say it; "feature" is the day's stakes race.
RaceChoice = int | Literal["next", "last", "feature"]


@dataclass(frozen=True)
class Inquiry:
    """What every question about a track needs: whom to ask, about which track, as of when, and until when."""

    source: RaceSource
    catalogue: TrackCatalogue
    track: Track
    now: datetime
    deadline: Deadline

    def day(self, day: date | None) -> RaceDay:
        """Return the day asked about, the track's own today when none was."""
        return race_day(self.track.zone, day, self.now)

    def meets(self, listing: Listing) -> tuple[tuple[Meet, ...], ...]:
        """Return the track's meets on a listing, by code, its own code first."""
        return meets_of(self.track, listing, self.catalogue)
