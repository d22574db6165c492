"""The composition root: the only module that knows every concrete class."""

import logging
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from ask_sdk_core.skill_builder import CustomSkillBuilder

from horse_racing.feeds.cached_source import CachedSource
from horse_racing.feeds.credentials import Credentials, GivenCredentials, SecretCredentials
from horse_racing.feeds.prefetch import PrefetchingSource
from horse_racing.feeds.rate_limit import CALLS_PER_SECOND, RateLimit
from horse_racing.feeds.shared_cache import SharedCache
from horse_racing.feeds.the_racing_api import TheRacingApi
from horse_racing.feeds.transport import JsonTransport
from horse_racing.memory.favorites import ATTEMPT_SECONDS, Favorites, UnusableFavorites
from horse_racing.racing.clock import Clock
from horse_racing.racing.source import RaceSource
from horse_racing.racing.tracks import TrackCatalogue
from horse_racing.settings import Settings, SettingsError
from horse_racing.skill.alexa_api import AlexaApiClient
from horse_racing.skill.card_names import name_matcher
from horse_racing.skill.erasure import eraser
from horse_racing.skill.guard import Handler, always, guarded
from horse_racing.skill.handlers import TurnHandler
from horse_racing.skill.misheard import guesser
from horse_racing.skill.request import TURN_BUDGET, Services
from horse_racing.skill.telemetry import Telemetry, reported, telemetry_for
from horse_racing.speech.wording import wording

_log = logging.getLogger(__name__)

# How long one read of the secret may take, in seconds; the turn's deadline bounds it too.
_SECRET_SECONDS = 2.0

# The tracks named as examples, by code: well known, far apart, and easy to say.
_FEATURED = ("TAM", "ARP", "SAR")


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds on a clock that never goes back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Return when so many seconds have passed."""
        time.sleep(seconds)


@cache
def load_catalogue() -> TrackCatalogue:
    """Read the track catalogue that is deployed with the code."""
    with (Path(__file__).parent / "tracks.csv").open(encoding="utf-8", newline="") as lines:
        return TrackCatalogue.from_csv(lines)


def build(  # noqa: PLR0913 - all have defaults, and all but the first are given by name
    environ: Mapping[str, str],
    *,
    clock: Clock | None = None,
    source: RaceSource | None = None,
    favorites: Favorites | None = None,
    telemetry: Telemetry | None = None,
    budget: float = TURN_BUDGET,
    calls_per_second: int = CALLS_PER_SECOND,
) -> Handler:
    """Return the skill for this environment.

    What is given takes the place of what the environment leads to: a `source` that of The Racing API. Without favorites
    in either nothing outlasts a session. `budget` is the seconds a turn may wait for race data, `calls_per_second` what
    the provider allows. Raises `SettingsError` naming what is missing or malformed.
    """
    settings = Settings.from_environment(environ, has_feed=source is None)
    for name in sorted(settings.left_alone):
        _log.error("%s is left alone: it is not the name of a DynamoDB table", name)
    clock = clock or SystemClock()
    race_cache, kept = _tables(settings, clock)
    favorites = favorites or kept
    catalogue = load_catalogue()
    source = source or _the_racing_api(settings, clock, catalogue, race_cache, RateLimit(calls_per_second))
    featured = tuple(catalogue[code] for code in _FEATURED)
    words = wording()
    services = Services(
        source,
        catalogue,
        clock,
        featured,
        guesser(catalogue, words.sound),
        favorites,
        budget,
        name_matcher(words.sound, words.name_core),
        invented_races=settings.invented_races,
    )
    builder = CustomSkillBuilder(api_client=AlexaApiClient())
    builder.add_request_handler(TurnHandler(services))
    handler = guarded(builder.lambda_handler(), settings.skill_id, eraser(favorites, clock))
    return reported(handler, telemetry or telemetry_for(environ), clock)


def build_lambda_handler(environ: Mapping[str, str]) -> Handler:
    """Return the skill for Lambda: there, a bad setting is logged by name and the listener hears an apology.

    Anywhere else it raises `SettingsError` at once.
    """
    telemetry = telemetry_for(environ)
    try:
        return build(environ, telemetry=telemetry)
    except SettingsError as error:
        if "AWS_LAMBDA_FUNCTION_NAME" not in environ:
            raise
        _log.error("not configured: %s", error)
        return reported(always(lambda words: words.not_set_up()), telemetry, SystemClock())


def _the_racing_api(
    settings: Settings, clock: Clock, catalogue: TrackCatalogue, race_cache: SharedCache | None, rate_limit: RateLimit
) -> RaceSource:
    transport = JsonTransport(settings.racing_api_url, _credentials(settings), rate_limit)
    return PrefetchingSource(CachedSource(TheRacingApi(transport, clock, catalogue), clock, race_cache))


def _credentials(settings: Settings) -> Credentials:
    if settings.racing_api_secret is None:
        return GivenCredentials(settings.racing_api_username, settings.racing_api_password)
    from horse_racing.aws_clients import aws_client  # noqa: PLC0415 - as below

    return SecretCredentials(aws_client("secretsmanager", _SECRET_SECONDS), settings.racing_api_secret)


def _tables(settings: Settings, clock: Clock) -> tuple[SharedCache | None, Favorites | None]:
    """Return the cache all containers share and the listeners' favorites, None for each without a table.

    Without a usable table there is no cache either, while favorites tell each time that they cannot be used: somebody
    may have to be erased from them.
    """
    race_cache, favorites = settings.race_cache_table, settings.favorites_table
    unusable = UnusableFavorites() if favorites or "FAVORITES_TABLE" in settings.left_alone else None
    if not (race_cache or favorites):
        return None, unusable
    try:
        # What boto3 costs at start-up is paid only where there is a table, and inside a turn it would be too much.
        from horse_racing.aws_clients import aws_client  # noqa: PLC0415
        from horse_racing.memory.dynamo_favorites import DynamoFavorites  # noqa: PLC0415

        client = aws_client("dynamodb", ATTEMPT_SECONDS)
    except Exception as error:  # noqa: BLE001 - the skill talks without it, whatever botocore finds wrong
        _log.error("no DynamoDB: %s", type(error).__name__)
        return None, unusable
    return (
        SharedCache(client, race_cache, clock, origin=settings.racing_api_url) if race_cache else None,
        DynamoFavorites(client, favorites) if favorites else unusable,
    )
