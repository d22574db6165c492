"""The favorite track of a listener, as the conversation sees it: read, kept, renewed, forgotten, erased.

Nothing here, no error and no log, ever tells who the listener is or which track it is.
"""

from datetime import datetime, timedelta
from typing import NamedTuple, NoReturn, Protocol

from horse_racing.racing.clock import Deadline

# The most, in seconds, that a turn may wait for favorites, all calls together.
FAVORITES_SECONDS = 0.8

# The most, in seconds, that one attempt may take to connect and then to answer; two of them fit in.
ATTEMPT_SECONDS = 0.35

# Thirteen months, never more, from when it was last said or renewed; and how old that is before it is renewed.
KEPT_FOR = timedelta(days=393)
RENEWED_AFTER = timedelta(days=30)


class FavoritesError(Exception):
    """The favorites could not be read, kept or erased; its text is AWS's code of the error or our own kind of it."""


class Listener(NamedTuple):
    """Who speaks: Alexa's pseudonymous user id, and the person id where Alexa recognized the voice."""

    user: str
    person: str | None = None


class Favorite(NamedTuple):
    """A track by its code; `is_due` when it was last kept or renewed more than 30 days ago and is to be renewed."""

    track: str
    is_due: bool = False


def favorite_until(track: str, expires: float, now: float) -> Favorite | None:
    """Return the favorite that is kept until then, both in seconds since the epoch; None when it has lapsed."""
    if expires <= now:
        return None
    return Favorite(track, is_due=expires < now + (KEPT_FOR - RENEWED_AFTER).total_seconds())


class Favorites(Protocol):
    """Where favorites are kept: a recognized person's own, anybody else's with the account, each for 13 months.

    Whatever happens, every method raises `FavoritesError` and nothing else, and returns by the deadline.
    """

    def read(self, listener: Listener, now: datetime, deadline: Deadline) -> Favorite | None:
        """Return the listener's favorite, None when there is none or it has lapsed."""
        ...

    def keep(self, listener: Listener, track: str, now: datetime, deadline: Deadline) -> bool:
        """Make this track code the listener's favorite, said now, and tell whether it is; one said later stays."""
        ...

    def renew(self, listener: Listener, now: datetime, deadline: Deadline) -> None:
        """Keep the listener's favorite for another 13 months; where there is none, nothing happens."""
        ...

    def forget(self, listener: Listener, deadline: Deadline) -> None:
        """Delete the listener's own favorite, if there is one; others of the account keep theirs."""
        ...

    def erase(self, user: str, deadline: Deadline) -> None:
        """Delete all favorites of the account, those of recognized persons too; again and again does no harm."""
        ...


class UnusableFavorites:
    """Stands for a table that is configured and cannot be used: nothing of it can be read, nor erased."""

    def _refused(self, *_: object, **__: object) -> NoReturn:
        raise FavoritesError("NotSetUp")

    read = keep = renew = forget = erase = _refused
