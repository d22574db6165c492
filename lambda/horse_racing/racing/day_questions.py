"""The questions about a day: whether a track races, how its surfaces are, its stakes, and where there is racing now."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from horse_racing.racing.answers import TrackAnswer
from horse_racing.racing.card_answers import (
    RacingDay,
    StakesAround,
    StakesOfDay,
    TrackCondition,
    TrackRace,
    TracksRunning,
)
from horse_racing.racing.card_questions import next_stakes
from horse_racing.racing.cards import Card, Race, earliest, oldest, still_to_run
from horse_racing.racing.day_card import card_of_day, next_racing_day, read_day
from horse_racing.racing.errors import OutOfDateError, RaceDataError
from horse_racing.racing.inquiry import Inquiry, Search
from horse_racing.racing.listed_tracks import is_in
from horse_racing.racing.search import look_around

# Behind the races of every grade, those without one.
_UNGRADED = 4


def racing_day(ask: Inquiry, day: date | None, *, is_next: bool = False) -> TrackAnswer:
    """Say whether the track races that day; `is_next` asks for the first such day with a race still to come."""
    when = ask.day(day)
    listing, card = read_day(ask, when.day)
    is_over = bool(card.races) and not still_to_run(card.standing, ask.now)
    is_dark = not card.races and not ask.meets(listing)
    if is_next and (is_dark or is_over) and (found := next_racing_day(ask, when)):
        when = when.on(found)
        try:
            listing, card = read_day(ask, found)
        except RaceDataError:
            # That it races then is known all the same.
            return RacingDay(ask.track, when, listing.as_of, None)
    age = oldest([listing.as_of, card.as_of])
    if not card.races and ask.meets(listing) and not when.is_past:
        return RacingDay(ask.track, when, age, None)
    if not card.standing:
        # It tells of a day without racing, and of one that is cancelled.
        answer = card_of_day(ask, when)
        if not isinstance(answer, Card):
            return answer
    return RacingDay(ask.track, when, age, len(card.standing), None if age else earliest(card.standing))


def track_condition(ask: Inquiry) -> TrackAnswer:
    """Return the condition of each surface today, and the weather; else the answer that it does not race today.

    The latest race that has one tells a surface's condition.
    """
    when = ask.day(None)
    card = card_of_day(ask, when)
    if not isinstance(card, Card):
        return card
    ordered = sorted(card.races, key=lambda race: (race.post_time is None, race.post_time or ask.now))
    latest = {race.surface: race.condition for race in ordered if race.condition}
    return TrackCondition(ask.track, when, card.as_of, tuple(latest.items()), card.weather)


def stakes_of_day(ask: Inquiry, day: date | None, least_grade: int | None) -> TrackAnswer:
    """Return the stakes races of a track's day, best grade first; `least_grade` as in `StakesOfDay`.

    Where a day to come has none, the next one is what helps; so it is where no day was asked about and none is left.
    """
    when = ask.day(day)
    card = card_of_day(ask, when)
    if not isinstance(card, Card):
        return card if day else next_stakes(ask, None, least_grade)
    stakes = [race for race in card.standing if race.is_stakes_of(least_grade)]
    left = stakes if day else [race for race in still_to_run(card.standing, ask.now) if race.is_stakes_of(least_grade)]
    if not left and not when.is_past:
        return next_stakes(ask, when.day, least_grade)
    found = _best_first(TrackRace(ask.track, race) for race in stakes)
    return StakesOfDay(ask.track, when, card.as_of, tuple(each.race for each in found), least_grade)


def stakes_around(search: Search, least_grade: int | None) -> StakesAround:
    """Return the stakes races of a day at the tracks that can be looked at: today, while some are left, those alone."""
    seen, is_today = look_around(search, [search.when.day]), search.when.day == search.when.today
    found = _best_first(
        TrackRace(each.track, race)
        for each in seen.cards
        for race in each.card.standing
        if race.is_stakes_of(least_grade)
    )
    left = _best_first(
        TrackRace(each.track, race)
        for each in (seen.cards if is_today else ())
        for race in still_to_run(each.card.standing, search.now)
        if race.is_stakes_of(least_grade)
    )
    told = left or found
    are_left = len(told) < len(found)
    return StakesAround(search.when, seen.as_of, told, seen.looked, least_grade, seen.codes, are_left)


def _best_first(found: Iterable[TrackRace]) -> tuple[TrackRace, ...]:
    def rank(each: TrackRace) -> tuple[int, bool, float]:
        post_time = each.race.post_time
        return each.race.grade or _UNGRADED, post_time is None, post_time.timestamp() if post_time else 0.0

    return tuple(sorted(found, key=rank))


def tracks_running(search: Search, region: str) -> TracksRunning:
    """Name the tracks with races still to come today, as far as they can be looked at; `region` is as in `is_in`.

    Where it is not certain which race is next, the track is named without one. An older card does not tell what is
    still to come, so it counts as not looked at; raises `OutOfDateError` where there is no other.
    """
    seen = look_around(search, [search.when.day], lambda track: not region or is_in(track, region))
    fresh = [each for each in seen.cards if not each.card.as_of]
    if seen.cards and not fresh:
        raise OutOfDateError("older cards cannot tell where there are races to come")
    ahead = [(each.track, still_to_run(each.card.standing, search.now)) for each in fresh]
    running = tuple(TrackRace(track, earliest(races) or Race(None, None)) for track, races in ahead if races)
    looked = replace(seen.looked, tracks=len(fresh))
    return TracksRunning(search.when, None, running, looked, region, seen.codes)
