"""Every way the race data can fail. The listener hears a sentence for each leaf, and never a number.

RaceDataError
├── TimedOutError       no complete answer inside the turn's deadline
├── UnreachableError    no connection: name, route, TLS, or the peer hung up
├── RefusedError        credentials or plan not accepted (401, 403)
├── ThrottledError      too many requests (429)
├── FailingError        the provider says it is broken, or answers with a status that makes no sense
├── UnreadableError     an answer came and cannot be trusted: not JSON, too large, wrong types, another day's card
└── OutOfDateError      only an older copy is at hand, and the question is about this very moment
"""


class RaceDataError(Exception):
    """The race data could not be had. Its text is for the log and holds nothing the provider sent."""


class TimedOutError(RaceDataError):
    """No complete answer arrived inside the turn's deadline."""


class UnreachableError(RaceDataError):
    """No connection could be made, or it broke."""


class RefusedError(RaceDataError):
    """The provider did not accept the credentials, or the plan lacks this endpoint."""


class ThrottledError(RaceDataError):
    """The provider asked for fewer calls."""


class FailingError(RaceDataError):
    """The provider failed on its side or answered with an unexpected status."""


class UnreadableError(RaceDataError):
    """The answer is not what the contract says, so nothing in it can be trusted."""


class OutOfDateError(RaceDataError):
    """Nothing fresh could be had, and an older copy cannot tell what is next."""
