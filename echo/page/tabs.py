"""The devices on the page: one for each of the browser's tabs."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from datetime import datetime
from threading import Lock
from typing import Any

from echo.conversation import Conversation
from echo.desk import Desks
from echo.device.alexa_faults import FAULTS as ALEXA_FAULTS
from echo.device.delivery import Json
from echo.device.echo import Exchange
from echo.device.kinds import KINDS
from echo.page.shown import exchange_shown, screen_shown, state_shown, viewport_shown
from echo.suggestions import suggestions
from race_api.server import Fault

# Each has two servers with their threads; the device of the tab that was used longest ago is taken away for a new one.
MOST_TABS = 8
# So many exchanges a page shows that is loaded again.
_MOST_LINES = 200
FAULTS = {"race": tuple(fault.value for fault in Fault), "alexa": ALEXA_FAULTS}


class Tab:
    """One Echo with its conversation, of a kind by its name and at a time; both are the program's where not given.

    Raises `ConfigurationError`, and KeyError for an unknown kind.
    """

    def __init__(self, desks: Desks, kind: str | None = None, now: datetime | None = None) -> None:
        self.faults = dict.fromkeys(FAULTS, "")
        self._desks = desks
        self._stack = ExitStack()
        self._desk = self._stack.enter_context(desks.desk(KINDS[kind] if kind else None, now))
        self._race_fault = self._stack.enter_context(ExitStack())
        self._conversation = Conversation(self._desk.echo, self._desk.notebook, self._desk.memory.told)
        begins = (*self._desk.told, self._desk.memory.told())
        self._lines: list[Json] = [{"aside": sentence} for sentence in begins if sentence]
        self._asked = ""
        self._turns = 0
        # The page may ask for several things at a time; one goes on after the other.
        self.lock = Lock()

    def close(self) -> None:
        """Take the device from the desk."""
        with self.lock:
            self._stack.close()

    def whole(self) -> Json:
        """Return all that a page draws which has just been loaded."""
        fixed = {"kind": self._desk.echo.kind.name, "viewport": viewport_shown(self._desk)}
        possible = FAULTS if self._desk.race_api else {"alexa": FAULTS["alexa"]}
        return self._told(self._lines) | fixed | {"faults": self.faults, "possible": possible}

    def state(self) -> Json:
        """Return how the device stands, and what can be said to it."""
        suggested = suggestions(self._desks.model, self._desk.echo, self._asked, self._turns)
        return state_shown(self._desk, self._desks) | {"suggestions": suggested}

    def say(self, utterance: str) -> Json:
        """Say something."""
        return self._after([self._conversation.say(utterance)])

    def touch(self, arguments: Sequence[Any]) -> Json:
        """Touch what has these arguments on the screen."""
        return self._after([self._conversation.touch(arguments)])

    def keep_silent(self) -> Json:
        """Say nothing until the session is over."""
        return self._after(self._conversation.keep_silent())

    def forget(self) -> Json:
        """Have the skill forget the listener."""
        return self._after(self._conversation.forget(), self._conversation.forgotten)

    def save(self, name: str) -> Json:
        """Write what was said down as a test."""
        return self._after([], lambda: self._conversation.save(name))

    def fail(self, faults: Json) -> None:
        """Let the APIs that the skill asks fail like this, or no longer; raises ValueError for an unknown fault."""
        if unknown := {*faults} - {*FAULTS}:
            raise ValueError(f"nothing called {', '.join(sorted(unknown))} can fail")
        wanted = self.faults | faults
        race = Fault(wanted["race"]) if wanted["race"] else None
        self._desk.alexa_api.fail(wanted["alexa"])
        self._race_fault.close()
        if race and self._desk.race_api:
            self._race_fault.enter_context(self._desk.race_api.failing(race))
        self.faults = wanted

    def _after(self, exchanges: Iterable[Exchange], aside: Callable[[], str] = str) -> Json:
        lines = []
        for exchange in exchanges:
            self._turns += 1
            self._asked = exchange.speech or self._asked
            lines.append(exchange_shown(exchange))
        if sentence := aside():
            lines.append({"aside": sentence})
        self._lines = [*self._lines, *lines][-_MOST_LINES:]
        return self._told(lines)

    def _told(self, lines: list[Json]) -> Json:
        return {"lines": lines, "state": self.state(), "screen": screen_shown(self._desk)}


class Tabs:
    """All tabs by their ids, which the pages choose."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks
        self._tabs: OrderedDict[str, Tab] = OrderedDict()
        self._lock = Lock()

    def close(self) -> None:
        """Take all devices from the desk."""
        for tab in self._tabs.values():
            tab.close()

    def known(self, name: str) -> Tab | None:
        """Return a tab that has a device."""
        with self._lock:
            if name in self._tabs:
                self._tabs.move_to_end(name)
            return self._tabs.get(name)

    def opened(self, name: str) -> Tab:
        """Return a tab, with a new device where it had none; raises `ConfigurationError`."""
        return self.known(name) or self._put(name, Tab(self._desks))

    def replaced(self, name: str, kind: str, now: datetime | None) -> Tab:
        """Put another device before a tab, of that kind and at that time, that fails as the one before did.

        Raises as `Tab` does.
        """
        before = self.known(name)
        tab = Tab(self._desks, kind, now)
        if before:
            tab.fail(before.faults)
        return self._put(name, tab)

    def _put(self, name: str, tab: Tab) -> Tab:
        with self._lock:
            gone = [self._tabs.pop(name)] if name in self._tabs else []
            self._tabs[name] = tab
            while len(self._tabs) > MOST_TABS:
                gone.append(self._tabs.popitem(last=False)[1])
        for each in gone:
            each.close()
        return tab
