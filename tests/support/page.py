"""The page's server for tests: on a free port, with a clock that stands, and with the real skill or another handler."""

import socket
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

import requests

from echo.desk import Desks
from echo.device.delivery import Json
from echo.options import parser
from echo.page.server import application, web_server
from echo.page.tabs import Tabs
from echo.skill import BuildHandler, skill_handler
from echo.voice.offline import Voice

# A Saturday before the first race, when nobody has told the skill anything.
NOW = "2026-11-21T11:00-05:00"
_ids = count(1)


@dataclass
class Page:
    """The server at an address, and one tab of a browser that asks it."""

    url: str
    tab: str = field(default_factory=lambda: f"tab-{next(_ids)}")
    headers: Mapping[str, str] = field(default_factory=dict)

    def ask(self, what: str, **body: Any) -> Json:
        """Ask as the page does, which is answered well."""
        answer = self.post(what, {"tab": self.tab, **body})
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    def post(self, what: str, body: object, **headers: str) -> requests.Response:
        """Ask whatever it may be."""
        sent = {"Origin": self.url, **self.headers, **headers}
        return requests.post(f"{self.url}/ask/{what}", json=body, headers=sent, timeout=20)

    def say(self, utterance: str) -> Json:
        """Say something, and return what came of it and nothing else."""
        (line,) = self.ask("say", utterance=utterance)["lines"]
        found: Json = line
        return found

    def another_tab(self) -> "Page":
        """Return another tab of the same browser."""
        return Page(self.url)


@contextmanager
def served(
    folder: Path,
    *argv: str,
    build: BuildHandler = skill_handler,
    port: int = 0,
    now: str = NOW,
    voice: Voice | None = None,
) -> Iterator[Page]:
    """Yield a page that is served, with an open tab; `folder` is where the skill remembers."""
    made = parser("page", "A page for tests.")
    made.set_defaults(device="show-8")
    desks = Desks(made.parse_args(["--now", now, *argv]), {}, folder=folder, build=build)
    with socket.create_server(("127.0.0.1", port)) as listening, closing(Tabs(desks)) as tabs:
        host = f"127.0.0.1:{listening.getsockname()[1]}"
        server = web_server(application(tabs, desks, [host], voice))
        thread = Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        try:
            yield Page(f"http://{host}")
        finally:
            server.should_exit = True
            thread.join()
