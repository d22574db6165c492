import json
from datetime import date
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import Slot

from horse_racing.racing.tracks import TrackCatalogue
from horse_racing.skill.slots import UnknownRace, UnknownTrack, UnusableDay, day_heard, race_heard, track_heard
from horse_racing.speech.en import number_heard
from tests.support.fakes import ARAPAHOE, CATALOGUE, TAMPA, track

TODAY = date(2026, 11, 21)


def slot(value: str | None, *authorities: dict[str, Any]) -> Slot:
    """A slot as it comes over the wire, read by the SDK."""
    read: Slot = DefaultSerializer().deserialize(
        json.dumps(
            {
                "name": "TrackName",
                "confirmationStatus": "NONE",
                **({"value": value} if value is not None else {}),
                **({"resolutions": {"resolutionsPerAuthority": list(authorities)}} if authorities else {}),
            }
        ),
        Slot,
    )
    return read


def authority(code: str, *ids: str) -> dict[str, Any]:
    values = [{"value": {"name": name, "id": name}} for name in ids]
    return {"authority": "synthetic", "status": {"code": code}, **({"values": values} if values else {})}


def match(*ids: str) -> dict[str, Any]:
    return authority("ER_SUCCESS_MATCH", *ids)


NO_MATCH = authority("ER_SUCCESS_NO_MATCH")


def test_a_resolved_name_is_its_track() -> None:
    assert track_heard(slot("tampa", match("TAM")), CATALOGUE) == TAMPA


def test_every_authority_is_read() -> None:
    assert track_heard(slot("tampa", NO_MATCH, match("TAM")), CATALOGUE) == TAMPA


def test_several_matches_are_several_tracks_each_once() -> None:
    found = track_heard(slot("belmont", match("BEL", "BAQ"), match("BEL")), CATALOGUE)
    assert found == (track("BEL"), track("BAQ"))


@pytest.mark.parametrize("code", ["ER_SUCCESS_NO_MATCH", "ER_ERROR_TIMEOUT", "ER_ERROR_EXCEPTION"])
def test_without_a_match_the_spoken_name_is_looked_up(code: str) -> None:
    assert track_heard(slot("bally's Arapahoe Park", authority(code)), CATALOGUE) == ARAPAHOE
    assert track_heard(slot("banana", authority(code)), CATALOGUE) == UnknownTrack("banana")


def test_a_name_without_any_resolution_is_looked_up() -> None:
    assert track_heard(slot("Tampa Bay Downs"), CATALOGUE) == TAMPA


def test_a_match_for_a_track_that_is_no_longer_known_falls_back_to_the_name() -> None:
    assert track_heard(slot("somewhere", match("GONE")), CATALOGUE) == UnknownTrack("somewhere")


@pytest.mark.parametrize("value", [None, "", "  ", "?"])
def test_nothing_said_is_none(value: str | None) -> None:
    assert track_heard(slot(value), CATALOGUE) is None
    assert day_heard(slot(value), TODAY) is None


def test_a_slot_that_is_not_there_is_none() -> None:
    assert track_heard(None, CATALOGUE) is None
    assert day_heard(None, TODAY) is None


def test_an_unknown_name_is_kept_short() -> None:
    heard = track_heard(slot("la " * 100), CATALOGUE)
    assert isinstance(heard, UnknownTrack)
    assert len(heard.heard) <= 60


def test_a_shared_synonym_is_several_tracks() -> None:
    shared = TrackCatalogue((TAMPA, ARAPAHOE))
    twice = TrackCatalogue(
        tuple(type(one)(one.code, one.name, one.feed_name, one.zone, ("the park",)) for one in shared)
    )
    assert track_heard(slot("The Park"), twice) == twice.tracks


@pytest.mark.parametrize("value", ["2026-11-22", "2026-11-22TNI", "2026-11-22TMO"])
def test_a_single_day_is_that_day_whatever_its_hour(value: str) -> None:
    assert day_heard(slot(value), TODAY) == date(2026, 11, 22)


@pytest.mark.parametrize(
    "value",
    [
        "2026-W47",
        "2026-W47-6",
        "2026-11",
        "2026",
        "202X",
        "2026-WI",
        "2026-02-30",
        "20261122",
        "9999-12-31",
        "0001-01-01",
        "2027-11-30",
        "banana",
    ],
)
def test_anything_but_a_single_day_within_a_year_is_not_usable(value: str) -> None:
    assert day_heard(slot(value), TODAY) == UnusableDay()


def test_a_weekend_is_told_from_other_spans() -> None:
    assert day_heard(slot("2026-W47-WE"), TODAY) == UnusableDay(is_weekend=True)


def test_now_is_told_from_a_day() -> None:
    assert day_heard(slot("PRESENT_REF"), TODAY) == "now"


@pytest.mark.parametrize(
    ("heard", "race"),
    [
        (slot("five", match("5")), 5),
        (slot("fifth", match("5"), match("5")), 5),
        (slot("last", match("last")), "last"),
        (slot("next one", match("next")), "next"),
        (slot("7", NO_MATCH), 7),
        (slot("20"), 20),
        (slot("five", NO_MATCH), 5),
        (slot("Twelfth", authority("ER_ERROR_TIMEOUT")), 12),
        (slot("Next", authority("ER_ERROR_TIMEOUT")), "next"),
    ],
)
def test_a_race_is_a_number_or_the_next_or_the_last(heard: Slot, race: object) -> None:
    assert race_heard(heard, number_heard) == race


@pytest.mark.parametrize("value", ["0", "-1", "21", "999999999999", "banana", "twenty one", "1.5", "seven eleven"])
def test_a_race_that_is_none_is_unknown(value: str) -> None:
    assert race_heard(slot(value, NO_MATCH), number_heard) == UnknownRace()


def test_several_races_are_no_race() -> None:
    assert race_heard(slot("second last", match("2", "last")), number_heard) == UnknownRace()


@pytest.mark.parametrize("value", [None, "", "?"])
def test_no_race_said_is_none(value: str | None) -> None:
    assert race_heard(slot(value), number_heard) is None
