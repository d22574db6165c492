"""More of what listeners say, kind by kind: test_field_cases.py has one input of each kind, here are its neighbors."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.support.cases import (
    LAUNCH,
    MID,
    SAT,
    SUN,
    Case,
    Event,
    Stand,
    answer_from,
    case,
    changed,
    event,
    goodbye,
    take,
    then,
)
from tests.support.slots import heard, several, simple

TAM, SAR, CD, GP = "tampa bay downs[TAM]", "saratoga[SAR]", "churchill downs[CD]", "gulfstream park[GP]"
MISHEARD = "tampa bay dawns"
EARLY = "too early"
UNKNOWN = "don't know a track"
NO_RACE = "riding"
ASKING = ("HowManyRaces", "NextStakesRace", "NextRace", "Runners", "Scratches", "RaceResults")

NINE_AT_SARATOGA = ("nine races at Saratoga", "12:35 PM")
FALLBACK = event("AMAZON.Fallback")
MOST_TURNS = 8


def at_utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def results_of_days_ahead() -> Iterator[Case]:
    """A weekday or a day without its year arrives as the coming one; a result can only be of the latest past one."""
    for day, race, facts in (
        ("2026-11-27", None, ("Friday, November 20", "race ten", "Teacup Gazette")),
        ("2026-11-26", None, ("Thursday, November 19", "race eleven", "Biscuit Gondola")),
        ("2026-11-26", "5[5]", ("Thursday, November 19", "race five", "Paper Gondola")),
        ("2026-11-24", "9[9]", ("Tuesday, November 17", "race nine", "Widow's Doorbell")),
        ("2026-11-24", "2[2]", ("Tuesday, November 17", "race two", "cancelled")),
        ("2026-11-28TNI", None, ("November 21", "race eight", "Cinnamon Sundial")),
        ("2027-11-19", "1[1]", ("Thursday, November 19", "race one", "Tinsel Mitten")),
        ("2027-02-28", "4[4]", ("Saturday, February 28", "race four", "Chimney Teaspoon")),
    ):
        values = {"track": TAM, "day": day} | ({"race": race} if race else {})
        answer = then(event("RaceResults", **values), *facts, never=[EARLY], is_open=False)
        yield case(f"K1 {day} {race or 'the last'}", answer, at=SUN)
    tomorrow = then(event("RaceResults", track=TAM, race="2[2]", day="2026-11-23"), EARLY, "tomorrow", is_open=False)
    yield case("K1 tomorrow's race stays ahead", tomorrow, at=SUN)
    past = then(event("RaceResults", track=TAM, day="2026-11-20"), "Friday, November 20", "Teacup Gazette")
    yield case("K1 a day that is past stays it", past, at=SUN)
    coming = then(event("Runners", track=TAM, race="1[1]", day="2026-11-25"), "November 25", never=["November 18"])
    yield case("K1 runners stay ahead", coming, at=SUN)
    # 2028 has this day, and the next year that has it is 2032.
    leap = ("Tuesday, February 29", "race nine", "Biscuit Sundial")
    leaping = then(event("RaceResults", track=TAM, day="2032-02-29"), *leap, never=[EARLY], is_open=False)
    yield case("K1 February 29", leaping, at=datetime(2028, 3, 10, 15, tzinfo=UTC))
    far = then(event("RaceResults", track=TAM, day="2028-02-29"), never=[EARLY, "February 28", "March 1"])
    yield case("K1 a February 29 of years ago", far, at=SUN)
    for words, told in {
        "who won the last race at tampa bay downs on saturday": ("Saturday, November 21", "Cinnamon Sundial"),
        "who won race three at tampa bay downs on friday": ("Friday, November 20", "race three", "Pocket Postcard"),
        "who won the fifth at churchill downs on thursday": ("Thursday, November 19", "race five"),
        "who won the last race at churchill downs on friday": ("Friday, November 20", "race nine", "Widow's Sundial"),
    }.items():
        yield case(f"K1 {words}", then(words, *told, never=[EARLY], is_open=False), at=SUN)


def names_with_surplus_words() -> Iterator[Case]:
    for name in (
        "the saratoga",
        "uh saratoga",
        "uh the saratoga race course",
        "saratoga please",
        "um saratoga racetrack please",
        "saratoga new york",
        "saratoga in new york",
        "saratoga's race track",
        "the track at saratoga",
        "horse racing at saratoga",
        "the races at saratoga",
        "today's card at saratoga",
        "saratoga today",
        "saratoga horse track",
        "i said saratoga",
    ):
        yield case(f"K3 {name}", then(event("HowManyRaces", track=name), *NINE_AT_SARATOGA, is_open=False))
    for name, told in {
        "tampa bay downs florida": "eight races at Tampa Bay Downs",
        "tampa bay downs in florida please": "eight races at Tampa Bay Downs",
        "gulfstream park racetrack": "eleven races at Gulfstream Park",
        "churchill downs kentucky": "ten races at Churchill Downs",
        "del mar california": "seven races at Del Mar",
        "arapahoe park's": "nine races at Arapahoe Park",
        "louisiana downs": "races at Louisiana Downs",
        "the big a": "eight races at Aqueduct",
    }.items():
        yield case(f"K3 {name}", then(event("HowManyRaces", track=name), told, is_open=False))
    for name in ("the track", "my track", "my favorite track"):
        own = then(event("HowManyRaces", track=name), "eight races at Tampa Bay Downs today", is_open=False)
        yield case(f"K3 {name} is the favorite", own, favorite="TAM")
        nameless = then(event("HowManyRaces", track=name), "which track", never=[UNKNOWN], is_open=True)
        yield case(f"K3 {name} is no name", nameless)
    for intent in ("MyTrackIs", "Track"):
        chosen = then(event(intent, track="um churchill downs racetrack please"), "Churchill Downs", is_open=True)
        yield case(f"K3 a name with fillers by {intent}", LAUNCH, chosen)


def days_in_the_track() -> Iterator[Case]:
    for told in (
        then(event("HowManyRaces", track="gulfstream park tomorrow"), "eleven races at Gulfstream Park", "12:05 PM"),
        then(event("HowManyRaces", track="saratoga for tomorrow"), "ten races at Saratoga tomorrow", "12:50 PM"),
        then(event("HowManyRaces", track="saratoga on sunday"), "ten races at Saratoga", "12:50 PM"),
        then(event("HowManyRaces", track="saratoga on november twenty second"), "ten races at Saratoga", "12:50 PM"),
        then(event("HowManyRaces", track="saratoga this weekend"), "which day", is_open=True),
        then(event("NextRace", track="saratoga today"), "race one", "12:35 PM"),
        then(event("NextStakesRace", track="gulfstream on saturday"), "Salt Cove Stakes", "race seven", "3:14 PM"),
        then(event("NextStakesRace", track="tampa bay downs tomorrow"), "Thistle Terrace Derby", "race eight", "4:01"),
        then(event("Runners", track="tampa bay downs tomorrow", race="1[1]"), "tomorrow", "ten runn", "Dapper Gondola"),
        then(event("Scratches", track="gulfstream park tomorrow"), "seven scratches", "tomorrow", "Lamplit Abacus"),
        then(event("RaceResults", track="churchill downs on friday"), "race nine", "Widow's Sundial"),
        then(event("RaceResults", track="yesterday at saratoga"), "race eight", "Tadpole Mitten"),
        then(event("RaceResults", track="tampa bay downs yesterday", race="3[3]"), "race three", "Pocket Postcard"),
        then(event("MyTrackIs", track="saratoga today"), "Saratoga", never=["did you mean"], is_open=True),
    ):
        yield case(f"K3 {told.step}", then(told.step, *told.tells, never=[UNKNOWN, *told.never]))


def nothing_but_surplus_words() -> Iterator[Case]:
    for words in ("um", "please", "the", "um the race track"):
        asked = then(event("HowManyRaces", track=words), "which track", never=[UNKNOWN, "did you mean"], is_open=True)
        yield case(f"K3 nothing but {words}", asked)
        own = then(event("HowManyRaces", track=words), "eight races at Tampa Bay Downs today", is_open=False)
        yield case(f"K3 nothing but {words}, with a favorite", own, favorite="TAM")
    # "What about" is said of tracks, days and races alike, and any of them may be caught as a track.
    welcomed = then(LAUNCH, "eight races at Tampa Bay Downs today")
    for day in ("tomorrow", "sunday"):
        caught = then(event("Track", track=day), "seven races at Tampa Bay Downs tomorrow", is_open=False)
        yield case(f"K3 {day} caught as a track", welcomed, caught, favorite="TAM")
    runners = then(event("Runners", track=TAM, race="5[5]"), "race five", is_open=True)
    for race in ("the sixth", "race six", "the 6th race"):
        caught = then(event("Track", track=race), "race six at Tampa Bay Downs", "Gosling Teaspoon", is_open=True)
        yield case(f"K3 {race} caught as a track", runners, caught)


def race_numbers() -> Iterator[Case]:
    runners = {
        "race one": ("nine runners", "Linen Trellis"),
        "race two": ("seven runners", "Button Hatbox"),
        "race three": ("six runners", "Linen Hatbox"),
        "race four": ("six runners", "Teacup Gazette"),
        "race five": ("seven runners", "Tadpole Footnote"),
        "race eight": ("six runners", "Dapper Rickshaw"),
    }
    spoken = {
        "race one": ("won", "one", "1st", "number one", "the first race", "the first one"),
        "race two": ("too", "two", "the second", "2", "race to"),
        "race three": ("3rd", "number three", "the third race", "race number three"),
        "race four": ("fore", "for", "4th", "race for", "four please"),
        "race five": ("race number five", "the fifth race", "number 5", "5th race", "um five"),
        "race eight": ("ate", "8th", "race ate", "the last one", "the last race", "the final race"),
    }
    for race, ways in spoken.items():
        for way in ways:
            answer = then(event("Runners", track=TAM, race=way), race, *runners[race], is_open=True)
            yield case(f"K4 {way}", answer)
    for way in ("up next", "the next race", "the next one"):
        yield case(f"K4 {way}", then(event("Runners", track=TAM, race=way), "race one", "12:35 PM", "Linen Trellis"))
    for nonsense in ("zero", "0", "21", "twenty first", "one hundred", "bananas", "fortieth", "too many"):
        asked = then(event("Runners", track=TAM, race=nonsense), r"\brace", never=[NO_RACE], is_open=True)
        yield case(f"K4 {nonsense} is no race", asked)
    neighbors = {
        "race five today": (TAM, ("race five at Tampa Bay Downs today", "Tadpole Footnote")),
        "the fifth tomorrow": (TAM, ("race five at Tampa Bay Downs tomorrow", "Almond Bramble")),
        "fifth at saratoga": ("", ("race five at Saratoga today", "Dapper Pinwheel")),
    }
    for way, (track, facts) in neighbors.items():
        values = {"race": way} | ({"track": track} if track else {})
        yield case(f"K3 {way} as a race", then(event("Runners", **values), *facts))
    winners = {"ate": "Rhubarb Sextant", "won": "Chimney Lozenge", "3rd": "Pocket Postcard", "race to": "Gosling Cart"}
    for way, winner in winners.items():
        yield case(f"K4 result of {way}", then(event("RaceResults", track=TAM, race=way, day="2026-11-20"), winner))
    yield case("K4 scratches of to", then(event("Scratches", track=TAM, race="to"), "race two", "Plover Inkwell"))


def no_question_forgotten() -> Iterator[Case]:
    which = then(event("HowManyRaces", track="downs[TAM, CD]"), "Tampa Bay Downs", "Churchill Downs", is_open=True)
    for choice in (event("Runners", race="first[1]"), event("Race", race="the first one")):
        yield case(f"K6 the first of two by {choice.intent}", which, then(choice, "eight races at Tampa Bay Downs"))
    for choice in (event("Runners", race="second[2]"), event("Race", race="the second one")):
        yield case(f"K6 the second of two by {choice.intent}", which, then(choice, "ten races at Churchill Downs"))
    for intent in ("Track", "MyTrackIs"):
        for words, told in {
            "the first one": "eight races at Tampa Bay Downs",
            "second": "ten races at Churchill",
        }.items():
            yield case(f"K6 {words} caught by {intent}", which, then(event(intent, track=words), told))
    helped = then("help", is_open=True)
    first_of_two = then(event("Race", race="the first one"), "eight races at Tampa Bay Downs")
    yield case("K6 the first of two after the help", which, helped, first_of_two)
    third = then(event("Race", race="third[3]"), "Tampa Bay Downs", "Churchill Downs", never=[NO_RACE], is_open=True)
    yield case("K6 the third of two", which, third, then(event("Track", track=CD), "ten races at Churchill Downs"))
    two_way = then(event("MyTrackIs", track=SAR), r"\?$", is_open=True)
    derby = ("Foxglove Meadow Derby", "grade one", "race eight", "3:52 PM")
    for choice in (event("Runners", race="second[2]"), event("Race", race="the second one")):
        yield case(f"K6 the second question by {choice}", two_way, then(choice, *derby, never=[NO_RACE], is_open=False))
    first = event("Race", race="the first one")
    yield case("K6 the first question", two_way, then(first, *NINE_AT_SARATOGA, never=[NO_RACE], is_open=False))

    hinting = (r"\bhelp\b", r"\bstop\b")
    week = event("HowManyRaces", track=TAM, day="2026-W48")
    yield case("K6 unusable days", then(week, "day", is_open=True), then(week, *hinting, is_open=True), goodbye(week))
    bare = event("Day", day="2026-12")
    yield case("K6 unusable bare days", week, then(bare, *hinting, is_open=True), goodbye(bare))
    asked, nonsense = event("Runners", track=TAM), event("Race", race="banana")
    waiting = then(asked, "which race", is_open=True)
    misses = (then(nonsense, is_open=True), then(nonsense, *hinting, is_open=True), goodbye(nonsense))
    yield case("K6 unusable bare races", waiting, *misses)
    unknown = event("Track", track="hialeah")
    yield case("K6 track, day, fallback", unknown, then(week, *hinting, is_open=True), goodbye(FALLBACK))
    yield case("K6 fallback, race, track", FALLBACK, then(nonsense, *hinting, is_open=True), goodbye(unknown))
    yield case("K6 race, fallback, day", event("Runners", track=TAM, race="banana"), FALLBACK, goodbye(week))
    understood = then(event("MyTrackIs", track=TAM), "Tampa Bay Downs", is_open=True)
    yield case("K6 what is understood ends the row", unknown, FALLBACK, understood, then(FALLBACK, is_open=True))

    welcomed = then(LAUNCH, "eight races", "what would you like to know")
    yield case("K6 no to what would you like to know", welcomed, goodbye("no"), favorite="TAM")
    guessed = then(event("MyTrackIs", track=MISHEARD), "Did you mean Tampa Bay Downs", is_open=True)
    chosen = "Tampa Bay Downs, got it|Okay, Tampa Bay Downs|Tampa Bay Downs it is"
    changed_mind = then(event("MyTrackIs"), r"\?$", never=["did you mean", chosen], is_open=True)
    yield case("K6 another track ends a guess", guessed, changed_mind, then("yes", never=[chosen, "did you mean"]))
    other = then(event("MyTrackIs"), r"\?$", never=["Churchill Downs"], is_open=True)
    yield case("K6 another track ends a list", which, other)


def obvious_questions() -> Iterator[Case]:
    for words, facts in {
        "late scratches at saratoga": ("six scratches at Saratoga", "Sundry Footnote"),
        "any late scratches at saratoga": ("six scratches at Saratoga", "Sundry Footnote"),
        "yesterday's results at churchill downs": ("race nine", "Widow's Sundial"),
        "for yesterday's results at saratoga": ("race eight", "Tadpole Mitten"),
        "results from yesterday at saratoga": ("race eight", "Tadpole Mitten"),
    }.items():
        yield case(f"K7 {words}", then(words, *facts))


def races_by_role() -> Iterator[Case]:
    for role in ("feature", "the feature", "stakes", "the stakes race", "the feature race"):
        only = then(event("Runners", track=SAR, race=role), "race eight", "five runners", "Biscuit Doorbell")
        yield case(f"K8 {role}, the only one", only)
    several_stakes = "race seven.*(?:race eight|Pewter Nocturne)"
    yield case("K8 several", then(event("Runners", track=GP, race="the feature"), several_stakes))
    helpful = ("stakes", r"\?$")
    none = then(event("Runners", track="del mar[DMR]", race="feature"), "stakes", never=["I need the number", NO_RACE])
    yield case("K8 none", none)
    for name in ("the derby", "the kentucky oaks", "the breeders' cup classic", "the maiden"):
        told = then(event("Runners", track=TAM, race=name), "number", *helpful, never=["which race would", NO_RACE])
        yield case(f"K8 {name}", told)
    won = then(event("RaceResults", track=CD, race="the stakes", day="2026-11-21"), "race seven", "Gingham Whistle")
    yield case("K8 who won it", won, at=SUN)
    friday = then(event("RaceResults", track=TAM, race="feature", day="2026-11-20"), "race seven", "Pocket Pamphlet")
    yield case("K8 who won it on a past day", friday)


def numbers_of_another_question() -> Iterator[Case]:
    for track, left, post_time in (
        ("gulfstream", r"\bfive\b", "3:14 PM"),
        ("churchill downs", r"\bfive\b", "3:28 PM"),
        ("saratoga", r"\bthree\b", "3:22 PM"),
        ("del mar", r"\bseven\b", "1:05 PM"),
    ):
        yield case(f"K9 left at {track}", then(f"how many races are left at {track}", left, post_time), at=MID)
    for track, first in {"saratoga": "12:35 PM", "gulfstream": "12:15 PM", "churchill downs": "1:05 PM"}.items():
        for at in (SAT, MID):
            words = f"when is the first race at {track}"
            yield case(f"K9 the first at {track} at {at:%H:%M}", then(words, first, is_open=False), at=at)
    over = then("how many races are left at tampa bay downs", r"\bnone\b|\bno\b|\bover\b|has passed")
    yield case("K9 none left", over, at=at_utc(21, 22, 30))


def results_when_there_are_none_yet() -> Iterator[Case]:
    saturday, friday = "yesterday|Saturday, November 21", "yesterday|Friday, November 20"
    sunday = "yesterday|Sunday, November 22"
    for name, track, at, facts in (
        ("one in the morning", TAM, at_utc(22, 6), (saturday, "race eight", "Cinnamon Sundial")),
        ("midnight in the mountains", "arapahoe park[ARP]", at_utc(22, 7), (saturday, "race nine", "Gingham Rickshaw")),
        ("after a night card", "los alamitos[LA]", at_utc(21, 8, 30), (friday, "race nine", "Plover Footnote")),
        ("in the morning", CD, SAT, (friday, "race nine", "Widow's Sundial")),
        ("on a dark day", GP, at_utc(23, 15), (sunday, "race eleven", "Walnut Pamphlet")),
        ("on the second dark day", GP, at_utc(24, 15), ("Sunday, November 22", "race eleven", "Walnut Pamphlet")),
    ):
        # Where it is another day already for some listeners, today goes by its name.
        today = f"today|{at:%A, %B} {at.day}"
        for asked in (event("RaceResults", track=track), event("RaceResults", track=track, race="last[last]")):
            way = "the last race" if "RaceNumber" in asked.slots else "results"
            yield case(f"K10 {way} {name}", then(asked, today, *facts, is_open=False), at=at)
    any_yet = then(event("RaceResults", track=TAM), "today", "race six", "Pocket Viaduct", never=["yesterday"])
    yield case("K10 as soon as there are any", any_yet, at=MID)


def tracks_and_codes() -> Iterator[Case]:
    for code, races in {
        "G.P.": "eleven races at Gulfstream Park",
        "GP": "eleven races at Gulfstream Park",
        "g p": "eleven races at Gulfstream Park",
        "C D": "ten races at Churchill Downs",
        "c. d.": "ten races at Churchill Downs",
        "t. a. m.": "eight races at Tampa Bay Downs",
        "TAM": "eight races at Tampa Bay Downs",
        "S A R": "nine races at Saratoga",
        "d m r": "seven races at Del Mar",
    }.items():
        yield case(f"K11 {code}", then(event("HowManyRaces", track=code), races, is_open=False))
    for name in ("pleasanton", "dubai world cup", "pimlico"):
        for intent in (*ASKING, "MyTrackIs", "Track"):
            race = {"race": "1[1]"} if intent == "Runners" else {}
            told = then(event(intent, track=name, **race), name, never=[UNKNOWN, "did you mean", "not sure I heard"])
            yield case(f"K11 {name} by {intent}", LAUNCH, told)
    closed = then(event("HowManyRaces", track="pimlico race course"), "Pimlico", never=[UNKNOWN])
    yield case("K11 a track that is closed for a while", closed)
    for word in ("one", "far", "no one"):
        yield case(f"K11 {word} is no code", then(event("MyTrackIs", track=word), never=["Oneida", "North Dakota"]))
    nowhere = then(event("HowManyRaces", track="hialeah"), UNKNOWN, is_open=True)
    yield case("K11 a name that nobody lists stays unknown", nowhere)


# Two or three at once, and what is heard of each by the time that everything offered was accepted.
AT_ONCE: dict[str, tuple[str | Event, tuple[str, ...]]] = {
    **{
        name: (event("HowManyRaces", track=name), ("nine races at Saratoga", "seven races at Del Mar"))
        for name in ("saratoga and del mar", "del mar and saratoga", "saratoga or del mar", "both saratoga and del mar")
    },
    "three tracks": (
        event("HowManyRaces", track="saratoga, del mar and gulfstream park"),
        ("nine races at Saratoga", "seven races at Del Mar", "eleven races at Gulfstream Park"),
    ),
    "said with and": (
        "how many races at saratoga and del mar",
        ("nine races at Saratoga", "seven races at Del Mar"),
    ),
    "a list of tracks": (
        event("HowManyRaces", track=several([heard("TRACK_NAME", SAR), heard("TRACK_NAME", "del mar[DMR]")])),
        ("nine races at Saratoga", "seven races at Del Mar"),
    ),
    **{
        race: (event("Runners", track=TAM, race=race), ("Linen Hatbox", "Tadpole Footnote"))
        for race in ("third and fifth", "three and five", "races three and five", "the third and the fifth[3, 5]")
    },
    "a list of races": (
        event("Runners", track=TAM, race=several([heard("RACE_NUMBER", "third[3]"), heard("RACE_NUMBER", "fifth[5]")])),
        ("Linen Hatbox", "Tadpole Footnote"),
    ),
    "two results": (
        event("RaceResults", track=TAM, race="third and fifth", day="2026-11-20"),
        ("Pocket Postcard", "Drizzle Rickshaw"),
    ),
}


def values_in_slot_value() -> Iterator[Case]:
    saratoga, unresolved = heard("TRACK_NAME", SAR), heard("TRACK_NAME", "um saratoga race track")
    for name, slot in {
        "one": simple(saratoga),
        "one without resolution": simple(unresolved),
        "a list of one": several([saratoga]),
        "both forms": saratoga | simple(saratoga),
        "no value beside it": {"value": None} | simple(saratoga),
    }.items():
        yield case(f"K14 track, {name}", then(event("HowManyRaces", track=slot), *NINE_AT_SARATOGA, is_open=False))
    for name, slot in {"an empty list": several([]), "no value": {"slotValue": {"type": "Simple"}}}.items():
        yield case(f"K14 track, {name}", then(event("HowManyRaces", track=slot), "which track", is_open=True))
    fifth = heard("RACE_NUMBER", "fifth[5]")
    for name, slot in {"one": simple(fifth), "a list of one": several([fifth])}.items():
        runners = ("race five", "seven runners", "Tadpole Footnote")
        yield case(f"K14 race, {name}", then(event("Runners", track=TAM, race=slot), *runners))
    day = heard("AMAZON.DATE", "2026-11-22")
    for name, slot in {"one": simple(day), "a list of one": several([day])}.items():
        told = then(event("HowManyRaces", track=SAR, day=slot), "ten races at Saratoga tomorrow", "12:50 PM")
        yield case(f"K14 day, {name}", told)
    results = then(event("RaceResults", track=simple(heard("TRACK_NAME", TAM)), day=simple(day)), EARLY, "tomorrow")
    yield case("K14 two slots", results)


KINDS = [
    *results_of_days_ahead(),
    *names_with_surplus_words(),
    *days_in_the_track(),
    *nothing_but_surplus_words(),
    *race_numbers(),
    *no_question_forgotten(),
    *obvious_questions(),
    *races_by_role(),
    *numbers_of_another_question(),
    *results_when_there_are_none_yet(),
    *tracks_and_codes(),
    *values_in_slot_value(),
]


# Where a conversation stands when a command comes: what was said and sent until then, from the first turn on.
WHICH_TRACK: tuple[str | Event, ...] = (LAUNCH,)
TWO_WAY = (LAUNCH, event("MyTrackIs", track=TAM))
WHICH_RACE = (LAUNCH, event("Runners", track=TAM))
WHICH_DAY = (LAUNCH, event("HowManyRaces", track=TAM, day="2026-W48"))
WHICH_OF = (LAUNCH, event("HowManyRaces", track="downs[TAM, CD]"))
GUESS = (LAUNCH, event("HowManyRaces", track=MISHEARD))
MORE = (LAUNCH, event("Runners", track=TAM, race="1[1]"))


def commands() -> Iterator[tuple[str, tuple[str | Event, ...], str, Event]]:
    """Yield a name, where the conversation stands, a command, and the request in whose slot it is caught."""
    places = {"which track": WHICH_TRACK, "two ways": TWO_WAY, "which of": WHICH_OF, "guess": GUESS, "more": MORE}
    meant = {
        "cancel": "cancel",
        "stop": "stop",
        "never mind": "cancel",
        "help": "help",
        "repeat": "repeat",
        "yes": "yes",
        "yeah": "yes",
        "no": "no",
        "no thanks": "no",
        "i don't know": "help",
        "i'm not sure": "help",
    }
    for place, before in places.items():
        for words, command in meant.items():
            intent = "MyTrackIs" if place in {"which track", "guess"} else "Track"
            yield f"K5 {words} to {place}", before, command, event(intent, track=words)
    for place, before in {"which race": WHICH_RACE, "more": MORE}.items():
        for words, command in meant.items():
            yield f"K5 {words} as a race to {place}", before, command, event("Race", race=words)
    for words in ("cancel", "help", "no"):
        yield f"K5 {words} as an asked race", WHICH_RACE, meant[words], event("Runners", race=words)
    for words in ("stop", "help", "no"):
        yield f"K5 {words} as a day", WHICH_DAY, meant[words], event("Day", day=words)
    for words in ("cancel", "stop", "help"):
        yield f"K5 {words} in a question", WHICH_TRACK, meant[words], event("HowManyRaces", track=words)


@pytest.fixture(scope="module")
def stand() -> Iterator[Stand]:
    with Stand() as ready:
        yield ready


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_the_right_answer_is_given(stand: Stand, kind: Case) -> None:
    stand.play(kind)


@pytest.mark.parametrize(("asked", "facts"), AT_ONCE.values(), ids=AT_ONCE)
def test_of_several_at_once_the_first_is_told_and_the_others_are_offered(
    stand: Stand, asked: str | Event, facts: tuple[str, ...]
) -> None:
    alexa = stand.talk()
    told = [take(alexa, asked)]
    while alexa.is_open and len(told) < MOST_TURNS:
        told.append(alexa.say("yes"))
    assert all(fact in " ".join(told) for fact in facts), told
    assert not alexa.is_open


@pytest.mark.parametrize(
    ("before", "command", "caught"), [pytest.param(*values, id=name) for name, *values in commands()]
)
def test_a_command_that_a_slot_caught_does_what_it_says(
    stand: Stand, before: tuple[str | Event, ...], command: str, caught: Event
) -> None:
    saying, slipping = stand.talk(), stand.talk()
    for step in before:
        assert take(saying, step) == take(slipping, step)
    assert take(slipping, caught) == saying.say(command)
    assert slipping.is_open == saying.is_open


@pytest.mark.parametrize("before", [WHICH_TRACK, WHICH_RACE, MORE], ids=["which track", "which race", "more"])
def test_what_in_a_slot_is_a_wish_to_hear_it_again_or_the_help(stand: Stand, before: tuple[str | Event, ...]) -> None:
    heard_after = []
    for step in ("repeat", "help", event("Race" if before == WHICH_RACE else "MyTrackIs", track="what", race="what")):
        alexa = stand.talk()
        for earlier in before:
            take(alexa, earlier)
        heard_after.append(take(alexa, step))
    assert heard_after[2] in heard_after[:2]


# What the same listener may say over and over, each time without getting any further.
LOOPS = {
    "a track misheard": event("MyTrackIs", track=MISHEARD),
    "a track misheard in a question": event("HowManyRaces", track=MISHEARD),
    "a name of two tracks": event("HowManyRaces", track="downs[TAM, CD]"),
    "a track the feed alone lists": event("HowManyRaces", track="pleasanton"),
    "no track": event("HowManyRaces"),
    "no track of one's own": event("MyTrackIs"),
    "noise": event("Track", track={"value": "?"}),
    "no race": event("Runners", track=TAM),
    "a race that can be several": event("Runners", track=GP, race="feature"),
    "a race of no track": event("Race", race="5[5]"),
    "a day of no track": event("Day", day="2026-11-22"),
    "yes": "yes",
}


@pytest.mark.parametrize("step", LOOPS.values(), ids=LOOPS)
def test_no_question_is_asked_for_ever(stand: Stand, step: str | Event) -> None:
    alexa = stand.talk()
    told = [alexa.say(LAUNCH)]
    while alexa.is_open and len(told) < MOST_TURNS:
        told.append(take(alexa, step))
    assert not alexa.is_open, told
    assert all(told.count(answer) <= 2 for answer in told), told


@pytest.mark.parametrize(
    "before",
    [
        WHICH_TRACK,
        TWO_WAY,
        WHICH_RACE,
        WHICH_DAY,
        WHICH_OF,
        GUESS,
        MORE,
        (LAUNCH, "how many races"),
        (LAUNCH, event("MyTrackIs", track="hialeah")),
        (LAUNCH, FALLBACK),
    ],
    ids=lambda before: str(before[-1]),
)
def test_a_second_no_in_a_row_at_the_latest_says_goodbye(stand: Stand, before: tuple[str | Event, ...]) -> None:
    alexa = stand.talk()
    for step in before:
        take(alexa, step)
    first = alexa.say("no")
    told = alexa.say("no") if alexa.is_open else first
    assert not alexa.is_open, told
    assert "bye" in told.lower()


# What each miss is, and three of them in a row, in every order of kinds.
MISSES = {
    "track": event("Track", track="hialeah"),
    "own track": event("MyTrackIs", track="yonkers"),
    "day": event("HowManyRaces", track=TAM, day="2026-W48"),
    "race": event("Runners", track=TAM, race="banana"),
    "fallback": FALLBACK,
}


@pytest.mark.parametrize("third", MISSES)
@pytest.mark.parametrize("second", MISSES)
@pytest.mark.parametrize("first", MISSES)
def test_the_third_miss_in_a_row_of_whatever_kinds_says_goodbye(
    stand: Stand, first: str, second: str, third: str
) -> None:
    alexa = stand.talk()
    one = take(alexa, MISSES[first])
    two = take(alexa, MISSES[second])
    assert alexa.is_open
    assert one != two
    assert "help" in two
    assert "stop" in two
    assert "bye" in take(alexa, MISSES[third]).lower()
    assert not alexa.is_open


@pytest.mark.parametrize("intent", ["NextRace", "Runners"])
@pytest.mark.parametrize(
    ("race", "at", "told"),
    [
        (1, at_utc(21, 17, 54), ("race one", "12:35 PM")),
        (1, at_utc(21, 17, 56), ("race two", "1:05 PM")),
        (3, at_utc(21, 18, 35), ("race three", "1:32 PM")),
        (8, at_utc(21, 21, 20), ("race eight", "4:02 PM")),
    ],
    ids=["K2 nineteen minutes late", "K2 21 minutes late", "K2 in between", "K2 the last, 18 minutes late"],
)
def test_a_race_past_its_post_time_is_next_for_twenty_minutes(
    intent: str, race: int, at: datetime, told: tuple[str, str]
) -> None:
    card = changed(race, has_finished=False)
    for before in card["races"][: race - 1]:
        before["has_finished"] = True
    answer = answer_from(card, at, event(intent, track=TAM, **({"race": "next[next]"} if intent == "Runners" else {})))
    assert all(fact in answer.lower() for fact in map(str.lower, told)), answer


def test_a_cancelled_race_past_its_post_time_is_not_the_next() -> None:
    card = changed(1, has_finished=False, is_cancelled=True)
    assert "race two" in answer_from(card, at_utc(21, 17, 39), event("NextRace", track=TAM))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ZARAK (GER)", "Zarak,"),
        ("Il Etait Temps (FR)", "Il Etait Temps,"),
        ("Spirit of St Louis (ARG)", "Spirit of St Louis,"),
        ("BLUE LANTERN", "Blue Lantern,"),
        ("Linen Trellis", "Linen Trellis,"),
    ],
)
def test_a_horses_name_is_told_as_people_say_it(name: str, told: str) -> None:
    runners = changed(1)["races"][0]["runners"]
    next(runner for runner in runners if runner["scratch_indicator"] == "N")["horse_name"] = name
    answer = answer_from(changed(1, runners=runners), SAT, event("Runners", track=TAM, race="1[1]"))
    assert told in answer, answer


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Alcibiades S. (Gr. 2)", "Alcibiades Stakes"),
        ("Mrs. Revere S. (Gr. 3)", "Mrs. Revere Stakes"),
        ("Chick Lang Mem. S.", "Chick Lang Memorial Stakes"),
        ("Red Smith H. (G2)", "Red Smith Handicap"),
        ("Coaching Club American Oaks (Gr. 1)", "Coaching Club American Oaks"),
        ("Fall Highweight H. presented by Example Feeds", "Fall Highweight Handicap"),
    ],
)
def test_a_races_name_is_told_as_people_say_it(name: str, told: str) -> None:
    answer = answer_from(changed(7, race_name=name), SAT, event("NextStakesRace", track=TAM))
    assert told in answer, answer
    assert not re.search(r"[()]|\bGr\b|\b[SH]\.|\bMem\.|presented", answer), answer
