"""What all containers share: copies of race data with their age, and leases so that only one of them fetches."""

from dataclasses import dataclass
from typing import Protocol


class CacheError(Exception):
    """The shared cache could not be used. `is_lasting`: it will not work either for the life of this container."""

    def __init__(self, reason: str, *, is_lasting: bool = False) -> None:
        super().__init__(reason)
        self.is_lasting = is_lasting


@dataclass(frozen=True)
class Held:
    """What the cache has under a key: `content` fetched at `fetched`, in seconds since the epoch.

    Both are None while the first fetch is under way; `is_leased` tells that somebody is fetching right now.
    """

    content: bytes | None
    fetched: float | None
    is_leased: bool


NOTHING_HELD = Held(None, None, is_leased=False)


class SharedCache(Protocol):
    """A store of bytes by key; all times are seconds since the epoch, and every method raises `CacheError`."""

    def read(self, key: str, now: float) -> Held:
        """Return what is held, the latest that was written."""
        ...

    def lease(self, key: str, seen: float | None, now: float, seconds: float) -> bool:
        """Take the right to fetch, unless somebody has it or has written something newer than the copy `seen`."""
        ...

    def write(self, key: str, content: bytes, fetched: float, expires: float) -> None:
        """Keep the content until it expires and give the lease back; an older copy never replaces a newer one."""
        ...

    def release(self, key: str) -> None:
        """Give the lease back without having anything to write."""
        ...
