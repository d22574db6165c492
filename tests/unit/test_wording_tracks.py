"""The wording of answers about many tracks."""

from datetime import datetime, timedelta

import pytest

from horse_racing.racing.answers import TracksRacing
from horse_racing.racing.card_answers import Looked, NoSuchRegion, TrackRace, TracksRunning
from horse_racing.racing.cards import Race
from horse_racing.racing.days import RaceDay
from horse_racing.racing.tracks import Track
from horse_racing.screen.text_card import text_card_of
from horse_racing.speech.en import English
from horse_racing.speech.spoken import Answered, Ask, AskMore, Hearing
from tests.support.fakes import ARAPAHOE, MORNING, SATURDAY, TAMPA, track

en = English()

TODAY = RaceDay(SATURDAY, SATURDAY)
YESTERDAY = RaceDay(SATURDAY - timedelta(days=1), SATURDAY)
TEN_MINUTES_AGO = MORNING - timedelta(minutes=10)


@pytest.mark.parametrize(
    ("tracks", "others", "as_of", "said"),
    [
        ((), (), None, "I don't see any track listed today."),
        ((TAMPA,), (), None, "One track is listed today. Tampa Bay Downs."),
        (
            (TAMPA, ARAPAHOE),
            ("PLEASANTON",),
            TEN_MINUTES_AGO,
            "As of ten minutes ago, three tracks are listed today. Tampa Bay Downs. Arapahoe Park. Pleasanton.",
        ),
    ],
)
def test_the_tracks_racing_are_counted_and_named(
    tracks: tuple[Track, ...], others: tuple[str, ...], as_of: datetime | None, said: str
) -> None:
    reply = en.told(TracksRacing(TODAY, as_of, tracks, others), Hearing(MORNING))
    assert isinstance(reply, Answered)
    assert reply.speech.plain() == f"{said} Goodbye."
    assert (reply.shown.title, reply.shown.facts.plain()) == ("Tracks racing", said)


@pytest.mark.parametrize(
    ("region", "tracks", "said"),
    [
        ("US-CA", ("DMR", "LA"), "Two tracks in California were listed yesterday. Del Mar. Los Alamitos."),
        ("CA-ON", ("WO",), "One track in Ontario was listed yesterday. Woodbine."),
        ("US-TX", (), "I don't see any track in Texas listed yesterday."),
        ("US-PR", (), "I don't see any track in Puerto Rico listed yesterday."),
        ("US", (), "I don't see any track in the United States listed yesterday."),
        ("CA", (), "I don't see any track in Canada listed yesterday."),
    ],
)
def test_the_tracks_of_a_region_are_said_to_be_in_it(region: str, tracks: tuple[str, ...], said: str) -> None:
    answer = TracksRacing(YESTERDAY, None, tuple(map(track, tracks)), (), region)
    assert en.told(answer, Hearing(MORNING)).speech.plain() == f"{said} Goodbye."


def test_many_tracks_come_four_at_a_time() -> None:
    answer = TracksRacing(TODAY, TEN_MINUTES_AGO, (TAMPA, ARAPAHOE), ("Alpha", "Beta", "Gamma"))
    first, second = (en.told(answer, Hearing(MORNING), start) for start in (0, 4))
    assert isinstance(first, AskMore)
    assert first.start == 4
    assert first.speech.plain() == (
        "As of ten minutes ago, five tracks are listed today. Tampa Bay Downs. Arapahoe Park. Alpha. Beta. "
        "Want to hear more?"
    )
    assert second.speech.plain() == "This is as of ten minutes ago. Gamma. Goodbye."
    card = text_card_of(first)
    assert card
    assert card.title == "Tracks racing"


SARATOGA = TrackRace(track("SAR"), Race(5, MORNING + timedelta(hours=5, minutes=30)))
DUE = TrackRace(TAMPA, Race(2, MORNING - timedelta(minutes=5), has_finished=False))
NAMELESS = TrackRace(ARAPAHOE, Race(None, None))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            TracksRunning(TODAY, None, (SARATOGA, DUE, NAMELESS), Looked(9, 9, TODAY)),
            (
                "Three of the nine tracks I looked at still have races to come today. "
                "Saratoga, race five at 2:30 PM Eastern. Tampa Bay Downs, race two, due at 8:55 AM Eastern. "
                "Arapahoe Park."
            ),
        ),
        (
            TracksRunning(TODAY, TEN_MINUTES_AGO, (SARATOGA, DUE), Looked(2, 2, TODAY)),
            (
                "As of ten minutes ago, both tracks I looked at still have races to come today. "
                "Saratoga, race five. Tampa Bay Downs, race two."
            ),
        ),
        (
            TracksRunning(TODAY, None, (SARATOGA,) * 3, Looked(3, 4, TODAY), "US-NY"),
            (
                "All three tracks in New York I looked at still have races to come today. "
                "There is one more in New York that I couldn't look at. Saratoga, race five at 2:30 PM Eastern. "
                "Saratoga, race five at 2:30 PM Eastern. Saratoga, race five at 2:30 PM Eastern."
            ),
        ),
        (
            TracksRunning(TODAY, None, (SARATOGA,), Looked(5, 8, TODAY)),
            (
                "One of the five tracks I looked at still has a race to come today. "
                "There are three more that I couldn't look at. Saratoga, race five at 2:30 PM Eastern."
            ),
        ),
        (
            TracksRunning(TODAY, None, (SARATOGA,), Looked(1, 1, TODAY), "US-NY"),
            (
                "The one track in New York I looked at still has a race to come today. "
                "Saratoga, race five at 2:30 PM Eastern."
            ),
        ),
        (
            TracksRunning(TODAY, None, (), Looked(5, 5, TODAY)),
            "No track I looked at has a race still to come today.",
        ),
        (
            TracksRunning(TODAY, None, (), Looked(3, 3, TODAY), "US-CA"),
            "No track in California I looked at has a race still to come today.",
        ),
        (
            TracksRunning(TODAY, None, (), Looked(0, 0, TODAY), "US-TX"),
            "I don't see any track in Texas listed today.",
        ),
    ],
)
def test_the_tracks_that_still_race_are_named_with_their_next_race(answer: TracksRunning, said: str) -> None:
    reply = en.told(answer, Hearing(MORNING))
    assert isinstance(reply, Answered)
    assert reply.speech.plain() == f"{said} Goodbye."
    assert reply.shown.title == "Tracks racing"


def test_a_place_that_is_no_region_is_said_to_be_none() -> None:
    reply = en.told(NoSuchRegion(TODAY, None, "los angeles"), Hearing(MORNING))
    assert isinstance(reply, Ask)
    assert reply.speech.plain() == (
        "I know tracks by their state, province, or country, and los angeles is none that I know. "
        "You can ask, which tracks are racing in California. What would you like to know?"
    )


@pytest.mark.parametrize(
    ("heard", "region"),
    [("california", "US-CA"), ("The State of Ohio", "US-OH"), ("the united states", "US"), ("los angeles", "")],
)
def test_a_region_is_known_by_its_name(heard: str, region: str) -> None:
    assert en.region_heard(heard) == region
