"""Times a handler's turns in the process that it has for itself, and among its own packages only.

`python bench/start_turns.py HANDLER EVENT COUNT RESULT`: the handler as Lambda names it, files with the event to read
and the result to write, and how many turns to time.
"""

import importlib
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

# A container's first turns are for connecting, fetching and compiling expressions.
_UNTIMED = 20


class Context:
    """What Lambda tells with an event, as far as a skill asks."""

    aws_request_id = "00000000-0000-0000-0000-000000000000"

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds a turn has."""
        return 7000


def main(arguments: Sequence[str]) -> None:
    """Take the turns and write the seconds of each that is timed, and the last answer."""
    name, event_file, count, result = arguments
    module, _, function = name.rpartition(".")
    handler = getattr(importlib.import_module(module), function)
    event = Path(event_file).read_text(encoding="utf-8")
    seconds = []
    for _ in range(_UNTIMED + int(count)):
        # Lambda's client parses each event anew and writes each answer as JSON; that is not the skill's own.
        parsed = json.loads(event)
        began = time.perf_counter()
        answer = handler(parsed, Context())
        seconds.append(time.perf_counter() - began)
    Path(result).write_text(json.dumps({"seconds": seconds[_UNTIMED:], "answer": answer}), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
