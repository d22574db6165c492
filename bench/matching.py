"""Measure ways of matching misheard track names and print a table of them: `make bench-matching`.

A way gives each name of the catalogue a likeness to what was heard. From which likeness on a name is taken is chosen
on one half of the lines (every second one): the lowest that lets 2 % of what names no track pass. Recall and errors
are counted on the other half; then the halves change places, so that each line is judged once. The last rows are the
way of before and the deployed one, each above the threshold it had or has, on all lines.
"""

import csv
import importlib
import math
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import jellyfish

from horse_racing.bootstrap import load_catalogue
from horse_racing.racing.tracks import name_key
from horse_racing.skill.misheard import LIKELY, ranking
from horse_racing.speech.wording import wording

# Only measured here, so nothing else may find it among the dependencies: the Makefile puts it aside.
fuzz = importlib.import_module("rapidfuzz.fuzz")
jaro_winkler = importlib.import_module("rapidfuzz.distance.JaroWinkler")

DATA = Path(__file__).parents[1] / "tests" / "data"
# By ear and spoken; hard ones and those of many kinds.
MISHEARD = ("misheard.csv", "misheard_spoken.csv")
NOT_TRACKS = ("not_tracks.csv", "not_tracks_by_kind.csv")
FALSE_ALARMS = 0.02
# The way that was deployed before the sounds had weights, and above what.
BEFORE, BEFORE_LIKELY = "jellyfish: Levenshtein, of spelling and Metaphone", 0.74
IMPORTS = 15

Prepare = Callable[[str], str]
Compare = Callable[[str, str], float]


def words(name: str) -> str:
    """Return a name in lower case, its words kept apart."""
    return " ".join(filter(None, map(name_key, name.split())))


def sound(name: str) -> str:
    """Return the Metaphone code of a name."""
    return jellyfish.metaphone(name_key(name))


def edits(one: str, other: str) -> float:
    """Return the share of the longer text that no edit has to touch."""
    longest = max(len(one), len(other))
    return 1 - jellyfish.levenshtein_distance(one, other) / longest if longest else 0.0


def matching_blocks(one: str, other: str) -> float:
    """Return the standard library's own measure."""
    return SequenceMatcher(None, one, other).ratio()


def percent(score: Callable[..., float]) -> Compare:
    """Return rapidfuzz's percentages as shares."""
    return lambda one, other: score(one, other) / 100


# Each way is the mean of its parts: what is made of both names, and how that is compared.
WAYS: dict[str, list[tuple[Prepare, Compare]]] = {
    "difflib: ratio": [(name_key, matching_blocks)],
    "rapidfuzz: ratio": [(name_key, percent(fuzz.ratio))],
    "rapidfuzz: WRatio": [(words, percent(fuzz.WRatio))],
    "rapidfuzz: token_sort_ratio": [(words, percent(fuzz.token_sort_ratio))],
    "rapidfuzz: Jaro-Winkler": [(name_key, jaro_winkler.similarity)],
    "jellyfish: Jaro-Winkler": [(name_key, jellyfish.jaro_winkler_similarity)],
    "jellyfish: Levenshtein": [(name_key, edits)],
    "jellyfish: Metaphone, Jaro-Winkler": [(sound, jellyfish.jaro_winkler_similarity)],
    "jellyfish: Metaphone, Levenshtein": [(sound, edits)],
    "jellyfish: Jaro-Winkler, of spelling and Metaphone": [
        (name_key, jellyfish.jaro_winkler_similarity),
        (sound, jellyfish.jaro_winkler_similarity),
    ],
    "jellyfish: Levenshtein, of spelling and Metaphone": [(name_key, edits), (sound, edits)],
    "rapidfuzz ratio, of spelling and jellyfish's Metaphone": [
        (name_key, percent(fuzz.ratio)),
        (sound, percent(fuzz.ratio)),
    ],
    "difflib ratio, of spelling and jellyfish's Metaphone": [(name_key, matching_blocks), (sound, matching_blocks)],
}


@dataclass(frozen=True)
class Judged:
    """What became of a name: how like the best of the catalogue was, and whether that is the right track."""

    likeness: float
    is_right: bool = False


Ranking = Callable[[str], tuple[float, str]]


def best_by(parts: Sequence[tuple[Prepare, Compare]]) -> Ranking:
    """Return the function that finds the likeliest name and says how like it is and whose."""
    index = [
        ([prepare(name) for prepare, _ in parts], track.code)
        for track in load_catalogue()
        for name in dict.fromkeys((track.name, track.feed_name, *track.synonyms))
    ]

    def best(heard: str) -> tuple[float, str]:
        prepared = [prepare(heard) for prepare, _ in parts]
        return max((likeness(prepared, forms), code) for forms, code in index)

    def likeness(one: Sequence[str], other: Sequence[str]) -> float:
        return sum(
            compare(*pair) for (_, compare), pair in zip(parts, zip(one, other, strict=True), strict=True)
        ) / len(parts)

    return best


def deployed() -> Ranking:
    """Return the deployed way."""
    likeliest = ranking(load_catalogue(), wording().sound)

    def best(heard: str) -> tuple[float, str]:
        likeness, track = likeliest(heard)
        return likeness, track.code if track else ""

    return best


def threshold(not_tracks: Sequence[list[Judged]]) -> float:
    """Return the likeness that no more than 2 % of what names no track is above."""
    ranked = sorted((max(each.likeness for each in line) for line in not_tracks), reverse=True)
    return math.nextafter(ranked[int(FALSE_ALARMS * len(ranked))], math.inf)


def row(label: str, best: Ranking, likely: float | None = None) -> str:
    """Return a way's line of the table, above thresholds chosen on halves, or above one on all lines."""
    names = wording().names_heard

    def judged(heard: str, code: str = "") -> list[Judged]:
        # As the skill does: a name as it was heard, then without the words around it.
        *_, (plain, _) = names(heard)
        return [Judged(likeness, guessed == code) for likeness, guessed in map(best, (heard, plain))]

    read_pairs = {file: read(file) for file in MISHEARD}
    start = time.perf_counter()
    for heard, _ in read_pairs["misheard.csv"]:
        best(heard)
    milliseconds = (time.perf_counter() - start) * 1000 / len(read_pairs["misheard.csv"])

    not_tracks = [judged(heard) for file in NOT_TRACKS for heard, *_ in read(file)]
    least = [likely, likely] if likely else [threshold(not_tracks[half::2]) for half in (0, 1)]

    def taken(lines: Sequence[list[Judged]]) -> list[Judged]:
        above = [[each for each in line if each.likeness >= least[at % 2]] for at, line in enumerate(lines, start=1)]
        return [line[0] for line in above if line]

    found, wrong = [], 0
    for pairs in read_pairs.values():
        guesses = taken([judged(heard, code) for heard, code in pairs])
        right = sum(each.is_right for each in guesses)
        found.append(f"{right / len(pairs):.1%}")
        wrong += len(guesses) - right
    alarms = len(taken(not_tracks)) / len(not_tracks)
    above = ", ".join(f"{each:.3f}" for each in dict.fromkeys(least))
    return f"| {label} | {above} | {' | '.join(found)} | {wrong} | {alarms:.1%} | {milliseconds:.2f} ms |"


def read(file: str) -> list[list[str]]:
    """Return the lines of a list below its header."""
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))[1:]


def import_milliseconds(modules: str) -> float:
    """Return how long an interpreter takes to import modules, as the median of several started for it."""
    program = f"import time; start = time.perf_counter(); import {modules}; print(time.perf_counter() - start)"
    times = [
        float(subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout)  # noqa: S603 - our own line
        for _ in range(IMPORTS)
    ]
    return statistics.median(times) * 1000


def wheel_size(requirement: str) -> tuple[float, float]:
    """Return the megabytes of a library for Lambda (arm64, Python 3.13), as they are stored there and zipped."""
    with tempfile.TemporaryDirectory() as folder:
        platforms = [f"--platform=manylinux_2_{glibc}_aarch64" for glibc in (17, 26, 28, 34)]
        target = ["--only-binary=:all:", "--python-version=3.13", "--implementation=cp", *platforms]
        command = [
            sys.executable,
            "-m",
            "pip",
            "-qq",
            "download",
            "--no-deps",
            *target,
            f"--dest={folder}",
            requirement,
        ]
        subprocess.run(command, check=True)  # noqa: S603 - our own line
        [wheel] = Path(folder).glob("*.whl")
        with ZipFile(wheel) as files:
            return sum(file.file_size for file in files.infolist()) / 1e6, wheel.stat().st_size / 1e6


def main() -> None:
    """Print both tables."""
    table = [
        "| way | taken from | found by ear | found spoken | wrong track | false alarms | a look-up |",
        "|---|---|---|---|---|---|---|",
    ]
    table += [row(label, best_by(parts)) for label, parts in WAYS.items()]
    table += [row("weighed sounds, and spelling", deployed())]
    table += [row("before, on all lines", best_by(WAYS[BEFORE]), BEFORE_LIKELY)]
    table += [row("as deployed, on all lines", deployed(), LIKELY)]
    table += ["", "| library | import | unpacked | zipped |", "|---|---|---|---|"]
    table += [f"| difflib | {import_milliseconds('difflib'):.1f} ms | - | - |"]
    for library, modules in (("jellyfish", "jellyfish"), ("rapidfuzz", "rapidfuzz.fuzz, rapidfuzz.distance")):
        requirement = f"{library}=={version(library)}"
        unpacked, zipped = wheel_size(requirement)
        table += [f"| {requirement} | {import_milliseconds(modules):.1f} ms | {unpacked:.2f} MB | {zipped:.2f} MB |"]
    sys.stdout.write("\n".join(table) + "\n")


if __name__ == "__main__":
    main()
