"""Race data for the certification matrix: a rich Saturday, a day without anything, and data that cannot be had."""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache

from horse_racing.racing.cards import Card, Entry, Listing, Meet, Race, Runner
from horse_racing.racing.clock import Deadline
from horse_racing.racing.errors import RaceDataError
from horse_racing.racing.results import Finisher, RaceResult, Results
from tests.support.fakes import FIRST_POST, SATURDAY, FakeSource, races

# Between the third race in the East and the fourth.
AFTERNOON: datetime = FIRST_POST + timedelta(minutes=75)

# Tracks of the catalogue that race on each of the days, and one that it does not know.
CODES = ("TAM", "ARP", "SAR", "DMR", "BEL", "BAQ", "GP", "XXX")
DAYS = tuple(SATURDAY + timedelta(days=offset) for offset in (-7, -1, 0, 1))

LEAVES = tuple(RaceDataError.__subclasses__())


@dataclass
class CountingSource(FakeSource):
    """A source that can tell how often it failed."""

    failures: int = 0

    def fail(self, error: Exception) -> Exception:
        self.failures += 1
        return error


@dataclass
class FailingSource(CountingSource):
    """A source of which every call fails, each time for the next of all reasons."""

    reasons: Iterator[type[RaceDataError]] = field(default_factory=lambda: itertools.cycle(LEAVES))

    def listing(self, day: date, deadline: Deadline) -> Listing:
        super().listing(day, deadline)
        raise self.fail(next(self.reasons)("failing on purpose"))


@dataclass
class HalfFailingSource(FailingSource):
    """A source that lists the meets and fails for everything in them."""

    def listing(self, day: date, deadline: Deadline) -> Listing:
        return FakeSource.listing(self, day, deadline)

    def card(self, meet: Meet, deadline: Deadline) -> Card:
        super().card(meet, deadline)
        raise self.fail(next(self.reasons)("failing on purpose"))

    def results(self, meet: Meet, deadline: Deadline) -> Results:
        super().results(meet, deadline)
        raise self.fail(next(self.reasons)("failing on purpose"))


def full_card(day: date) -> tuple[Race, ...]:
    """Nine races, the last a graded stakes: each with twelve horses, of which the first is scratched."""
    first_post = FIRST_POST + (day - SATURDAY)
    plain = [replace(race, runners=_runners(race.number or 1)) for race in races(9, first_post)]
    return (*plain[:-1], replace(plain[-1], name="Lantern Bay S. (G1)", is_stakes=True, grade=1))


def _runners(race: int) -> tuple[Runner, ...]:
    entries = [Entry.SCRATCHED, *[Entry.RUNS] * 10, Entry.ALSO_ELIGIBLE]
    return tuple(
        Runner(f"{_HORSES[number - 1]} {_RACES[race - 1]}", str(number), f"Jo {_HORSES[number - 1]}", entry)
        for number, entry in enumerate(entries, start=1)
    )


NAMES = {"XXX": "Lantern Meadows", "P6": "Pick 6 Jackpot"}

_HORSES = ["Amber", "Birch", "Cedar", "Dusty", "Ember", "Flint", "Gale", "Hazel", "Ivory", "Juniper", "Kite", "Lark"]
_RACES = ["Dawn", "Noon", "Dusk", "Rain", "Wind", "Snow", "Frost", "Storm", "Cloud"]


def _official(number: int) -> RaceResult:
    first, second, third = _runners(number)[1:4]
    places = [
        Finisher(place, runner.horse, runner.program_number, runner.jockey)
        for place, runner in ((1, first), (1 if number == 1 else 2, second), (3, third))
    ]
    return RaceResult(number, tuple(places), ("Other",))


@cache
def _fine_cards() -> Mapping[tuple[str, date], Sequence[Race]]:
    return {(code, day): full_card(day) for code in CODES for day in DAYS} | {("P6", day): () for day in DAYS}


@cache
def _official_days() -> Mapping[tuple[str, date], Sequence[RaceResult]]:
    numbers = {day: range(1, 3 if day == SATURDAY else 10) for day in DAYS if day <= SATURDAY}
    return {(code, day): [_official(number) for number in numbers[day]] for code in CODES for day in numbers}


def fine_source() -> CountingSource:
    """Return a source with racing at several tracks, results of the races that are over, and a pool beside them."""
    return CountingSource(_fine_cards(), _official_days(), names=NAMES)


_UNPUBLISHED = {(code, day): () for code in CODES for day in DAYS}

# How the data can be, by name; each entry makes a source of its own.
SOURCES: Mapping[str, Callable[[], CountingSource]] = {
    "fine": fine_source,
    "empty": CountingSource,
    "unpublished": lambda: CountingSource(_UNPUBLISHED, names=NAMES),
    "failing": FailingSource,
    "half failing": lambda: HalfFailingSource(_UNPUBLISHED, names=NAMES),
}
