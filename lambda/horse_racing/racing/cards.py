"""Meets and cards: what a track runs on one day, and who runs in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cached_property

from horse_racing.racing.tracks import name_key

# A race goes off some minutes after its post time: for so long it may still be to come while the feed says that it has
# not been run, and for so long where the feed does not say (race data, 5.7).
GRACE_WHILE_NOT_FINISHED = timedelta(minutes=20)
POST_TIME_GRACE = timedelta(minutes=2)

# Until a race is said to be late, the clocks of feed and skill may be apart.
_LATE = timedelta(minutes=1)

# Wager pools and events stand in the listing beside real tracks (race data, 5.2).
_WAGER_POOL = re.compile(r"\b(pick\s*\d+|double|future bet|sweep|over\s*/?\s*under|wager|pool)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Meet:
    """One track's racing day in the feed's listing. `meet_id` is opaque (race data, 3.1); the day is `day`."""

    meet_id: str
    track_code: str
    track_name: str
    day: date

    @cached_property
    def name_key(self) -> str:
        """The name as names are compared."""
        return name_key(self.track_name)

    @cached_property
    def is_wager_pool(self) -> bool:
        """Tell whether this is a bet that spans tracks rather than a track."""
        return _WAGER_POOL.search(self.track_name) is not None


@dataclass(frozen=True)
class Listing:
    """The meets of one day, wager pools among them.

    `as_of` is None while it counts as fresh, else the instant, aware UTC, at which it was.
    """

    day: date
    meets: tuple[Meet, ...]
    as_of: datetime | None = None


@dataclass(frozen=True)
class Odds:
    """Odds of `against` to `on`, both at least 1: five to two is 5 and 2. Anything else is a `ValueError`."""

    against: int
    on: int

    def __post_init__(self) -> None:
        if min(self.against, self.on) < 1:
            raise ValueError(f"{self.against} to {self.on} are no odds")

    @property
    def ratio(self) -> float:
        """What is won for each dollar, by which odds compare: the lower, the more a horse is fancied."""
        return self.against / self.on


class Entry(Enum):
    """What a horse on the card is going to do; the values are the feed's `scratch_indicator` (race data, 5.5)."""

    RUNS = "N"
    SCRATCHED = "Y"
    ALSO_ELIGIBLE = "A"
    MAIN_TRACK_ONLY = "M"
    UNKNOWN = ""


@dataclass(frozen=True)
class Runner:
    """One horse on the card. A number or a name is empty when the feed gives none, and odds are None.

    The `morning_line` is what the track expects, `live_odds` are what the wagers make of it shortly before the race.
    """

    horse: str
    program_number: str = ""
    jockey: str = ""
    entry: Entry = Entry.RUNS
    trainer: str = ""
    morning_line: Odds | None = None
    live_odds: Odds | None = None


@dataclass(frozen=True)
class RiderChange:
    """Another jockey for a horse, as it is named on the card; `jockey` is empty when the feed does not tell who.

    Where that is not who the card has on the horse, it is as the feed writes it, the surname first: "Doe J".
    """

    horse: str
    jockey: str = ""


@dataclass(frozen=True)
class Race:
    """One race. `post_time` is aware UTC, None when the feed gives none it can be trusted on; `grade` is 1, 2 or 3.

    `number` is None when the feed leaves it out; `name` is the feed's, empty when it has none of its own.
    `has_finished` is None when the feed does not say.

    The rest are the feed's words and whole US dollars, empty or None when it gives none: `distance` such as
    "1 1/16 Miles", `surface` "Dirt", `race_type` "MAIDEN CLAIMING", `ages` "3 Year Olds And Up", `sexes` "Fillies",
    `condition`, the track's, "Fast"; `min_claim` and `max_claim` are what a horse can be claimed for.
    """

    number: int | None
    post_time: datetime | None
    name: str = ""
    is_stakes: bool = False
    grade: int | None = None
    is_cancelled: bool = False
    has_finished: bool | None = None
    runners: tuple[Runner, ...] = ()
    distance: str = ""
    surface: str = ""
    race_type: str = ""
    purse: int | None = None
    min_claim: int | None = None
    max_claim: int | None = None
    ages: str = ""
    sexes: str = ""
    condition: str = ""
    rider_changes: tuple[RiderChange, ...] = ()

    @property
    def claiming_prices(self) -> list[int]:
        """What a horse can be claimed for, the lowest first: two prices, one, or none."""
        return sorted({price for price in (self.min_claim, self.max_claim) if price})

    def is_over(self, now: datetime) -> bool:
        """Tell whether it has been run: the feed says so, or its post time is long enough past (race data, 5.7)."""
        if self.has_finished or self.post_time is None:
            return bool(self.has_finished)
        if self.has_finished is None:
            return now - self.post_time >= POST_TIME_GRACE
        return now - self.post_time > GRACE_WHILE_NOT_FINISHED

    def is_late(self, now: datetime) -> bool:
        """Tell whether its post time has passed while the feed says that it has not been run."""
        return self.has_finished is False and self.post_time is not None and now - self.post_time >= _LATE

    def is_stakes_of(self, least_grade: int | None) -> bool:
        """Tell whether this is a stakes race of that grade or better, 1 being the best; of any for None."""
        return self.is_stakes and (least_grade is None or (self.grade is not None and self.grade <= least_grade))

    def entered_as(self, entry: Entry) -> tuple[Runner, ...]:
        """Return the horses entered that way, in the feed's order. Those who run make the field."""
        return tuple(runner for runner in self.runners if runner.entry is entry)


@dataclass(frozen=True)
class Weather:
    """The weather at a track in the feed's words, with degrees Fahrenheit; empty or None where it gives none."""

    now: str = ""
    forecast: str = ""
    high: int | None = None
    low: int | None = None


@dataclass(frozen=True)
class Card:
    """The races of one meet, in the feed's order. Empty while entries are not published (race data, 5.6).

    `as_of` is None while it counts as fresh, else the instant, aware UTC, at which it was.
    """

    races: tuple[Race, ...]
    as_of: datetime | None = None
    weather: Weather | None = None

    @property
    def standing(self) -> tuple[Race, ...]:
        """The races that are not cancelled."""
        return tuple(race for race in self.races if not race.is_cancelled)

    @property
    def last_number(self) -> int | None:
        """The highest number on the card, None when it numbers no race."""
        return max((race.number for race in self.races if race.number), default=None)

    def race(self, number: int) -> Race | None:
        """Return the race with this number, None when the card has none."""
        return next((race for race in self.races if race.number == number), None)


def still_to_run(races: Iterable[Race], now: datetime) -> tuple[Race, ...]:
    """Return the races that are not over, in the feed's order.

    One without a post time counts as over once a race with a higher number is, and one whose post time has passed once
    a race with a later post time has been run.
    """
    listed = tuple(races)
    last_run = max((race.number or 0 for race in listed if race.is_over(now)), default=0)
    last_finished = max((race.post_time for race in listed if race.has_finished and race.post_time), default=None)

    def is_ahead(race: Race) -> bool:
        if race.is_over(now):
            return False
        if race.post_time is None:
            return race.number is None or race.number > last_run
        return race.post_time > now or last_finished is None or race.post_time >= last_finished

    return tuple(filter(is_ahead, listed))


def earliest(races: Iterable[Race]) -> Race | None:
    """Return the race that goes off first, or None when that cannot be told.

    It cannot be told when no race has a post time, or when one without a post time may come earlier on the card:
    naming a later one would be a wrong answer.
    """
    listed = tuple(races)
    timed = [(race.post_time, race) for race in listed if race.post_time is not None]
    if not timed:
        return None
    first = min(timed, key=lambda pair: pair[0])[1]
    is_certain = all(race.post_time or _comes_after(race, first) for race in listed)
    return first if is_certain else None


def _comes_after(race: Race, other: Race) -> bool:
    return race.number is not None and other.number is not None and race.number > other.number


def oldest(ages: Iterable[datetime | None]) -> datetime | None:
    """Return the earliest of these instants, None when none has an age."""
    return min((age for age in ages if age), default=None)
