"""What one turn has seen of the race data, to be shown beside the answer that was made of it."""

from datetime import date

from horse_racing.racing.cards import Card, Listing, Meet
from horse_racing.racing.clock import Deadline
from horse_racing.racing.day_card import combined
from horse_racing.racing.inquiry import meets_of
from horse_racing.racing.source import RaceSource, SourceInFront
from horse_racing.racing.tracks import Track, TrackCatalogue


class SeenSource(SourceInFront):
    """A source that keeps the listings and cards it gave, those with an age too, for as long as a turn takes."""

    def __init__(self, origin: RaceSource) -> None:
        super().__init__(origin)
        self._listings: dict[date, Listing] = {}
        self._cards: dict[Meet, Card] = {}

    def listing(self, day: date, deadline: Deadline) -> Listing:
        """Return the meets of one day."""
        self._listings[day] = found = self._origin.listing(day, deadline)
        return found

    def card(self, meet: Meet, deadline: Deadline) -> Card:
        """Return the meet's card."""
        self._cards[meet] = found = self._origin.card(meet, deadline)
        return found

    def card_of(self, track: Track, day: date, catalogue: TrackCatalogue) -> Card | None:
        """Return a track's card as it was seen, else as it is at hand; None for neither. Nobody is asked for it."""
        listing = self._listings.get(day) or self._origin.listing_at_hand(day)
        meets = meets_of(track, listing, catalogue) if listing else ()
        cards = [card for under in meets for meet in under if (card := self._seen_or_at_hand(meet))]
        return combined(cards) if cards else None

    def _seen_or_at_hand(self, meet: Meet) -> Card | None:
        return self._cards.get(meet) or self._origin.card_at_hand(meet)
