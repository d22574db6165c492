"""Measure ways of matching misheard track names and print a table of them: `make bench-matching`.

A way gives each name of the catalogue a likeness to what was heard. From which likeness on a name is taken is chosen
on one half of the lines (every second one): the lowest that lets 2 % of what names no track pass. Recall and errors
are counted on the other half; then the halves change places, so that each line is judged once.
"""

import csv
import importlib
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
from horse_racing.skill.misheard import LIKELY, guesser
from horse_racing.speech.wording import wording

# Only measured here, so nothing else may find it among the dependencies: the Makefile puts it aside.
fuzz = importlib.import_module("rapidfuzz.fuzz")
jaro_winkler = importlib.import_module("rapidfuzz.distance.JaroWinkler")

DATA = Path(__file__).parents[1] / "tests" / "data"
FALSE_ALARMS = 0.02
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
    """What became of one line: how like the best name was, and whether that is the right track."""

    likeness: float
    is_right: bool = False


def ranking(parts: Sequence[tuple[Prepare, Compare]]) -> Callable[[str], tuple[float, str]]:
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


def threshold(not_tracks: Sequence[Judged]) -> float:
    """Return the likeness that no more than 2 % of what names no track is above."""
    ranked = sorted((judged.likeness for judged in not_tracks), reverse=True)
    return ranked[int(FALSE_ALARMS * len(ranked))]


def row(label: str, parts: Sequence[tuple[Prepare, Compare]]) -> str:
    """Return a way's line of the table."""
    best = ranking(parts)
    start = time.perf_counter()
    misheard = [(best(heard), code) for heard, code in read("misheard.csv")]
    others = [best(heard) for (heard,) in read("not_tracks.csv")]
    milliseconds = (time.perf_counter() - start) * 1000 / (len(misheard) + len(others))

    lines = [Judged(likeness, guessed == code) for (likeness, guessed), code in misheard]
    not_tracks = [Judged(likeness) for likeness, _ in others]
    least = [threshold(not_tracks[half::2]) for half in (0, 1)]
    taken = [line for half in (0, 1) for line in lines[1 - half :: 2] if line.likeness > least[half]]
    alarms = sum(line.likeness > least[half] for half in (0, 1) for line in not_tracks[1 - half :: 2])
    right = sum(line.is_right for line in taken)
    return (
        f"| {label} | {least[0]:.3f}, {least[1]:.3f} | {right / len(lines):.1%} | {len(taken) - right} | "
        f"{alarms / len(not_tracks):.1%} | {milliseconds:.2f} ms |"
    )


def shipped() -> str:
    """Return what the deployed guesser does on all lines, which its threshold was chosen on."""
    guess = guesser(load_catalogue(), wording().sound)
    misheard, not_tracks = read("misheard.csv"), read("not_tracks.csv")
    start = time.perf_counter()
    guesses = [(guess(heard), code) for heard, code in misheard]
    alarms = sum(guess(heard) is not None for (heard,) in not_tracks)
    milliseconds = (time.perf_counter() - start) * 1000 / (len(misheard) + len(not_tracks))
    taken = [(guessed.code, code) for guessed, code in guesses if guessed]
    right = sum(guessed == code for guessed, code in taken)
    return (
        f"| as deployed, on all lines | {LIKELY} | {right / len(misheard):.1%} | {len(taken) - right} | "
        f"{alarms / len(not_tracks):.1%} | {milliseconds:.2f} ms |"
    )


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
    table = ["| way | taken above | found | wrong track | false alarms | a look-up |", "|---|---|---|---|---|---|"]
    table += [row(label, parts) for label, parts in WAYS.items()]
    table += [shipped(), "", "| library | import | unpacked | zipped |", "|---|---|---|---|"]
    table += [f"| difflib | {import_milliseconds('difflib'):.1f} ms | - | - |"]
    for library, modules in (("jellyfish", "jellyfish"), ("rapidfuzz", "rapidfuzz.fuzz, rapidfuzz.distance")):
        requirement = f"{library}=={version(library)}"
        unpacked, zipped = wheel_size(requirement)
        table += [f"| {requirement} | {import_milliseconds(modules):.1f} ms | {unpacked:.2f} MB | {zipped:.2f} MB |"]
    sys.stdout.write("\n".join(table) + "\n")


if __name__ == "__main__":
    main()
