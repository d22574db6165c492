"""The listener's own track, known from earlier conversations. Where it is kept may fail; the turn never does."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TypeVar

from horse_racing.memory.favorites import FAVORITES_SECONDS, Favorites, FavoritesError, Listener
from horse_racing.racing.clock import Deadline
from horse_racing.racing.tracks import Track, TrackCatalogue
from horse_racing.skill.session import Session

T = TypeVar("T")


class OwnTrack:
    """One listener's favorite track, looked up once a session and written only when it changes or is due.

    Where the voice changes within a session, each time somebody else speaks counts as another session does.
    `favorites` is None where nothing outlasts a session, `listener` where nobody can be told from others. All calls of
    a turn together take no longer than `FAVORITES_SECONDS`, nor than its `deadline`. `failure` is the reason that the
    first call to fail gave, None while none did.
    """

    def __init__(  # noqa: PLR0913 - all of a turn's, put together in one place
        self,
        favorites: Favorites | None,
        listener: Listener | None,
        *,
        session: Session,
        catalogue: TrackCatalogue,
        now: datetime,
        deadline: Deadline,
    ) -> None:
        self.failure: str | None = None
        self._favorites = favorites if listener else None
        self._listener = listener or Listener("")
        self._fingerprint = _fingerprint(self._listener)
        self._session = session
        self._catalogue = catalogue
        self._now = now
        self._turn = deadline
        self._deadline: Deadline | None = None
        # Whether a recognized person goes on in a session that another voice began.
        self._is_newcomer = bool(self._listener.person) and self.is_another()

    def favorite(self) -> Track | None:
        """Return the track the listener once chose, None when there is none or it cannot be read."""
        self.meet()
        return self._catalogue.get(self._session.favorite)

    def track(self) -> Track | None:
        """Return the track that is meant where none is said: the conversation's, else the listener's own.

        A person whose voice is recognized in a session that another one began means their own track first.
        """
        if self._is_newcomer:
            self.meet()
        return self._catalogue.get(self._session.track) or self.favorite()

    def talk_about(self, track: Track) -> None:
        """Make a track that was said the conversation's."""
        if self._is_newcomer:
            self.meet()
        self._session.track = track.code

    def is_new(self) -> bool:
        """Tell whether it is certain that the listener has no track yet."""
        self.meet()
        return self._session.is_new

    def is_another(self) -> bool:
        """Tell whether somebody else was met earlier in the session, as far as Alexa can tell voices apart."""
        return self._favorites is not None and self._session.met not in {None, self._fingerprint}

    def meet(self) -> None:
        """Look up whoever speaks, unless that was done."""
        if self._favorites is None or self._session.met == self._fingerprint:
            return
        self._session.met, self._session.favorite, self._session.is_new = self._fingerprint, None, False
        with suppress(_FailedError):
            self._session.favorite = self._read(self._favorites)
            self._session.is_new = self._session.favorite is None
        if self._is_newcomer and self._session.favorite:
            # Theirs comes before the track that somebody else has talked about.
            self._session.track = None

    def outlasts_session(self) -> bool:
        """Tell whether there is a place where a track of the listener's can be kept."""
        return self._favorites is not None

    def keep(self, track: Track) -> bool:
        """Have the track known next time; tells whether it is, and was not before."""
        favorites = self._favorites
        if favorites is None or self.favorite() == track:
            return False
        self._session.favorite = None
        with suppress(_FailedError):
            is_kept = self._asked(lambda deadline: favorites.keep(self._listener, track.code, self._now, deadline))
            self._session.favorite, self._session.is_new = track.code if is_kept else None, False
        return self._session.favorite is not None

    def forget(self) -> bool:
        """Have no track known next time; tells whether that is so."""
        favorites = self._favorites
        if favorites:
            try:
                self._asked(lambda deadline: favorites.forget(self._listener, deadline))
            except _FailedError:
                return False
        self._session.met, self._session.favorite, self._session.is_new = self._fingerprint, None, True
        return True

    def _read(self, favorites: Favorites) -> str | None:
        found = self._asked(lambda deadline: favorites.read(self._listener, self._now, deadline))
        if found is None:
            return None
        if self._catalogue.get(found.track) is None:
            self._failed("UnknownTrack")
            return None
        if found.is_due:
            with suppress(_FailedError):
                self._asked(lambda deadline: favorites.renew(self._listener, self._now, deadline))
        return found.track

    def _asked(self, call: Callable[[Deadline], T]) -> T:
        """Return what the call returns within what the turn has left for favorites; a failure is noted and raised."""
        if self._deadline is None:
            self._deadline = self._turn.sooner(FAVORITES_SECONDS)
        try:
            return call(self._deadline)
        except FavoritesError as error:
            reason = str(error)
        except Exception as error:  # noqa: BLE001 - a mistake of the store's is no reason to leave the listener alone
            reason = type(error).__name__
        self._failed(reason)
        raise _FailedError

    def _failed(self, reason: str) -> None:
        self.failure = self.failure or reason


class _FailedError(Exception):
    """A call went wrong, and was noted."""


def _fingerprint(listener: Listener) -> str:
    """Return what tells two listeners of one session apart and says nothing about either."""
    return hashlib.sha256(f"{listener.user}\n{listener.person}".encode("utf-8", "replace")).hexdigest()[:16]
