"""Certification checks of what the skill says: each is named after its id and looks at answers of the real handler.

Most hold for every answer, so they walk one tour: every request, with good values, bad ones and none, in every state of
the conversation, on any kind of data.
"""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from echo.device.envelopes import Session
from echo.understanding.model import FALLBACK
from tests.support.answers import Answer, asked, internal_words, one_shot_wording, routes, suggestions
from tests.support.conversation import MODEL, skill_on, talk
from tests.support.fakes import SATURDAY, FakeClock, FakeSource, races
from tests.support.matrix import STATES, Desk, said, tour
from tests.support.matrix_data import AFTERNOON, fine_source

MANIFEST = Path(__file__).parents[2] / "skill_package" / "skill.json"
LAUNCH = "open talk horse racing"
ADVERTISING = re.compile(
    r"\b(?:download|subscri\w+|buy|purchase|premium|upgrade|sponsor\w*|presented by|promo\w*|discount|coupon"
    r"|five stars|rate (?:us|this)|ratings?|reviews?|leave a|website|visit|check out|follow us|other skills?|our app"
    r"|app store|free trial|www|https?|bet|bets|wager\w*|deposit)\b",
    re.IGNORECASE,
)


def open_ones() -> list[Answer]:
    return [answer for answer in tour() if answer.is_open]


def asks(answer: Answer) -> bool:
    return answer.speech.endswith("?")


def body(answer: Answer) -> dict[str, Any]:
    held: dict[str, Any] = answer.response["response"]
    return held


def test_ex_04_every_example_phrase_gets_an_answer_in_its_context() -> None:
    locales = json.loads(MANIFEST.read_text("utf-8"))["manifest"]["publishingInformation"]["locales"]
    phrases = [phrase for locale in locales.values() for phrase in locale["examplePhrases"]]
    assert phrases
    welcomes = {talk(fine_source(), AFTERNOON).say(LAUNCH)}
    for phrase in phrases:
        alexa = talk(fine_source(), AFTERNOON)
        answer = alexa.say(phrase)
        assert answer, f"{phrase} does not reach the skill"
        if alexa.last.understood is None:
            assert answer in welcomes, phrase
            continue
        assert alexa.last.understood.intent, phrase
        assert alexa.last.understood.intent.name != FALLBACK, phrase
        assert answer not in welcomes, phrase
        assert "Sorry" not in answer, phrase
        tracks = [match.name for slot in alexa.last.understood.slots for match in slot.matches]
        assert all(name in answer for name in tracks), phrase


@pytest.mark.parametrize("place", ["context", "session", "nowhere"])
def test_sec_01_a_request_for_another_skill_is_refused_without_a_look_at_the_data(place: str) -> None:
    source = fine_source()
    handler = skill_on(source, FakeClock(AFTERNOON), "amzn1.ask.skill.ours")
    desk = Desk()
    session = desk.remembered(STATES["nothing pending, track"])
    for turn in [said("LaunchRequest"), *(said(intent.name) for intent in MODEL.intents)]:
        request = desk.request(turn, session)
        del request["session"]["application"], request["context"]["System"]["application"]
        foreign = {"applicationId": "amzn1.ask.skill.another"}
        if place == "context":
            request["context"]["System"]["application"] = foreign
        elif place == "session":
            request["session"]["application"] = foreign
        response = handler(request, None)["response"]
        assert not {"outputSpeech", "card", "reprompt", "directives"} & set(response), turn
    assert source.asked == []


def test_ux_01_what_ends_with_a_question_keeps_the_session_open_and_has_a_reprompt() -> None:
    asking = [answer for answer in tour() if asks(answer)]
    assert asking
    assert all(body(answer)["shouldEndSession"] is False and answer.reprompt for answer in asking)
    told = [answer.speech for answer in tour() if not answer.is_open and suggestions(answer.speech)]
    assert not told, "these tell what to say next and hang up"


def test_ux_02_what_asks_nothing_says_outright_that_the_session_ends() -> None:
    telling = [answer for answer in tour() if not asks(answer)]
    assert telling
    assert all(body(answer)["shouldEndSession"] is True and "reprompt" not in body(answer) for answer in telling)


def test_ux_03_nobody_in_an_open_session_is_told_to_call_alexa_first() -> None:
    assert not [text for answer in open_ones() for text in answer.texts if one_shot_wording(text)]


def test_ux_04_every_suggested_phrase_is_in_the_model() -> None:
    suggested = {phrase for answer in tour() for text in answer.texts for phrase in suggestions(text)}
    assert len(suggested) > 12
    assert not [phrase for phrase in suggested if not routes(phrase)]


def test_ux_04_every_suggested_phrase_helps_when_it_is_said_right_then() -> None:
    desk = Desk()
    followed = {
        (phrase, before.speech): before
        for before in open_ones()
        for text in (before.speech, before.reprompt)
        for phrase in suggestions(text)
    }
    assert len(followed) > 40
    for (phrase, _), before in followed.items():
        session = Session(1, new=False, attributes=before.remembered)
        answer = desk.send(desk.heard(phrase, session), "fine")
        assert answer.speech != before.speech, f"{phrase} gets the same again"
        assert not answer.speech.startswith(("Sorry", "I don't know")), f"{phrase} after: {before.speech}"


def test_ux_21_every_reprompt_differs_from_its_prompt_and_is_shorter() -> None:
    for answer in open_ones():
        assert answer.reprompt != answer.speech
        assert len(answer.reprompt.split()) < len(answer.speech.split()), answer.speech
        assert len(answer.reprompt) < len(answer.speech), answer.speech


def test_ux_23_no_word_of_the_machinery_is_heard_or_shown() -> None:
    found = {text: words for answer in tour() for text in answer.texts if (words := internal_words(text))}
    assert not found


def test_ux_25_every_card_is_plain_text_with_a_title_and_says_what_was_said() -> None:
    cards = [answer for answer in tour() if "card" in body(answer)]
    assert len({answer.card for answer in cards}) > 30
    for answer in cards:
        assert body(answer)["card"]["type"] == "Simple", "a card with an image needs a check of its own"
        assert answer.title, answer.speech
        assert answer.card, answer.speech
        assert not re.search(r"[<>{}]|&\w+;|\bspeak\b", answer.title + answer.card), answer.card
        assert " ".join(answer.card.split()) in answer.speech


def test_ux_25_every_answer_with_facts_has_a_card() -> None:
    # For a name that nobody knows, the listing or the cards are looked at, and there is nothing to tell.
    unknown = re.compile(
        r"I don't know|I'm not sure I heard|I still didn't get that|Welcome|Which track|not by name"
        r"|I don't see a \w+ called"
    )
    told = [answer for answer in tour() if answer.asked and not answer.failed and not unknown.search(answer.speech)]
    assert len(told) > 100
    assert not [answer.speech for answer in told if not answer.card]


def test_pol_04_nothing_is_advertised_and_nobody_is_asked_for_a_rating() -> None:
    # Who asks for a bet is told that there are none.
    texts = (text.replace("I don't give tips or take bets", "") for answer in tour() for text in answer.texts)
    assert not [text for text in texts if ADVERTISING.search(text)]


def test_pol_04_what_the_data_advertises_is_left_out() -> None:
    (race,) = races(1)
    sponsored = replace(race, name="Lantern Bay S. presented by Example Feeds", is_stakes=True)
    source = FakeSource({("TAM", SATURDAY): [sponsored], ("P6", SATURDAY): []}, names={"P6": "Pick 6 Jackpot Wager"})
    stakes = asked("when is the next stakes race", source).last.speech
    assert "Lantern Bay Stakes" in stakes
    tracks = asked("which tracks are racing", source).last.speech
    assert "Tampa Bay Downs" in tracks
    assert "Pick 6" not in tracks
    assert not ADVERTISING.search(stakes + tracks)
