from datetime import UTC, date, datetime, timedelta

import pytest

from horse_racing.feeds.freshness import ResourceKind, freshness

# One in the morning in the East, the evening before in the West: two dates are today.
ONE_IN_THE_EAST = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "seconds"),
    [
        (date(2026, 11, 20), 3600),
        (date(2026, 11, 21), 90),
        (date(2026, 11, 22), 90),
        (date(2026, 11, 23), 900),
        (date(2026, 11, 24), 1800),
    ],
)
def test_a_card_is_fresh_for_as_long_as_its_day_is_near(day: date, seconds: int) -> None:
    assert freshness(ResourceKind.CARD, day, ONE_IN_THE_EAST).fresh == timedelta(seconds=seconds)


@pytest.mark.parametrize("kind", ResourceKind)
@pytest.mark.parametrize("days", range(-3, 9))
def test_nothing_is_usable_for_less_than_it_is_fresh(kind: ResourceKind, days: int) -> None:
    limits = freshness(kind, ONE_IN_THE_EAST.date() + timedelta(days=days), ONE_IN_THE_EAST)
    assert timedelta(0) < limits.fresh <= limits.usable


@pytest.mark.parametrize("kind", ResourceKind)
def test_todays_data_is_fresh_for_no_longer_than_any_others(kind: ResourceKind) -> None:
    today = freshness(kind, ONE_IN_THE_EAST.date(), ONE_IN_THE_EAST).fresh
    others = [
        freshness(kind, ONE_IN_THE_EAST.date() + timedelta(days=days), ONE_IN_THE_EAST).fresh for days in (-5, 1, 5)
    ]
    assert all(today <= other for other in others)
