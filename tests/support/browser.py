"""A window of a real browser, for tests."""

from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
AXE = ROOT / "build" / "viewhost" / "node_modules" / "axe-core" / "axe.min.js"
_PATIENCE_MILLISECONDS = 10_000


class Window:
    """A page of a browser, and what it complains of: errors on its console, and requests to elsewhere."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.set_default_timeout(_PATIENCE_MILLISECONDS)
        page.on("console", lambda said: self._note(said.type, said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self._note("error", str(error)))
        page.on("request", lambda request: self._look_at(request.url, url))
        page.goto(url)
        page.locator("#chips button").first.wait_for()

    def say(self, utterance: str) -> None:
        """Type something, and wait for the answer."""
        self.page.locator("#utterance").fill(utterance)
        self.page.locator("#utterance").press("Enter")
        self.page.locator("#log .waiting").wait_for(state="detached")

    def said(self) -> list[str]:
        """Return what they said and what she said, so far."""
        return [text.strip() for text in self.page.locator("#log .words").all_inner_texts()]

    def offences(self) -> list[str]:
        """Return what axe-core finds wrong with the page as it stands: the rule, and where."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run()")
        return [f"{rule['id']}: {node['html'][:200]}" for rule in found["violations"] for node in rule["nodes"]]

    def _look_at(self, asked: str, url: str) -> None:
        if not asked.startswith((url, "data:")):
            self._note("stray", asked)

    def _note(self, kind: str, text: str) -> None:
        self.complaints.append(f"{kind}: {text}")
