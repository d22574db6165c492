"""Scope: the kinds of screens that are drawn are those that the manifest says the skill is made for."""

import json
from typing import Any

from tools.screens.profiles import PROFILES, Profile
from tools.screens.stage import ROOT

MANIFEST = json.loads((ROOT / "skill_package" / "skill.json").read_text(encoding="utf-8"))
(INTERFACE,) = (
    each for each in MANIFEST["manifest"]["apis"]["custom"]["interfaces"] if each["type"] == "ALEXA_PRESENTATION_APL"
)
VIEWPORTS: list[dict[str, Any]] = INTERFACE["supportedViewports"]


def lies_in(profile: Profile, viewport: dict[str, Any]) -> bool:
    """Tell whether a screen is one of a viewport's, which are counted in dp."""
    return (
        (profile.mode.upper(), profile.shape.upper()) == (viewport["mode"], viewport["shape"])
        and viewport["minWidth"] <= profile.width / profile.scale <= viewport["maxWidth"]
        and viewport["minHeight"] <= profile.height / profile.scale <= viewport["maxHeight"]
    )


def test_every_screen_that_is_drawn_lies_in_a_viewport_of_the_manifest() -> None:
    assert [profile.name for profile in PROFILES if not any(lies_in(profile, each) for each in VIEWPORTS)] == []


def test_every_viewport_of_the_manifest_is_drawn() -> None:
    assert [each for each in VIEWPORTS if not any(lies_in(profile, each) for profile in PROFILES)] == []


def test_a_screen_that_the_manifest_does_not_name_is_found_out() -> None:
    assert not any(lies_in(Profile("tablet", 800, 1280), each) for each in VIEWPORTS)
