"""`python -m echo.page`: an Echo in the browser, on this machine's loopback address and nowhere else."""

import os
import socket
import sys
import webbrowser
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from echo.desk import Desks
from echo.options import ROOT, parser
from echo.page.server import ENGINE, application, web_server
from echo.page.sound import offline_voice
from echo.page.tabs import Tabs
from echo.skill import BuildHandler, ConfigurationError, skill_handler
from echo.understanding.model import ModelError
from echo.voice.offline import NoVoiceError

LOOPBACK = "127.0.0.1"
DEFAULT_PORT = 8090


def main(
    argv: Sequence[str],
    environ: Mapping[str, str],
    *,
    folder: Path,
    build: BuildHandler = skill_handler,
    browse: Callable[[str], object] = webbrowser.open,
) -> int:
    """Serve until Ctrl-C; returns 0, or 2 when it cannot begin. `browse` opens the page's address."""
    made = parser("python -m echo.page", "Talk to the skill on a page in the browser.")
    made.set_defaults(device="show-8")
    made.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 takes a free one (%(default)s)")
    made.add_argument("--no-browser", action="store_true", help="only print the address")
    made.add_argument("--voice", action="store_true", help="hear and speak on this machine, and not in the browser")
    options = made.parse_args(argv)
    with ExitStack() as stack:
        try:
            desks = Desks(options, environ, folder=folder, build=build)
            # Whatever is wrong with the settings is told here, and not to the first page.
            with desks.desk():
                pass
            voice = stack.enter_context(closing(offline_voice(desks.model))) if options.voice else None
            listening = stack.enter_context(socket.create_server((LOOPBACK, options.port)))
        except (ConfigurationError, ModelError, NoVoiceError) as error:
            print(error, file=sys.stderr)
            return 2
        except (OSError, OverflowError) as error:
            print(f"Cannot listen on {LOOPBACK}:{options.port}: {error}. Choose another with --port.", file=sys.stderr)
            return 2
        port = listening.getsockname()[1]
        hosts = [f"{name}:{port}" for name in (LOOPBACK, "localhost")]
        drawn = (
            "Amazon's own renderer draws its screen" if ENGINE.is_file() else "its screen is shown as text, without npm"
        )
        print(f"An Echo is at http://{hosts[0]}/ ({drawn}). Ctrl-C takes it away.", flush=True)
        tabs = stack.enter_context(closing(Tabs(desks)))
        app = application(tabs, desks, hosts, voice)
        # Ctrl-C ends it, twice at most.
        stack.enter_context(suppress(KeyboardInterrupt))
        if not options.no_browser:
            browse(f"http://{hosts[0]}/")
        web_server(app).run([listening])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ, folder=ROOT / ".talk"))
