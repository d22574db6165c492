"""The options that everybody has who puts an Echo on the desk, in a terminal or on a page."""

import argparse
from pathlib import Path
from zoneinfo import ZoneInfo

from echo.device.envelopes import person_id
from echo.device.kinds import DOT, KINDS
from loopback.clock import DEFAULT_ZONE, moment
from race_api.calendars import CALENDARS
from race_api.server import DEFAULT_SEED

ROOT = Path(__file__).parent.parent


def parser(program: str, description: str) -> argparse.ArgumentParser:
    """Return the parser of a program with these options, to which it may add its own."""
    made = argparse.ArgumentParser(prog=program, description=description)
    made.add_argument("--now", type=moment, metavar="ISO", help="set the clock: 2026-11-21T12:00")
    made.add_argument("--time-zone", type=_zone, default=DEFAULT_ZONE, metavar="ZONE", help="where the device stands")
    made.add_argument("--person", type=person_id, metavar="NAME", help="who the device recognizes by the voice")
    made.add_argument("--device", choices=KINDS, default=DOT.name, help="which Echo it is (%(default)s)")
    made.add_argument("--seed", default=DEFAULT_SEED, metavar="N", help="which invented races there are")
    made.add_argument("--calendar", choices=CALENDARS, default="season", help="which tracks race (%(default)s)")
    made.add_argument("--memory", type=Path, metavar="FOLDER", help="where the track is kept that was told")
    made.add_argument("--skill-id", metavar="ID", help="the skill id that the skill is to insist on")
    learned = ROOT / "build" / "understanding"
    likeness = "understand what is like the samples, too, and keep there what was learned"
    made.add_argument("--likeness", type=Path, nargs="?", const=learned, metavar="FOLDER", help=likeness)
    return made


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise argparse.ArgumentTypeError(f"{name} is no time zone; an example is America/New_York") from error
