"""What listeners of skills like this one say, and the right answer to it, one row for each input that was found.

The right values are those of the local race API. A row is an example of its kind; more of the same kinds stand in
test_field_kinds.py, test_field_slots.py and test_field_ways_out.py.
"""

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
    Stand,
    answer_from,
    case,
    changed,
    event,
    goodbye,
    take,
    then,
)
from tests.support.slots import heard, simple

NIGHT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
OFF = datetime(2026, 11, 21, 17, 39, tzinfo=UTC)
LAST_OFF = datetime(2026, 11, 21, 21, 6, tzinfo=UTC)

TAM, SAR = "tampa bay downs[TAM]", "saratoga[SAR]"
UNKNOWN = r"don't know a track|which track"
EARLY = "too early"
LAST_OF_SATURDAY = ("Saturday, November 21", "race eight", "Cinnamon Sundial")
LAST_OF_FRIDAY = ("yesterday|Friday, November 20", "race ten", "Teacup Gazette")
NINE_AT_SARATOGA = ("nine races at Saratoga", "12:35 PM")


def unknown_tracks(intent: str) -> Case:
    """The third unknown name in a row ends what the second one helped with."""
    names = ("hialeah", "golden gate", "yonkers", "suffolk downs")
    first, second, third, _ = (event(intent, track=name) for name in names)
    helped = then(second, r"\bhelp\b", r"\bstop\b", is_open=True)
    return case(f"A18 unknown tracks in {intent}", LAUNCH, then(first, is_open=True), helped, goodbye(third))


def rows_about_days() -> Iterator[Case]:
    saturday = then(event("RaceResults", track=TAM, day="2026-11-28"), *LAST_OF_SATURDAY, never=[EARLY], is_open=False)
    yield case("A1 the weekday that was yesterday", saturday, at=SUN)
    abacus = ("November 21", "race three", "Walnut Abacus")
    yield case("A2 a race of it", then(event("RaceResults", track=TAM, race="3[3]", day="2026-11-28"), *abacus), at=SUN)
    postcard = then(
        event("RaceResults", track=TAM, race="3[3]", day="2027-11-20"),
        "Friday, November 20",
        "race three",
        "Pocket Postcard",
        never=["2027"],
    )
    yield case("A3 a day without its year", postcard, at=SUN)
    weekend = then(event("RaceResults", track=TAM, day="2026-W47-WE"), "which day", is_open=True)
    for intent in ("Day", "HowManyRaces"):
        day = then(event(intent, day="2026-11-28"), *LAST_OF_SATURDAY, never=[EARLY])
        yield case(f"A4 a day of the weekend by {intent}", weekend, day, at=SUN)
    yield case("A4b tomorrow", then(event("RaceResults", track=TAM, day="2026-11-23"), EARLY, "tomorrow"), at=SUN)
    coming = then(event("HowManyRaces", track=TAM, day="2026-11-28"), "Saturday, November 28", never=["November 21"])
    yield case("A4b a day ahead that is no result's", coming, at=SUN)


def rows_about_surplus_words() -> Iterator[Case]:
    for name in ("saratoga race track", "um saratoga", "saratoga's"):
        answer = then(event("HowManyRaces", track=name), *NINE_AT_SARATOGA, is_open=False)
        yield case(f"A7 and A8 {name}", answer)
    please = event("HowManyRaces", track="churchill downs please")
    yield case("A7 churchill downs please", then(please, "ten races at Churchill Downs", "1:05 PM", is_open=False))
    yield case("A9 a day in the track", then(event("RaceResults", track="tampa bay downs yesterday"), *LAST_OF_FRIDAY))
    yield case("A9 said", then("for the results at tampa bay downs yesterday", *LAST_OF_FRIDAY))
    fifth = then(
        "what won the fifth at churchill downs on friday",
        "yesterday|Friday, November 20",
        "race five at Churchill Downs",
        "Biscuit Cartwheel",
    )
    yield case("A10", fifth)
    stakes = ("Salt Cove Stakes", "race seven", "3:14 PM")
    yield case("A11", then("any stakes at gulfstream on saturday", *stakes, is_open=False))


def rows_about_race_numbers() -> Iterator[Case]:
    numbers = {
        "2nd": ("race two", "seven runners", "Button Hatbox"),
        "to": ("race two", "seven runners", "Button Hatbox"),
        "race five": ("race five", "seven runners", "Tadpole Footnote"),
        "the fifth": ("race five", "seven runners", "Tadpole Footnote"),
        "next up": ("race one", "12:35 PM", "nine runners", "Linen Trellis"),
    }
    for number, facts in numbers.items():
        yield case(f"A12 {number}", then(event("Runners", track=TAM, race=number), *facts))
    wicker = then(event("RaceResults", track=TAM, race="for", day="2026-11-20"), "race four", "Wicker Pamphlet")
    yield case("A13 for", wicker)
    for nonsense in ("twenty one", "banana"):
        asked = then(event("Runners", track=TAM, race=nonsense), r"\brace", never=["riding"], is_open=True)
        yield case(f"A14 {nonsense}", asked)


def rows_about_the_way_out() -> Iterator[Case]:
    yield case("A15", LAUNCH, goodbye(event("MyTrackIs", track="cancel")))
    chosen = then(event("HowManyRaces"), *NINE_AT_SARATOGA, is_open=False)
    agreed = then(event("MyTrackIs", track="yes"), "Saratoga", never=[UNKNOWN], is_open=True)
    yield case("A17", event("MyTrackIs", track="saratogas"), agreed, chosen)
    yield unknown_tracks("MyTrackIs")
    yield unknown_tracks("Track")
    banana = event("Runners", track=TAM, race="banana")
    helped = then(banana, r"\bhelp\b", r"\bstop\b", is_open=True)
    yield case("A20", then(banana, is_open=True), helped, goodbye(banana))
    alamitos = then(event("MyTrackIs", track="los alamitos[LA, LRC]"), "Los Alamitos", never=["Race Course"])
    eight = then(event("HowManyRaces"), "eight races at Los Alamitos today", "7:10 PM")
    yield case("A21", alamitos, eight)
    first = then(event("Runners", race="first[1]"), "nine races at Belmont Park", "1:35 PM", is_open=False)
    which = then(event("HowManyRaces", track="belmont[BEL, BAQ]"), "Belmont Park", "Big A", is_open=True)
    yield case("A22", which, first)
    number = then(event("Runners", race="first[1]"), *NINE_AT_SARATOGA, never=["runners"], is_open=False)
    yield case("A23", then(event("MyTrackIs", track=SAR), r"number of races.*\?$", is_open=True), number)


def rows_about_questions() -> Iterator[Case]:
    yield case("A26", then("for yesterday's results at tampa bay downs", *LAST_OF_FRIDAY))
    late = then("late scratches at tampa bay downs", "five scratches at Tampa Bay Downs today", "Saffron Windlass")
    yield case("A29", late)
    # Two stakes races are on the card: either the first one's runners or the question which of them.
    yield case(
        "A30", then("who's in the feature at tampa bay downs", "race seven", "Ferryman's Kettle|race eight.*\\?$")
    )
    unseen = "I don't see a race called derby"
    derby = then("who won the derby", unseen, "tell me its track", never=["which race would you like", "I need the"])
    yield case("A31", LAUNCH, "churchill downs", derby, then("how many races", "ten races at Churchill Downs"))
    left = then("how many races are left at tampa bay downs", r"\btwo\b", "3:30 PM")
    yield case("A33", left, at=MID)
    yield case("A34", then("when is the first race at tampa bay downs", "12:35 PM"), at=MID)
    night = ("Los Alamitos", "race eight", "yesterday|Saturday, November 21", "Pocket Nocturne")
    alamitos = then(event("RaceResults", track="los alamitos[LA]"), *night, is_open=False)
    yield case("A35", alamitos, at=NIGHT)
    yield case("A36", then("who won the last race at tampa bay downs", "today", *LAST_OF_FRIDAY, is_open=False))
    listed = then("how many races at pleasanton", "Pleasanton", never=["don't know a track", "did you mean"])
    yield case("A37", "which tracks are racing today", listed)
    for code, name in {"g. p.": "Gulfstream Park", "c d": "Churchill Downs"}.items():
        chosen = then(event("MyTrackIs", track=code), name, never=["did you mean", UNKNOWN], is_open=True)
        yield case(f"A38 {code}", chosen)
    both = "(?s)(?=.*Tampa Bay Downs)(?=.*Gulfstream Park)(?=.*(?:eight.*eleven|eleven.*eight|eight.*\\?$|which.*\\?$))"
    two = then("how many races at tampa bay downs and gulfstream park", both, never=["don't know a track"])
    yield case("A39", two)
    saratoga = simple(heard("TRACK_NAME", SAR))
    yield case("A42", then(event("HowManyRaces", track=saratoga), *NINE_AT_SARATOGA, is_open=False))


ROWS = [
    *rows_about_days(),
    *rows_about_surplus_words(),
    *rows_about_race_numbers(),
    *rows_about_the_way_out(),
    *rows_about_questions(),
    case("A24 race five", then("what time is race five at tampa bay downs", "2:30 PM")),
    case("A24 the fifth", then("post time for the fifth at churchill downs", "2:57 PM")),
    case("A25", then("what time is the last race at tampa bay downs", "race eight", "4:02 PM")),
    case("A27", then("what time is first post tomorrow at gulfstream", "12:05 PM")),
    case("A28", then("when does gulfstream race next", "today", "12:15 PM")),
    case(
        "A32",
        then("when is the next grade one at gulfstream", "Lantern Cove Mile", "grade one", "race nine", "4:16 PM"),
    ),
]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_right_answer_is_given(stand: Stand, row: Case) -> None:
    stand.play(row)


def test_a19_the_second_no_at_the_latest_says_goodbye(stand: Stand) -> None:
    alexa = stand.talk()
    alexa.say(LAUNCH)
    first = alexa.say("no")
    told = alexa.say("no") if alexa.is_open else first
    assert not alexa.is_open, told
    assert "bye" in told.lower()


@pytest.mark.parametrize("words", ["help", "i don't know"])
def test_a16_a_cry_for_help_in_a_slot_gets_the_help(stand: Stand, words: str) -> None:
    helped, caught = stand.talk(), stand.talk()
    for alexa in (helped, caught):
        alexa.say(LAUNCH)
    assert take(caught, event("MyTrackIs", track=words)) == helped.say("help")
    assert caught.is_open


@pytest.mark.parametrize("unknown", [row for row in ROWS if row.name.startswith(("A18", "A20"))], ids=str)
def test_a18_and_a20_no_two_answers_to_what_is_not_known_are_the_same(stand: Stand, unknown: Case) -> None:
    alexa = stand.talk()
    answers = [take(alexa, turn.step) for turn in unknown.turns]
    assert len(set(answers)) == len(answers)


def test_a43_next_goes_on_with_a_list_as_yes_does(stand: Stand) -> None:
    yes, following = stand.talk(), stand.talk()
    for alexa in (yes, following):
        first = take(alexa, event("Runners", track=TAM, race="1[1]"))
        assert "Linen Trellis" in first
        assert alexa.is_open
    rest = yes.say("yes")
    assert take(following, event("AMAZON.Next")) == rest != first
    assert "riding" in rest


NEXT = event("NextRace", track=TAM)


@pytest.mark.parametrize(
    ("race", "at", "due"), [(1, OFF, "12:35 PM"), (8, LAST_OFF, "4:02 PM")], ids=["A5 the first race", "A6 the last"]
)
def test_a5_a6_a_race_past_its_post_time_is_next_until_it_is_off(race: int, at: datetime, due: str) -> None:
    card = changed(race, has_finished=False)
    for before in card["races"][: race - 1]:
        before["has_finished"] = True
    told = answer_from(card, at, NEXT)
    assert f"race {'one' if race == 1 else 'eight'}" in told.lower()
    assert due in told
    assert re.search(r"(?:not|n't)\b.*\boff\b", told), told
    assert "race two" not in told


@pytest.mark.parametrize("finished", [True, None], ids=["finished", "nothing told"])
def test_a6b_a_race_that_is_over_or_may_be_is_not_the_next(finished: bool | None) -> None:
    told = answer_from(changed(1, has_finished=finished), OFF, NEXT)
    assert "race two" in told
    assert "1:05 PM" in told


def test_a40_a_country_behind_a_horses_name_is_left_out_and_capitals_are_no_shouting() -> None:
    runners = changed(1)["races"][0]["runners"]
    shown = [runner for runner in runners if runner["scratch_indicator"] == "N"]
    shown[0]["horse_name"], shown[1]["horse_name"] = "Bellezza (IRE)", "MOTORIOUS (GB)"
    told = answer_from(changed(1, runners=runners), SAT, event("Runners", track=TAM, race="1[1]"))
    assert "Bellezza," in told
    assert "Motorious," in told
    assert not re.search(r"\bIRE\b|\bGB\b|[()]", told)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Spinster S. (Gr. 1)", "the Spinster Stakes"),
        ("Frank J. De Francis Mem. Dash S.", "the Frank J. De Francis Memorial Dash Stakes"),
    ],
    ids=["A41 a grade", "A41 an abbreviation"],
)
def test_a41_the_name_of_a_race_is_told_in_full_and_without_its_grade(name: str, told: str) -> None:
    stakes = answer_from(changed(7, race_name=name), SAT, event("NextStakesRace", track=TAM))
    assert told in stakes
    assert "Gr" not in stakes
    assert "race seven" in stakes
