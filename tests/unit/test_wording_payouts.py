"""The wording of what a race paid."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from horse_racing.racing.answers_about_races import Payouts
from horse_racing.racing.days import RaceDay
from horse_racing.racing.results import Finisher, Payoff, RaceResult
from horse_racing.speech.en import English
from horse_racing.speech.spoken import Answered, Hearing
from tests.support.fakes import MORNING, SATURDAY, TAMPA

en = English()

TODAY = RaceDay(SATURDAY, SATURDAY)
YESTERDAY = RaceDay(SATURDAY - timedelta(days=1), SATURDAY)
TEN_MINUTES_AGO = MORNING - timedelta(minutes=10)
EXACTA = Payoff("exacta", "1-4", Decimal("2.40"), Decimal(1))
POOLS = (
    EXACTA,
    Payoff("trifecta", "1-4-2A", Decimal(12), Decimal("0.5")),
    Payoff("superfecta", "1-4-2-5", Decimal("1120.50"), Decimal("0.1")),
    Payoff("pick_3", "1/3-4-2", Decimal("30.20")),
    Payoff("daily_double", "1-ALL", Decimal("30.20"), Decimal(2)),
    Payoff("quinella", "1-4", Decimal("30.20"), Decimal("2.5")),
    Payoff("super high five", "1-4-2-5-3", Decimal(500), Decimal("0.01")),
)
FINISHERS = (
    Finisher(1, "FIRST HORSE (IRE)", "1", "Jane Doe", Decimal("10.70"), Decimal("4.94"), Decimal("3.2")),
    Finisher(2, "Second Horse", "4", place=Decimal(4), show=None),
    Finisher(3, "Third Horse", "2", show=Decimal("2.24")),
    Finisher(3, "Fourth Horse", "5", show=None),
)
RESULT = RaceResult(3, FINISHERS, payoffs=POOLS)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            Payouts(TAMPA, TODAY, None, RESULT),
            (
                "In race three at Tampa Bay Downs today, for two dollars, First Horse paid $10.70 to win, $4.94 to "
                "place, and $3.20 to show. Second Horse paid $4 to place. Third Horse paid $2.24 to show."
            ),
        ),
        (
            Payouts(TAMPA, YESTERDAY, None, RESULT, "win"),
            (
                "In race three at Tampa Bay Downs yesterday, for two dollars, First Horse paid $10.70 to win, $4.94 "
                "to place, and $3.20 to show. Second Horse paid $4 to place. Third Horse paid $2.24 to show."
            ),
        ),
        (
            Payouts(TAMPA, TODAY, TEN_MINUTES_AGO, replace(RESULT, finishers=FINISHERS[3:])),
            (
                "As of ten minutes ago, no payoffs to win, place, or show are listed for race three at Tampa Bay "
                "Downs today."
            ),
        ),
        (
            Payouts(TAMPA, TODAY, None, RESULT, "exacta"),
            "The exacta in race three at Tampa Bay Downs today paid $2.40 for one dollar, on one and four.",
        ),
        (
            Payouts(TAMPA, TODAY, None, replace(RESULT, payoffs=(EXACTA, replace(EXACTA, numbers="1-5"))), "exacta"),
            (
                "The exacta in race three at Tampa Bay Downs today paid $2.40 for one dollar, on one and four. It "
                "also paid $2.40 for one dollar, on one and five."
            ),
        ),
        (
            Payouts(TAMPA, TODAY, None, RESULT, "trifecta"),
            "The trifecta in race three at Tampa Bay Downs today paid $12 for 50 cents, on one, four, and two A.",
        ),
        (
            Payouts(TAMPA, TODAY, None, RESULT, "superfecta"),
            (
                "The superfecta in race three at Tampa Bay Downs today paid $1,120.50 for ten cents, on one, four, "
                "two, and five."
            ),
        ),
        (
            Payouts(TAMPA, TODAY, None, RESULT, "pick_3"),
            "The pick three in race three at Tampa Bay Downs today paid $30.20, on one or three, four, and two.",
        ),
        (
            Payouts(TAMPA, TODAY, None, RESULT, "daily_double"),
            "The daily double in race three at Tampa Bay Downs today paid $30.20 for two dollars.",
        ),
        (
            Payouts(TAMPA, TODAY, None, RESULT, "quinella"),
            "The quinella in race three at Tampa Bay Downs today paid $30.20 for $2.50, on one and four.",
        ),
        (
            Payouts(TAMPA, TODAY, None, RESULT, "super high five"),
            (
                "That pool in race three at Tampa Bay Downs today paid $500 for one cent, on one, four, two, five, "
                "and three."
            ),
        ),
        (
            Payouts(TAMPA, TODAY, TEN_MINUTES_AGO, RESULT, "pick_6"),
            "As of ten minutes ago, no pick six payoff is listed for race three at Tampa Bay Downs today.",
        ),
        (
            Payouts(TAMPA, TODAY, None, replace(RESULT, payoffs=()), "exacta"),
            "No exacta payoff is listed for race three at Tampa Bay Downs today.",
        ),
        (
            Payouts(TAMPA, TODAY, None, RESULT, "jackpot"),
            "No payoff of a pool called jackpot is listed for race three at Tampa Bay Downs today.",
        ),
    ],
)
def test_what_a_race_paid_is_told_in_dollars(answer: Payouts, said: str) -> None:
    reply = en.told(answer, Hearing(MORNING))
    assert isinstance(reply, Answered)
    assert reply.speech.plain() == f"{said} Goodbye."
    assert (reply.shown.title, reply.shown.facts.plain()) == ("Tampa Bay Downs", said)
