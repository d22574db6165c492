"""Race data asked for once: kept in this container, shared with the others, and told with its age when it has one."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Lock
from typing import NamedTuple, TypeGuard, TypeVar, cast

from cachetools import LRUCache

from horse_racing.feeds.freshness import Freshness, ResourceKind, freshness, is_to_come
from horse_racing.feeds.shared_cache import Held, SharedCache
from horse_racing.feeds.stored import SCHEMA, GarbageError, Value, packed, unpacked
from horse_racing.racing.cards import Card, Listing, Meet
from horse_racing.racing.clock import Clock, Deadline
from horse_racing.racing.errors import RaceDataError, TimedOutError
from horse_racing.racing.results import Results
from horse_racing.racing.source import RaceSource

_log = logging.getLogger(__name__)

# A week of listings and the cards of every track that listeners of one container may ask for.
_MOST_COPIES = 1000

# How long one container may fetch before another one takes over, and how often the others look, in seconds.
LEASE_SECONDS = 3.0
_LOOK_EVERY = 0.15

# Waiting for another container ends this long before the deadline, in seconds.
_RESERVE = 0.3

V = TypeVar("V", Listing, Card, Results)


class Resource(NamedTuple):
    """One thing the feed is asked for: a listing by its day, a card or results by their meet."""

    kind: ResourceKind
    name: str
    day: date

    @property
    def key(self) -> str:
        """The key in the shared cache, with the version of what is kept."""
        return f"{SCHEMA}/{self.kind.value}/{self.name}"


class Copy(NamedTuple):
    """A value and the instant, aware UTC, at which its fetch began: it may have changed ever since."""

    value: Value
    fetched: datetime


class CachedSource:
    """A `RaceSource` in front of another one. `shared` is None where no cache is shared."""

    def __init__(self, origin: RaceSource, clock: Clock, shared: SharedCache | None = None) -> None:
        self._origin = origin
        self._clock = clock
        self._shared = shared
        self._copies: LRUCache[Resource, Copy] = LRUCache(_MOST_COPIES)
        self._lock = Lock()

    def listing(self, day: date, deadline: Deadline) -> Listing:
        """Return the meets of one day, one fetch for all tracks; a meet once seen stays (race data, 5.1)."""
        return self._get(_listing_of(day), lambda: self._origin.listing(day, deadline), deadline)

    def card(self, meet: Meet, deadline: Deadline) -> Card:
        """Return the meet's card."""
        return self._get(_card_of(meet), lambda: self._origin.card(meet, deadline), deadline)

    def results(self, meet: Meet, deadline: Deadline) -> Results:
        """Return what is official of the meet so far."""
        resource = Resource(ResourceKind.RESULTS, meet.meet_id, meet.day)
        return self._get(resource, lambda: self._origin.results(meet, deadline), deadline)

    def listing_at_hand(self, day: date) -> Listing | None:
        """Return this container's own copy of a listing while it is fresh."""
        return cast("Listing | None", self._at_hand(_listing_of(day)))

    def card_at_hand(self, meet: Meet) -> Card | None:
        """Return this container's own copy of a card while it is fresh."""
        return cast("Card | None", self._at_hand(_card_of(meet)))

    def expect(self, days: Sequence[date], meets: Callable[[Listing], Iterable[Meet]], deadline: Deadline) -> None:
        """Pass it on."""
        self._origin.expect(days, meets, deadline)

    def _at_hand(self, resource: Resource) -> Value | None:
        with self._lock:
            copy: Copy | None = self._copies.get(resource)
        return copy.value if self._is_fresh(copy, resource) else None

    def _get(self, resource: Resource, fetch: Callable[[], V], deadline: Deadline) -> V:
        """Return a fresh value, or else a usable one with its age; raises what the fetch raises."""
        with self._lock:
            copy: Copy | None = self._copies.get(resource)
        if self._is_fresh(copy, resource):
            return cast("V", copy.value)
        try:
            copy, is_ours = self._from_the_others(resource, copy, deadline)
            if not self._is_fresh(copy, resource):
                if not is_ours:
                    raise TimedOutError("another container was still fetching")
                copy = self._fetched(resource, fetch, copy, deadline)
        except RaceDataError:
            if copy is None or self._clock.now() - copy.fetched > self._limits(resource).usable:
                raise
            return cast("V", replace(copy.value, as_of=copy.fetched))
        with self._lock:
            self._copies[resource] = _newer(copy, self._copies.get(resource)) or copy
        return cast("V", copy.value)

    def _from_the_others(self, resource: Resource, copy: Copy | None, deadline: Deadline) -> tuple[Copy | None, bool]:
        """Return the newest copy there is, and whether to fetch a newer one is up to us.

        Waits while another container fetches, until its copy is there, its lease is over, or the deadline nears.
        """
        while self._shared:
            held = self._shared.read(resource.key, deadline)
            if held is None:
                break
            copy = _newer(copy, _copy_of(resource, held))
            if self._is_fresh(copy, resource):
                return copy, False
            if not held.is_leased and self._shared.lease(resource.key, held.fetched, LEASE_SECONDS, deadline):
                break
            if deadline.remaining() < _RESERVE + _LOOK_EVERY:
                return copy, False
            self._clock.sleep(_LOOK_EVERY)
        return copy, True

    def _fetched(self, resource: Resource, fetch: Callable[[], V], older: Copy | None, deadline: Deadline) -> Copy:
        """Fetch, and share what came; raises `TimedOutError` where that outlasted the turn.

        A container can freeze in the middle and thaw hours later, with its monotonic clock standing still meanwhile.
        """
        began, left = self._clock.now(), deadline.remaining()
        if not left:
            raise TimedOutError("no time was left to fetch it")
        try:
            value: Value = fetch()
        except RaceDataError:
            if self._shared:
                self._shared.give_up(resource.key, deadline)
            raise
        if not deadline.remaining() or self._clock.now() - began > timedelta(seconds=left):
            raise TimedOutError("it came when the turn was over")
        # In the course of its day only: what is dropped from a day to come will not take place.
        has_begun = not is_to_come(resource.day, self._clock.now())
        if has_begun and isinstance(value, Listing) and older and isinstance(older.value, Listing):
            value = _with_meets_once_seen(value, older.value)
        copy = Copy(value, began)
        if self._shared:
            fetched = copy.fetched.timestamp()
            expires = fetched + self._limits(resource).usable.total_seconds()
            self._shared.write(resource.key, packed(resource.key, value), fetched, expires, deadline)
        return copy

    def _limits(self, resource: Resource) -> Freshness:
        return freshness(resource.kind, resource.day, self._clock.now())

    def _is_fresh(self, copy: Copy | None, resource: Resource) -> TypeGuard[Copy]:
        return copy is not None and self._clock.now() - copy.fetched < self._limits(resource).fresh


def _listing_of(day: date) -> Resource:
    return Resource(ResourceKind.LISTING, day.isoformat(), day)


def _card_of(meet: Meet) -> Resource:
    return Resource(ResourceKind.CARD, meet.meet_id, meet.day)


def _copy_of(resource: Resource, held: Held) -> Copy | None:
    """Return what the shared cache holds, None when that is nothing or cannot be read."""
    if held.content is None or held.fetched is None:
        return None
    try:
        return Copy(unpacked(resource.key, resource.kind, held.content), datetime.fromtimestamp(held.fetched, UTC))
    except (GarbageError, ValueError, OverflowError, OSError) as error:
        _log.warning("the shared cache holds garbage under a %s: %s", resource.kind.value, error)
        return None


def _newer(one: Copy | None, other: Copy | None) -> Copy | None:
    return max((copy for copy in (one, other) if copy), key=lambda copy: copy.fetched, default=None)


def _with_meets_once_seen(listing: Listing, older: Listing) -> Listing:
    """Add the meets that the listing has dropped in the course of the day (race data, 5.1)."""
    listed = {meet.meet_id for meet in listing.meets}
    return replace(listing, meets=(*listing.meets, *(meet for meet in older.meets if meet.meet_id not in listed)))
