"""Every intent of the model, with all that its slots can hold, in every state of the conversation, on any kind of data.

Complete for intents with one slot, and with two where nothing is waited for; pairwise beyond. What is asked of each
answer is what certification asks of all of them (tests/support/answers.py), and that it goes on with what was said.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import pytest

from echo.understanding.model import Intent
from horse_racing.skill.kinds import BY_INTENT, KINDS, NEXT_RACE, NEXT_STAKES, RUNNERS, TRACKS
from horse_racing.skill.question import Prompt
from horse_racing.skill.session import Session
from horse_racing.skill.slot_values import NAMES, RACE_NAME
from horse_racing.skill.stored_slots import Open
from horse_racing.speech.spoken import Asks
from tests.support.answers import Answer, broken, routes, suggestions
from tests.support.conversation import MODEL
from tests.support.matrix import STATES, Case, Desk, State, all_pairs, cases
from tests.support.matrix_data import LEAVES, SOURCES
from tests.support.matrix_values import VALUES, Meaning, Value

FLOOR = 15_000

# What the question at the end of an answer is about.
QUESTIONS = {
    "track": re.compile(r"\btrack\b|\b(?:Did you mean|Was it)\b"),
    "day": re.compile(r"\bday\b"),
    "race": re.compile(r"\brace\b"),
    "horse": re.compile(r"\bhorse\b"),
}
ABOUT = {
    Asks.TRACK: "track",
    Asks.WHICH_OF: "track",
    Asks.DID_YOU_MEAN: "track",
    Asks.DAY: "day",
    Asks.RACE: "race",
    Asks.HORSE: "horse",
}
# What is said of a name that is on no card.
UNSEEN = "I don't see a "
# What is said of a place that is no state, province or country.
NO_REGION = "is none that I know"
# The intents that say a track, a day, or a race alone.
ALONE = {
    "MyTrackIsIntent": "TrackName",
    "TrackIntent": "TrackName",
    "DayIntent": "RaceDate",
    "RaceIntent": "RaceNumber",
}


@dataclass
class Survey:
    """What came of all cases on one kind of data: how many there were, and where which rule is broken."""

    count: int = 0
    broken: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    suggested: set[str] = field(default_factory=set)
    apologies: set[str] = field(default_factory=set)


@cache
def survey(data: str) -> Survey:
    desk, made = Desk(), Survey()
    for case in cases():
        if case.data == data:
            answer = desk.take(case)
            made.count += 1
            made.suggested |= {phrase for text in answer.texts for phrase in suggestions(text)}
            made.apologies |= {answer.speech} if answer.failed else set()
            for problem in (*broken(answer), *_astray(case, answer)):
                made.broken[problem].append(f"{case} → {answer.speech}")
    return made


@pytest.mark.parametrize("data", SOURCES)
def test_every_answer_keeps_the_rules_and_goes_on_with_what_was_said(data: str) -> None:
    found = survey(data).broken
    shown = [f"{len(where)} times: {problem}\n    " + "\n    ".join(where[:3]) for problem, where in found.items()]
    assert not found, "\n" + "\n".join(shown)


def test_the_matrix_is_as_large_as_promised(capsys: pytest.CaptureFixture[str]) -> None:
    counts = {data: survey(data).count for data in SOURCES}
    with capsys.disabled():
        sys.stdout.write(f"\nmatrix: {sum(counts.values()):,} cases ({counts})\n")
    assert sum(counts.values()) >= FLOOR


def test_the_matrix_holds_every_intent_value_state_and_kind_of_data() -> None:
    held = list(cases())
    assert {case.said.intent for case in held} == {"LaunchRequest", *(intent.name for intent in MODEL.intents)}
    assert {case.state.name for case in held} == set(STATES)
    assert {case.data for case in held} == set(SOURCES)
    for intent in MODEL.intents:
        of_intent = [case for case in held if case.said.intent == intent.name]
        for slot in intent.slots:
            assert {case.value(slot.name).kind for case in of_intent} == set(VALUES[slot.type])
        assert {(case.state.name, case.data) for case in of_intent} >= {
            (state, data) for state in STATES for data in ("fine", "empty", "failing")
        }


def test_the_states_hold_every_prompt_and_every_kind_of_question() -> None:
    prompts = [prompt for state in STATES.values() if (prompt := _prompt(state))]
    assert {prompt.asks for prompt in prompts} == set(Asks)
    pending = [question for prompt in prompts if prompt.asks in ABOUT for question in prompt.questions]
    assert {question.kind for question in pending} == set(KINDS)
    assert any(isinstance(question.day, Open) for question in pending)
    assert any(isinstance(question.race, Open) for question in pending)
    more = {question.kind for prompt in prompts if prompt.asks is Asks.MORE for question in prompt.questions}
    assert more >= {TRACKS, RUNNERS}


def test_every_way_the_data_fails_is_met() -> None:
    assert len(survey("failing").apologies) >= len(LEAVES)


def test_the_answers_suggest_phrases_and_all_of_them_are_understood() -> None:
    suggested = {phrase for data in SOURCES for phrase in survey(data).suggested}
    assert len(suggested) > 12
    assert {phrase for phrase in suggested if not routes(phrase)} == set()


def test_beyond_two_slots_every_two_options_meet_and_no_more_rows_are_made_than_needed() -> None:
    sizes = [3, 5, 4, 2]
    rows = list(all_pairs(sizes))
    for one in range(len(sizes)):
        for other in range(one):
            assert len({(row[one], row[other]) for row in rows}) == sizes[one] * sizes[other]
    assert len(rows) < 1.5 * 5 * 4


@cache
def _prompt(state: State) -> Prompt | None:
    """Return what the skill asked last in a state."""
    return Session.from_attributes(Desk().remembered(state).attributes).prompt


def _astray(case: Case, answer: Answer) -> Iterator[str]:
    """Yield what an answer has to do with neither what was said nor what the conversation waits for."""
    if case.data == "fine" and (answer.failed or "Sorry, something" in answer.speech):
        yield "an apology for nothing"
    intent = MODEL.intent(case.said.intent)
    if intent is None or intent.built_in:
        return
    if answer.speech.endswith("Let's try another time. Goodbye."):
        yield "given up in the middle of a conversation"
    elif intent.name == "ForgetMyTrackIntent":
        if answer.is_open or answer.asked or "forgotten" not in answer.speech or "track" in answer.remembered:
            yield "a track is not forgotten"
    elif intent.name not in {*ALONE, *BY_INTENT}:
        if not answer.is_open or answer.asked or answer.card:
            yield "what is asked beside races does not lead back to them"
    elif alone := _alone(case, intent):
        yield from _alone_astray(case, answer, alone)
    else:
        yield from _wrong_question(case, answer) if _missing(case, intent) else _no_answer(case, answer)


def _alone(case: Case, intent: Intent) -> str:
    """Return the slot that is said alone, for the prompt or for the last question; empty where a question is asked."""
    if intent.name in ALONE:
        return ALONE[intent.name]
    prompt = _prompt(case.state)
    if prompt is None or prompt.asks not in {Asks.DAY, Asks.RACE, Asks.WHICH_OF}:
        return ""
    said = {slot.name for slot in intent.slots if case.value(slot.name).meaning is not Meaning.UNSAID}
    is_same = prompt.question is not None and prompt.question.kind.intent == intent.name
    if said == {"RaceDate"}:
        return "RaceDate" if is_same or intent.name == "HowManyRacesIntent" else ""
    if said == {"RaceNumber"}:
        return "RaceNumber" if intent.name == RUNNERS.intent else ""
    return "RaceNumber" if not said and intent.name == NEXT_RACE.intent and prompt.asks is Asks.RACE else ""


def _alone_astray(case: Case, answer: Answer, slot: str) -> Iterator[str]:
    """Yield what is wrong with the answer to a track, a day or a race alone."""
    value, prompt = case.value(slot), _prompt(case.state)
    asks = prompt.asks if prompt else None
    if prompt and _is_name_for(prompt, slot, value):
        return
    # There is no race twenty-one, but there is a day of the month.
    if value.meaning is Meaning.UNUSABLE and not (value.kind == "too high" and asks is Asks.DAY):
        if answer.card or (answer.asked and (slot != "TrackName" or value.tracks)):
            yield "race data for what cannot be used"
        if not answer.is_open:
            yield "no question about what cannot be used"
    if slot == "TrackName":
        yield from _track_astray(value, prompt, answer)
    if value.meaning is Meaning.USABLE and not answer.asked:
        if not answer.is_open:
            yield "the conversation ends without an answer"
        is_choice = prompt is not None and asks is Asks.MORE and prompt.tracks and value.kind == "ordinal"
        if slot != "TrackName" and case.state.track and asks not in ABOUT and not is_choice:
            yield "no answer, though nothing is missing"


def _is_name_for(prompt: Prompt, slot: str, value: Value) -> bool:
    """Tell whether what is no track, or no race, is the name of a horse or of a race that the prompt is about."""
    if slot == "TrackName":
        return prompt.asks is Asks.HORSE and value.kind in {"nonsense", "misheard"}
    is_by_name = any(each.kind.extra == RACE_NAME for each in prompt.questions)
    return slot == "RaceNumber" and value.kind == "nonsense" and is_by_name


def _track_astray(value: Value, prompt: Prompt | None, answer: Answer) -> Iterator[str]:
    """Yield what is wrong with the answer to a track alone."""
    asks_for = {what for what, pattern in QUESTIONS.items() if pattern.search(_last_sentence(answer))}
    if value.meaning is not Meaning.USABLE and "track" not in asks_for:
        yield "nobody asks for the track"
    is_about_all = prompt is not None and prompt.question is not None and prompt.question.kind is TRACKS
    if not (value.told in answer.speech or answer.failed or asks_for & {"day", "race", "horse"} or is_about_all):
        yield f"{value.told} is not named"
    # Nothing was asked before: the track is repeated back, and the listener asked what to find out.
    is_first = prompt is None or (prompt.asks in {Asks.TRACK, Asks.DID_YOU_MEAN} and not prompt.questions)
    if is_first and value.meaning is Meaning.USABLE and (not answer.is_open or answer.asked):
        yield "the chosen track is not repeated back"


def _missing(case: Case, intent: Intent) -> set[str]:
    """Return what has to be asked for before there can be an answer."""
    kind, name = BY_INTENT[intent.name], _name(case)
    track, day, race = (case.value(slot).meaning for slot in ("TrackName", "RaceDate", "RaceNumber"))
    missing = {"day"} if day is Meaning.UNUSABLE else set()
    if (race is Meaning.UNUSABLE and not name) or (kind.needs_race and race is Meaning.UNSAID):
        missing.add("race")
    if kind.needs_extra and not name:
        missing.add("horse")
    is_unknown = track is Meaning.UNSAID and (case.state.track is None or _is_same(case))
    if not _is_anywhere(case) and (is_unknown or track is Meaning.UNUSABLE):
        missing.add("track")
    return missing


def _is_same(case: Case) -> bool:
    """Tell whether the same question already waits for a track that was not understood."""
    prompt = _prompt(case.state)
    pending = prompt.question if prompt and ABOUT.get(prompt.asks) == "track" else None
    return pending is not None and isinstance(pending.track, Open) and pending.kind.intent == case.said.intent


def _name(case: Case) -> Value | None:
    """Return the name of a horse or a race that was said; the number of a race may hold the name of one."""
    kind, number = BY_INTENT[case.said.intent], case.value("RaceNumber")
    if kind.extra == RACE_NAME and number.kind == "nonsense":
        return number
    name = case.value(kind.extra) if kind.extra in NAMES else None
    return name if name and name.meaning is Meaning.USABLE else None


def _is_anywhere(case: Case) -> bool:
    """Tell whether a question is about many tracks."""
    kind = BY_INTENT[case.said.intent]
    if kind.anywhere is None or (case.value("TrackName").meaning is not Meaning.UNSAID) or _is_same(case):
        return kind.is_about_tracks
    return _name(case) is not None or not (kind.needs_extra_anywhere or kind.needs_extra)


def _last_sentence(answer: Answer) -> str:
    return re.split(r"(?<=[.?!]) ", answer.speech)[-1]


def _wrong_question(case: Case, answer: Answer) -> Iterator[str]:
    missing = _missing(case, MODEL.intent(case.said.intent) or Intent(""))
    is_name = case.value("RaceNumber").kind == "nonsense" and "not its name" in answer.speech
    if not answer.is_open or not (is_name or any(QUESTIONS[what].search(_last_sentence(answer)) for what in missing)):
        yield f"nobody asks for the {' or the '.join(sorted(missing))}"
    tracks = case.value("TrackName").tracks
    # The listing is looked at for a name that the catalogue lacks.
    is_unknown = case.value("TrackName").meaning is Meaning.UNUSABLE and not tracks
    if (answer.asked and not is_unknown) or answer.card:
        yield "race data for a question that lacks something"
    if len(tracks) > 1 and not all(track.name in answer.speech for track in tracks):
        yield "several tracks match, and not all are named"


def _no_answer(case: Case, answer: Answer) -> Iterator[str]:
    tracks = case.value("TrackName").tracks
    track = tracks[0] if tracks else case.state.track
    if answer.failed:
        return
    if case.said.intent == NEXT_STAKES.intent and case.value("RaceDate").kind == "past":
        if answer.asked or "still to come" not in answer.speech:
            yield "a stakes race that is over is looked for"
        return
    if NO_REGION in answer.speech:
        # Which tracks race there cannot be told, whatever the data.
        if answer.asked or case.value("Region").kind != "nonsense":
            yield "a place that is known is said to be none"
        return
    name = _name(case)
    if not answer.asked or not (answer.card or (name and UNSEEN in answer.speech)):
        yield "no answer, though nothing is missing"
    if case.data == "failing":
        yield "an answer from data that could not be had"
    if track and not _is_anywhere(case) and track.name not in answer.speech:
        yield f"{track.name} is not named"
    # A race is told by the one or by the other, and a name that is on no card with how far it was looked for.
    told = [name.told or "banana"] if name else [case.value("RaceNumber").told]
    day, is_now = case.value("RaceDate").told, case.value("RaceDate").kind == "present"
    told += [day] if UNSEEN not in answer.speech and not (name and is_now) else []
    if case.data == "fine":
        yield from (f"nothing is told of {what}" for what in told if what.lower() not in answer.speech.lower())
