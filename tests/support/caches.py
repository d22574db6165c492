"""A shared cache in memory, with the same promises as the one in DynamoDB."""

import time
from dataclasses import dataclass, field

from horse_racing.feeds.shared_cache import NOTHING_HELD, CacheError, Held


@dataclass
class Item:
    content: bytes | None = None
    fetched: float | None = None
    lease_until: float = 0.0


@dataclass
class MemoryCache:
    """`failure` is raised by every call, after `delay` seconds."""

    items: dict[str, Item] = field(default_factory=dict)
    failure: Exception | None = None
    delay: float = 0.0
    calls: list[str] = field(default_factory=list)

    def read(self, key: str, now: float) -> Held:
        self._called("read")
        item = self.items.get(key)
        return Held(item.content, item.fetched, item.lease_until > now) if item else NOTHING_HELD

    def lease(self, key: str, seen: float | None, now: float, seconds: float) -> bool:
        self._called("lease")
        item = self.items.setdefault(key, Item())
        if item.lease_until > now or item.fetched != seen:
            return False
        item.lease_until = now + seconds
        return True

    def write(self, key: str, content: bytes, fetched: float, expires: float) -> None:
        self._called("write")
        assert expires > fetched
        self.items[key] = Item(content, fetched)

    def release(self, key: str) -> None:
        self._called("release")
        self.items[key].lease_until = 0.0

    def _called(self, name: str) -> None:
        self.calls.append(name)
        time.sleep(self.delay)
        if self.failure:
            raise self.failure


TABLE_IS_MISSING = CacheError("ResourceNotFoundException", is_lasting=True)
