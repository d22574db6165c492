import json
from datetime import date

import pytest

from horse_racing.skill.kinds import HOW_MANY, KINDS, RESULTS, RUNNERS, SCRATCHES, TRACKS
from horse_racing.skill.question import Prompt, Question
from horse_racing.skill.session import Session
from horse_racing.skill.stored_slots import Open
from horse_racing.speech.spoken import Asks

SUNDAY = date(2026, 11, 22)
QUESTIONS = [
    *(Question(kind) for kind in KINDS),
    Question(HOW_MANY, "TAM", SUNDAY),
    Question(HOW_MANY, Open("banana"), Open("2026-W47-WE")),
    Question(RUNNERS, "TAM", SUNDAY, race=5, start=4),
    Question(RESULTS, race="last"),
    Question(RUNNERS, race="feature"),
    Question(SCRATCHES, race=Open("the derby")),
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_stored_comes_back_over_the_wire(question: Question) -> None:
    prompt = Prompt(Asks.DID_YOU_MEAN, (question, Question(TRACKS)), ("ARP", "SAR"), is_own=True)
    session = Session("TAM", question, prompt, 1, 1, ("Said?", "Which?"), {"greeting": 2}, "TAM", "f00", zone="Etc/UTC")
    assert Session.from_attributes(json.loads(json.dumps(session.attributes()))) == session


@pytest.mark.parametrize("asks", Asks)
def test_every_prompt_comes_back_over_the_wire(asks: Asks) -> None:
    session = Session(prompt=Prompt(asks))
    assert Session.from_attributes(json.loads(json.dumps(session.attributes()))) == session


def test_an_empty_session_stores_nothing() -> None:
    assert Session().attributes() == {}


@pytest.mark.parametrize(
    "attributes",
    [
        None,
        [],
        "TAM",
        {},
        {"track": 7, "question": "how_many_races", "misses": "two", "refusals": []},
        {"track": None, "question": {"kind": "who_won"}},
        {"question": {"kind": ["how_many_races"]}},
        {"question": {}, "prompt": {}},
        {"prompt": {"asks": "the time"}},
        {"prompt": {"asks": ["track"]}},
        {"prompt": "track"},
        {"written_by": "a later version"},
        {"said": ["one"], "variants": {"greeting": "two"}},
        {"said": "text", "variants": [1]},
        {"pending": {"ask": "who_won"}, "guess": 7, "offer": "more"},
        {"pending": {"ask": "how_many_races", "day": "soon"}},
        {"pending": {"ask": "how_many_races", "day": 7}},
        {"pending": {"ask": ["how_many_races"]}},
        {"pending": {}},
    ],
)
def test_attributes_of_another_making_count_as_nothing_remembered(attributes: object) -> None:
    assert Session.from_attributes(attributes) == Session()


def test_a_slot_or_a_start_that_makes_no_sense_is_left_out() -> None:
    kept = {"kind": "runners", "track": ["TAM"], "day": "soon", "race": "fifth", "start": -4}
    assert Session.from_attributes({"question": kept}) == Session(question=Question(RUNNERS))
    prompt = {"asks": "more", "questions": [kept, {"kind": "who_won"}, 7], "tracks": ["TAM", 7], "is_own": "yes"}
    assert Session.from_attributes({"prompt": prompt}).prompt == Prompt(Asks.MORE, (Question(RUNNERS),), ("TAM",))


def test_what_was_heard_is_kept_short_and_printable() -> None:
    kept = {"kind": "runners", "track": {"heard": "la " * 100}, "race": {"heard": "a\nb"}}
    question = Session.from_attributes({"question": kept}).question
    assert question
    assert isinstance(question.track, Open)
    assert len(question.track.heard) <= 60
    assert question.race == Open("")


def test_a_prompt_holds_no_end_of_questions() -> None:
    prompt = {"asks": "more", "questions": [{"kind": "runners"}] * 100, "tracks": ["TAM"] * 100}
    found = Session.from_attributes({"prompt": prompt}).prompt
    assert found
    assert len(found.questions) == len(found.tracks) == 5
