"""The shared cache with an end to patience: it may help a turn, but never break it nor hold it up for long."""

import logging
import time
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from horse_racing.feeds.shared_cache import CacheError, Held, SharedCache
from horse_racing.feeds.within import within
from horse_racing.racing.clock import Deadline

_log = logging.getLogger(__name__)

T = TypeVar("T")

# The most, in seconds, that all calls to the cache may hold up one turn; and how long it is left alone after that.
ALLOWANCE = 0.3
REST = 30.0


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
        self._turn: Deadline | None = None
        self._spent = 0.0
        self._under_way = 0
        self._busy_since = 0.0

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
        seconds = self._begin(deadline)
        try:
            if seconds > 0:
                return within(seconds, call)
        except TimeoutError:
            self._leave_alone(f"took more than {self._allowance} s of a turn", self._rest)
        except CacheError as error:
            self._leave_alone(str(error), float("inf") if error.is_lasting else self._rest)
        except Exception as error:  # noqa: BLE001 - whatever a cache raises, the turn goes on without it
            self._leave_alone(type(error).__name__, self._rest)
        finally:
            self._end()
        return otherwise

    def _begin(self, deadline: Deadline) -> float:
        """Return the seconds the call may take, 0 when it is not to be made."""
        with self._lock:
            now = time.monotonic()
            if self._turn is not deadline:
                self._turn, self._spent, self._busy_since = deadline, 0.0, now
            if not self._under_way:
                self._busy_since = now
            self._under_way += 1
            left = self._allowance - self._spent - (now - self._busy_since)
            return min(left, deadline.remaining()) if now >= self._off_until else 0.0

    def _end(self) -> None:
        with self._lock:
            self._under_way -= 1
            if not self._under_way:
                self._spent += time.monotonic() - self._busy_since

    def _leave_alone(self, reason: str, seconds: float) -> None:
        with self._lock:
            now = time.monotonic()
            if now >= self._off_until:
                until = "for good: check RACE_CACHE_TABLE" if seconds == float("inf") else f"for {seconds:g} s"
                _log.warning("the shared cache is left alone %s: %s", until, reason)
            self._off_until = max(self._off_until, now + seconds)
