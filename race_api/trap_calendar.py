"""The calendar on which every trap of the feed can be met within a week, whatever the season: tests ask for it.

Arapahoe Park and Tampa Bay Downs race every day. Tracks with traps race on fixed weekdays, the rest by chance, more of
them towards the weekend. Where to find which trap: `race_api.traps`.
"""

from datetime import date
from functools import lru_cache

from race_api import traps
from race_api.chance import stream
from race_api.meets import Meet, Track, tracks

# How many tracks of the catalogue race, Monday to Sunday: fewest and most. On a Saturday so many that at least fifty
# meets sort before TAM, which is what puts it on the second page.
_TRACKS_RACING = ((13, 16), (13, 17), (17, 21), (20, 26), (25, 32), (64, 70), (34, 42))


@lru_cache(maxsize=512)
def trap_calendar(seed: str, day: date) -> tuple[Meet, ...]:
    """Return the day's meets sorted by track id, wager pools and outsiders included."""
    weekday = day.weekday()
    racing = _catalogue_tracks_on(seed, day)
    racing += [code for code, (_, _, weekdays) in traps.OUTSIDERS.items() if weekday in weekdays]
    meets = [Meet(code, _listed_name(tracks()[code], day), tracks()[code].country, day) for code in racing]
    meets += [Meet(code, name, "USA", day) for code, (name, weekdays) in traps.POOLS.items() if weekday in weekdays]
    return tuple(sorted(meets, key=lambda meet: meet.track_id))


def _catalogue_tracks_on(seed: str, day: date) -> list[str]:
    """Return the catalogue's tracks that race: those that must, filled up by chance to the day's number."""
    chance = stream(seed, day, "meets")
    weekday = day.weekday()
    certain = [*traps.EVERY_DAY, *(code for code, days in traps.FIXED_WEEKDAYS.items() if weekday in days)]
    elsewhere = {*traps.EVERY_DAY, *traps.FIXED_WEEKDAYS, *traps.OUTSIDERS, *traps.CLOSED}
    others = sorted(code for code in tracks() if code not in elsewhere)
    wanted = chance.randint(*_TRACKS_RACING[weekday]) - len(certain)
    return certain + chance.sample(others, min(wanted, len(others)))


def _listed_name(track: Track, day: date) -> str:
    if track.track_id == "BAQ" and traps.both_named_belmont(day):
        return tracks()["BEL"].name
    return track.name
