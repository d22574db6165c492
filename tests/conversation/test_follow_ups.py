"""Turns that say only what is new: each is answered about the track, the day and the race that were meant."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from race_api.server import RaceApi
from race_api.trap_calendar import trap_calendar
from tests.support.cases import LAUNCH, SAT, Case, Stand, case, event, goodbye, take, then
from tests.support.conversation import talk_over_http
from tests.support.fakes import FakeClock

TAM, SAR, GP, DMR = "tampa bay downs[TAM]", "saratoga[SAR]", "gulfstream park[GP]", "del mar[DMR]"
MISHEARD = "tampa bay dawns"
TOMORROW = event("Day", day="2026-11-22")
SARATOGA = event("Track", track=SAR)

# What an answer about any race day says, while an example of a track's name does not.
AN_ANSWER = r"There (?:are|is) |riding|was won|scratch(?:es)? (?:at|in) |posted yet|\d:\d\d"

NINE = ("nine races at Saratoga today", "12:35 PM")
TEN = ("ten races at Saratoga tomorrow", "12:50 PM")
WELCOME_BACK = then(LAUNCH, "eight races at Tampa Bay Downs today", "12:35 PM", is_open=True)


def asking_again() -> Iterator[Case]:
    tomorrow = ("seven races at Tampa Bay Downs tomorrow", "12:35 PM")
    yield case("welcome back, and tomorrow", WELCOME_BACK, then(TOMORROW, *tomorrow, is_open=False), favorite="TAM")
    yield case("the same said", WELCOME_BACK, then("and tomorrow", *tomorrow, is_open=False), favorite="TAM")
    yield case("welcome back, what about Saratoga", WELCOME_BACK, then(SARATOGA, *NINE), WELCOME_BACK, favorite="TAM")
    said = then("what about saratoga", *NINE)
    yield case("the same said, and the favorite stays", WELCOME_BACK, said, WELCOME_BACK, favorite="TAM")

    next_race = then(
        event("Runners", track=SAR, race="next[next]"), "race one", "five runners", "Sundry Pinwheel", is_open=True
    )
    next_day = then(TOMORROW, "race one at Saratoga tomorrow", "six runners", "Drizzle Bellows", is_open=True)
    elsewhere = then(event("Track", track=GP), "race one at Gulfstream Park tomorrow", "six runners", "Velvet Whistle")
    yield case("runners, another day, another track, no", next_race, next_day, elsewhere, goodbye("no"))
    dark = then(event("Track", track=DMR), "Del Mar tomorrow", never=["riding", "Saratoga"])
    yield case("runners, another day, a track that is dark then", next_race, next_day, dark)

    fifth = then(event("Runners", track=TAM, race="5[5]"), "race five", "seven runners", "Tadpole Footnote")
    there = then(SARATOGA, "race five at Saratoga today", "five runners", "Dapper Pinwheel", is_open=True)
    second = then(event("Race", race="2[2]"), "race two at Saratoga today", "eight runners", "Almond Bellows")
    rest = then("yes", "Parsnip Jigsaw", never=["Almond Bellows", "Wicker Whistle"], is_open=False)
    yield case("a race, another track, another race, yes", fifth, there, second, rest)
    both = then(event("Track", track="tampa bay downs tomorrow"), "race five at Tampa Bay Downs tomorrow", "Almond Br")
    elsewhere_before = then(event("Runners", track=SAR, race="5[5]"), "Dapper Pinwheel", is_open=True)
    yield case("another track and day at once", elsewhere_before, both)
    following = then(event("Race", race="the next race[next]"), "race one", "12:35 PM", never=["Bobbin Sextant"])
    yield case("what about the next race is no next part", elsewhere_before, following)
    sixth = ("race six at Tampa Bay Downs", "ten runners", "Gosling Teaspoon")
    yield case("what about the sixth", fifth, then("what about the sixth", *sixth, is_open=True), goodbye("no"))
    scratched = then(event("Scratches", track=SAR), "six scratches at Saratoga today", "Sundry Footnote", is_open=True)
    others = then(TOMORROW, "nine scratches at Saratoga tomorrow", "Saffron Bellows", is_open=True)
    more = then("yes", r"\bIn race", never=["Corduroy Bandbox", "Walnut Sextant", "Saffron Bellows"])
    yield case("scratches, another day, the rest of its list", scratched, others, more)
    tracks = then(event("TracksRacing"), "66 tracks", "today", is_open=True)
    yield case("tracks, another day", tracks, then(TOMORROW, "42 tracks", "tomorrow", is_open=True))


def more_of_what() -> Iterator[Case]:
    first = then(event("Runners", track=SAR, race="1[1]"), "Sundry Pinwheel", is_open=True)
    second = then(event("Runners", race="2[2]"), "race two at Saratoga", "Almond Bellows", is_open=True)
    rest = then("yes", "Parsnip Jigsaw", never=["Wicker Whistle"], is_open=False)
    yield case("yes is about the race asked last", first, second, rest)
    elsewhere = then(event("Runners", track="hialeah", race="2[2]"), never=["riding"], is_open=True)
    yield case("yes to an unknown track is not for more", first, elsewhere, then("yes", never=["riding"]))
    nonsense = then(event("Runners", race="banana"), never=["riding"], is_open=True)
    yield case("yes to an unusable race is not for more", first, nonsense, then("yes", never=["riding"]))
    week = then(event("Scratches", day="2026-W48"), "which day", is_open=True)
    yield case("yes to an unusable day is not for more", first, week, then("yes", never=["riding", "Wicker Whistle"]))


def days_and_races() -> Iterator[Case]:
    which_race = then(event("Runners", track=TAM), "which race", is_open=True)
    facts = ("race five at Tampa Bay Downs today", "seven runners", "Tadpole Footnote")
    for intent in ("Day", "HowManyRaces", "Runners"):
        fifth = then(event(intent, day="2026-12-05"), *facts, never=["December"])
        yield case(f"which race? the fifth, as a day by {intent}", which_race, fifth)
    which_day = then(event("HowManyRaces", track=TAM, day="2026-W48"), "which day", is_open=True)
    for intent in ("Race", "Runners"):
        fifth = then(event(intent, race="5[5]"), "Tampa Bay Downs", "Saturday, December 5", never=["riding"])
        yield case(f"which day? the fifth, as a race by {intent}", which_day, fifth)
    weekend = then(event("RaceResults", track=TAM, day="2026-W47-WE"), "which day", is_open=True)
    twentieth = then(event("Race", race="20[20]"), "race ten", "Teacup Gazette", is_open=False)
    yield case("which day? the twentieth, of results", weekend, twentieth)
    # No race has this number, but a day has.
    for day in ("22", "twenty second", "the 22nd"):
        number = then(event("Race", race=day), "seven races at Tampa Bay Downs tomorrow", is_open=False)
        yield case(f"which day? {day}", which_day, number)
    chosen = then(event("MyTrackIs", track=TAM), r"\?$", is_open=True)
    number = then(event("Race", race="5[5]"), "race five at Tampa Bay Downs", never=["December"])
    yield case("a number that nobody asked for is a race", chosen, number)


def tracks_not_understood() -> Iterator[Case]:
    unknown = then(event("HowManyRaces", track="hialeah"), never=[AN_ANSWER], is_open=True)
    yield case("an unknown track, corrected", unknown, then(SARATOGA, *NINE, is_open=False))
    mine = event("MyTrackIs", track=SAR)
    yield case("an unknown track, corrected as one's own", unknown, then(mine, *NINE, is_open=False))
    later = event("HowManyRaces", track="hialeah", day="2026-11-22")
    yield case("its day is kept", then(later, is_open=True), then(SARATOGA, *TEN, is_open=False))
    for name, values in {
        "HowManyRaces": {},
        "NextStakesRace": {},
        "NextRace": {},
        "Runners": {"race": "2[2]"},
        "Scratches": {},
        "RaceResults": {},
    }.items():
        about = then(event(name, track="hialeah", **values), never=[AN_ANSWER], is_open=True)
        yes = then("yes", never=[AN_ANSWER], is_open=True)
        yield case(f"the favorite is no answer to {name} elsewhere", WELCOME_BACK, about, yes, favorite="TAM")
        yield case(f"the favorite is no answer to {name} in one breath", about, yes, favorite="TAM")
    asked = then(TOMORROW, never=[AN_ANSWER], is_open=True)
    yield case("a day does not bring the favorite back", unknown, asked, then(SARATOGA, *TEN), favorite="TAM")
    runners = then(event("Runners", track="hialeah", race="2[2]"), never=[AN_ANSWER], is_open=True)
    third = then(event("Race", race="3[3]"), never=[AN_ANSWER], is_open=True)
    there = then(SARATOGA, "race three at Saratoga today", "ten runners", "Wicker Abacus")
    yield case("nor does a race", runners, third, there, favorite="TAM")
    guess = then(event("HowManyRaces", track=MISHEARD), "Did you mean Tampa Bay Downs", is_open=True)
    yield case("a guess that is right", guess, then("yes", "eight races at Tampa Bay Downs", is_open=False))
    yield case("a guess that is wrong", guess, then("no", never=[AN_ANSWER], is_open=True), then(SARATOGA, *NINE))
    yield case("a guess that is corrected at once", guess, then(SARATOGA, *NINE, never=["Tampa"], is_open=False))
    guessed = then(TOMORROW, never=[AN_ANSWER], is_open=True)
    seven = then(event("Track", track=TAM), "seven races at Tampa Bay Downs tomorrow", is_open=False)
    yield case("a day said to a guess is kept", guess, guessed, seven)
    own = then(event("MyTrackIs", track=MISHEARD), "Did you mean Tampa Bay Downs", is_open=True)
    other = then(event("MyTrackIs"), "track", never=["did you mean"], is_open=True)
    chosen = then(SARATOGA, "Saratoga", never=["Tampa"], is_open=True)
    yield case("another track instead of a guess", own, other, chosen, then(event("HowManyRaces"), *NINE))


def answers_to_another_question() -> Iterator[Case]:
    which_track = then(event("HowManyRaces"), "which track", is_open=True)
    still = then(TOMORROW, "track", never=[AN_ANSWER], is_open=True)
    yield case("a day when the track was asked for", which_track, still, then(SARATOGA, *TEN, is_open=False))
    runners = then(event("Runners"), "which track", is_open=True)
    race = then(event("Race", race="2[2]"), "track", never=[AN_ANSWER], is_open=True)
    second = then(SARATOGA, "race two at Saratoga today", "Almond Bellows")
    yield case("a race when the track was asked for", runners, race, second)
    which_race = then(event("Runners", track=TAM), "which race", is_open=True)
    there = then(SARATOGA, "which race", is_open=True)
    yield case(
        "a track when the race was asked for", which_race, there, then(event("Race", race="2[2]"), *second.tells)
    )
    which_day = then(event("HowManyRaces", track=TAM, day="2026-W48"), "which day", is_open=True)
    other = then(SARATOGA, "which day", is_open=True)
    yield case("a track when the day was asked for", which_day, other, then(TOMORROW, *TEN, is_open=False))
    anew = then(event("NextRace", track=SAR), "race one", "12:35 PM", is_open=False)
    yield case("a new question ends the old one", which_race, anew)


def tracks_kept() -> Iterator[Case]:
    here = then(SARATOGA, "Saratoga", "remember", is_open=True)
    back = then(LAUNCH, *NINE)
    yield case("a bare track is kept where there is none", LAUNCH, here, back, favorite="")
    other = then(event("MyTrackIs", track=SAR), "Saratoga", "remember", is_open=True)
    yield case("one's own track is always kept", WELCOME_BACK, other, back, favorite="TAM")
    switch = then("switch to saratoga", "Saratoga")
    yield case("switching keeps the favorite", WELCOME_BACK, switch, WELCOME_BACK, favorite="TAM")


CONVERSATIONS = [
    *asking_again(),
    *more_of_what(),
    *days_and_races(),
    *tracks_not_understood(),
    *answers_to_another_question(),
    *tracks_kept(),
]


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=str)
def test_every_turn_is_about_what_was_meant(stand: Stand, conversation: Case) -> None:
    stand.play(conversation)


def test_more_of_the_next_race_is_about_the_race_that_was_told_even_when_it_is_off() -> None:
    clock = FakeClock(SAT + timedelta(hours=3, minutes=30))
    with RaceApi(calendar=trap_calendar, clock=clock.now) as api:
        alexa = talk_over_http(api, clock)
        assert "race one" in take(alexa, event("Runners", track=SAR, race="next[next]"))
        clock.instant += timedelta(minutes=30)
        assert "Wicker Whistle" in alexa.say("yes")
