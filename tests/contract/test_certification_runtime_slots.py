"""Certification checks of what is said to the skill: every slot filled, missing, wrong or shared helps on."""

import re
from collections.abc import Collection, Mapping
from itertools import product
from typing import Any

import pytest

from echo.device.delivery import Json
from echo.device.envelopes import Session
from echo.understanding.model import SLOT_IN_SAMPLE, Intent, Slot
from horse_racing.skill.kinds import BY_INTENT
from horse_racing.skill.slot_values import RACE_NAME
from tests.support.answers import Answer
from tests.support.conversation import MODEL, talk
from tests.support.matrix import GOOD, STATES, Desk, Said, said, shared_desk
from tests.support.matrix_data import AFTERNOON, fine_source
from tests.support.matrix_values import VALUES, Meaning

CUSTOM = [intent for intent in MODEL.intents if not intent.built_in]
# The others name a track, a day or a race and ask nothing about it, or ask something else.
ASKING = [intent for intent in CUSTOM if intent.name in BY_INTENT]
SPOKEN = {
    "TRACK_NAME": "arapahoe park",
    "AMAZON.DATE": "tomorrow",
    "RACE_NUMBER": "five",
    "HORSE_NAME": "birch dawn",
    "RACE_NAME": "lantern bay",
    "GRADE": "grade one",
    "REGION": "colorado",
    "WAGER": "exacta",
}
TOLD = {**SPOKEN, "RACE_NUMBER": "race five"}
TOPICS = {
    "TRACK_NAME": r"\btrack\b|Did you mean",
    "AMAZON.DATE": r"\bday\b",
    "RACE_NUMBER": r"\brace\b",
    "HORSE_NAME": r"\bhorse\b",
}
# What is said instead of a question for a number, where a race was asked for by its name.
BY_NAME = "For that I need the number of a race, not its name."
# How the thing that was missing arrives once it is asked for: alone, or as a question that carries nothing else.
SUPPLIED = {
    "TRACK_NAME": (said("TrackIntent", TrackName="good"), said("MyTrackIsIntent", TrackName="good")),
    "AMAZON.DATE": (said("DayIntent", RaceDate="day"), said("HowManyRacesIntent", RaceDate="day")),
    "RACE_NUMBER": (said("RaceIntent", RaceNumber="digit"), said("RunnersIntent", RaceNumber="digit")),
    "HORSE_NAME": (said("HorseIntent", HorseName="good"),),
}
UNSAID: Mapping[str, Json | None] = {
    "left out": None,
    "not filled": {},
    "null": {"value": None},
    "empty": {"value": ""},
    "noise": {"value": "?"},
    "null everywhere": {"value": None, "resolutions": None, "slotValue": None},
}
# Beside those of the matrix.
UNUSABLE: Mapping[str, Mapping[str, str]] = {
    "TRACK_NAME": {"a number": "42", "a sentence": "the one with the big grandstand by the sea"},
    "AMAZON.DATE": {"season": "2026-WI", "decade": "202X", "no such day": "2026-02-30", "long ago": "1973-06-09"},
    "RACE_NUMBER": {"half": "2.5", "all": "all of them"},
}


def combinations() -> list[tuple[Intent, str]]:
    """One sample of each intent for each combination of slots that its samples have."""
    samples: dict[tuple[str, frozenset[str]], tuple[Intent, str]] = {}
    for intent in CUSTOM:
        for sample in intent.samples:
            samples.setdefault((intent.name, frozenset(SLOT_IN_SAMPLE.findall(sample))), (intent, sample))
    return list(samples.values())


@pytest.mark.parametrize("is_new", [True, False], ids=["one-shot", "mid-conversation"])
@pytest.mark.parametrize(("intent", "sample"), combinations(), ids=lambda value: getattr(value, "name", value))
def test_ux_07_every_intent_with_every_combination_of_slots_gets_an_answer_to_what_was_said(
    intent: Intent, sample: str, *, is_new: bool
) -> None:
    types = {slot.name: slot.type for slot in intent.slots}
    slots = SLOT_IN_SAMPLE.findall(sample)
    utterance = SLOT_IN_SAMPLE.sub(lambda slot: SPOKEN[types[slot[1]]], sample)
    alexa = talk(fine_source(), AFTERNOON)
    if is_new:
        heard = alexa.say(f"ask talk horse racing {utterance}")
    else:
        alexa.say("open talk horse racing")
        alexa.say("saratoga")
        heard = alexa.say(utterance)
    assert alexa.last.understood
    assert alexa.last.understood.intent == intent, alexa.last.understood
    assert "Sorry" not in heard
    if alexa.is_open and is_new and needs_track(intent, slots):
        assert re.search(TOPICS["TRACK_NAME"], heard)
        heard = alexa.say("arapahoe park")
    # A question without a race is answered only after asking for one.
    if alexa.is_open and "Which race" in heard:
        heard = alexa.say("five")
    # Where there is no result yet, that is told of the race alone.
    told = [slot for slot in slots if slot != "Wager" or not re.search("isn't posted yet|too early", heard)]
    assert all(TOLD[types[slot]] in heard.lower() for slot in told), heard


def needs_track(intent: Intent, slots: Collection[str]) -> bool:
    """Tell whether what is said with these slots is about a track that has to be named."""
    kind = BY_INTENT.get(intent.name)
    if kind is None:
        return intent.name in {"DayIntent", "RaceIntent"}
    is_anywhere = kind.anywhere and (kind.extra in slots or not kind.needs_extra_anywhere)
    return "TrackName" not in slots and not is_anywhere


def with_slot(request: Json, slot: str, told: Json | None) -> Json:
    """The same request with another value of a slot, or without the slot."""
    slots = request["request"]["intent"]["slots"]
    slots.pop(slot, None)
    if told is not None:
        slots[slot] = {"name": slot, "confirmationStatus": "NONE", **told}
    return request


def complete(intent: Intent, *, but: str) -> Said:
    """A question with all its slots but one; a race is told by its number alone."""
    slots = [slot for slot in intent.slots if slot.name not in {but, "RaceName"}]
    return Said(intent.name, tuple((slot.name, GOOD[slot.type]) for slot in slots))


def needed() -> list[tuple[Intent, Slot]]:
    """The slots without which there is no answer: the track for all questions about one, a race, or a horse."""

    def is_needed(intent: Intent, slot: Slot) -> bool:
        kind = BY_INTENT[intent.name]
        if slot.type == "TRACK_NAME":
            return needs_track(intent, [each for each, _ in complete(intent, but=slot.name).slots])
        return (slot.type == "RACE_NUMBER" and kind.needs_race) or (slot.type == "HORSE_NAME" and kind.needs_extra)

    return [(intent, slot) for intent in ASKING for slot in intent.slots if is_needed(intent, slot)]


def supplied(desk: Desk, asked: Answer, slot: Slot) -> list[Answer]:
    """The answers after what was missing is said, one for each way in which it arrives."""
    session = Session(1, new=False, attributes=asked.remembered)
    return [desk.answer(turn, session, "fine") for turn in SUPPLIED[slot.type]]


def assert_asks_for(answer: Answer, slot: Slot) -> None:
    question = re.split(r"(?<=[.?!]) ", answer.speech)[-1]
    assert answer.is_open, answer.speech
    is_by_name = slot.type == "RACE_NUMBER" and BY_NAME in answer.speech
    assert is_by_name or re.search(TOPICS[slot.type], question), answer.speech
    # The listing is looked at for a name that the catalogue lacks; nothing is told of it.
    is_unknown = slot.type == "TRACK_NAME" and re.search(r"I don't know|I'm not sure", answer.speech)
    assert is_unknown or not answer.asked, "race data for a question that lacks something"
    assert not answer.card


def assert_answers(answer: Answer, intent: Intent) -> None:
    assert answer.card, answer.speech
    assert "Sorry" not in answer.speech
    about_tracks = intent.name == "TracksRacingIntent"
    assert about_tracks or "Arapahoe Park" in answer.speech


@pytest.mark.parametrize("form", UNSAID)
@pytest.mark.parametrize("is_new", [True, False], ids=["one-shot", "mid-conversation"])
def test_ux_08_what_is_missing_is_asked_for_and_then_the_question_is_answered(form: str, *, is_new: bool) -> None:
    desk = shared_desk()
    session = desk.remembered(STATES["new session" if is_new else "nothing pending, no track"])
    for intent, slot in needed():
        request = desk.request(complete(intent, but=slot.name), session)
        asked = desk.send(with_slot(request, slot.name, UNSAID[form]), "fine")
        assert_asks_for(asked, slot)
        for answer in supplied(desk, asked, slot):
            assert_answers(answer, intent)


def test_ux_08_a_track_that_is_missing_for_itself_is_asked_for_and_taken() -> None:
    desk = shared_desk()
    slot = Slot("TrackName", "TRACK_NAME")
    for intent, told in product(("MyTrackIsIntent", "TrackIntent"), UNSAID.values()):
        request = desk.request(said(intent), desk.remembered(STATES["new session"]))
        asked = desk.send(with_slot(request, slot.name, told), "fine")
        assert_asks_for(asked, slot)
        assert all("Arapahoe Park" in answer.speech for answer in supplied(desk, asked, slot))


@pytest.mark.parametrize("number", ["five", "race five", "number five", "the fifth race"])
def test_ux_08_the_race_that_was_asked_for_is_taken_however_it_is_said(number: str) -> None:
    alexa = talk(fine_source(), AFTERNOON)
    alexa.say("ask talk horse racing who's running at tampa bay downs")
    assert "Race five at Tampa Bay Downs today has ten runners." in alexa.say(number)


@pytest.mark.parametrize("race", ["the next race", "the next one", "the last race", "the last one", "next", "last"])
def test_ux_08_the_race_that_was_asked_for_may_be_the_next_or_the_last(race: str) -> None:
    alexa = talk(fine_source(), AFTERNOON)
    alexa.say("ask talk horse racing who's running at tampa bay downs")
    assert "has ten runners" in alexa.say(race), alexa.last.understood


@pytest.mark.parametrize("day", ["today", "tomorrow", "sunday", "right now", "tonight", "on sunday", "november 22"])
def test_ux_08_the_day_that_was_asked_for_is_taken_however_it_is_said(day: str) -> None:
    alexa = talk(fine_source(), AFTERNOON)
    alexa.say("ask talk horse racing any scratches at tampa bay downs this weekend")
    assert "scratches at Tampa Bay Downs" in alexa.say(day), alexa.last.understood


def unusable() -> list[tuple[str, str, Json]]:
    """Type, kind and form of every value that cannot be used as it is."""
    values = [
        (slot_type, value.kind, dict(value.slot or {}))
        for slot_type in TOPICS
        for value in VALUES[slot_type].values()
        if value.meaning is Meaning.UNUSABLE and value.kind != "two matches"
    ]
    values += [
        (slot_type, kind, {"value": value}) for slot_type, kinds in UNUSABLE.items() for kind, value in kinds.items()
    ]
    for code in ("ER_ERROR_TIMEOUT", "ER_ERROR_EXCEPTION", "ER_SUCCESS_NO_MATCH", "ER_SOMETHING_NEW"):
        resolutions = {"resolutionsPerAuthority": [{"status": {"code": code}}]}
        banana = {"value": "banana", "resolutions": resolutions}
        values += [(slot_type, code, banana) for slot_type in ("TRACK_NAME", "RACE_NUMBER")]
    return values


def is_name_of_race(intent: Intent, slot: Slot, told: Json) -> bool:
    """Tell whether what is no number is a name, in a question that is asked of a race by its name, too."""
    is_word = not re.search(r"\d", str(told.get("value")))
    return slot.type == "RACE_NUMBER" and BY_INTENT[intent.name].extra == RACE_NAME and is_word


@pytest.mark.parametrize(
    ("slot_type", "kind", "told"), unusable(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_ux_09_what_cannot_be_used_is_asked_for_again_and_then_the_question_is_answered(
    slot_type: str, kind: str, told: dict[str, Any]
) -> None:
    desk = shared_desk()
    for intent in ASKING:
        for slot in intent.slots:
            if slot.type == slot_type and not is_name_of_race(intent, slot, told):
                request = desk.request(complete(intent, but=slot.name), desk.remembered(STATES["new session"]))
                asked = desk.send(with_slot(request, slot.name, told), "fine")
                assert_asks_for(asked, slot)
                assert asked.reprompt, kind
                for answer in supplied(desk, asked, slot):
                    assert_answers(answer, intent)


def test_ux_09_a_day_that_is_past_is_answered_for_that_day() -> None:
    desk = shared_desk()
    for intent in ASKING:
        if any(slot.name == "RaceDate" for slot in intent.slots):
            turn = Said(intent.name, (*complete(intent, but="RaceDate").slots, ("RaceDate", "past")))
            answer = desk.answer(turn, desk.remembered(STATES["new session"]), "fine")
            assert_answers(answer, intent)
            # The next stakes race of a day that is past is none, and no other day's is told for it.
            past = "still to come" if intent.name == "NextStakesRaceIntent" else "November 14"
            assert past in answer.speech


@pytest.mark.parametrize("said_number", ["5", "five", "fifth"])
def test_ux_09_a_race_number_is_understood_even_where_resolution_failed(said_number: str) -> None:
    desk = shared_desk()
    request = desk.request(said("RunnersIntent", TrackName="good"), desk.remembered(STATES["new session"]))
    resolutions = {"resolutionsPerAuthority": [{"status": {"code": "ER_ERROR_TIMEOUT"}}]}
    answer = desk.send(with_slot(request, "RaceNumber", {"value": said_number, "resolutions": resolutions}), "fine")
    assert "Race five" in answer.speech


def test_ux_09_nobody_is_told_who_won_a_race_that_is_still_to_come() -> None:
    heard = talk(fine_source(), AFTERNOON).say("ask talk horse racing who won the next race at tampa bay downs")
    assert " won by " not in heard


def test_ux_10_a_name_of_several_tracks_asks_which_and_then_the_question_is_answered() -> None:
    desk = shared_desk()
    both = VALUES["TRACK_NAME"]["two matches"].tracks
    for intent in CUSTOM:
        if any(slot.name == "TrackName" for slot in intent.slots):
            turn = Said(intent.name, (*complete(intent, but="TrackName").slots, ("TrackName", "two matches")))
            asked = desk.answer(turn, desk.remembered(STATES["new session"]), "fine")
            assert asked.is_open
            assert all(track.name in asked.speech for track in both), asked.speech
            assert all(track.name in asked.reprompt for track in both), asked.reprompt
            session = Session(1, new=False, attributes=asked.remembered)
            answer = desk.send(desk.heard(both[0].name, session), "fine")
            assert both[0].name in answer.speech
            assert intent not in ASKING or answer.card
