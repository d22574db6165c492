"""Midnights, clock changes and the weeks in which London and New York disagree, through the real handler over HTTP.

What is expected is worked out here from the instants in the served cards, with zoneinfo and nothing of the skill's own.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from race_api.server import Meet, RaceApi
from race_api.trap_calendar import trap_calendar
from tests.support.conversation import talk_over_http
from tests.support.fakes import FakeClock

EASTERN, LONDON = ZoneInfo("America/New_York"), ZoneInfo("Europe/London")
MOUNTAIN, PACIFIC, HAWAII = ZoneInfo("America/Denver"), ZoneInfo("America/Los_Angeles"), ZoneInfo("Pacific/Honolulu")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

Json = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """A track as listeners know it: `clock` is what they call its time."""

    code: str
    name: str
    zone: ZoneInfo
    clock: str


TAMPA = Place("TAM", "Tampa Bay Downs", EASTERN, "Eastern")
FAIR_GROUNDS = Place("FG", "Fair Grounds", ZoneInfo("America/Chicago"), "Central")
ARAPAHOE = Place("ARP", "Arapahoe Park", MOUNTAIN, "Mountain")
# Arizona never changes its clocks, and is an hour off Mountain time all summer.
TURF_PARADISE = Place("TUP", "Turf Paradise", ZoneInfo("America/Phoenix"), "Mountain")
LOS_ALAMITOS = Place("LA", "Los Alamitos", PACIFIC, "Pacific")
PLACES = (TAMPA, FAIR_GROUNDS, ARAPAHOE, TURF_PARADISE, LOS_ALAMITOS)

# The clocks change in North America on March 8 and November 1, in Britain on March 29 and October 25.
# Between these days, the two are an hour nearer to each other than during the rest of the year.
CHANGES = [date(2026, 3, 8), date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 1)]
AROUND_CHANGES = sorted({change + DAY * offset for change in CHANGES for offset in (-1, 0, 1)})
BETWEEN_CHANGES = [date(2026, 3, 18), date(2026, 10, 28)]
NIGHTS = [date(2026, 3, 7), date(2026, 10, 31), date(2026, 11, 21)]


@dataclass
class Desk:
    """The race API with the skill on top of it, at a moment of one's choice; all places race every day."""

    api: RaceApi
    clock: FakeClock

    def race_on(self, *days: date) -> None:
        for day in days:
            self.api.meets[day] = [
                Meet(place.code, place.name, "USA", day) for place in sorted(PLACES, key=lambda place: place.code)
            ]

    def asked(self, question: str, now: datetime) -> str:
        self.clock.instant = now
        return talk_over_http(self.api, self.clock).say(f"ask talk horse racing {question}")

    def posts(self, place: Place, day: date, now: datetime) -> dict[int, datetime]:
        """The post times of the races that are not cancelled, by number, as the served card has them."""
        self.clock.instant = now
        races = self.api.card(place.code, day)["races"]
        standing = [race for race in races if race["is_cancelled"] is not True]
        return {int(race["race_key"]["race_number"]): instant(race, day) for race in standing}


@pytest.fixture(scope="module")
def running() -> Iterator[Desk]:
    clock = FakeClock()
    with RaceApi(calendar=trap_calendar, clock=clock.now) as api:
        yield Desk(api, clock)


@pytest.fixture
def desk(running: Desk) -> Iterator[Desk]:
    yield running
    running.api.meets.clear()
    running.api.cards.clear()


def instant(race: Json, day: date) -> datetime:
    told = int(race["post_time_long"])
    if told >= 10**11:
        return datetime.fromtimestamp(told / 1000, UTC)
    return datetime.combine(day, time(), LONDON).astimezone(UTC) + timedelta(milliseconds=told)


def at(day: date, hour: int, minute: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour, minute), zone).astimezone(UTC)


def spoken(post: datetime, place: Place) -> str:
    local = post.astimezone(place.zone)
    off_its_zone = place is TURF_PARADISE and post.astimezone(MOUNTAIN).utcoffset() != local.utcoffset()
    return f"{local:%I:%M %p}".lstrip("0") + (" local time" if off_its_zone else f" {place.clock}")


def named(day: date) -> str:
    return f"on {day:%A, %B} {day.day}"


# How the feed may write a post time: the fields of a race by its instant, day, place and the present moment. What it
# writes as an epoch is served anyway.
Writing = Callable[[datetime, date, Place, datetime], Json]


def as_london_clock(post: datetime, day: date, _place: Place, _now: datetime) -> Json:
    since = post - datetime.combine(day, time(), LONDON).astimezone(UTC)
    return {"post_time_long": str(since // timedelta(milliseconds=1)), "post_time": None, "mtp": None}


def as_eastern_clock(post: datetime, _day: date, _place: Place, _now: datetime) -> Json:
    return {"post_time_long": None, "post_time": f"{post.astimezone(EASTERN):%I:%M %p}".lstrip("0")}


def as_local_clock_misread_with_the_eastern_one(post: datetime, day: date, place: Place, now: datetime) -> Json:
    misread = post.astimezone(place.zone).replace(tzinfo=EASTERN).astimezone(UTC)
    return as_london_clock(misread, day, place, now) | {
        "post_time": as_eastern_clock(post, day, place, now)["post_time"]
    }


def as_local_clock_misread_with_minutes_to_post(post: datetime, day: date, place: Place, now: datetime) -> Json:
    misread = post.astimezone(place.zone).replace(tzinfo=EASTERN).astimezone(UTC)
    return as_london_clock(misread, day, place, now) | {"mtp": (post - now) // MINUTE}


WRITINGS: list[Writing] = [
    as_london_clock,
    as_eastern_clock,
    as_local_clock_misread_with_the_eastern_one,
    as_local_clock_misread_with_minutes_to_post,
]


def rewritten(card: Json, write: Writing, place: Place, now: datetime) -> Json:
    day = date.fromisoformat(card["date"])
    races = [race | write(instant(race, day), day, place, now) for race in card["races"]]
    return card | {"races": races}


@pytest.mark.parametrize("day", [*CHANGES, *BETWEEN_CHANGES], ids=str)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.code)
def test_the_first_post_is_told_on_the_tracks_own_clock(desk: Desk, place: Place, day: date) -> None:
    desk.race_on(day)
    now = at(day, 10, 0, EASTERN)
    first = min(desk.posts(place, day, now).values())
    assert first.astimezone(place.zone).date() == day
    answer = desk.asked(f"how many races at {place.name}", now)
    assert f" races at {place.name} today. " in answer
    assert f" The first is at {spoken(first, place)}. " in answer


@pytest.mark.parametrize("write", WRITINGS, ids=lambda write: write.__name__)
@pytest.mark.parametrize("day", [CHANGES[0], CHANGES[-1], BETWEEN_CHANGES[0], date(2026, 7, 4)], ids=str)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.code)
def test_every_way_to_write_a_post_time_means_the_same_instant(
    desk: Desk, place: Place, day: date, write: Writing
) -> None:
    desk.race_on(day)
    now = at(day, 10, 0, EASTERN)
    first = min(desk.posts(place, day, now).values())
    desk.api.cards[place.code, day] = rewritten(desk.api.card(place.code, day), write, place, now)
    answer = desk.asked(f"how many races at {place.name}", now)
    assert f" races at {place.name} today. " in answer
    assert f" The first is at {spoken(first, place)}. " in answer


@pytest.mark.parametrize(
    ("place", "first"),
    [
        (TAMPA, "12:(30|35|40) PM Eastern"),
        (ARAPAHOE, "(12:55|1:0[05]) PM Mountain"),
        (LOS_ALAMITOS, "7:(00|05|10) PM Pacific"),
    ],
    ids=["TAM", "ARP", "LA"],
)
@pytest.mark.parametrize("day", AROUND_CHANGES, ids=str)
def test_the_first_post_keeps_its_hour_when_the_clocks_change(desk: Desk, place: Place, first: str, day: date) -> None:
    desk.race_on(day)
    answer = desk.asked(f"how many races at {place.name}", at(day, 10, 0, EASTERN))
    # Five minutes more or less are the card's own.
    assert re.search(rf" The first is at {first}\. Goodbye\.$", answer), answer


@pytest.mark.parametrize("write", WRITINGS, ids=lambda write: write.__name__)
@pytest.mark.parametrize("day", NIGHTS, ids=str)
def test_a_western_night_card_is_told_race_by_race_until_its_end(desk: Desk, day: date, write: Writing) -> None:
    desk.race_on(day, day + DAY)
    served = desk.api.card
    posts = desk.posts(LOS_ALAMITOS, day, at(day, 18, 0, PACIFIC))
    for number, post in posts.items():
        now = post - 5 * MINUTE
        desk.api.cards.clear()
        desk.clock.instant = now
        desk.api.cards["LA", day] = rewritten(served("LA", day), write, LOS_ALAMITOS, now)
        answer = desk.asked("how many races at Los Alamitos", now)
        which = "The first is at" if number == 1 else f"The next one is race {COUNTS[number]}, at"
        left = sum(other >= post for other in posts.values())
        assert f" races at Los Alamitos {day_word(now, day, day)}{left_of(posts, left)}. " in answer
        assert number == 1 or f" The first was at {spoken(posts[1], LOS_ALAMITOS)}. " in answer
        assert f" {which} {spoken(post, LOS_ALAMITOS)}. " in answer


def left_of(posts: Mapping[int, datetime], left: int) -> str:
    """How many races are left, which is said while there are some and not all of them."""
    if not left or left == len(posts):
        return ""
    return f", and {COUNTS[left]} {'is' if left == 1 else 'are'} left"


def day_word(now: datetime, day: date, today: date) -> str:
    """What a day is called: by its name while the east coast is on another date than Hawaii."""
    if now.astimezone(EASTERN).date() != now.astimezone(HAWAII).date():
        return named(day)
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((day - today).days, named(day))


@pytest.mark.parametrize("step", [-MINUTE, timedelta(0)], ids=["before", "at"])
@pytest.mark.parametrize("zone", [ZoneInfo("UTC"), EASTERN, PACIFIC], ids=str)
@pytest.mark.parametrize("night", NIGHTS[1:], ids=str)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.code)
def test_around_midnight_the_card_is_that_of_the_tracks_own_today(
    desk: Desk, place: Place, night: date, zone: ZoneInfo, step: timedelta
) -> None:
    desk.race_on(night, night + DAY)
    now = at(night + DAY, 0, 0, zone) + step
    today = now.astimezone(place.zone).date()
    posts = desk.posts(place, today, now)
    ahead = [number for number, post in posts.items() if post > now - 2 * MINUTE]
    answer = desk.asked(f"how many races at {place.name}", now)
    verb = "are" if ahead else "were"
    day = day_word(now, today, today)
    left = left_of(posts, len(ahead))
    assert answer.startswith(f"There {verb} {COUNTS[len(posts)]} races at {place.name} {day}{left}. "), answer
    if not ahead:
        assert answer.endswith(" The last post time has passed. Goodbye.")
    elif len(ahead) == len(posts):
        assert answer.endswith(f" The first is at {spoken(posts[ahead[0]], place)}. Goodbye.")
    else:
        which = f"The next one is race {COUNTS[ahead[0]]}, at {spoken(posts[ahead[0]], place)}."
        assert answer.endswith(f" {which} Goodbye.")


# The listener's device stands in the East; a western listener's day is one said in full.
LISTENERS_DAYS = [
    # 10:59 PM and midnight in New York.
    ("2026-11-22T03:59Z", ARAPAHOE, "today", "today"),
    ("2026-11-22T03:59Z", ARAPAHOE, "tomorrow", "tomorrow"),
    ("2026-11-22T03:59Z", ARAPAHOE, "yesterday", "yesterday"),
    ("2026-11-22T04:59Z", ARAPAHOE, "today", "today"),
    ("2026-11-22T05:00Z", ARAPAHOE, "today", "on Sunday, November 22"),
    ("2026-11-22T05:00Z", ARAPAHOE, "", "on Saturday, November 21"),
    ("2026-11-22T05:00Z", ARAPAHOE, "yesterday", "on Saturday, November 21"),
    ("2026-11-22T05:00Z", ARAPAHOE, "tomorrow", "on Monday, November 23"),
    ("2026-11-22T05:00Z", TAMPA, "november twenty first twenty twenty six", "on Saturday, November 21"),
    ("2026-11-22T05:00Z", LOS_ALAMITOS, "november twenty first twenty twenty six", "on Saturday, November 21"),
    # Midnight at Arapahoe Park, and in Hawaii.
    ("2026-11-22T06:59Z", ARAPAHOE, "", "on Saturday, November 21"),
    ("2026-11-22T07:00Z", ARAPAHOE, "", "on Sunday, November 22"),
    ("2026-11-22T09:59Z", ARAPAHOE, "today", "on Sunday, November 22"),
    ("2026-11-22T10:00Z", ARAPAHOE, "today", "today"),
    ("2026-11-22T10:00Z", ARAPAHOE, "yesterday", "yesterday"),
    # The night on which the clocks are set forward: midnight in New York is still one of winter.
    ("2026-03-08T04:59Z", ARAPAHOE, "", "today"),
    ("2026-03-08T05:00Z", ARAPAHOE, "", "on Saturday, March 7"),
    ("2026-03-08T05:00Z", ARAPAHOE, "today", "on Sunday, March 8"),
    ("2026-03-08T07:00Z", ARAPAHOE, "", "on Sunday, March 8"),
    ("2026-03-08T10:00Z", ARAPAHOE, "", "today"),
    ("2026-03-09T03:59Z", ARAPAHOE, "", "today"),
    ("2026-03-09T04:00Z", ARAPAHOE, "", "on Sunday, March 8"),
    # The night on which they are set back: one in the morning comes twice.
    ("2026-11-01T03:59Z", ARAPAHOE, "", "today"),
    ("2026-11-01T04:00Z", ARAPAHOE, "", "on Saturday, October 31"),
    ("2026-11-01T05:30Z", TAMPA, "today", "on Sunday, November 1"),
    ("2026-11-01T06:30Z", TAMPA, "today", "on Sunday, November 1"),
    ("2026-11-01T10:00Z", TAMPA, "today", "today"),
    ("2026-11-02T04:59Z", ARAPAHOE, "", "today"),
    ("2026-11-02T05:00Z", ARAPAHOE, "", "on Sunday, November 1"),
    # Arizona has the time of Arapahoe Park in winter and is an hour behind it in summer.
    ("2026-11-22T06:59Z", TURF_PARADISE, "", "on Saturday, November 21"),
    ("2026-11-22T07:00Z", TURF_PARADISE, "", "on Sunday, November 22"),
    ("2026-06-21T06:59Z", TURF_PARADISE, "", "on Saturday, June 20"),
    ("2026-06-21T06:59Z", ARAPAHOE, "", "on Sunday, June 21"),
    ("2026-06-21T07:00Z", TURF_PARADISE, "", "on Sunday, June 21"),
]


@pytest.mark.parametrize(("now", "place", "said", "day"), LISTENERS_DAYS)
def test_a_day_has_its_name_while_listeners_are_on_two_dates(
    desk: Desk, now: str, place: Place, said: str, day: str
) -> None:
    moment = datetime.fromisoformat(now)
    desk.race_on(*(moment.date() + DAY * offset for offset in (-2, -1, 0, 1)))
    answer = desk.asked(f"how many races at {place.name} {said}", moment)
    assert re.search(rf" races at {place.name} {day}(, and [a-z]+ (is|are) left)?\. ", answer)


@pytest.mark.parametrize("day", NIGHTS, ids=str)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.code)
def test_the_next_stakes_race_has_its_day_and_its_tracks_time(desk: Desk, place: Place, day: date) -> None:
    desk.race_on(*(day + DAY * offset for offset in range(9)))
    *_, (number, post) = desk.posts(place, day, at(day, 10, 0, EASTERN)).items()
    for now in (at(day, 10, 0, EASTERN), post - 10 * MINUTE, post + MINUTE):
        desk.clock.instant = now
        desk.api.cards.clear()
        card = desk.api.card(place.code, day)
        *others, last = (race | {"race_type": "CLM"} for race in card["races"])
        last |= {"race_type": "STK", "race_name": "Lantern Bay S.", "race_class": "STAKES", "grade": ""}
        desk.api.cards[place.code, day] = card | {"races": [*others, last]}
        answer = desk.asked(f"when is the next stakes race at {place.name}", now)
        which = f"It's race {COUNTS[number]}, at {spoken(post, place)}."
        if now > post:
            due = f"which was due at {spoken(post, place)} and isn't off yet, as far as I know"
            which = f"It's race {COUNTS[number]}, {due}."
        assert answer == (
            f"The next stakes race at {place.name} is the Lantern Bay Stakes {day_word(now, day, day)}. "
            f"{which} Goodbye."
        )


def test_a_stakes_race_on_the_other_side_of_a_clock_change_is_told_in_the_time_of_its_own_day(desk: Desk) -> None:
    for today, stakes_day in ((date(2026, 3, 7), date(2026, 3, 8)), (date(2026, 10, 31), date(2026, 11, 1))):
        desk.race_on(*(today + DAY * offset for offset in range(9)))
        now = at(today, 10, 0, EASTERN)
        desk.clock.instant = now
        first, *_ = desk.posts(TURF_PARADISE, stakes_day, now).values()
        for day, race_type in ((today, "CLM"), (stakes_day, "STK")):
            card = desk.api.card("TUP", day)
            plain = {"race_type": race_type, "race_name": "", "race_class": "", "grade": ""}
            races = [race | plain for race in card["races"]]
            desk.api.cards["TUP", day] = card | {"races": races}
        assert desk.asked("when is the next stakes race at Turf Paradise", now) == (
            f"The next stakes race at Turf Paradise is tomorrow. "
            f"It's race one, at {spoken(first, TURF_PARADISE)}. Goodbye."
        )
