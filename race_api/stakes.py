"""On which days a track has stakes races, which ones, and of which grade."""

from datetime import date

from race_api import traps
from race_api.chance import stream
from race_api.conditions import GRADED_TRACKS

# Out of every 24 days the two tracks that race daily are quiet for 8: a caller who asks on one of the first four finds
# no stakes race at either within the entries published (five days), which is one day in six or a little more.
_CYCLE_DAYS, _QUIET_DAYS = 24, 8
_DAILY_TRACK_CHANCE = {traps.SATURDAY: 0.85}
_DAILY_TRACK_OTHERWISE = 0.6
_ELSEWHERE_CHANCE = {traps.SATURDAY: 0.55, traps.SUNDAY: 0.35}
_ELSEWHERE_OTHERWISE = 0.15

_LATEST_RACES = 4  # stakes are among the last races of a card
# How grades fall at the tracks that have graded races; all others run ungraded ones.
_GRADES = ("", "", "3", "3", "2", "1")
_TAMPA_GRADES = ("", "", "", "3", "2")


def stakes_on(seed: str, track_id: str, day: date, count: int) -> dict[int, str]:
    """Return the stakes among a card of `count` races: race number to grade, "" for an ungraded one."""
    if track_id == "GP" and day.weekday() == traps.SATURDAY:
        return traps.GP_SATURDAY_STAKES
    chance = stream(seed, day, track_id, "stakes")
    if chance.random() >= _chance_of_stakes(seed, track_id, day):
        return {}
    late = [
        number
        for number in range(count - _LATEST_RACES + 1, count + 1)
        if (track_id, number) != ("GP", traps.GP_HANDICAP_RACE)
    ]
    numbers = chance.sample(late, chance.choice((1, 1, 2)))
    grades = _TAMPA_GRADES if track_id == "TAM" else _GRADES if track_id in GRADED_TRACKS else ("",)
    return {number: chance.choice(grades) for number in sorted(numbers)}


def _chance_of_stakes(seed: str, track_id: str, day: date) -> float:
    if track_id not in traps.EVERY_DAY:
        return _ELSEWHERE_CHANCE.get(day.weekday(), _ELSEWHERE_OTHERWISE)
    start = stream(seed, "quiet days").randrange(_CYCLE_DAYS)
    if (day.toordinal() + start) % _CYCLE_DAYS < _QUIET_DAYS:
        return 0.0
    return _DAILY_TRACK_CHANCE.get(day.weekday(), _DAILY_TRACK_OTHERWISE)
