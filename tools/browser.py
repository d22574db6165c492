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
def browser(*options: str) -> Iterator[Any]:
    """Yield Playwright's browser with more of its options; RuntimeError where there is no Chromium.

    CHROMIUM names another one.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - installed for what needs a browser alone

    program = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    if program is None:
        raise RuntimeError("Chromium is not here. `make browser-setup` installs it, or says how.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=[*_OPTIONS, *options])
        yield chromium
        chromium.close()
