"""A threading HTTP server on loopback that stops at once, the line to a client, and what goes both ways on it."""

import json
import socket
import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import Condition, Thread
from typing import Any

POLL_SECONDS = 0.01  # how soon a stop is noticed
GOODBYE_SECONDS = 1.0  # how long a stop waits for the open connections to close
LARGEST_REQUEST_BODY = 1_000_000  # bytes read of what a client sends along

Accepted = socket.socket | tuple[bytes, socket.socket]  # what socketserver hands around as "the request"


@dataclass(frozen=True)
class Request:
    """A complete question: `target` is path and query as they were sent, `headers` are by their names in lower case."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Reply:
    """A complete answer."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_json(cls, status: int, value: object, **headers: str) -> "Reply":
        """Return `value` as JSON; a header's name is written with underscores: `Retry_After`."""
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        return cls(status, body, {"Content-Type": "application/json", **named})


class Line(BaseHTTPRequestHandler):
    """One client's connection: reads its requests and gives what is needed to answer them, well or badly.

    `body` is what the client sent along with the request at hand.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body leave as two writes; do not wait in between
    server_version = "Loopback"
    sys_version = ""
    server: "LoopbackServer"
    body = b""

    def _serve(self) -> None:
        length = self.headers.get("Content-Length", "")
        self.body = self.rfile.read(min(int(length) if length.isdecimal() else 0, LARGEST_REQUEST_BODY))
        self.server.application(self)

    # http.server looks for these names.
    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _serve  # noqa: N815

    @property
    def request_read(self) -> Request:
        """The request at hand without its connection."""
        headers = {name.lower(): text for name, text in self.headers.items()}
        return Request(self.command, self.path, headers, self.body)

    def send(self, reply: Reply) -> None:
        """Send a complete reply and keep the connection."""
        self.start(reply.status, {**reply.headers, "Content-Length": str(len(reply.body))})
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    def start(self, status: int, headers: Mapping[str, str]) -> None:
        """Send the status line and headers only."""
        self.send_response(status)
        for name, text in headers.items():
            self.send_header(name, text)
        self.end_headers()

    def hang_up(self, *, reset: bool = False) -> None:
        """Close the connection after this request, with a TCP reset instead of a goodbye if asked."""
        self.close_connection = True
        if reset:
            linger_no_time = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger_no_time)
            self.connection.close()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - inherited signature
        """Say nothing: who wants to know looks at the recorded requests."""


class LoopbackServer(ThreadingHTTPServer):
    """Hands every request to `application`; `stop` closes the connections that are still open."""

    daemon_threads = True
    block_on_close = False  # `stop` closes the connections itself, with a limit in time
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], application: Callable[[Line], None]) -> None:
        self.application = application
        self._open: set[Accepted] = set()
        self._changed = Condition()
        super().__init__(address, Line)

    def server_bind(self) -> None:
        """Bind without the look-up of the host's name that HTTPServer does: it can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def run(self) -> None:
        """Serve until stopped from another thread."""
        self.serve_forever(POLL_SECONDS)

    def stop(self) -> None:
        """Stop serving, close what is open and wait a moment for the threads to let go of it."""
        self.shutdown()
        with self._changed:
            for connection in self._open:
                # A connection that the client has closed cannot be shut down again.
                with suppress(OSError):
                    _socket_of(connection).shutdown(socket.SHUT_RDWR)
            self._changed.wait_for(lambda: not self._open, GOODBYE_SECONDS)
        self.server_close()

    def process_request(self, request: Accepted, client_address: object) -> None:
        """Remember the connection and serve it in a thread."""
        with self._changed:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Accepted) -> None:
        """Close the connection and forget it."""
        super().shutdown_request(request)
        with self._changed:
            self._open.discard(request)
            self._changed.notify_all()

    def handle_error(self, request: Accepted, client_address: object) -> None:
        """Stay silent about clients that went away; everything else is a defect and printed."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


@contextmanager
def serving(
    application: Callable[[Line], None], address: tuple[str, int] = ("127.0.0.1", 0), name: str = "loopback"
) -> Iterator[str]:
    """Serve in a background thread of this name while inside; yields the URL, at a free port where none is named."""
    server = LoopbackServer(address, application)
    thread = Thread(target=server.run, name=name, daemon=True)
    thread.start()
    try:
        yield f"http://{address[0]}:{server.server_port}"
    finally:
        server.stop()
        thread.join()


def _socket_of(accepted: Accepted) -> socket.socket:
    return accepted if isinstance(accepted, socket.socket) else accepted[1]
