"""The questions about all tracks of a day, answered from its listing alone.

They raise a `RaceDataError` when it cannot be had.
"""

from collections.abc import Iterator
from datetime import date

from horse_racing.racing.answers import ListedOnly, TracksRacing
from horse_racing.racing.cards import Listing, Meet
from horse_racing.racing.clock import Deadline
from horse_racing.racing.days import RaceDay
from horse_racing.racing.inquiry import Search
from horse_racing.racing.source import RaceSource
from horse_racing.racing.tracks import Track, TrackCatalogue, name_key

# What many names end with, and people leave out or add.
_KINDS_OF_TRACK = {"park", "downs", "race", "course", "racecourse", "track", "racetrack", "raceway", "racing", "rcng"}


# The catalogue's names of countries, and the ids that begin those of their regions.
_COUNTRIES = {"USA": "US", "CAN": "CA"}


def tracks_racing(search: Search, region: str = "") -> TracksRacing:
    """Name the tracks listed on a day, each once; an unknown one that is no wager pool is a track too.

    Several codes under one name are one track. The listener's own track comes first, then those of the time zone, then
    the others, each by name. The zone is asked for once the listing is there. `region` is as in `is_in`, empty for
    everywhere.
    """
    when, own = search.when, search.own
    listing = search.source.listing(when.day, search.deadline)
    tracks, others = listed_tracks(listing, search.catalogue)
    nearby = own.zone if own else search.zone()
    tracks = tuple(sorted(tracks, key=lambda track: (track != own, track.zone != nearby, track.name)))
    if region:
        tracks, others = tuple(track for track in tracks if is_in(track, region)), ()
    return TracksRacing(when, listing.as_of, tracks, others, region)


def is_in(track: Track, region: str) -> bool:
    """Tell whether a track lies in a region by its id: "CA-ON" is a province of Canada, "CA" all of it."""
    country = _COUNTRIES.get(track.country, track.country)
    return region in {country, f"{country}-{track.region}"}


def listed_tracks(listing: Listing, catalogue: TrackCatalogue) -> tuple[tuple[Track, ...], tuple[str, ...]]:
    """Return the tracks of a listing, each once, and the names of those that the catalogue lacks."""
    real = [meet for meet in listing.meets if not meet.is_wager_pool]
    known = [(name_key(meet.track_name), track) for meet in real if (track := catalogue.get(meet.track_code))]
    # Of two tracks listed under one name, the one that goes by it is meant.
    known.sort(key=lambda pair: pair[0] not in _names_of(pair[1]))
    by_name: dict[str, Track] = {}
    for name, track in known:
        by_name.setdefault(name, track)
    tracks = tuple(dict.fromkeys(by_name.values()))
    taken = {*by_name, *(name for track in tracks for name in _names_of(track))}
    others = {name_key(meet.track_name): meet.track_name for meet in real if not catalogue.get(meet.track_code)}
    return tracks, tuple(name for key, name in others.items() if key not in taken)


def tracks_at_hand(
    source: RaceSource, catalogue: TrackCatalogue, day: date, featured: tuple[Track, ...]
) -> tuple[Track, ...]:
    """Return the tracks that race on a day, those featured first, as far as that is known without asking."""
    listing = source.listing_at_hand(day)
    tracks = listed_tracks(listing, catalogue)[0] if listing else ()
    return tuple(sorted(tracks, key=lambda track: (track not in featured, track.name)))


def listed_elsewhere(
    source: RaceSource, catalogue: TrackCatalogue, name: str, when: RaceDay, deadline: Deadline
) -> ListedOnly | None:
    """Return the track of that spoken name which the feed lists on a day and the catalogue lacks, None for none.

    What kind of track it is may be said or left out: "Pleasanton Race Track" is Pleasanton.
    """
    listing = source.listing(when.day, deadline)
    unknown = {name_key(meet.track_name): meet.track_name for meet in listing.meets if _is_unknown(meet, catalogue)}
    exact = unknown.get(name_key(name))
    found = [exact] if exact else [listed for listed in unknown.values() if _core(listed) == _core(name) != ""]
    return ListedOnly(found[0], when, listing.as_of) if len(found) == 1 else None


def _is_unknown(meet: Meet, catalogue: TrackCatalogue) -> bool:
    return not (meet.is_wager_pool or catalogue.get(meet.track_code) or catalogue.named(meet.track_name))


def _core(name: str) -> str:
    return name_key("".join(_distinctive_words(name)))


def _distinctive_words(name: str) -> Iterator[str]:
    return (word for word in name.split() if word.casefold().strip(".,") not in _KINDS_OF_TRACK | {"the"})


def _names_of(track: Track) -> set[str]:
    return {name_key(track.name), name_key(track.feed_name)}
