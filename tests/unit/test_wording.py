"""The wording without data: facts in, sentences out. What a whole conversation sounds like is in tests/conversation."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from horse_racing.racing import errors
from horse_racing.racing.answers import AllCancelled, NextStakes, NoRacesListed, NoStakes, RaceCount, TrackAnswer
from horse_racing.racing.cards import Race
from horse_racing.racing.days import RaceDay
from horse_racing.screen.cards import card_of
from horse_racing.speech import en
from horse_racing.speech.spoken import Answered, Ask, Asks, Hearing, Shown, Tell, speech
from tests.support.fakes import ARAPAHOE, FIRST_POST, MORNING, SATURDAY, TAMPA, races, track

SUNDAY = SATURDAY + timedelta(days=1)
FRIDAY = SATURDAY - timedelta(days=1)
THANKSGIVING = date(2026, 11, 26)
TEN_MINUTES_AGO = MORNING - timedelta(minutes=10)
FIRST = races(1)[0]
TODAY, TOMORROW, YESTERDAY = (RaceDay(day, SATURDAY) for day in (SATURDAY, SUNDAY, FRIDAY))
COUNT = RaceCount(TAMPA, TODAY, None, 9, 0, FIRST, has_begun=False, is_over=False)
STAKES = NextStakes(TAMPA, TOMORROW, None, Race(9, FIRST_POST, "Lantern Bay S.", is_stakes=True, grade=3))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (COUNT, "There are nine races at Tampa Bay Downs today. The first is at 12:35 PM Eastern."),
        (
            replace(COUNT, coming=Race(4, FIRST_POST), has_begun=True),
            "There are nine races at Tampa Bay Downs today. The next one is race four, at 12:35 PM Eastern.",
        ),
        (
            replace(COUNT, coming=Race(None, FIRST_POST), has_begun=True),
            "There are nine races at Tampa Bay Downs today. The next one is at 12:35 PM Eastern.",
        ),
        (
            replace(COUNT, coming=None, has_begun=True, is_over=True),
            "There were nine races at Tampa Bay Downs today. The last post time has passed.",
        ),
        (
            replace(COUNT, count=1),
            "There is one race at Tampa Bay Downs today. Its post time is 12:35 PM Eastern.",
        ),
        (
            replace(COUNT, cancelled=1),
            "There are nine races at Tampa Bay Downs today. One other is cancelled. The first is at 12:35 PM Eastern.",
        ),
        (
            replace(COUNT, cancelled=2),
            (
                "There are nine races at Tampa Bay Downs today. Two others are cancelled. "
                "The first is at 12:35 PM Eastern."
            ),
        ),
        (
            replace(COUNT, coming=None),
            "There are nine races at Tampa Bay Downs today. The post times aren't listed.",
        ),
        (
            replace(COUNT, coming=None, has_begun=True),
            "There are nine races at Tampa Bay Downs today. The next post time isn't listed.",
        ),
        (
            replace(COUNT, when=TOMORROW),
            "There are nine races at Tampa Bay Downs tomorrow. The first is at 12:35 PM Eastern.",
        ),
        (
            replace(COUNT, when=YESTERDAY, coming=None, has_begun=True, is_over=True),
            "There were nine races at Tampa Bay Downs yesterday.",
        ),
        (
            replace(COUNT, when=YESTERDAY, cancelled=1),
            "There were nine races at Tampa Bay Downs yesterday. One other was cancelled.",
        ),
        (
            replace(COUNT, when=YESTERDAY, cancelled=2),
            "There were nine races at Tampa Bay Downs yesterday. Two others were cancelled.",
        ),
        (AllCancelled(TAMPA, TODAY, None, 9), "All nine races at Tampa Bay Downs today are cancelled."),
        (AllCancelled(TAMPA, YESTERDAY, None, 9), "All nine races at Tampa Bay Downs yesterday were cancelled."),
        (AllCancelled(TAMPA, TODAY, None, 1), "The only race at Tampa Bay Downs today is cancelled."),
        (AllCancelled(TAMPA, YESTERDAY, None, 1), "The only race at Tampa Bay Downs yesterday was cancelled."),
        (
            NoRacesListed(TAMPA, TODAY, None, is_listed=False, next_day=THANKSGIVING),
            "No races are listed at Tampa Bay Downs today. The next race day listed there is Thursday, November 26.",
        ),
        (
            NoRacesListed(TAMPA, TODAY, None, is_listed=True, next_day=SUNDAY),
            "No races are listed at Tampa Bay Downs today. The next race day listed there is tomorrow.",
        ),
        (
            NoRacesListed(TAMPA, RaceDay(THANKSGIVING, SATURDAY), None, is_listed=True, next_day=None),
            "Tampa Bay Downs is due to race on Thursday, November 26, but its races aren't listed yet.",
        ),
        (
            NoRacesListed(TAMPA, YESTERDAY, None, is_listed=True, next_day=None),
            "No races were listed at Tampa Bay Downs yesterday.",
        ),
        (
            STAKES,
            (
                "The next stakes race at Tampa Bay Downs is the Lantern Bay Stakes, grade three, tomorrow. "
                "It's race nine, at 12:35 PM Eastern."
            ),
        ),
        (
            replace(STAKES, race=Race(9, None, "The Copper Ridge H.")),
            "The next stakes race at Tampa Bay Downs is The Copper Ridge Handicap tomorrow. It's race nine.",
        ),
        (
            replace(STAKES, race=Race(None, FIRST_POST, "Lantern Bay S.")),
            (
                "The next stakes race at Tampa Bay Downs is the Lantern Bay Stakes tomorrow. "
                "Its post time is 12:35 PM Eastern."
            ),
        ),
        (replace(STAKES, race=Race(None, None)), "The next stakes race at Tampa Bay Downs is tomorrow."),
        (
            NoStakes(TAMPA, TODAY, None, looked_through=None),
            "I don't see a stakes race still to come at Tampa Bay Downs on the entries published so far.",
        ),
        (
            NoStakes(TAMPA, TODAY, None, looked_through=SUNDAY),
            (
                "There is no stakes race still to come at Tampa Bay Downs through Sunday, November 22. "
                "I couldn't look any further right now."
            ),
        ),
        (
            replace(COUNT, as_of=TEN_MINUTES_AGO, coming=None, has_begun=True, is_over=True),
            "As of ten minutes ago, there are nine races at Tampa Bay Downs today.",
        ),
        (
            NoRacesListed(TAMPA, RaceDay(THANKSGIVING, SATURDAY), TEN_MINUTES_AGO, is_listed=True, next_day=None),
            (
                "As of ten minutes ago, Tampa Bay Downs is due to race on Thursday, November 26, "
                "but its races aren't listed yet."
            ),
        ),
    ],
)
def test_an_answer_is_told_with_a_goodbye_and_shown_without(answer: TrackAnswer, said: str) -> None:
    reply = en.told(answer, Hearing(MORNING))
    assert isinstance(reply, Tell)
    assert reply.speech.plain() == f"{said} Goodbye."
    card = card_of(reply)
    assert card
    assert (card.title, card.text) == ("Tampa Bay Downs", said)


def leaves(error: type[errors.RaceDataError]) -> list[type[errors.RaceDataError]]:
    return [leaf for child in error.__subclasses__() for leaf in leaves(child)] or [error]


@pytest.mark.parametrize("leaf", leaves(errors.RaceDataError))
def test_every_kind_of_data_trouble_has_a_sentence_of_its_own_without_a_number(
    leaf: type[errors.RaceDataError],
) -> None:
    said = en.data_trouble(leaf("text for the log")).speech.plain()
    others = {en.data_trouble(other("")).speech.plain() for other in leaves(errors.RaceDataError) if other is not leaf}
    assert said not in others
    assert "text for the log" not in said
    assert not any(word in said.lower().split() for word in ("zero", "no", "none", "races"))
    assert not any(character.isdigit() for character in said)


def test_every_leaf_of_the_tree_is_drawn_in_its_module() -> None:
    assert errors.__doc__
    assert all(leaf.__name__ in errors.__doc__ for leaf in leaves(errors.RaceDataError))


def first(kind: str, variants: Sequence[str]) -> str:
    assert kind
    return variants[0]


FEATURED = (TAMPA, ARAPAHOE, track("SAR"))
# What a prompt may have asked, alone.
ASKED = [
    *(en.question(asks, [TAMPA]) for asks in Asks if asks is not Asks.WHICH_OF),
    en.question(Asks.WHICH_OF, [TAMPA, ARAPAHOE]),
    en.question(Asks.DAY, [], weekend=True),
]

QUESTIONS = [
    en.welcome(FEATURED, first),
    en.track_chosen(TAMPA, first),
    en.what_to_ask(TAMPA),
    en.what_to_ask(TAMPA, misses=2),
    en.did_you_mean(TAMPA),
    en.yes_or_no(TAMPA),
    *(
        reply
        for misses in range(3)
        for reply in (
            en.which_race(misses=misses),
            en.which_race(named=True, misses=misses),
            en.which_track(FEATURED, has_question=True, misses=misses),
            en.which_track(FEATURED, has_question=False, misses=misses),
            en.which_track(FEATURED, has_question=False, misses=misses, is_first=False),
            en.unknown_track("banana", FEATURED, misses),
            en.which_of(FEATURED, misses=misses),
            en.which_of(FEATURED, is_shared=False, misses=misses),
            en.which_day(misses=misses),
            en.which_day(weekend=True, misses=misses),
        )
    ),
    *(
        reply
        for question in ASKED
        for reply in (
            en.help_choosing(FEATURED, question),
            en.help_asking(TAMPA, ARAPAHOE, question, is_kept=True),
            en.not_understood(1, question, FEATURED, first),
            en.not_understood(2, question, FEATURED, first, is_first=False),
            en.again(question, 1),
            en.again(question, 2),
        )
    ),
    en.offering(Answered(speech("One.", "Goodbye."), Shown("One", speech("One."))), "Saratoga"),
]


@pytest.mark.parametrize("reply", QUESTIONS)
def test_a_question_ends_with_one_and_its_reprompt_is_shorter_and_different(reply: Ask) -> None:
    said, again = reply.speech.plain(), reply.reprompt.plain()
    assert said.endswith("?")
    assert again.endswith("?")
    assert len(again) < len(said)
    assert len(said.split()) <= 60


@pytest.mark.parametrize("question", ASKED)
def test_what_a_prompt_asked_is_asked_again_behind_whatever_else_is_said(question: Ask) -> None:
    for reply in (en.help_choosing(FEATURED, question), en.again(question, 1)):
        assert isinstance(reply, Ask)
        assert reply.speech.sentences[-1:] == question.speech.sentences[-1:]
        assert reply.asks is question.asks


@pytest.mark.parametrize(
    "reply",
    [
        en.which_race(misses=2),
        en.which_race(named=True, misses=2),
        en.which_track(FEATURED, has_question=True, misses=2),
        en.unknown_track("banana", FEATURED, 2),
        en.which_of(FEATURED, misses=2),
        en.which_day(misses=2),
        en.not_understood(2, ASKED[0], FEATURED, first),
        *(en.again(question, 2) for question in ASKED),
    ],
)
def test_the_second_miss_in_a_row_names_the_ways_out(reply: Ask) -> None:
    assert {"help", "stop"} <= set(re.findall(r"\w+", reply.speech.plain()))


def test_the_third_miss_in_a_row_ends_with_a_goodbye() -> None:
    assert isinstance(en.given_up(), Tell)


@pytest.mark.parametrize("text", ["<audio src='x'/>", "R & B", "</speak>", "bell\x07", "half \ud83d emoji", "\ufffe"])
def test_no_text_can_break_the_markup(text: str) -> None:
    said = en.unknown_track(text, FEATURED).speech
    root = ET.fromstring(said.ssml())  # noqa: S314 - our own output, and that it parses is the point
    assert (root.tag, len(root)) == ("speak", 0)
    assert root.text == said.plain()


def test_empty_sentences_leave_no_gap() -> None:
    assert speech("One.", "", "Two.").plain() == "One. Two."
