from datetime import date, timedelta
from itertools import pairwise

import pytest

from echo.understanding.dates import LONGEST_DATE, date_value

SATURDAY = date(2026, 11, 21)
WEDNESDAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("today", "2026-11-21"),
        ("tomorrow", "2026-11-22"),
        ("yesterday", "2026-11-20"),
        ("the day after tomorrow", "2026-11-23"),
        ("day before yesterday", "2026-11-19"),
        ("tonight", "2026-11-21TNI"),
        ("this morning", "2026-11-21TMO"),
        ("this afternoon", "2026-11-21TAF"),
        ("tomorrow evening", "2026-11-22TEV"),
        ("sunday night", "2026-11-22TNI"),
        ("now", "PRESENT_REF"),
        ("right now", "PRESENT_REF"),
        ("this weekend", "2026-W47-WE"),
        ("next weekend", "2026-W48-WE"),
        ("this week", "2026-W47"),
        ("next week", "2026-W48"),
        ("last week", "2026-W46"),
        ("this month", "2026-11"),
        ("next month", "2026-12"),
        ("last month", "2026-10"),
        ("this year", "2026"),
        ("next year", "2027"),
        ("december", "2026-12"),
        ("in december", "2026-12"),
        ("october", "2027-10"),
        ("november twenty first", "2026-11-21"),
        ("november the twenty first", "2026-11-21"),
        ("november 21st", "2026-11-21"),
        ("november 21", "2026-11-21"),
        ("november twenty two", "2026-11-22"),
        ("the twenty first of november", "2026-11-21"),
        ("twenty first november", "2026-11-21"),
        ("the 3rd of december", "2026-12-03"),
        ("on november thirtieth", "2026-11-30"),
        ("november twentieth", "2027-11-20"),
        ("november twentieth 2026", "2026-11-20"),
        ("november twentieth twenty twenty six", "2026-11-20"),
        ("november twenty sixth twenty twenty", "2020-11-26"),
        ("february twenty ninth", "2028-02-29"),
        ("the thirty first", "2026-12-31"),
        ("the twentieth", "2026-12-20"),
    ],
)
def test_a_spoken_date_becomes_the_value_alexa_sends(phrase: str, value: str) -> None:
    assert date_value(phrase, SATURDAY) == value


@pytest.mark.parametrize(
    ("phrase", "on_wednesday", "on_saturday"),
    [
        ("saturday", "2026-11-21", "2026-11-21"),
        ("on saturday", "2026-11-21", "2026-11-21"),
        ("this saturday", "2026-11-21", "2026-11-21"),
        ("next saturday", "2026-11-28", "2026-11-28"),
        ("last saturday", "2026-11-14", "2026-11-14"),
        ("monday", "2026-11-23", "2026-11-23"),
        ("next monday", "2026-11-23", "2026-11-23"),
        ("last monday", "2026-11-16", "2026-11-16"),
    ],
)
def test_a_weekday_is_the_coming_one_and_today_counts(phrase: str, on_wednesday: str, on_saturday: str) -> None:
    assert date_value(phrase, WEDNESDAY) == on_wednesday
    assert date_value(phrase, SATURDAY) == on_saturday


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("christmas", "2026-12-25"),
        ("on christmas day", "2026-12-25"),
        ("christmas eve", "2026-12-24"),
        ("christmas morning", "2026-12-25TMO"),
        ("new year's eve", "2026-12-31"),
        ("new years eve", "2026-12-31"),
        ("new year's day", "2027-01-01"),
        ("thanksgiving", "2026-11-26"),
        ("on thanksgiving day", "2026-11-26"),
        ("independence day", "2027-07-04"),
        ("the fourth of july", "2027-07-04"),
        ("fourth of july", "2027-07-04"),
        ("july fourth", "2027-07-04"),
        ("halloween", "2027-10-31"),
        ("labor day", "2027-09-06"),
        ("memorial day", "2027-05-31"),
        ("valentine's day", "2027-02-14"),
        ("martin luther king day", "2027-01-18"),
        ("presidents' day", "2027-02-15"),
        ("easter", "2027-03-28"),
        ("mother's day", "2027-05-09"),
        ("juneteenth", "2027-06-19"),
        ("veterans day", "2027-11-11"),
    ],
)
def test_a_holiday_is_the_next_day_of_that_name(phrase: str, value: str) -> None:
    assert date_value(phrase, SATURDAY) == value


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("thanksgiving", ["2023-11-23", "2024-11-28", "2025-11-27", "2026-11-26"]),
        ("labor day", ["2023-09-04", "2024-09-02", "2025-09-01", "2026-09-07"]),
        ("memorial day", ["2023-05-29", "2024-05-27", "2025-05-26", "2026-05-25"]),
        ("christmas", ["2023-12-25", "2024-12-25"]),
    ],
)
def test_a_holiday_is_today_on_its_day_and_next_years_after_it(phrase: str, days: list[str]) -> None:
    for day, next_years in pairwise(days):
        assert date_value(phrase, date.fromisoformat(day)) == day
        assert date_value(phrase, date.fromisoformat(day) + timedelta(days=1)) == next_years


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "in saturday",
        "christmas banana",
        "banana",
        "on",
        "next",
        "this",
        "november thirty first",
        "november forty",
        "november 99",
        "the banana",
        "tomorrow banana",
        "night",
        "banana night",
        "november twenty first nineteen",
        "february twenty ninth 2027",
        "november first 0000",
    ],
)
def test_other_words_are_no_date(phrase: str) -> None:
    assert date_value(phrase, SATURDAY) is None


def test_the_turn_of_the_year_changes_month_week_and_year() -> None:
    new_years_eve = date(2026, 12, 31)
    assert date_value("tomorrow", new_years_eve) == "2027-01-01"
    assert date_value("next month", new_years_eve) == "2027-01"
    assert date_value("this week", new_years_eve) == "2026-W53"
    assert date_value("next week", new_years_eve) == "2027-W01"
    assert date_value("last month", date(2027, 1, 1)) == "2026-12"
    assert date_value("this weekend", date(2027, 1, 1)) == "2026-W53-WE"


def test_the_longest_date_is_known() -> None:
    longest = "on the twenty first of november twenty twenty six"
    assert date_value(longest, SATURDAY) == "2026-11-21"
    assert len(longest.split()) == LONGEST_DATE
