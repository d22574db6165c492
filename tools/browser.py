"""A real browser without a window, Debian's Chromium, that reaches nothing but this machine."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_OPTIONS = (
    # What it would hold apart is our own page, and root may not.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@contextmanager
def browser() -> Iterator[Any]:
    """Yield Playwright's browser; RuntimeError where there is no Chromium (CHROMIUM names another one)."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - installed for what needs a browser alone

    with sync_playwright() as playwright, launched(playwright.chromium) as chromium:
        yield chromium


@contextmanager
def launched(kind: Any, *options: str) -> Iterator[Any]:
    """Yield a browser of Playwright's kind, with more of its options; raises as `browser` does."""
    program = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    if program is None:
        raise RuntimeError("Chromium is not here. `make browser-setup` installs it, or says how.")
    chromium = kind.launch(executable_path=program, args=[*_OPTIONS, *options])
    yield chromium
    chromium.close()
