"""The questions about a track's card, answered with facts: its races, the next one, the stakes, runners, scratches.

Every question raises a `RaceDataError` when what it hangs on cannot be had: a failure never becomes a count, a date or
a name.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from horse_racing.racing.answers import TrackAnswer
from horse_racing.racing.answers_about_races import OneRace, Runners, Scratches
from horse_racing.racing.card_answers import NextStakes, NoStakes, NotToCome
from horse_racing.racing.cards import Card, Race, earliest, oldest, still_to_run
from horse_racing.racing.chosen_race import answered_as, chosen_race, coming_of
from horse_racing.racing.day_card import card_of_day, days_from, read_days
from horse_racing.racing.errors import RaceDataError
from horse_racing.racing.inquiry import Inquiry, RaceChoice


def next_race(ask: Inquiry) -> TrackAnswer:
    """Find the next race to go off at the track today."""
    when = ask.day(None)
    found = card_of_day(ask, when)
    return coming_of(ask, when, found) if isinstance(found, Card) else found


def next_stakes(ask: Inquiry, day: date | None = None, least_grade: int | None = None) -> TrackAnswer:
    """Find the first stakes race still to be run on the entries of that day, else today, and the week after it.

    With `least_grade` only one of that grade or better counts.
    A day that cannot be read ends the scan, because a later stakes race might not be the next; the answer then says how
    far it looked.
    """
    when = ask.day(day)
    if when.is_past:
        return NotToCome(ask.track, when, None)
    ages: list[datetime | None] = []
    looked: list[date] = []
    try:
        for listing, card in read_days(ask, days_from(when.day)):
            ages += [listing.as_of, card.as_of]
            ahead = still_to_run(card.standing, ask.now)
            first = _first_to_run([race for race in ahead if race.is_stakes_of(least_grade)])
            if first:
                age, found = oldest(ages), replace(first, post_time=None) if oldest(ages) else first
                asked = when if day and listing.day != when.day else None
                return NextStakes(ask.track, when.on(listing.day), age, found, asked, least_grade)
            looked.append(listing.day)
    except RaceDataError:
        if not looked:
            raise
        return NoStakes(ask.track, when, oldest(ages), looked[-1], least_grade)
    return NoStakes(ask.track, when, oldest(ages), None, least_grade)


def _first_to_run(races: Sequence[Race]) -> Race | None:
    """Return the race that goes off first; where post times do not tell it, the one that stands first on the card."""
    return earliest(races) or min(races, key=lambda race: race.number or len(races) + 99, default=None)


def runners_of(ask: Inquiry, choice: RaceChoice, day: date | None) -> TrackAnswer:
    """Return a race with its runners."""
    found = chosen_race(ask, choice, day)
    return answered_as(Runners, found) if isinstance(found, OneRace) else found


def scratches_of(ask: Inquiry, choice: RaceChoice | None, day: date | None) -> TrackAnswer:
    """Return what is scratched in one race, or on the whole card when `choice` is None."""
    if choice is not None:
        found = chosen_race(ask, choice, day)
        if not isinstance(found, OneRace):
            return found
        if found.race.is_cancelled:
            return answered_as(Runners, found)
        return Scratches(
            ask.track,
            found.when,
            found.as_of,
            (found.race,),
            is_one_race=True,
            is_next=found.is_next,
            is_last=found.is_last,
        )
    when = ask.day(day)
    card = card_of_day(ask, when)
    if not isinstance(card, Card):
        return card
    return Scratches(ask.track, when, card.as_of, card.standing, is_one_race=False)
