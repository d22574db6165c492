"""The kinds of Echo: what each tells a skill about its screen, if it has one."""

from dataclasses import dataclass
from typing import Any

APL = "Alexa.Presentation.APL"
# What Echo Show devices have told skills since 2024; documents of any older version run there.
APL_VERSION = "2024.3"


@dataclass(frozen=True)
class Viewport:
    """A screen: its size in pixels, dots per inch (160 where a pixel is a dp), shape, and mode, both as Alexa says.

    `touch` tells whether a finger works it; where none does, a remote control takes its place.
    """

    width: int
    height: int
    dpi: int = 160
    shape: str = "RECTANGLE"
    mode: str = "HUB"
    touch: bool = True

    def told(self) -> dict[str, Any]:
        """Return the object `Viewport` of a request's context."""
        return {
            "mode": self.mode,
            "shape": self.shape,
            "pixelWidth": self.width,
            "pixelHeight": self.height,
            "currentPixelWidth": self.width,
            "currentPixelHeight": self.height,
            "dpi": self.dpi,
            "touch": ["SINGLE"] if self.touch else [],
            "keyboard": [] if self.touch else ["DIRECTION"],
        }


@dataclass(frozen=True)
class DeviceKind:
    """A kind of device: the name it is chosen by, what it is called, and its screen, None for a speaker alone."""

    name: str
    label: str
    viewport: Viewport | None = None

    @property
    def interfaces(self) -> dict[str, Any]:
        """What the device tells a skill it supports, beyond speech."""
        return {APL: {"runtime": {"maxVersion": APL_VERSION}}} if self.viewport else {}


DOT = DeviceKind("dot", "Echo Dot")
KINDS = {
    kind.name: kind
    for kind in (
        DOT,
        DeviceKind("show-5", "Echo Show 5", Viewport(960, 480)),
        DeviceKind("show-8", "Echo Show 8", Viewport(1280, 800)),
        DeviceKind("show-15", "Echo Show 15", Viewport(1920, 1080)),
        # 960 by 540 dp.
        DeviceKind("tv", "Fire TV", Viewport(1920, 1080, dpi=320, mode="TV", touch=False)),
    )
}
