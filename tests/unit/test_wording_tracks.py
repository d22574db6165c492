"""The wording of answers about many tracks."""

from datetime import datetime, timedelta

import pytest

from horse_racing.racing.answers import TracksRacing
from horse_racing.racing.days import RaceDay
from horse_racing.racing.tracks import Track
from horse_racing.screen.text_card import text_card_of
from horse_racing.speech.en import English
from horse_racing.speech.spoken import Answered, AskMore, Hearing
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
        ("new york", (), "I don't see any track in New York listed yesterday."),
        ("the united states", (), "I don't see any track in the United States listed yesterday."),
        ("the bluegrass", (), "I don't see any track in the bluegrass listed yesterday."),
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
