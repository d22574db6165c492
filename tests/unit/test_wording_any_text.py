"""Whatever the feed writes, an answer about it can be said: no text of it breaks a sentence or the markup."""

import re
import xml.etree.ElementTree as ET
from datetime import timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from horse_racing.racing.answers import TrackAnswer, TracksAnswer, TracksRacing
from horse_racing.racing.answers_about_races import Payouts, PostTime, Quote, RaceDetails, RaceOdds, Scratches
from horse_racing.racing.card_answers import (
    HorseEntry,
    Looked,
    NoSuchName,
    RacingDay,
    SeveralHorses,
    StakesAround,
    StakesOfDay,
    TrackCondition,
    TrackRace,
    TracksRunning,
)
from horse_racing.racing.cards import Entry, Odds, Race, RiderChange, Runner, Weather
from horse_racing.racing.days import RaceDay
from horse_racing.racing.results import Finisher, Payoff, RaceResult
from horse_racing.speech.en import English
from horse_racing.speech.spoken import Hearing
from tests.support.fakes import MORNING, SATURDAY, TAMPA

en = English()

# With what the feed is known to write, so that what is made of it is reached, and with anything else.
WRITTEN = st.sampled_from(
    ["1 1/16 Miles", "0/0 Mile", "9999 1/2 Yards", "Inner turf", "CLAIMING", "3 Year Olds & Up", "Fillies", "FT", "1-4"]
)
TEXT = st.text(max_size=30) | WRITTEN | st.just("")
NAME = st.text(min_size=1, max_size=30)
DAYS = st.sampled_from([RaceDay(SATURDAY + timedelta(days=days), SATURDAY) for days in (-1, 0, 1, 5)])
AGE = st.sampled_from([None, MORNING - timedelta(minutes=10)])
ODDS = st.builds(Odds, st.integers(1, 999), st.integers(1, 9))
MONEY = st.none() | st.decimals(0, 10**6, places=2)
RUNNER = st.builds(
    Runner, TEXT, TEXT | st.sampled_from(["1A", "7"]), TEXT, st.sampled_from(Entry), TEXT, st.none() | ODDS
)
RACE = st.builds(
    Race,
    number=st.none() | st.integers(1, 20),
    post_time=st.none() | st.integers(-400, 400).map(lambda minutes: MORNING + timedelta(minutes=minutes)),
    name=TEXT,
    is_stakes=st.booleans(),
    grade=st.none() | st.integers(1, 3),
    is_cancelled=st.booleans(),
    has_finished=st.none() | st.booleans(),
    runners=st.lists(RUNNER, max_size=3).map(tuple),
    distance=TEXT,
    surface=TEXT,
    race_type=TEXT,
    purse=st.none() | st.integers(0, 10**7),
    min_claim=st.none() | st.integers(0, 10**5),
    max_claim=st.none() | st.integers(0, 10**5),
    ages=TEXT,
    sexes=TEXT,
    rider_changes=st.lists(st.builds(RiderChange, NAME, TEXT), max_size=2).map(tuple),
)
FINISHER = st.builds(Finisher, st.integers(1, 3), NAME, TEXT, TEXT, MONEY, MONEY, MONEY)
PAYOFF = st.builds(
    Payoff, st.sampled_from(["exacta", "pick_3", "odd"]), TEXT, MONEY.map(lambda it: it or Decimal(1)), MONEY
)
RESULT = st.builds(
    RaceResult,
    number=st.integers(1, 20),
    finishers=st.lists(FINISHER, min_size=1, max_size=4).map(tuple),
    also_ran=st.lists(TEXT, max_size=2).map(tuple),
    payoffs=st.lists(PAYOFF, max_size=3).map(tuple),
)
LOOKED = st.builds(Looked, st.integers(0, 5), st.integers(5, 9), DAYS)
GRADE = st.none() | st.integers(1, 3)
AT = {"track": st.just(TAMPA), "when": DAYS, "as_of": AGE}
AROUND = {"when": DAYS, "as_of": AGE}
ENTRY = st.builds(HorseEntry, **AT, race=RACE, runner=st.builds(Runner, NAME, TEXT, TEXT), result=st.none() | RESULT)
RACES_AROUND = st.lists(st.builds(TrackRace, st.just(TAMPA), RACE), max_size=3).map(tuple)
CONDITIONS = st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple)
WEATHER = st.builds(Weather, TEXT, TEXT, st.none() | st.integers(-40, 120), st.none())
QUOTES = st.lists(st.builds(Quote, RUNNER, ODDS), max_size=5).map(tuple)
ANSWERS: st.SearchStrategy[TrackAnswer | TracksAnswer] = st.one_of(
    st.builds(PostTime, **AT, race=RACE),
    st.builds(RaceDetails, **AT, race=RACE),
    st.builds(RaceOdds, **AT, race=RACE, quotes=QUOTES, is_live=st.booleans()),
    st.builds(StakesOfDay, **AT, races=st.lists(RACE, max_size=5).map(tuple), least_grade=GRADE),
    st.builds(RacingDay, **AT, count=st.none() | st.integers(1, 14), first=st.none() | RACE),
    st.builds(TrackCondition, **AT, conditions=CONDITIONS, weather=st.none() | WEATHER),
    st.builds(Payouts, **AT, result=RESULT, wager=st.sampled_from(["", "exacta", "pick_3", "odd"])),
    st.builds(Scratches, **AT, races=st.tuples(RACE), is_one_race=st.booleans()),
    ENTRY,
    st.builds(SeveralHorses, **AROUND, entries=st.lists(ENTRY, min_size=2, max_size=4).map(tuple)),
    st.builds(NoSuchName, **AROUND, name=NAME, is_horse=st.booleans(), looked=LOOKED),
    st.builds(StakesAround, **AROUND, races=RACES_AROUND, looked=LOOKED, least_grade=GRADE),
    st.builds(TracksRunning, **AROUND, races=RACES_AROUND, looked=LOOKED, region=TEXT),
    st.builds(TracksRacing, **AROUND, tracks=st.just(()), others=st.lists(NAME, max_size=3).map(tuple), region=TEXT),
)


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(answer=ANSWERS)
def test_any_text_of_the_feed_can_be_said(answer: TrackAnswer | TracksAnswer) -> None:
    reply = en.told(answer, Hearing(MORNING))
    root = ET.fromstring(reply.speech.ssml())  # noqa: S314 - our own output, and that it parses is the point
    assert (root.tag, list(root)) == ("speak", [])
    assert len(reply.speech.ssml()) < 8000
    said = reply.speech.plain()
    assert said[-1] in ".?"
    assert not re.search(r"\bNone\b|Entry\.|Decimal", said)
