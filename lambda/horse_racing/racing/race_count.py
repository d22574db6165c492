"""The question how many races a day has, answered with facts. Every welcome of a listener with a track asks it."""

from datetime import date

from horse_racing.racing.answers import RaceCount, TrackAnswer
from horse_racing.racing.cards import Card, Race, earliest, still_to_run
from horse_racing.racing.day_card import card_of_day
from horse_racing.racing.inquiry import Inquiry


def how_many_races(ask: Inquiry, day: date | None) -> TrackAnswer:
    """Count the races of a day, the track's today when `day` is None, and name the first one still to be run."""
    when = ask.day(day)
    found = card_of_day(ask, when)
    if not isinstance(found, Card):
        return found
    ahead = still_to_run(found.standing, ask.now)
    is_today = when.day == when.today
    return RaceCount(
        ask.track,
        when,
        found.as_of,
        count=len(found.standing),
        cancelled=len(found.races) - len(found.standing),
        coming=None if found.as_of else earliest(ahead),
        has_begun=len(ahead) < len(found.standing),
        is_over=not ahead,
        left=len(ahead) if is_today and not found.as_of and all(map(_is_placed, found.standing)) else None,
        first=None if found.as_of else earliest(found.standing),
    )


def _is_placed(race: Race) -> bool:
    """Tell whether it is certain that a race is over, or that it is not."""
    return race.post_time is not None or race.number is not None or race.has_finished is not None
