"""While a new version has a tenth of the traffic, the turns of one conversation go now to it and now to the old one.

session_attributes.json is what the version before wrote. Nothing in it is changed to suit a new one: whoever writes
something else adds what that looks like. What each sample leads to next is in test_session_attributes.py.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from horse_racing.skill.kinds import HOW_MANY, RUNNERS, TRACKS
from horse_racing.skill.question import Prompt, Question
from horse_racing.skill.session import Session
from horse_racing.skill.stored_slots import Open
from horse_racing.speech.spoken import Asks
from tests.support.fakes import SATURDAY

WRITTEN: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("session_attributes.json").read_text(encoding="utf-8")
)
# What the version before read, each name with the shapes it took; whatever else it met counted as not set.
READ_BEFORE: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("track", "guess", "favorite", "met", "zone"), str),
    **dict.fromkeys(("pending", "offer", "variants"), dict),
    **dict.fromkeys(("is_new", "guess_is_own"), bool),
    "misses": int,
    "said": list,
}

# The prompts that the samples stand for.
PROMPTS = {
    "was asked for a track, with a question and a day pending": Prompt(
        Asks.TRACK, (Question(HOW_MANY, day=SATURDAY.replace(day=22)),)
    ),
    "was asked whether that track was meant": Prompt(Asks.DID_YOU_MEAN, (), ("ARP",), is_own=True),
    "was offered more": Prompt(Asks.MORE, (Question(TRACKS, day=SATURDAY, start=4),)),
    "was not understood twice": None,
    "was told that a favorite is kept": None,
    "was asked for a race, on a weekend, in a race that cannot be": Prompt(
        Asks.RACE, (Question(RUNNERS, day=Open("-WE"), race=Open()),)
    ),
    "was welcomed for the first time": None,
}


def test_every_sample_of_the_version_before_is_accounted_for() -> None:
    assert PROMPTS.keys() == WRITTEN.keys()
    assert set().union(*WRITTEN.values()) == READ_BEFORE.keys()


@pytest.mark.parametrize("name", WRITTEN)
def test_everything_the_version_before_wrote_is_read(name: str) -> None:
    written, session = WRITTEN[name], Session.from_attributes(WRITTEN[name])
    assert session.prompt == PROMPTS[name]
    kept = session.attributes()
    for same in ("track", "misses", "said", "variants", "favorite", "met", "is_new", "zone"):
        assert kept.get(same) == written.get(same), same


@pytest.mark.parametrize("name", WRITTEN)
def test_what_a_later_version_adds_is_left_alone(name: str) -> None:
    later = {**WRITTEN[name], "mood": "cheerful", "horses": [{"name": "Secretariat"}], "zone_of": {"device": None}}
    assert Session.from_attributes(later) == Session.from_attributes(WRITTEN[name])


def test_a_question_only_a_later_version_knows_is_not_pending_and_the_rest_is_kept() -> None:
    later = {"track": "TAM", "question": {"kind": "payoffs", "race": 5}, "prompt": {"asks": "a horse"}}
    assert Session.from_attributes(later) == Session(track="TAM")
    before = {"track": "TAM", "pending": {"ask": "payoffs", "race": 5}, "offer": {"ask": "payoffs"}}
    assert Session.from_attributes(before) == Session(track="TAM")


def test_nothing_that_is_written_now_is_misread_by_the_version_before() -> None:
    question = Question(RUNNERS, "TAM", SATURDAY, 5)
    prompt = Prompt(Asks.DID_YOU_MEAN, (question,), ("ARP",), is_own=True)
    session = Session(
        "TAM", question, prompt, 1, 1, ("Said?", "Which?"), {"greeting": 2}, "TAM", "f00", is_new=True, zone="Etc/UTC"
    )
    for name, value in session.attributes().items():
        if name in READ_BEFORE:
            assert isinstance(value, READ_BEFORE[name]), name
    # These would make the version before bind an answer to something that was not asked.
    assert not {"pending", "guess", "guess_is_own", "offer"} & session.attributes().keys()


def test_what_this_version_asked_counts_before_what_the_version_before_left() -> None:
    mixed = {"prompt": Prompt(Asks.MORE, (Question(TRACKS),)).stored(), "guess": "ARP"}
    assert Session.from_attributes(mixed).prompt == Prompt(Asks.MORE, (Question(TRACKS),))
