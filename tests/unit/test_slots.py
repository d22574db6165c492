import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import Slot

from horse_racing.racing.tracks import TrackCatalogue
from horse_racing.skill.slots import (
    Heard,
    OneOfTracks,
    SeveralTracks,
    UnknownRace,
    UnknownTrack,
    UnusableDay,
    heard_in,
)
from horse_racing.speech.wording import wording
from tests.support.fakes import ARAPAHOE, CATALOGUE, TAMPA, track

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)


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


def heard(**slots: Slot | None) -> Heard:
    return heard_in({name: found for name, found in slots.items() if found}, CATALOGUE, wording("en-US"), NOW)


def track_heard(said: Slot | None, catalogue: TrackCatalogue = CATALOGUE) -> object:
    return heard_in({"TrackName": said} if said else {}, catalogue, wording("en-US"), NOW).track


def day_heard(said: Slot | None) -> object:
    return heard(RaceDate=said).day


def race_heard(said: Slot | None) -> object:
    return heard(RaceNumber=said).race


def test_a_resolved_name_is_its_track() -> None:
    assert track_heard(slot("tampa", match("TAM"))) == TAMPA


def test_every_authority_is_read() -> None:
    assert track_heard(slot("tampa", NO_MATCH, match("TAM"))) == TAMPA


def test_several_matches_are_several_tracks_each_once() -> None:
    found = track_heard(slot("belmont", match("BEL", "BAQ"), match("BEL")))
    assert found == OneOfTracks((track("BEL"), track("BAQ")))


def test_a_name_that_is_exactly_one_tracks_own_is_that_tracks_whatever_else_matches() -> None:
    assert track_heard(slot("los alamitos", match("LA", "LRC"))) == track("LA")
    assert track_heard(slot("los alamitos race course", match("LA", "LRC"))) == track("LRC")


@pytest.mark.parametrize("code", ["ER_SUCCESS_NO_MATCH", "ER_ERROR_TIMEOUT", "ER_ERROR_EXCEPTION"])
def test_without_a_match_the_spoken_name_is_looked_up(code: str) -> None:
    assert track_heard(slot("bally's Arapahoe Park", authority(code))) == ARAPAHOE
    assert track_heard(slot("banana", authority(code))) == UnknownTrack("banana", "banana")


def test_a_name_without_any_resolution_is_looked_up() -> None:
    assert track_heard(slot("Tampa Bay Downs")) == TAMPA


def test_a_match_for_a_track_that_is_no_longer_known_falls_back_to_the_name() -> None:
    assert track_heard(slot("somewhere", match("GONE"))) == UnknownTrack("somewhere", "somewhere")


@pytest.mark.parametrize("value", [None, "", "  ", "?"])
def test_nothing_said_is_none(value: str | None) -> None:
    assert heard(TrackName=slot(value), RaceDate=slot(value), RaceNumber=slot(value)) == Heard()


def test_a_slot_that_is_not_there_is_none() -> None:
    assert heard() == Heard()


def test_an_unknown_name_is_kept_short() -> None:
    found = track_heard(slot("la " * 100))
    assert isinstance(found, UnknownTrack)
    assert len(found.heard) <= 60
    assert len(found.said) <= 60


def test_an_unknown_name_is_told_without_the_words_around_it() -> None:
    assert track_heard(slot("um the banana race track please")) == UnknownTrack(
        "banana", "um the banana race track please"
    )


def test_a_shared_synonym_is_several_tracks() -> None:
    shared = TrackCatalogue((TAMPA, ARAPAHOE))
    twice = TrackCatalogue(
        tuple(type(one)(one.code, one.name, one.feed_name, one.zone, ("the park",)) for one in shared)
    )
    assert track_heard(slot("The Park"), twice) == OneOfTracks(twice.tracks)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("um saratoga", "SAR"),
        ("uh the saratoga race track please", "SAR"),
        ("saratoga's", "SAR"),
        ("churchill downs please", "CD"),
        ("race at del mar", "DMR"),
        ("tampa bay downs florida", "TAM"),
        ("tampa bay downs in florida", "TAM"),
        ("saratoga new york", "SAR"),
        ("the races at keeneland", "KEE"),
        ("g. p.", "GP"),
        ("C D", "CD"),
        ("gp", "GP"),
        ("the downs at albuquerque", "ALB"),
    ],
)
def test_what_is_said_around_a_name_is_taken_off(said: str, code: str) -> None:
    assert heard(TrackName=slot(said, NO_MATCH)) == Heard(track=track(code))


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("tampa bay downs yesterday", date(2026, 11, 20)),
        ("tampa bay downs on friday", date(2026, 11, 27)),
        ("tampa bay downs last friday", date(2026, 11, 20)),
        ("tomorrow at tampa bay downs please", date(2026, 11, 22)),
        ("today's card at tampa bay downs", date(2026, 11, 21)),
        ("tampa bay downs this afternoon", date(2026, 11, 21)),
        ("tampa bay downs on saturday night", date(2026, 11, 21)),
    ],
)
def test_a_day_that_is_said_along_with_a_name_is_the_day(said: str, day: date) -> None:
    assert heard(TrackName=slot(said, NO_MATCH)) == Heard(track=TAMPA, day=day)


def test_a_day_of_its_own_slot_counts_before_one_in_the_name() -> None:
    both = heard(TrackName=slot("tampa bay downs yesterday", NO_MATCH), RaceDate=slot("2026-11-22"))
    assert both.day == date(2026, 11, 22)


def test_the_day_in_a_name_is_the_tracks_own() -> None:
    night = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
    slots = {"TrackName": slot("los alamitos today", NO_MATCH)}
    assert heard_in(slots, CATALOGUE, wording("en-US"), night).day == date(2026, 11, 21)


def test_two_names_in_one_breath_are_two_tracks() -> None:
    said = slot("tampa bay downs and gulfstream park", NO_MATCH)
    assert track_heard(said) == SeveralTracks((TAMPA, track("GP")))
    assert track_heard(slot("tampa, saratoga and del mar", NO_MATCH)) == SeveralTracks(
        (TAMPA, track("SAR"), track("DMR"))
    )
    assert track_heard(slot("tampa and banana", NO_MATCH)) == UnknownTrack("tampa and banana", "tampa and banana")


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("cancel", "cancel"),
        ("um never mind", "cancel"),
        ("stop please", "stop"),
        ("help", "help"),
        ("I don\u2019t know", "help"),
        ("yes", "yes"),
        ("no", "no"),
        ("say that again", "repeat"),
    ],
)
@pytest.mark.parametrize("name", ["TrackName", "RaceDate", "RaceNumber"])
def test_a_command_in_any_slot_is_a_command_and_nothing_else(name: str, said: str, command: str) -> None:
    assert heard(**{name: slot(said, NO_MATCH)}) == Heard(command=command)


@pytest.mark.parametrize("value", ["2026-11-22", "2026-11-22TNI", "2026-11-22TMO", "tomorrow"])
def test_a_single_day_is_that_day_whatever_its_hour(value: str) -> None:
    assert day_heard(slot(value)) == date(2026, 11, 22)


@pytest.mark.parametrize(
    "value",
    [
        "2026-W47",
        "2026-W47-6",
        "2026-W47-WE",
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
    assert day_heard(slot(value)) == UnusableDay(value)


@pytest.mark.parametrize(
    ("value", "is_usable"),
    [
        ("2027-11-22", True),
        ("2027-11-23", False),
        ("2025-11-20", True),
        ("2025-11-19", False),
        # It is four or eight years away, and people mean the last one.
        ("2028-02-29", True),
        ("2036-02-29", False),
    ],
)
def test_a_day_is_usable_up_to_a_year_away_and_february_29_up_to_eight(value: str, *, is_usable: bool) -> None:
    assert (day_heard(slot(value)) == date.fromisoformat(value)) is is_usable


def test_now_is_told_from_a_day() -> None:
    assert day_heard(slot("PRESENT_REF")) == "now"


@pytest.mark.parametrize(
    ("said", "race"),
    [
        (slot("five", match("5")), 5),
        (slot("fifth", match("5"), match("5")), 5),
        (slot("last", match("last")), "last"),
        (slot("next one", match("next")), "next"),
        (slot("the feature", match("feature")), "feature"),
        (slot("7", NO_MATCH), 7),
        (slot("20"), 20),
        (slot("five", NO_MATCH), 5),
        (slot("Twelfth", authority("ER_ERROR_TIMEOUT")), 12),
        (slot("Next", authority("ER_ERROR_TIMEOUT")), "next"),
        (slot("2nd"), 2),
        (slot("the 3rd race"), 3),
        (slot("race five"), 5),
        (slot("number three"), 3),
        (slot("race number one"), 1),
        (slot("the fifth one please"), 5),
        (slot("to"), 2),
        (slot("too"), 2),
        (slot("race for"), 4),
        (slot("ate"), 8),
        (slot("won"), 1),
        (slot("next up"), "next"),
        (slot("the last one"), "last"),
        (slot("the last race of the day"), "last"),
        (slot("the first race of the day"), "first"),
        (slot("the opener"), "first"),
        (slot("the opening race please"), "first"),
        (slot("first post"), "first"),
        (slot("the first race"), 1),
        (slot("first"), 1),
        (slot("the stakes"), "feature"),
        (slot("feature race"), "feature"),
    ],
)
def test_a_race_is_a_number_or_a_word_for_one_as_people_say_it(said: Slot, race: object) -> None:
    assert race_heard(said) == (race,)


def test_two_races_in_one_breath_are_both() -> None:
    assert race_heard(slot("third and fifth", NO_MATCH)) == (3, 5)
    assert race_heard(slot("races three and five", match("3", "5"))) == (3, 5)


@pytest.mark.parametrize(
    "value", ["0", "-1", "21", "999999999999", "banana", "twenty one", "1.5", "seven eleven", "21st", "the derby"]
)
def test_a_race_that_is_none_is_unknown(value: str) -> None:
    assert race_heard(slot(value, NO_MATCH)) == UnknownRace(value, is_name=value in {"banana", "the derby"})


@pytest.mark.parametrize("value", ["the race", "it", "that one"])
def test_what_only_stands_for_a_race_says_none(value: str) -> None:
    assert race_heard(slot(value, NO_MATCH)) is None


@pytest.mark.parametrize("value", ["second last", "third or fifth"])
def test_one_of_several_races_is_no_race(value: str) -> None:
    assert race_heard(slot(value, match("2", "last"))) == UnknownRace(value, is_name=False)


@pytest.mark.parametrize(
    ("said", "position", "is_ordinal"),
    [("first", 1, True), ("2nd", 2, True), ("the third one", 3, True), ("one", 1, False), ("2", 2, False)],
)
def test_the_first_one_may_mean_one_of_several_and_is_told_from_a_number(
    said: str, position: int, is_ordinal: bool
) -> None:
    found = heard(RaceNumber=slot(said))
    assert (found.position, found.is_ordinal) == (position, is_ordinal)


@pytest.mark.parametrize(
    ("today", "is_usable"), [(date(2020, 2, 22), False), (date(2020, 2, 23), True), (date(2028, 2, 29), True)]
)
def test_february_29_is_one_to_ask_for_up_to_eight_years_away(today: date, *, is_usable: bool) -> None:
    said = slot("2028-02-29")
    assert said
    now = datetime(today.year, today.month, today.day, 17, tzinfo=UTC)
    heard = heard_in({"RaceDate": said}, CATALOGUE, wording("en-US"), now).day
    assert heard == (date(2028, 2, 29) if is_usable else UnusableDay("2028-02-29"))


DYNAMIC = {"authority": "amzn1.er-authority.echo-sdk.dynamic.skill.HORSE_NAME"}


@pytest.mark.parametrize(
    ("slots", "extra"),
    [
        ({"Grade": slot("grade one", match("1"))}, "1"),
        ({"Grade": slot("grade two", NO_MATCH)}, "2"),
        ({"Grade": slot("a graded one", NO_MATCH)}, "graded"),
        ({"Grade": slot("big", NO_MATCH)}, ""),
        ({"Region": slot("the golden state", match("US-CA"))}, "US-CA"),
        ({"Region": slot("france", NO_MATCH)}, "france"),
        ({"Wager": slot("tri", match("trifecta"))}, "trifecta"),
        ({"HorseName": slot("tadpole footnote")}, "tadpole footnote"),
        # The model's own values are no horses.
        ({"HorseName": slot("tadpole footnote", match("Tadpole Footstep"))}, "tadpole footnote"),
        ({"HorseName": slot("tad pole foot note", match("Tadpole Footnote") | DYNAMIC)}, "Tadpole Footnote"),
        ({"HorseName": slot("tadpole", match("Tadpole Footnote", "Tadpole") | DYNAMIC)}, "tadpole"),
        ({"RaceName": slot("the lantern cove mile")}, "the lantern cove mile"),
        *(({"HorseName": slot(it)}, "") for it in ("it", "the horse", "my horse", "he")),
        ({"RaceName": slot("that race")}, ""),
        ({"HorseName": slot("x" * 200)}, "x" * 60),
        ({"HorseName": slot("?")}, ""),
        ({"HorseName": slot(None)}, ""),
        ({}, ""),
    ],
)
def test_the_further_slot_of_a_question_is_an_id_or_what_was_said(slots: dict[str, Slot], extra: str) -> None:
    assert heard(**slots).extra == extra


@pytest.mark.parametrize(("said", "race"), [("the feature", "feature"), ("race five", 5), ("fifth", 5)])
def test_a_race_that_its_name_slot_has_caught_is_that_race(said: str, race: object) -> None:
    found = heard(RaceName=slot(said))
    assert (found.race, found.extra) == ((race,), "")


def test_the_first_race_of_the_day_is_not_race_one() -> None:
    assert race_heard(slot("first post", match("first"))) == ("first",)
