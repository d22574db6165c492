"""Certification checks of the way through a conversation: launch, help, leaving, misunderstandings, yes and no."""

import itertools
import re

import pytest

from echo.device.envelopes import Session
from horse_racing.racing.errors import TimedOutError
from horse_racing.skill.kinds import BY_INTENT
from tests.support.answers import Answer, broken
from tests.support.conversation import MODEL, talk
from tests.support.fakes import SATURDAY, FakeSource, races
from tests.support.favorites import MemoryFavorites
from tests.support.matrix import GOOD, STATES, Desk, Said, State, said, shared_desk
from tests.support.matrix_data import AFTERNOON, fine_source

LAUNCH = "open talk horse racing"
HELP, STOP, CANCEL = said("AMAZON.HelpIntent"), said("AMAZON.StopIntent"), said("AMAZON.CancelIntent")
YES, NO = said("AMAZON.YesIntent"), said("AMAZON.NoIntent")
FALLBACK = said("AMAZON.FallbackIntent")
ASKING = [intent for intent in MODEL.intents if intent.name in BY_INTENT]


def in_state(desk: Desk, turn: Said, state: State) -> Answer:
    return desk.answer(turn, desk.remembered(state), "fine")


def after(desk: Desk, answer: Answer, turn: Said) -> Answer:
    """The answer to what is said next in the same session."""
    assert answer.is_open, answer.speech
    return desk.answer(turn, Session(1, new=False, attributes=answer.remembered), "fine")


def test_ux_05_the_welcome_says_what_can_be_asked_and_asks_with_the_session_open() -> None:
    desk = shared_desk()
    for state in STATES.values():
        welcome = in_state(desk, said("LaunchRequest"), state)
        assert welcome.is_open
        assert welcome.speech.endswith("?")
        assert welcome.reprompt
        assert all(word in welcome.speech for word in ("races", "runners", "results"))
        assert not welcome.asked, "a welcome that may fail with the data"


@pytest.mark.parametrize("invented", ["Yes", ""])
@pytest.mark.parametrize("races_are_known", [True, False])
def test_ux_06_who_returns_hears_a_different_and_shorter_welcome_with_their_track(
    *, races_are_known: bool, invented: str
) -> None:
    favorites = MemoryFavorites()
    source = FakeSource({("TAM", SATURDAY): races(9) if races_are_known else TimedOutError("slow")})
    first = talk(source, favorites=favorites, invented=invented)
    welcome = first.say("open talk horse racing")
    assert not list(broken(Answer.last_of(first)))
    first.say("my favorite track is Tampa Bay Downs")
    first.say("stop")
    for alexa in (first, talk(source, favorites=favorites, invented=invented)):
        welcome_back = alexa.say("open talk horse racing")
        assert "Tampa Bay Downs" in welcome_back
        assert ("nine races" in welcome_back) is races_are_known
        assert welcome_back.endswith("?")
        assert alexa.is_open
        # What is on today is news, and no part of the welcome.
        without_news = re.sub(r" There are .+ Eastern\.", "", welcome_back)
        assert len(without_news.split()) < len(welcome.split()) * 2 / 3
        assert not list(broken(Answer.last_of(alexa)))


@pytest.mark.parametrize("state", STATES.values(), ids=str)
def test_ux_11_help_explains_the_core_in_any_state_and_asks_with_the_session_open(state: State) -> None:
    desk = shared_desk()
    welcome, explained = in_state(desk, said("LaunchRequest"), state), in_state(desk, HELP, state)
    assert explained.is_open
    assert explained.speech.endswith("?")
    assert explained.reprompt
    assert explained.speech != welcome.speech
    assert "how many races" in explained.speech
    assert "stakes race" in explained.speech
    for known in ("runn|who's in", "scratch", "result|won", "track"):
        assert re.search(known, explained.speech), f"nothing about {known}"


@pytest.mark.parametrize("state", STATES.values(), ids=str)
def test_ux_11_help_leaves_pending_what_was_pending(state: State) -> None:
    desk = shared_desk()
    before = desk.remembered(state)
    explained = in_state(desk, HELP, state)
    for turn in (said("MyTrackIsIntent", TrackName="good"), YES, said("HowManyRacesIntent", RaceDate="day")):
        at_once = desk.answer(turn, before, "fine")
        assert after(desk, explained, turn).card == at_once.card
        assert after(desk, explained, turn).is_open == at_once.is_open


@pytest.mark.parametrize("data", ["fine", "failing"])
def test_ux_13_stop_and_cancel_end_the_session_in_any_state(data: str) -> None:
    desk = shared_desk()
    for state, turn in itertools.product(STATES.values(), (STOP, CANCEL, said("AMAZON.NavigateHomeIntent"))):
        answer = desk.answer(turn, desk.remembered(state), data)
        body = answer.response["response"]
        assert body["shouldEndSession"] is True, (state.name, turn.intent)
        assert "reprompt" not in body
        assert "?" not in answer.speech
        assert not answer.asked
        assert len(answer.speech.split()) <= 10, answer.speech


@pytest.mark.parametrize(
    "utterance", ["stop", "cancel", "never mind", "goodbye", "i'm done", "that's all", "exit", "quit"]
)
@pytest.mark.parametrize("before", ["tampa", "how many races", "how many races next week", "i like banana", "help"])
def test_ux_13_the_words_for_leaving_end_the_session_after_any_question(before: str, utterance: str) -> None:
    alexa = talk(fine_source(), AFTERNOON)
    alexa.say(LAUNCH)
    alexa.say(before)
    assert alexa.is_open
    assert "?" not in alexa.say(utterance)
    assert not alexa.is_open


@pytest.mark.parametrize("reason", ["USER_INITIATED", "EXCEEDED_MAX_REPROMPTS", "ERROR", "SOMETHING_NEW"])
def test_ux_14_the_end_of_a_session_is_taken_without_a_word_whatever_the_reason(reason: str) -> None:
    desk = shared_desk()
    kinds = [
        "INVALID_RESPONSE",
        "DEVICE_COMMUNICATION_ERROR",
        "INTERNAL_SERVICE_ERROR",
        "ENDPOINT_TIMEOUT",
        "NEW_ERROR",
    ]
    errors = [{"type": kind, "message": "what went wrong"} for kind in kinds] if reason == "ERROR" else [None]
    for state, error, data in itertools.product(STATES.values(), errors, ("fine", "failing")):
        answer = desk.send(desk.ended(state, reason, error), data)
        assert answer.response["response"] == {}
        assert not answer.asked


@pytest.mark.parametrize("state", STATES.values(), ids=str)
def test_ux_15_what_is_not_understood_gets_help_then_shorter_help_then_a_goodbye(state: State) -> None:
    desk = shared_desk()
    # What could not be used before counts as well, whatever it was.
    misses = desk.remembered(state).attributes.get("misses", 0)
    answers = [in_state(desk, FALLBACK, state)]
    while answers[-1].is_open and len(answers) < 4:
        answers.append(after(desk, answers[-1], FALLBACK))
    assert len(answers) == 3 - misses
    *asking, last = answers
    for answer in asking:
        assert re.search(r"\b(?:say|ask)\b", answer.speech)
    if not misses:
        assert "races" in asking[0].speech
        assert len(asking[1].speech) < len(asking[0].speech)
    assert {"help", "stop"} <= set(re.findall(r"\w+", asking[-1].speech))
    assert not last.speech.endswith("?")
    assert len(last.speech) < len(asking[0].speech)


def test_ux_15_an_intent_nobody_knows_is_met_like_words_nobody_knows() -> None:
    desk = shared_desk()
    for state in STATES.values():
        assert in_state(desk, said("AMAZON.ScrollDownIntent"), state).speech == in_state(desk, FALLBACK, state).speech


def test_ux_15_what_is_understood_in_between_starts_the_count_again() -> None:
    desk = shared_desk()
    answer = in_state(desk, FALLBACK, STATES["nothing pending, no track"])
    for turn in (FALLBACK, HELP, FALLBACK, FALLBACK):
        answer = after(desk, answer, turn)
    assert answer.is_open


def test_ux_16_no_to_what_would_you_like_to_know_and_a_second_no_are_a_goodbye() -> None:
    desk = shared_desk()
    assert not in_state(desk, NO, STATES["nothing pending, track"]).is_open
    for state in ("new session", "nothing pending, no track", "how many pending, no track", "guess, no track"):
        declined = in_state(desk, NO, STATES[state])
        assert declined.is_open
        assert not after(desk, declined, NO).is_open


@pytest.mark.parametrize(
    ("state", "turn"),
    [
        (state, turn)
        for state in ("new session", "nothing pending, no track", "nothing pending, track")
        for turn in (YES, NO, said("AMAZON.MoreIntent"))
        if turn != NO or state != "nothing pending, track"
    ],
    ids=str,
)
def test_ux_16_a_yes_or_no_to_nothing_gets_guidance(state: str, turn: Said) -> None:
    answer = in_state(shared_desk(), turn, STATES[state])
    assert answer.is_open
    assert not answer.asked
    assert re.search(r"\b(?:say|ask), ", answer.speech + answer.reprompt)


def test_ux_16_yes_to_a_guess_takes_the_track_and_no_asks_for_another() -> None:
    desk = shared_desk()
    for state in (STATES["guess, no track"], STATES["guess, track"]):
        assert "Tampa Bay Downs" in in_state(desk, YES, state).speech
        declined = in_state(desk, NO, state)
        assert declined.is_open
        assert "track" in declined.speech
        assert "Tampa Bay Downs" not in after(desk, declined, said("NextRaceIntent", TrackName="good")).speech


def test_ux_16_yes_to_a_guess_in_a_question_answers_the_question() -> None:
    desk = shared_desk()
    for intent in ASKING:
        if any(slot.name == "TrackName" for slot in intent.slots):
            slots = tuple((slot.name, GOOD[slot.type]) for slot in intent.slots if slot.name != "TrackName")
            guess = in_state(desk, Said(intent.name, (*slots, ("TrackName", "misheard"))), STATES["new session"])
            assert "Tampa Bay Downs" in guess.speech
            assert "Tampa Bay Downs" in after(desk, guess, YES).card


@pytest.mark.parametrize("state", [state for name, state in STATES.items() if "offered" in name], ids=str)
def test_ux_16_yes_to_more_goes_on_and_no_ends(state: State) -> None:
    desk = shared_desk()
    first = in_state(desk, state.before[-1], State("before the offer", state.before[:-1]))
    assert "more" in first.speech
    for turn in (YES, said("AMAZON.MoreIntent")):
        more = in_state(desk, turn, state)
        assert more.card
        assert more.card != first.card
    declined = in_state(desk, NO, state)
    assert not declined.card
    assert not declined.asked


# After a race by its name, the question is what one would like to know.
@pytest.mark.parametrize(
    "state",
    [name for name in STATES if "pending, no track" in name or ("open" in name and "by name" not in name)],
)
def test_ux_16_yes_or_no_to_a_question_for_something_asks_for_it_or_guides(state: str) -> None:
    desk = shared_desk()
    for turn in (YES, NO):
        answer = in_state(desk, turn, STATES[state])
        assert answer.is_open
        assert not answer.asked
