"""The questions about one race of a card: when it goes off, what kind of race it is, and its odds."""

from collections.abc import Callable, Sequence
from datetime import date

from horse_racing.racing.answers import TrackAnswer
from horse_racing.racing.answers_about_races import OneRace, PostTime, Quote, RaceDetails, RaceOdds
from horse_racing.racing.cards import Entry, Odds, Race, Runner
from horse_racing.racing.chosen_race import answered_as, chosen_race
from horse_racing.racing.errors import OutOfDateError
from horse_racing.racing.inquiry import Inquiry, RaceChoice

# How many horses are named when odds are asked for.
_QUOTED = 3


def post_time_of(ask: Inquiry, choice: RaceChoice | None, day: date | None) -> TrackAnswer:
    """Return a race with its post time; without one it is the next one today, and the first one of another day.

    Raises `OutOfDateError` when the card has an age, as post times move.
    """
    when = ask.day(day)
    found = chosen_race(ask, choice or ("next" if when.day == when.today else "first"), day)
    return with_post_time(found) if isinstance(found, OneRace) else found


def with_post_time(found: OneRace) -> PostTime:
    """Return the race that was found with its post time; raises as `post_time_of` does."""
    if found.as_of and not (found.when.is_past or found.race.is_cancelled):
        raise OutOfDateError("an older card cannot tell a post time")
    return answered_as(PostTime, found)


def details_of(ask: Inquiry, choice: RaceChoice, day: date | None) -> TrackAnswer:
    """Return a race with what kind of race it is."""
    found = chosen_race(ask, choice, day)
    return answered_as(RaceDetails, found) if isinstance(found, OneRace) else found


def odds_of(ask: Inquiry, choice: RaceChoice, day: date | None) -> TrackAnswer:
    """Return a race with the horses of the lowest odds, by the present ones where all who run have them.

    Raises `OutOfDateError` when a card of today has an age: odds move, and a favorite may be scratched.
    """
    found = chosen_race(ask, choice, day)
    if not isinstance(found, OneRace):
        return found
    if found.as_of and not found.when.is_past:
        raise OutOfDateError("an older card cannot tell the odds")
    live = _quotes(found.race, lambda runner: runner.live_odds)
    quotes = live or _quotes(found.race, lambda runner: runner.morning_line)
    return RaceOdds(
        found.track, found.when, found.as_of, found.race, found.is_next, found.is_last, quotes, is_live=bool(live)
    )


def _quotes(race: Race, odds_for: Callable[[Runner], Odds | None]) -> tuple[Quote, ...]:
    """Return the lowest odds of those who run, none where one of them has none: it might be the favorite.

    Horses at the same odds as the last one named belong to them.
    """
    field: Sequence[Runner] = race.entered_as(Entry.RUNS)
    quotes = [Quote(runner, odds) for runner in field if (odds := odds_for(runner))]
    if len(quotes) < len(field) or race.entered_as(Entry.UNKNOWN):
        return ()
    quotes.sort(key=lambda quote: quote.odds.ratio)
    last = quotes[:_QUOTED][-1].odds.ratio if quotes else 0
    return tuple(quote for quote in quotes if quote.odds.ratio <= last)
