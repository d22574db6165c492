"""What is wrong with a drawing, as it was measured in a browser."""

import html
import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from math import hypot
from typing import Any

from tools.screens.profiles import Profile
from tools.screens.stage import Box, Drawn, Text

LEAST_CONTRAST = 4.5  # WCAG 2.1, 1.4.3, for any text
LEAST_TOUCH = 48  # dp
ROUNDED = 1.5  # pixels: the renderer rounds the box of each text
# What steers a document and is not shown.
NOT_SHOWN = {"size", "label", "touch", "state", "post", "now", "cloth", "ink", "scratched", "marked"}


def mistakes(drawn: Drawn, profile: Profile) -> Iterator[str]:
    """Yield a sentence for each thing that is wrong with what is to be seen now."""
    pages = {each.id: each.box for each in drawn.scrolling}
    seen = {text.id: _seen(text, pages, profile) for text in drawn.texts}
    for text in drawn.texts:
        yield from (f"{text.text!r} {mistake}" for mistake in _text_mistakes(text, profile))
        visible = seen[text.id]
        if text.scrolled_by is None and not _holds(_screen(profile), text.drawn):
            yield f"{text.text!r} does not fit on the screen: {text.drawn}"
        elif visible and profile.shape == "round" and not _in_circle(visible, profile):
            yield f"{text.text!r} leaves the circle: {visible}"
    for one, other in combinations(drawn.texts, 2):
        # What scrolls together overlaps wherever it is scrolled to.
        together = one.scrolled_by == other.scrolled_by
        here, there = (_written(one), _written(other)) if together else (seen[one.id], seen[other.id])
        if here and there and _overlap(here, there):
            yield f"{one.text!r} and {other.text!r} overlap"
    for touch in drawn.touchable:
        if touch.box.bottom - touch.box.top < LEAST_TOUCH * profile.scale:
            yield f"{touch.label!r} is too low to be touched"
    if drawn.blanks:
        yield f"{drawn.blanks} texts say nothing"
    yield from ("something has no label" for each in (*drawn.touchable, *drawn.scrolling) if not each.label)


def _text_mistakes(text: Text, profile: Profile) -> Iterator[str]:
    if text.size / profile.scale < profile.least_text:
        yield f"is written in {text.size / profile.scale} dp"
    if text.drawn.left < text.box.left - ROUNDED or text.drawn.right > text.box.right + ROUNDED:
        yield f"is wider than its room: {text.drawn} in {text.box}"
    if text.needed > text.box.bottom - text.box.top + ROUNDED:
        yield f"is higher than its room: {text.needed} in {text.box}"
    if "…" in text.text:
        yield "was shortened"
    if (contrast := contrast_of(text.ink, text.ground)) < LEAST_CONTRAST:
        yield f"has a contrast of {contrast:.1f}"


def contrast_of(ink: tuple[float, ...], ground: tuple[float, ...]) -> float:
    """Return the contrast of two colors, from 1 to 21, as WCAG 2.1 defines it; each is opaque."""
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: tuple[float, ...]) -> float:
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (part / 255 for part in color[:3])
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _screen(profile: Profile) -> Box:
    return Box(0, 0, profile.width, profile.height)


def _seen(text: Text, pages: Mapping[str, Box], profile: Profile) -> Box | None:
    """Return the part of a text that is to be seen."""
    written = _written(text)
    for around in filter(None, (_screen(profile), pages.get(text.scrolled_by or ""))):
        written = Box(
            max(written.left, around.left),
            max(written.top, around.top),
            min(written.right, around.right),
            min(written.bottom, around.bottom),
        )
    return written if written.left < written.right and written.top < written.bottom else None


def _written(text: Text) -> Box:
    """Return a box as wide as a text's letters and as high as its lines: those of fonts are higher."""
    return Box(text.drawn.left, text.box.top, text.drawn.right, text.box.bottom)


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer.left <= inner.left + ROUNDED
        and outer.top <= inner.top + ROUNDED
        and outer.right >= inner.right - ROUNDED
        and outer.bottom >= inner.bottom - ROUNDED
    )


def _in_circle(box: Box, profile: Profile) -> bool:
    radius = profile.width / 2
    return all(
        hypot(x - radius, y - radius) <= radius + ROUNDED for x in (box.left, box.right) for y in (box.top, box.bottom)
    )


def _overlap(one: Box, other: Box) -> bool:
    return (
        min(one.right, other.right) - max(one.left, other.left) > ROUNDED
        and min(one.bottom, other.bottom) - max(one.top, other.top) > ROUNDED
    )


def unshown(shown: Mapping[str, Any], texts: set[str], *left_out: str) -> set[str]:
    """Return what a document was told to show and none of the texts does, but for the keys that may be left out."""
    everything = " ".join(_plain(text) for text in texts)
    return {told for told in _told(shown, NOT_SHOWN | set(left_out)) if _plain(told) not in everything}


def _told(value: Any, left_out: set[str]) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in left_out:
                yield from _told(inner, left_out)
    elif isinstance(value, list):
        for inner in value:
            yield from _told(inner, left_out)
    elif isinstance(value, str):
        yield value


def _plain(text: str) -> str:
    """Return a text without escapes, and with single spaces for its breaks of lines."""
    return re.sub(r"\s+", " ", html.unescape(text)).strip()
