"""What the skill says of itself, sentence by sentence."""

from collections.abc import Sequence

import pytest

from horse_racing.speech.en import English
from horse_racing.speech.spoken import Ask, Asks, NotOffered
from tests.support.fakes import ARAPAHOE, CATALOGUE, TAMPA, track

en = English()

FEATURED = (TAMPA, ARAPAHOE, track("SAR"))


def first(kind: str, variants: Sequence[str]) -> str:
    assert kind
    return variants[0]


def longest(kind: str, variants: Sequence[str]) -> str:
    assert kind
    return max(variants, key=lambda variant: len(variant.split()))


def test_the_welcome_says_what_this_is_and_names_tracks() -> None:
    assert en.welcome(FEATURED, first).speech.plain() == (
        "Welcome to Talk Horse Racing. I know races, runners, and results at tracks like Tampa Bay Downs, "
        "Arapahoe Park, and Saratoga. Which track is your favorite?"
    )


def test_the_welcome_names_tracks_that_race_today_where_they_are_known() -> None:
    reply = en.welcome(FEATURED, first, (track("GP"), track("AQU"), track("CD"), TAMPA))
    assert isinstance(reply, Ask)
    assert reply.speech.plain() == (
        "Welcome to Talk Horse Racing. I know races, runners, and results. Today there's racing at Gulfstream Park, "
        "Aqueduct, and Churchill Downs. Which track is your favorite?"
    )
    assert reply.reprompt.plain() == "You can say, my favorite track is Churchill Downs. Which track would you like?"


def test_the_welcome_has_at_most_thirty_words_whatever_the_tracks_are_called() -> None:
    by_length = sorted(CATALOGUE, key=lambda track: len(track.name.split()), reverse=True)
    for reply in (en.welcome(by_length, longest), en.welcome(FEATURED, longest, by_length)):
        assert len(reply.speech.plain().split()) <= 30


def test_how_many_tracks_there_are_is_said_with_the_question_which() -> None:
    reply = en.known_tracks(87, FEATURED)
    assert isinstance(reply, Ask)
    assert reply.asks is Asks.TRACK
    assert reply.speech.plain() == (
        "I know 87 tracks in the United States and Canada, among them Tampa Bay Downs, Arapahoe Park, and Saratoga. "
        "Which track would you like?"
    )


def test_the_listeners_track_is_said_and_what_to_know_is_asked() -> None:
    kept, passing = (en.your_track(track("SAR"), is_kept=is_kept) for is_kept in (True, False))
    assert kept.speech.plain() == "Your track is Saratoga. What would you like to know?"
    assert passing.speech.plain() == "For now, your track is Saratoga. What would you like to know?"


def test_who_has_no_track_is_asked_for_one() -> None:
    reply = en.your_track(None, is_kept=False)
    assert isinstance(reply, Ask)
    assert reply.asks is Asks.TRACK
    assert reply.speech.plain() == "You haven't told me a favorite track yet. Which track is your favorite?"


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        (
            "tips",
            "I don't give tips or take bets, but I know who runs and who won. You can ask, who's running in race five.",
        ),
        ("other_sports", "Horse racing is all I know. You can ask, which tracks are racing today."),
        (
            "past_years",
            (
                "I don't know the races of past years, only those of the days around today. "
                "You can ask, who won the last race."
            ),
        ),
        (
            "harness",
            (
                "I don't know harness racing, only horses that race under saddle. "
                "You can ask, which tracks are racing today."
            ),
        ),
    ],
)
def test_what_is_not_done_is_said_with_something_that_is(topic: NotOffered, said: str) -> None:
    assert en.not_offered(topic).speech.plain() == f"{said} What would you like to know?"


def test_a_horse_is_asked_for_by_its_name() -> None:
    assert en.which_horse().speech.plain() == "I need the name of a horse. Which horse would you like?"
    assert en.which_horse(misses=2).speech.plain() == (
        "I still need the name of a horse. You can also say, help, or, stop. Which horse would you like?"
    )


def test_one_of_several_horses_is_asked_for_by_their_names() -> None:
    reply = en.which_horse(horses=["BLUE LANTERN (IRE)", "Blue Lanyard"])
    assert isinstance(reply, Ask)
    assert reply.asks is Asks.HORSE
    assert reply.speech.plain() == "Which one would you like, Blue Lantern or Blue Lanyard?"
    assert reply.reprompt.plain() == "Which one, Blue Lantern or Blue Lanyard?"
