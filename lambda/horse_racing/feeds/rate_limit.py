"""The provider's rate limit, kept by whoever calls it."""

from collections import deque
from threading import Lock

from horse_racing.racing.clock import Deadline
from horse_racing.racing.errors import TimedOutError

# What the North America endpoints allow in any one second (race data, 1).
CALLS_PER_SECOND = 5


class RateLimit:
    """Lets at most `calls` begin in any one second; the others wait for their turn, but not past the deadline."""

    def __init__(self, calls: int = CALLS_PER_SECOND) -> None:
        self._begun: deque[float] = deque(maxlen=calls)
        self._lock = Lock()

    def wait(self, deadline: Deadline) -> None:
        """Return when a call may begin; raises `TimedOutError`, at once when that is after the deadline."""
        with self._lock:
            now = deadline.clock.monotonic()
            full = len(self._begun) == self._begun.maxlen
            begins = max(now, self._begun[0] + 1.0) if full else now
            if begins - now >= deadline.remaining():
                raise TimedOutError("the rate limit leaves no call before the deadline")
            self._begun.append(begins)
        deadline.clock.sleep(begins - now)
        if not deadline.remaining():
            raise TimedOutError("the turn was over before the rate limit let the call begin")
