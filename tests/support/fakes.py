"""Plain stand-ins for what the skill is handed: a clock that stands still and race data from a dictionary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from horse_racing.bootstrap import load_catalogue
from horse_racing.racing.cards import Card, Meet, Race
from horse_racing.racing.clock import Deadline
from horse_racing.racing.errors import RaceDataError
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


def far_deadline() -> Deadline:
    return Deadline.after(FakeClock(), 60)


def races(count: int, first_post: datetime = FIRST_POST, minutes_apart: int = 30) -> tuple[Race, ...]:
    return tuple(
        Race(number, first_post + timedelta(minutes=minutes_apart * (number - 1))) for number in range(1, count + 1)
    )


@dataclass
class FakeSource:
    """Race data by track code and day; a code with None is listed without entries, an error is raised."""

    cards: Mapping[tuple[str, date], Sequence[Race] | RaceDataError] = field(default_factory=dict)
    listing_error: RaceDataError | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def meets(self, first: date, last: date, deadline: Deadline) -> tuple[Meet, ...]:
        assert deadline.remaining() > 0
        self.asked.append(f"meets {first}..{last}")
        if self.listing_error:
            raise self.listing_error
        return tuple(
            Meet(f"{code}-{day}", code, self.names.get(code, code), day)
            for code, day in sorted(self.cards)
            if first <= day <= last
        )

    def card(self, meet: Meet, deadline: Deadline) -> Card:
        assert deadline.remaining() > 0
        self.asked.append(f"card {meet.meet_id}")
        held = self.cards[meet.track_code, meet.day]
        if isinstance(held, RaceDataError):
            raise held
        return Card(tuple(held))
