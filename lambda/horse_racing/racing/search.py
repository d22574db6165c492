"""A question over many tracks: the listing has no times and no names, so it takes a card of each (race data, 5.13).

Within a turn only some of them can be had, and the answer says how many those were.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from horse_racing.racing.card_answers import Looked
from horse_racing.racing.cards import Card, Listing, Meet, oldest
from horse_racing.racing.day_card import combined
from horse_racing.racing.days import RaceDay
from horse_racing.racing.errors import RaceDataError
from horse_racing.racing.inquiry import Search, meets_of
from horse_racing.racing.listed_tracks import listed_tracks
from horse_racing.racing.tracks import Track

# The calls of the feed that one search may make, and how many a listing takes on a busy day (race data, 5.13).
MOST_CALLS = 8
_CALLS_FOR_A_LISTING = 2


class SeenCard(NamedTuple):
    """The card of a track on a day; without races where its entries are not published."""

    track: Track
    when: RaceDay
    card: Card


class Seen(NamedTuple):
    """What a search has seen, its `as_of` being that of the oldest part."""

    cards: tuple[SeenCard, ...]
    looked: Looked
    as_of: datetime | None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the tracks, each once."""
        return tuple(dict.fromkeys(seen.track.code for seen in self.cards))


class _Wanted(NamedTuple):
    track: Track
    day: date
    meets: tuple[Meet, ...]


def look_around(search: Search, days: Sequence[date], is_wanted: Callable[[Track], bool] = lambda _: True) -> Seen:
    """Return the cards of these days that are at hand, and of the others as many as may be asked for.

    The listener's own track comes first, then those featured, then the others by name. A card that cannot be read
    counts as not looked at; raises a `RaceDataError` where nothing could be.
    """
    listings, calls = _listings(search, days)
    tracks = {track: None for listing in listings for track in listed_tracks(listing, search.catalogue)[0]}
    among = [track for track in tracks if not search.among or track.code in search.among]
    ranked = sorted(filter(is_wanted, among), key=_rank(search))
    listed = list(_listed(search, ranked, listings))
    wanted = list(_affordable(search, listed, calls))
    search.source.expect(
        [listing.day for listing in listings],
        lambda listing: [meet for each in wanted if each.day == listing.day for meet in each.meets],
        search.deadline,
    )
    cards, failure = _read(search, wanted)
    if failure and not cards:
        raise failure
    furthest = max((listing.day for listing in listings), key=lambda day: abs(day - search.when.day))
    # A track of which a day is missing was not looked at through that day.
    days_listed, days_seen = (Counter(each.track for each in cards_of) for cards_of in (listed, cards))
    whole = sum(1 for track in days_seen if days_seen[track] == days_listed[track])
    looked = Looked(whole, len(ranked), search.when.on(furthest))
    ages = (*(listing.as_of for listing in listings), *(seen.card.as_of for seen in cards))
    return Seen(tuple(cards), looked, oldest(ages))


def _listings(search: Search, days: Sequence[date]) -> tuple[list[Listing], int]:
    """Return the listings that can be had and how many calls are left; raises what the first one raises."""
    listings: list[Listing] = []
    calls = MOST_CALLS
    for day in days:
        at_hand = search.source.listing_at_hand(day)
        calls -= 0 if at_hand else _CALLS_FOR_A_LISTING
        try:
            listings.append(at_hand or search.source.listing(day, search.deadline))
        except RaceDataError:
            if not listings:
                raise
            break
    return listings, calls


def _rank(search: Search) -> Callable[[Track], tuple[bool, int, str]]:
    places = {track: place for place, track in enumerate(search.featured)}
    return lambda track: (track != search.own, places.get(track, len(places)), track.name)


def _listed(search: Search, ranked: Sequence[Track], listings: Sequence[Listing]) -> Iterator[_Wanted]:
    """Yield the meets of each track on each day that lists it."""
    for track in ranked:
        for listing in listings:
            if meets := tuple(meet for under in meets_of(track, listing, search.catalogue) for meet in under):
                yield _Wanted(track, listing.day, meets)


def _affordable(search: Search, listed: Sequence[_Wanted], calls: int) -> Iterator[_Wanted]:
    """Yield what to read: all that is at hand, and the first others that as many calls allow."""
    for each in listed:
        needed = sum(1 for meet in each.meets if search.source.card_at_hand(meet) is None)
        if needed <= calls:
            calls -= needed
            yield each


def _read(search: Search, wanted: Sequence[_Wanted]) -> tuple[list[SeenCard], RaceDataError | None]:
    """Return the cards that could be read, and the first failure among the others."""
    cards: list[SeenCard] = []
    failure: RaceDataError | None = None
    for each in wanted:
        try:
            card = combined(search.source.card(meet, search.deadline) for meet in each.meets)
        except RaceDataError as error:
            failure = failure or error
        else:
            cards.append(SeenCard(each.track, search.when.on(each.day), card))
    return cards, failure
