"""The shared cache with an end to patience: it may help a turn, but never break it nor hold it up for long."""

import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

from horse_racing.feeds.shared_cache import CacheError, Held, SharedCache
from horse_racing.racing.clock import Deadline
from horse_racing.within import within

_log = logging.getLogger(__name__)

T = TypeVar("T")

# The most, in seconds, that all calls to the cache may hold up one turn; and how long it is left alone after that.
ALLOWANCE = 0.3
REST = 30.0


@dataclass
class _Account:
    """The time, in seconds, that the cache has held up one turn; `busy_since` counts while calls are under way."""

    turn: Deadline
    spent: float = 0.0
    under_way: int = 0
    busy_since: float = 0.0


class PatientCache:
    """Every method returns within the turn's allowance; what it returns when the cache is no help is said there.

    Calls that run at the same time hold the turn up only once, so what counts is the time with any call under way.
    """

    def __init__(self, cache: SharedCache, allowance: float = ALLOWANCE, rest: float = REST) -> None:
        self._cache = cache
        self._allowance = allowance
        self._rest = rest
        self._lock = Lock()
        self._off_until = 0.0
        # What was read ahead for the turn before may still be on its way, so there is more than one account.
        self._accounts: deque[_Account] = deque(maxlen=4)

    def read(self, key: str, now: float, deadline: Deadline) -> Held | None:
        """Return what is held, None when the cache is no help."""
        return self._call(deadline, lambda: self._cache.read(key, now), None)

    def lease(self, key: str, seen: float | None, now: float, seconds: float, deadline: Deadline) -> bool:
        """Tell whether to fetch: the lease was taken, or the cache is no help and cannot tell who else does."""
        return self._call(deadline, lambda: self._cache.lease(key, seen, now, seconds), otherwise=True)

    def write(self, key: str, content: bytes, fetched: float, expires: float, deadline: Deadline) -> None:
        """Keep the content, if the cache is of help."""
        self._call(deadline, lambda: self._cache.write(key, content, fetched, expires), None)

    def release(self, key: str, deadline: Deadline) -> None:
        """Give the lease back, if the cache is of help; it ends by itself otherwise."""
        self._call(deadline, lambda: self._cache.release(key), None)

    def _call(self, deadline: Deadline, call: Callable[[], T], otherwise: T) -> T:
        account, allowed = self._begin(deadline)
        left = deadline.remaining()
        try:
            if min(allowed, left) > 0:
                return within(min(allowed, left), call)
        except TimeoutError:
            # A turn whose time is up says nothing about the cache.
            if allowed <= left:
                self._leave_alone(f"took more than {self._allowance} s of a turn", self._rest)
        except CacheError as error:
            self._leave_alone(str(error), float("inf") if error.is_lasting else self._rest)
        except Exception as error:  # noqa: BLE001 - whatever a cache raises, the turn goes on without it
            self._leave_alone(type(error).__name__, self._rest)
        finally:
            self._end(account)
        return otherwise

    def _begin(self, deadline: Deadline) -> tuple[_Account, float]:
        """Return the turn's account and the seconds the call may take, 0 when it is not to be made."""
        with self._lock:
            now = time.monotonic()
            account = next((held for held in self._accounts if held.turn is deadline), None)
            if account is None:
                account = _Account(deadline)
                self._accounts.append(account)
            if not account.under_way:
                account.busy_since = now
            account.under_way += 1
            left = self._allowance - account.spent - (now - account.busy_since)
            return account, left if now >= self._off_until else 0.0

    def _end(self, account: _Account) -> None:
        with self._lock:
            account.under_way -= 1
            if not account.under_way:
                account.spent += time.monotonic() - account.busy_since

    def _leave_alone(self, reason: str, seconds: float) -> None:
        with self._lock:
            now = time.monotonic()
            if now >= self._off_until:
                until = "for good: check RACE_CACHE_TABLE" if seconds == float("inf") else f"for {seconds:g} s"
                _log.warning("the shared cache is left alone %s: %s", until, reason)
            self._off_until = max(self._off_until, now + seconds)
