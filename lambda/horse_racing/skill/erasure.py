"""A listener who disables the skill leaves nothing behind."""

from collections.abc import Callable

from horse_racing.memory.favorites import Favorites, FavoritesError
from horse_racing.racing.clock import Clock, Deadline
from horse_racing.skill.event import user_id

# The most that it may take, in seconds: nobody waits for an answer, but Lambda ends the call after seven.
ERASING_SECONDS = 5.0

# Takes the event that reports a listener's leaving.
Erase = Callable[[object], None]


class ErasureError(Exception):
    """Something of a listener may still be there. Raised out of the function, so that AWS delivers the event again."""


def eraser(favorites: Favorites | None, clock: Clock) -> Erase:
    """Return what erases everything kept of the account an event is about; it raises `ErasureError`."""

    def erase(event: object) -> None:
        if favorites is None:
            return
        user = user_id(event)
        if not user:
            raise ErasureError("NoUser")
        try:
            favorites.erase(user, Deadline.after(clock, ERASING_SECONDS))
        except FavoritesError as error:
            raise ErasureError(str(error)) from None
        except Exception as error:  # noqa: BLE001 - whatever it is, it is not erased, and its text may hold the id
            raise ErasureError(type(error).__name__) from None

    return erase
