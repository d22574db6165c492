"""A browser without a window, in which Amazon's renderer draws documents while the clock stands still."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from tools.screens.profiles import Profile

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "lambda" / "horse_racing" / "screen" / "documents"
VIEWHOST = ROOT / "build" / "viewhost" / "node_modules"
_HERE = "http://localhost/"
_FILES = {
    "measure.js": Path(__file__).with_name("measure.js"),
    "viewhost.js": ROOT / "echo" / "page" / "static" / "viewhost.js",
    "apl-viewhost-web.js": VIEWHOST / "apl-viewhost-web" / "index.js",
}
# The clock makes the frames too: so long in its milliseconds until a list has its rows, and so long it may scroll.
_LAID_OUT = 300
_SCROLLED = 8000
_BEFORE = timedelta(minutes=1)
# How many pages are scrolled at a time: half a page before and after what is seen is laid out as well.
_STEP = 1.4

Json = dict[str, Any]


class Box(NamedTuple):
    """A rectangle in pixels from the upper left corner of the screen."""

    left: float
    top: float
    right: float
    bottom: float


class Text(NamedTuple):
    """A text as it was drawn: font size in pixels, colors as red, green, blue (0-255) and opacity.

    `box` is the room it has, `drawn` what it takes, `needed` the height of its lines; `scrolled_by` is what scrolls it.
    """

    id: str
    text: str
    size: float
    ink: tuple[float, ...]
    ground: tuple[float, ...]
    box: Box
    drawn: Box
    needed: float
    scrolled_by: str | None


class Labelled(NamedTuple):
    """What can be touched, or what scrolls: `position` of `end` pixels it is scrolled."""

    id: str
    label: str
    box: Box
    position: float = 0
    end: float = 0


class Drawn(NamedTuple):
    """What stands on the screen; `blanks` counts the places of texts where nothing is written."""

    texts: tuple[Text, ...]
    blanks: int
    touchable: tuple[Labelled, ...]
    scrolling: tuple[Labelled, ...]

    def says(self, text: str) -> bool:
        """Return whether a text with this in it is there."""
        return any(text in each.text for each in self.texts)


def drawing(screen: str, shown: Json, profile: Profile, document: Json | None = None) -> Json:
    """Return what viewhost.js takes to draw a screen, by its own document or another."""
    document = document or json.loads((DOCUMENTS / f"{screen}.json").read_text(encoding="utf-8"))
    datasources = {"screen": {"type": "object", "properties": shown}}
    return {"document": document, "datasources": datasources, "viewport": profile._asdict()}


class Stage:
    """A page of Playwright's browser, for one drawing after another; its clock stands at `now`.

    Its fonts are `wider` percent wide, which leaves room to spare where that is more than 100.
    """

    def __init__(self, chromium: Any, now: datetime, wider: int = 100) -> None:
        self.page = page = chromium.new_page()
        # Since the screen was drawn: what was asked of others than this machine, what was warned of, and errors.
        self.strays: list[str] = []
        self.told: list[str] = []
        self._html = Path(__file__).with_name("stage.html").read_text(encoding="utf-8").replace("WIDER", f"{wider}%")
        page.on("console", lambda message: self._tell(message.text))
        page.on("pageerror", lambda error: self.told.append(str(error)))
        page.route("**/*", self._answer)
        # It runs from here on, and stands still once it is told to: that has to lie ahead.
        page.clock.install(time=now - _BEFORE)
        page.clock.pause_at(now)
        page.goto(_HERE)
        page.evaluate(
            """async () => {
                await document.fonts.load("20px 'Amazon Ember'");
                await document.fonts.load("bold 20px 'Amazon Ember'");
            }"""
        )

    def draw(self, screen: str, shown: Json, profile: Profile, document: Json | None = None) -> None:
        """Draw a screen, by its own document or another, and wait until it stands still."""
        self.strays.clear()
        self.told.clear()
        self.page.set_viewport_size({"width": profile.width, "height": profile.height})
        self.page.evaluate("shown => stage.draw(shown)", drawing(screen, shown, profile, document))
        self.wait(_LAID_OUT)
        self.page.clock.fast_forward(_SCROLLED)
        self.wait(_LAID_OUT)

    def wait(self, milliseconds: int) -> None:
        """Let the clock run on, and stand still again."""
        self.page.clock.run_for(milliseconds)

    def measured(self) -> Drawn:
        """Return what is laid out now. Of a long list the renderer lays out what is near."""
        found = self.page.evaluate("stage.measure()")
        return Drawn(
            tuple(_text(each) for each in found["texts"]),
            found["blanks"],
            tuple(Labelled(**each | {"box": Box(*each["box"])}) for each in found["touchable"]),
            tuple(Labelled(**each | {"box": Box(*each["box"])}) for each in found["scrolling"]),
        )

    def looked_through(self) -> Iterator[Drawn]:
        """Scroll whatever scrolls from its beginning to its end, and yield what is to be seen at each step."""
        for each in self.measured().scrolling:
            self._scroll(each.id, 0)
            yield (drawn := self.measured())
            while (now := next(moved for moved in drawn.scrolling if moved.id == each.id)).position < now.end - 1:
                self._scroll(each.id, now.position + _STEP * (now.box.bottom - now.box.top))
                yield (drawn := self.measured())

    def later(self, milliseconds: int) -> None:
        """Let so much time pass at once, and the next second of it as it comes."""
        self.page.clock.fast_forward(milliseconds)
        self.wait(1000)

    def touched(self) -> list[Any]:
        """Return the arguments of each touch since the screen was drawn."""
        sent: list[Any] = self.page.evaluate("touched")
        return sent

    def _scroll(self, scrolling: str, position: float) -> None:
        self.page.evaluate("([id, position]) => stage.scroll(id, position)", [scrolling, position])
        self.wait(_LAID_OUT)

    def _tell(self, message: str) -> None:
        # It rounds half a pixel one way here and the other way there, and then says so.
        if "has bounds that is bigger than parent bounds" not in message:
            self.told.append(message)

    def _answer(self, route: Any) -> None:
        name = route.request.url.removeprefix(_HERE)
        if name == "":
            route.fulfill(body=self._html, content_type="text/html; charset=utf-8")
        elif file := _FILES.get(name):
            route.fulfill(path=file, content_type="text/javascript; charset=utf-8")
        elif name != "favicon.ico":
            self.strays.append(route.request.url)
            route.abort()


def _text(found: Json) -> Text:
    boxes = {name: Box(*found.pop(name)) for name in ("box", "drawn")}
    colors = {name: tuple(found.pop(name)) for name in ("ink", "ground")}
    return Text(**found | boxes | colors)
