"""The wording of whether a track races on a day, and of what it is like there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from horse_racing.racing.answers import TrackAnswer
from horse_racing.racing.answers_about_races import Scratches
from horse_racing.racing.card_answers import RacingDay, TrackCondition
from horse_racing.racing.cards import Entry, Race, RiderChange, Runner, Weather
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
SARATOGA = track("SAR")
FIRST = Race(1, POST)
DUE = replace(FIRST, has_finished=False, post_time=MORNING - timedelta(minutes=5))
SUNNY = Weather(forecast="Partly Sunny", high=73, low=48)

LANTERN, GONE = Runner("Blue Lantern"), Runner("Gone", entry=Entry.SCRATCHED)
CHANGED = Race(
    5,
    POST,
    runners=(LANTERN, GONE),
    rider_changes=(RiderChange("BLUE LANTERN", "JANE DOE"), RiderChange("Gone", "John Roe")),
)
UNNAMED = Race(6, POST, runners=(LANTERN,), rider_changes=(RiderChange("Blue Lantern (IRE)"),))
FIVE_GONE = replace(
    CHANGED,
    runners=(LANTERN, *(Runner(f"Horse {letter}", entry=Entry.SCRATCHED) for letter in "ABCDE")),
    rider_changes=CHANGED.rider_changes[:1],
)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            RacingDay(SARATOGA, TODAY, None, 9, FIRST),
            "Saratoga races today. There are nine races, and the first goes off at 2:30 PM Eastern.",
        ),
        (
            RacingDay(SARATOGA, TOMORROW, None, 1, FIRST),
            "Saratoga races tomorrow. There is one race, and it goes off at 2:30 PM Eastern.",
        ),
        (RacingDay(SARATOGA, YESTERDAY, None, 9, FIRST), "Saratoga raced yesterday. There were nine races."),
        (RacingDay(SARATOGA, YESTERDAY, None, 1), "Saratoga raced yesterday. There was one race."),
        (
            RacingDay(SARATOGA, TODAY, None, 9, replace(FIRST, has_finished=True)),
            "Saratoga races today. There are nine races, and the first was at 2:30 PM Eastern.",
        ),
        (
            RacingDay(SARATOGA, TODAY, None, 9, DUE),
            (
                "Saratoga races today. There are nine races, and the first was due at 8:55 AM Eastern and isn't off "
                "yet, as far as I know."
            ),
        ),
        (
            RacingDay(SARATOGA, TODAY, TEN_MINUTES_AGO, 9, FIRST),
            "As of ten minutes ago, Saratoga races today. There are nine races.",
        ),
        (
            RacingDay(SARATOGA, TODAY, None, 9, replace(FIRST, post_time=None)),
            "Saratoga races today. There are nine races.",
        ),
        (
            RacingDay(SARATOGA, RaceDay(SATURDAY + timedelta(days=5), SATURDAY), None, None),
            "Saratoga is due to race on Thursday, November 26, but its races aren't listed yet.",
        ),
        (
            RacingDay(SARATOGA, YESTERDAY, None, None),
            "Saratoga was due to race yesterday, but its races aren't listed.",
        ),
        (
            TrackCondition(SARATOGA, TODAY, None, (("Dirt", "Fast"), ("Turf", "Firm")), SUNNY),
            (
                "The dirt at Saratoga is fast, and the turf is firm. The forecast there is partly sunny, with a high "
                "of 73 degrees."
            ),
        ),
        (
            TrackCondition(SARATOGA, TODAY, None, (("All Weather Track", "Wet Fast"),), None),
            "The all-weather track at Saratoga is wet fast.",
        ),
        (
            TrackCondition(SARATOGA, TODAY, TEN_MINUTES_AGO, (("", "Good"),), replace(SUNNY, now="Clear")),
            (
                "As of ten minutes ago, the track at Saratoga is good. The forecast there is partly sunny, with a "
                "high of 73 degrees."
            ),
        ),
        (
            TrackCondition(
                SARATOGA, YESTERDAY, None, (("Dirt", "Sloppy"), ("Turf", "Yielding"), ("Inner turf", "Soft")), SUNNY
            ),
            "The dirt at Saratoga yesterday was sloppy, the turf was yielding, and the inner turf was soft.",
        ),
        (
            TrackCondition(SARATOGA, TOMORROW, None, (), SUNNY),
            (
                "The condition of the track at Saratoga tomorrow isn't listed yet. The forecast there is partly "
                "sunny, with a high of 73 degrees."
            ),
        ),
        (
            TrackCondition(SARATOGA, TODAY, None, (("Dirt", "?"),), Weather(now="Light Rain", forecast="<b>", high=1)),
            (
                "The condition of the track at Saratoga isn't listed yet. The weather there is light rain right now. "
                "The forecast there is a high of 1 degree."
            ),
        ),
        (
            TrackCondition(SARATOGA, TODAY, None, (), Weather()),
            "The condition of the track and the weather at Saratoga aren't listed yet.",
        ),
        (
            TrackCondition(SARATOGA, YESTERDAY, None, (), None),
            "The condition of the track at Saratoga yesterday isn't listed.",
        ),
        (
            Scratches(SARATOGA, TODAY, None, (CHANGED,), is_one_race=True),
            "One scratch in race five at Saratoga today: Gone. Jane Doe rides Blue Lantern now.",
        ),
        (
            Scratches(SARATOGA, TODAY, None, (CHANGED, UNNAMED), is_one_race=False),
            (
                "There is one scratch at Saratoga today, and two jockey changes. In race five, Gone. In race five, "
                "Jane Doe rides Blue Lantern now. In race six, Blue Lantern has another jockey."
            ),
        ),
        (
            Scratches(SARATOGA, YESTERDAY, None, (CHANGED, UNNAMED), is_one_race=False),
            (
                "There was one scratch at Saratoga yesterday, and two jockey changes. In race five, Gone. In race "
                "five, Jane Doe rode Blue Lantern. In race six, Blue Lantern had another jockey."
            ),
        ),
        (
            Scratches(SARATOGA, TODAY, None, (UNNAMED,), is_one_race=True),
            (
                "No scratches are listed in race six at Saratoga today, but there is one jockey change. Blue Lantern "
                "has another jockey."
            ),
        ),
        (
            Scratches(SARATOGA, YESTERDAY, None, (UNNAMED, replace(UNNAMED, number=None)), is_one_race=False),
            (
                "No scratches were listed at Saratoga yesterday, but there were two jockey changes. In race six, "
                "Blue Lantern had another jockey. In one race, Blue Lantern had another jockey."
            ),
        ),
        (
            Scratches(SARATOGA, TODAY, None, (replace(UNNAMED, runners=()),), is_one_race=True),
            "The scratches in race six at Saratoga today aren't certain. Blue Lantern has another jockey.",
        ),
    ],
)
def test_a_day_at_a_track_is_told(answer: TrackAnswer, said: str) -> None:
    reply = en.told(answer, Hearing(MORNING))
    assert isinstance(reply, Answered)
    assert reply.speech.plain() == f"{said} Goodbye."
    assert (reply.shown.title, reply.shown.facts.plain()) == ("Saratoga", said)


def test_jockey_changes_come_behind_the_scratches_four_items_at_a_time() -> None:
    answer = Scratches(SARATOGA, TODAY, None, (FIVE_GONE,), is_one_race=True)
    first, second = (en.told(answer, Hearing(MORNING), start).speech.plain() for start in (0, 4))
    assert first == (
        "There are five scratches in race five at Saratoga today, and one jockey change. "
        "Horse A. Horse B. Horse C. Horse D. Want to hear more?"
    )
    assert second == "Horse E. Jane Doe rides Blue Lantern now. Goodbye."
