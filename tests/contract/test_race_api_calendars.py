"""The calendars of the local race API: the season's, and when racing is over for a day."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from race_api import traps
from race_api.calendars import CALENDARS, racing_from
from race_api.cards import card_of
from race_api.meets import tracks, zone_of
from race_api.season import season
from race_api.server import DEFAULT_SEED, RaceApi
from race_api.trap_calendar import trap_calendar

EASTERN = ZoneInfo("America/New_York")
YEAR = [date(2026, 11, 25) + timedelta(days=offset) for offset in range(366)]
CLOSED_IN_LIFE = {"PIM", "AQU", "BAQ", "HST", "HAW", "RUI", "TUP", *traps.OUTSIDERS}


def racing_on(day: date) -> list[str]:
    return [meet.track_id for meet in season(DEFAULT_SEED, day) if meet.track_id not in traps.POOLS]


def test_on_every_day_of_a_year_8_to_25_tracks_race_each_once() -> None:
    for day in YEAR:
        racing = racing_on(day)
        assert 8 <= len(racing) <= 25, day
        assert racing == sorted(set(racing)), day


def test_no_track_races_that_is_closed_in_life() -> None:
    ever = {code for day in YEAR for code in racing_on(day)}
    assert not ever & CLOSED_IN_LIFE
    assert ever <= set(tracks())
    assert len(ever) > 50


@pytest.mark.parametrize(
    ("track", "races_on", "dark_on"),
    [
        ("TAM", date(2026, 11, 28), date(2026, 7, 18)),
        ("SAR", date(2026, 8, 1), date(2026, 11, 28)),
        ("ARP", date(2026, 9, 6), date(2026, 12, 6)),
        ("OP", date(2027, 1, 2), date(2026, 9, 5)),
        ("KEE", date(2026, 10, 10), date(2026, 8, 8)),
    ],
)
def test_a_track_races_in_its_season(track: str, races_on: date, dark_on: date) -> None:
    assert track in racing_on(races_on)
    assert track not in racing_on(dark_on)


def test_weekends_are_busier_than_the_beginning_of_a_week() -> None:
    counts: Counter[int] = Counter()
    for day in YEAR:
        counts[day.weekday()] += len(racing_on(day))
    assert min(counts[day] for day in (traps.FRIDAY, traps.SATURDAY)) > max(counts[day] for day in (0, 1))


def test_the_season_is_what_the_api_serves_by_default_and_traps_are_there_by_name() -> None:
    saturday = date(2026, 11, 28)
    api = RaceApi()
    assert tuple(api.meets_on(saturday)) == season(DEFAULT_SEED, saturday)
    api.use(CALENDARS["traps"])
    assert tuple(api.meets_on(saturday)) == trap_calendar(DEFAULT_SEED, saturday)


def test_by_day_it_is_now_and_later_the_next_morning() -> None:
    morning = datetime(2026, 11, 28, 10, 30, tzinfo=EASTERN)
    assert racing_from(season, DEFAULT_SEED, morning) == morning
    for evening in (datetime(2026, 11, 28, 21, 0, tzinfo=EASTERN), datetime(2026, 11, 29, 4, 0, tzinfo=UTC)):
        assert racing_from(season, DEFAULT_SEED, evening) == datetime(2026, 11, 29, 9, 0, tzinfo=EASTERN)


def test_after_midnight_the_west_has_still_yesterday_and_is_over() -> None:
    night = datetime(2026, 11, 29, 1, 0, tzinfo=EASTERN)
    assert racing_from(season, DEFAULT_SEED, night) == datetime(2026, 11, 29, 9, 0, tzinfo=EASTERN)


def test_when_it_opens_no_track_that_races_that_day_is_over() -> None:
    for hour in range(24 * 14):
        now = datetime(2026, 11, 25, 0, 17, tzinfo=UTC) + timedelta(hours=hour)
        opens = racing_from(CALENDARS["season"], DEFAULT_SEED, now)
        assert opens >= now
        assert opens - now < timedelta(hours=24)
        for offset in (-1, 0):
            day = opens.astimezone(EASTERN).date() + timedelta(days=offset)
            for meet in season(DEFAULT_SEED, day):
                races = card_of(DEFAULT_SEED, meet).races
                if races and opens.astimezone(zone_of(meet.track_id)).date() == day:
                    assert races[-1].post > opens, (opens, meet)
