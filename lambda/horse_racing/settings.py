"""The environment, typed and checked once, at start-up."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

# Where a race API of the developer's own listens; a container reaches its host by the second name.
_LOCAL_NAMES = {"localhost", "host.docker.internal"}


class SettingsError(Exception):
    """A setting is missing or makes no sense. The text names the variable and never holds its value."""


@dataclass(frozen=True)
class Settings:
    """What the skill is told by its environment.

    User name and password are empty when `racing_api_secret` names the secret that holds them.
    """

    racing_api_url: str
    racing_api_username: str
    racing_api_password: str = field(repr=False)
    racing_api_secret: str | None = None
    race_cache_table: str | None = None
    favorites_table: str | None = None
    skill_id: str | None = None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Read and check the environment; raises `SettingsError` naming every variable to mend."""
        problems: list[str] = []

        def required(name: str) -> str:
            value = environ.get(name, "").strip()
            if not value:
                problems.append(f"{name} is not set")
            return value

        def optional(name: str) -> str | None:
            return environ.get(name, "").strip() or None

        url = required("RACING_API_URL").rstrip("/")
        if url and (problem := _url_problem(url)):
            problems.append(f"RACING_API_URL {problem}")
        secret = optional("RACING_API_SECRET")
        username = "" if secret else required("RACING_API_USERNAME")
        password = "" if secret else required("RACING_API_PASSWORD")
        skill_id = optional("SKILL_ID")
        if skill_id and not skill_id.startswith("amzn1.ask.skill."):
            problems.append("SKILL_ID is not a skill id: it starts with amzn1.ask.skill.")
        if problems:
            raise SettingsError("; ".join(problems))
        tables = optional("RACE_CACHE_TABLE"), optional("FAVORITES_TABLE")
        return cls(url, username, password, secret, *tables, skill_id)


def _url_problem(url: str) -> str | None:
    """Say what is wrong with the base URL, or return None."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "is not a URL"
    if parts.scheme not in {"http", "https"} or not host:
        return "is not an http or https URL"
    if parts.username or parts.password or parts.query or parts.fragment:
        return "carries more than an address: credentials have their own variables"
    if parts.scheme == "http" and not _is_local(host):
        return "must be https: credentials are sent with every call"
    return None


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return host in _LOCAL_NAMES
