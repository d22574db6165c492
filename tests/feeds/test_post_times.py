"""Race data, 5.3: the instants are those the vendor's own samples were checked against."""

from datetime import UTC, date, datetime, timedelta

import pytest

from horse_racing.feeds.post_times import post_time

SUMMER = date(2025, 8, 30)
AUTUMN = date(2026, 9, 23)
WINTER = date(2026, 2, 7)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def utc(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def test_a_large_number_is_milliseconds_since_the_epoch() -> None:
    assert post_time(SUMMER, 1756602840000, "", None, LONG_AGO) == utc(2025, 8, 31, 1, 14)


def test_a_small_number_is_milliseconds_since_midnight_in_london() -> None:
    assert post_time(AUTUMN, 63900000, "", None, LONG_AGO) == utc(2026, 9, 23, 16, 45)
    assert post_time(WINTER, 63600000, "", None, LONG_AGO) == utc(2026, 2, 7, 17, 40)


def test_a_small_number_may_pass_midnight() -> None:
    assert post_time(WINTER, 90_000_000, "", None, LONG_AGO) == utc(2026, 2, 8, 1, 0)


def test_the_eastern_clock_overrules_a_small_number() -> None:
    assert post_time(WINTER, 63600000, "1:45 PM", None, LONG_AGO) == utc(2026, 2, 7, 18, 45)


def test_the_epoch_overrules_the_eastern_clock() -> None:
    assert post_time(SUMMER, 1756602840000, "1:45 PM", None, LONG_AGO) == utc(2025, 8, 31, 1, 14)


def test_minutes_to_post_shift_a_small_number_by_whole_hours_only() -> None:
    fetched = utc(2026, 2, 7, 17, 0)
    # 17:40 by the London clock, an hour early: the race is 98 minutes away by a snapshot two minutes old.
    assert post_time(WINTER, 63600000, "", 98, fetched, hours_west=1) == utc(2026, 2, 7, 18, 40)
    assert post_time(WINTER, 63600000, "", 38, fetched, hours_west=1) == utc(2026, 2, 7, 17, 40)


def test_at_an_eastern_track_minutes_to_post_never_shift_a_small_number() -> None:
    fetched = utc(2026, 1, 17, 15, 0)
    assert post_time(date(2026, 1, 17), 58_800_000, "", 140, fetched) == utc(2026, 1, 17, 16, 20)
    assert post_time(date(2026, 1, 17), 58_800_000, "", 140, fetched, hours_west=1) == utc(2026, 1, 17, 17, 20)


def test_minutes_to_post_shift_by_no_more_than_the_tracks_clock_is_behind() -> None:
    fetched = utc(2026, 2, 7, 17, 0)
    for hours, off in ((1, 98 + 60), (2, 98), (3, 98), (3, 98 + 60)):
        assert post_time(WINTER, 63600000, "", off, fetched, hours_west=hours) == utc(2026, 2, 7, 17, 40)
    assert post_time(WINTER, 63600000, "", 98 + 120, fetched, hours_west=3) == utc(2026, 2, 7, 20, 40)


def test_for_a_later_day_minutes_that_may_be_an_hour_old_prove_no_hour() -> None:
    fetched = utc(2026, 2, 6, 17, 0)
    assert post_time(WINTER, 63600000, "", 24 * 60 + 100, fetched, hours_west=1) == utc(2026, 2, 7, 17, 40)
    assert post_time(WINTER, 63600000, "", 24 * 60 + 160, fetched, hours_west=2) == utc(2026, 2, 7, 19, 40)


def test_minutes_to_post_never_overrule_the_eastern_clock() -> None:
    assert post_time(WINTER, 63600000, "12:40 PM", 98, utc(2026, 2, 7, 17, 0), hours_west=1) == utc(2026, 2, 7, 17, 40)


@pytest.mark.parametrize("minutes", [63, 10**12])
def test_minutes_that_tell_no_whole_hours_shift_nothing(minutes: int) -> None:
    assert post_time(WINTER, 63600000, "", minutes, utc(2026, 2, 7, 17, 0), hours_west=1) == utc(2026, 2, 7, 17, 40)


@pytest.mark.parametrize("minutes", [-999, -315, 0, None])
def test_minutes_that_are_past_or_missing_shift_nothing(minutes: int | None) -> None:
    assert post_time(WINTER, 63600000, "", minutes, utc(2026, 2, 8, 1, 0), hours_west=1) == utc(2026, 2, 7, 17, 40)


def test_the_eastern_clock_alone_is_enough_in_winter_and_in_summer() -> None:
    assert post_time(WINTER, None, "12:40 PM", None, LONG_AGO) == utc(2026, 2, 7, 17, 40)
    assert post_time(AUTUMN, None, "12:45 PM", None, LONG_AGO) == utc(2026, 9, 23, 16, 45)


def test_small_hours_on_the_eastern_clock_are_the_night_after_the_race_date() -> None:
    assert post_time(WINTER, None, "12:30 AM", None, LONG_AGO) == utc(2026, 2, 8, 5, 30)


def test_the_night_of_a_card_ends_at_six_on_the_eastern_clock() -> None:
    assert post_time(WINTER, None, "5:59 AM", None, LONG_AGO) == utc(2026, 2, 8, 10, 59)
    assert post_time(WINTER, None, "6:00 AM", None, LONG_AGO) == utc(2026, 2, 7, 11, 0)


@pytest.mark.parametrize("number", [-1, 172_800_000, 1_756_602_840, 99_999_999_999, 10**17])
def test_a_number_that_is_neither_encoding_gives_no_post_time(number: int) -> None:
    assert post_time(SUMMER, number, "", None, LONG_AGO) is None


@pytest.mark.parametrize("text", ["", "TBA", "25:00 PM", "13:15 PM", "4:61 PM", "4:30", "null"])
def test_a_clock_that_is_none_gives_no_post_time(text: str) -> None:
    assert post_time(SUMMER, None, text, None, LONG_AGO) is None


def test_a_post_time_more_than_a_day_from_the_race_date_is_none() -> None:
    noon = int(utc(2025, 8, 30, 16, 0).timestamp() * 1000)
    day = int(timedelta(days=1) / timedelta(milliseconds=1))
    assert post_time(SUMMER, noon + day, "", None, LONG_AGO) is not None
    assert post_time(SUMMER, noon + 2 * day, "", None, LONG_AGO) is None
    assert post_time(SUMMER, noon - 2 * day, "", None, LONG_AGO) is None


def test_the_hour_of_the_clock_change_is_told_from_the_zones_not_from_a_fixed_offset() -> None:
    last_of_summer, first_of_winter = date(2026, 10, 31), date(2026, 11, 1)
    assert post_time(last_of_summer, None, "1:00 PM", None, LONG_AGO) == utc(2026, 10, 31, 17, 0)
    assert post_time(first_of_winter, None, "1:00 PM", None, LONG_AGO) == utc(2026, 11, 1, 18, 0)
    # Britain had already changed a week before: midnight in London is midnight UTC.
    assert post_time(last_of_summer, 61_200_000, "", None, LONG_AGO) == utc(2026, 10, 31, 17, 0)
