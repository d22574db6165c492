"""Race data that all containers share, in a DynamoDB table: it may help a turn, but never break it nor hold it up.

The table has the partition key `key` and the TTL attribute `expires_at`. An item holds `content`, the instant
`fetched_at` at which its fetch began, and while a container fetches it, `lease_until` and `leased_by`.
"""

import logging
import os
from collections.abc import Callable, Mapping
from math import inf
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from horse_racing.aws_errors import code_of
from horse_racing.bounded_call import call_within
from horse_racing.racing.clock import Clock, Deadline

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient

_log = logging.getLogger(__name__)

T = TypeVar("T")

# The most, in seconds, that slow calls may hold up one turn; and how long the cache is left alone after a failure.
ALLOWANCE = 0.3
REST = 30.0

# A call that takes less than this, in seconds, is as fast as a table can be: it says nothing against the cache.
_SLOW = 0.02

# The clocks of two containers are no further apart, in seconds.
_CLOCKS_APART = 10.0

# What no later call will mend: the owner has to.
_LASTING = {"ResourceNotFoundException", "AccessDeniedException", "ValidationException", "UnrecognizedClientException"}
_CONDITION_FAILED = "ConditionalCheckFailedException"


class Held(NamedTuple):
    """What the cache has under a key: `content` fetched at `fetched`, in seconds since the epoch.

    Both are None while the first fetch is under way; `is_leased` tells that somebody is fetching right now.
    """

    content: bytes | None
    fetched: float | None
    is_leased: bool


class SharedCache:
    """Bytes by key, and for each key a lease so that only one container fetches. All times are in seconds.

    Nothing here raises, nor outlasts the deadline. `client` is boto3's, with timeouts of its own. `origin` is the
    address that the data comes from: what comes from another one is never told as its own, as invented races would be.
    """

    def __init__(
        self, client: "DynamoDBClient", table: str, clock: Clock, *, origin: str, allowance: float = ALLOWANCE
    ) -> None:
        self._client = client
        self._table = table
        self._clock = clock
        self._origin = origin
        self._allowance = allowance
        # By key, whose lease it is: a container gives back only its own. Each is drawn when it is taken, because
        # containers may begin as copies of one that was set up already.
        self._leases: dict[str, str] = {}
        self._lock = Lock()
        self._off_until = 0.0
        # When calls of the latest turn began and ended: those that are slow or still under way. A turn is told by when
        # it ends, and what comes late of the one before counts as this one's.
        self._calls: list[list[float]] = []
        self._turn_ends = -inf

    def read(self, key: str, deadline: Deadline) -> Held | None:
        """Return the latest that was written, None when the cache is no help."""

        def item() -> Mapping[str, Any] | None:
            # Consistent: a copy written a moment ago must be seen.
            answer = self._client.get_item(TableName=self._table, Key=self._item_key(key), ConsistentRead=True)
            return answer.get("Item", {})

        found = self._call(deadline, item, None)
        return None if found is None else _held(found, self._clock.now().timestamp())

    def lease(self, key: str, seen: float | None, seconds: float, deadline: Deadline) -> bool:
        """Take the right to fetch, unless somebody has it or has written something newer than the copy `seen`.

        Also True when the cache is no help and cannot tell who else fetches.
        """
        now, me = self._clock.now().timestamp(), os.urandom(16).hex()
        self._leases[key] = me
        unchanged = "fetched_at = :seen" if seen is not None else "attribute_not_exists(fetched_at)"
        return self._update(
            key,
            deadline,
            update="SET lease_until = :until, leased_by = :me, expires_at = if_not_exists(expires_at, :gone)",
            condition=f"(attribute_not_exists(lease_until) OR lease_until <= :now) AND {unchanged}",
            values={
                ":until": _number(now + seconds),
                ":me": {"S": me},
                ":now": _number(now),
                ":gone": _number(int(now + seconds) + 60),
                **({":seen": _number(seen)} if seen is not None else {}),
            },
        )

    def write(self, key: str, content: bytes, fetched: float, expires: float, deadline: Deadline) -> None:
        """Keep the content until it expires and give the lease back; an older copy never replaces a newer one."""
        self._leases.pop(key, None)
        self._update(
            key,
            deadline,
            update="SET content = :content, fetched_at = :fetched, expires_at = :expires REMOVE lease_until, leased_by",
            condition="attribute_not_exists(fetched_at) OR fetched_at < :fetched",
            values={":content": {"B": content}, ":fetched": _number(fetched), ":expires": _number(int(expires))},
        )

    def give_up(self, key: str, deadline: Deadline) -> None:
        """Give our own lease back without having anything to write; it ends by itself otherwise."""
        if me := self._leases.pop(key, None):
            update, condition = "REMOVE lease_until, leased_by", "leased_by = :me"
            self._update(key, deadline, update=update, condition=condition, values={":me": {"S": me}})

    def _update(self, key: str, deadline: Deadline, *, update: str, condition: str, values: dict[str, Any]) -> bool:
        """Update the item; False when the condition does not hold, True also when the cache is no help."""

        def call() -> bool:
            try:
                self._client.update_item(
                    TableName=self._table,
                    Key=self._item_key(key),
                    UpdateExpression=update,
                    ConditionExpression=condition,
                    ExpressionAttributeValues=values,
                )
            except Exception as error:
                if code_of(error) != _CONDITION_FAILED:
                    raise
                return False
            return True

        return self._call(deadline, call, otherwise=True)

    def _item_key(self, key: str) -> dict[str, Any]:
        return {"key": {"S": f"{self._origin} {key}"}}

    def _call(self, deadline: Deadline, call: Callable[[], T], otherwise: T) -> T:
        """Return what the call returns, or `otherwise` when it fails, takes too long, or is not to be made."""
        with self._lock:
            if deadline.ends > self._turn_ends:
                self._turn_ends, self._calls = deadline.ends, []
            now, left = self._clock.monotonic(), deadline.remaining()
            allowed = self._allowance - self._held_up(now)
            if now < self._off_until or min(allowed, left) < _SLOW:
                return otherwise
            self._calls.append(made := [now, inf])
        try:
            return call_within(min(allowed, left), call)
        except TimeoutError:
            # A turn whose time is up says nothing about the cache.
            if allowed <= left:
                self._leave_alone(f"took more than {self._allowance:g} s of a turn", REST)
        except Exception as error:  # noqa: BLE001 - whatever a client raises, the turn goes on without the cache
            self._leave_alone(code_of(error), inf if code_of(error) in _LASTING else REST)
        finally:
            made[1] = self._clock.monotonic()
        return otherwise

    def _held_up(self, now: float) -> float:
        """Return the time with any slow call under way; those at the same time hold a turn up only once."""
        self._calls = [call for call in self._calls if call[1] - call[0] >= _SLOW]
        spent, counted = 0.0, -inf
        for began, ended in sorted((began, min(ended, now)) for began, ended in self._calls):
            if ended - began >= _SLOW:
                spent += max(0.0, ended - max(began, counted))
                counted = max(counted, ended)
        return spent

    def _leave_alone(self, reason: str, seconds: float) -> None:
        with self._lock:
            now = self._clock.monotonic()
            if now >= self._off_until:
                until = "for good: check RACE_CACHE_TABLE" if seconds == inf else f"for {seconds:g} s"
                _log.warning("the shared cache is left alone %s: %s", until, reason)
            self._off_until = max(self._off_until, now + seconds)


def _held(item: Mapping[str, Any], now: float) -> Held | None:
    """Return what an item holds; content that is none counts as nothing, and an item of another making is no help."""
    try:
        content = item.get("content", {}).get("B")
        fetched = float(item["fetched_at"]["N"]) if "fetched_at" in item else None
        is_leased = "lease_until" in item and float(item["lease_until"]["N"]) > now
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    if fetched is not None and fetched > now + _CLOCKS_APART:
        return None
    return Held(bytes(content) if isinstance(content, bytes) else None, fetched, is_leased)


def _number(value: float) -> dict[str, str]:
    return {"N": repr(value)}
