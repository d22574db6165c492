"""`make icons`: the skill's icons, a horseshoe in a speech bubble, drawn by the standard library alone.

Every shape is a function from a point to its signed distance from the edge, inside below zero. A pixel that an edge
crosses takes the share of the color that the distance tells, so edges are smooth at every size.
"""

import math
import struct
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

ASSETS = Path(__file__).parents[1] / "skill_package" / "assets"
SIZES = {"icon_108.png": 108, "icon_512.png": 512}
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"

Color = tuple[float, float, float]
# Distances and points are in halves of the picture: x to the right, y down, the middle at 0, 0.
Shape = Callable[[float, float], float]

_RIM, _TURF, _PAPER, _IRON = (201, 162, 39), (19, 94, 62), (255, 248, 232), (92, 48, 22)

# Half of the shoe's middle line, as a Bézier curve from the toe up to a heel: open at the top, as luck wants it.
_TOE_TO_HEEL = ((0.0, 0.29), (0.34, 0.29), (0.47, -0.14), (0.17, -0.46))
# Half of the iron's width: broad at the toe, slender at the heels.
_TOE, _HEEL = 0.118, 0.08
_NAILS = (0.32, 0.56, 0.8)
_STROKES = 64


def _along_shoe(way: float) -> tuple[float, float]:
    """Return the point of the shoe's right half that is this share of the way from the toe to the heel."""
    weights = [math.comb(3, index) * way**index * (1 - way) ** (3 - index) for index in range(4)]
    x, y = (
        sum(weight * place for weight, place in zip(weights, axis, strict=True))
        for axis in zip(*_TOE_TO_HEEL, strict=True)
    )
    return x, y


def _circle(x: float, y: float, radius: float) -> float:
    return math.hypot(x, y) - radius


def _triangle(x: float, y: float, corners: Sequence[tuple[float, float]]) -> float:
    """Return the distance from the lines through a triangle whose corners go clockwise on the screen."""
    distances = []
    for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
        across = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        distances.append(-across / math.hypot(bx - ax, by - ay))
    return max(distances)


def _bubble(x: float, y: float) -> float:
    """Return the distance from a round bubble with its tail at the lower left."""
    return min(_circle(x, y + 0.08, 0.66), _triangle(x, y, ((-0.5, 0.2), (-0.06, 0.5), (-0.55, 0.73))))


# The iron is a row of overlapping discs, each with its point and radius.
_IRON_DISCS = [(*_along_shoe(step / _STROKES), _TOE + (_HEEL - _TOE) * step / _STROKES) for step in range(_STROKES + 1)]
_NAIL_HOLES = [_along_shoe(way) for way in _NAILS]


def _shoe(x: float, y: float) -> float:
    """Return the distance from a horseshoe with its nail holes left out; its halves mirror each other."""
    right = abs(x)
    iron = min(_circle(right - disc_x, y - disc_y, radius) for disc_x, disc_y, radius in _IRON_DISCS)
    holes = min(_circle(right - hole_x, y - hole_y, 0.032) for hole_x, hole_y in _NAIL_HOLES)
    return max(iron, -holes)


# What is painted over what, the undermost first; around the rim the picture is transparent.
_LAYERS: tuple[tuple[Shape, Color], ...] = (
    (lambda x, y: _circle(x, y, 0.93), _TURF),
    (_bubble, _PAPER),
    (_shoe, _IRON),
)


def pixels(size: int) -> bytes:
    """Return the picture's rows of red, green, blue and alpha, one byte each, `size` pixels square."""
    scale = 2 / size
    points = [(index + 0.5) * scale - 1 for index in range(size)]
    return b"".join(bytes(_pixel(x, y, scale)) for y in points for x in points)


def _pixel(x: float, y: float, scale: float) -> tuple[int, int, int, int]:
    color: Color = _RIM
    for shape, paint in _LAYERS:
        share = _covered(shape(x, y), scale)
        color = _mixed(color, paint, share)
    red, green, blue = map(round, color)
    return red, green, blue, round(255 * _covered(_circle(x, y, 0.99), scale))


def _covered(distance: float, scale: float) -> float:
    """Return how much of a pixel lies inside an edge at this distance from its middle."""
    return min(1.0, max(0.0, 0.5 - distance / scale))


def _mixed(below: Color, above: Color, share: float) -> Color:
    red, green, blue = (low + (high - low) * share for low, high in zip(below, above, strict=True))
    return red, green, blue


def png(size: int) -> bytes:
    """Return the picture as a PNG file."""
    picture, row = pixels(size), 4 * size
    # Each row begins with its filter: 0, none.
    filtered = b"".join(b"\0" + picture[start : start + row] for start in range(0, len(picture), row))
    # Eight bits for each of red, green, blue and alpha.
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(filtered, 9)), (b"IEND", b""))
    return PNG_SIGNATURE + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def main() -> None:
    """Write the icons into the skill package."""
    ASSETS.mkdir(exist_ok=True)
    for name, size in SIZES.items():
        (ASSETS / name).write_bytes(png(size))


if __name__ == "__main__":
    main()
