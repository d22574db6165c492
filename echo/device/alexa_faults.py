"""What can go wrong between the skill and Alexa's own API, one fault each, as it looks on the wire."""

from threading import Event

from loopback.faults import Failure, Fault
from loopback.server import Line, Reply

_REPLIES = {
    "refused": Reply.of_json(403, {"code": "ACCESS_DENIED", "message": "Access denied"}),
    "throttled": Reply.of_json(429, {"code": "TOO_MANY_REQUESTS", "message": "Too many requests"}),
    "failing": Reply(500, b"Internal Server Error", {"Content-Type": "text/plain"}),
    "garbage": Reply(200, b"\xff\xfe<html>", {"Content-Type": "application/json"}),
}
# These are any API's; a status without a body would end them at once.
_SENDERS = {
    "hanging": Fault.HANG,
    "dripping": Fault.DRIP,
    "huge": Fault.HUGE_BODY,
    "reset": Fault.RESET,
}
_REDIRECTED = "redirected"
_ELSEWHERE = "/elsewhere"
FAULTS = (*_REPLIES, *_SENDERS, _REDIRECTED)

_WITH_A_BODY = Reply(200, b"")


class AlexaFailure:
    """A fault in force, none when it is empty; `over` ends all waiting. Raises ValueError for an unknown one."""

    def __init__(self, fault: str) -> None:
        if fault and fault not in FAULTS:
            raise ValueError(f"{fault} is no fault. There are: {', '.join(FAULTS)}")
        self._fault = fault
        self._sender = Failure(_SENDERS[fault]) if fault in _SENDERS else None
        self.over = self._sender.over if self._sender else Event()

    @property
    def answers(self) -> bool:
        """Whether the client gets at least a status line."""
        return self._sender is None or self._sender.answers

    def reply(self, line: Line) -> Reply | None:
        """Return what to answer instead of the honest reply, None for that one."""
        if self._fault == _REDIRECTED and line.path != _ELSEWHERE:
            # The same server by another name: who follows would take the token elsewhere.
            return Reply(302, b"", {"Location": f"http://localhost:{line.server.server_port}{_ELSEWHERE}"})
        return _WITH_A_BODY if self._sender else _REPLIES.get(self._fault)

    def send(self, line: Line, reply: Reply) -> None:
        """Send the reply the fault's way; returns early once `over` is set."""
        if self._sender:
            self._sender.send(line, reply)
        else:
            line.send(reply)
