"""`make picture`: the page with a conversation as a picture, docs/show.png, which the README shows."""

import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.browser import browser

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "show.png"
NOW = "2026-11-21T13:20-05:00"
WIDTH, HEIGHT = 1280, 800  # pixels
SAID = ("ask talk horse racing how many races at tampa bay downs", "Alexa, who's running in race four")
_DRAWN = "Race 4"


def main() -> None:
    """Hold the conversation on the page and take the picture: always the same, as nothing is remembered."""
    with TemporaryDirectory() as memory:
        argv = [sys.executable, "-m", "echo.page", "--port", "0", "--no-browser", "--now", NOW, "--memory", memory]
        with subprocess.Popen(argv, stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT) as server:  # noqa: S603 - ours
            address = re.search(r"http://\S+", server.stdout.readline() if server.stdout else "")
            try:
                if address:
                    take(address[0])
            finally:
                server.terminate()


def take(url: str) -> None:
    """Take the picture of the page at this address."""
    with browser() as chromium:
        page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="dark")
        page.goto(url)
        for sentence in SAID:
            page.locator("#utterance").fill(sentence)
            page.locator("#utterance").press("Enter")
            page.locator("#log .alexa").nth(SAID.index(sentence)).wait_for()
        page.locator("#stage").get_by_text(_DRAWN).first.wait_for()
        page.screenshot(path=PICTURE, animations="disabled")


if __name__ == "__main__":
    main()
