"""What came of the conversations: the differences side by side, a table, and JUnit XML."""

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from rich.console import Console
from rich.table import Table
from rich.text import Text

from amazon.both_readings import BothReadings
from amazon.holding import Taken, Went
from amazon.simulation import Simulated
from amazon.understood import told
from echo.script import SHE_SAYS
from loopback.clock import DEFAULT_ZONE

# Where there is no terminal to be as wide as.
WIDTH = 120
SHOWN_CONSIDERED = 3


class Report:
    """Shows what came of each conversation, and keeps count."""

    def __init__(self, console: Console, readings: BothReadings) -> None:
        self._console = console
        self._readings = readings
        self.alike: dict[Path, tuple[int, int]] = {}

    def add(self, went: Went) -> None:
        """Show a conversation: each turn that is not as it is written, or that the desk understands otherwise."""
        self._print("ok  " if went.is_right else "BAD ", went.path.stem, f"{went.seconds:5.1f} s")
        alike = 0
        for taken in went.turns:
            is_alike = self._is_alike(taken)
            alike += is_alike
            if taken.problems or not is_alike:
                self._print(f"{taken.turn.line.place}: {taken.turn.line.text}")
                self._console.print(self._side_by_side(taken))
            if taken.problems:
                self._console.print(Text(f"  {'; '.join(taken.problems)}", style="red"), soft_wrap=True)
        self.alike[went.path] = (alike, len(went.turns))
        if went.untaken and not went.stopped:
            self._print("    ", f"the session closed early, and {went.untaken} more lines were not said")
        if went.stopped:
            self._print("    ", went.stopped)

    def summary(self, results: Sequence[Went], not_run: int) -> None:
        """Show the table."""
        table = Table("conversation", "lines", "as written", "understood alike", "seconds", "result", box=None)
        for went in results:
            right = sum(not taken.problems for taken in went.turns)
            alike, lines = self.alike[went.path]
            result = "could not run" if went.stopped else "ok" if went.is_right else "differs"
            cells = (str(lines + went.untaken), str(right), str(alike), f"{went.seconds:.1f}", result)
            table.add_row(went.path.stem, *cells)
        self._console.print(table)
        right = sum(went.is_right for went in results)
        alike, lines = (sum(count[part] for count in self.alike.values()) for part in (0, 1))
        self._print(
            f"{right} of {len(results)} conversations are as they are written;",
            f"{alike} of {lines} lines are understood by Alexa as by one of the desk's two readings.",
            f"Not held: {not_run}." if not_run else "",
        )

    def _is_alike(self, taken: Taken) -> bool:
        """Tell whether Alexa understood a line as one of the desk's readings does, where she told."""
        alexas = taken.simulated.understood
        return alexas is None or told(alexas) in {reading for _, reading in self._desks(taken)}

    def _desks(self, taken: Taken) -> tuple[tuple[str, str], ...]:
        says, today = taken.turn.says or "", taken.simulated.instant.astimezone(DEFAULT_ZONE).date()
        return (
            ("by the samples", told(self._readings.by_samples(says, today))),
            ("by likeness", told(self._readings.by_likeness(says, today))),
        )

    def _side_by_side(self, taken: Taken) -> Table:
        """Return a turn as it is written and read here beside what it was there."""
        turn, simulated = taken.turn, taken.simulated
        table = Table("", "here", "at Amazon's")
        desks = "\n".join(f"{name}: {reading}" for name, reading in self._desks(taken))
        table.add_row("understood", Text(desks), Text(_alexas(simulated)))
        if taken.problems:
            expected = turn.answer.words_after(SHE_SAYS) if turn.answer else "nothing"
            table.add_row("said", Text(expected), Text(simulated.speech or "nothing"))
            closes = "open or closed" if turn.may_close else _open_or_closed(closed=turn.closes)
            table.add_row("session", closes, _open_or_closed(closed=simulated.closed))
        return table

    def _print(self, *words: str) -> None:
        self._console.print(Text(" ".join(filter(None, words))), soft_wrap=True)


def _alexas(simulated: Simulated) -> str:
    others = [told(each) for each in simulated.considered if told(each) != told(simulated.understood)]
    considered = f"\nconsidered: {'; '.join(others[:SHOWN_CONSIDERED])}" if others else ""
    return f"{told(simulated.understood)}{considered}"


def _open_or_closed(*, closed: bool) -> str:
    return "closed" if closed else "open"


def write_junit(file: Path, stage: str, results: Sequence[Went], not_run: Sequence[Path]) -> None:
    """Write the results as JUnit XML, which CI systems show."""
    failures = sum(not went.is_right and not went.stopped for went in results)
    errors = sum(bool(went.stopped) for went in results)
    counts = {"tests": len(results) + len(not_run), "failures": failures, "errors": errors, "skipped": len(not_run)}
    seconds = sum(went.seconds for went in results)
    suite = ET.Element(
        "testsuite", {"name": f"alexa {stage}", "time": f"{seconds:.3f}", **{k: str(v) for k, v in counts.items()}}
    )
    for went in results:
        case = ET.SubElement(suite, "testcase", _case(stage, went.path, went.seconds))
        if went.stopped:
            ET.SubElement(case, "error", message=went.stopped.splitlines()[0]).text = went.stopped
        elif not went.is_right:
            lines = [
                f"{taken.turn.line.place}: {problem}; she says: {taken.simulated.speech}"
                for taken in went.turns
                for problem in taken.problems
            ]
            lines += [f"{went.untaken} lines were not said"] * bool(went.untaken)
            ET.SubElement(case, "failure", message=lines[0]).text = "\n".join(lines)
    for path in not_run:
        ET.SubElement(ET.SubElement(suite, "testcase", _case(stage, path, 0)), "skipped", message="not run")
    file.parent.mkdir(parents=True, exist_ok=True)
    ET.indent(suite)
    ET.ElementTree(suite).write(file, encoding="utf-8", xml_declaration=True)


def _case(stage: str, path: Path, seconds: float) -> dict[str, str]:
    return {"classname": f"alexa.{stage}", "name": path.stem, "time": f"{seconds:.3f}"}
