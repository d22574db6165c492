"""How much of what people say each reading of the interaction model understands (bench/README.md)."""

# ruff: noqa: T201 - the figures are what it is for

import argparse
import csv
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from echo.understanding.dates import date_value
from echo.understanding.examples import FOREIGN, Example, Examples
from echo.understanding.foreign import foreign_sentences
from echo.understanding.model import DATE, FALLBACK, MODEL_FILE, Model, load_model
from echo.understanding.readings import Guesses, Readings, Understands
from echo.understanding.resolution import FilledSlot
from echo.understanding.second_reading import LEAST_LIKENESS, MOST_UNSEEN, Guess, SecondReading
from echo.understanding.utterances import Interpreter, Understanding
from echo.understanding.words import spoken

HELD = Path(__file__).parent / "held_phrasings.csv"
FOREIGN_HELD = Path(__file__).parent / "foreign_sentences.csv"
TODAY = date(2026, 11, 21)
# The intents with which the skill says what it does not do: a foreign sentence is in good hands there.
DECLINE = frozenset({"HarnessRacingIntent", "OtherSportsIntent", "PastYearsIntent", "TipsIntent"})

FOLDS = 5
# A sentence of the skill's that becomes another question, or a foreign one that becomes any, is as bad as so many that
# are refused: who is not understood says it again, and who is misunderstood hears an answer to something else.
_WORSE = 2
_LEASTS = tuple(step / 100 for step in range(30, 95, 5))
_UNSEENS = (0.15, 0.2, 0.25, 0.34, 0.5)
_PAIRS_SHOWN = 15
# Words in which samples differ without saying anything else: samples that have all others in common are left out
# together, as each of them would give the other away.
_SMALL = frozenset("a an any are at be did do does for in is it of on s 's that the there this to was were".split())  # noqa: SIM905


@dataclass(frozen=True)
class Held:
    """A sentence that the model was not written from, its intent, and its slots: codes, ids or words."""

    phrase: str
    intent: str
    slots: dict[str, str]


@dataclass(frozen=True)
class Trial:
    """A sample, or a foreign sentence, and what it is taken for by what was learned without it."""

    example: Example
    guess: Guess


def held() -> list[Held]:
    """Return the phrasings that are held out."""
    with HELD.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [
        Held(row.pop("phrase"), row.pop("intent"), {name: value for name, value in row.items() if value})
        for row in rows
    ]


def foreign_held() -> list[str]:
    """Return the sentences that the skill should not take."""
    with FOREIGN_HELD.open(encoding="utf-8", newline="") as lines:
        return [row["phrase"] for row in csv.DictReader(lines)]


def slots_are(expected: dict[str, str], filled: Sequence[FilledSlot], today: date = TODAY) -> bool:
    """Tell whether these slots are filled and no others, each with what it should mean on this date.

    A day that is today may also be there where none is expected: without a day, today is what is meant.
    """
    told = {each.slot.name: each for each in filled}
    return expected.keys() <= told.keys() and all(
        _means(each, expected[name], today) if name in expected else _is_today(each, today)
        for name, each in told.items()
    )


def _is_today(filled: FilledSlot, today: date) -> bool:
    return filled.slot.type == DATE and filled.value.startswith(("PRESENT_REF", today.isoformat()))


def _means(filled: FilledSlot, expected: str, today: date) -> bool:
    if filled.slot.type == DATE:
        return filled.value == date_value(spoken(expected), today)
    # An id, or the words of a name.
    ids = {match.id for match in filled.matches}
    names = {_bare(filled.value), *(_bare(match.name) for match in filled.matches)}
    return expected in ids or _bare(expected) in names


def _bare(name: str) -> str:
    return spoken(name).removeprefix("the ")


def outcome(understood: Understanding | None, sentence: Held, *, with_slots: bool, today: date = TODAY) -> str:
    """Return "right", "wrong" or "refused"."""
    if understood is None or understood.intent is None or understood.intent.name == FALLBACK:
        return "refused"
    is_right = understood.intent.name == sentence.intent
    return "right" if is_right and (not with_slots or slots_are(sentence.slots, understood.slots, today)) else "wrong"


def trials(model: Model) -> Iterator[Trial]:
    """Yield each sample and each foreign sentence with what it is taken for by what learned without its like."""
    made = Examples(model)
    own = list(made.of_samples())
    examples = [*own, *made.of_sentences(foreign_sentences(), own)]
    # All variants of a sample are with the first.
    group_of: dict[tuple[str, str], str] = {}
    for example in examples:
        group_of.setdefault((example.intent, example.source), _group(example))
    groups = sorted(set(group_of.values()))
    random.Random(0).shuffle(groups)  # noqa: S311 - which ones are left out together is no secret
    fold_of = {group: number % FOLDS for number, group in enumerate(groups)}
    folds = [fold_of[group_of[example.intent, example.source]] for example in examples]
    for fold in range(FOLDS):
        rest = [example for example, its in zip(examples, folds, strict=True) if its != fold]
        reading = SecondReading.learned(model, rest, made.apart)
        left_out = [example for example, its in zip(examples, folds, strict=True) if its == fold]
        for example in {(each.intent, each.source): each for each in reversed(left_out)}.values():
            yield Trial(example, reading.guess(example.pieces))


def _group(example: Example) -> str:
    words = sorted({token for token in example.tokens if token not in _SMALL and not token.startswith("<")})
    return " ".join((example.intent, *words))


@dataclass(frozen=True)
class Shares:
    """Of the samples that were left out, the shares that came out right and wrong; of foreign sentences those taken."""

    right: float
    wrong: float
    taken: float

    @classmethod
    def of(cls, tried: Sequence[Trial], least: float, most: float) -> "Shares":
        """Count what comes of trials if sentences are taken from this likeness on, up to this share of new words."""
        own = [trial for trial in tried if trial.example.intent != FOREIGN]
        foreign = [trial for trial in tried if trial.example.intent == FOREIGN]
        taken = [trial for trial in own if trial.guess.is_taken(least, most)]
        right = sum(trial.guess.intent == trial.example.intent for trial in taken)
        return cls(
            right / len(own),
            (len(taken) - right) / len(own),
            sum(trial.guess.is_taken(least, most) for trial in foreign) / len(foreign),
        )

    @property
    def worth(self) -> float:
        """Return what is to be as large as possible."""
        return self.right - _WORSE * (self.wrong + self.taken)

    def __str__(self) -> str:
        return f"right {self.right:6.1%}   wrong {self.wrong:6.1%}   foreign taken {self.taken:6.1%}"


def show_held(model: Model, readings: Mapping[str, Guesses | Understands], today: date = TODAY) -> None:
    """Print how many of the held phrasings each reading understands on this date, and of the foreign ones takes."""
    sentences, foreign = held(), foreign_held()
    lacking = sum(model.intent(sentence.intent) is None for sentence in sentences)
    print(f"{len(sentences)} held phrasings, {lacking} of intents that the model lacks; {len(foreign)} foreign\n")
    print(f"{'':22}{'intent alone':^30}{'with all slots':^30}{'foreign':>10}")
    print(f"{'reading':22}{'right     wrong   refused':>28}  {'right     wrong   refused':>28}{'taken':>12}")
    for name, reading in readings.items():
        understood = [reading.understand(sentence.phrase, today) for sentence in sentences]
        cells = ""
        for with_slots in (False, True):
            pairs = zip(understood, sentences, strict=True)
            count = Counter(outcome(one, sentence, with_slots=with_slots, today=today) for one, sentence in pairs)
            cells += "".join(f"{count[each] / len(sentences):9.1%} " for each in ("right", "wrong", "refused"))
        taken = [its for phrase in foreign if (its := _taken(reading, phrase, today))]
        declined = sum(its.intent is not None and its.intent.name in DECLINE for its in taken)
        print(f"{name:20}{cells}{len(taken) - declined:7} of {len(foreign)}, {declined} more declined")


def _taken(reading: Guesses | Understands, phrase: str, today: date = TODAY) -> Understanding | None:
    """Return what a foreign sentence is taken for, None where it is refused."""
    understood = reading.understand(phrase, today)
    return None if outcome(understood, Held("", "", {}), with_slots=False) == "refused" else understood


def _show_missed(model: Model, reading: Guesses | Understands) -> None:
    """Print each held phrasing that does not come out right with its slots, and each foreign one that is taken."""
    known = {intent.name for intent in model.intents}
    for sentence in held():
        understood = reading.understand(sentence.phrase, TODAY)
        found = outcome(understood, sentence, with_slots=True)
        if found != "right" and sentence.intent in known:
            print(f"  {found:8} {sentence.phrase!r}: {sentence.intent} {sentence.slots}, not {understood}")
    for phrase in foreign_held():
        if understood := _taken(reading, phrase):
            print(f"  taken    {phrase!r}: {understood}")


def _show_trials(tried: Sequence[Trial]) -> None:
    own = sum(trial.example.intent != FOREIGN for trial in tried)
    print(f"\n{own} samples and {len(tried) - own} foreign sentences, each left out with its like, in {FOLDS} parts")
    for least in _LEASTS:
        print(f"  from {least:.2f} on, {MOST_UNSEEN:.0%} new words   {Shares.of(tried, least, MOST_UNSEEN)}")
    least, most = max(((a, b) for a in _LEASTS for b in _UNSEENS), key=lambda each: Shares.of(tried, *each).worth)
    now = Shares.of(tried, LEAST_LIKENESS, MOST_UNSEEN)
    print(f"as it is:  {LEAST_LIKENESS:.2f}, {MOST_UNSEEN:.0%}   {now}")
    print(f"best:      {least:.2f}, {most:.0%}   {Shares.of(tried, least, most)}")
    print("\nsamples taken for another intent, worst pairs first")
    confused = [
        trial
        for trial in tried
        if trial.example.intent != FOREIGN and trial.guess.is_taken() and trial.guess.intent != trial.example.intent
    ]
    pairs = Counter((trial.example.intent, trial.guess.intent) for trial in confused)
    sizes = Counter(trial.example.intent for trial in tried)
    for (is_one, taken_for), count in pairs.most_common(_PAIRS_SHOWN):
        such = (trial for trial in confused if (trial.example.intent, trial.guess.intent) == (is_one, taken_for))
        worst = max(such, key=lambda trial: trial.guess.likeness)
        print(f"  {count:3} of {sizes[is_one]:3} {is_one:22} as {taken_for:22} {worst.example.source!r}")


def main(argv: Sequence[str]) -> int:
    """Print all the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.model", description="Measure what is understood.")
    parser.add_argument("--model", type=Path, default=MODEL_FILE, metavar="FILE", help="another interaction model")
    parser.add_argument("--missed", action="store_true", help="show also each phrasing that is not understood")
    options = parser.parse_args(argv)
    model = load_model(options.model)
    began = time.perf_counter()
    second = SecondReading.of(model)
    learned = time.perf_counter() - began
    literal = Interpreter(model)
    both = Readings(literal, second)
    show_held(model, {"literal": literal, "by likeness": second, "both, as talked to": both})
    if options.missed:
        _show_missed(model, both)
    print(f"\nlearned in {learned:.1f} s, importing scikit-learn included")
    _show_trials(list(trials(model)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
