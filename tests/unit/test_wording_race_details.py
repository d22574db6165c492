"""The wording of what a card says of one race: its post time, its details, its odds."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from horse_racing.racing.answers_about_races import OneRace, PostTime, Quote, RaceDetails, RaceOdds
from horse_racing.racing.cards import Entry, Odds, Race, Runner
from horse_racing.racing.days import RaceDay
from horse_racing.speech.en import English
from horse_racing.speech.en.race_words import distance, kind_of, open_to, surface
from horse_racing.speech.spoken import Answered, Hearing
from tests.support.fakes import MORNING, SATURDAY, TAMPA, track

en = English()

TODAY = RaceDay(SATURDAY, SATURDAY)
TOMORROW = RaceDay(SATURDAY + timedelta(days=1), SATURDAY)
YESTERDAY = RaceDay(SATURDAY - timedelta(days=1), SATURDAY)
TEN_MINUTES_AGO = MORNING - timedelta(minutes=10)
POST = MORNING + timedelta(hours=5, minutes=30)
FIVE = Race(5, POST)
NINE = Race(9, POST, "Lantern Cove Mile", is_stakes=True, grade=1)
SOON = replace(FIVE, post_time=MORNING + timedelta(minutes=12))
DUE = replace(FIVE, has_finished=False, post_time=MORNING - timedelta(minutes=5))
GULFSTREAM = track("GP")

LANTERN, HARBOR, OAK = (
    Runner(name, number) for name, number in (("BLUE LANTERN", "4"), ("Quiet Harbor", "2"), ("", "1A"))
)
CLAIMING = replace(
    FIVE,
    distance="1 1/16 Miles",
    surface="Inner turf",
    race_type="MAIDEN CLAIMING",
    purse=14_000,
    min_claim=5_000,
    max_claim=5_000,
    ages="3 Year Olds And Up",
    sexes="Fillies and Mares",
    runners=(LANTERN, HARBOR),
)
UNCERTAIN = replace(CLAIMING, purse=None, ages="", sexes="Open", runners=(LANTERN, replace(OAK, entry=Entry.UNKNOWN)))
QUOTES = (Quote(LANTERN, Odds(5, 2)), Quote(HARBOR, Odds(3, 1)), Quote(OAK, Odds(4, 1)))
EVEN = (Quote(LANTERN, Odds(1, 1)), Quote(HARBOR, Odds(2, 2)), *QUOTES[2:])


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (PostTime(TAMPA, TODAY, None, FIVE), "Race five at Tampa Bay Downs today goes off at 2:30 PM Eastern."),
        (
            PostTime(GULFSTREAM, TODAY, None, NINE),
            "Race nine, the Lantern Cove Mile, at Gulfstream Park today goes off at 2:30 PM Eastern.",
        ),
        (
            PostTime(GULFSTREAM, TOMORROW, None, replace(NINE, number=None)),
            "The Lantern Cove Mile at Gulfstream Park tomorrow goes off at 2:30 PM Eastern.",
        ),
        (
            PostTime(TAMPA, TODAY, None, SOON),
            "Race five at Tampa Bay Downs today goes off at 9:12 AM Eastern. It's in twelve minutes.",
        ),
        (
            PostTime(TAMPA, TODAY, None, replace(SOON, post_time=MORNING + timedelta(hours=1))),
            "Race five at Tampa Bay Downs today goes off at 10:00 AM Eastern.",
        ),
        (
            PostTime(TAMPA, TODAY, None, DUE),
            "Race five at Tampa Bay Downs today was due at 8:55 AM Eastern and isn't off yet, as far as I know.",
        ),
        (
            PostTime(TAMPA, TODAY, None, replace(FIVE, has_finished=True)),
            "Race five at Tampa Bay Downs today had a post time of 2:30 PM Eastern.",
        ),
        (
            PostTime(GULFSTREAM, YESTERDAY, None, NINE),
            "Race nine, the Lantern Cove Mile, at Gulfstream Park yesterday had a post time of 2:30 PM Eastern.",
        ),
        (
            PostTime(TAMPA, TODAY, None, replace(FIVE, post_time=None)),
            "The post time of race five at Tampa Bay Downs today isn't listed.",
        ),
        (
            PostTime(TAMPA, TODAY, None, replace(FIVE, number=None, post_time=None), is_next=True),
            "The post time of the next race at Tampa Bay Downs today isn't listed.",
        ),
        (
            PostTime(TAMPA, TODAY, None, replace(FIVE, is_cancelled=True)),
            "Race five at Tampa Bay Downs today is cancelled.",
        ),
        (
            PostTime(TAMPA, YESTERDAY, None, replace(FIVE, is_cancelled=True)),
            "Race five at Tampa Bay Downs yesterday was cancelled.",
        ),
        (
            RaceDetails(TAMPA, TODAY, None, CLAIMING),
            (
                "Race five at Tampa Bay Downs today is a maiden claiming race for a claiming price of $5,000, at one "
                "and one sixteenth miles on the inner turf. It's for three year olds and up, fillies and mares. The "
                "purse is $14,000, and there are two runners."
            ),
        ),
        (
            RaceDetails(
                TAMPA,
                YESTERDAY,
                None,
                replace(CLAIMING, min_claim=4_000, distance="6 Furlongs", surface="Dirt", runners=(LANTERN,)),
            ),
            (
                "Race five at Tampa Bay Downs yesterday was a maiden claiming race for claiming prices from $4,000 "
                "to $5,000, at six furlongs on the dirt. It was for three year olds and up, fillies and mares. The "
                "purse was $14,000, and there was one runner."
            ),
        ),
        (
            RaceDetails(
                GULFSTREAM, TODAY, None, replace(NINE, distance="1 Mile", surface="All Weather Track", purse=250_000)
            ),
            (
                "Race nine, the Lantern Cove Mile, at Gulfstream Park today is a stakes race, grade one, at one mile "
                "on the all-weather track. The purse is $250,000."
            ),
        ),
        (
            RaceDetails(TAMPA, TODAY, None, UNCERTAIN),
            (
                "Race five at Tampa Bay Downs today is a maiden claiming race for a claiming price of $5,000, at one "
                "and one sixteenth miles on the inner turf."
            ),
        ),
        (
            RaceDetails(
                TAMPA,
                TODAY,
                None,
                replace(UNCERTAIN, race_type="ALLOWANCE", min_claim=None, max_claim=None, distance=""),
            ),
            "Race five at Tampa Bay Downs today is an allowance race on the inner turf.",
        ),
        (
            RaceDetails(TAMPA, TODAY, None, replace(UNCERTAIN, race_type="")),
            "Race five at Tampa Bay Downs today goes one and one sixteenth miles on the inner turf.",
        ),
        (
            RaceDetails(TAMPA, YESTERDAY, None, replace(UNCERTAIN, race_type="", surface="")),
            "Race five at Tampa Bay Downs yesterday went one and one sixteenth miles.",
        ),
        (
            RaceDetails(TAMPA, TODAY, None, replace(UNCERTAIN, race_type="", distance="")),
            "Race five at Tampa Bay Downs today is run on the inner turf.",
        ),
        (
            RaceDetails(
                TAMPA, TODAY, None, replace(CLAIMING, race_type="", distance="", surface="", purse=None, runners=())
            ),
            (
                "The kind and distance of race five at Tampa Bay Downs today aren't listed. It's for three year olds "
                "and up, fillies and mares."
            ),
        ),
        (
            RaceDetails(TAMPA, TODAY, TEN_MINUTES_AGO, FIVE),
            "As of ten minutes ago, the details of race five at Tampa Bay Downs today aren't listed.",
        ),
        (
            RaceDetails(TAMPA, TODAY, None, replace(CLAIMING, is_cancelled=True)),
            "Race five at Tampa Bay Downs today is cancelled.",
        ),
        (
            RaceOdds(TAMPA, TODAY, None, FIVE, quotes=QUOTES),
            (
                "In race five at Tampa Bay Downs today, the favorite is Blue Lantern, number four, at five to two on "
                "the morning line. Then come Quiet Harbor at three to one and number one A at four to one."
            ),
        ),
        (
            RaceOdds(TAMPA, YESTERDAY, None, FIVE, quotes=QUOTES[:2]),
            (
                "In race five at Tampa Bay Downs yesterday, the favorite was Blue Lantern, number four, at five to "
                "two on the morning line. Then came Quiet Harbor at three to one."
            ),
        ),
        (
            RaceOdds(TAMPA, TODAY, None, FIVE, quotes=QUOTES, is_live=True),
            (
                "By the present odds, in race five at Tampa Bay Downs today, the favorite is Blue Lantern, number "
                "four, at five to two. Then come Quiet Harbor at three to one and number one A at four to one."
            ),
        ),
        (
            RaceOdds(TAMPA, TODAY, None, FIVE, quotes=EVEN),
            (
                "In race five at Tampa Bay Downs today, Blue Lantern and Quiet Harbor are equal favorites at even "
                "money on the morning line. Then comes number one A at four to one."
            ),
        ),
        (
            RaceOdds(TAMPA, TODAY, None, FIVE, quotes=QUOTES[2:]),
            ("In race five at Tampa Bay Downs today, the favorite is number one A at four to one on the morning line."),
        ),
        (RaceOdds(TAMPA, TODAY, None, FIVE), "No odds are listed yet for race five at Tampa Bay Downs today."),
        (RaceOdds(TAMPA, YESTERDAY, None, FIVE), "No odds were listed for race five at Tampa Bay Downs yesterday."),
        (
            RaceOdds(TAMPA, TODAY, None, replace(FIVE, is_cancelled=True), quotes=QUOTES),
            "Race five at Tampa Bay Downs today is cancelled.",
        ),
    ],
)
def test_what_a_card_says_of_a_race_is_told(answer: OneRace, said: str) -> None:
    reply = en.told(answer, Hearing(MORNING))
    assert isinstance(reply, Answered)
    assert reply.speech.plain() == f"{said} Goodbye."
    assert (reply.shown.title, reply.shown.facts.plain()) == (answer.track.name, said)


def test_both_clocks_are_told_where_they_differ() -> None:
    reply = en.told(PostTime(track("DMR"), TOMORROW, None, NINE), Hearing(MORNING, ZoneInfo("America/New_York")))
    assert reply.speech.plain() == (
        "Race nine, the Lantern Cove Mile, at Del Mar tomorrow goes off at 11:30 AM Pacific, "
        "that's 2:30 PM your time. Goodbye."
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("6 Furlongs", "six furlongs"),
        ("5 1/2 Furlongs", "five and a half furlongs"),
        ("1 Furlong", "one furlong"),
        ("1 Mile", "one mile"),
        ("1 1/16 Miles", "one and one sixteenth miles"),
        ("1 3/16 MILES", "one and three sixteenths miles"),
        ("1 1/4 Miles", "one and one quarter miles"),
        ("1 1/2 Miles", "one and a half miles"),
        ("About 1 1/8 Miles", "about one and one eighth miles"),
        ("1 Mile 70 Yards", "one mile and 70 yards"),
        ("1 Mile And 70 Yards", "one mile and 70 yards"),
        ("3/4 Mile", "three quarters of a mile"),
        ("1/2 Mile", "half a mile"),
        ("350 Yards", "350 yards"),
        # What has another shape is read as it stands.
        ("1 1/3 Miles", "1 1/3 Miles"),
        ("2000 Meters", "2000 Meters"),
        ("Miles", "Miles"),
        ("", ""),
    ],
)
def test_distances_are_said_in_words(text: str, words: str) -> None:
    assert distance(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dirt", "dirt"),
        ("TURF", "turf"),
        ("Inner turf", "inner turf"),
        ("All Weather Track", "all-weather track"),
        ("All-Weather", "all-weather track"),
        ("Cobbles", ""),
        ("", ""),
    ],
)
def test_surfaces_are_called_as_people_call_them(text: str, words: str) -> None:
    assert surface(text) == words


@pytest.mark.parametrize(
    ("race", "words"),
    [
        (Race(1, None, race_type="CLAIMING"), "a claiming race"),
        (Race(1, None, race_type="ALLOWANCE OPTIONAL CLAIMING"), "an allowance optional claiming race"),
        (Race(1, None, race_type="MAIDEN SPECIAL WEIGHT"), "a maiden special weight race"),
        (Race(1, None, race_type="HANDICAP"), "a handicap"),
        (Race(1, None, race_type="OPTIONAL CLAIMING($25,000)"), "an optional claiming race"),
        (Race(1, None, race_type="STAKES", is_stakes=True, grade=3), "a stakes race, grade three"),
        (Race(1, None, is_stakes=True), "a stakes race"),
        (Race(1, None), ""),
    ],
)
def test_the_kind_of_a_race_is_said_with_its_article(race: Race, words: str) -> None:
    assert kind_of(race) == words


@pytest.mark.parametrize(
    ("ages", "sexes", "words"),
    [
        ("2 Year Olds", "Open", "two year olds"),
        ("3 Year Olds And Up", "Fillies", "three year olds and up, fillies"),
        (
            "3, 4 & 5 Year Olds",
            "Colts, Geldings and Horses",
            "three, four and five year olds, colts, geldings and horses",
        ),
        ("", "Fillies and Mares", "fillies and mares"),
        ("3U", "F", ""),
        ("", "", ""),
    ],
)
def test_who_may_run_is_said_without_codes(ages: str, sexes: str, words: str) -> None:
    assert open_to(Race(1, None, ages=ages, sexes=sexes)) == words
