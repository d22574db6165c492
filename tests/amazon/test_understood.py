"""Scope: what Alexa tells of an intent, in each of Amazon's forms, beside the desk's own readings."""

from datetime import date
from typing import Any

import pytest

from amazon.both_readings import BothReadings
from amazon.understood import request_understood, told, understanding_of
from tests.support.conversation import MODEL

SARATOGA = {"name": "Saratoga", "id": "SAR"}
MATCHED = {"status": {"code": "ER_SUCCESS_MATCH"}, "values": [{"value": SARATOGA}]}
BARE = {"status": {"code": "ER_SUCCESS_MATCH"}, "values": [SARATOGA]}
UNMATCHED = {"status": {"code": "ER_SUCCESS_NO_MATCH"}}
DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "authorities", [[MATCHED], [BARE], [{"an authority": BARE}], [UNMATCHED, MATCHED], [MATCHED, MATCHED]]
)
def test_each_form_of_a_resolution_is_read(authorities: list[Any]) -> None:
    slot = {"name": "TrackName", "value": "toga", "resolutions": {"resolutionsPerAuthority": authorities}}
    understood = understanding_of({"name": "HowManyRacesIntent", "slots": {"TrackName": slot}}, MODEL)
    assert told(understood) == "HowManyRacesIntent TrackName=Saratoga (SAR)"


@pytest.mark.parametrize("slots", [None, {}, {"RaceDate": {"name": "RaceDate"}}, {"RaceDate": {"value": "?"}}])
def test_a_slot_that_nobody_filled_is_none(slots: Any) -> None:
    assert told(understanding_of({"name": "HowManyRacesIntent", "slots": slots}, MODEL)) == "HowManyRacesIntent"


def test_what_was_not_resolved_is_told_as_it_was_said() -> None:
    slot = {"value": "banana", "resolutions": {"resolutionsPerAuthority": [UNMATCHED]}}
    understood = understanding_of({"name": "TrackIntent", "slots": {"TrackName": slot}}, MODEL)
    assert told(understood) == "TrackIntent TrackName=banana"


def test_an_intent_that_the_model_does_not_have_is_told_all_the_same() -> None:
    assert told(understanding_of({"name": "AMAZON.SearchAction", "slots": {"a": {"value": "b"}}}, MODEL)) == (
        "AMAZON.SearchAction a=b"
    )
    assert told(request_understood({"type": "LaunchRequest"}, MODEL)) == "LaunchRequest"
    assert told(None) == "nothing"


@pytest.mark.parametrize(
    ("says", "reading"),
    [
        ("open talk horse racing", "LaunchRequest"),
        ("ask talk horse racing how many races at saratoga", "HowManyRacesIntent TrackName=Saratoga (SAR)"),
        ("how many races today", "HowManyRacesIntent RaceDate=2026-11-21"),
        ("exit", "SessionEndedRequest"),
    ],
)
def test_the_desk_reads_a_whole_line_twice(says: str, reading: str, learned: BothReadings) -> None:
    assert told(learned.by_samples(says, DAY)) == reading
    assert told(learned.by_likeness(says, DAY)) == reading
