"""Calls with a hard end."""

import threading
import time

import pytest

from horse_racing.bounded_call import call_within
from tests.support.timing import measures_time


def test_a_call_that_is_done_in_time_returns_or_raises_what_it_did() -> None:
    assert call_within(1, lambda: 7) == 7
    with pytest.raises(KeyError):
        call_within(1, lambda: {"a": 1}["nothing"])


@measures_time
def test_a_call_that_is_not_done_in_time_is_left_behind() -> None:
    over = threading.Event()
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        call_within(0.1, over.wait)
    assert time.monotonic() - began < 0.3
    over.set()
