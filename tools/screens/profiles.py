"""The kinds of screens that Alexa's devices have."""

from typing import NamedTuple


class Profile(NamedTuple):
    """A screen: its size in pixels, the pixels per inch that Alexa counts with, its shape and what it stands on."""

    name: str
    width: int
    height: int
    dpi: int = 160
    shape: str = "rectangle"
    mode: str = "hub"

    @property
    def scale(self) -> float:
        """Pixels per dp, the unit of documents."""
        return self.dpi / 160

    @property
    def least_text(self) -> int:
        """The smallest font in dp: a television is further away."""
        return 32 if self.mode == "tv" else 24


PROFILES = (
    Profile("round", 480, 480, shape="round"),
    Profile("small", 960, 480),
    Profile("medium", 1024, 600),
    Profile("large", 1280, 800),
    Profile("extra-large", 1920, 1080),
    Profile("portrait-large", 1080, 1920),
    Profile("tv", 1920, 1080, dpi=320, mode="tv"),
)
