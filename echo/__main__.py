"""`python -m echo`: talk to the skill on this machine, with invented races unless the environment names others."""

import argparse
import importlib.util
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO
from zoneinfo import ZoneInfo

import platformdirs

from echo.completion import Completions
from echo.device.alexa_api import AlexaApi
from echo.device.delivery import Handler
from echo.device.echo import Echo
from echo.device.envelopes import DEFAULT_APPLICATION_ID, person_id
from echo.device.kinds import DOT, KINDS
from echo.prompt import typed_lines
from echo.script import DEVICE_IN, IN_SEASON, Notebook
from echo.terminal import COMMANDS, talk
from echo.understanding.model import MODEL_FILE, ModelError, load_model
from echo.understanding.readings import readings
from loopback.clock import DEFAULT_ZONE, Clock, DeskClock, HeldClock, instant, moment, time_told
from race_api.calendars import CALENDARS, racing_from
from race_api.server import DEFAULT_SEED, RaceApi

if TYPE_CHECKING:
    from echo.favorites import FileFavorites, Memory

_ROOT = Path(__file__).parent.parent
_API_VARIABLES = ("RACING_API_URL", "RACING_API_USERNAME", "RACING_API_PASSWORD")
_OWN_API_VARIABLES = (*_API_VARIABLES, "RACING_API_SECRET")
_RACE_TABLE = "RACE_CACHE_TABLE"
_FAVORITES_TABLE = "FAVORITES_TABLE"


class ConfigurationError(Exception):
    """The skill refuses its settings; the text is its own and names the variable."""


@dataclass(frozen=True)
class RaceData:
    """Where the race data comes from: the settings that tell the skill, and the words that tell the person.

    `is_invented` tells that it is the local race API's.
    """

    variables: Mapping[str, str]
    told: str
    is_invented: bool


# Makes the function AWS would call, from its environment, the time and its memory; raises `ConfigurationError`.
BuildHandler = Callable[[Mapping[str, str], Clock, "FileFavorites"], Handler]


def skill_handler(environ: Mapping[str, str], clock: Clock, favorites: "FileFavorites") -> Handler:
    """Build the real skill; raises `ConfigurationError` when it refuses the environment."""
    # Only the real skill needs these.
    from horse_racing.bootstrap import build  # noqa: PLC0415
    from horse_racing.settings import SettingsError  # noqa: PLC0415

    try:
        return build(environ, clock=clock, favorites=favorites)
    except SettingsError as error:
        raise ConfigurationError(str(error)) from error
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "botocore":
            raise
        # Invented races do without what asks AWS, which is as large as all the rest.
        raise ConfigurationError("RACING_API_SECRET and RACE_CACHE_TABLE need what `make setup` installs") from error
    except _aws_errors() as error:
        raise ConfigurationError(f"AWS cannot be asked for RACING_API_SECRET: {error}") from error


def _aws_errors() -> tuple[type[Exception], ...]:
    """Return what AWS's client raises, nothing where it is not installed."""
    try:
        from botocore.exceptions import BotoCoreError  # noqa: PLC0415
    except ModuleNotFoundError:
        return ()
    return (BotoCoreError,)


def main(  # noqa: PLR0913 - what a program has around it
    argv: Sequence[str],
    environ: Mapping[str, str],
    stdin: TextIO | None,
    stdout: TextIO,
    *,
    folder: Path,
    older: Path | None = None,
    machine: Clock | None = None,
    build: BuildHandler = skill_handler,
) -> int:
    """Hold one conversation; returns 0, 1 when a piped one broke Alexa's contract, or 2 when it cannot begin.

    `folder` is where the skill's memory and the history are kept unless an option names another, `older` where an
    earlier version kept the memory, `machine` the clock that nobody has set.
    """
    options = _options(argv)
    if stdin is None:
        print("A conversation needs input: standard input is closed.", file=sys.stderr)
        return 2
    for stream in (stdin, stdout):
        if isinstance(stream, io.TextIOWrapper):
            # A character that the stream's encoding does not have is no reason to stop talking.
            stream.reconfigure(errors="replace")
    opening = _opening(environ, machine or DeskClock(), options)
    clock = HeldClock(opening.desk)
    skill_id = environ.get("SKILL_ID") if options.skill_id is None else options.skill_id
    if importlib.util.find_spec("horse_racing") is None:
        sys.path.insert(0, str(_ROOT / "lambda"))
    # It needs the skill, which may have been found just now.
    from echo.favorites import FileFavorites, Memory, move_older  # noqa: PLC0415

    folder = options.memory or folder
    favorites = FileFavorites(folder / "favorites.json")
    moved = move_older(older / "favorites.json", favorites.path) if older and not options.memory else ""
    try:
        model = load_model(MODEL_FILE)
        with _race_data(environ, clock, options) as data, AlexaApi(options.time_zone.key) as alexa_api:
            variables = data.variables if skill_id is None else {**data.variables, "SKILL_ID": skill_id}
            handler = build(variables, clock, favorites)
            application_id = (skill_id or "").strip() or DEFAULT_APPLICATION_ID
            reading, read = readings(model, MODEL_FILE, options.likeness) if options.likeness else (None, "")
            echo = Echo(
                handler,
                model,
                clock,
                application_id=application_id,
                alexa_api=alexa_api,
                interpreter=reading,
                kind=KINDS[options.device],
            )
            echo.recognize(options.person)
            memory = Memory(favorites, options.person, clock, model)
            notebook = _notebook(clock, memory, data, options, live=opening.live)

            def time() -> str:
                # Between conversations the clock runs on; within one it stands still.
                return time_told((clock if echo.session_open else opening.desk).now(), options.time_zone)

            commands = (command.partition(" ")[0] for command in COMMANDS)
            typed = partial(typed_lines, Completions(model, commands), folder / "history", time)
            told = [sentence for sentence in (data.told, opening.told, moved, read) if sentence]
            return talk(echo, model, told, stdin, stdout, typed=typed, notebook=notebook, remembered=memory.told)
    except (ConfigurationError, ModelError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0


@dataclass(frozen=True)
class Opening:
    """The time at which it begins: `live` for the present one; `told` says why it is another that nobody has set."""

    desk: Clock
    live: bool
    told: str = ""


def _opening(environ: Mapping[str, str], machine: Clock, options: argparse.Namespace) -> Opening:
    """Return the time that was set, else the present, unless it is late and the invented races are over at a track."""
    if options.now:
        return Opening(DeskClock(instant(options.now, options.time_zone)), live=False)
    if any(name in environ for name in _OWN_API_VARIABLES):
        return Opening(machine, live=True)
    now = machine.now()
    opens = racing_from(CALENDARS[options.calendar], options.seed, now)
    if opens == now:
        return Opening(machine, live=True)
    told = (
        f"it is late, and the first races of the day are over: the clock shows {time_told(opens, options.time_zone)}, "
        "the next morning of racing; NOW=... or --now sets another time"
    )
    return Opening(DeskClock(opens), live=False, told=told)


@contextmanager
def _race_data(environ: Mapping[str, str], clock: Clock, options: argparse.Namespace) -> Iterator[RaceData]:
    """Yield the race data of the environment, else that of a local race API, which runs as long."""
    own = {name: environ[name] for name in _OWN_API_VARIABLES if name in environ}
    tables = {name: environ[name] for name in (_RACE_TABLE, _FAVORITES_TABLE) if environ.get(name, "").strip()}
    # Others share these: neither invented races nor the times of a clock that was set are for them, nor is who speaks.
    handed_on = {name: table for name, table in tables.items() if name == _RACE_TABLE and own and not options.now}
    left_alone = " and ".join(name for name in tables if name not in handed_on)
    note = f"; left alone: {left_alone}" if left_alone else ""
    if own:
        # Half of it is the skill's to refuse: invented races in the place of real ones would not be noticed.
        url = own.get("RACING_API_URL", "").strip()
        yield RaceData(own | handed_on, f"race data from {url}{note}", is_invented=False)
        return
    with RaceApi(clock=clock.now, calendar=CALENDARS[options.calendar], seed=options.seed) as api:
        variables = dict(zip(_API_VARIABLES, (api.url, api.username, api.password), strict=True))
        yield RaceData(variables, f"invented races of the local race API{note}", is_invented=True)


def _notebook(
    clock: HeldClock, memory: "Memory", data: RaceData, options: argparse.Namespace, *, live: bool
) -> Notebook:
    """Return the notebook of this conversation, and in it how it began, or why it would not happen again as a test."""
    before = memory.given()
    refusal = ""
    if not data.is_invented:
        refusal = "a test has the invented races of the local race API, and these are others"
    elif options.seed != DEFAULT_SEED:
        refusal = "a test has the invented races that there are without --seed"
    elif not before:
        refusal = "what was remembered before cannot be read"
    elif KINDS[options.device].viewport:
        refusal = "a test has a device without a screen"
    season = (IN_SEASON,) if options.calendar == "season" else ()
    given = (*season, f"{DEVICE_IN}{options.time_zone.key}", before)
    return Notebook(clock, live=live, given=given, refusal=refusal)


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m echo", description="Talk to the skill on this machine.")
    parser.add_argument("--now", type=moment, metavar="ISO", help="set the clock: 2026-11-21T12:00")
    parser.add_argument("--time-zone", type=_zone, default=DEFAULT_ZONE, metavar="ZONE", help="where the device stands")
    parser.add_argument("--person", type=person_id, metavar="NAME", help="who the device recognizes by the voice")
    parser.add_argument("--device", choices=KINDS, default=DOT.name, help="which Echo it is (%(default)s)")
    parser.add_argument("--seed", default=DEFAULT_SEED, metavar="N", help="which invented races there are")
    parser.add_argument("--calendar", choices=CALENDARS, default="season", help="which tracks race (%(default)s)")
    parser.add_argument("--memory", type=Path, metavar="FOLDER", help="where the track is kept that was told")
    parser.add_argument("--skill-id", metavar="ID", help="the skill id that the skill is to insist on")
    learned = _ROOT / "build" / "understanding"
    likeness = "understand what is like the samples, too, and keep there what was learned"
    parser.add_argument("--likeness", type=Path, nargs="?", const=learned, metavar="FOLDER", help=likeness)
    return parser.parse_args(argv)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise argparse.ArgumentTypeError(f"{name} is no time zone; an example is America/New_York") from error


if __name__ == "__main__":
    _older = platformdirs.user_data_path("talk-horse-racing", appauthor=False)
    sys.exit(main(sys.argv[1:], os.environ, sys.stdin, sys.stdout, folder=_ROOT / ".talk", older=_older))
