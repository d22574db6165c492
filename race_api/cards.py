"""A day's card at one track before it becomes JSON: races, post times and what they are about.

Everything here depends on seed, track and date alone. What depends on the clock (has it been run? are there odds?) is
decided where the JSON is written, in `race_api.entries` and `race_api.results`.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate
from random import Random

from race_api import conditions, traps
from race_api.chance import stream
from race_api.conditions import HANDICAP, STAKES, Distance, Kind, Surface
from race_api.fields import Runner, field, finish
from race_api.invented import HORSE_NAMES, stakes_name
from race_api.meets import Meet, zone_of
from race_api.odds import priced
from race_api.stakes import stakes_on

SHORTEST_GAP, LONGEST_GAP = 27, 32  # minutes between two races


@dataclass(frozen=True)
class Race:
    """One planned race. `post` is in UTC, money in US dollars, `order` the finish that its results will show."""

    number: int
    post: datetime
    evening: bool
    kind: Kind
    name: str
    race_class: str
    grade: str
    purse: int
    claim: int
    lowest_claim: int
    distance: Distance
    surface: Surface
    age: tuple[str, str]
    sex: tuple[str, str]
    cancelled: bool | None
    runners: tuple[Runner, ...]
    order: tuple[Runner, ...]
    dead_heat: bool


@dataclass(frozen=True)
class Card:
    """A meet and its races in order."""

    seed: str
    meet: Meet
    races: tuple[Race, ...]

    def chance(self, *name: object) -> Random:
        """Return a random stream of this card's own, for details that only one kind of answer shows."""
        return stream(self.seed, self.meet.day, self.meet.track_id, *name)


@lru_cache(maxsize=256)
def card_of(seed: str, meet: Meet) -> Card:
    """Return the meet's card: 7 to 12 races, none for a wager pool."""
    if traps.has_no_races(meet.track_id, meet.day):
        return Card(seed, meet, ())
    chance = stream(seed, meet.day, meet.track_id, "card")
    posts = _posts(chance, meet)
    stakes = stakes_on(seed, meet.track_id, meet.day, len(posts))
    cancelled = traps.cancelled_races(meet.track_id, meet.day, len(posts))
    names = iter(chance.sample(HORSE_NAMES, len(HORSE_NAMES)))
    races = []
    for number, post in enumerate(posts, start=1):
        kind = _kind(chance, meet.track_id, number, is_stakes=number in stakes)
        grade = stakes.get(number, "")
        claim = chance.choice(conditions.CLAIMING_PRICES) if kind.claiming else 0
        name = _race_name(chance, meet.track_id, number, kind)
        surface = _surface(meet.track_id, number)
        entered = field(chance, names, meet.track_id, number, turf=surface in (conditions.TURF, conditions.INNER_TURF))
        runners = priced(stream(seed, meet.day, meet.track_id, number, "odds"), entered)
        is_range = stream(seed, meet.day, meet.track_id, number, "claims").random() < 0.3  # noqa: PLR2004 - three of ten
        races.append(
            Race(
                number=number,
                post=post,
                evening=meet.track_id in conditions.EVENING_TRACKS,
                kind=kind,
                name=name,
                race_class=_race_class(kind, name, grade, claim),
                grade=grade,
                purse=conditions.GRADED_PURSES[grade] if kind is STAKES else kind.purse,
                claim=claim,
                lowest_claim=conditions.LOWEST_CLAIMS[claim] if claim and is_range else claim,
                distance=chance.choice(
                    conditions.SPRINTS if meet.track_id in conditions.QUARTER_HORSE_TRACKS else conditions.DISTANCES
                ),
                surface=surface,
                age=(age := chance.choice(conditions.AGES)),
                sex=conditions.fitting(chance.choice(conditions.SEXES), age),
                cancelled=_cancellation(number, cancelled),
                runners=runners,
                order=finish(chance, runners),
                dead_heat=number == traps.dead_heat_race(meet.track_id, meet.day),
            )
        )
    return Card(seed, meet, tuple(races))


def _posts(chance: Random, meet: Meet) -> list[datetime]:
    """Return the post times in UTC, the first one given by the track's own clock."""
    first, count = _first_post_and_count(chance, meet.track_id)
    start = datetime.combine(meet.day, first, zone_of(meet.track_id)) + timedelta(minutes=chance.choice((-5, 0, 5)))
    gaps = [chance.randint(SHORTEST_GAP, LONGEST_GAP) for _ in range(count - 1)]
    return [start.astimezone(UTC) + timedelta(minutes=minutes) for minutes in accumulate(gaps, initial=0)]


def _first_post_and_count(chance: Random, track_id: str) -> tuple[time, int]:
    match track_id:
        case "TAM":
            return time(12, 35), chance.randint(8, 11)
        case "ARP":
            return time(13, 0), chance.randint(8, 11)
        case "LA":
            return time(19, 5), chance.randint(8, 9)
        case "GP":
            return time(12, 10), chance.randint(11, 12)
    afternoon = (time(12, 30), time(12, 50), time(13, 10), time(13, 30))
    evening = (time(17, 30), time(18, 15), time(19, 0))
    return chance.choice(evening if track_id in conditions.EVENING_TRACKS else afternoon), chance.randint(7, 11)


def _kind(chance: Random, track_id: str, number: int, *, is_stakes: bool) -> Kind:
    if is_stakes:
        return STAKES
    if track_id == "GP" and number == traps.GP_HANDICAP_RACE:
        return HANDICAP
    return chance.choice(conditions.ORDINARY)


def _race_name(chance: Random, track_id: str, number: int, kind: Kind) -> str:
    if kind is STAKES:
        return stakes_name(chance)
    return f"Race {number}" if track_id in traps.NUMBERED_RACE_NAMES else ""


def _race_class(kind: Kind, name: str, grade: str, claim: int) -> str:
    if kind is STAKES:
        return f"G{grade} {name}" if grade else name
    return f"{kind.description}(${claim:,})" if claim else kind.description


def _surface(track_id: str, number: int) -> Surface:
    if track_id in conditions.TURF_TRACKS and number in conditions.TURF_RACES:
        return conditions.INNER_TURF if track_id in conditions.INNER_TURF_TRACKS else conditions.TURF
    return conditions.ALL_WEATHER if track_id in conditions.ALL_WEATHER_TRACKS else conditions.DIRT


def _cancellation(number: int, cancelled: frozenset[int]) -> bool | None:
    """Return the race's `is_cancelled`, which the feed may also leave open."""
    if number in cancelled:
        return True
    return None if number == traps.UNKNOWN_CANCELLATION_RACE else False
