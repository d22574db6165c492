"""The page's server: its files, and what the page asks of the devices, as JSON."""

import json
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from echo.completion import Completions
from echo.desk import Desks
from echo.device.delivery import Json
from echo.device.kinds import KINDS
from echo.options import ROOT
from echo.page.guard import Guard
from echo.page.sound import SoundRoutes
from echo.page.tabs import FAULTS, Tab, Tabs
from echo.skill import ConfigurationError
from echo.voice.offline import Voice
from loopback.clock import moment

STATIC = Path(__file__).parent / "static"
ICON = ROOT / "docs" / "icon.svg"
# Amazon's renderer, where npm has put it.
ENGINE = ROOT / "build" / "viewhost" / "node_modules" / "apl-viewhost-web" / "index.js"
_MOST_COMPLETIONS = 8
_GOODBYE_SECONDS = 1


class UnusableError(Exception):
    """The page asked for something that there is not; the text tells what."""


class Asked:
    """What the page asks: each gets the tab and the request's JSON, and returns JSON.

    `voice` tells whether there is one on this machine.
    """

    def __init__(self, tabs: Tabs, desks: Desks, *, voice: bool) -> None:
        self._tabs = tabs
        self._completions = Completions(desks.model, ())
        self._fixed = {
            "kinds": [{"name": kind.name, "label": kind.label} for kind in KINDS.values()],
            "invocation": desks.model.invocation_name,
            "voice": voice,
        }
        self._turns: dict[str, Callable[[Tab, Json], Json]] = {
            "say": lambda tab, body: tab.say(_text(body, "utterance")),
            "touch": lambda tab, body: tab.touch(_list(body, "arguments")),
            "silence": lambda tab, _body: tab.keep_silent(),
            "forget": lambda tab, _body: tab.forget(),
            "save": lambda tab, body: tab.save(_text(body, "name")),
            "state": lambda tab, _body: tab.state(),
            "fail": self._fail,
        }

    def answer(self, what: str, body: Json) -> Json:
        """Return the answer; raises `UnusableError`, and `ConfigurationError`."""
        name = _text(body, "tab")
        if what == "open":
            return self._whole(self._tabs.opened(name))
        if what == "desk":
            return self._whole(self._replaced(name, body))
        if what == "complete":
            offers = self._completions.after(_text(body, "typed"))[:_MOST_COMPLETIONS]
            return {"offers": [{"text": offer.text, "replaces": offer.replaces} for offer in offers]}
        turn, tab = self._turns.get(what), self._tabs.known(name)
        if turn is None:
            raise UnusableError(f"nothing is asked like {what}")
        if tab is None:
            # The server was started again, or there were too many tabs: the page opens a new one.
            return {"gone": True}
        with tab.lock:
            return turn(tab, body)

    def _whole(self, tab: Tab) -> Json:
        with tab.lock:
            return tab.whole() | self._fixed | {"drawn": ENGINE.is_file()}

    def _replaced(self, name: str, body: Json) -> Tab:
        kind, now = _text(body, "kind"), _text(body, "now")
        if kind not in KINDS:
            raise UnusableError(f"there is no device {kind}")
        try:
            return self._tabs.replaced(name, kind, moment(now) if now else None)
        except ArgumentTypeError as error:
            raise UnusableError(str(error)) from error

    def _fail(self, tab: Tab, body: Json) -> Json:
        try:
            tab.fail({name: _text(body, name) for name in FAULTS if name in body})
        except ValueError as error:
            raise UnusableError(str(error)) from error
        return {"faults": tab.faults}


def application(tabs: Tabs, desks: Desks, hosts: Iterable[str], voice: Voice | None = None) -> Starlette:
    """Return the server's application; `hosts` are the names with ports that it answers to."""
    asked = Asked(tabs, desks, voice=voice is not None)

    async def ask(request: Request) -> Response:
        try:
            answer = await run_in_threadpool(asked.answer, request.path_params["what"], _object(await request.body()))
        except (UnusableError, ConfigurationError) as error:
            return JSONResponse({"error": str(error)}, 400)
        return JSONResponse(answer)

    def served(path: Path) -> Callable[[Request], Response]:
        return lambda _request: FileResponse(path) if path.is_file() else Response(status_code=404)

    routes = [
        Route("/", served(STATIC / "index.html")),
        Route("/ask/{what}", ask, methods=["POST"]),
        *(SoundRoutes(voice).routes if voice else ()),
        Route("/static/apl-viewhost-web.js", served(ENGINE)),
        Route("/static/icon.svg", served(ICON)),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guard, hosts=[*hosts])])


def web_server(app: Starlette) -> uvicorn.Server:
    """Return what serves it, in silence."""
    goodbye = _GOODBYE_SECONDS
    config = uvicorn.Config(app, log_level="warning", ws="none", lifespan="off", timeout_graceful_shutdown=goodbye)
    return uvicorn.Server(config)


def _object(raw: bytes) -> Json:
    with suppress(ValueError):
        if isinstance(body := json.loads(raw), dict):
            return body
    raise UnusableError("a question is a JSON object")


def _text(body: Json, name: str) -> str:
    if not isinstance(text := body.get(name), str):
        raise UnusableError(f"{name} is a text")
    # Half of a character can be written in JSON, and goes no further.
    return text.encode(errors="replace").decode()


def _list(body: Json, name: str) -> list[Any]:
    if not isinstance(listed := body.get(name), list):
        raise UnusableError(f"{name} is a list")
    return listed
