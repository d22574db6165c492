"""The skill's manifest as one stage needs it. The committed one names no account and stays as it is."""

import copy
from collections.abc import Mapping
from typing import Any

Manifest = dict[str, Any]


def without_endpoints(manifest: Manifest) -> Manifest:
    """Return a manifest for a skill whose function does not exist yet.

    Alexa refuses an endpoint that may not be called with the skill's id, and the id is not known before the skill is.
    Events have nowhere to go before that either.
    """
    bare = copy.deepcopy(manifest)
    for key in ("endpoint", "regions"):
        bare["apis"]["custom"].pop(key, None)
    bare.pop("events", None)
    return bare


def with_endpoints(manifest: Manifest, arns: Mapping[str, str]) -> Manifest:
    """Return a manifest that calls the function of each of Alexa's regions, and the first one from anywhere else.

    Skill events go the same way; which of them are subscribed to stays as it is.
    """
    called = copy.deepcopy(manifest)
    for calling in filter(None, (called["apis"]["custom"], called.get("events"))):
        calling["endpoint"] = {"uri": next(iter(arns.values()))}
        calling["regions"] = {region: {"endpoint": {"uri": arn}} for region, arn in arns.items()}
    return called


def named(manifest: Manifest, suffix: str) -> Manifest:
    """Return a manifest whose name says which stage it is, so that the console's list tells them apart."""
    renamed = copy.deepcopy(manifest)
    for locale in renamed["publishingInformation"]["locales"].values():
        locale["name"] += suffix
    return renamed
