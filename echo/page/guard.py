"""Who may ask the page's server, and what its pages may do: this machine's own browser, and nothing from elsewhere."""

from collections.abc import Iterable
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# All that runs is this server's own. The renderer makes functions of strings for its calls into WebAssembly,
# which is in a data URL.
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    # What was said is nobody else's, and an older page would not fit a newer server.
    "Cache-Control": "no-store",
}


class Guard:
    """Refuses what asks for another host (a name that was made to point here) or comes from another site's page."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._origins = frozenset(f"http://{host}" for host in self._hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request as ASGI has it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        refusal = self._refusal(scope["method"], Headers(scope=scope))
        answer = PlainTextResponse(refusal, 403) if refusal else self._app
        await answer(scope, receive, guarded)

    def _refusal(self, method: str, headers: Headers) -> str:
        """Return why a request is refused, empty when it is not."""
        if headers.get("host") not in self._hosts:
            return "This server answers at its own address only."
        origin = headers.get("origin")
        # A browser names where a request comes from whenever that may change something.
        if origin not in self._origins and (origin is not None or method not in ("GET", "HEAD")):
            return "This server answers its own page only."
        return ""
