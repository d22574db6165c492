from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from horse_racing.racing.cards import Race
from horse_racing.racing.days import RaceDay
from horse_racing.speech.en.names import horse_name
from horse_racing.speech.en.words import age, alternatives, cardinal, clock_time, day_phrase, race_name
from tests.support.fakes import ARAPAHOE, TAMPA, track

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(("number", "words"), [(0, "zero"), (1, "one"), (9, "nine"), (20, "twenty"), (21, "21")])
def test_counts_are_words_up_to_twenty(number: int, words: str) -> None:
    assert cardinal(number) == words


@pytest.mark.parametrize(
    ("day", "phrase"),
    [
        (date(2026, 11, 21), "today"),
        (date(2026, 11, 22), "tomorrow"),
        (date(2026, 11, 20), "yesterday"),
        (date(2026, 11, 23), "on Monday, November 23"),
        (date(2026, 11, 14), "on Saturday, November 14"),
        (date(2027, 1, 1), "on Friday, January 1, 2027"),
    ],
)
def test_days_near_today_have_a_word_and_others_a_date(day: date, phrase: str) -> None:
    assert day_phrase(RaceDay(day, TODAY)) == phrase


@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22)])
def test_while_listeners_are_on_two_dates_even_today_has_its_name(day: date) -> None:
    assert day_phrase(RaceDay(day, TODAY, is_today_shared=False)) == f"on {day:%A}, November {day.day}"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (5, "a minute ago"),
        (60, "a minute ago"),
        (100, "two minutes ago"),
        (600, "ten minutes ago"),
        (89 * 60, "89 minutes ago"),
        (90 * 60, "two hours ago"),
        (5 * 3600, "five hours ago"),
    ],
)
def test_an_age_is_told_in_minutes_and_then_in_hours(seconds: int, words: str) -> None:
    now = datetime(2026, 11, 21, 17, 35, tzinfo=UTC)
    assert age(now - timedelta(seconds=seconds), now) == words


@pytest.mark.parametrize(
    ("code", "instant", "words"),
    [
        ("TAM", datetime(2026, 11, 21, 17, 35, tzinfo=UTC), "12:35 PM Eastern"),
        ("TAM", datetime(2026, 7, 21, 17, 5, tzinfo=UTC), "1:05 PM Eastern"),
        ("ARP", datetime(2026, 11, 21, 20, 0, tzinfo=UTC), "1:00 PM Mountain"),
        ("OP", datetime(2026, 11, 21, 18, 0, tzinfo=UTC), "12:00 PM Central"),
        ("LA", datetime(2026, 11, 22, 7, 59, tzinfo=UTC), "11:59 PM Pacific"),
        ("LA", datetime(2026, 11, 22, 8, 1, tzinfo=UTC), "12:01 AM Pacific"),
        ("TUP", datetime(2026, 11, 21, 20, 0, tzinfo=UTC), "1:00 PM Mountain"),
        ("TUP", datetime(2026, 7, 21, 20, 0, tzinfo=UTC), "1:00 PM local time"),
        ("CMR", datetime(2026, 7, 21, 20, 0, tzinfo=UTC), "4:00 PM local time"),
        ("IND", datetime(2026, 7, 21, 20, 0, tzinfo=UTC), "4:00 PM Eastern"),
    ],
)
def test_times_are_the_tracks_own_with_its_zone(code: str, instant: datetime, words: str) -> None:
    assert clock_time(instant, track(code), None) == words


@pytest.mark.parametrize(
    ("listener", "words"),
    [
        ("America/Denver", "1:05 PM"),
        # Arizona's clock shows the same in winter, and that is what counts.
        ("America/Phoenix", "1:05 PM"),
        ("America/New_York", "1:05 PM Mountain, that's 3:05 PM your time"),
        ("Pacific/Honolulu", "1:05 PM Mountain, that's 10:05 AM your time"),
        ("Asia/Kolkata", "1:05 PM Mountain, that's 1:35 AM Sunday your time"),
    ],
)
def test_the_listeners_own_time_follows_where_it_is_another(listener: str, words: str) -> None:
    assert clock_time(datetime(2026, 11, 21, 20, 5, tzinfo=UTC), ARAPAHOE, ZoneInfo(listener)) == words


def test_a_province_that_gave_up_changing_its_clock_is_not_called_pacific_in_winter() -> None:
    assert clock_time(datetime(2026, 7, 21, 20, 0, tzinfo=UTC), track("HST"), None) == "1:00 PM Pacific"
    assert clock_time(datetime(2026, 12, 21, 20, 0, tzinfo=UTC), track("HST"), None) == "1:00 PM local time"


def test_every_track_has_a_zone_with_a_name_for_the_ear() -> None:
    summer, winter = datetime(2026, 7, 1, 17, tzinfo=UTC), datetime(2026, 1, 1, 17, tzinfo=UTC)
    assert clock_time(summer, TAMPA, None) == "1:00 PM Eastern"
    assert clock_time(winter, ARAPAHOE, None) == "10:00 AM Mountain"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Lantern Bay S.", "Lantern Bay Stakes"),
        ("Copper Ridge H.", "Copper Ridge Handicap"),
        ("Copper Ridge H. presented by Example Feeds", "Copper Ridge Handicap"),
        ("Lantern Bay S. Sponsored By Example Feeds", "Lantern Bay Stakes"),
        ("S. Example Derby", "S. Example Derby"),
        ("Kathryn S. Crosby S.", "Kathryn S. Crosby Stakes"),
        ("Lantern Bay S. (G3)", "Lantern Bay Stakes"),
        ("S.", "S."),
        ("Example Derby", "Example Derby"),
        ("", ""),
        ("Spinster S. (Gr. 1)", "Spinster Stakes"),
        ("Spinster S. (Gr. I)", "Spinster Stakes"),
        ("Spinster S. (Gr. III) presented by Example Feeds", "Spinster Stakes"),
        ("Spinster S. (Grade 2)", "Spinster Stakes"),
        ("Spinster S. Gr. 2", "Spinster Stakes"),
        ("Spinster S. (G2)", "Spinster Stakes"),
        ("Spinster S. (Listed)", "Spinster Stakes"),
        ("Spinster S. (L)", "Spinster Stakes"),
        ("Spinster Stks.", "Spinster Stakes"),
        ("SPINSTER S.", "Spinster Stakes"),
        ("Frank J. De Francis Mem. Dash S.", "Frank J. De Francis Memorial Dash Stakes"),
        ("FRANK J. DE FRANCIS MEM. DASH S.", "Frank J. De Francis Memorial Dash Stakes"),
        ("Example Mem.", "Example Memorial"),
        ("Example Inv. H.", "Example Invitational Handicap"),
        ("Example Hcp", "Example Handicap"),
        ("Example Juv. Turf S.", "Example Juvenile Turf Stakes"),
        ("Example F. & M. Turf S.", "Example Filly and Mare Turf Stakes"),
        ("Example F&M Sprint S.", "Example Filly and Mare Sprint Stakes"),
        ("Example Int'l S.", "Example International Stakes"),
        ("Example Turf Champ. S.", "Example Turf Championship Stakes"),
        ("Little Champ S.", "Little Champ Stakes"),
        ("Example Fut.", "Example Futurity"),
        ("Example Grey S.", "Example Grey Stakes"),
        ("Foxglove & Oak H.", "Foxglove & Oak Handicap"),
    ],
)
def test_race_names_are_said_in_full_and_without_the_sponsor(name: str, words: str) -> None:
    assert race_name(Race(1, None, name)) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Bellezza (IRE)", "Bellezza"),
        ("MOTORIOUS (GB)", "Motorious"),
        ("Bellezza(FR)", "Bellezza"),
        ("Bellezza (ire)", "Bellezza"),
        ("Quiet Harbor", "Quiet Harbor"),
        ("QUIET HARBOR", "Quiet Harbor"),
        ("O'BRIEN'S LUCK", "O'Brien's Luck"),
        ("FERRYMAN'S SEXTANT", "Ferryman's Sextant"),
        ("JEAN-LUC", "Jean-Luc"),
        ("QUIET HARBOR II", "Quiet Harbor II"),
        ("TJ'S GIRL", "TJ's Girl"),
        ("DR. HARBOR", "Dr. Harbor"),
        ("I C E", "I C E"),
        ("1918", "1918"),
        ("YES", "YES"),
        ("", ""),
    ],
)
def test_horses_are_called_without_their_country_and_not_in_capitals(name: str, words: str) -> None:
    assert horse_name(name) == words


@pytest.mark.parametrize(
    ("names", "words"),
    [(["A"], "A"), (["A", "B"], "A or B"), (["A", "B", "C"], "A, B, or C")],
)
def test_alternatives_read_as_a_list(names: list[str], words: str) -> None:
    assert alternatives(names) == words
