"""What can be said now, as whole sentences: the model's own samples with values in their slots."""

import math
import re
from collections.abc import Sequence

from echo.device.echo import Echo
from echo.understanding.model import DATE, SLOT_IN_SAMPLE, Intent, Model
from echo.understanding.phrases import BUILT_IN_PHRASES

MOST_SUGGESTED = 6
_SAMPLES_SHOWN = 3
# These end the conversation as "stop" does, which is shown.
_NOT_SHOWN = frozenset({"AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent"})
# Of a slot's values this one makes the better example where it is among them: it races, others have closed.
_EXAMPLE = "Tampa Bay Downs"
_A_DAY = "tomorrow"
_YES_OR_NO = re.compile(
    r"\b(?:want to|did you mean|do you|shall i|is that|would you like to hear)\b[^.?!]*\?$", re.IGNORECASE
)
_ANSWERS = ("yes", "no")
_ALWAYS = ("help", "stop")
# What shows best what the skill can do; a model with none of these suggests all it has.
_SUGGESTED = frozenset(
    f"{name}Intent"
    for name in (
        *("HowManyRaces", "NextRace", "NextStakesRace", "Odds", "Payouts"),
        *("RaceResults", "Runners", "Scratches", "TrackCondition", "TracksRacing"),
    )
)
_SHORTEST, _LONGEST = 4, 6  # words
# "the one" is said, and is no good example.
_AWKWARD = "the {"


def sentences(model: Model, intent: Intent) -> list[str]:
    """Return a few samples of an intent, filled; of a built-in one its shortest phrase if that does not end things."""
    if intent.built_in:
        return [] if intent.name in _NOT_SHOWN else [*BUILT_IN_PHRASES.get(intent.name, ())[:1]]
    # Spread over the list: neighbors hardly differ.
    shown = intent.samples[:: math.ceil(len(intent.samples) / _SAMPLES_SHOWN) or 1]
    return [_filled(model, intent, sample) for sample in shown]


def suggestions(model: Model, echo: Echo, asked: str, turn: int) -> list[str]:
    """Return what can be said to an Echo now, the first to the question it `asked` last.

    `turn` counts what was said, so that each time others of the model's questions are shown.
    """
    own = [intent for intent in model.intents if not intent.built_in]
    best = [intent for intent in own if intent.name in _SUGGESTED] or own
    others = [sentence for intent in best for sentence in _questions(model, intent)]
    others = _turned(others, turn * (MOST_SUGGESTED - 1))
    if not echo.session_open:
        one_shots = (f"ask {model.invocation_name} {sentence}" for sentence in others)
        return [f"open {model.invocation_name}", *one_shots][: MOST_SUGGESTED - 1]
    if echo.seconds_left is not None:
        return [f"Alexa, {sentence}" for sentence in (*others[: MOST_SUGGESTED - 1], "stop")]
    answers = _ANSWERS if _YES_OR_NO.search(asked) else _named(model, asked)
    return [*[*answers, *others][: MOST_SUGGESTED - len(_ALWAYS)], *_ALWAYS]


def _questions(model: Model, intent: Intent) -> list[str]:
    """Return a sample of an intent that is neither too short to be clear nor too long to be read at a glance."""
    clear = (sample for sample in intent.samples if _SHORTEST <= len(sample.split()) <= _LONGEST)
    return [_filled(model, intent, sample) for sample in clear if _AWKWARD not in sample][:1]


def _named(model: Model, asked: str) -> Sequence[str]:
    """Return values of the kind that a question asks for, by the name of their type: "track" of TRACK."""
    question = re.findall(r"\w+", asked[max(asked.rfind(end) for end in (". ", "! ", "? ")) + 1 :].lower())
    if "day" in question:
        return ("today", _A_DAY)
    kinds = (kind for kind in model.types if kind.lower().partition("_")[0] in question)
    return [value for kind in kinds for value in (_example(model, kind), model.types[kind][-1].name)][:2]


def _turned(choices: Sequence[str], by: int) -> list[str]:
    by %= len(choices) or 1
    return [*choices[by:], *choices[:by]]


def _filled(model: Model, intent: Intent, sample: str) -> str:
    """Return a sample with a value in the place of each slot: one of its type, or "tomorrow"."""
    types = {slot.name: slot.type for slot in intent.slots}
    return SLOT_IN_SAMPLE.sub(lambda match: _example(model, types[match[1]]), sample)


def _example(model: Model, slot_type: str) -> str:
    if slot_type == DATE:
        return _A_DAY
    values = model.types[slot_type]
    first = values[0]
    if first.name.isdecimal() and first.synonyms:
        return first.synonyms[0]
    return _EXAMPLE if any(value.name == _EXAMPLE for value in values) else first.name
