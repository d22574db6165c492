import json
from datetime import date

import pytest

from horse_racing.skill.questions import HowManyRaces, NextStakesRace, Question
from horse_racing.skill.session import Session


@pytest.mark.parametrize(
    "pending",
    [None, HowManyRaces(), HowManyRaces(date(2026, 11, 22)), HowManyRaces(day_is_open=True), NextStakesRace()],
)
def test_what_is_stored_comes_back_over_the_wire(pending: Question | None) -> None:
    session = Session(track="TAM", pending=pending, misses=1)
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
        {"pending": {"ask": "how_many_races"}},
        {"pending": {"ask": "how_many_races", "day": "soon"}},
        {"pending": {"ask": "how_many_races", "day": 7}},
        {"pending": {"ask": ["how_many_races"]}},
        {"pending": {}},
        {"written_by": "a later version"},
    ],
)
def test_attributes_of_another_making_count_as_nothing_remembered(attributes: object) -> None:
    assert Session.from_attributes(attributes) == Session()
