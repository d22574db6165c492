"""Plain stand-ins for what the skill is handed: a clock that stands still and race data from a dictionary."""

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from horse_racing.bootstrap import load_catalogue
from horse_racing.racing.cards import Card, Listing, Meet, Race, Weather
from horse_racing.racing.clock import Deadline
from horse_racing.racing.errors import RaceDataError
from horse_racing.racing.results import RaceResult, Results
from horse_racing.racing.tracks import Track, TrackCatalogue

CATALOGUE: TrackCatalogue = load_catalogue()


def track(code: str) -> Track:
    found = CATALOGUE.get(code)
    assert found, code
    return found


TAMPA = track("TAM")
ARAPAHOE = track("ARP")

# A Saturday morning in the East, before any first post.
SATURDAY = date(2026, 11, 21)
MORNING = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
FIRST_POST = datetime(2026, 11, 21, 17, 35, tzinfo=UTC)


@dataclass
class FakeClock:
    """A clock that tests set; its monotonic side moves with it."""

    instant: datetime = MORNING

    def now(self) -> datetime:
        return self.instant

    def monotonic(self) -> float:
        return self.instant.timestamp()

    def sleep(self, seconds: float) -> None:
        self.instant += timedelta(seconds=seconds)


def far_deadline() -> Deadline:
    return Deadline.after(FakeClock(), 60)


def races(count: int, first_post: datetime = FIRST_POST, minutes_apart: int = 30) -> tuple[Race, ...]:
    return tuple(
        Race(number, first_post + timedelta(minutes=minutes_apart * (number - 1))) for number in range(1, count + 1)
    )


class RunningClock(FakeClock):
    """Its date stands still while its seconds run, as a turn's deadline needs where calls really take time."""

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


@dataclass
class HurryingClock(RunningClock):
    """Its seconds run too, but every wait is over at once: `waited` adds them up, `meanwhile` is done in each."""

    waited: float = 0.0
    meanwhile: Callable[[], object] | None = None

    def monotonic(self) -> float:
        return time.monotonic() + self.waited

    def sleep(self, seconds: float) -> None:
        self.waited += seconds
        if seconds and self.meanwhile:
            self.meanwhile()


Days = Mapping[tuple[str, date], Sequence[Race] | RaceDataError]


@dataclass
class FakeSource:
    """Race data by track code and day: races, none where a meet is listed without entries, or an error to raise.

    `as_of` is the age told with all of it; `unlisted` are the days whose listing cannot be had, and `kept` those whose
    listing and cards are at hand; `weather` is on every card.
    """

    cards: Days = field(default_factory=dict)
    official: Mapping[tuple[str, date], Sequence[RaceResult]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    unlisted: Mapping[date, RaceDataError] = field(default_factory=dict)
    as_of: datetime | None = None
    asked: list[str] = field(default_factory=list)
    kept: Collection[date] = ()
    weather: Weather | None = None

    def listing(self, day: date, deadline: Deadline) -> Listing:
        assert deadline.remaining() > 0
        self.asked.append(f"listing {day}")
        if day in self.unlisted:
            raise self.unlisted[day]
        return self._listed(day)

    def card(self, meet: Meet, deadline: Deadline) -> Card:
        assert deadline.remaining() > 0
        self.asked.append(f"card {meet.meet_id}")
        held = self.cards[meet.track_code, meet.day]
        if isinstance(held, RaceDataError):
            raise held
        return Card(tuple(held), self.as_of, self.weather)

    def results(self, meet: Meet, deadline: Deadline) -> Results:
        assert deadline.remaining() > 0
        self.asked.append(f"results {meet.meet_id}")
        return Results(tuple(self.official.get((meet.track_code, meet.day), ())), self.as_of)

    def listing_at_hand(self, day: date) -> Listing | None:
        return self._listed(day) if day in self.kept and not self.as_of else None

    def card_at_hand(self, meet: Meet) -> Card | None:
        held = self.cards.get((meet.track_code, meet.day))
        is_at_hand = meet.day in self.kept and not self.as_of
        return Card(tuple(held), None, self.weather) if is_at_hand and isinstance(held, Sequence) else None

    def expect(self, days: Sequence[date], meets: Callable[[Listing], Iterable[Meet]], deadline: Deadline) -> None:
        """Read nothing before it is asked."""

    def _listed(self, day: date) -> Listing:
        codes = sorted(code for code, on in self.cards if on == day)
        meets = tuple(Meet(f"{code}-{day}", code, self.names.get(code, code), day) for code in codes)
        return Listing(day, meets, self.as_of)
