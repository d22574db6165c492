"""The questions about a horse or a race by its name, at one track or at as many as can be looked at."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from horse_racing.racing.answers import TrackAnswer, TracksAnswer
from horse_racing.racing.answers_about_races import NoResult, OneRace, Result
from horse_racing.racing.card_answers import HorseEntry, Looked, NoSuchName, SeveralHorses
from horse_racing.racing.cards import Entry, oldest
from horse_racing.racing.day_card import days_from, read_day
from horse_racing.racing.days import RaceDay
from horse_racing.racing.errors import RaceDataError
from horse_racing.racing.inquiry import Inquiry, Search
from horse_racing.racing.race_questions import with_post_time
from horse_racing.racing.result_questions import read_sheet, result_of
from horse_racing.racing.results import RaceResult
from horse_racing.racing.search import SeenCard, look_around
from horse_racing.racing.tracks import Track, name_key

# How many days before today a race that was run is looked for at its track.
_DAYS_BACK = 7


class _Cards(NamedTuple):
    """The cards to look for a name on, how far that was, and how old they are."""

    cards: tuple[SeenCard, ...]
    looked: Looked
    when: RaceDay
    as_of: datetime | None
    track: Track | None = None


def horse_at(ask: Inquiry, day: date | None, name: str) -> TrackAnswer | TracksAnswer:
    """Look for a horse on the track's cards: of that day, else of today and the week after it."""
    return _horse(_cards_at(ask, [day] if day else days_from(ask.day(None).day)), name, ask)


def horse_anywhere(search: Search, name: str, *, has_day: bool) -> TrackAnswer | TracksAnswer:
    """Look for a horse on the cards of many tracks: of the day asked about, else of today and tomorrow."""
    return _horse(_cards_around(search, has_day=has_day, offset=1), name, search)


def post_time_by_name(ask: Inquiry, day: date | None, name: str) -> TrackAnswer | TracksAnswer:
    """Return the race of that name with its post time; the days are those of `horse_at`."""
    found = _race(_cards_at(ask, [day] if day else days_from(ask.day(None).day)), name, ask)
    return with_post_time(found) if isinstance(found, OneRace) else found


def post_time_anywhere(search: Search, name: str, *, has_day: bool) -> TrackAnswer | TracksAnswer:
    """Return the race of that name with its post time; the days are those of `horse_anywhere`."""
    found = _race(_cards_around(search, has_day=has_day, offset=1), name, search)
    return with_post_time(found) if isinstance(found, OneRace) else found


def result_by_name(ask: Inquiry, day: date | None, name: str) -> TrackAnswer | TracksAnswer:
    """Return the result of the race of that name: of that day, else of today or the week before it."""
    today = ask.day(None).day
    days = [day] if day else [today - timedelta(days=back) for back in range(_DAYS_BACK + 1)]
    found = _race(_cards_at(ask, days), name, ask)
    return _result(ask, found) if isinstance(found, OneRace) else found


def result_anywhere(search: Search, name: str, *, has_day: bool) -> TrackAnswer | TracksAnswer:
    """Return the result of the race of that name: of the day asked about, else of today or yesterday."""
    found = _race(_cards_around(search, has_day=has_day, offset=-1), name, search)
    return _result(search.about(found.track), found) if isinstance(found, OneRace) else found


def _result(ask: Inquiry, found: OneRace) -> TrackAnswer:
    """Return the result of a race that was found by its name, which the answer has to tell: it may be another one."""
    answer = result_of(ask, found.when, found.race)
    return replace(answer, name=found.race.name) if isinstance(answer, Result | NoResult) else answer


def _cards_at(ask: Inquiry, days: Sequence[date]) -> _Cards:
    """Read the track's cards of these days, as far as they can be read; raises what the first one raises."""
    ask.source.expect(days, lambda listing: next(iter(ask.meets(listing)), ()), ask.deadline)
    cards: list[SeenCard] = []
    for day in days:
        try:
            listing, card = read_day(ask, day)
        except RaceDataError:
            if not cards:
                raise
            break
        card = replace(card, as_of=oldest([listing.as_of, card.as_of]))
        cards.append(SeenCard(ask.track, ask.day(day), card))
    age = oldest(seen.card.as_of for seen in cards)
    return _Cards(tuple(cards), Looked(1, 1, cards[-1].when), ask.day(days[0]), age, ask.track)


def _cards_around(search: Search, *, has_day: bool, offset: int) -> _Cards:
    """Look at the cards of the day asked about; where none was, also at those of the day `offset` days from it."""
    day = search.when.day
    seen = look_around(search, [day] if has_day else [day, day + timedelta(days=offset)])
    return _Cards(seen.cards, seen.looked, search.when, seen.as_of)


def _horse(cards: _Cards, name: str, asked: Inquiry | Search) -> TrackAnswer | TracksAnswer:
    entries = list(_entries(cards.cards))
    named = asked.match(name, tuple(dict.fromkeys(entry.runner.horse for entry in entries)))
    horses = {name_key(horse) for horse in named}
    if not horses:
        return _not_found(cards, name, is_horse=True)
    found = [min(_of(horse, entries), key=_likely(asked.now)) for horse in sorted(horses)]
    if len(found) > 1:
        return SeveralHorses(cards.when, cards.as_of, tuple(found))
    (entry,) = found
    ask = asked if isinstance(asked, Inquiry) else asked.about(entry.track)
    if entry.race.is_over(asked.now) or entry.when.is_past:
        return _with_result(entry, ask)
    # Post times move, so only fresh data may name one.
    return replace(entry, race=replace(entry.race, post_time=None)) if entry.as_of else entry


def _entries(cards: Iterable[SeenCard]) -> Iterator[HorseEntry]:
    for seen in cards:
        for race in seen.card.races:
            for runner in race.runners:
                if runner.horse:
                    yield HorseEntry(seen.track, seen.when, seen.card.as_of, race, runner)


def _of(horse: str, entries: Iterable[HorseEntry]) -> list[HorseEntry]:
    return [entry for entry in entries if name_key(entry.runner.horse) == horse]


def _likely(now: datetime) -> Callable[[HorseEntry], tuple[bool, bool, date]]:
    """Return the key of what is most likely meant: that the horse runs, has not run yet, and does so soon."""
    return lambda entry: (entry.runner.entry is Entry.SCRATCHED, entry.race.is_over(now), entry.when.day)


def _with_result(entry: HorseEntry, ask: Inquiry) -> HorseEntry:
    """Add the result of its race; it is an extra, so that the entry stands where it is not posted or cannot be had."""
    try:
        sheet = read_sheet(ask, entry.when.day)
    except RaceDataError:
        return entry
    numbered = [result for result in sheet.races if result.number == entry.race.number]
    named = [result for result in numbered if name_key(entry.runner.horse) in _field_of(result)]
    # A day's and an evening's card may both have that number.
    found = numbered if len(numbered) == 1 else named
    return replace(entry, result=found[0]) if len(found) == 1 else entry


def _field_of(result: RaceResult) -> set[str]:
    return {name_key(horse) for horse in (*(finisher.horse for finisher in result.finishers), *result.also_ran)}


def _race(cards: _Cards, name: str, asked: Inquiry | Search) -> OneRace | NoSuchName:
    """Return the race of that name, of several the one on the nearest day."""
    races = [(seen, race) for seen in cards.cards for race in seen.card.races if race.name]
    named = asked.match(name, tuple(dict.fromkeys(race.name for _, race in races)))
    found = [(seen, race) for seen, race in races if race.name in named]
    if not found:
        return _not_found(cards, name, is_horse=False)
    seen, race = min(found, key=lambda pair: (pair[1].is_cancelled, abs(pair[0].when.day - pair[0].when.today)))
    return OneRace(seen.track, seen.when, seen.card.as_of, race)


def _not_found(cards: _Cards, name: str, *, is_horse: bool) -> NoSuchName:
    return NoSuchName(cards.when, cards.as_of, name, is_horse, cards.looked, cards.track)
