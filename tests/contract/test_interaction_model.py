"""The interaction model: what it must hold, and that it and the track catalogue say the same."""

import json
import re
from collections import Counter
from typing import Any

import pytest

from echo.understanding.model import MODEL_FILE
from horse_racing.racing.tracks import name_key
from tests.support.fakes import CATALOGUE
from tools.slot_values import REGION_TYPE, TRACK_TYPE, regions_of_the_catalogue, track_values

MODEL: dict[str, Any] = json.loads(MODEL_FILE.read_text(encoding="utf-8"))["interactionModel"]["languageModel"]
INTENTS = {intent["name"]: intent for intent in MODEL["intents"]}
CUSTOM = {name: intent for name, intent in INTENTS.items() if not name.startswith("AMAZON.")}
SAMPLES = [(name, sample) for name, intent in INTENTS.items() for sample in intent["samples"]]
VALUES = {slot_type["name"]: slot_type["values"] for slot_type in MODEL["types"]}
RACE_SLOTS = {"RaceNumber": "RACE_NUMBER", "TrackName": TRACK_TYPE, "RaceDate": "AMAZON.DATE"}
LAUNCH_WORDS = {
    "alexa",
    "echo",
    "computer",
    "amazon",
    "ask",
    "tell",
    "open",
    "launch",
    "start",
    "begin",
    "load",
    "enable",
}


def test_the_invocation_name_is_the_skills() -> None:
    assert MODEL["invocationName"] == "talk horse racing"


def test_the_intents_and_slots_are_exactly_those_of_the_conversation() -> None:
    slots = {name: {slot["name"]: slot["type"] for slot in intent["slots"]} for name, intent in CUSTOM.items()}
    assert slots == {
        "MyTrackIsIntent": {"TrackName": TRACK_TYPE},
        "TrackIntent": {"TrackName": TRACK_TYPE},
        "DayIntent": {"RaceDate": "AMAZON.DATE"},
        "RaceIntent": {"RaceNumber": "RACE_NUMBER"},
        "ForgetMyTrackIntent": {},
        "HowManyRacesIntent": {"TrackName": TRACK_TYPE, "RaceDate": "AMAZON.DATE"},
        "NextStakesRaceIntent": {"TrackName": TRACK_TYPE, "RaceDate": "AMAZON.DATE", "Grade": "GRADE"},
        "NextRaceIntent": {"TrackName": TRACK_TYPE},
        "PostTimeIntent": RACE_SLOTS | {"RaceName": "RACE_NAME"},
        "RaceDetailsIntent": RACE_SLOTS,
        "RunnersIntent": RACE_SLOTS,
        "OddsIntent": RACE_SLOTS,
        "HorseIntent": {"HorseName": "HORSE_NAME", "TrackName": TRACK_TYPE, "RaceDate": "AMAZON.DATE"},
        "ScratchesIntent": RACE_SLOTS,
        "RaceResultsIntent": RACE_SLOTS | {"RaceName": "RACE_NAME"},
        "PayoutsIntent": RACE_SLOTS | {"Wager": "WAGER"},
        "TrackConditionIntent": {"TrackName": TRACK_TYPE},
        "RacingDaysIntent": {"TrackName": TRACK_TYPE, "RaceDate": "AMAZON.DATE"},
        "StakesRacesIntent": {"TrackName": TRACK_TYPE, "RaceDate": "AMAZON.DATE", "Grade": "GRADE"},
        "TracksRacingIntent": {"RaceDate": "AMAZON.DATE", "Region": REGION_TYPE},
        "KnownTracksIntent": {},
        "WhichIsMyTrackIntent": {},
        "TipsIntent": {},
        "OtherSportsIntent": {},
        "PastYearsIntent": {},
        "HarnessRacingIntent": {},
    }
    assert {name.removeprefix("AMAZON.").removesuffix("Intent") for name in INTENTS if name not in CUSTOM} == {
        "Help",
        "Stop",
        "Cancel",
        "Fallback",
        "NavigateHome",
        "Yes",
        "No",
        "Repeat",
        "More",
        "Next",
    }


def test_the_track_values_are_those_of_the_catalogue() -> None:
    assert VALUES[TRACK_TYPE] == track_values(), "run `make model`"


def test_the_regions_are_those_of_the_catalogue() -> None:
    assert {value["id"] for value in VALUES[REGION_TYPE]} == regions_of_the_catalogue()
    assert {"US", "CA", "US-CA", "CA-ON", "US-PR"} <= regions_of_the_catalogue()


def test_the_grades_and_the_wagers_are_those_that_the_skill_knows() -> None:
    wagers = "exacta trifecta superfecta quinella daily_double pick_3 pick_4 pick_5 pick_6 win place show"
    assert [value["id"] for value in VALUES["GRADE"]] == ["1", "2", "3", "graded"]
    assert [value["id"] for value in VALUES["WAGER"]] == wagers.split()


@pytest.mark.parametrize("type_name", ["HORSE_NAME", "RACE_NAME"])
def test_the_names_of_horses_and_races_are_many_and_none_is_a_track(type_name: str) -> None:
    names = {value["name"]["value"] for value in VALUES[type_name]}
    assert len(names) == len(VALUES[type_name]) >= 100
    assert not {name_key(name) for name in names} & {
        name_key(name) for track in CATALOGUE for name in (track.name, *track.synonyms)
    }
    assert not [name for name in names if not 2 <= len(name.split()) <= 4]


def test_the_races_are_one_to_twenty_as_digits_cardinals_and_ordinals_and_those_with_a_name_of_their_own() -> None:
    spoken = {value["id"]: {value["name"]["value"], *value["name"]["synonyms"]} for value in VALUES["RACE_NUMBER"]}
    assert set(spoken) == {*map(str, range(1, 21)), "first", "last", "next", "feature"}
    assert {"5", "five", "fifth", "fifth race"} <= spoken["5"]
    assert {"opener", "opening race"} <= spoken["first"]
    assert {"12", "twelve", "twelfth"} <= spoken["12"]
    assert {"final", "finale", "nightcap"} <= spoken["last"]
    assert {"next up", "upcoming"} <= spoken["next"]
    assert {"the feature", "feature race", "featured race", "the stakes", "stakes race", "the stakes race"} <= spoken[
        "feature"
    ]
    assert len(set().union(*spoken.values())) == sum(map(len, spoken.values()))


def test_the_catalogue_has_every_active_track_once() -> None:
    codes = [track.code for track in CATALOGUE]
    assert len(codes) == len(set(codes)) == 87
    assert codes == sorted(codes)


def test_no_spoken_name_belongs_to_two_tracks() -> None:
    spoken = Counter(
        key
        for track in CATALOGUE
        for key in {name_key(name) for name in (track.name, track.feed_name, *track.synonyms)}
    )
    assert [name for name, count in spoken.items() if count > 1] == []


def test_every_spoken_name_is_short_and_free_of_what_alexa_refuses() -> None:
    for track in CATALOGUE:
        for name in (track.name, *track.synonyms):
            assert re.fullmatch(r"[A-Za-z' -]{2,140}", name), name
            assert name.lower() not in {"help", "stop", "cancel"}


@pytest.mark.parametrize("intent", INTENTS)
def test_a_sample_holds_only_what_alexa_allows(intent: str) -> None:
    for sample in INTENTS[intent]["samples"]:
        assert re.fullmatch(r"[a-z'{}A-Z -]+", sample), sample
        assert sample == " ".join(sample.split()), sample
        assert set(re.findall(r"{(\w+)}", sample)) <= {slot["name"] for slot in INTENTS[intent].get("slots", [])}, (
            sample
        )
        # "Tell me" launches nothing: that takes the skill's name behind it.
        assert not LAUNCH_WORDS & set(sample.removeprefix("tell me ").split()), sample
        assert MODEL["invocationName"] not in sample
        assert re.sub(r"{\w+}('s)?", "", sample) == re.sub(r"{\w+}('s)?", "", sample).lower(), sample


def test_no_sample_stands_twice_even_after_its_slots_are_filled() -> None:
    types = {slot["name"]: slot["type"] for intent in CUSTOM.values() for slot in intent["slots"]}
    filled = Counter(re.sub(r"{(\w+)}", lambda slot: types[slot[1]], sample).lower() for _, sample in SAMPLES)
    assert [sample for sample, count in filled.items() if count > 1] == []


@pytest.mark.parametrize("intent", CUSTOM)
def test_an_intent_has_a_varied_set_of_samples_and_uses_each_of_its_slots(intent: str) -> None:
    samples = CUSTOM[intent]["samples"]
    assert len(samples) >= 10
    for slot in CUSTOM[intent]["slots"]:
        assert any(f"{{{slot['name']}}}" in sample for sample in samples)


def test_the_model_is_small_enough_to_be_read_and_built() -> None:
    assert len(SAMPLES) <= 2500


def test_a_bare_slot_belongs_to_the_intent_that_has_no_other() -> None:
    bare = sorted((sample, name) for name, sample in SAMPLES if re.fullmatch(r"{\w+}", sample))
    assert bare == [("{RaceDate}", "DayIntent"), ("{RaceNumber}", "RaceIntent"), ("{TrackName}", "TrackIntent")]


# Words that carry a slot and ask nothing: "what about the sixth", "no I meant Saratoga", "number five please".
ASKING_NOTHING = re.compile(
    r"(?:what about|how about|and|on|for|at|in|about|the|it's|i said|i mean|i meant|no|please|race|number|one| )*"
)


@pytest.mark.parametrize("intent", sorted(set(CUSTOM) - {"MyTrackIsIntent", "TrackIntent", "DayIntent", "RaceIntent"}))
def test_an_asking_intent_has_no_sample_that_only_names_one_slot(intent: str) -> None:
    """What names nothing but a track, a day or a race has to go where it can be bound to what was asked."""
    only_naming = [
        sample
        for sample in CUSTOM[intent]["samples"]
        if sample.count("{") == 1 and ASKING_NOTHING.fullmatch(re.sub(r"{\w+}", "", sample))
    ]
    assert only_naming == []


def test_a_track_is_the_listeners_own_only_in_words_that_say_so() -> None:
    own = re.compile(r"\b(?:my|favorite|remember|i like|love|follow|play|usually|fan)\b")
    samples = {name: CUSTOM[name]["samples"] for name in ("MyTrackIsIntent", "TrackIntent")}
    assert [sample for sample in samples["MyTrackIsIntent"] if not own.search(sample)] == []
    assert [sample for sample in samples["TrackIntent"] if own.search(sample)] == []
