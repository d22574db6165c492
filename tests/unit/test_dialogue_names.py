"""The dialogue alone: horses and races by their names, what is about many tracks, and what is still to come."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from horse_racing.skill.decision import Say
from horse_racing.skill.kinds import (
    HORSE,
    KINDS,
    ODDS,
    PAYOUTS,
    POST_TIME,
    RACE_DETAILS,
    RACING_DAYS,
    RESULTS,
    RUNNERS,
    STAKES,
    TRACKS,
    Kind,
)
from horse_racing.skill.question import Prompt, Question
from horse_racing.skill.session import Session
from horse_racing.skill.slots import Heard, UnknownRace, UnknownTrack
from horse_racing.skill.stored_slots import Open
from horse_racing.speech.spoken import Asks, Tell
from tests.support.dialogue import FIFTH, FIRST, SAR, TAM, TODAY, TOMORROW, asked, decided, questions

LARK = Question(HORSE, "TAM", TODAY, extra="Silver Lark")
LURK = Question(HORSE, "SAR", TOMORROW, extra="Silver Lurk")
WHICH_HORSE = Prompt(Asks.HORSE, (LARK, LURK))
NO_HORSE = Prompt(Asks.HORSE, (Question(HORSE, "SAR"),))
MILE = UnknownRace("lantern cove mile", is_name=True)


def called(name: str) -> UnknownTrack:
    return UnknownTrack(name, name)


def test_a_question_about_a_horse_needs_its_name() -> None:
    decision, _ = decided(HORSE.intent, Heard(track=SAR))
    assert asked(decision) == NO_HORSE


@pytest.mark.parametrize(
    ("intent", "heard", "question"),
    [
        ("RaceIntent", FIRST, LARK),
        (RUNNERS.intent, FIRST, LARK),
        ("RaceIntent", Heard(race=(2,), position=2), LURK),
        ("RaceIntent", Heard(race=("last",)), LURK),
        ("TrackIntent", Heard(track=SAR), LURK),
        ("DayIntent", Heard(day=TOMORROW), LURK),
        # A name that no track has is a horse's: one of the two, or another one.
        ("TrackIntent", Heard(track=called("silver lurk")), LURK),
        ("TrackIntent", Heard(track=called("quiet harbor")), Question(HORSE, extra="quiet harbor")),
        (HORSE.intent, Heard(extra="silver lurk"), LURK),
        (HORSE.intent, Heard(extra="quiet harbor"), Question(HORSE, extra="quiet harbor")),
    ],
)
def test_one_of_several_horses_is_chosen(intent: str, heard: Heard, question: Question) -> None:
    session = Session(prompt=WHICH_HORSE)
    assert questions(decided(intent, heard, session)[0]) == (question,)


@pytest.mark.parametrize(
    ("intent", "heard"),
    [("AMAZON.YesIntent", Heard()), ("RaceIntent", FIFTH), ("RaceIntent", Heard(race=(7,), position=7))],
)
def test_what_chooses_none_of_several_horses_asks_again(intent: str, heard: Heard) -> None:
    assert asked(decided(intent, heard, Session(prompt=WHICH_HORSE))[0]) == WHICH_HORSE


def test_who_runs_in_a_race_is_a_question_of_its_own_while_a_horse_is_asked_for() -> None:
    for prompt, heard in ((WHICH_HORSE, FIFTH), (NO_HORSE, FIFTH)):
        decision, _ = decided(RUNNERS.intent, heard, Session(track="TAM", prompt=prompt))
        assert questions(decision) == (Question(RUNNERS, "TAM", race=5),)


def test_no_leaves_the_horses_and_a_second_no_the_conversation() -> None:
    first, session = decided("AMAZON.NoIntent", session=Session(track="TAM", prompt=WHICH_HORSE))
    assert asked(first) == Prompt(Asks.WHAT_TO_KNOW)
    session.prompt = asked(first)
    second, _ = decided("AMAZON.NoIntent", session=session)
    assert isinstance(second, Say)
    assert isinstance(second.reply, Tell)


@pytest.mark.parametrize(
    ("intent", "heard"),
    [
        ("TrackIntent", Heard(track=called("quiet harbor"))),
        (HORSE.intent, Heard(extra="quiet harbor")),
    ],
)
def test_the_horse_that_was_asked_for_fills_the_question_that_waits(intent: str, heard: Heard) -> None:
    decision, _ = decided(intent, heard, Session(prompt=NO_HORSE))
    assert questions(decision) == (Question(HORSE, "SAR", extra="quiet harbor"),)


def test_a_track_fills_the_question_that_waits_for_a_horse() -> None:
    waiting = Prompt(Asks.HORSE, (Question(HORSE),))
    assert asked(decided("TrackIntent", Heard(track=SAR), Session(prompt=waiting))[0]) == NO_HORSE


def test_help_and_nonsense_leave_the_horses_in_question() -> None:
    for intent in ("AMAZON.HelpIntent", "AMAZON.FallbackIntent", "AMAZON.RepeatIntent"):
        session = Session(prompt=WHICH_HORSE, said=("Which?", "Which?"))
        assert asked(decided(intent, session=session)[0]) == WHICH_HORSE, intent


def test_a_name_behind_a_question_about_a_horse_is_another_horses_unless_it_is_like_a_tracks() -> None:
    session = Session(question=LARK, prompt=Prompt(Asks.WHAT_TO_KNOW))
    decision, _ = decided("TrackIntent", Heard(track=called("quiet harbor")), replace(session))
    assert questions(decision) == (replace(LARK, extra="quiet harbor"),)
    decision, _ = decided("TrackIntent", Heard(track=called("tampa bay dawns")), replace(session))
    assert asked(decision).asks is Asks.DID_YOU_MEAN
    decision, _ = decided("MyTrackIsIntent", Heard(track=called("quiet harbor")), replace(session))
    assert asked(decision).asks is Asks.TRACK


def test_a_track_in_the_place_of_a_horse_is_asked_when_it_races() -> None:
    decision, _ = decided(HORSE.intent, Heard(extra="saratoga", day=TOMORROW))
    assert questions(decision) == (Question(RACING_DAYS, "SAR", TOMORROW),)
    # With a track beside it, it is a horse of that name.
    decision, _ = decided(HORSE.intent, Heard(track=TAM, extra="saratoga"))
    assert questions(decision) == (Question(HORSE, "TAM", extra="saratoga"),)


@pytest.mark.parametrize(
    ("kind", "heard", "is_anywhere"),
    [
        (TRACKS, Heard(), True),
        (TRACKS, Heard(extra="US-FL"), True),
        (STAKES, Heard(), True),
        (HORSE, Heard(extra="quiet harbor"), True),
        (POST_TIME, Heard(extra="lantern cove mile"), True),
        (RESULTS, Heard(race=MILE), True),
        (POST_TIME, Heard(race=(5,)), False),
        (RESULTS, Heard(), False),
        (ODDS, Heard(race=(5,)), False),
        (PAYOUTS, Heard(extra="exacta"), False),
    ],
)
def test_what_is_about_many_tracks_needs_none_and_what_is_about_one_is_about_the_listeners(
    kind: Kind, heard: Heard, *, is_anywhere: bool
) -> None:
    (question,) = questions(decided(kind.intent, heard, own=SAR)[0])
    assert (question.is_anywhere, question.track) == (is_anywhere, None if is_anywhere else "SAR")
    (at_track,) = questions(decided(kind.intent, replace(heard, track=TAM), own=SAR)[0])
    assert at_track.track == "TAM"
    assert at_track.is_anywhere is (kind is TRACKS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_further_slot_is_only_that_of_its_own_kind(kind: Kind) -> None:
    (question,) = questions(decided(kind.intent, Heard(track=TAM, race=(5,), extra="1"))[0])
    assert question.extra == ("1" if kind.extra else "")


def test_the_name_of_a_race_in_the_place_of_its_number_is_its_name_where_races_are_known_by_it() -> None:
    (question,) = questions(decided(POST_TIME.intent, Heard(track=TAM, race=MILE))[0])
    assert question == Question(POST_TIME, "TAM", extra="lantern cove mile")
    decision, _ = decided(RACE_DETAILS.intent, Heard(track=TAM, race=MILE))
    assert asked(decision).questions == (Question(RACE_DETAILS, "TAM", race=Open("lantern cove mile")),)


def test_another_race_leaves_the_name_of_the_one_before() -> None:
    last = Question(RESULTS, "TAM", extra="lantern cove mile")
    session = Session(track="TAM", question=last, prompt=Prompt(Asks.WHAT_TO_KNOW))
    assert questions(decided("RaceIntent", FIFTH, session)[0]) == (Question(RESULTS, "TAM", race=5),)


@pytest.mark.parametrize(("heard", "is_now"), [("now", True), (TOMORROW, False), (TODAY, False), (None, False)])
def test_right_now_is_told_from_a_day(heard: Any, *, is_now: bool) -> None:
    (question,) = questions(decided(TRACKS.intent, Heard(day=heard))[0])
    assert (question.is_now, question.day) == (is_now, heard if isinstance(heard, date) else None)


def test_a_day_said_alone_leaves_right_now_and_the_tracks_that_were_looked_at() -> None:
    last = Question(TRACKS, is_now=True, among=("TAM", "SAR"))
    session = Session(question=last, prompt=Prompt(Asks.MORE, (replace(last, start=4),)))
    assert questions(decided("DayIntent", Heard(day=TOMORROW), replace(session))[0]) == (
        Question(TRACKS, day=TOMORROW),
    )
    (more,) = questions(decided("AMAZON.YesIntent", session=replace(session))[0])
    assert (more.is_now, more.among, more.start) == (True, ("TAM", "SAR"), 4)


def test_a_question_about_a_day_is_asked_for_stakes_of_all_tracks_again() -> None:
    last = Question(STAKES, day=TODAY, extra="1")
    session = Session(question=last, prompt=Prompt(Asks.MORE, (replace(last, start=4),)))
    assert questions(decided("DayIntent", Heard(day=TOMORROW), replace(session))[0]) == (replace(last, day=TOMORROW),)
    at_track, _ = decided("TrackIntent", Heard(track=SAR), replace(session))
    assert questions(at_track) == (replace(last, track="SAR"),)


def test_a_prompt_for_a_horse_without_a_question_is_no_prompt() -> None:
    for intent in ("RaceIntent", "AMAZON.YesIntent", "AMAZON.NoIntent", "AMAZON.HelpIntent"):
        with_it, _ = decided(intent, FIRST, Session(track="TAM", prompt=Prompt(Asks.HORSE)))
        assert with_it == decided(intent, FIRST, Session(track="TAM"))[0]
