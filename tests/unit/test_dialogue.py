"""The dialogue alone: from a request and its session to a decision, with no device, no race data and no store."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from horse_racing.racing.tracks import Track
from horse_racing.skill.decision import Answer, Choose, Forget, LookUp, Say, Welcome
from horse_racing.skill.kinds import HOW_MANY, KINDS, NEXT_RACE, NEXT_STAKES, RESULTS, RUNNERS, SCRATCHES, TRACKS
from horse_racing.skill.question import Prompt, Question
from horse_racing.skill.request import LAUNCH
from horse_racing.skill.session import Session
from horse_racing.skill.slots import Heard, OneOfTracks, SeveralTracks, UnknownRace, UnknownTrack, UnusableDay
from horse_racing.skill.stored_slots import Open
from horse_racing.speech.spoken import Asks, Tell
from tests.support.dialogue import (
    BANANA,
    DMR,
    FIFTH,
    FIRST,
    NEXT_SATURDAY,
    SAR,
    TAM,
    TODAY,
    TOMORROW,
    KnownTrack,
    asked,
    decided,
    questions,
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_complete_question_is_answered(kind: Any) -> None:
    extra = "blue lantern" if kind.needs_extra else ""
    heard = Heard(track=TAM, day=TOMORROW, race=(5,), extra=extra)
    decision, session = decided(kind.intent, heard)
    (question,) = questions(decision)
    code = None if kind is TRACKS else "TAM"
    assert question == Question(kind, code or "TAM", TOMORROW, 5, extra=extra)
    assert session.question == question
    assert session.track == "TAM"


def test_the_favorite_fills_a_track_that_was_not_said() -> None:
    decision, _ = decided(HOW_MANY.intent, own=SAR)
    assert questions(decision) == (Question(HOW_MANY, "SAR"),)


def test_the_favorite_never_fills_a_track_that_was_said_and_not_understood() -> None:
    decision, session = decided(HOW_MANY.intent, Heard(track=BANANA), own=SAR)
    assert asked(decision) == Prompt(Asks.TRACK, (Question(HOW_MANY, Open("banana")),), ("TAM", "ARP", "SAR"))
    session.prompt = asked(decision)
    for turn in ("AMAZON.YesIntent", "AMAZON.HelpIntent", "AMAZON.FallbackIntent"):
        again, _ = decided(turn, session=replace(session), own=SAR)
        assert asked(again).questions == (Question(HOW_MANY, Open("banana")),), turn


def test_a_track_that_was_said_is_taken_without_reading_the_favorite() -> None:
    session = Session()
    own = KnownTrack(SAR, session)
    request_of, _ = decided(HOW_MANY.intent, Heard(track=TAM))
    assert questions(request_of) == (Question(HOW_MANY, "TAM"),)
    assert not own.is_read


@pytest.mark.parametrize(
    ("heard", "asks", "lacking"),
    [
        (Heard(), Asks.TRACK, Question(RUNNERS)),
        (Heard(track=TAM), Asks.RACE, Question(RUNNERS, "TAM")),
        (
            Heard(track=TAM, race=(5,), day=UnusableDay("2026-W48")),
            Asks.DAY,
            Question(RUNNERS, "TAM", Open("2026-W48"), 5),
        ),
        (
            Heard(track=TAM, race=UnknownRace("derby", is_name=True)),
            Asks.RACE,
            Question(RUNNERS, "TAM", race=Open("derby")),
        ),
        (Heard(track=OneOfTracks((SAR, DMR)), race=(5,)), Asks.WHICH_OF, Question(RUNNERS, Open(), race=5)),
    ],
)
def test_exactly_what_is_missing_is_asked_for(heard: Heard, asks: Asks, lacking: Question) -> None:
    decision, _ = decided(RUNNERS.intent, heard)
    prompt = asked(decision)
    assert (prompt.asks, prompt.questions) == (asks, (lacking,))


WAITING = Prompt(Asks.TRACK, (Question(RUNNERS, race=5),))
WHICH_RACE = Prompt(Asks.RACE, (Question(RESULTS, "TAM", race=Open("21")),))
WHICH_DAY = Prompt(Asks.DAY, (Question(SCRATCHES, "TAM", Open("2026-W47-WE")),))
WHICH_WEEKEND_DAY = Prompt(Asks.DAY, (Question(SCRATCHES, "TAM", Open("2026-W48-WE")),))
WHICH_FEATURE = Prompt(Asks.RACE, (Question(RESULTS, "TAM", race="feature"),), races=(7, 8))
NAMED = Prompt(Asks.TRACK, (Question(RUNNERS, race=5),), ("SAR", "DMR"))
WHICH_OF = Prompt(Asks.WHICH_OF, (Question(HOW_MANY, Open()),), ("SAR", "DMR"))
GUESS = Prompt(Asks.DID_YOU_MEAN, (Question(NEXT_STAKES, Open("tamper")),), ("TAM",))
MORE = Prompt(Asks.MORE, (Question(RUNNERS, "TAM", TODAY, 3, start=4),))
TWO_WAY = Prompt(Asks.WHAT_TO_KNOW, (Question(HOW_MANY, "SAR"), Question(NEXT_STAKES, "SAR")))


def turned(day: date) -> Question:
    return Question(SCRATCHES, "TAM", day, is_turned=True)


@pytest.mark.parametrize(
    ("prompt", "intent", "heard", "question"),
    [
        (WAITING, "TrackIntent", Heard(track=SAR), Question(RUNNERS, "SAR", race=5)),
        (WAITING, "MyTrackIsIntent", Heard(track=SAR), Question(RUNNERS, "SAR", race=5)),
        (WHICH_RACE, "RaceIntent", FIFTH, Question(RESULTS, "TAM", race=5)),
        (WHICH_RACE, RUNNERS.intent, FIFTH, Question(RESULTS, "TAM", race=5)),
        (WHICH_RACE, "DayIntent", Heard(day=date(2026, 12, 5)), Question(RESULTS, "TAM", race=5)),
        (WHICH_RACE, NEXT_RACE.intent, Heard(), Question(NEXT_RACE, "TAM")),
        (WHICH_RACE, "AMAZON.NextIntent", Heard(), Question(RESULTS, "TAM", race="next")),
        (WHICH_DAY, "DayIntent", Heard(day=TOMORROW), Question(SCRATCHES, "TAM", TOMORROW)),
        (WHICH_DAY, HOW_MANY.intent, Heard(day=TOMORROW), Question(SCRATCHES, "TAM", TOMORROW)),
        (WHICH_DAY, "RaceIntent", FIFTH, Question(SCRATCHES, "TAM", date(2026, 12, 5))),
        (WHICH_OF, "RaceIntent", FIRST, Question(HOW_MANY, "SAR")),
        (WHICH_OF, RUNNERS.intent, FIRST, Question(HOW_MANY, "SAR")),
        (WHICH_OF, "DayIntent", Heard(day=date(2026, 12, 2)), Question(HOW_MANY, "DMR")),
        (WHICH_OF, "TrackIntent", Heard(track=DMR), Question(HOW_MANY, "DMR")),
        (WHICH_FEATURE, "RaceIntent", FIRST, Question(RESULTS, "TAM", race=7)),
        (WHICH_FEATURE, RUNNERS.intent, FIRST, Question(RESULTS, "TAM", race=7)),
        (WHICH_FEATURE, "DayIntent", Heard(day=date(2026, 12, 2)), Question(RESULTS, "TAM", race=8)),
        (WHICH_FEATURE, "RaceIntent", Heard(race=("last",)), Question(RESULTS, "TAM", race=8)),
        (WHICH_FEATURE, "RaceIntent", Heard(race=(2,), position=2), Question(RESULTS, "TAM", race=2)),
        (WHICH_FEATURE, "TrackIntent", Heard(track=SAR), Question(RESULTS, "SAR", race="feature")),
        (WHICH_FEATURE, "DayIntent", Heard(day=TOMORROW), Question(RESULTS, "TAM", TOMORROW, "feature")),
        (NAMED, "RaceIntent", FIRST, Question(RUNNERS, "SAR", race=5)),
        (WHICH_WEEKEND_DAY, "DayIntent", Heard(day=TOMORROW), turned(date(2026, 11, 29))),
        (WHICH_WEEKEND_DAY, "DayIntent", Heard(day=NEXT_SATURDAY), Question(SCRATCHES, "TAM", NEXT_SATURDAY)),
        (WHICH_WEEKEND_DAY, "RaceIntent", FIRST, Question(SCRATCHES, "TAM", NEXT_SATURDAY)),
        (WHICH_WEEKEND_DAY, "RaceIntent", Heard(race=(8,), day_number=28), Question(SCRATCHES, "TAM", NEXT_SATURDAY)),
        (GUESS, "AMAZON.YesIntent", Heard(), Question(NEXT_STAKES, "TAM")),
        (GUESS, "TrackIntent", Heard(track=SAR), Question(NEXT_STAKES, "SAR")),
        (MORE, "AMAZON.YesIntent", Heard(), MORE.questions[0]),
        (MORE, "AMAZON.MoreIntent", Heard(), MORE.questions[0]),
        (MORE, "AMAZON.NextIntent", Heard(), MORE.questions[0]),
        (MORE, "RaceIntent", Heard(race=("next",)), MORE.questions[0]),
        (TWO_WAY, "RaceIntent", FIRST, Question(HOW_MANY, "SAR")),
        (TWO_WAY, RUNNERS.intent, FIRST, Question(HOW_MANY, "SAR")),
        (TWO_WAY, "RaceIntent", Heard(race=(1,), position=1), Question(RUNNERS, "TAM", race=1)),
    ],
)
def test_what_is_said_alone_binds_to_the_prompt(prompt: Prompt, intent: str, heard: Heard, question: Question) -> None:
    decision, _ = decided(intent, heard, Session(track="TAM", prompt=prompt))
    assert questions(decision) == (question,)


@pytest.mark.parametrize(
    ("prompt", "day"),
    [
        # What people call tomorrow, though it is the fifth of a month, and the second.
        (WHICH_RACE, date(2026, 12, 5)),
        (WHICH_OF, date(2026, 12, 2)),
        # "May fifth" is not how anybody says a race.
        (WHICH_RACE, date(2027, 5, 5)),
        (WHICH_OF, date(2027, 5, 2)),
    ],
)
def test_a_day_that_people_would_say_otherwise_is_a_day(prompt: Prompt, day: date) -> None:
    now = datetime(2026, 12, 4 if day.day == 5 else 1, 14, 0, tzinfo=UTC)
    decision, _ = decided("DayIntent", Heard(day=day), Session(prompt=prompt), now=now)
    left = asked(decision)
    assert (left.asks, left.questions[0].day) == (prompt.asks, day)


def test_a_number_that_is_called_a_race_is_no_day_of_the_month() -> None:
    race_five = Heard(race=(5,), position=5, day_number=5, says_race=True)
    decision, _ = decided("RaceIntent", race_five, Session(prompt=WHICH_DAY))
    assert asked(decision) == replace(WHICH_DAY, questions=(replace(WHICH_DAY.questions[0], race=5),))


def test_a_race_of_one_track_is_not_that_of_another_in_the_same_breath() -> None:
    both = Prompt(
        Asks.RACE, (Question(RUNNERS, "GP", race="feature"), Question(RUNNERS, "SAR", race="feature")), races=(7, 9)
    )
    decision, _ = decided("RaceIntent", Heard(race=(9,), position=9, says_race=True), Session(prompt=both))
    assert [(each.track, each.race) for each in questions(decision)] == [("GP", 9), ("SAR", "feature")]


LAST = Question(RUNNERS, "TAM", TODAY, 3)


@pytest.mark.parametrize(
    ("last", "intent", "heard", "question"),
    [
        (LAST, "DayIntent", Heard(day=TOMORROW), Question(RUNNERS, "TAM", TOMORROW, 3)),
        (LAST, "RaceIntent", FIFTH, Question(RUNNERS, "TAM", TODAY, 5)),
        (LAST, "TrackIntent", Heard(track=SAR), Question(RUNNERS, "SAR", TODAY, 3)),
        (LAST, "TrackIntent", Heard(track=SAR, day=TOMORROW), Question(RUNNERS, "SAR", TOMORROW, 3)),
        (Question(NEXT_RACE, "TAM"), "DayIntent", Heard(day=TOMORROW), Question(HOW_MANY, "TAM", TOMORROW)),
        (Question(HOW_MANY, "TAM"), "RaceIntent", FIFTH, Question(RUNNERS, "TAM", race=5)),
        (None, "DayIntent", Heard(day=TOMORROW), Question(HOW_MANY, "TAM", TOMORROW)),
        (None, "RaceIntent", FIFTH, Question(RUNNERS, "TAM", race=5)),
    ],
)
def test_what_no_prompt_asks_for_asks_the_last_question_again(
    last: Question | None, intent: str, heard: Heard, question: Question
) -> None:
    decision, _ = decided(intent, heard, Session(track="TAM", question=last, prompt=MORE if last else None))
    assert questions(decision) == (question,)


def test_a_track_of_a_list_that_was_told_is_chosen_by_its_place() -> None:
    told = Prompt(Asks.MORE, (Question(TRACKS, start=2),), ("SAR", "DMR"))
    assert decided("RaceIntent", FIRST, Session(track="TAM", prompt=told), own=TAM)[0] == Choose(SAR, is_own=False)


@pytest.mark.parametrize(
    ("prompt", "intent", "heard"),
    [
        (GUESS, "DayIntent", Heard(day=TOMORROW)),
        (replace(GUESS, questions=(Question(RESULTS, Open("tamper")),)), "RaceIntent", FIFTH),
        (WHICH_OF, "DayIntent", Heard(day=TOMORROW)),
    ],
)
def test_a_guess_waits_while_something_else_is_said(prompt: Prompt, intent: str, heard: Heard) -> None:
    decision, _ = decided(intent, heard, Session(prompt=prompt), own=SAR)
    left = asked(decision)
    assert (left.asks, left.tracks) == (prompt.asks, prompt.tracks)
    assert TOMORROW in {each.day for each in left.questions} or 5 in {each.race for each in left.questions}


def test_a_question_for_the_runners_of_a_race_is_no_choice_of_a_track() -> None:
    for prompt in (NAMED, Prompt(Asks.MORE, (Question(TRACKS, start=2),), ("SAR", "DMR"))):
        decision, _ = decided(RUNNERS.intent, FIRST, Session(track="TAM", prompt=prompt), own=TAM)
        assert questions(decision) == (Question(RUNNERS, "TAM", race=1),)


def test_the_same_question_again_is_still_about_the_track_that_was_not_understood() -> None:
    refused = Prompt(Asks.TRACK, (Question(HOW_MANY, Open("zanzibar")),))
    again, _ = decided(HOW_MANY.intent, session=Session(prompt=refused), own=SAR)
    assert asked(again).asks is Asks.TRACK
    other, _ = decided(SCRATCHES.intent, session=Session(prompt=refused), own=SAR)
    assert questions(other) == (Question(SCRATCHES, "SAR"),)


def test_another_track_again_and_again_is_not_the_same_as_a_name_nobody_knows() -> None:
    _, session = decided("TrackIntent", Heard(track=BANANA), own=SAR)
    decision, session = decided("TrackIntent", Heard(track=BANANA), session, own=SAR)
    session.prompt = asked(decision)
    again, session = decided("TrackIntent", session=session, own=SAR)
    assert asked(again).tracks == ("TAM", "ARP")
    assert session.misses == 0


def test_a_name_in_the_place_of_a_track_is_a_races_while_a_race_is_asked_for() -> None:
    decision, _ = decided(
        "TrackIntent", Heard(track=UnknownTrack("hazel ridge", "hazel ridge")), Session(prompt=WHICH_FEATURE)
    )
    assert asked(decision) == WHICH_FEATURE


def test_a_wholly_new_question_leaves_the_prompt_behind() -> None:
    decision, _ = decided(HOW_MANY.intent, Heard(track=SAR, day=TOMORROW), Session(track="TAM", prompt=WHICH_RACE))
    assert questions(decision) == (Question(HOW_MANY, "SAR", TOMORROW),)


@pytest.mark.parametrize("intent", ["TrackIntent", "MyTrackIsIntent"])
@pytest.mark.parametrize("prompt", [GUESS, MORE, WHICH_OF])
def test_another_track_leaves_the_old_guess_and_the_old_list(prompt: Prompt, intent: str) -> None:
    decision, _ = decided(intent, session=Session(track="TAM", prompt=prompt), own=TAM)
    left = asked(decision)
    # What it names are others than the one talked about.
    assert (left.asks, left.tracks) == (Asks.TRACK, ("ARP", "SAR"))
    assert all(question.track is None for question in left.questions)


@pytest.mark.parametrize(
    ("heard", "days_said", "day"),
    [
        ("six days ahead, as a Saturday said on a Sunday", date(2026, 11, 27), date(2026, 11, 20)),
        ("two days ahead", date(2026, 11, 23), date(2026, 11, 16)),
        ("tomorrow", TOMORROW, TOMORROW),
        ("a year ahead", date(2027, 11, 20), date(2026, 11, 20)),
        ("a week ahead", date(2026, 11, 28), date(2026, 11, 21)),
        ("eight days ahead", date(2026, 11, 29), date(2025, 11, 29)),
        ("the last day of February of a leap year", date(2028, 2, 29), date(2024, 2, 29)),
        ("yesterday", date(2026, 11, 20), date(2026, 11, 20)),
    ],
)
def test_a_day_ahead_is_turned_back_for_what_can_only_be_past(heard: str, days_said: date, day: date) -> None:
    decision, _ = decided(RESULTS.intent, Heard(track=TAM, day=days_said))
    (question,) = questions(decision)
    assert (question.day, question.is_turned) == (day, day != days_said), heard
    ahead, _ = decided(HOW_MANY.intent, Heard(track=TAM, day=days_said))
    assert questions(ahead)[0].day == days_said


def test_several_in_one_breath_are_questions_in_a_row() -> None:
    decision, _ = decided(RUNNERS.intent, Heard(track=SeveralTracks((TAM, SAR)), race=(3, 5)))
    assert [(each.track, each.race) for each in questions(decision)] == [("TAM", 3), ("TAM", 5), ("SAR", 3), ("SAR", 5)]


@pytest.mark.parametrize(
    ("own", "intent", "is_own"),
    [
        (None, "TrackIntent", True),
        (None, "MyTrackIsIntent", True),
        (SAR, "TrackIntent", False),
        (SAR, "MyTrackIsIntent", True),
    ],
)
def test_only_a_track_of_ones_own_or_the_first_one_is_kept(own: Track | None, intent: str, *, is_own: bool) -> None:
    chosen, _ = decided(intent, Heard(track=TAM), own=own)
    assert chosen == Choose(TAM, is_own)
    answered, _ = decided(intent, Heard(track=TAM), Session(prompt=WAITING), own=own)
    assert isinstance(answered, Answer)
    assert answered.keep == (TAM if is_own else None)


def test_misses_of_whatever_kind_end_the_conversation_at_the_third() -> None:
    session = Session(track="TAM")
    unusable = [
        (HOW_MANY.intent, Heard(track=BANANA)),
        (HOW_MANY.intent, Heard(track=TAM, day=UnusableDay("2026-W48"))),
        ("AMAZON.FallbackIntent", Heard()),
        (RUNNERS.intent, Heard(track=TAM, race=UnknownRace("banana", is_name=True))),
    ]
    for start in range(4):
        session = Session(track="TAM")
        for count in range(3):
            intent, heard = unusable[(start + count) % 4]
            decision, session = decided(intent, heard, session)
            said = decision.otherwise if isinstance(decision, LookUp) else decision
            assert isinstance(said, Say)
            session.prompt = said.prompt
            assert isinstance(said.reply, Tell) is (count == 2), (start, count)


def test_something_understood_ends_the_row_of_misses() -> None:
    _, session = decided(HOW_MANY.intent, Heard(track=TAM), Session(misses=2, refusals=1))
    assert (session.misses, session.refusals) == (0, 0)


@pytest.mark.parametrize("prompt", [WAITING, WHICH_RACE, WHICH_DAY, WHICH_OF, GUESS, None])
def test_a_second_no_in_a_row_is_a_goodbye(prompt: Prompt | None) -> None:
    first, session = decided("AMAZON.NoIntent", session=Session(prompt=prompt))
    session.prompt = asked(first)
    second, _ = decided("AMAZON.NoIntent", session=session)
    assert isinstance(second, Say)
    assert isinstance(second.reply, Tell)


@pytest.mark.parametrize("prompt", [MORE, TWO_WAY, Prompt(Asks.WHAT_TO_KNOW)])
def test_no_to_an_offer_is_a_goodbye_at_once(prompt: Prompt) -> None:
    decision, _ = decided("AMAZON.NoIntent", session=Session(track="TAM", prompt=prompt))
    assert isinstance(decision, Say)
    assert isinstance(decision.reply, Tell)


def test_a_launch_begins_anew() -> None:
    decision, session = decided(LAUNCH, session=Session(question=LAST, prompt=MORE), own=SAR)
    assert decision == Welcome(SAR)
    assert session.question is None


def test_forgetting_is_a_decision_of_its_own() -> None:
    assert decided("ForgetMyTrackIntent")[0] == Forget()


@pytest.mark.parametrize(
    "prompt",
    [
        Prompt(Asks.DID_YOU_MEAN, (), ("GONE",)),
        Prompt(Asks.DID_YOU_MEAN),
        Prompt(Asks.WHICH_OF),
        Prompt(Asks.DAY),
        Prompt(Asks.RACE),
        Prompt(Asks.MORE),
    ],
)
def test_a_prompt_that_makes_no_sense_here_is_no_prompt(prompt: Prompt) -> None:
    for intent in ("AMAZON.YesIntent", "AMAZON.NoIntent", "AMAZON.HelpIntent", "AMAZON.FallbackIntent", "RaceIntent"):
        with_it, _ = decided(intent, FIRST, Session(track="TAM", prompt=prompt))
        without, _ = decided(intent, FIRST, Session(track="TAM"))
        assert with_it == without
