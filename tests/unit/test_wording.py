"""The wording without data: facts in, sentences out. What a whole conversation sounds like is in tests/conversation."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest

from horse_racing.racing import errors
from horse_racing.racing.answers import AllCancelled, ListedOnly, NoRacesListed, RaceCount, TrackAnswer
from horse_racing.racing.answers_about_races import NextRace, NoFeature, SeveralStakes, UnclearRace
from horse_racing.racing.card_answers import Looked, NextStakes, NoStakes, NoSuchName, NotToCome
from horse_racing.racing.cards import Race
from horse_racing.racing.days import RaceDay
from horse_racing.screen.text_card import text_card_of
from horse_racing.speech.en import English
from horse_racing.speech.spoken import Answered, Ask, Asks, Hearing, NotOffered, Shown, Tell, WhichRace, speech
from horse_racing.speech.wording import is_question, wording
from tests.support.fakes import ARAPAHOE, FIRST_POST, MORNING, SATURDAY, TAMPA, races, track

en = English()

SUNDAY = SATURDAY + timedelta(days=1)
FRIDAY = SATURDAY - timedelta(days=1)
THANKSGIVING = date(2026, 11, 26)
TEN_MINUTES_AGO = MORNING - timedelta(minutes=10)
FIRST = races(1)[0]
TODAY, TOMORROW, YESTERDAY = (RaceDay(day, SATURDAY) for day in (SATURDAY, SUNDAY, FRIDAY))
COUNT = RaceCount(TAMPA, TODAY, None, 9, 0, FIRST, has_begun=False, is_over=False)
EARLIER = Race(1, FIRST_POST - timedelta(minutes=90))
LATE_POST = MORNING - timedelta(minutes=4)
LATE = Race(1, LATE_POST, has_finished=False)
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
            replace(COUNT, coming=Race(7, FIRST_POST), has_begun=True, left=2, first=EARLIER),
            (
                "There are nine races at Tampa Bay Downs today, and two are left. The first was at 11:05 AM Eastern. "
                "The next one is race seven, at 12:35 PM Eastern."
            ),
        ),
        (
            replace(COUNT, coming=Race(9, FIRST_POST), has_begun=True, left=1, cancelled=1, first=EARLIER),
            (
                "There are nine races at Tampa Bay Downs today, and one is left. One other is cancelled. "
                "The first was at 11:05 AM Eastern. The next one is race nine, at 12:35 PM Eastern."
            ),
        ),
        (
            replace(COUNT, coming=None, has_begun=True, left=2, first=None),
            "There are nine races at Tampa Bay Downs today, and two are left. The next post time isn't listed.",
        ),
        (
            replace(COUNT, left=9, first=FIRST),
            "There are nine races at Tampa Bay Downs today. The first is at 12:35 PM Eastern.",
        ),
        (
            replace(COUNT, coming=None, has_begun=True, is_over=True, left=0, first=EARLIER),
            "There were nine races at Tampa Bay Downs today. The last post time has passed.",
        ),
        (
            replace(COUNT, coming=LATE, left=9, first=LATE),
            (
                "There are nine races at Tampa Bay Downs today. "
                "The first was due at 8:56 AM Eastern and isn't off yet, as far as I know."
            ),
        ),
        (
            replace(COUNT, coming=LATE, count=1, left=1, first=LATE),
            (
                "There is one race at Tampa Bay Downs today. "
                "It was due at 8:56 AM Eastern and isn't off yet, as far as I know."
            ),
        ),
        (
            replace(COUNT, coming=replace(LATE, number=3), has_begun=True, left=7, first=FIRST),
            (
                "There are nine races at Tampa Bay Downs today, and seven are left. The first was at 12:35 PM Eastern. "
                "The next one, race three, was due at 8:56 AM Eastern and isn't off yet, as far as I know."
            ),
        ),
        (
            replace(COUNT, coming=replace(LATE, number=None), has_begun=True, left=7),
            (
                "There are nine races at Tampa Bay Downs today, and seven are left. "
                "The next one was due at 8:56 AM Eastern and isn't off yet, as far as I know."
            ),
        ),
        (
            NextRace(TAMPA, TODAY, None, LATE, LATE_POST),
            "Race one at Tampa Bay Downs was due at 8:56 AM Eastern and isn't off yet, as far as I know.",
        ),
        (
            NextRace(TAMPA, TODAY, None, replace(LATE, number=None), LATE_POST),
            "The next race at Tampa Bay Downs was due at 8:56 AM Eastern and isn't off yet, as far as I know.",
        ),
        (
            # Where the feed does not say that it is still to come, nothing is claimed.
            NextRace(TAMPA, TODAY, None, replace(LATE, has_finished=None), LATE_POST),
            "The next race at Tampa Bay Downs is race one, at 8:56 AM Eastern. It's post time now.",
        ),
        (
            replace(STAKES, when=TODAY, race=replace(STAKES.race, post_time=LATE_POST, has_finished=False)),
            (
                "The next stakes race at Tampa Bay Downs is the Lantern Bay Stakes, grade three, today. "
                "It's race nine, which was due at 8:56 AM Eastern and isn't off yet, as far as I know."
            ),
        ),
        (
            replace(STAKES, asked=TODAY),
            (
                "I don't see a stakes race still to come at Tampa Bay Downs today. "
                "The next one is the Lantern Bay Stakes, grade three, tomorrow. It's race nine, at 12:35 PM Eastern."
            ),
        ),
        (
            replace(STAKES, when=RaceDay(THANKSGIVING, SATURDAY), asked=TOMORROW, race=Race(9, None, "The Sun S.")),
            (
                "I don't see a stakes race at Tampa Bay Downs tomorrow. "
                "The next one is The Sun Stakes on Thursday, November 26. It's race nine."
            ),
        ),
        (
            NoStakes(TAMPA, TOMORROW, None, looked_through=None),
            (
                "I don't see a stakes race still to come at Tampa Bay Downs from Sunday, November 22 on, "
                "on the entries published so far."
            ),
        ),
        (
            NoStakes(TAMPA, TOMORROW, None, looked_through=THANKSGIVING),
            (
                "There is no stakes race still to come at Tampa Bay Downs from Sunday, November 22 "
                "through Thursday, November 26. I couldn't look any further right now."
            ),
        ),
        (
            NotToCome(TAMPA, YESTERDAY, None),
            "At Tampa Bay Downs, I can only look up stakes races that are still to come.",
        ),
        (
            NoFeature(TAMPA, TODAY, None),
            "I don't see a stakes race at Tampa Bay Downs today. I know races by their numbers.",
        ),
        (
            NoFeature(TAMPA, YESTERDAY, TEN_MINUTES_AGO),
            (
                "As of ten minutes ago, I don't see a stakes race at Tampa Bay Downs yesterday. "
                "I know races by their numbers."
            ),
        ),
        (
            UnclearRace(TAMPA, TODAY, None, "last"),
            "I can't tell which race is the last one at Tampa Bay Downs today. I know races by their numbers.",
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
    card = text_card_of(reply)
    assert card
    assert (card.title, card.text) == ("Tampa Bay Downs", said)


SEVEN, EIGHT = Race(7, FIRST_POST, "Lantern Bay S."), Race(8, FIRST_POST, "The Sun S.")


@pytest.mark.parametrize(
    ("answer", "said", "again"),
    [
        (
            SeveralStakes(TAMPA, TODAY, None, (SEVEN, EIGHT)),
            (
                "There are two stakes races at Tampa Bay Downs today: race seven, the Lantern Bay Stakes, "
                "and race eight, The Sun Stakes."
            ),
            "Race seven or race eight?",
        ),
        (
            SeveralStakes(TAMPA, YESTERDAY, None, (SEVEN, replace(EIGHT, name=""), replace(SEVEN, number=9))),
            (
                "There were three stakes races at Tampa Bay Downs yesterday: race seven, the Lantern Bay Stakes, "
                "race eight, and race nine, the Lantern Bay Stakes."
            ),
            "Race seven, race eight, or race nine?",
        ),
        (
            SeveralStakes(TAMPA, TODAY, TEN_MINUTES_AGO, tuple(Race(n, FIRST_POST) for n in (4, 5, 6, 7, 8, 9))),
            (
                "As of ten minutes ago, there are six stakes races at Tampa Bay Downs today, "
                "among them race four, race five, race six, and race seven."
            ),
            "Which race, by its number?",
        ),
    ],
)
def test_which_of_several_stakes_races_is_meant_is_asked_without_a_card(
    answer: SeveralStakes, said: str, again: str
) -> None:
    reply = en.told(answer, Hearing(MORNING))
    assert isinstance(reply, WhichRace)
    assert reply.speech.plain() == f"{said} Which one would you like?"
    assert reply.reprompt.plain() == again
    assert text_card_of(reply) is None


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            ListedOnly("Pleasanton", TODAY, None),
            "Pleasanton is on the list of tracks today, but I don't know its races.",
        ),
        (
            ListedOnly("PLEASANTON", YESTERDAY, TEN_MINUTES_AGO),
            "As of ten minutes ago, Pleasanton was on the list of tracks yesterday, but I don't know its races.",
        ),
    ],
)
def test_a_track_that_is_listed_and_not_known_is_said_to_be_listed_and_another_is_asked_for(
    answer: ListedOnly, said: str
) -> None:
    reply = en.told_listed_only(answer, Hearing(MORNING))
    assert isinstance(reply, Ask)
    assert reply.speech.plain() == f"{said} I can look up many other tracks. Which track would you like?"
    assert text_card_of(reply) is None


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
    en.question(Asks.RACE, [], [7, 8]),
    en.question(Asks.HORSE, [], horses=["Blue Lantern", "Blue Lanyard"]),
    en.question_which_day(weekend=True),
    en.question_whether("Saratoga"),
]

QUESTIONS = [
    en.told(SeveralStakes(TAMPA, TODAY, None, (SEVEN, EIGHT)), Hearing(MORNING)),
    en.told_listed_only(ListedOnly("Pleasanton", TODAY, None), Hearing(MORNING)),
    en.told(NoSuchName(TODAY, None, "the derby", is_horse=False, looked=Looked(4, 9, TOMORROW)), Hearing(MORNING)),
    en.welcome(FEATURED, first),
    en.welcome(FEATURED, first, FEATURED),
    en.known_tracks(87, FEATURED),
    en.your_track(TAMPA, is_kept=True),
    en.your_track(None, is_kept=False),
    en.your_track_unread(),
    *(en.not_offered(topic) for topic in get_args(NotOffered)),
    en.track_chosen(TAMPA, first),
    en.what_to_ask(TAMPA),
    en.what_to_ask(TAMPA, misses=2),
    en.did_you_mean(TAMPA),
    en.yes_or_no(TAMPA),
    *(
        reply
        for misses in range(3)
        for reply in (
            en.which_horse(misses=misses),
            en.which_horse(horses=["Blue Lantern", "Blue Lanyard"], misses=misses),
            en.which_race(misses=misses),
            en.which_race(named=True, misses=misses),
            en.which_race(named=True, races=[7, 8], misses=misses),
            en.which_race(races=[7, 8], misses=misses),
            en.which_track(FEATURED, has_question=True, misses=misses),
            en.which_track(FEATURED, has_question=True, misses=misses, is_further=True),
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
            en.help_asking(TAMPA, TAMPA, ARAPAHOE, question, is_kept=True),
            en.help_asking(TAMPA, ARAPAHOE, ARAPAHOE, question, is_kept=True),
            en.help_asking(TAMPA, None, ARAPAHOE, question),
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
        en.which_horse(misses=2),
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


def test_a_locale_without_a_language_of_its_own_hears_english() -> None:
    assert type(wording("en-GB")) is type(wording("de-DE")) is type(wording("")) is English


@pytest.mark.parametrize(
    ("text", "is_one"), [("Which day?", True), ("Goodbye.", False), ("", False), ("What? No.", False)]
)
def test_a_question_is_told_by_its_end(text: str, *, is_one: bool) -> None:
    assert is_question(text) is is_one
