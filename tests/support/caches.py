"""The shared cache on a table in memory, which answers as DynamoDB does; that it does is proved with moto."""

import time
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from botocore.exceptions import ClientError

from horse_racing.feeds.shared_cache import ALLOWANCE, Held, SharedCache
from horse_racing.racing.clock import Clock


@dataclass
class Item:
    content: bytes | None = None
    fetched: float | None = None
    lease_until: float = 0.0
    leased_by: str | None = None


def failing_with(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code}}, "GetItem")


ORIGIN = "https://races.example.com"

NOTHING_HELD = Held(None, None, is_leased=False)

TABLE_IS_MISSING = failing_with("ResourceNotFoundException")


@dataclass
class MemoryTable:
    """A client of DynamoDB with a table of race data. `failure` is raised by every call, after `delay` seconds."""

    items: dict[str, Item] = field(default_factory=dict)
    failure: Exception | None = None
    delay: float = 0.0
    calls: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def shared(self, clock: Clock, allowance: float = ALLOWANCE, origin: str = ORIGIN) -> SharedCache:
        """Return the cache as a container has it."""
        client: Any = self
        return SharedCache(client, "race-cache", clock, origin=origin, allowance=allowance)

    def get_item(self, **asked: Any) -> dict[str, Any]:
        self._called("read")
        item = self.items.get(asked["Key"]["key"]["S"])
        if item is None:
            return {}
        held: dict[str, Any] = {"lease_until": {"N": str(item.lease_until)}}
        if item.content is not None:
            held["content"] = {"B": item.content}
        if item.fetched is not None:
            held["fetched_at"] = {"N": str(item.fetched)}
        return {"Item": held}

    def update_item(self, **asked: Any) -> dict[str, Any]:
        """Tell the three updates there are by their values."""
        given: dict[str, Any] = {
            name: float(value["N"]) if "N" in value else next(iter(value.values()))
            for name, value in asked["ExpressionAttributeValues"].items()
        }
        update = "lease" if ":until" in given else "write" if ":content" in given else "give up"
        self._called(update)
        with self._lock:
            item = self.items.setdefault(asked["Key"]["key"]["S"], Item())
            match update:
                case "lease":
                    self._check(item.lease_until <= given[":now"] and item.fetched == given.get(":seen"))
                    item.lease_until, item.leased_by = given[":until"], given[":me"]
                case "write":
                    assert given[":expires"] > given[":fetched"]
                    self._check(item.fetched is None or item.fetched < given[":fetched"])
                    item.content, item.fetched = given[":content"], given[":fetched"]
                    item.lease_until, item.leased_by = 0.0, None
                case _:
                    self._check(item.leased_by == given[":me"])
                    item.lease_until, item.leased_by = 0.0, None
        return {}

    def _check(self, holds: bool) -> None:
        if not holds:
            raise failing_with("ConditionalCheckFailedException")

    def _called(self, name: str) -> None:
        self.calls.append(name)
        time.sleep(self.delay)
        if self.failure:
            raise self.failure
