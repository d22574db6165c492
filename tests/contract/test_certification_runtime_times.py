"""Certification checks of times and numbers: natural for the ear, right for the track's day, honest about their age."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from horse_racing.racing.cards import Entry, Runner
from horse_racing.racing.results import Finisher, RaceResult
from tests.support.answers import asked
from tests.support.conversation import talk
from tests.support.fakes import FIRST_POST, MORNING, SATURDAY, FakeSource, races, track

TAMPA_TODAY = ("TAM", SATURDAY)


def natural(question: str, source: FakeSource, now: datetime = MORNING) -> str:
    """The answer, of which no digit remains beside clock times, days of the month and years."""
    speech = asked(question, source, now).last.speech
    left = re.sub(
        r"\b(?:1[0-2]|[1-9]):[0-5][0-9] [AP]M\b|\b[A-Z][a-z]+day, [A-Z][a-z]+ [0-9]{1,2}(, 20[0-9]{2})?", "", speech
    )
    assert not re.search(r"[0-9]|\bG[123]\b|\b[SH]\.|#|\$", left), speech
    return speech


def test_ux_24_times_days_numbers_and_names_are_words_for_the_ear() -> None:
    tenth = replace(races(10)[9], name="Lantern Bay H. (G2)", is_stakes=True, grade=2)
    runners = (Runner("Amber", "1", "Jo Rider"), Runner("Birch", "1A", "Di Rider"), Runner("Kite", "12", ""))
    card = [*races(9), replace(tenth, runners=runners)]
    tampa = ("TAM", SATURDAY + timedelta(days=4))
    on_wednesday = FakeSource({tampa: card})
    assert "ten races" in natural("how many races on november 25", on_wednesday)
    assert "Wednesday, November 25" in natural("how many races", on_wednesday)
    stakes = natural("when is the next stakes race", on_wednesday)
    assert "Lantern Bay Handicap" in stakes
    assert "grade two" in stakes
    assert "race ten" in stakes
    assert "5:05 PM Eastern" in stakes
    entries = natural("who's running in race ten on november 25", on_wednesday)
    assert "one A" in entries
    assert "twelve" in entries
    assert "race ten" in natural("any scratches in race ten on november 25", on_wednesday)
    assert "race fifteen" in natural("who's running in race fifteen on november 25", on_wednesday)
    assert "race ten" in natural("who won race ten tomorrow", FakeSource({("TAM", SATURDAY + timedelta(days=1)): card}))
    assert "nine" in natural(
        "when is the next race", FakeSource({TAMPA_TODAY: races(9)}), FIRST_POST + timedelta(hours=4)
    )


# Around midnight on the East coast, on the West coast, and at both changes of the clocks.
MOMENTS = [
    moment + timedelta(minutes=minutes)
    for moment in (
        datetime(2026, 11, 22, 5, 0, tzinfo=UTC),
        datetime(2026, 11, 22, 8, 0, tzinfo=UTC),
        datetime(2026, 11, 22, 10, 0, tzinfo=UTC),
        datetime(2026, 11, 1, 4, 0, tzinfo=UTC),
        datetime(2026, 11, 1, 6, 0, tzinfo=UTC),
        datetime(2026, 11, 1, 9, 0, tzinfo=UTC),
        datetime(2026, 3, 8, 5, 0, tzinfo=UTC),
        datetime(2026, 3, 8, 7, 0, tzinfo=UTC),
        datetime(2026, 3, 8, 10, 0, tzinfo=UTC),
    )
    for minutes in (-1, 1)
]
DATED = [
    "how many races",
    "when is the next stakes race",
    "who's running in race one",
    "any scratches",
    "who won race one",
]


@pytest.mark.parametrize("code", ["SAR", "ARP", "DMR"])
def test_ux_30_at_every_midnight_the_answer_is_for_the_tracks_day_and_names_it(code: str) -> None:
    where = track(code)
    for now in MOMENTS:
        today = now.astimezone(where.zone).date()
        (race,) = races(1, now + timedelta(minutes=30))
        runners = (Runner("Amber", "1", "Jo Rider"), Runner("Birch", "2", "", Entry.SCRATCHED))
        card = [replace(race, name="Lantern Bay S.", is_stakes=True, runners=runners)]
        result = RaceResult(1, (Finisher(1, "Amber"),))
        source = FakeSource({(code, today): card}, {(code, today): [result]})
        alexa = talk(source, now)
        for question in DATED:
            source.asked.clear()
            heard = alexa.say(f"ask talk horse racing {question} at {where.name}")
            assert source.asked[0] == f"listing {today}", (now, question)
            eastern, hawaiian = (now.astimezone(track("SAR").zone).date(), (now - timedelta(hours=10)).date())
            day = "today" if eastern == hawaiian else f"{today:%A}, {today:%B} {today.day}"
            assert day in heard, (now, heard)
            times = re.findall(r"[0-9]:[0-9]{2} [AP]M\b(.{0,9})", heard)
            assert all(re.match(r" (?:Eastern|Mountain|Pacific)", after) for after in times), (now, heard)


@pytest.mark.parametrize("question", DATED)
def test_ux_30_older_data_is_told_with_its_age_and_without_a_post_time(question: str) -> None:
    (race,) = races(1)
    card = [replace(race, name="Lantern Bay S.", is_stakes=True, runners=(Runner("Amber", "1", "Jo Rider"),))]
    result = RaceResult(1, (Finisher(1, "Amber"),))
    as_of = MORNING - timedelta(minutes=10)
    source = FakeSource({TAMPA_TODAY: card}, {TAMPA_TODAY: [result]}, as_of=as_of)
    heard = asked(question, source).last.speech
    assert "ten minutes ago" in heard
    assert not re.search(r"[0-9]:[0-9]{2}", heard)


def test_ux_30_older_data_never_tells_what_is_next() -> None:
    source = FakeSource({TAMPA_TODAY: races(9)}, as_of=MORNING - timedelta(minutes=10))
    heard = asked("when is the next race", source).last.speech
    assert not re.search(r"[0-9]|\brace (?:one|two|three)\b", heard)
