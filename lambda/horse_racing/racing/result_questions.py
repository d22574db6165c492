"""The question who won, answered with facts.

It raises a `RaceDataError` when what it hangs on cannot be had.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from horse_racing.racing.answers import AllCancelled, NoRacesListed, TrackAnswer
from horse_racing.racing.answers_about_races import EarlierResult, NoResult, NoSuchRace, OneRace, Result
from horse_racing.racing.cards import Card, Race, oldest
from horse_racing.racing.chosen_race import chosen_race, feature_of
from horse_racing.racing.day_card import card_of_day, next_racing_day, read_day
from horse_racing.racing.days import RaceDay
from horse_racing.racing.errors import RaceDataError, UnreadableError
from horse_racing.racing.inquiry import Inquiry, RaceChoice
from horse_racing.racing.results import RaceResult

# How many days before today the last result is looked for: where a track has not raced for longer, nobody means that.
_DAYS_BACK = 7


class Sheet(NamedTuple):
    """What is official of a track's day; `is_listed` tells whether it races at all."""

    races: tuple[RaceResult, ...]
    is_listed: bool
    as_of: datetime | None

    @property
    def last(self) -> RaceResult | None:
        """The race with the highest number that has a result; an evening card's come after those of the day."""
        return max(self.races, key=lambda result: (result.is_evening, result.number), default=None)


def results_of(ask: Inquiry, choice: RaceChoice, day: date | None) -> TrackAnswer:
    """Return the official result of a race: by number, the stakes race's, or that of the last one that has any.

    The next race has none. Where no day was said and today has no result yet, the last one is that of an earlier day.
    """
    when = ask.day(day)
    if choice == "next":
        coming = chosen_race(ask, choice, day)
        return _not_official(ask, when, coming.race) if isinstance(coming, OneRace) else coming
    if choice == "first":
        opener = chosen_race(ask, choice, day)
        return result_of(ask, when, opener.race) if isinstance(opener, OneRace) else opener
    if choice == "feature":
        return _feature_result(ask, when)
    sheet = read_sheet(ask, when.day)
    if choice == "last":
        if sheet.last:
            return Result(ask.track, when, sheet.as_of, sheet.last)
        return _without_results(ask, when, sheet, looks_back=day is None)
    return _numbered_result(ask, when, sheet, choice)


def _not_official(ask: Inquiry, when: RaceDay, race: Race) -> TrackAnswer:
    return NoResult(ask.track, when, None, race.number, is_cancelled=False, is_next=race.number is None)


def _feature_result(ask: Inquiry, when: RaceDay) -> TrackAnswer:
    card = card_of_day(ask, when)
    found = feature_of(ask, when, card) if isinstance(card, Card) else card
    return result_of(ask, when, found) if isinstance(found, Race) else found


def result_of(ask: Inquiry, when: RaceDay, race: Race) -> TrackAnswer:
    """Return the result of a race that a card has."""
    if race.number is None:
        # Results are told apart by their numbers alone.
        raise UnreadableError("the race has no number")
    return _numbered_result(ask, when, read_sheet(ask, when.day), race.number)


def read_sheet(ask: Inquiry, day: date) -> Sheet:
    """Read what is official of the track's day; of several codes with its name that one counts which has results."""
    listing = ask.source.listing(day, ask.deadline)
    codes = ask.meets(listing)
    races: tuple[RaceResult, ...] = ()
    ages = [listing.as_of]
    for meets in codes:
        sheets = [ask.source.results(meet, ask.deadline) for meet in meets]
        ages += [sheet.as_of for sheet in sheets]
        races = tuple(result for sheet in sheets for result in sheet.races)
        if races:
            break
    return Sheet(races, bool(codes), oldest(ages))


def _numbered_result(ask: Inquiry, when: RaceDay, sheet: Sheet, number: int) -> TrackAnswer:
    """Return the result of a race; without one, its card tells whether it exists and stands."""
    if not sheet.is_listed:
        return _no_races(ask, when, sheet)
    found = sorted((race for race in sheet.races if race.number == number), key=lambda race: race.is_evening)
    if found:
        return Result(ask.track, when, sheet.as_of, found[0], found[1] if len(found) > 1 else None)
    _, card = read_day(ask, when.day)
    age = oldest([sheet.as_of, card.as_of])
    race = card.race(number)
    if race is None and card.races:
        return NoSuchRace(ask.track, when, age, number, card.last_number)
    return NoResult(ask.track, when, age, number, is_cancelled=race is not None and race.is_cancelled)


def _no_races(ask: Inquiry, when: RaceDay, sheet: Sheet) -> NoRacesListed:
    return NoRacesListed(ask.track, when, sheet.as_of, is_listed=False, next_day=next_racing_day(ask, when))


def _without_results(ask: Inquiry, when: RaceDay, sheet: Sheet, *, looks_back: bool) -> TrackAnswer:
    """Say what is known of a day without any result, with the last result of the days before if that is wanted."""
    asked = _no_result(ask, when, sheet) if sheet.is_listed else None
    earlier = _earlier_result(ask, when, sheet) if looks_back else None
    if earlier:
        day, found, age = earlier
        asked = asked or NoRacesListed(ask.track, when, sheet.as_of, is_listed=False, next_day=None)
        return EarlierResult(ask.track, when.on(day), oldest([asked.as_of, age]), found, asked)
    return asked or _no_races(ask, when, sheet)


def _no_result(ask: Inquiry, when: RaceDay, sheet: Sheet) -> TrackAnswer:
    _, card = read_day(ask, when.day)
    age = oldest([sheet.as_of, card.as_of])
    if card.races and not card.standing:
        return AllCancelled(ask.track, when, age, len(card.races))
    return NoResult(ask.track, when, age, None, is_cancelled=False)


def _earlier_result(ask: Inquiry, when: RaceDay, today: Sheet) -> tuple[date, RaceResult, datetime | None] | None:
    """Return the last result of the days before with its day and age, None when there is none or it could not be had.

    It is an extra: that today has no result yet stays true when the days before cannot be read.
    """
    days = [when.day - timedelta(days=back) for back in range(1, _DAYS_BACK + 1)]
    if not today.is_listed:
        # Where a track races today, it most likely did so yesterday, and nothing else need be read.
        ask.source.expect(days, lambda _: (), ask.deadline)
    try:
        for day in days:
            sheet = read_sheet(ask, day)
            if sheet.last:
                return day, sheet.last, sheet.as_of
    except RaceDataError:
        return None
    return None
