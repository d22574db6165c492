"""Scope: `make alexa-nlu` with a fake `ask` that talks to the strict SMAPI; how it judges is bench/model.py's."""

import re

import pytest

from amazon.evaluation import SET_NAME, annotations
from amazon.nlu import main
from bench.model import foreign_held, held
from tests.support.alexa_world import AlexaWorld
from tests.support.conversation import MODEL
from tests.support.strict_smapi import Smapi

COUNT = len(held()) + len(foreign_held())


def row(said: str, name: str) -> list[str]:
    """Return the figures of a reading."""
    (line,) = (line for line in said.splitlines() if line.startswith(f"{name}  "))
    return re.findall(r"[\d.]+%?", line)


def test_an_alexa_that_reads_as_the_samples_do_has_their_figures(
    smapi: Smapi, world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    assert world.run(main) == 0
    said = capfd.readouterr().out
    assert row(said, "Alexa") == row(said, "literal")
    assert f"holds {COUNT} phrases" in said
    assert f"Of {COUNT} phrases the desk and Alexa agree on" in said
    assert "Amazon tells nothing" not in said
    ((name, content),) = smapi.account.sets.values()
    assert name == SET_NAME
    assert len(content["data"]) == COUNT
    assert sum("get-result-for-nlu-evaluations" in call for call in world.calls) == -(-COUNT // 100)


def test_a_second_run_takes_the_same_annotation_set(smapi: Smapi, world: AlexaWorld) -> None:
    world.run(main)
    world.run(main)
    assert len(smapi.account.sets) == 1
    assert not any("create-nlu-annotation-set" in call for call in world.calls)


def test_what_alexa_takes_for_another_intent_is_counted_and_shown_to_whoever_asks(
    smapi: Smapi, world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    phrases = [each.phrase for each in held() if each.intent == "HowManyRacesIntent"]
    smapi.account.alexa.takes_for = dict.fromkeys(phrases, "stop")
    world.run(main)
    assert repr(phrases[0]) not in capfd.readouterr().out
    world.run(main, "--missed")
    said = capfd.readouterr().out
    found = re.search(r"(\d+) HowManyRacesIntent +as AMAZON.StopIntent +(.+)", said)
    assert found
    assert int(found[1]) == len(phrases)
    assert found[2] == repr(phrases[0])


def test_where_the_annotation_sets_are_gone_each_phrase_is_profiled(
    smapi: Smapi, world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    smapi.account.has_sets = False
    assert world.run(main) == 0
    said = capfd.readouterr().out
    assert "So the annotation sets are gone, and each phrase goes through the utterance profiler." in said
    assert row(said, "Alexa")[0] == row(said, "literal")[0]
    assert sum("profile-nlu" in call for call in world.calls) == COUNT


def test_an_evaluation_that_never_ends_is_given_up(
    smapi: Smapi, world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    smapi.account.endless = True
    assert world.run(main) == 2
    assert "The evaluation has not ended after 1200 seconds, and is given up here." in capfd.readouterr().err


def test_the_annotations_say_days_as_dates_and_values_by_their_names() -> None:
    told = {each["inputs"]["utterance"]: each["expected"][0]["intent"] for each in annotations(MODEL)["data"]}
    assert told["how many races today"] == {
        "name": "HowManyRacesIntent",
        "slots": {"RaceDate": {"value": "2026-11-21"}},
    }
    known = {value.name for values in MODEL.types.values() for value in values}
    tracks = [each["slots"]["TrackName"]["value"] for each in told.values() if "TrackName" in each["slots"]]
    assert sum(track in known for track in tracks) > len(tracks) / 2
    assert told["tell me a joke"] == {"name": "AMAZON.FallbackIntent", "slots": {}}
