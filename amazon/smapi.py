"""Amazon's Skill Management API, through the ASK CLI, which has the login.

The CLI tells of a refusal the status alone, and not what Amazon says of it; its option --debug does.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from ship.deploying.commands import TIMED_OUT, Commands, Finished
from ship.deploying.errors import DeployError
from ship.deploying.hints import Hints
from ship.deploying.tools import TROUBLE, WAIT

Json = dict[str, Any]
Told = TypeVar("Told")

# The one language that there is a model for.
LOCALE = "en-US"
DEVELOPMENT = ("--stage", "development")
# Seconds before the same question again, where Amazon is in trouble or has enough of us.
PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0)
# What is refused was not begun, so that asking again does nothing twice: there are too many calls, or another
# simulation is still going on.
_REFUSED = re.compile(r"status code (429|409)")
_LOGIN = re.compile(
    r"status code 401|o2/token .*status code 4(?!29)|Refresh LWA tokens failed|ask configure|cli_config"
)
_STATUS = re.compile(r"status code (\d{3})")


class SmapiError(DeployError):
    """Amazon does not do it: with a status where it answers. `is_unsure` where it may have been done all the same."""

    def __init__(self, state: str, hint: str, status: int | None = None, *, is_unsure: bool = False) -> None:
        super().__init__(state, hint)
        self.status = status
        self.is_unsure = is_unsure


class LoginError(DeployError):
    """The login is refused, and so will be everything that follows."""


@dataclass(frozen=True)
class Smapi:
    """What can be asked about one skill, and the commands to suggest when something is in the way."""

    commands: Commands
    skill_id: str
    hints: Hints

    def ask(self, operation: str, *options: str, once: bool = False) -> Finished:
        """Run an operation and return what it wrote; raises `SmapiError` or `LoginError`.

        Where Amazon is in trouble it is asked again some times; one that must not be done twice (`once`) only where it
        was refused.
        """
        words = ("ask", "smapi", operation, "--skill-id", self.skill_id, *options)
        finished = self.commands.query(*words)
        for pause in PAUSES:
            if not finished.code or not _is_worth_another_try(finished, once=once):
                break
            self.commands.wait(pause)
            finished = self.commands.query(*words)
        if finished.code:
            raise self._error(operation, finished)
        return finished

    def read(self, operation: str, *options: str, parse: Callable[[Json], Told], once: bool = False) -> Told:
        """Run an operation and return what `parse` makes of the JSON it writes; raises the same errors."""
        finished = self.ask(operation, *options, once=once)
        try:
            content = finished.content("ask", self.hints.again)
        except DeployError as error:
            raise SmapiError(str(error).partition("\nNext: ")[0], self.hints.again) from error
        try:
            return parse(content)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            told = f"ask smapi {operation} tells of it in a form that is not its own: {finished.out.strip()[:80]!r}."
            raise SmapiError(told, self.hints.again) from error

    def settled(self, look: Callable[[], Told | None], seconds: float, what: str) -> Told:
        """Look until something is told, at growing intervals; a `SmapiError` after so many seconds of waiting."""
        for pause in _pauses(seconds):
            self.commands.wait(pause)
            if (told := look()) is not None:
                return told
        raise SmapiError(
            f"{what} has not ended after {seconds:.0f} seconds, and is given up here.", f"{self.hints.again}, later"
        )

    def _error(self, operation: str, finished: Finished) -> DeployError:
        reason = finished.reason.removeprefix("Call to service failed: ")
        if _LOGIN.search(reason):
            return LoginError(
                f"Amazon's developer site refuses the login: {reason}",
                f"{self.hints.ask_configure}, then {self.hints.again}",
            )
        found = _STATUS.search(reason)
        status = int(found[1]) if found else None
        if _is_trouble(finished):
            is_unsure = not _REFUSED.search(reason)
            return SmapiError(
                f"{operation}: {reason}", f"{self.hints.again}, later: {WAIT}", status, is_unsure=is_unsure
            )
        look = f"{self.hints.smapi(operation)} with --debug, to see what Amazon says of it"
        return SmapiError(f"{operation}: {reason}", f"{look}, then {self.hints.again}", status)


def _is_trouble(finished: Finished) -> bool:
    return finished.code == TIMED_OUT or bool(TROUBLE.search(finished.reason) or _REFUSED.search(finished.reason))


def _is_worth_another_try(finished: Finished, *, once: bool) -> bool:
    return bool(_REFUSED.search(finished.reason)) if once else _is_trouble(finished)


def _pauses(seconds: float) -> Iterator[float]:
    """Yield growing pauses that make up so many seconds."""
    pause, left = 1.0, seconds
    while left > 0:
        yield min(pause, left)
        left -= pause
        pause = min(1.5 * pause, 15.0)
