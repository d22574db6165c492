"""A conversation that the version before began goes on: the next turn gets the answer that version meant.

While a new version has a tenth of the traffic, the turns of one conversation go now to it and now to the old one. Each
sample of session_attributes.json is taken up by this version, on the data of the local race API.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.cases import Case, Stand, Then, case, event, goodbye, then

WRITTEN: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("session_attributes.json").read_text(encoding="utf-8")
)

TAM, SAR = "tampa bay downs[TAM]", "saratoga[SAR]"
HOW_MANY = event("HowManyRaces")
FALLBACK = event("AMAZON.Fallback")
NO_ANSWER = [r"There (?:are|is) ", "riding", "was won", r"\d:\d\d"]

TODAY = ("eight races at Tampa Bay Downs today", "12:35 PM")
TOMORROW = ("seven races at Tampa Bay Downs tomorrow", "12:35 PM")
SARATOGA = then(event("Track", track=SAR), "Saratoga", never=["did you mean", "don't know"])
NINE = then(HOW_MANY, "nine races at Saratoga today", "12:35 PM")
NINE_AT_ARAPAHOE = then(HOW_MANY, "nine races at Arapahoe Park today")


def asks(step: Any, *tells: str) -> Then:
    """The turn that only leads to another question, and no race data is told."""
    return then(step, *tells, never=NO_ANSWER, is_open=True)


def track_pending() -> Iterator[Case]:
    for intent in ("MyTrackIs", "Track"):
        yield case(f"a track by {intent}", then(event(intent, track=TAM), *TOMORROW, is_open=False))
    chosen = then(event("Track", track=TAM), *TOMORROW)
    yield case("yes, and the track", asks("yes", "track"), chosen)
    yield case("no", then("no", never=NO_ANSWER))
    yield case("help, and the track", asks("help", "track"), chosen)
    yield case("nothing understood, and the track", asks(FALLBACK, "track"), chosen)
    yield case("an unknown track, and the track", asks(event("Track", track="hialeah")), chosen)
    for intent in ("Day", "HowManyRaces"):
        today = then(event("Track", track=TAM), *TODAY)
        yield case(f"another day by {intent}", asks(event(intent, day="2026-11-21"), "track"), today)
    for intent in ("Race", "Runners"):
        yield case(f"a race by {intent}", asks(event(intent, race="2[2]"), "track"))
    yield case("stop", goodbye("stop"))
    yield case("cancel", goodbye("cancel"))
    yield case("repeat", asks("repeat", "^I need a track for that.*Which track would you like\\?$"))
    anew = then(event("NextRace", track=SAR), "race one", "12:35 PM", is_open=False)
    yield case("another question", anew)


def guess_open() -> Iterator[Case]:
    arapahoe = asks("yes", "Arapahoe Park")
    yield case("yes", arapahoe, NINE_AT_ARAPAHOE)
    kept = asks("yes", "Arapahoe Park", "remember")
    yield case("yes, where a favorite can be kept", kept, then("open talk horse racing", "Arapahoe"), favorite="")
    yield case("no", asks("no", "track"), asks(HOW_MANY, "which track"))
    yield case("another track", SARATOGA, NINE)
    yield case("another track as one's own", then(event("MyTrackIs", track=SAR), "Saratoga"), NINE)
    yield case("help, and yes", asks("help", "Arapahoe Park"), arapahoe, NINE_AT_ARAPAHOE)
    yield case("nothing understood, and yes", asks(FALLBACK, "Arapahoe Park"), arapahoe)
    yield case("repeat", asks("repeat", "Did you mean Arapahoe Park\\?$"))
    yield case("stop", goodbye("stop"))
    yield case("a question instead", asks(HOW_MANY, "track"))
    whole = then(event("HowManyRaces", track=TAM), *TODAY, is_open=False)
    yield case("a whole question instead", whole)


def more_offered() -> Iterator[Case]:
    fifth_to_eighth = ("Belmont Park", "Black Foot")
    for step in ("yes", "more", "next", event("AMAZON.Next"), event("Runners", race="next[next]")):
        yield case(f"{step}", then(step, *fifth_to_eighth, never=["Aqueduct"], is_open=True))
    yield case("no", goodbye("no"))
    yield case("stop", goodbye("stop"))
    yield case("repeat", then("repeat", "^Seven tracks are listed today.*Want to hear more\\?$", is_open=True))
    yield case("help, and yes", then("help", is_open=True), then("yes", *fifth_to_eighth, is_open=True))
    yield case("nothing understood, and yes", then(FALLBACK, is_open=True), then("yes", *fifth_to_eighth, is_open=True))
    yield case("a track", SARATOGA)
    yield case("a question", then(event("HowManyRaces", track=TAM), *TODAY, is_open=False))


def missed_twice() -> Iterator[Case]:
    yield case("a third time", goodbye(FALLBACK))
    yield case("an unknown track", goodbye(event("Track", track="hialeah")))
    yield case("an unusable day", goodbye(event("HowManyRaces", track=TAM, day="2026-W48")))
    yield case("help, and a miss that is the first again", asks("help", "track"), asks(FALLBACK))
    yield case("a track, and a miss", asks(event("Track", track=TAM), "Tampa Bay Downs"), asks(FALLBACK))
    yield case("yes", then("yes", never=NO_ANSWER))
    yield case("stop", goodbye("stop"))
    yield case("a question", asks(HOW_MANY, "which track"))
    yield case("repeat", asks("repeat", "^Sorry, I didn't get that.*Which track would you like\\?$"))


def favorite_kept() -> Iterator[Case]:
    # The sample's listener has another clock than the track.
    today = (*TODAY, "10:35 AM your time")
    yield case("how many races", then("how many races", *today, is_open=False))
    yield case(
        "when is the next stakes race", then("when is the next stakes race", "Foxglove", "race seven", "3:30 PM")
    )
    for intent in ("Day", "HowManyRaces"):
        yield case(f"a day by {intent}", then(event(intent, day="2026-11-22"), *TOMORROW, is_open=False))
    for intent in ("Race", "Runners"):
        fifth = then(event(intent, race="5[5]"), "race five at Tampa Bay Downs", "Tadpole Footnote", is_open=True)
        yield case(f"a race by {intent}", fifth)
    yield case("yes", asks("yes", "Tampa Bay Downs"))
    yield case("no", then("no", never=NO_ANSWER))
    yield case("help", asks("help", "Tampa Bay Downs", "forget my track"))
    yield case("another track", SARATOGA, then("open talk horse racing", "Tampa Bay Downs"))
    yield case("an unknown track", asks(event("HowManyRaces", track="hialeah")), asks("yes"))
    yield case("stop", goodbye("stop"))
    yield case("repeat", asks("repeat", "^Okay, Tampa Bay Downs"))


def race_and_day_pending() -> Iterator[Case]:
    first = ("race one at Tampa Bay Downs tomorrow", "ten runners", "Lamplit Turnstile")
    for intent in ("Day", "HowManyRaces"):
        day = asks(event(intent, day="2026-11-22"), "which race")
        yield case(f"the day by {intent}, and the race", day, then(event("Race", race="1[1]"), *first))
    for intent in ("Race", "Runners"):
        race = asks(event(intent, race="1[1]"), "which day")
        yield case(f"the race by {intent}, and the day", race, then(event("Day", day="2026-11-22"), *first))
    yield case("yes", asks("yes", "which day|which race"))
    yield case("no", then("no", never=NO_ANSWER))
    yield case("help", asks("help", "Tampa Bay Downs"))
    yield case("another track", asks(event("Track", track=SAR), "which day|which race"))
    yield case("stop", goodbye("stop"))
    yield case("repeat", asks("repeat", "^Which race would you like\\?$"))
    anew = then(HOW_MANY, *TODAY, is_open=False)
    yield case("another question", anew)


def welcomed() -> Iterator[Case]:
    for intent in ("MyTrackIs", "Track"):
        chosen = asks(event(intent, track=TAM), "Tampa Bay Downs", "remember")
        yield case(f"a track by {intent}", chosen, then("open talk horse racing", *TODAY), favorite="")
    asked = asks("how many races", "which track")
    answer = then(event("Track", track=TAM), *TODAY, "remember", is_open=False)
    yield case("a question, and the track", asked, answer, favorite="")
    yield case("yes", asks("yes", "track"), favorite="")
    yield case("no", then("no", never=NO_ANSWER), favorite="")
    yield case("help", asks("help", "track"), favorite="")
    yield case("a day", asks(event("Day", day="2026-11-22"), "track"), favorite="")
    yield case("a race", asks(event("Race", race="5[5]"), "track"), favorite="")
    yield case("stop", goodbye("stop"), favorite="")
    yield case("repeat", asks("repeat", "^Welcome to Talk Horse Racing"), favorite="")


TURNS = {
    "was asked for a track, with a question and a day pending": track_pending,
    "was asked whether that track was meant": guess_open,
    "was offered more": more_offered,
    "was not understood twice": missed_twice,
    "was told that a favorite is kept": favorite_kept,
    "was asked for a race, on a weekend, in a race that cannot be": race_and_day_pending,
    "was welcomed for the first time": welcomed,
}


def conversations() -> Iterator[Case]:
    for sample, turns in TURNS.items():
        written = WRITTEN[sample]
        for going_on in turns():
            favorite = written.get("favorite", going_on.favorite)
            yield replace(going_on, name=f"{sample}: {going_on.name}", favorite=favorite, attributes=written)


@pytest.fixture(scope="module")
def stand() -> Iterator[Stand]:
    with Stand() as ready:
        yield ready


def test_there_are_turns_from_every_sample_on() -> None:
    assert set(TURNS) == set(WRITTEN)


@pytest.mark.parametrize("conversation", list(conversations()), ids=str)
def test_the_next_turn_gets_the_answer_that_the_version_before_meant(stand: Stand, conversation: Case) -> None:
    stand.play(conversation)
