"""The composition root: the only module that knows every concrete class."""

import logging
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from ask_sdk_core.skill_builder import SkillBuilder

from .feeds.the_racing_api import TheRacingApi
from .feeds.transport import JsonTransport
from .racing.clock import Clock
from .racing.source import RaceSource
from .racing.tracks import TrackCatalogue
from .settings import Settings, SettingsError
from .skill.failures import Failure
from .skill.guard import Handler, apologizing, guarded
from .skill.handlers import handlers
from .skill.turn import TURN_BUDGET, Services

_log = logging.getLogger(__name__)

# The tracks named as examples. They are spread over the country, and two of them race in the off-season of the rest.
_FEATURED = ("TAM", "ARP", "SAR")


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds on a clock that never goes back."""
        return time.monotonic()


def load_catalogue() -> TrackCatalogue:
    """Read the track catalogue that is deployed with the code."""
    with (Path(__file__).parent / "tracks.csv").open(encoding="utf-8", newline="") as lines:
        return TrackCatalogue.from_csv(lines)


def build_handler(environ: Mapping[str, str], clock: Clock | None = None, budget: float = TURN_BUDGET) -> Handler:
    """Return the skill for this environment, with race data from The Racing API.

    `budget` is the seconds a turn may wait for race data. Raises `SettingsError` naming what is missing or malformed.
    """
    settings = Settings.from_environment(environ)
    clock = clock or SystemClock()
    transport = JsonTransport(settings.racing_api_url, settings.racing_api_username, settings.racing_api_password)
    return assemble(TheRacingApi(transport, clock), clock, settings.skill_id, budget)


def assemble(source: RaceSource, clock: Clock, skill_id: str | None = None, budget: float = TURN_BUDGET) -> Handler:
    """Return the skill on top of any source of race data."""
    catalogue = load_catalogue()
    featured = tuple(track for code in _FEATURED if (track := catalogue.get(code)))
    services = Services(source, catalogue, clock, featured, budget)
    builder = SkillBuilder()
    for handler in handlers(services):
        builder.add_request_handler(handler)
    builder.add_exception_handler(Failure())
    return guarded(builder.lambda_handler(), skill_id)


def build_lambda_handler(environ: Mapping[str, str]) -> Handler:
    """Return the skill for Lambda: there, a bad setting is logged by name and the listener hears an apology.

    Anywhere else it raises `SettingsError` at once.
    """
    try:
        return build_handler(environ)
    except SettingsError as error:
        if "AWS_LAMBDA_FUNCTION_NAME" not in environ:
            raise
        _log.error("not configured: %s", error)
        return apologizing()
