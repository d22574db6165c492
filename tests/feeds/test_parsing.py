from datetime import UTC, date, datetime
from typing import Any

import pytest

from horse_racing.feeds.parsing import card_from, meets_from
from horse_racing.racing.cards import Meet, Race
from horse_racing.racing.errors import UnreadableError

DAY = date(2026, 11, 21)
MEET = Meet("TAM_1", "TAM", "Tampa Bay Downs", DAY)
FETCHED = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)


def listed(**changes: Any) -> dict[str, Any]:
    meet = {
        "country": "USA",
        "date": "2026-11-21",
        "meet_id": "TAM_1",
        "track_id": "TAM",
        "track_name": "Tampa Bay Downs",
    }
    return {"meets": [meet | changes], "limit": 50, "skip": 0, "query": []}


def entries(*races: Any, **changes: Any) -> dict[str, Any]:
    return {"meet_id": "TAM_1", "track_id": "TAM", "date": "2026-11-21", "races": list(races)} | changes


def race(**fields: Any) -> dict[str, Any]:
    return {"race_key": {"race_number": "9", "day_evening": "D"}, "runners": []} | fields


def read(**fields: Any) -> Race:
    return card_from(entries(race(**fields)), MEET, FETCHED).races[0]


def test_a_listing_becomes_meets_with_opaque_ids() -> None:
    assert meets_from(listed(meet_id="anything at all")) == [
        Meet("anything at all", "TAM", "Tampa Bay Downs", DAY),
    ]


def test_a_listing_of_null_has_no_meets() -> None:
    assert meets_from({"meets": None}) == []


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "meets",
        {},
        {"meets": "TAM"},
        {"meets": {"TAM": 1}},
        {"meets": [None]},
        {"meets": ["TAM"]},
        listed(track_id=None),
        listed(track_id=7),
        listed(track_id=" "),
        listed(meet_id=None),
        listed(track_name=None),
        listed(date=None),
        listed(date="21/11/2026"),
        listed(date="2026-11-31"),
    ],
)
def test_a_listing_that_breaks_the_contract_is_unreadable(body: object) -> None:
    with pytest.raises(UnreadableError):
        meets_from(body)


def test_only_the_race_key_is_needed_of_a_race() -> None:
    assert card_from(entries({"race_key": {"race_number": "1"}}), MEET, FETCHED).races == (Race(1, None),)


def test_every_nullable_field_may_be_null() -> None:
    names = (
        "grade has_finished is_cancelled mtp post_time post_time_long race_class race_name race_type runners changes"
    )
    nothing = dict.fromkeys(names.split())
    assert read(**nothing, race_key={"race_number": None, "day_evening": None}) == Race(None, None)


def test_unknown_fields_are_ignored() -> None:
    assert read(added_in_version_two={"deep": [1]}) == Race(9, None)


@pytest.mark.parametrize("number", ["9", 9, 9.0, " 9 "])
def test_a_race_number_may_be_a_text_or_a_number(number: object) -> None:
    assert read(race_key={"race_number": number}).number == 9


@pytest.mark.parametrize("number", [None, "", "0", -1, "nine", True, 9.5, [], "9" * 30])
def test_a_race_number_that_is_none_leaves_the_race_without_one(number: object) -> None:
    assert read(race_key={"race_number": number}).number is None


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        entries(races=None),
        entries(races={}),
        entries(None),
        entries("race"),
        entries({"race_key": None}),
        entries({}),
        entries(race(is_cancelled="maybe")),
        entries(race(is_cancelled=2)),
        entries(race(has_finished="later")),
        entries(race(), date="2026-11-22"),
        entries(race(), date=None),
        entries(race(), track_id="ARP"),
        entries(race(), track_id=None),
        entries(race(), race()),
    ],
)
def test_a_card_that_cannot_be_trusted_is_unreadable_and_not_empty(body: object) -> None:
    with pytest.raises(UnreadableError):
        card_from(body, MEET, FETCHED)


def test_a_number_may_stand_twice_when_one_of_them_is_in_the_evening() -> None:
    evening = race(race_key={"race_number": "9", "day_evening": "E"})
    assert [found.number for found in card_from(entries(race(), evening), MEET, FETCHED).races] == [9, 9]


def test_an_empty_list_of_races_is_a_card_without_races() -> None:
    assert card_from(entries(), MEET, FETCHED).races == ()


def test_post_times_in_either_encoding_as_text_or_number() -> None:
    noon = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
    epoch = int(noon.timestamp() * 1000)
    for written in (str(epoch), epoch, float(epoch), "61200000", 61200000):
        assert read(post_time_long=written).post_time == noon
    assert read(post_time="12:00 PM").post_time == noon


@pytest.mark.parametrize(
    ("fields", "is_stakes", "grade"),
    [
        ({"race_type": "STK", "grade": "3"}, True, 3),
        ({"race_type": "STK", "grade": 1}, True, 1),
        ({"race_type": "STK", "grade": ""}, True, None),
        ({"race_type": "STK", "race_class": "G2 Example H."}, True, 2),
        ({"race_type": "HCP", "race_type_description": "HANDICAP"}, False, None),
        ({"race_type": "CLM", "race_type_description": "CLAIMING"}, False, None),
        ({"race_type": "", "race_type_description": "STAKES"}, True, None),
        ({"race_type": None, "race_class": "G1 Example S."}, True, 1),
        ({"race_type": None, "race_class": "Stakes"}, True, None),
        ({"race_type": None, "grade": "2"}, True, 2),
        ({"race_type": None}, False, None),
        ({"race_type": "STK", "grade": "4"}, True, None),
    ],
)
def test_stakes_and_grade(fields: dict[str, object], is_stakes: bool, grade: int | None) -> None:
    found = read(**fields)
    assert (found.is_stakes, found.grade) == (is_stakes, grade)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"race_name": "Example Derby", "race_class": "G3 Example Derby"}, "Example Derby"),
        ({"race_name": "", "race_class": "G3 Example Derby"}, "Example Derby"),
        ({"race_name": "Race 9", "race_class": "STAKES"}, ""),
        ({"race_name": "", "race_class": "STAKES($75,000)"}, ""),
        ({"race_name": "", "race_class": "STK"}, ""),
        ({"race_name": "", "race_class": "G3"}, ""),
        ({"race_name": "Race 9", "race_class": "g1 Example S."}, "Example S."),
        ({"race_name": None}, ""),
        ({"race_name": "  Two   spaces\x00and\nlines "}, "Two spaces and lines"),
        ({"race_name": "x" * 500}, "x" * 120),
    ],
)
def test_the_name_of_a_stakes_race(fields: dict[str, object], name: str) -> None:
    assert read(race_type="STK", **fields).name == name


def test_a_race_is_finished_by_its_flag_or_by_its_minutes_to_post() -> None:
    assert read(has_finished=True).has_finished
    assert read(mtp=-999).has_finished
    assert not read(mtp=-315, has_finished=False).has_finished


def test_a_cancelled_race_is_cancelled() -> None:
    assert read(is_cancelled=True).is_cancelled
    assert not read(is_cancelled=False).is_cancelled


def test_a_race_that_is_over_has_its_local_time_read_as_the_others_of_its_card_show() -> None:
    # 1 PM and 4 PM in Los Angeles, written as if that were the Eastern clock, at 1:30 PM there.
    now = datetime(2026, 11, 21, 21, 30, tzinfo=UTC)
    over = race(race_key={"race_number": "1"}, post_time_long="64800000", mtp=-999)
    ahead = race(race_key={"race_number": "2"}, post_time_long="75600000", mtp=150)
    first, second = card_from(entries(over, ahead), MEET, now, hours_west=3).races
    assert first.post_time == datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
    assert second.post_time == datetime(2026, 11, 22, 0, 0, tzinfo=UTC)
    (alone,) = card_from(entries(over), MEET, now, hours_west=3).races
    assert alone.post_time == datetime(2026, 11, 21, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "has_finished"),
    [
        ({}, None),
        ({"has_finished": None}, None),
        ({"has_finished": False}, False),
        ({"has_finished": True}, True),
        ({"has_finished": False, "mtp": -999}, True),
    ],
)
def test_a_race_that_the_feed_does_not_call_finished_is_apart_from_one_it_says_nothing_of(
    fields: dict[str, Any], has_finished: bool | None
) -> None:
    assert read(**fields).has_finished is has_finished


@pytest.mark.parametrize(
    "broken",
    [None, "TAM", 7, {"track_name": None}, {"track_name": 7}, {"track_id": 7}, {"meet_id": ""}, {"date": "soon"}],
)
def test_a_malformed_meet_is_skipped_alone(broken: object) -> None:
    (sound,) = listed()["meets"]
    malformed = sound | broken if isinstance(broken, dict) else broken
    found = meets_from({"meets": [malformed, sound | {"meet_id": "sound"}, malformed]})
    assert [meet.meet_id for meet in found] == ["sound"]
