"""Reading days in order, some ahead."""

import time

import pytest

from horse_racing.feeds.ahead import AT_ONCE, in_order


def slowly(item: int) -> int:
    time.sleep(0.2)
    return item


def test_items_come_in_order_and_are_read_at_the_same_time() -> None:
    began = time.monotonic()
    assert list(in_order(slowly, range(6))) == list(range(6))
    assert time.monotonic() - began < 0.2 * 6 * 0.7


def test_what_is_at_hand_is_not_read_ahead_of() -> None:
    read: list[int] = []

    def at_hand(item: int) -> int:
        read.append(item)
        return item

    items = in_order(at_hand, range(8))
    assert next(items) == 0
    assert next(items) == 1
    items.close()  # type: ignore[attr-defined] # it is a generator
    assert read == [0, 1]


def test_once_the_caller_stops_nothing_further_is_begun() -> None:
    read: list[int] = []

    def noted(item: int) -> int:
        read.append(item)
        return slowly(item)

    items = in_order(noted, range(8))
    next(items)
    items.close()  # type: ignore[attr-defined] # as above
    time.sleep(0.5)
    assert len(read) <= AT_ONCE + 1


def test_an_error_is_raised_where_its_item_is_due() -> None:
    def failing_at_two(item: int) -> int:
        if item == 2:
            raise ValueError("two")
        return slowly(item)

    items = in_order(failing_at_two, range(8))
    assert [next(items), next(items)] == [0, 1]
    with pytest.raises(ValueError, match="two"):
        next(items)
