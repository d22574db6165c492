"""What happened at an Echo, as the JSON that the page draws."""

import html
from typing import Any

from echo.desk import Desk, Desks
from echo.device.contract import speech_of
from echo.device.delivery import Json
from echo.device.echo import Exchange
from echo.device.ssml import pieces

# What shows in the place of a screen that cannot be drawn.
_SCREEN_TEXTS = ("title", "subtitle", "sentence", "note")


def exchange_shown(exchange: Exchange) -> Json:
    """Return an exchange: what they did, how it was understood, and what came of it."""
    understood = exchange.understood
    follow_up = exchange.follow_up
    return {
        "utterance": exchange.utterance,
        "touched": [*exchange.touched],
        "understood": str(understood) if understood else "",
        "likeness": understood.likeness if understood else 0,
        "hint": understood.hint if understood else "",
        "note": exchange.note,
        "interim": [*exchange.interim],
        "speech": exchange.speech,
        "voice": _voice(exchange),
        "violations": [*exchange.violations, *(follow_up.violations if follow_up else ())],
        "closed": exchange.closed,
        "request": exchange.request,
        "response": exchange.response,
    }


def state_shown(desk: Desk, desks: Desks) -> Json:
    """Return how the device stands: its session, its clock, and the seconds for which a touch goes on with it."""
    left = desk.echo.seconds_left
    return {
        "session": "closed" if not desk.echo.session_open else "listening" if left is None else "touchable",
        "secondsLeft": left,
        "shows": desk.echo.screen is not None,
        "clock": desks.time_told(desk),
        "local": f"{desks.local(desk):%Y-%m-%dT%H:%M}",
    }


def screen_shown(desk: Desk) -> Json | None:
    """Return what is on the screen, with the texts that take its place where it cannot be drawn; None for nothing."""
    screen = desk.echo.screen
    if not screen:
        return None
    sources = [source["properties"] for source in screen["datasources"].values()]
    texts = [text for source in sources for text in (*_texts(source, _SCREEN_TEXTS), *_rows(source))]
    # A document's texts are written for a renderer that knows markup.
    plain = [html.unescape(text) for text in texts]
    return {key: screen[key] for key in ("token", "document", "datasources")} | {"texts": plain}


def viewport_shown(desk: Desk) -> Json | None:
    """Return the device's screen as the renderer takes it, None for a device without one."""
    viewport = desk.echo.kind.viewport
    if not viewport:
        return None
    size = {"width": viewport.width, "height": viewport.height, "dpi": viewport.dpi}
    return size | {"shape": viewport.shape.lower(), "mode": viewport.mode.lower()}


def _voice(exchange: Exchange) -> list[str | float]:
    """Return what is said, with its pauses in seconds."""
    output = _answer(exchange).get("outputSpeech")
    if not isinstance(output, dict) or speech_of(output).text != exchange.speech:
        # The device's own words: a question again, or its apology.
        return [exchange.speech] if exchange.speech else []
    return pieces(output["ssml"]) if output.get("type") == "SSML" else [exchange.speech]


def _answer(exchange: Exchange) -> Json:
    answer = exchange.response.get("response") if isinstance(exchange.response, dict) else None
    return answer if isinstance(answer, dict) else {}


def _rows(properties: Json) -> list[str]:
    """Return the lines of a screen's lists, as a screen reader has them."""
    rows = [row for value in properties.values() if isinstance(value, list) for row in value if isinstance(row, dict)]
    return [row["label"] for row in rows if row.get("label")]


def _texts(among: Any, names: tuple[str, ...]) -> list[str]:
    return [among[name] for name in names if among.get(name)] if isinstance(among, dict) else []
