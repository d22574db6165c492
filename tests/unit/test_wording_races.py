"""The wording of answers about single races, and of lists that come a page at a time."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from horse_racing.racing.answers import NoRacesListed, TrackAnswer
from horse_racing.racing.answers_about_races import (
    EarlierResult,
    NextRace,
    NoResult,
    NoSuchRace,
    NothingNext,
    Result,
    Runners,
    Scratches,
)
from horse_racing.racing.cards import Entry, Race, Runner
from horse_racing.racing.days import RaceDay
from horse_racing.racing.results import Finisher, RaceResult
from horse_racing.screen.text_card import text_card_of
from horse_racing.speech.en import English
from horse_racing.speech.en.words import program_number, series, time_to_go
from horse_racing.speech.spoken import Answered, AskMore, Hearing
from tests.support.fakes import FIRST_POST, MORNING, SATURDAY, TAMPA

en = English()

TODAY = RaceDay(SATURDAY, SATURDAY)
YESTERDAY = RaceDay(SATURDAY - timedelta(days=1), SATURDAY)
TEN_MINUTES_AGO = MORNING - timedelta(minutes=10)


def runner(horse: str, number: str = "", jockey: str = "", code: str = "N") -> Runner:
    return Runner(horse, number, jockey, Entry(code) if code != "X" else Entry.UNKNOWN)


def race(*runners: Runner, number: int | None = 5, is_cancelled: bool = False) -> Race:
    return Race(number, FIRST_POST, is_cancelled=is_cancelled, runners=runners)


LATE = MORNING - timedelta(minutes=4)
TWO = race(runner("Blue Lantern", "1", "Jane Doe"), runner("Quiet Harbor", "1A"), runner("Gone", "2", code="Y"))
WON = RaceResult(
    3,
    (Finisher(1, "First Horse", "1", "Jane Doe", Decimal(9)), Finisher(2, "Second Horse"), Finisher(3, "Third Horse")),
)
DEAD_HEAT = RaceResult(2, (Finisher(1, "Alpha"), Finisher(1, "Beta"), Finisher(3, "Gamma")))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            NextRace(TAMPA, TODAY, None, Race(4, FIRST_POST), MORNING + timedelta(minutes=12)),
            "The next race at Tampa Bay Downs is race four, at 9:12 AM Eastern. It's in twelve minutes.",
        ),
        (
            NextRace(TAMPA, TODAY, None, Race(None, FIRST_POST), MORNING - timedelta(seconds=90)),
            "The next race at Tampa Bay Downs is at 8:58 AM Eastern. It's post time now.",
        ),
        (
            NothingNext(TAMPA, TODAY, None, is_over=True),
            "The last post time at Tampa Bay Downs today has passed.",
        ),
        (
            NothingNext(TAMPA, TODAY, None, is_over=True, next_day=SATURDAY + timedelta(days=1)),
            "The last post time at Tampa Bay Downs today has passed. The next race day listed there is tomorrow.",
        ),
        (
            NothingNext(TAMPA, TODAY, None, is_over=False),
            "There are more races at Tampa Bay Downs today, but the next post time isn't listed.",
        ),
        (
            Runners(TAMPA, TODAY, None, TWO),
            (
                "Race five at Tampa Bay Downs today has two runners. Number one, Blue Lantern, Jane Doe riding. "
                "Number one A, Quiet Harbor."
            ),
        ),
        (
            replace(Runners(TAMPA, TODAY, None, TWO), is_next=True),
            (
                "The next race at Tampa Bay Downs is race five, at 12:35 PM Eastern. It has two runners. "
                "Number one, Blue Lantern, Jane Doe riding. Number one A, Quiet Harbor."
            ),
        ),
        (
            Runners(TAMPA, YESTERDAY, None, race(runner("Solo"), runner("Maybe", code="A"))),
            "Race five at Tampa Bay Downs yesterday had one runner. Solo. One more was also eligible.",
        ),
        (
            Runners(TAMPA, TODAY, TEN_MINUTES_AGO, race(runner("Solo"), *[runner("Maybe", code="A")] * 2)),
            (
                "As of ten minutes ago, race five at Tampa Bay Downs today has one runner. Solo. "
                "Two more are also eligible."
            ),
        ),
        (
            Runners(TAMPA, TODAY, None, race(runner("Who Knows", code=""))),
            "The field of race five at Tampa Bay Downs today isn't certain yet.",
        ),
        (
            Runners(TAMPA, TODAY, None, race(number=None)),
            "The field of the race at Tampa Bay Downs today isn't certain yet.",
        ),
        (
            Runners(TAMPA, TODAY, None, race(runner("Solo"), is_cancelled=True)),
            "Race five at Tampa Bay Downs today is cancelled.",
        ),
        (
            Scratches(TAMPA, TODAY, None, (TWO,), is_one_race=True),
            "One scratch in race five at Tampa Bay Downs today: Gone.",
        ),
        (
            Scratches(TAMPA, TODAY, None, (race(runner("A"), number=2),), is_one_race=True),
            "No scratches are listed in race two at Tampa Bay Downs today.",
        ),
        (
            Scratches(TAMPA, YESTERDAY, None, (race(runner("A")),), is_one_race=False),
            "No scratches were listed at Tampa Bay Downs yesterday.",
        ),
        (
            Scratches(TAMPA, TODAY, None, (race(number=2),), is_one_race=True),
            "The scratches in race two at Tampa Bay Downs today aren't certain.",
        ),
        (
            Scratches(TAMPA, TODAY, None, (TWO, race(runner("A", code="X"), number=6)), is_one_race=False),
            "There is at least one scratch at Tampa Bay Downs today. In race five, Gone.",
        ),
        (
            Scratches(TAMPA, YESTERDAY, None, (TWO, race(runner("A"), number=6)), is_one_race=False),
            "There was one scratch at Tampa Bay Downs yesterday. In race five, Gone.",
        ),
        (
            Scratches(TAMPA, TODAY, None, (race(runner("", code="Y"), runner("A"), number=6),), is_one_race=True),
            "One scratch in race six at Tampa Bay Downs today.",
        ),
        (
            Runners(TAMPA, YESTERDAY, None, race(number=5, is_cancelled=True)),
            "Race five at Tampa Bay Downs yesterday was cancelled.",
        ),
        (
            Runners(TAMPA, RaceDay(SATURDAY + timedelta(days=1), SATURDAY), None, race(runner("A")), is_next=True),
            "Race five at Tampa Bay Downs tomorrow has one runner. A.",
        ),
        (
            NoSuchRace(TAMPA, YESTERDAY, None, 12, 9),
            "There was no race twelve at Tampa Bay Downs yesterday. The last one was race nine.",
        ),
        (
            NoResult(TAMPA, RaceDay(SATURDAY + timedelta(days=1), SATURDAY), None, None, is_cancelled=False),
            "It's too early for results at Tampa Bay Downs tomorrow.",
        ),
        (
            Scratches(
                TAMPA,
                TODAY,
                None,
                (race(*[runner(name, code="Y") for name in "ABCDEF"], number=1), TWO),
                is_one_race=False,
            ),
            (
                "There are seven scratches at Tampa Bay Downs today. In race one, A, B, and four more. "
                "In race five, Gone."
            ),
        ),
        (
            NoSuchRace(TAMPA, TODAY, None, 12, 9),
            "There is no race twelve at Tampa Bay Downs today. The last one is race nine.",
        ),
        (NoSuchRace(TAMPA, TODAY, None, 12, None), "There is no race twelve at Tampa Bay Downs today."),
        (
            Result(TAMPA, TODAY, None, WON),
            (
                "Race three at Tampa Bay Downs today was won by First Horse, Jane Doe riding. "
                "Second Horse was second and Third Horse was third."
            ),
        ),
        (
            Result(TAMPA, TODAY, None, WON, name="Lantern Cove S. (G1)"),
            (
                "Race three, the Lantern Cove Stakes, at Tampa Bay Downs today was won by First Horse, "
                "Jane Doe riding. Second Horse was second and Third Horse was third."
            ),
        ),
        (
            NoResult(TAMPA, TODAY, None, 3, is_cancelled=False, name="Lantern Cove S. (G1)"),
            "The result of race three, the Lantern Cove Stakes, at Tampa Bay Downs today isn't posted yet.",
        ),
        (
            Result(TAMPA, TODAY, None, DEAD_HEAT),
            "Race two at Tampa Bay Downs today was a dead heat between Alpha and Beta. Gamma was third.",
        ),
        (
            Result(TAMPA, TODAY, None, RaceResult(1, (Finisher(1, "Only One"),))),
            "Race one at Tampa Bay Downs today was won by Only One.",
        ),
        (
            NoResult(TAMPA, TODAY, None, None, is_cancelled=False, is_next=True),
            "The result of the next race at Tampa Bay Downs today isn't posted yet.",
        ),
        (
            Result(TAMPA, TODAY, None, RaceResult(2, (*WON.finishers[:2], Finisher(2, "Gamma")))),
            (
                "Race two at Tampa Bay Downs today was won by First Horse, Jane Doe riding. "
                "Second Horse and Gamma dead-heated for second."
            ),
        ),
        (
            Result(TAMPA, TODAY, None, RaceResult(2, (*WON.finishers, Finisher(3, "Gamma")))),
            (
                "Race two at Tampa Bay Downs today was won by First Horse, Jane Doe riding. "
                "Second Horse was second, and Third Horse and Gamma dead-heated for third."
            ),
        ),
        (
            Result(TAMPA, TODAY, None, RaceResult(2, (*DEAD_HEAT.finishers, Finisher(3, "DELTA (GB)")))),
            (
                "Race two at Tampa Bay Downs today was a dead heat between Alpha and Beta. "
                "Gamma and Delta dead-heated for third."
            ),
        ),
        (
            Result(
                TAMPA,
                TODAY,
                None,
                RaceResult(1, (Finisher(1, "MOTORIOUS (GB)", jockey="JANE DOE"),)),
                RaceResult(1, (Finisher(1, "Bellezza (IRE)"), Finisher(2, "Beta")), is_evening=True),
            ),
            (
                "By day, race one at Tampa Bay Downs today was won by Motorious, Jane Doe riding. "
                "In the evening, race one was won by Bellezza. Beta was second."
            ),
        ),
        (
            EarlierResult(TAMPA, YESTERDAY, None, WON, NoResult(TAMPA, TODAY, None, None, is_cancelled=False)),
            (
                "No results are posted yet at Tampa Bay Downs today. The last race with a result was race three "
                "yesterday, won by First Horse, Jane Doe riding. Second Horse was second and Third Horse was third."
            ),
        ),
        (
            EarlierResult(
                TAMPA,
                YESTERDAY,
                TEN_MINUTES_AGO,
                DEAD_HEAT,
                NoRacesListed(TAMPA, TODAY, None, is_listed=False, next_day=None),
            ),
            (
                "As of ten minutes ago, no races are listed at Tampa Bay Downs today. The last race with a result was "
                "race two yesterday, a dead heat between Alpha and Beta. Gamma was third."
            ),
        ),
        (
            Runners(TAMPA, TODAY, None, replace(TWO, has_finished=True)),
            (
                "Race five at Tampa Bay Downs today had two runners. Number one, Blue Lantern, Jane Doe riding. "
                "Number one A, Quiet Harbor."
            ),
        ),
        (
            Runners(TAMPA, TODAY, None, replace(TWO, post_time=MORNING - timedelta(minutes=2)), is_last=True),
            (
                "Race five at Tampa Bay Downs today had two runners. Number one, Blue Lantern, Jane Doe riding. "
                "Number one A, Quiet Harbor."
            ),
        ),
        (
            # Post times move, so older data does not know that it is over.
            Runners(TAMPA, TODAY, TEN_MINUTES_AGO, replace(TWO, post_time=MORNING - timedelta(minutes=2))),
            (
                "As of ten minutes ago, race five at Tampa Bay Downs today has two runners. "
                "Number one, Blue Lantern, Jane Doe riding. Number one A, Quiet Harbor."
            ),
        ),
        (
            Runners(TAMPA, TODAY, None, replace(TWO, post_time=LATE, has_finished=False), is_next=True),
            (
                "Race five at Tampa Bay Downs was due at 8:56 AM Eastern and isn't off yet, as far as I know. "
                "It has two runners. Number one, Blue Lantern, Jane Doe riding. Number one A, Quiet Harbor."
            ),
        ),
        (
            Runners(TAMPA, TODAY, None, replace(TWO, number=None), is_next=True),
            (
                "The next race at Tampa Bay Downs is at 12:35 PM Eastern. It has two runners. "
                "Number one, Blue Lantern, Jane Doe riding. Number one A, Quiet Harbor."
            ),
        ),
        (
            Runners(TAMPA, TODAY, None, race(runner("BELLEZZA (IRE)"), number=None), is_last=True),
            "The last race at Tampa Bay Downs today has one runner. Bellezza.",
        ),
        (
            Runners(TAMPA, TODAY, None, replace(race(runner("A"), number=None), name="Sun S.", is_stakes=True)),
            "The Sun Stakes at Tampa Bay Downs today has one runner. A.",
        ),
        (
            Runners(TAMPA, TODAY, None, replace(race(runner("A"), number=None), is_stakes=True)),
            "The stakes race at Tampa Bay Downs today has one runner. A.",
        ),
        (
            Scratches(TAMPA, TODAY, None, (race(runner("A"), number=None),), is_one_race=True, is_next=True),
            "No scratches are listed in the next race at Tampa Bay Downs today.",
        ),
        (
            Scratches(
                TAMPA, TODAY, None, (race(runner("Gone (GB)", code="Y"), number=None),), is_one_race=True, is_last=True
            ),
            "One scratch in the last race at Tampa Bay Downs today: Gone.",
        ),
        (
            Scratches(TAMPA, TODAY, None, (replace(TWO, number=None, has_finished=True),), is_one_race=False),
            "There was one scratch at Tampa Bay Downs today. In one race, Gone.",
        ),
        (
            Scratches(TAMPA, TODAY, None, (replace(race(runner("A")), has_finished=True),), is_one_race=True),
            "No scratches were listed in race five at Tampa Bay Downs today.",
        ),
        (
            NoResult(TAMPA, TODAY, None, 3, is_cancelled=False),
            "The result of race three at Tampa Bay Downs today isn't posted yet.",
        ),
        (
            NoResult(TAMPA, RaceDay(SATURDAY + timedelta(days=1), SATURDAY), None, 3, is_cancelled=False),
            "It's too early for the result of race three at Tampa Bay Downs tomorrow.",
        ),
        (NoResult(TAMPA, TODAY, None, 3, is_cancelled=True), "Race three at Tampa Bay Downs today was cancelled."),
        (
            NoResult(TAMPA, TODAY, None, None, is_cancelled=False),
            "No results are posted yet at Tampa Bay Downs today.",
        ),
    ],
)
def test_an_answer_about_a_race_is_told_with_a_goodbye_and_shown_without(answer: TrackAnswer, said: str) -> None:
    reply = en.told(answer, Hearing(MORNING))
    assert isinstance(reply, Answered)
    assert reply.speech.plain() == f"{said} Goodbye."
    assert reply.shown.facts.plain() == said


def test_a_long_field_comes_four_at_a_time_with_the_question_whether_to_go_on() -> None:
    answer = Runners(TAMPA, TODAY, None, race(*(runner(f"Horse {letter}", code="N") for letter in "ABCDEFGHI")))
    first, second, third = (en.told(answer, Hearing(MORNING), start) for start in (0, 4, 8))
    assert isinstance(first, AskMore)
    assert first.speech.plain() == (
        "Race five at Tampa Bay Downs today has nine runners. Horse A. Horse B. Horse C. Horse D. Want to hear more?"
    )
    assert first.start == 4
    assert isinstance(second, AskMore)
    assert second.speech.plain() == "Horse E. Horse F. Horse G. Horse H. Want to hear more?"
    assert isinstance(third, Answered)
    assert third.speech.plain() == "Horse I. Goodbye."
    card = text_card_of(first)
    assert card
    assert card.text.endswith("Horse D.")


def test_a_later_part_of_a_list_with_an_age_tells_it_too() -> None:
    answer = Runners(TAMPA, TODAY, TEN_MINUTES_AGO, race(*(runner(f"Horse {letter}") for letter in "ABCDE")))
    assert (
        en.told(answer, Hearing(MORNING), start=4).speech.plain() == "This is as of ten minutes ago. Horse E. Goodbye."
    )


def test_a_list_that_has_grown_shorter_meanwhile_is_at_its_end() -> None:
    reply = en.told(Runners(TAMPA, TODAY, None, TWO), Hearing(MORNING), start=4)
    assert reply.speech.plain() == "That was all. Goodbye."


@pytest.mark.parametrize(
    ("number", "words"),
    [("1", "one"), ("1A", "one A"), ("12b", "twelve B"), ("", ""), ("-1", ""), ("A", ""), ("123", "")],
)
def test_program_numbers_are_said_as_people_say_them(number: str, words: str) -> None:
    assert program_number(number) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-120, "It's post time now."),
        (0, "It's post time now."),
        (1, "It's in one minute."),
        (61, "It's in two minutes."),
        (3600, "It's in one hour."),
        (3660, "It's in one hour and one minute."),
        (7800, "It's in two hours and ten minutes."),
    ],
)
def test_the_time_to_go_is_in_minutes_and_hours_rounded_up(seconds: int, words: str) -> None:
    assert time_to_go(MORNING + timedelta(seconds=seconds), MORNING) == words


@pytest.mark.parametrize(
    ("names", "more", "words"),
    [
        (["A"], 0, "A"),
        (["A", "B"], 0, "A and B"),
        (["A", "B", "C"], 0, "A, B, and C"),
        (["A", "B"], 3, "A, B, and three more"),
    ],
)
def test_a_series_reads_as_a_list(names: list[str], more: int, words: str) -> None:
    assert series(names, more) == words
