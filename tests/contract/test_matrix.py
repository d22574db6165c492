"""Every intent of the model, with all that its slots can hold, in every state of the conversation, on any kind of data.

Complete for intents with up to two slots, pairwise beyond. What is asked of each answer is what certification asks of
all of them (tests/support/answers.py), and that it goes on with what was said.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import pytest

from horse_racing.skill.questions import Kind
from horse_racing.skill.session import Session
from simulator.model import Intent
from tests.support.answers import Answer, broken, routes, suggestions
from tests.support.conversation import MODEL
from tests.support.matrix import STATES, Case, Desk, State, all_pairs, cases
from tests.support.matrix_data import LEAVES, SOURCES
from tests.support.matrix_values import VALUES, Meaning

FLOOR = 15_000

# What the question at the end of an answer is about.
QUESTIONS = {
    "track": re.compile(r"\btrack\b|\b(?:Did you mean|Was it)\b"),
    "day": re.compile(r"\bday\b"),
    "race": re.compile(r"\brace\b"),
}
# What the pending question of a state lacks beside the track.
LACKING = {"tracks pending": "day", "day open": "day", "race open": "race"}


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


def test_the_states_hold_every_kind_of_pending_question_and_every_offer() -> None:
    sessions = [Session.from_attributes(Desk().remembered(state).attributes) for state in STATES.values()]
    pending = [session.pending for session in sessions if session.pending]
    assert {question.kind for question in pending} == set(Kind)
    assert any(question.day_is_open for question in pending)
    assert any(question.race_is_open for question in pending)
    assert {session.offer.kind for session in sessions if session.offer} >= {Kind.TRACKS, Kind.RUNNERS}
    assert any(session.guess for session in sessions)


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


def _astray(case: Case, answer: Answer) -> Iterator[str]:
    """Yield what an answer has to do with neither what was said nor what the conversation waits for."""
    if case.data == "fine" and (answer.failed or "Sorry, something" in answer.speech):
        yield "an apology for nothing"
    intent = MODEL.intent(case.said.intent)
    if intent is None or intent.built_in:
        return
    if intent.name == "ForgetMyTrackIntent":
        if answer.is_open or answer.asked or "forgotten" not in answer.speech or "track" in answer.remembered:
            yield "a track is not forgotten"
        return
    if _is_open_both_ways(case):
        usable = case.value("RaceDate").meaning is Meaning.USABLE and case.value("TrackName").kind != "noise"
        if usable and not answer.asked:
            yield "a day was waited for, came, and was not taken"
        return
    yield from _wrong_question(case, answer) if _missing(case, intent) else _no_answer(case, answer)


def _is_open_both_ways(case: Case) -> bool:
    """Tell whether a day alone may belong to the pending question as well as to a new one.

    That is so for the question about all tracks, and wherever a day is waited for and only noise was heard.
    """
    if case.said.intent != "HowManyRacesIntent" or case.value("TrackName").meaning is not Meaning.UNSAID:
        return False
    day, pending = case.value("RaceDate"), _pending(case.state)
    about_tracks = pending == "tracks pending" and day.meaning is not Meaning.UNSAID
    return about_tracks or (LACKING.get(pending) == "day" and day.kind == "noise")


def _missing(case: Case, intent: Intent) -> set[str]:
    """Return what has to be asked for before there can be an answer."""
    track, day, race = (case.value(slot).meaning for slot in ("TrackName", "RaceDate", "RaceNumber"))
    missing = {"day"} if day is Meaning.UNUSABLE else set()
    if race is Meaning.UNUSABLE or (intent.name == "RunnersIntent" and race is Meaning.UNSAID):
        missing.add("race")
    if intent.name == "MyTrackIsIntent":
        if track is Meaning.USABLE:
            return {LACKING[_pending(case.state)]} if _pending(case.state) in LACKING else set()
        return {"track"}
    unknown = track is Meaning.UNSAID and case.state.track is None
    if intent.name != "TracksRacingIntent" and (unknown or track is Meaning.UNUSABLE):
        missing.add("track")
    return missing


def _wrong_question(case: Case, answer: Answer) -> Iterator[str]:
    missing = _missing(case, MODEL.intent(case.said.intent) or Intent(""))
    question = re.split(r"(?<=[.?!]) ", answer.speech)[-1]
    if not answer.is_open or not any(QUESTIONS[what].search(question) for what in missing):
        yield f"nobody asks for the {' or the '.join(sorted(missing))}"
    if answer.asked or answer.card:
        yield "race data for a question that lacks something"
    tracks = case.value("TrackName").tracks
    if len(tracks) > 1 and not all(track.name in answer.speech for track in tracks):
        yield "several tracks match, and not all are named"


def _no_answer(case: Case, answer: Answer) -> Iterator[str]:
    tracks = case.value("TrackName").tracks
    track = tracks[0] if tracks else case.state.track
    if case.said.intent == "MyTrackIsIntent" and not _pending(case.state).endswith("pending"):
        # Nothing was asked before: the track is repeated back, and the listener asked what to find out.
        if not answer.is_open or answer.asked or not track or track.name not in answer.speech:
            yield "the chosen track is not repeated back"
        return
    if answer.failed:
        return
    if not answer.asked or not answer.card:
        yield "no answer, though nothing is missing"
    if case.data == "failing":
        yield "an answer from data that could not be had"
    about_tracks = case.said.intent == "TracksRacingIntent"
    if track and not about_tracks and track.name not in answer.speech:
        yield f"{track.name} is not named"
    told = [case.value(slot).told for slot in ("RaceDate", "RaceNumber")]
    if case.data == "fine":
        yield from (f"nothing is told of {what}" for what in told if what.lower() not in answer.speech.lower())


def _pending(state: State) -> str:
    name = state.name.partition(", ")[0]
    return "" if name == "nothing pending" else name
