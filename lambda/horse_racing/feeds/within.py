"""Calls with a hard end: what is not done by then is left behind."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

T = TypeVar("T")
Item = TypeVar("Item")

# How many days are read at the same time. More would only queue up at the provider's rate limit.
AT_ONCE = 3

# What takes longer than this, in seconds, is being fetched and not just looked up.
_AT_HAND_SECONDS = 0.03


def within(seconds: float, call: Callable[[], T]) -> T:
    """Return what the call returns or raise what it raises; raises TimeoutError when it is not done in that time.

    The timeouts of HTTP libraries bound each wait and not their sum: a slow name server, several addresses or a body
    that drips would outlast the turn. The call's thread is a daemon: left behind, it keeps nothing from ending.
    """
    outcome: Future[T] = Future()

    def run() -> None:
        try:
            outcome.set_result(call())
        except BaseException as error:  # noqa: BLE001 - handed over to the waiting thread, whatever it is
            outcome.set_exception(error)

    threading.Thread(target=run, name="bounded-call", daemon=True).start()
    return outcome.result(timeout=seconds)


def in_order(read: Callable[[Item], T], items: Sequence[Item]) -> Iterator[T]:
    """Yield `read(item)` for each item, in order, with the next few being read while one is waited for.

    What `read` raises is raised where its item is due. What is at hand at once, because it is cached, is not waited
    for, so nothing is read ahead that may not be needed; once the caller stops, nothing further is begun.
    """
    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="read-ahead")
    begun: list[Future[T]] = []
    try:
        for position in range(len(items)):
            begun += [pool.submit(read, item) for item in items[len(begun) : position + 1]]
            if not _is_at_hand(begun[position]):
                begun += [pool.submit(read, item) for item in items[len(begun) : position + AT_ONCE]]
            yield begun[position].result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _is_at_hand(outcome: Future[T]) -> bool:
    return outcome in wait([outcome], timeout=_AT_HAND_SECONDS).done
