"""`python -m race_api`: the local race API alone, a real HTTP server on loopback that honors the real contract."""

import argparse
import errno
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import datetime
from threading import Event

from loopback.clock import DeskClock, instant, moment
from race_api.calendars import CALENDARS
from race_api.server import DEFAULT_SEED, Fault, RaceApi, RecordedRequest, utc_now

DEFAULT_PORT = 8089


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C; returns the exit code: 2 when the port is taken."""
    options = _options(arguments)
    # A shell's background jobs start with Ctrl-C ignored; and who sends a polite `kill` means the same.
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.default_int_handler)
    api = RaceApi(
        host=options.host,
        port=options.port,
        seed=options.seed,
        clock=options.now,
        calendar=CALENDARS[options.calendar],
        on_request=_print_request,
    )
    try:
        with api, api.failing(options.fault) if options.fault else nullcontext():
            print(f"The local race API listens on {api.url}. Ctrl-C ends it. The skill needs:\n")
            print(f"export RACING_API_URL={api.url}")
            print(f"export RACING_API_USERNAME={api.username}")
            print(f"export RACING_API_PASSWORD={api.password}\n", flush=True)
            Event().wait()
    except KeyboardInterrupt:
        pass
    except (OSError, OverflowError) as error:
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        reason = "the port is taken, choose another with --port or `make race-api PORT=...`" if taken else error
        print(f"Cannot listen on {options.host}:{options.port}: {reason}.", file=sys.stderr)
        return 2
    return 0


def _print_request(request: RecordedRequest) -> None:
    query = "&".join(f"{name}={text}" for name, text in request.query)
    shown = f"{request.path}?{query}" if query else request.path
    print(f"{utc_now():%H:%M:%S} {request.status or 'no answer'} {request.method} {shown}", flush=True)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m race_api", description=__doc__.partition("\n")[0])
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 takes a free one (%(default)s)")
    parser.add_argument("--seed", default=DEFAULT_SEED, help="another seed, other horses (%(default)s)")
    parser.add_argument(
        "--calendar", choices=CALENDARS, default="season", help="which tracks race: %(choices)s (%(default)s)"
    )
    parser.add_argument(
        "--now",
        type=_clock_from,
        default=utc_now,
        metavar="ISO-DATETIME",
        help="start the clock here; America/New_York if it names no offset",
    )
    parser.add_argument(
        "--fault", type=Fault, metavar="NAME", help=f"fail: {', '.join(fault.value for fault in Fault)}"
    )
    return parser.parse_args(arguments)


def _clock_from(text: str) -> Callable[[], datetime]:
    """Return a clock that runs on from the moment written in `text`, read as `python -m echo` reads it."""
    return DeskClock(instant(moment(text))).now


if __name__ == "__main__":
    sys.exit(main())
