"""What arrives in the slots of tracks, races and days: surplus words, numbers, codes, several at once."""

from collections.abc import Iterator

import pytest

from tests.support.cases import LAUNCH, Case, Event, Stand, case, event, take, then
from tests.support.slots import heard, several, simple

TAM, SAR, GP = "tampa bay downs[TAM]", "saratoga[SAR]", "gulfstream park[GP]"
EARLY = "too early"
UNKNOWN = "don't know a track"
NO_RACE = "riding"
ASKING = ("HowManyRaces", "NextStakesRace", "NextRace", "Runners", "Scratches", "RaceResults")

NINE_AT_SARATOGA = ("nine races at Saratoga", "12:35 PM")

# Of several at once, as many turns as the longest takes.
MOST_TURNS = 8


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
    *names_with_surplus_words(),
    *days_in_the_track(),
    *nothing_but_surplus_words(),
    *race_numbers(),
    *tracks_and_codes(),
    *values_in_slot_value(),
]


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
