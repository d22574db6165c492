"""The questions a listener can ask, answered with facts.

Every question raises a `RaceDataError` when what it hangs on cannot be had: a failure never becomes a count, a date or
a name.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from horse_racing.racing.answers import (
    AllCancelled,
    NextRace,
    NextStakes,
    NoRacesListed,
    NoResult,
    NoStakes,
    NoSuchRace,
    NothingNext,
    RaceCount,
    Result,
    Runners,
    Scratches,
    TrackAnswer,
    TracksRacing,
)
from horse_racing.racing.cards import (
    Card,
    Listing,
    combined,
    earliest,
    oldest,
    still_to_run,
)
from horse_racing.racing.clock import Deadline
from horse_racing.racing.days import RaceDay
from horse_racing.racing.errors import OutOfDateError, RaceDataError
from horse_racing.racing.inquiry import Inquiry, RaceChoice
from horse_racing.racing.results import RaceResult
from horse_racing.racing.source import RaceSource
from horse_racing.racing.tracks import Track, TrackCatalogue, name_key

# Entries are drawn a few days out, so a week covers all that can be known (race data, 5.8).
DAYS_AHEAD = 7


def how_many_races(ask: Inquiry, day: date | None) -> TrackAnswer:
    """Count the races of a day, the track's today when `day` is None, and name the first one still to be run."""
    when = ask.day(day)
    found = _card(ask, when)
    if not isinstance(found, Card):
        return found
    ahead = still_to_run(found.standing, ask.now)
    return RaceCount(
        ask.track,
        when,
        found.as_of,
        count=len(found.standing),
        cancelled=len(found.races) - len(found.standing),
        coming=None if found.as_of else earliest(ahead),
        has_begun=len(ahead) < len(found.standing),
        is_over=not ahead,
    )


def next_race(ask: Inquiry) -> TrackAnswer:
    """Find the next race to go off at the track today."""
    when = ask.day(None)
    found = _card(ask, when)
    return _coming(ask, when, found) if isinstance(found, Card) else found


def next_stakes(ask: Inquiry) -> TrackAnswer:
    """Find the first stakes race still to be run on the entries of today and the week ahead.

    The days are read in date order, some at the same time. A day that cannot be read ends the scan, because a later
    stakes race might not be the next; the answer then says how far it looked.
    """
    when = ask.day(None)
    days = _days_from(when.today)
    ages: list[datetime | None] = []
    looked: list[date] = []
    try:
        for day, (listing, card) in zip(days, ask.source.in_order(lambda day: _read(ask, day), days), strict=True):
            ages += [listing.as_of, card.as_of]
            stakes = [race for race in still_to_run(card.standing, ask.now) if race.is_stakes]
            if stakes:
                first = earliest(stakes) or min(stakes, key=lambda race: race.number or 0)
                age = oldest(ages)
                return NextStakes(ask.track, when.on(day), age, replace(first, post_time=None) if age else first)
            looked.append(day)
    except RaceDataError:
        if not looked:
            raise
        return NoStakes(ask.track, when, oldest(ages), looked_through=looked[-1])
    return NoStakes(ask.track, when, oldest(ages), looked_through=None)


def runners_of(ask: Inquiry, choice: RaceChoice, day: date | None) -> TrackAnswer:
    """Return a race with its runners: by number, the next one to go off, or the last one on the card."""
    when = ask.day(day)
    found = _card(ask, when)
    if not isinstance(found, Card):
        return found
    if choice == "next":
        coming = _coming(ask, when, found)
        return Runners(ask.track, when, None, coming.race, is_next=True) if isinstance(coming, NextRace) else coming
    if choice == "last":
        return Runners(ask.track, when, found.as_of, max(found.races, key=lambda race: race.number or 0))
    race = found.race(choice)
    if race is None:
        return NoSuchRace(ask.track, when, found.as_of, choice, _last_number(found))
    return Runners(ask.track, when, found.as_of, race)


def scratches_of(ask: Inquiry, choice: RaceChoice | None, day: date | None) -> TrackAnswer:
    """Return what is scratched in one race, or on the whole card when `choice` is None."""
    if choice is not None:
        found = runners_of(ask, choice, day)
        if not isinstance(found, Runners) or found.race.is_cancelled:
            return found
        return Scratches(ask.track, found.when, found.as_of, (found.race,), is_one_race=True)
    when = ask.day(day)
    card = _card(ask, when)
    if not isinstance(card, Card):
        return card
    return Scratches(ask.track, when, card.as_of, card.standing, is_one_race=False)


def results_of(ask: Inquiry, choice: RaceChoice, day: date | None) -> TrackAnswer:
    """Return the official result of a race: by number, or the last one that has any; the next race has none."""
    when = ask.day(day)
    if choice == "next":
        coming = runners_of(ask, choice, day)
        if not isinstance(coming, Runners):
            return coming
        return NoResult(ask.track, when, None, coming.race.number, is_cancelled=False)
    listing = ask.source.listing(when.day, ask.deadline)
    meets = ask.meets(listing)
    if not meets:
        return NoRacesListed(ask.track, when, listing.as_of, is_listed=False, next_day=_next_racing_day(ask, when))
    sheets = [ask.source.results(meet, ask.deadline) for meet in meets]
    official = [result for sheet in sheets for result in sheet.races]
    age = oldest([listing.as_of, *(sheet.as_of for sheet in sheets)])
    if isinstance(choice, int):
        found = next((result for result in official if result.number == choice), None)
        return Result(ask.track, when, age, found) if found else _missing_result(ask, when, choice, age)
    return _last_result(ask, when, official, age)


def _last_result(ask: Inquiry, when: RaceDay, official: list[RaceResult], age: datetime | None) -> TrackAnswer:
    """Return the result of the race with the highest number that has one; without any, say whether there will be."""
    posted = max(official, key=lambda result: result.number, default=None)
    if posted:
        return Result(ask.track, when, age, posted)
    _, card = _read(ask, when.day)
    age = oldest([age, card.as_of])
    if card.races and not card.standing:
        return AllCancelled(ask.track, when, age, len(card.races))
    return NoResult(ask.track, when, age, None, is_cancelled=False)


def tracks_racing(  # noqa: PLR0913 - the last two have defaults and are given by name
    source: RaceSource,
    catalogue: TrackCatalogue,
    when: RaceDay,
    deadline: Deadline,
    *,
    own: Track | None = None,
    zone: ZoneInfo | None = None,
) -> TracksRacing:
    """Name the tracks listed on a day, each once; an unknown one that is no wager pool is a track too.

    The listener's own track comes first, then those of the time zone, then the others, each by name.
    """
    listing = source.listing(when.day, deadline)
    real = [meet for meet in listing.meets if not meet.is_wager_pool]
    tracks = tuple(dict.fromkeys(track for meet in real if (track := catalogue.get(meet.track_code))))
    taken = {name_key(name) for track in tracks for name in (track.name, track.feed_name)}
    others = {name_key(meet.track_name): meet.track_name for meet in real if not catalogue.get(meet.track_code)}
    tracks = tuple(sorted(tracks, key=lambda track: (track != own, track.zone != zone, track.name)))
    return TracksRacing(when, listing.as_of, tracks, tuple(name for key, name in others.items() if key not in taken))


def _card(ask: Inquiry, when: RaceDay) -> Card | TrackAnswer:
    """Return the track's card with at least one race to be run, as old as its oldest part; else the answer why not."""
    listing, card = _read(ask, when.day)
    age = oldest([listing.as_of, card.as_of])
    if not card.races:
        is_listed = bool(ask.meets(listing))
        # Where the entries are only not published yet, the day asked about is itself the next one known of.
        next_day = None if is_listed and when.is_future else _next_racing_day(ask, when)
        return NoRacesListed(ask.track, when, age, is_listed, next_day)
    if not card.standing:
        return AllCancelled(ask.track, when, age, len(card.races))
    return replace(card, as_of=age)


def _read(ask: Inquiry, day: date) -> tuple[Listing, Card]:
    """Return a day's listing and the track's card on it, one without races where it is not listed."""
    listing = ask.source.listing(day, ask.deadline)
    return listing, combined(ask.source.card(meet, ask.deadline) for meet in ask.meets(listing))


def _next_racing_day(ask: Inquiry, when: RaceDay) -> date | None:
    """Return the next day on which the track is listed, counting from the day asked about, never one that has passed.

    It is an extra: that no races are listed on a day stays true when the days after it cannot be read, or only from a
    copy that has an age.
    """
    days = _days_from(max(when.day + timedelta(days=1), when.today))
    try:
        for listing in ask.source.in_order(lambda day: ask.source.listing(day, ask.deadline), days):
            if listing.as_of:
                return None
            if ask.meets(listing):
                return listing.day
    except RaceDataError:
        return None
    return None


def _coming(ask: Inquiry, when: RaceDay, card: Card) -> NextRace | NothingNext:
    """Name the next race of a card; raises `OutOfDateError` when the card has an age."""
    if card.as_of:
        raise OutOfDateError("an older card cannot tell the next race")
    ahead = () if when.is_past else still_to_run(card.standing, ask.now)
    coming = earliest(ahead)
    if coming is None or coming.post_time is None:
        return NothingNext(ask.track, when, None, not ahead, None if ahead else _next_racing_day(ask, when))
    return NextRace(ask.track, when, None, coming, coming.post_time)


def _missing_result(ask: Inquiry, when: RaceDay, number: int, age: datetime | None) -> TrackAnswer:
    """Say what is known of a race without a result: its card tells whether it exists and stands."""
    _, card = _read(ask, when.day)
    age = oldest([age, card.as_of])
    race = card.race(number)
    if race is None and card.races:
        return NoSuchRace(ask.track, when, age, number, _last_number(card))
    return NoResult(ask.track, when, age, number, is_cancelled=race is not None and race.is_cancelled)


def _days_from(first: date) -> list[date]:
    return [first + timedelta(days=offset) for offset in range(DAYS_AHEAD + 1)]


def _last_number(card: Card) -> int | None:
    return max((race.number for race in card.races if race.number), default=None)
