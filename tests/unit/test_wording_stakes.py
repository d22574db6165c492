"""The wording of answers about the stakes races of a day, at one track and at many."""

from dataclasses import replace
from datetime import timedelta

import pytest

from horse_racing.racing.answers import TrackAnswer, TracksAnswer
from horse_racing.racing.card_answers import Looked, NextStakes, NoStakes, StakesAround, StakesOfDay, TrackRace
from horse_racing.racing.cards import Race
from horse_racing.racing.days import RaceDay
from horse_racing.speech.en import English
from horse_racing.speech.spoken import Answered, Hearing
from tests.support.fakes import MORNING, SATURDAY, track

en = English()

TODAY = RaceDay(SATURDAY, SATURDAY)
TOMORROW = RaceDay(SATURDAY + timedelta(days=1), SATURDAY)
YESTERDAY = RaceDay(SATURDAY - timedelta(days=1), SATURDAY)
TEN_MINUTES_AGO = MORNING - timedelta(minutes=10)
POST = MORNING + timedelta(hours=5, minutes=30)
GULFSTREAM, SARATOGA = track("GP"), track("SAR")
NINE = Race(9, POST, "Lantern Cove Mile", is_stakes=True, grade=1)
SEVEN = Race(7, POST - timedelta(hours=1), "The Sun S.", is_stakes=True)
NAMELESS = Race(4, None, is_stakes=True, grade=3)
AROUND = (TrackRace(GULFSTREAM, NINE), TrackRace(SARATOGA, NAMELESS))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            StakesOfDay(GULFSTREAM, TODAY, None, (NINE, SEVEN)),
            (
                "There are two stakes races at Gulfstream Park today. The Lantern Cove Mile, grade one, race nine at "
                "2:30 PM Eastern. The Sun Stakes, race seven at 1:30 PM Eastern."
            ),
        ),
        (
            StakesOfDay(GULFSTREAM, TODAY, TEN_MINUTES_AGO, (NINE, NAMELESS)),
            (
                "As of ten minutes ago, there are two stakes races at Gulfstream Park today. The Lantern Cove Mile, "
                "grade one, race nine. A stakes race, grade three, race four."
            ),
        ),
        (
            StakesOfDay(GULFSTREAM, TOMORROW, None, (NINE,), 1),
            (
                "There is one grade one stakes race at Gulfstream Park tomorrow. The Lantern Cove Mile, grade one, "
                "race nine at 2:30 PM Eastern."
            ),
        ),
        (
            StakesOfDay(GULFSTREAM, YESTERDAY, None, (NINE, replace(SEVEN, is_cancelled=True))),
            (
                "There were two stakes races at Gulfstream Park yesterday. The Lantern Cove Mile, grade one, race "
                "nine at 2:30 PM Eastern. The Sun Stakes, race seven, cancelled."
            ),
        ),
        (
            StakesOfDay(GULFSTREAM, YESTERDAY, None, (replace(NINE, number=None),), 2),
            (
                "There was one stakes race of grade two or better at Gulfstream Park yesterday. The Lantern Cove "
                "Mile, grade one, at 2:30 PM Eastern."
            ),
        ),
        (
            StakesOfDay(GULFSTREAM, TOMORROW, None, (NINE, NAMELESS), 3),
            (
                "There are two graded stakes races at Gulfstream Park tomorrow. The Lantern Cove Mile, grade one, "
                "race nine at 2:30 PM Eastern. A stakes race, grade three, race four."
            ),
        ),
        (StakesOfDay(GULFSTREAM, TOMORROW, None, ()), "I don't see a stakes race at Gulfstream Park tomorrow."),
        (
            StakesOfDay(GULFSTREAM, TOMORROW, None, (), 1),
            "I don't see a grade one stakes race at Gulfstream Park tomorrow.",
        ),
        (
            StakesOfDay(GULFSTREAM, TODAY, TEN_MINUTES_AGO, (), 2),
            "As of ten minutes ago, I don't see a stakes race of grade two or better at Gulfstream Park today.",
        ),
        (
            StakesOfDay(GULFSTREAM, YESTERDAY, None, (), 3),
            "I don't see a graded stakes race at Gulfstream Park yesterday.",
        ),
        (
            StakesAround(TODAY, None, AROUND, Looked(6, 9, TODAY)),
            (
                "I looked at six of the nine tracks listed today, and found two stakes races. The Lantern Cove Mile, "
                "grade one, at Gulfstream Park, race nine at 2:30 PM Eastern. A stakes race, grade three, at "
                "Saratoga, race four."
            ),
        ),
        (
            StakesAround(TODAY, TEN_MINUTES_AGO, AROUND, Looked(9, 9, TODAY), 3),
            (
                "As of ten minutes ago, there are two graded stakes races today at the nine tracks listed. The "
                "Lantern Cove Mile, grade one, at Gulfstream Park, race nine. A stakes race, grade three, at "
                "Saratoga, race four."
            ),
        ),
        (
            StakesAround(TOMORROW, None, AROUND[:1], Looked(1, 1, TOMORROW)),
            (
                "There is one stakes race tomorrow at the one track listed. The Lantern Cove Mile, grade one, at "
                "Gulfstream Park, race nine at 2:30 PM Eastern."
            ),
        ),
        (
            StakesAround(TODAY, None, (), Looked(6, 9, TODAY), 2),
            "I looked at six of the nine tracks listed today, and found no stakes race of grade two or better.",
        ),
        (
            StakesAround(TODAY, None, (), Looked(9, 9, TODAY), 1),
            "I don't see a grade one stakes race today at the nine tracks listed.",
        ),
        (StakesAround(TODAY, None, (), Looked(0, 0, TODAY)), "I don't see any track listed today."),
        (
            NextStakes(GULFSTREAM, TODAY, None, NINE, least_grade=1),
            (
                "The next grade one stakes race at Gulfstream Park is the Lantern Cove Mile today. It's race nine, "
                "at 2:30 PM Eastern."
            ),
        ),
        (
            NextStakes(GULFSTREAM, TODAY, None, NINE, least_grade=2),
            (
                "The next stakes race of grade two or better at Gulfstream Park is the Lantern Cove Mile, grade one, "
                "today. It's race nine, at 2:30 PM Eastern."
            ),
        ),
        (
            NextStakes(GULFSTREAM, TOMORROW, None, NINE, asked=TODAY, least_grade=3),
            (
                "I don't see a graded stakes race still to come at Gulfstream Park today. The next one is the "
                "Lantern Cove Mile, grade one, tomorrow. It's race nine, at 2:30 PM Eastern."
            ),
        ),
        (
            NoStakes(GULFSTREAM, TODAY, None, None, 3),
            "I don't see a graded stakes race still to come at Gulfstream Park on the entries published so far.",
        ),
        (
            NoStakes(GULFSTREAM, TODAY, None, None, 1),
            ("I don't see a grade one stakes race still to come at Gulfstream Park on the entries published so far."),
        ),
        (
            NoStakes(GULFSTREAM, TODAY, None, TOMORROW.day, 2),
            (
                "There is no stakes race of grade two or better still to come at Gulfstream Park through Sunday, "
                "November 22. I couldn't look any further right now."
            ),
        ),
    ],
)
def test_stakes_races_are_counted_and_named(answer: TrackAnswer | TracksAnswer, said: str) -> None:
    reply = en.told(answer, Hearing(MORNING))
    assert isinstance(reply, Answered)
    assert reply.speech.plain() == f"{said} Goodbye."
    assert (reply.shown.title, reply.shown.facts.plain()) == (
        "Stakes races" if isinstance(answer, StakesAround) else "Gulfstream Park",
        said,
    )
