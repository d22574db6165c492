"""More of what listeners say of days, races and their names: test_field_cases.py has one input of each kind."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.support.cases import MID, SAT, SUN, Case, Stand, answer_from, case, changed, event, then

TAM, SAR, CD, GP = "tampa bay downs[TAM]", "saratoga[SAR]", "churchill downs[CD]", "gulfstream park[GP]"
EARLY = "too early"
NO_RACE = "riding"


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


KINDS = [
    *results_of_days_ahead(),
    *obvious_questions(),
    *races_by_role(),
    *numbers_of_another_question(),
    *results_when_there_are_none_yet(),
]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_the_right_answer_is_given(stand: Stand, kind: Case) -> None:
    stand.play(kind)


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
