"""The environment, typed and checked once, at start-up."""

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlsplit

# Where a race API of the developer's own listens; a container reaches its host by the second name.
_LOCAL_NAMES = {"localhost", "host.docker.internal"}

# As DynamoDB allows it.
_TABLE_NAME = re.compile(r"[A-Za-z0-9_.-]{3,255}")


class SettingsError(Exception):
    """A setting is missing or makes no sense. The text names the variable and never holds its value."""


@dataclass(frozen=True)
class Settings:
    """What the skill is told by its environment, each in the variable of the same name; None where nothing is.

    User name and password are empty when `racing_api_secret` names the secret that holds them, and the address too
    where race data comes from elsewhere. `invented_races` has every welcome say so. `left_alone` names the variables
    that are set and of no use, without which the skill talks all the same.
    """

    racing_api_url: str = ""
    racing_api_username: str = ""
    racing_api_password: str = field(default="", repr=False)
    racing_api_secret: str | None = None
    race_cache_table: str | None = None
    favorites_table: str | None = None
    skill_id: str | None = None
    invented_races: bool = False
    left_alone: frozenset[str] = frozenset()

    @classmethod
    def from_environment(cls, environ: Mapping[str, str], *, has_feed: bool = True) -> "Settings":
        """Read and check the environment; raises `SettingsError` naming every variable to mend.

        Without a feed nothing is needed for it.
        """
        values: dict[str, Any] = {}
        problems: dict[str, str] = {}
        for name, variable in _VARIABLES.items():
            written = environ.get(name, "").strip()
            try:
                if written:
                    values[name.lower()] = variable.read(written)
                elif has_feed and variable.is_needed(environ):
                    raise ValueError("is not set")  # noqa: TRY301 - told like what is wrong with one that is set
            except ValueError as problem:
                problems[name] = str(problem)
        left_alone = frozenset(name for name in problems if _VARIABLES[name].can_be_left_alone)
        if told := [f"{name} {problem}" for name, problem in problems.items() if name not in left_alone]:
            raise SettingsError("; ".join(told))
        return cls(**values, left_alone=left_alone)


def _url(written: str) -> str:
    url = written.rstrip("/")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError("is not a URL") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise ValueError("is not an http or https URL")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("carries more than an address: credentials have their own variables")
    if parts.scheme == "http" and not _is_local(host):
        raise ValueError("must be https: credentials are sent with every call")
    return url


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return host in _LOCAL_NAMES


def _table(written: str) -> str:
    if not _TABLE_NAME.fullmatch(written):
        raise ValueError("is not the name of a DynamoDB table")
    return written


def _yes_or_no(written: str) -> bool:
    if written not in {"Yes", "No"}:
        raise ValueError("is neither Yes nor No")
    return written == "Yes"


def _skill_id(written: str) -> str:
    if not written.startswith("amzn1.ask.skill."):
        raise ValueError("is not a skill id: it starts with amzn1.ask.skill.")
    return written


class _Variable(NamedTuple):
    """How one is read: `read` takes what is written and raises `ValueError`, which says what is wrong, not its value.

    `is_needed` tells whether the feed cannot be asked without it.
    """

    read: Callable[[str], str | bool] = str
    is_needed: Callable[[Mapping[str, str]], bool] = lambda _: False
    can_be_left_alone: bool = False


def _without_secret(environ: Mapping[str, str]) -> bool:
    return not environ.get("RACING_API_SECRET", "").strip()


_VARIABLES = {
    "RACING_API_URL": _Variable(_url, lambda _: True),
    "RACING_API_USERNAME": _Variable(is_needed=_without_secret),
    "RACING_API_PASSWORD": _Variable(is_needed=_without_secret),
    "RACING_API_SECRET": _Variable(),
    "RACE_CACHE_TABLE": _Variable(_table, can_be_left_alone=True),
    "FAVORITES_TABLE": _Variable(_table, can_be_left_alone=True),
    "SKILL_ID": _Variable(_skill_id),
    "INVENTED_RACES": _Variable(_yes_or_no),
}
