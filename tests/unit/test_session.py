import json
from datetime import date

import pytest

from horse_racing.skill.kinds import HORSE, HOW_MANY, KINDS, RESULTS, RUNNERS, SCRATCHES, STAKES, TRACKS
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
    Question(HORSE, "TAM", SUNDAY, extra="Tadpole Footnote"),
    Question(STAKES, extra="1", start=4, among=("TAM", "SAR")),
    Question(TRACKS, extra="US-FL", is_now=True),
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


@pytest.mark.parametrize(
    "kept",
    [
        {"extra": 7, "is_now": "yes", "among": "TAM"},
        {"extra": ["Tadpole Footnote"], "is_now": 1, "among": {"TAM": "SAR"}},
        {"extra": "Tadpole\nFootnote", "is_now": None, "among": [7, None, "no code at all", ["TAM"]]},
        {"extra": "x" * 61, "among": 10**6},
    ],
)
def test_a_name_or_a_list_of_tracks_that_makes_no_sense_is_left_out(kept: dict[str, object]) -> None:
    session = Session.from_attributes({"question": {"kind": "horse", **kept}})
    assert session.question == Question(HORSE)


def test_the_name_in_a_question_that_has_none_is_left_out() -> None:
    kept = {"kind": "how_many_races", "extra": "Tadpole Footnote"}
    assert Session.from_attributes({"question": kept}).question == Question(HOW_MANY)


def test_a_list_holds_no_end_of_tracks() -> None:
    question = Session.from_attributes({"question": {"kind": "stakes", "among": ["TAM"] * 1000}}).question
    assert question
    assert len(question.among) == 100


def test_the_horses_of_a_prompt_come_back_as_far_as_they_make_sense() -> None:
    lark = {"kind": "horse", "track": "TAM", "day": "2026-11-22", "extra": "Silver Lark"}
    prompt = {"asks": "horse", "questions": [lark, {"kind": "horse", "extra": 7}, "Silver Lurk", None], "races": ["x"]}
    assert Session.from_attributes({"prompt": prompt}).prompt == Prompt(
        Asks.HORSE, (Question(HORSE, "TAM", SUNDAY, extra="Silver Lark"), Question(HORSE))
    )
