"""A track's day as the source has it: its listing, its card, what comes next on it, and the next day it races."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from horse_racing.racing.answers import AllCancelled, NoRacesListed, TrackAnswer
from horse_racing.racing.cards import Card, Listing, Meet, Race, oldest
from horse_racing.racing.days import RaceDay
from horse_racing.racing.errors import RaceDataError
from horse_racing.racing.inquiry import Inquiry

# Entries are drawn a few days out, so a week covers all that can be known (race data, 5.8).
DAYS_AHEAD = 7


def days_from(first: date) -> list[date]:
    """Return that day and the week after it, as far as the calendar goes."""
    reach = min(DAYS_AHEAD, (date.max - first).days)
    return [first + timedelta(days=offset) for offset in range(reach + 1)]


def read_days(ask: Inquiry, days: list[date]) -> Iterator[tuple[Listing, Card]]:
    """Yield each day's listing with the track's card, in order; raises a `RaceDataError` where one cannot be read."""
    ask.source.expect(days, lambda listing: next(iter(ask.meets(listing)), ()), ask.deadline)
    for day in days:
        yield read_day(ask, day)


def read_day(ask: Inquiry, day: date) -> tuple[Listing, Card]:
    """Return a day's listing and the track's card on it, one without races where it is not listed.

    Of several codes with the track's name that one counts which has entries.
    """
    listing = ask.source.listing(day, ask.deadline)
    card = Card(())
    for meets in ask.meets(listing):
        card = _card_of(ask, meets)
        if card.races:
            break
    return listing, card


def _card_of(ask: Inquiry, meets: tuple[Meet, ...]) -> Card:
    return combined(ask.source.card(meet, ask.deadline) for meet in meets)


def combined(cards: Iterable[Card]) -> Card:
    """Return one card with the races of several meets of one track and day, as old as the oldest.

    The weather is that of the first meet that has some. A race that two meets have in common stands on it once. Within
    one meet races are different ones even when neither numbers nor post times tell them apart.
    """
    held = tuple(cards)
    races: tuple[Race, ...] = ()
    for card in held:
        known = {(race.number, race.post_time) for race in races}
        races += tuple(race for race in card.races if (race.number, race.post_time) not in known)
    weather = next((card.weather for card in held if card.weather), None)
    return Card(races, oldest(card.as_of for card in held), weather)


def card_of_day(ask: Inquiry, when: RaceDay) -> Card | TrackAnswer:
    """Return the track's card with at least one race to be run, as old as its oldest part; else the answer why not."""
    listing, card = read_day(ask, when.day)
    age = oldest([listing.as_of, card.as_of])
    if not card.races:
        is_listed = bool(ask.meets(listing))
        # Where the entries are only not published yet, the day asked about is itself the next one known of.
        next_day = None if is_listed and when.is_future else next_racing_day(ask, when)
        return NoRacesListed(ask.track, when, age, is_listed, next_day)
    if not card.standing:
        return AllCancelled(ask.track, when, age, len(card.races))
    return replace(card, as_of=age)


def next_racing_day(ask: Inquiry, when: RaceDay) -> date | None:
    """Return the next day on which the track is listed, counting from the day asked about, never one that has passed.

    It is an extra: that no races are listed on a day stays true when the days after it cannot be read, or only from a
    copy that has an age.
    """
    if when.day == date.max:
        return None
    days = days_from(max(when.day + timedelta(days=1), when.today))
    ask.source.expect(days, lambda _: (), ask.deadline)
    try:
        for day in days:
            listing = ask.source.listing(day, ask.deadline)
            if listing.as_of:
                return None
            if ask.meets(listing):
                return day
    except RaceDataError:
        return None
    return None
