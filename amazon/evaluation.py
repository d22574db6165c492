"""Amazon's reading of the held phrasings: by an NLU evaluation of the skill's model, or phrase by phrase."""

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from amazon.smapi import DEVELOPMENT, LOCALE, Json, Smapi, Told
from amazon.understood import understanding_of
from bench.model import TODAY, Held, foreign_held, held
from echo.understanding.dates import date_value
from echo.understanding.model import DATE, FALLBACK, Model
from echo.understanding.utterances import Understanding
from echo.understanding.words import spoken
from loopback.clock import DEFAULT_ZONE
from ship.deploying.errors import DeployError

SET_NAME = "held phrasings"
# Noon in the eastern zone of the day that the phrases are read on.
REFERENCE = f"{TODAY.isoformat()}T17:00:00.000Z"
SECONDS = 1200.0
PAGE = "500"
TOLD_EVERY = 100


@dataclass(frozen=True)
class Recorded:
    """What Alexa made of each phrase, by its words, on a date."""

    by_phrase: Mapping[str, Understanding]
    today: date

    def understand(self, utterance: str, today: date, *, wholly: bool = False) -> Understanding | None:  # noqa: ARG002
        """Return what Alexa made of a phrase, None for nothing."""
        return self.by_phrase.get(spoken(utterance))


def annotations(model: Model) -> Json:
    """Return the held phrasings and the foreign sentences as Amazon's annotations."""
    sentences = [*held(), *(Held(phrase, FALLBACK, {}) for phrase in foreign_held())]
    return {"data": [_annotation(sentence, model) for sentence in sentences]}


def _annotation(sentence: Held, model: Model) -> Json:
    # Of an intent that the model lacks, the best that can come is none.
    intent = model.intent(sentence.intent)
    slots = {name: {"value": _value(model, sentence.intent, name, value)} for name, value in sentence.slots.items()}
    expected = {"name": intent.name, "slots": slots} if intent else {"name": FALLBACK, "slots": {}}
    return {
        "inputs": {"utterance": sentence.phrase, "referenceTimestamp": REFERENCE},
        "expected": [{"intent": expected}],
    }


def _value(model: Model, intent: str, name: str, value: str) -> str:
    """Return what a slot is to hold: a day as a date, a value of a type by its name, and a name of a horse as it is."""
    known = model.intent(intent)
    kind = next((slot.type for slot in known.slots if slot.name == name), "") if known else ""
    if kind == DATE:
        return date_value(spoken(value), TODAY) or value
    return next((each.name for each in model.types.get(kind, ()) if each.id == value), value)


def evaluated(smapi: Smapi, model: Model) -> Recorded:
    """Have Amazon evaluate the skill's model by the annotation set."""
    annotation_set = _annotation_set(smapi)
    content = annotations(model)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "annotations.json"
        file.write_text(json.dumps(content), encoding="utf-8")
        smapi.ask(
            "update-annotations-for-nlu-annotation-sets",
            *("--annotation-id", annotation_set, "--content-type", "application/json"),
            *("--update-nlu-annotation-set-annotations-request", f"file:{file}"),
        )
    print(
        f'The skill\'s annotation set "{SET_NAME}" holds {len(content["data"])} phrases. Evaluating it ...', flush=True
    )
    evaluation = smapi.read(
        "create-nlu-evaluations",
        *DEVELOPMENT,
        *("--locale", LOCALE, "--source-annotation-id", annotation_set),
        parse=lambda answer: str(answer["id"]),
        once=True,
    )
    status = smapi.settled(lambda: _status(smapi, evaluation), SECONDS, "The evaluation")
    print(f"Amazon's own verdict on the whole set: {status}.\n", flush=True)
    return Recorded(_results(smapi, evaluation, model), TODAY)


def _annotation_set(smapi: Smapi) -> str:
    """Return the id of the annotation set, which is created if the skill has none of its name."""
    for sets in _pages(lambda more: smapi.read("list-nlu-annotation-sets", "--locale", LOCALE, *more, parse=_sets)):
        if SET_NAME in sets:
            return sets[SET_NAME]
    # Whether a second one was made is seen by the next run, which takes either.
    return smapi.read(
        *("create-nlu-annotation-set", "--locale", LOCALE, "--name", SET_NAME),
        parse=lambda answer: str(answer["id"]),
        once=True,
    )


def _sets(answer: Json) -> tuple[dict[str, str], str]:
    sets = {each["name"]: each["annotationId"] for each in answer.get("annotationSets") or []}
    return sets, _next_token(answer)


def _pages(ask: Callable[[tuple[str, ...]], tuple[Told, str]]) -> Iterator[Told]:
    """Yield page after page, until there is no token for a next one, or one that was used before."""
    page, token = ask(())
    yield page
    used = {""}
    while token not in used:
        used.add(token)
        page, token = ask(("--next-token", token))
        yield page


def _next_token(answer: Json) -> str:
    return (answer.get("paginationContext") or {}).get("nextToken") or ""


def _status(smapi: Smapi, evaluation: str) -> str | None:
    """Return what an evaluation came to, None while it is in progress."""
    status, problem = smapi.read(
        *("get-nlu-evaluation", "--evaluation-id", evaluation),
        parse=lambda answer: (str(answer["status"]), answer.get("errorMessage") or "no reason is given"),
    )
    if status == "ERROR":
        raise DeployError(f"Amazon could not evaluate the model: {problem}", smapi.hints.again)
    return None if status == "IN_PROGRESS" else status


def _results(smapi: Smapi, evaluation: str, model: Model) -> dict[str, Understanding]:
    """Return what Alexa made of each phrase; one that nothing came of is left out."""
    results: dict[str, Understanding] = {}
    asked = ("get-result-for-nlu-evaluations", "--evaluation-id", evaluation, "--max-results", PAGE)
    for cases in _pages(lambda more: smapi.read(*asked, *more, parse=_cases)):
        results |= _read_cases(cases, model)
    return results


def _cases(answer: Json) -> tuple[list[Json], str]:
    return list(answer["testCases"]), _next_token(answer)


def _read_cases(cases: Sequence[Mapping[str, Any]], model: Model) -> dict[str, Understanding]:
    told_of = ((case["inputs"]["utterance"], (case.get("actual") or {}).get("intent")) for case in cases)
    return {
        spoken(phrase): understanding_of(intent, model) for phrase, intent in told_of if intent and intent.get("name")
    }


def profiled(smapi: Smapi, model: Model) -> Recorded:
    """Have the utterance profiler read each phrase, on today's date: it knows no other."""
    phrases = [*(sentence.phrase for sentence in held()), *foreign_held()]
    results = {}
    for number, phrase in enumerate(phrases, start=1):
        intent = smapi.read(
            *("profile-nlu", *DEVELOPMENT, "--locale", LOCALE, "--utterance", phrase),
            parse=lambda answer: answer.get("selectedIntent"),
        )
        if intent and intent.get("name"):
            results[spoken(phrase)] = understanding_of(intent, model)
        if number % TOLD_EVERY == 0:
            print(f"{number} of {len(phrases)} ...", flush=True)
    return Recorded(results, datetime.now(DEFAULT_ZONE).date())
