"""Calls with a hard end: what is not done by then is left behind."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def start_call(call: Callable[[], T]) -> Future[T]:
    """Return what will come of the call, which runs on a daemon thread: left behind, it keeps nothing from ending."""
    outcome: Future[T] = Future()

    def run() -> None:
        try:
            outcome.set_result(call())
        except BaseException as error:  # noqa: BLE001 - handed over to the waiting thread, whatever it is
            outcome.set_exception(error)

    threading.Thread(target=run, name="bounded-call", daemon=True).start()
    return outcome


def call_within(seconds: float, call: Callable[[], T]) -> T:
    """Return what the call returns or raise what it raises; raises TimeoutError when it is not done in that time.

    The timeouts of HTTP libraries bound each wait and not their sum: a slow name server, several addresses or a body
    that drips would outlast the turn.
    """
    return start_call(call).result(timeout=seconds)
