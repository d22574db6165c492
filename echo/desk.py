"""The desk: an Echo with all that stands around it, the same for the terminal and for the page in front of it."""

import argparse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from echo.device.alexa_api import AlexaApi
from echo.device.echo import Echo
from echo.device.envelopes import DEFAULT_APPLICATION_ID
from echo.device.kinds import KINDS, DeviceKind
from echo.script import DEVICE_IN, DEVICE_KIND, IN_SEASON, Notebook
from echo.skill import BuildHandler, find_skill, skill_handler
from echo.understanding.model import MODEL_FILE, load_model
from echo.understanding.readings import Understands, readings
from loopback.clock import Clock, DeskClock, HeldClock, instant, time_told
from race_api.calendars import CALENDARS, racing_from
from race_api.server import DEFAULT_SEED, RaceApi

if TYPE_CHECKING:
    from echo.favorites import Memory

_API_VARIABLES = ("RACING_API_URL", "RACING_API_USERNAME", "RACING_API_PASSWORD")
_OWN_API_VARIABLES = (*_API_VARIABLES, "RACING_API_SECRET")
_RACE_TABLE = "RACE_CACHE_TABLE"
_FAVORITES_TABLE = "FAVORITES_TABLE"


@dataclass(frozen=True)
class RaceData:
    """Where the race data comes from: the settings that tell the skill, and the words that tell the person.

    `api` is the local race API, None where the races are others.
    """

    variables: Mapping[str, str]
    told: str
    api: RaceApi | None = None


@dataclass(frozen=True)
class Opening:
    """The time at which it begins: `live` for the present one; `told` says why it is another that nobody has set."""

    desk: Clock
    live: bool
    told: str = ""


@dataclass(frozen=True)
class Desk:
    """One Echo, its clock, what the skill asks, what it remembers and what is written down.

    `told` are sentences on how the conversation begins.
    """

    echo: Echo
    notebook: Notebook
    memory: "Memory"
    alexa_api: AlexaApi
    race_api: RaceApi | None
    opening: Opening
    told: tuple[str, ...]
    clock: Clock

    def now(self) -> datetime:
        """Return the time on the desk: between conversations the clock runs on; within one it stands still."""
        return (self.clock if self.echo.session_open else self.opening.desk).now()


class Desks:
    """Puts Echos on the desk that share the model, what the skill remembers, and the options of the program.

    `folder` is where the skill's memory is kept unless an option names another, `older` where an earlier version kept
    it, `machine` the clock that nobody has set. Raises `ModelError`.
    """

    def __init__(  # noqa: PLR0913 - what a program has around it
        self,
        options: argparse.Namespace,
        environ: Mapping[str, str],
        *,
        folder: Path,
        older: Path | None = None,
        machine: Clock | None = None,
        build: BuildHandler = skill_handler,
    ) -> None:
        find_skill()
        # It needs the skill, which may have been found just now.
        from echo.favorites import FileFavorites, move_older  # noqa: PLC0415

        self.folder = options.memory or folder
        self._favorites = FileFavorites(self.folder / "favorites.json")
        moved = move_older(older / "favorites.json", self._favorites.path) if older and not options.memory else ""
        self.model = load_model(MODEL_FILE)
        self._reading: Understands | None = None
        read = ""
        if options.likeness:
            self._reading, read = readings(self.model, MODEL_FILE, options.likeness)
        self._told = (moved, read)
        self._options = options
        self._environ = environ
        self._machine = machine or DeskClock()
        self._build = build

    @contextmanager
    def desk(self, kind: DeviceKind | None = None, now: datetime | None = None) -> Iterator[Desk]:
        """Yield an Echo as the options say, or of another kind or at another time, `now`, which need not be aware.

        Raises `ConfigurationError`.
        """
        from echo.favorites import Memory  # noqa: PLC0415 - as above

        options, now, kind = self._options, now or self._options.now, kind or KINDS[self._options.device]
        opening = self._opening(now)
        clock = HeldClock(opening.desk)
        skill_id = self._environ.get("SKILL_ID") if options.skill_id is None else options.skill_id
        with self._race_data(clock, now) as data, AlexaApi(options.time_zone.key) as alexa_api:
            variables = data.variables if skill_id is None else {**data.variables, "SKILL_ID": skill_id}
            echo = Echo(
                self._build(variables, clock, self._favorites),
                self.model,
                clock,
                application_id=(skill_id or "").strip() or DEFAULT_APPLICATION_ID,
                alexa_api=alexa_api,
                interpreter=self._reading,
                kind=kind,
            )
            echo.recognize(options.person)
            memory = Memory(self._favorites, options.person, clock, self.model)
            notebook = self._notebook(clock, memory, data, kind, live=opening.live)
            told = tuple(sentence for sentence in (data.told, opening.told, *self._told) if sentence)
            yield Desk(echo, notebook, memory, alexa_api, data.api, opening, told, clock)

    def local(self, desk: Desk) -> datetime:
        """Return the time on a desk, in the zone where it stands."""
        return desk.now().astimezone(self._options.time_zone)

    def time_told(self, desk: Desk) -> str:
        """Return the same as the clocks show it there."""
        return time_told(desk.now(), self._options.time_zone)

    def _opening(self, now: datetime | None) -> Opening:
        """Return the time that was set, else the present, unless it is late and the invented races are over."""
        options = self._options
        if now:
            return Opening(DeskClock(instant(now, options.time_zone)), live=False)
        if any(name in self._environ for name in _OWN_API_VARIABLES):
            return Opening(self._machine, live=True)
        present = self._machine.now()
        opens = racing_from(CALENDARS[options.calendar], options.seed, present)
        if opens == present:
            return Opening(self._machine, live=True)
        told = (
            f"it is late, and the first races of the day are over: the clock shows "
            f"{time_told(opens, options.time_zone)}, the next morning of racing; NOW=... or --now sets another time"
        )
        return Opening(DeskClock(opens), live=False, told=told)

    @contextmanager
    def _race_data(self, clock: Clock, now: datetime | None) -> Iterator[RaceData]:
        """Yield the race data of the environment, else that of a local race API, which runs as long."""
        environ, options = self._environ, self._options
        own = {name: environ[name] for name in _OWN_API_VARIABLES if name in environ}
        tables = {name: environ[name] for name in (_RACE_TABLE, _FAVORITES_TABLE) if environ.get(name, "").strip()}
        # Others share these: neither invented races nor the times of a clock that was set are for them, nor is who
        # speaks.
        handed_on = {name: table for name, table in tables.items() if name == _RACE_TABLE and own and not now}
        left_alone = " and ".join(name for name in tables if name not in handed_on)
        note = f"; left alone: {left_alone}" if left_alone else ""
        if own:
            # Half of it is the skill's to refuse: invented races in the place of real ones would not be noticed.
            url = own.get("RACING_API_URL", "").strip()
            yield RaceData(own | handed_on, f"race data from {url}{note}")
            return
        with RaceApi(clock=clock.now, calendar=CALENDARS[options.calendar], seed=options.seed) as api:
            variables = dict(zip(_API_VARIABLES, (api.url, api.username, api.password), strict=True))
            yield RaceData(variables, f"invented races of the local race API{note}", api)

    def _notebook(
        self, clock: HeldClock, memory: "Memory", data: RaceData, kind: DeviceKind, *, live: bool
    ) -> Notebook:
        """Return a notebook, and in it how the conversation begins, or why it would not happen again as a test."""
        options, before, refusal = self._options, memory.given(), ""
        if not data.api:
            refusal = "a test has the invented races of the local race API, and these are others"
        elif options.seed != DEFAULT_SEED:
            refusal = "a test has the invented races that there are without --seed"
        elif not before:
            refusal = "what was remembered before cannot be read"
        season = (IN_SEASON,) if options.calendar == "season" else ()
        kinds = (f"{DEVICE_KIND}{kind.name}",) if kind.viewport else ()
        given = (*season, f"{DEVICE_IN}{options.time_zone.key}", *kinds, before)
        return Notebook(clock, live=live, given=given, refusal=refusal)
