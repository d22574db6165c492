"""The questions a listener can ask about a track, answered with facts."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby

from .answers import AllCancelled, Answer, NextStakes, NoRacesListed, NoStakes, RaceCount
from .cards import Card, Meet, earliest, meet_of
from .clock import Deadline
from .errors import RaceDataError
from .source import RaceSource
from .tracks import Track

# Entries are drawn a few days out, so a week covers all that can be known (race data, 5.8).
LOOKAHEAD = timedelta(days=7)


def today_at(track: Track, now: datetime) -> date:
    """Return the track's own local date (race data, 5.9)."""
    return now.astimezone(track.zone).date()


def how_many_races(source: RaceSource, track: Track, day: date | None, now: datetime, deadline: Deadline) -> Answer:
    """Count the races of a day, the track's today when `day` is None, and name the first one still to be run.

    Raises a `RaceDataError` when the listing or the card cannot be had: a failure never becomes a count.
    """
    today = today_at(track, now)
    day = day or today
    meet = meet_of(track, source.meets(day, day, deadline))
    card = source.card(meet, deadline) if meet else Card(())
    if not card.races:
        return NoRacesListed(track, day, today, meet is not None, _next_racing_day(source, track, day, today, deadline))
    if not card.standing:
        return AllCancelled(track, day, today, len(card.races))
    ahead = [race for race in card.standing if not race.is_over(now)]
    return RaceCount(
        track,
        day,
        today,
        count=len(card.standing),
        cancelled=len(card.races) - len(card.standing),
        coming=earliest(ahead),
        has_begun=len(ahead) < len(card.standing),
        is_over=not ahead,
    )


def next_stakes(source: RaceSource, track: Track, now: datetime, deadline: Deadline) -> Answer:
    """Find the first stakes race still to be run on the entries of today and the week ahead.

    Raises a `RaceDataError` when any day up to it cannot be read: a later stakes race would be the wrong answer.
    """
    today = today_at(track, now)
    for meet in _meets_by_day(track, source.meets(today, today + LOOKAHEAD, deadline)):
        standing = source.card(meet, deadline).standing
        stakes = [race for race in standing if race.is_stakes and not race.is_over(now)]
        if stakes:
            first = earliest(stakes) or min(stakes, key=lambda race: race.number or 0)
            return NextStakes(track, meet.day, today, first)
    return NoStakes(track, today)


def _meets_by_day(track: Track, meets: Iterable[Meet]) -> list[Meet]:
    """Return the track's own meet of each day, in date order."""
    days = groupby(sorted(meets, key=lambda meet: meet.day), key=lambda meet: meet.day)
    return [own for _, of_day in days if (own := meet_of(track, of_day))]


def _next_racing_day(source: RaceSource, track: Track, day: date, today: date, deadline: Deadline) -> date | None:
    """Return the next day on which the track is listed, counting from `day`, and never a day that has passed.

    It is an extra: that no races are listed on `day` stays true when the days after it cannot be read.
    """
    after = max(day + timedelta(days=1), today)
    try:
        ahead = _meets_by_day(track, source.meets(after, after + LOOKAHEAD, deadline))
    except RaceDataError:
        return None
    return ahead[0].day if ahead else None
