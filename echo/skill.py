"""The skill as the desk's Echo runs it: the function that AWS would call, with invented races or those of the owner."""

import importlib.util
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from echo.device.delivery import Handler
from echo.options import ROOT
from loopback.clock import Clock

if TYPE_CHECKING:
    from echo.favorites import FileFavorites


class ConfigurationError(Exception):
    """The skill refuses its settings; the text is its own and names the variable."""


# Makes the function AWS would call, from its environment, the time and its memory; raises `ConfigurationError`.
BuildHandler = Callable[[Mapping[str, str], Clock, "FileFavorites"], Handler]


def find_skill() -> None:
    """Let the skill be imported, also where nobody has said where it lies."""
    if importlib.util.find_spec("horse_racing") is None:
        sys.path.insert(0, str(ROOT / "lambda"))


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
