"""The listeners' favorite tracks in a file of this machine, in the place of the table that the deployed skill has."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Self

from echo.device.envelopes import ACCOUNT
from echo.script import NO_TRACK_BEFORE, TRACK_BEFORE
from echo.understanding.model import Model
from horse_racing.memory.favorites import KEPT_FOR, Favorite, FavoritesError, Listener, favorite_until
from horse_racing.racing.clock import Deadline
from loopback.clock import Clock

_VERSION = 1
_ACCOUNT = "account"
_READING_SECONDS = 1.0
# What was said later than that, another conversation said before the clock on the desk was set back.
_SKEW = timedelta(minutes=5)

_one_at_a_time = Lock()

# By user id and person id, or "account".
_Items = dict[tuple[str, str], "_Kept"]


@dataclass(frozen=True)
class _Kept:
    track: str
    said: datetime
    expires: datetime

    @classmethod
    def now(cls, track: str, now: datetime) -> Self:
        return cls(track, now, now + KEPT_FOR)


class FileFavorites:
    """`horse_racing.memory.favorites.Favorites` in a JSON file that only its owner can read; it is made when needed.

    Programs that write at the same time leave a whole file behind, the last one's. Where the file cannot be understood,
    the next track that is kept makes a new one.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, listener: Listener, now: datetime, deadline: Deadline) -> Favorite | None:
        """Return the listener's favorite, None when there is none or it has lapsed; raises `FavoritesError`."""
        with _told(deadline):
            kept = self._items().get(_key(listener))
        return favorite_until(kept.track, kept.expires.timestamp(), now.timestamp()) if kept else None

    def keep(self, listener: Listener, track: str, now: datetime, deadline: Deadline) -> bool:
        """Make this track code the listener's favorite, unless it said another later; raises `FavoritesError`."""
        with _told(deadline):
            items = self._understood()
            kept = items.get(_key(listener))
            if kept and now < kept.said <= now + _SKEW:
                return False
            self._write(items | {_key(listener): _Kept.now(track, now)})
            return True

    def renew(self, listener: Listener, now: datetime, deadline: Deadline) -> None:
        """Keep the listener's favorite, if it has not lapsed, for another 13 months; raises `FavoritesError`."""
        with _told(deadline):
            items = self._items()
            kept = items.get(_key(listener))
            if kept and now <= kept.expires <= now + KEPT_FOR:
                self._write(items | {_key(listener): _Kept(kept.track, kept.said, now + KEPT_FOR)})

    def forget(self, listener: Listener, deadline: Deadline) -> None:
        """Delete the listener's own favorite; raises `FavoritesError`."""
        with _told(deadline):
            items = self._understood()
            if items.pop(_key(listener), None):
                self._write(items)

    def erase(self, user: str, deadline: Deadline) -> None:
        """Delete all favorites of the account, and the file where nothing else is in it; raises `FavoritesError`."""
        with _told(deadline):
            others = {key: kept for key, kept in self._understood().items() if key[0] != user}
            if others:
                self._write(others)
            else:
                self.path.unlink(missing_ok=True)

    def _items(self) -> _Items:
        """Return what is in the file; raises OSError, or ValueError for anything that was not written here."""
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return {}
        try:
            held = json.loads(text)
            if held["version"] != _VERSION:
                raise ValueError("another version")
            return dict(_item(**raw) for raw in held["favorites"])
        except (TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
            raise ValueError("not favorites") from error

    def _understood(self) -> _Items:
        try:
            return self._items()
        except ValueError:
            return {}

    def _write(self, items: _Items) -> None:
        favorites = [{"user": user, "who": who} | asdict(kept) for (user, who), kept in items.items()]
        text = json.dumps({"version": _VERSION, "favorites": favorites}, indent=2, default=datetime.isoformat)
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # For its owner only, from the first moment; and never half of it where the file is looked for.
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=self.path.name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(f"{text}\n")
            Path(name).replace(self.path)
        except OSError:
            with suppress(OSError):
                Path(name).unlink()
            raise


def _item(user: str, who: str, track: str, said: str, expires: str) -> tuple[tuple[str, str], _Kept]:
    if not all(isinstance(text, str) for text in (user, who, track)):
        raise ValueError("not favorites")
    return (user, who), _Kept(track, _instant(said), _instant(expires))


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _key(listener: Listener) -> tuple[str, str]:
    return listener.user, listener.person or _ACCOUNT


@contextmanager
def _told(deadline: Deadline) -> Iterator[None]:
    """Raise `FavoritesError` for whatever goes wrong within, and where there is no time left to begin."""
    if not deadline.remaining():
        raise FavoritesError("not done in time")
    try:
        with _one_at_a_time:
            yield
    except (OSError, ValueError) as error:
        raise FavoritesError(type(error).__name__) from None


def move_older(older: Path, newer: Path) -> str:
    """Move the file of an earlier version to where it lies now, unless one is there; returns the sentence on that.

    The sentence is empty when there was nothing to move.
    """
    if not older.is_file() or newer.exists():
        return ""
    try:
        newer.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(older, newer)
    except OSError as error:
        return f"what was remembered in {_short(older)} could not be moved to {_short(newer)}: {error}"
    with suppress(OSError):
        older.parent.rmdir()
    return f"what was remembered in {_short(older)} lies in {_short(newer)} now"


class Memory:
    """What the skill knows of one listener before a conversation: told to the person, and to the conversation's script.

    The listener is the device's owner, or the person with this id. It is read anew each time.
    """

    def __init__(self, favorites: FileFavorites, person: str | None, clock: Clock, model: Model) -> None:
        self._favorites = favorites
        self._listener = Listener(ACCOUNT, person)
        self._clock = clock
        self._names = {value.id: value.name for values in model.types.values() for value in values}

    def told(self) -> str:
        """Return a sentence on the track that is remembered and on where; empty when there is none."""
        place = f"in {_short(self._favorites.path)}"
        try:
            track = self._track()
        except FavoritesError:
            return f"what was remembered cannot be read, {place}; /forget erases it, or else delete it"
        return f"{self._names.get(track, track)} is remembered, {place}; /forget erases it" if track else ""

    def given(self) -> str:
        """Return the line of a script that sets this up; empty when it cannot be read."""
        try:
            track = self._track()
        except FavoritesError:
            return ""
        return f"{TRACK_BEFORE}{track}" if track else NO_TRACK_BEFORE

    def _track(self) -> str:
        deadline = Deadline.after(self._clock, _READING_SECONDS)
        favorite = self._favorites.read(self._listener, self._clock.now(), deadline)
        return favorite.track if favorite else ""


def _short(path: Path) -> str:
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
