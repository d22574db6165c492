"""Several reads at the same time, told in their order."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

T = TypeVar("T")
Item = TypeVar("Item")

# How many days are read at the same time. More would only queue up at the provider's rate limit.
AT_ONCE = 3

# What takes longer than this, in seconds, is being fetched and not just looked up.
_AT_HAND_SECONDS = 0.03


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
