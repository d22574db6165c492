"""Racing that is invented, as it would come from the feed, in each of the cases that screens are drawn for."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import cycle, islice
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from horse_racing.racing.cards import Card, Entry, Odds, Race, RiderChange, Runner
from horse_racing.racing.days import RaceDay, race_day
from horse_racing.racing.results import Finisher, Payoff, RaceResult
from horse_racing.racing.tracks import Track

Case = Literal["typical", "longest", "empty", "many", "cancelled"]
CASES: tuple[Case, ...] = get_args(Case)

NOW = datetime(2026, 11, 21, 18, 5, tzinfo=UTC)
EASTERN = ZoneInfo("America/New_York")

_BETWEEN = timedelta(minutes=28)
_TO_NEXT = timedelta(minutes=12)

_TRACKS = ("Marmalade Downs", "Thistle Park", "Lantern Bay", "Copper Hollow", "Gosling Meadow", "Salt Pier")
# Longer than any that the catalogue has.
_LONG_TRACKS = ("Marchioness of Brindlecote Meadows", "Plover and Teasel County Fairground")
_HORSES = ("VELVET TURNSTILE", "Parsnip Waltz", "Ferryman's Ledger", "Drizzle", "Quilted Umbrella", "Teacup Gazette")
_LONG_HORSES = (
    "Widow's Lamplit Semaphore of the Corduroy Cartwheel",
    "Drizzle",
    "Thimble and Hollyhock at the Harbormaster's Weathervane",
)
_PEOPLE = (
    ("Ada Quillmoor", "Bo Harrowfen"),
    ("Cy Tamsward", "Dot Oakenshawe"),
    ("Eli Pellerby", "Fay Gadswold"),
    ("", ""),
)
_LONG_PEOPLE = (("Celia-Hortensia Quillmoor, Jr.", "Bartholomew Brindlecote"),)
_LINES = (Odds(5, 2), Odds(3, 1), Odds(9, 2), Odds(6, 1), Odds(8, 1), Odds(20, 1))

_CLAIMING = Race(
    None,
    None,
    race_type="MAIDEN CLAIMING",
    distance="6 Furlongs",
    surface="Turf",
    purse=40_000,
    min_claim=25_000,
    max_claim=25_000,
    ages="3 Year Olds",
    sexes="Fillies",
)
_KINDS = (
    replace(_CLAIMING, race_type="STARTER OPTIONAL CLAIMING", distance="1 Mile"),
    _CLAIMING,
    replace(_CLAIMING, race_type="ALLOWANCE", distance="1 1/16 Miles", surface="Dirt"),
    replace(_CLAIMING, race_type="CLAIMING", distance="5 1/2 Furlongs", surface="Dirt"),
)
_LONG_KIND = replace(
    _CLAIMING,
    race_type="STARTER OPTIONAL CLAIMING",
    distance="1 Mile And 70 Yards",
    purse=1_250_000,
    max_claim=100_000,
    ages="3 Year Olds And Up",
    sexes="Fillies And Mares",
    rider_changes=(RiderChange(_LONG_HORSES[2], "Quillmoor-Fennimarsh C H"),),
)
_STAKES: dict[int, tuple[str, int | None]] = {
    3: ("Plover Handicap", None),
    6: ("Foxglove Mile", None),
    7: ("Teasel Cup S.", 2),
    8: ("Lantern Ridge S.", 3),
    9: ("Copper Cove Juvenile S. presented by Oats & Hay", 1),
}
_LONG_STAKES = "Hazel Lighthouse & Copper Cove Juvenile Fillies Stakes"

_PAID = (("8.40", "4.20", "3.00"), ("0", "5.60", "3.80"), ("0", "0", "2.20"))
_PAYOFFS = (
    Payoff("exacta", "5-2", Decimal("43.20"), Decimal(2)),
    Payoff("trifecta", "5-2-7", Decimal("61.35"), Decimal("0.50")),
    Payoff("superfecta", "5-2-7-1", Decimal("88.02"), Decimal("0.10")),
    Payoff("daily_double", "3-5", Decimal("27.60"), Decimal(2)),
)
_LONG_PAYOFF = Payoff("grand slam consolation", "1/3/6-2/5/7-ALL-4/9/10A", Decimal("1204567.89"), Decimal("0.50"))


@dataclass(frozen=True)
class Racing:
    """A day of racing in one of the cases; `as_of` is how old the data is, None for fresh data.

    In the empty one nothing is known but that there are races; in the one with many, most of each is there at once.
    """

    case: Case
    as_of: datetime | None = None

    @property
    def when(self) -> RaceDay:
        """Today, at the track."""
        return race_day(self.track.zone, None, NOW)

    @property
    def track(self) -> Track:
        """The track that is asked about."""
        return self.tracks[0]

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """Tracks that race that day."""
        names, zone = (_LONG_TRACKS, "America/Denver") if self._is_long else (_TRACKS, EASTERN.key)
        listed = islice(cycle(names), 24 if self.case == "many" else len(_TRACKS))
        return tuple(Track(f"INV{place}", name, name, ZoneInfo(zone)) for place, name in enumerate(listed))

    @cached_property
    def card(self) -> Card:
        """The track's card."""
        count = {"empty": 0, "many": 14, "longest": 6}.get(self.case, 9)
        return Card(tuple(map(self._race, range(1, count + 1))), self.as_of)

    @cached_property
    def race(self) -> Race:
        """The race that goes off next, in twelve minutes."""
        return self._race(self._next)

    @property
    def stakes(self) -> tuple[Race, ...]:
        """The stakes races of the card, best grade first."""
        return tuple(sorted((race for race in self.card.races if race.is_stakes), key=lambda race: race.grade or 4))

    @cached_property
    def result(self) -> RaceResult:
        """The result of the race before: many have a dead heat, and where racing is cancelled nothing was paid."""
        number, count = self._next - 1, {"empty": 0, "many": 6}.get(self.case, 3)
        if self.case == "cancelled":
            return RaceResult(number, tuple(replace(each, win=None, place=None, show=None) for each in self._first(3)))
        payoffs = (_LONG_PAYOFF,) if self._is_long else _PAYOFFS
        wagers = {"empty": 0, "many": 12}.get(self.case, 4)
        return RaceResult(number, self._first(count), payoffs=tuple(islice(cycle(payoffs), wagers)))

    @property
    def _is_long(self) -> bool:
        return self.case == "longest"

    @property
    def _next(self) -> int:
        return 12 if self.case == "many" else 5

    def _race(self, number: int) -> Race:
        post_time = NOW + _TO_NEXT + _BETWEEN * (number - self._next)
        if self.case == "empty":
            return Race(number, post_time)
        name, grade = _STAKES.get(number, ("", None))
        if self._is_long:
            name, grade = (_LONG_STAKES, 1) if number <= self._next else ("", None)
        return replace(
            _LONG_KIND if self._is_long else _KINDS[number % len(_KINDS)],
            number=number,
            post_time=post_time,
            name=name,
            is_stakes=bool(name),
            grade=grade,
            is_cancelled=self.case == "cancelled",
            runners=self._runners,
        )

    @cached_property
    def _runners(self) -> tuple[Runner, ...]:
        """The fourth is scratched and the sixth also eligible, also of those that follow; every other one has odds."""
        entries = cycle((*[Entry.RUNS] * 3, Entry.SCRATCHED, Entry.RUNS, Entry.ALSO_ELIGIBLE))
        horses = cycle(_LONG_HORSES if self._is_long else _HORSES)
        people = cycle(_LONG_PEOPLE if self._is_long else _PEOPLE)
        numbers = [f"{number}A" if self._is_long else f"{number}" for number in range(1, 25)]
        rows = zip(numbers, horses, people, entries, cycle(_LINES), strict=False)
        return tuple(
            Runner(horse, number, jockey, entry, trainer, line)
            for number, horse, (jockey, trainer), entry, line in islice(rows, 24 if self.case == "many" else 6)
        )

    def _first(self, count: int) -> tuple[Finisher, ...]:
        paid = cycle((("1248.40", "1014.20", "1003.00"),) if self._is_long else _PAID)
        return tuple(
            Finisher(min(place, 3), runner.horse, runner.program_number, runner.jockey, *map(Decimal, amounts))
            for place, runner, amounts in zip(range(1, count + 1), self._runners, paid, strict=False)
        )
