"""The shared cache within bounds: it may help a turn, but never break it nor hold it up for long."""

import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeVar

from horse_racing.bounded_call import call_within
from horse_racing.feeds.shared_cache import CacheError, Held, SharedCache
from horse_racing.racing.clock import Deadline

_log = logging.getLogger(__name__)

T = TypeVar("T")

# The most, in seconds, that slow calls to the cache may hold up one turn; and how long it is left alone after that.
ALLOWANCE = 0.3
REST = 30.0

# A call that takes less than this, in seconds, is as fast as a table can be expected to be: however many of them a turn
# makes, they say nothing against the cache.
_SLOW = 0.02


@dataclass(eq=False)
class _Call:
    """One call to the cache: when it began and ended, in seconds; `ended` is None while it is under way."""

    began: float
    ended: float | None = None


@dataclass
class _Account:
    """The calls of one turn that are slow or still under way."""

    turn: Deadline
    calls: list[_Call] = field(default_factory=list)

    def spent(self, now: float) -> float:
        """Return the time with any slow call under way, in seconds."""
        spent, counted = 0.0, float("-inf")
        for began, ended in sorted((call.began, call.ended or now) for call in self.calls):
            if ended - began >= _SLOW:
                spent += max(0.0, ended - max(began, counted))
                counted = max(counted, ended)
        return spent


class BoundedCache:
    """Every method returns within the turn's allowance; what it returns when the cache is no help is said there.

    Calls that run at the same time hold the turn up only once, so what counts is the time with any slow one under way.
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
        account, made, allowed = self._begin(deadline)
        left = deadline.remaining()
        try:
            if min(allowed, left) > 0:
                return call_within(min(allowed, left), call)
        except TimeoutError:
            # A turn whose time is up says nothing about the cache.
            if allowed <= left:
                self._leave_alone(f"took more than {self._allowance} s of a turn", self._rest)
        except CacheError as error:
            self._leave_alone(str(error), float("inf") if error.is_lasting else self._rest)
        except Exception as error:  # noqa: BLE001 - whatever a cache raises, the turn goes on without it
            self._leave_alone(type(error).__name__, self._rest)
        finally:
            self._end(account, made)
        return otherwise

    def _begin(self, deadline: Deadline) -> tuple[_Account, _Call, float]:
        """Return the turn's account, the call in it, and the seconds it may take, 0 when it is not to be made."""
        with self._lock:
            now = time.monotonic()
            account = next((held for held in self._accounts if held.turn is deadline), None)
            if account is None:
                account = _Account(deadline)
                self._accounts.append(account)
            left = self._allowance - account.spent(now)
            call = _Call(now)
            account.calls.append(call)
            return account, call, left if now >= self._off_until else 0.0

    def _end(self, account: _Account, call: _Call) -> None:
        with self._lock:
            call.ended = time.monotonic()
            if call.ended - call.began < _SLOW:
                account.calls.remove(call)

    def _leave_alone(self, reason: str, seconds: float) -> None:
        with self._lock:
            now = time.monotonic()
            if now >= self._off_until:
                until = "for good: check RACE_CACHE_TABLE" if seconds == float("inf") else f"for {seconds:g} s"
                _log.warning("the shared cache is left alone %s: %s", until, reason)
            self._off_until = max(self._off_until, now + seconds)
