"""What ends a deployment early, for the person who started it."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


class DeployError(Exception):
    """Says in plain words what state things are in, and which command or deed comes next."""

    def __init__(self, state: str, hint: str) -> None:
        super().__init__(f"{state}\nNext: {hint}")


class EndedError(KeyboardInterrupt):
    """A signal ended the run. Of Ctrl-C the command under way hears itself, and `subprocess` does not wait for it then.

    For this one, which it does not take for Ctrl-C, `subprocess` waits until the command it has killed is gone.
    """


def _end(*_: object) -> NoReturn:
    raise EndedError


@contextmanager
def interrupted_by(*signals: signal.Signals) -> Iterator[None]:
    """Make signals end what is within as Ctrl-C does, so that it tidies up; what nohup ignores stays ignored."""
    before = {number: signal.getsignal(number) for number in signals}
    try:
        for number, handler in before.items():
            if handler is not signal.SIG_IGN:
                signal.signal(number, _end)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
