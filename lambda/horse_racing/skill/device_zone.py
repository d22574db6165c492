"""The time zone of the listener's device."""

from collections.abc import Callable
from concurrent.futures import Future
from zoneinfo import ZoneInfo

from horse_racing.bounded_call import start_call
from horse_racing.skill.session import UNKNOWN_ZONE, Session


class DeviceZone:
    """Asked for at most once a session, while the race data is under way.

    `lookup`, None where there is nobody to ask, ends by itself within `seconds`; it is not waited for any longer.
    """

    def __init__(self, session: Session, lookup: Callable[[], ZoneInfo | None] | None, seconds: float) -> None:
        self._session = session
        self._lookup = lookup
        self._seconds = seconds
        self._asked: Future[ZoneInfo | None] | None = None

    def ask(self) -> None:
        """Begin to ask, unless it is known already what comes of it."""
        if self._lookup and self._session.zone is None and self._asked is None:
            self._asked = start_call(self._lookup)

    def zone(self) -> ZoneInfo | None:
        """Return the zone, None when it cannot be told."""
        if self._asked:
            self._session.zone = self._answer(self._asked)
            self._asked = None
        if self._session.zone in {None, UNKNOWN_ZONE}:
            return None
        try:
            return ZoneInfo(str(self._session.zone))
        except (ValueError, OSError, KeyError):
            return None

    def _answer(self, asked: Future[ZoneInfo | None]) -> str:
        try:
            zone = asked.result(timeout=self._seconds)
        except TimeoutError:
            zone = None
        return zone.key if zone else UNKNOWN_ZONE
