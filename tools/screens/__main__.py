"""`make screens`: a picture of each screen on each kind of device, into docs/screens. The tests make all others."""

from io import BytesIO

from tools.browser import browser
from tools.screens.profiles import PROFILES
from tools.screens.racing import NOW
from tools.screens.samples import SCREENS, samples
from tools.screens.stage import ROOT, Stage

DOCS = ROOT / "docs" / "screens"
# Few colors and the edges of letters: with more of them the files are three times as large.
_COLORS = 48


def main() -> None:
    """Draw and write them."""
    DOCS.mkdir(parents=True, exist_ok=True)
    with browser() as chromium:
        stage = Stage(chromium, NOW)
        for profile in PROFILES:
            for screen in SCREENS:
                stage.draw(screen, samples(screen)["typical"], profile)
                (DOCS / f"{screen}-{profile.name}.png").write_bytes(_smaller(stage.page.screenshot()))


def _smaller(png: bytes) -> bytes:
    """Return a picture with few colors."""
    from PIL import Image  # noqa: PLC0415 - only here, because it is installed for this alone

    smaller = BytesIO()
    Image.open(BytesIO(png)).convert("RGB").quantize(_COLORS, dither=Image.Dither.NONE).save(
        smaller, "PNG", optimize=True
    )
    return smaller.getvalue()


if __name__ == "__main__":
    main()
