"""`python -m bench.feed`: what the skill's questions cost the feed, alone and under load. See bench/README.md."""

import os
import platform
import sys
from collections.abc import Sequence
from statistics import mean, quantiles
from typing import TextIO

from bench.feed_fleet import Run, run
from bench.feed_load import Fetches, Load, fetches
from bench.feed_parts import LATENCY, table
from bench.feed_questions import Row, each_alone, in_a_row
from horse_racing.feeds.rate_limit import CALLS_PER_SECOND
from horse_racing.skill.request import TURN_BUDGET

_UNLIMITED = 1000  # calls per second

_ABOUT_THE_LOAD = """\
The processes of the load runs share this machine's cores with the race API and with moto's server. When that makes the
shared cache take more of a turn than it may, a container leaves it alone and asks the feed itself. So the goal is
judged by a run in which the cache may take all of a turn; the run with what is deployed stands beside it.
"""
_PATIENT = Load(allowance=TURN_BUDGET)


def main(stdout: TextIO) -> int:
    """Measure, print, and return the exit code: 1 when a budget or the goal was missed, else 0."""
    stdout.write(f"{machine()}\n")
    verdicts: list[str] = []
    for title, rows in (
        (f"Each question alone, {CALLS_PER_SECOND} calls a second", each_alone(CALLS_PER_SECOND)),
        ("Each question alone, no rate limit", each_alone(_UNLIMITED)),
        ("One after the other in one container", in_a_row(CALLS_PER_SECOND)),
    ):
        stdout.write(f"\n### {title}, {1000 * LATENCY:g} ms per call\n\n{questions_table(rows)}")
        stdout.flush()
        verdicts += [row.verdict for row in rows]
    stdout.write(f"\n{_ABOUT_THE_LOAD}")
    patient = run(_PATIENT)
    stdout.write(f"\n### Load, the shared cache may hold up a turn for {TURN_BUDGET:g} s\n\n{fetches_table(patient)}")
    stdout.flush()
    usual = run(Load())
    stdout.write(f"\n### Load, {usual.load.allowance:g} s as deployed (not judged)\n\n{fetches_table(usual)}")
    stdout.write(f"\n### Load, turns\n\n{turns_table([patient, usual])}")
    verdicts += [goal(patient, of_kind) for of_kind in fetches(patient.calls)]
    missed = [verdict for verdict in verdicts if verdict != "ok"]
    stdout.write(f"\n{len(missed)} of {len(verdicts)} rows that are judged are not ok.\n")
    return 1 if missed else 0


def machine() -> str:
    """Describe the machine in a line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    what = f"{platform.system()} on {platform.machine()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {memory:.0f} GB of memory, {what}."


def questions_table(rows: Sequence[Row]) -> str:
    """Return the table of questions; the columns for a second asking only where there was one."""
    again = [("calls again", "ms again")] if rows[0].warm else []
    headings = (
        "question",
        "track",
        "calls",
        "for listings",
        "budget",
        "ms",
        *(name for pair in again for name in pair),
    )
    return table(
        (*headings, ""),
        [
            (
                row.question.text,
                row.question.track,
                row.cold.calls,
                row.cold.listings,
                row.question.budget,
                f"{row.cold.milliseconds:.0f}",
                *((row.warm.calls, f"{row.warm.milliseconds:.1f}") if row.warm else ()),
                row.verdict,
            )
            for row in rows
        ],
    )


def fetches_table(done: Run) -> str:
    """Return the table of how often each resource was fetched in the one freshness window of the run."""
    return table(
        ("resource", "how many", "calls", "fetches of each: mean", "max", "fetched more than once", "goal 1.0"),
        [
            (
                of_kind.kind,
                len(of_kind.of_each),
                of_kind.calls,
                f"{mean(of_kind.of_each):.2f}",
                f"{max(of_kind.of_each):g}",
                of_kind.repeated,
                goal(done, of_kind),
            )
            for of_kind in fetches(done.calls)
        ],
    )


def goal(done: Run, of_kind: Fetches) -> str:
    """Say whether no resource was fetched twice, by processes that all came to their end."""
    if len(done.reports) < done.load.processes:
        return "WRONG"
    return "OVER" if of_kind.repeated else "ok"


def turns_table(runs: Sequence[Run]) -> str:
    """Return the table of what the runs were like for those who asked."""
    headings = (
        "cache may take",
        "sessions",
        "containers",
        "turns",
        "failed",
        "cut short",
        "p50 ms",
        "p95 ms",
        "max ms",
    )
    return table(
        (*headings, "cache left alone", "calls", "most calls in a second", "run s"), [_turns_row(done) for done in runs]
    )


def _turns_row(done: Run) -> Sequence[object]:
    turns = [milliseconds for report in done.reports for milliseconds in report.turns]
    parts = quantiles(turns, n=20)
    return (
        f"{done.load.allowance:g} s",
        sum(report.sessions for report in done.reports),
        sum(report.containers for report in done.reports),
        len(turns),
        sum(report.failed for report in done.reports),
        sum(report.cut_short for report in done.reports),
        f"{parts[9]:.0f}",
        f"{parts[18]:.0f}",
        f"{max(turns):.0f}",
        sum("left alone" in warning for report in done.reports for warning in report.warnings),
        len(done.calls),
        done.busiest_second,
        f"{done.seconds:.1f}",
    )


if __name__ == "__main__":
    sys.exit(main(sys.stdout))
