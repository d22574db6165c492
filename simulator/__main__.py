"""`python -m simulator`: talk to the skill on this machine, with invented races unless RACING_API_URL is set."""

import argparse
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from simulator.clock import Clock, DeskClock
from simulator.delivery import Handler
from simulator.echo import DEFAULT_ZONE, Echo
from simulator.envelopes import DEFAULT_APPLICATION_ID
from simulator.model import MODEL_FILE, ModelError, load_model
from simulator.race_api import DEFAULT_SEED, RaceApi
from simulator.terminal import talk

_ROOT = Path(__file__).parent.parent
_API_VARIABLES = ("RACING_API_URL", "RACING_API_USERNAME", "RACING_API_PASSWORD")


class ConfigurationError(Exception):
    """The skill refuses its settings; the text is its own and names the variable."""


# Makes the function AWS would call, from its environment and the time; raises `ConfigurationError`.
BuildHandler = Callable[[Mapping[str, str], Clock], Handler]


def skill_handler(environ: Mapping[str, str], clock: Clock) -> Handler:
    """Build the real skill; raises `ConfigurationError` when it refuses the environment."""
    if importlib.util.find_spec("horse_racing") is None:
        sys.path.insert(0, str(_ROOT / "lambda"))
    # Only the real skill needs the folder that was just added, and everything else here works without it.
    from horse_racing.bootstrap import build_handler  # noqa: PLC0415
    from horse_racing.settings import SettingsError  # noqa: PLC0415

    try:
        return build_handler(environ, clock=clock)
    except SettingsError as error:
        raise ConfigurationError(str(error)) from error


def main(
    argv: Sequence[str], environ: Mapping[str, str], stdin: TextIO, stdout: TextIO, build: BuildHandler = skill_handler
) -> int:
    """Hold one conversation; returns 0, 1 when a piped one broke Alexa's contract, or 2 when it cannot begin."""
    options = _options(argv)
    clock = DeskClock(_instant(options.now, options.time_zone) if options.now else None)
    try:
        model = load_model(MODEL_FILE)
        with _race_api(environ, clock, options.seed) as variables:
            skill_id = {"SKILL_ID": options.skill_id} if options.skill_id else {}
            handler = build({**variables, **skill_id}, clock)
            application_id = options.skill_id or DEFAULT_APPLICATION_ID
            echo = Echo(handler, model, clock, time_zone=options.time_zone, application_id=application_id)
            return talk(echo, model, stdin, stdout)
    except (ConfigurationError, ModelError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0


@contextmanager
def _race_api(environ: Mapping[str, str], clock: Clock, seed: str) -> Iterator[Mapping[str, str]]:
    """Yield the skill's settings for the race API: those of the environment, else those of a local one."""
    if environ.get("RACING_API_URL"):
        yield {name: environ[name] for name in _API_VARIABLES if name in environ}
        return
    with RaceApi(clock=clock.now, seed=seed) as api:
        yield dict(zip(_API_VARIABLES, (api.url, api.username, api.password), strict=True))


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m simulator", description="Talk to the skill on this machine.")
    parser.add_argument("--now", type=datetime.fromisoformat, metavar="ISO", help="set the clock: 2026-11-21T12:00")
    parser.add_argument("--time-zone", type=_zone, default=DEFAULT_ZONE, metavar="ZONE", help="where the device stands")
    parser.add_argument("--seed", default=DEFAULT_SEED, metavar="N", help="which invented races there are")
    parser.add_argument("--skill-id", metavar="ID", help="the skill id that the skill is to insist on")
    return parser.parse_args(argv)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise argparse.ArgumentTypeError(f"{name} is no time zone; an example is America/New_York") from error


def _instant(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return an aware instant: a time without an offset is one on the device's own clock."""
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ, sys.stdin, sys.stdout))
