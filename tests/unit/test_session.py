import json
from datetime import date

import pytest

from horse_racing.skill.questions import Kind, Question
from horse_racing.skill.session import Session


@pytest.mark.parametrize(
    "pending",
    [
        None,
        *(Question(kind) for kind in Kind),
        Question(Kind.HOW_MANY, date(2026, 11, 22)),
        Question(Kind.HOW_MANY, day_is_open=True),
        Question(Kind.RUNNERS, date(2026, 11, 22), race=5, start=4),
        Question(Kind.RESULTS, race="last"),
        Question(Kind.SCRATCHES, race_is_open=True),
    ],
)
def test_what_is_stored_comes_back_over_the_wire(pending: Question | None) -> None:
    session = Session("TAM", pending, "ARP", pending, 1, ("Said?", "Which?"), {"greeting": 2})
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
        {"track": 7, "pending": "how_many_races", "misses": "two"},
        {"track": None, "pending": {"ask": "who_won"}},
        {"pending": {"ask": "how_many_races", "day": "soon"}},
        {"pending": {"ask": "how_many_races", "day": 7}},
        {"pending": {"ask": ["how_many_races"]}},
        {"pending": {}},
        {"written_by": "a later version"},
        {"guess": 7, "offer": "more", "said": ["one"], "variants": {"greeting": "two"}},
        {"said": "text", "variants": [1]},
    ],
)
def test_attributes_of_another_making_count_as_nothing_remembered(attributes: object) -> None:
    assert Session.from_attributes(attributes) == Session()


def test_a_race_or_a_start_that_makes_no_sense_is_left_out() -> None:
    kept = {"pending": {"ask": "runners", "race": "first", "start": -4, "race_is_open": "yes"}}
    assert Session.from_attributes(kept) == Session(pending=Question(Kind.RUNNERS))
