"""`make icons`: the skill's icons as Alexa takes them, drawn from docs/icon.svg.

It takes the package resvg, which `make icons` installs apart: nothing else needs it.
"""

import hashlib
import struct
import zlib
from pathlib import Path

ROOT = Path(__file__).parents[1]
DRAWING = ROOT / "docs" / "icon.svg"
ASSETS = ROOT / "skill_package" / "assets"
SIZES = {"icon_108.png": 108, "icon_512.png": 512}  # pixels, square
# A PNG's text chunk under this name says what it was drawn from.
SOURCE = b"Source"
_IMAGE_DATA = b"IDAT"
_UNCHANGED = (1, 0, 0, 0, 1, 0)


def fingerprint(drawing: Path = DRAWING) -> bytes:
    """Return what an icon that was drawn from this file has in its chunk."""
    return hashlib.sha256(drawing.read_bytes()).hexdigest().encode()


def main() -> None:
    """Write the icons into the skill package."""
    from resvg import render, usvg  # noqa: PLC0415 - only here, because it is installed for this alone

    drawing = DRAWING.read_text(encoding="utf-8")
    for name, size in SIZES.items():
        sized = drawing.replace("<svg ", f'<svg width="{size}" height="{size}" ', 1)
        png = render(usvg.Tree.from_str(sized, usvg.Options.default()), _UNCHANGED)
        (ASSETS / name).write_bytes(_noted(bytes(png), SOURCE + b"\0" + fingerprint()))


def _noted(png: bytes, text: bytes) -> bytes:
    """Return a PNG with a text chunk before its image data."""
    chunk = struct.pack(">I", len(text)) + b"tEXt" + text + struct.pack(">I", zlib.crc32(b"tEXt" + text))
    # Before a chunk's name stands its length.
    start = png.index(_IMAGE_DATA) - 4
    return png[:start] + chunk + png[start:]


if __name__ == "__main__":
    main()
