"""The names of horses and races that Alexa is told to listen for: with which answers, and at no cost."""

import json
from dataclasses import replace
from typing import Any

import pytest

from horse_racing.racing.cards import Runner
from horse_racing.racing.errors import TimedOutError
from race_api.server import RaceApi
from race_api.trap_calendar import trap_calendar
from tests.support.conversation import Conversation, talk, talk_over_http
from tests.support.fakes import MORNING, SATURDAY, FakeClock, FakeSource, races
from tests.support.favorites import MemoryFavorites

LAUNCH = "open talk horse racing"
TRACK = "tampa bay downs"
TWELVE = tuple(f"Horse {number}" for number in range(1, 13))

# The largest answer that every device took, in bytes.
MOST_BYTES = 24 * 1024


def card(horses: tuple[str, ...] = TWELVE, count: int = 3) -> FakeSource:
    """Return a source with races at Tampa Bay Downs, the last of them a stakes race, all of it at hand."""
    plain = [
        replace(race, runners=tuple(Runner(f"{horse} {race.number}") for horse in horses)) for race in races(count)
    ]
    stakes = replace(plain[-1], name="Lantern Cove S.", is_stakes=True)
    return FakeSource({("TAM", SATURDAY): (*plain[:-1], stakes)}, kept={SATURDAY})


def told(alexa: Conversation) -> dict[str, Any] | None:
    """Return the one directive of the last answer, None where it has none."""
    assert isinstance(alexa.last.response, dict)
    response = alexa.last.response["response"]
    directives = response.get("directives", [])
    assert len(directives) <= 1
    return directives[0] if directives else None


def names(alexa: Conversation) -> dict[str, list[str]]:
    """Return the names that replace those of before, by their slot types."""
    directive = told(alexa)
    assert directive
    assert directive["type"] == "Dialog.UpdateDynamicEntities"
    assert directive["updateBehavior"] == "REPLACE"
    return {each["name"]: [value["name"]["value"] for value in each["values"]] for each in directive["types"]}


def is_cleared(alexa: Conversation) -> bool:
    return told(alexa) == {"type": "Dialog.UpdateDynamicEntities", "updateBehavior": "CLEAR"}


def test_an_answer_that_goes_on_tells_the_names_on_the_card() -> None:
    source = card()
    alexa = talk(source)
    alexa.say(LAUNCH)
    alexa.say(TRACK)
    assert told(alexa) is None
    alexa.say("who's running in race one")
    assert alexa.is_open
    found = names(alexa)
    assert found["HORSE_NAME"][:2] == ["Horse 1 1", "Horse 2 1"]
    assert len(found["HORSE_NAME"]) == 36
    assert found["RACE_NAME"] == ["Lantern Cove Stakes"]


def test_a_listener_who_returns_is_listened_to_from_the_welcome_on() -> None:
    favorites = MemoryFavorites()
    alexa = talk(card(), favorites=favorites)
    alexa.say(LAUNCH)
    alexa.say("my favorite track is tampa bay downs")
    alexa.say("stop")
    alexa.say(LAUNCH)
    assert alexa.is_open
    assert len(names(alexa)["HORSE_NAME"]) == 36


def test_it_is_the_card_of_the_track_that_is_talked_about() -> None:
    both = card().cards
    other = tuple(replace(race, runners=tuple(map(Runner, ("Quiet Harbor", *TWELVE)))) for race in races(2))
    alexa = talk(FakeSource({**both, ("SAR", SATURDAY): other}, kept={SATURDAY}))
    alexa.say(LAUNCH)
    alexa.say("saratoga")
    alexa.say("who's running in race one")
    assert names(alexa)["HORSE_NAME"][0] == "Quiet Harbor"


def test_an_answer_that_closes_the_session_tells_no_names() -> None:
    alexa = talk(card())
    alexa.say("ask talk horse racing how many races at tampa bay downs")
    assert not alexa.is_open
    assert told(alexa) is None


@pytest.mark.parametrize("leaving", ["stop", "cancel", "no", "forget my track"])
def test_the_end_of_a_conversation_has_the_names_forgotten(leaving: str) -> None:
    alexa = talk(card(), favorites=MemoryFavorites())
    alexa.say(LAUNCH)
    alexa.say(TRACK)
    alexa.say("who's running in race one")
    alexa.say(leaving)
    assert not alexa.is_open
    assert is_cleared(alexa)


def test_the_third_miss_has_the_names_forgotten_too() -> None:
    alexa = talk(card())
    alexa.say(LAUNCH)
    for _ in range(3):
        alexa.say("banana banana")
    assert not alexa.is_open
    assert is_cleared(alexa)


def test_a_failure_tells_no_names() -> None:
    alexa = talk(FakeSource({("TAM", SATURDAY): TimedOutError("late")}))
    assert "Sorry" in alexa.say("ask talk horse racing who's running in race one at tampa bay downs")
    assert told(alexa) is None


def test_names_are_never_asked_for() -> None:
    source = replace(card(), kept=())
    alexa = talk(source)
    alexa.say(LAUNCH)
    alexa.say(TRACK)
    assert alexa.is_open
    assert told(alexa) is None
    assert not [call for call in source.asked if call.startswith("card")]


def test_names_come_from_the_card_that_was_asked_for_anyway() -> None:
    source = replace(card(), kept=())
    alexa = talk(source)
    alexa.say(LAUNCH)
    alexa.say(TRACK)
    alexa.say("who's running in race one")
    assert alexa.is_open
    assert names(alexa)["HORSE_NAME"]
    assert len([call for call in source.asked if call.startswith("card")]) == 1


def test_over_http_an_answer_with_names_makes_no_call_for_them() -> None:
    with RaceApi(calendar=trap_calendar, clock=lambda: MORNING) as api:
        alexa = talk_over_http(api, FakeClock(MORNING))
        alexa.say(LAUNCH)
        alexa.say(TRACK)
        alexa.say("who's running in race six")
        assert names(alexa)["RACE_NAME"] == ["Foxglove & Oak Handicap", "Hazel Ridge Handicap"]
        before = len(api.requests)
        alexa.say("more")
        assert len(names(alexa)["HORSE_NAME"]) > 50
        assert len(api.requests) == before


def test_the_fullest_card_with_the_longest_names_fits_into_an_answer() -> None:
    long = tuple(f"{'Extraordinarily Long' * 2} Name {number}" for number in range(1, 21))
    alexa = talk(card(long, count=15))
    alexa.say(LAUNCH)
    alexa.say(TRACK)
    alexa.say("who's running in race one")
    found = names(alexa)
    assert sum(map(len, found.values())) == 100
    assert len(json.dumps(alexa.last.response).encode()) <= MOST_BYTES


def test_a_name_that_alexa_would_refuse_is_left_out() -> None:
    odd = ("", "x" * 141, "Half \ud800 a character", "Plain Biscuit")
    runners = tuple(Runner(name, str(number)) for number, name in enumerate(odd, start=1))
    source = FakeSource({("TAM", SATURDAY): [replace(races(1)[0], runners=runners)]}, kept=(SATURDAY,))
    alexa = talk(source)
    alexa.say(LAUNCH)
    alexa.say(TRACK)
    alexa.say("who's running in race one")
    assert names(alexa)["HORSE_NAME"] == ["Plain Biscuit"]
