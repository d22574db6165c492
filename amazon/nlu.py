"""`make alexa-nlu`: how much of what people say Alexa understands, beside the desk's two readings of the same phrases.

The held phrasings of bench/ become an annotation set of the skill, and Amazon evaluates its model by it. Amazon calls
that tool deprecated; where it is gone, each phrase goes through the utterance profiler.
"""

import sys
from collections import Counter
from datetime import date

from amazon.both_readings import BothReadings, both_readings
from amazon.evaluation import Recorded, evaluated, profiled
from amazon.program import Program, ended, parser
from amazon.reachable import deployed_skill
from amazon.smapi import SmapiError
from amazon.understood import told
from bench.model import Held, foreign_held, held, outcome, show_held
from echo.understanding.model import FALLBACK, MODEL_FILE, Model, load_model
from echo.understanding.readings import Readings
from echo.understanding.utterances import Understanding

# What a service answers for something that it once had.
GONE = {403, 404, 405, 410}
CONFUSIONS_SHOWN = 15


def main(program: Program) -> int:
    """Print the figures; return 0, or 2 where there are none."""
    options = parser("alexa-nlu", "Measure how much of what people say Alexa understands.")
    # What is held out is of no use any more once the model is written after it.
    options.add_argument("--missed", action="store_true", help="Show also a phrase that is taken for another intent.")
    said = options.parse_args(program.arguments)
    return ended(lambda: _run(program, said.stage, with_examples=said.missed))


def _run(program: Program, stage: str, *, with_examples: bool) -> int:
    smapi = deployed_skill(stage, "alexa-nlu", program.around)
    model = load_model(MODEL_FILE)
    try:
        alexa = evaluated(smapi, model)
    except SmapiError as error:
        if error.status not in GONE:
            raise
        print(
            f"{error}\nSo the annotation sets are gone, and each phrase goes through the utterance profiler.\n",
            flush=True,
        )
        alexa = profiled(smapi, model)
    _show(model, alexa, both_readings(model), with_examples=with_examples)
    return 0


def _show(model: Model, alexa: Recorded, desk: BothReadings, *, with_examples: bool) -> None:
    both, today = Readings(desk.samples, desk.likeness), alexa.today
    show_held(
        model,
        {"literal": desk.samples, "by likeness": desk.likeness, "both, as talked to": both, "Alexa": alexa},
        today,
    )
    phrases = [*held(), *(Held(phrase, FALLBACK, {}) for phrase in foreign_held())]
    pairs = [(alexa.understand(each.phrase, today), both.understand(each.phrase, today)) for each in phrases]
    intents = sum(_name(there) == _name(here) for there, here in pairs)
    wholly = sum(_name(there) == _name(here) == FALLBACK or told(there) == told(here) for there, here in pairs)
    print(f"\nOf {len(phrases)} phrases the desk and Alexa agree on {intents / len(phrases):.1%} in the intent,")
    print(f"and on {wholly / len(phrases):.1%} in every slot as well.")
    silent = sum(there is None for there, _ in pairs)
    if silent:
        print(f"Amazon tells nothing of {silent} of them.")
    print("\nWhat Alexa takes for another intent, worst pairs first")
    confused = [
        (each, there) for each, (there, _) in zip(phrases, pairs, strict=True) if _is_confused(each, there, today)
    ]
    counted = Counter((each.intent, _name(there)) for each, there in confused)
    for (expected, found), count in counted.most_common(CONFUSIONS_SHOWN):
        example = next(each.phrase for each, there in confused if (each.intent, _name(there)) == (expected, found))
        print(f"  {count:3} {expected:22} as {found:22}", repr(example) if with_examples else "")


def _is_confused(sentence: Held, understood: Understanding | None, today: date) -> bool:
    if sentence.intent == FALLBACK:
        return _name(understood) != FALLBACK
    return outcome(understood, sentence, with_slots=False, today=today) != "right"


def _name(understood: Understanding | None) -> str:
    """Return the intent; nothing understood is what the fallback stands for."""
    return understood.intent.name if understood and understood.intent else FALLBACK


if __name__ == "__main__":
    sys.exit(main(Program.started()))
