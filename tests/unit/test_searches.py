"""The questions over many tracks: what is looked at, in which order, within how many calls, and what is found."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from horse_racing.racing.answers_about_races import NoResult, PostTime, Result
from horse_racing.racing.card_answers import (
    HorseEntry,
    Looked,
    NoSuchName,
    SeveralHorses,
    StakesAround,
    TrackRace,
    TracksRunning,
)
from horse_racing.racing.cards import Entry, Race, Runner
from horse_racing.racing.day_questions import stakes_around, tracks_running
from horse_racing.racing.days import RaceDay
from horse_racing.racing.errors import OutOfDateError, TimedOutError
from horse_racing.racing.inquiry import Inquiry, Search
from horse_racing.racing.listed_tracks import tracks_racing
from horse_racing.racing.name_questions import (
    horse_anywhere,
    horse_at,
    post_time_anywhere,
    post_time_by_name,
    result_anywhere,
    result_by_name,
)
from horse_racing.racing.results import Finisher, RaceResult
from horse_racing.racing.search import MOST_CALLS, look_around
from horse_racing.racing.tracks import Track
from tests.support.fakes import (
    ARAPAHOE,
    CATALOGUE,
    MORNING,
    SATURDAY,
    TAMPA,
    Days,
    FakeSource,
    far_deadline,
    races,
    track,
)

SUNDAY, FRIDAY = SATURDAY + timedelta(days=1), SATURDAY - timedelta(days=1)
TODAY, TOMORROW = RaceDay(SATURDAY, SATURDAY), RaceDay(SUNDAY, SATURDAY)
SARATOGA, DEL_MAR = track("SAR"), track("DMR")
TEN = ("AQU", "CD", "DMR", "FG", "GP", "LRL", "SA", "SAR", "TAM", "WO")
EIGHT = races(8)


def search(source: FakeSource, own: Track | None = None, *, is_now: bool = False) -> Search:
    return Search(source, CATALOGUE, TODAY, MORNING, far_deadline(), own, (TAMPA, ARAPAHOE, SARATOGA), is_now=is_now)


def on(codes: Sequence[str], day: object = SATURDAY, card: Sequence[Race] = EIGHT) -> Days:
    return {(code, day): card for code in codes}  # type: ignore[misc]


def asked_about(source: FakeSource) -> list[str]:
    return [asked.split()[1].split("-")[0] for asked in source.asked if asked.startswith("card")]


def test_the_listeners_track_is_looked_at_first_then_those_featured_then_the_others_by_name() -> None:
    source = FakeSource(on(TEN))
    seen = look_around(search(source, DEL_MAR), [SATURDAY])
    assert asked_about(source) == ["DMR", "TAM", "SAR", "AQU", "CD", "FG"]
    assert seen.looked == Looked(6, 10, TODAY)


def test_no_more_calls_are_made_than_one_turn_may() -> None:
    source = FakeSource({**on(TEN), **on(TEN, SUNDAY)})
    seen = look_around(search(source), [SATURDAY, SUNDAY])
    # A listing may take two of them.
    assert len(asked_about(source)) + 2 * 2 == MOST_CALLS
    assert seen.looked == Looked(2, 10, TOMORROW)


def test_what_is_at_hand_takes_no_call() -> None:
    source = FakeSource(on(TEN), kept={SATURDAY})
    assert look_around(search(source), [SATURDAY]).looked == Looked(10, 10, TODAY)


def test_a_card_that_cannot_be_read_counts_as_not_looked_at() -> None:
    source = FakeSource({**on(TEN[:3]), ("CD", SATURDAY): TimedOutError("late")})
    assert look_around(search(source), [SATURDAY]).looked == Looked(2, 3, TODAY)


def test_a_track_of_which_one_day_is_missing_was_not_looked_at_through_that_day() -> None:
    cards: Days = {("TAM", SATURDAY): EIGHT, ("TAM", SUNDAY): TimedOutError("late"), ("SAR", SATURDAY): EIGHT}
    assert look_around(search(FakeSource(cards)), [SATURDAY, SUNDAY]).looked == Looked(1, 2, TOMORROW)
    # Cards of today are at hand, and those of tomorrow are more than one turn may ask for.
    many = FakeSource({**on(TEN), **on(TEN, SUNDAY)}, kept={SATURDAY})
    assert look_around(search(many), [SATURDAY, SUNDAY]).looked == Looked(6, 10, TOMORROW)


def test_where_nothing_can_be_read_the_failure_is_the_answer() -> None:
    with pytest.raises(TimedOutError):
        look_around(search(FakeSource({("CD", SATURDAY): TimedOutError("late")})), [SATURDAY])
    with pytest.raises(TimedOutError):
        look_around(search(FakeSource(unlisted={SATURDAY: TimedOutError("late")})), [SATURDAY])
    # Tomorrow is more than could be asked for.
    half = FakeSource(on(TEN[:3]), unlisted={SUNDAY: TimedOutError("late")})
    assert look_around(search(half), [SATURDAY, SUNDAY]).looked == Looked(3, 3, TODAY)


def with_horse(horse: str, race: Race = EIGHT[4], entry: Entry = Entry.RUNS) -> tuple[Race, ...]:
    return (*EIGHT[:4], replace(race, runners=(Runner(horse, "4", "Jane Doe", entry),)), *EIGHT[5:])


def test_a_horse_is_found_at_another_track_and_on_the_next_day() -> None:
    card = with_horse("Tadpole Footnote")
    source = FakeSource({("TAM", SATURDAY): EIGHT, ("SAR", SUNDAY): card})
    found = horse_anywhere(search(source), "tadpole footnote", has_day=False)
    assert found == HorseEntry(SARATOGA, TOMORROW, None, card[4], card[4].runners[0])


def test_a_horse_that_is_not_entered_is_said_not_to_be_on_the_cards_looked_at() -> None:
    source = FakeSource(on(TEN))
    found = horse_anywhere(search(source), "tadpole footnote", has_day=True)
    assert isinstance(found, NoSuchName)
    assert found == NoSuchName(TODAY, None, "tadpole footnote", is_horse=True, looked=Looked(6, 10, TODAY))
    at_track = horse_at(Inquiry(source, CATALOGUE, TAMPA, MORNING, far_deadline()), SATURDAY, "tadpole footnote")
    assert at_track == NoSuchName(
        TODAY, None, "tadpole footnote", is_horse=True, looked=Looked(1, 1, TODAY), track=TAMPA
    )


def test_a_name_that_sounds_like_two_horses_is_asked_about() -> None:
    lantern, lanyard = with_horse("Blue Lantern"), with_horse("Blue Lanyard", EIGHT[4])
    source = FakeSource({("TAM", SATURDAY): lantern, ("SAR", SATURDAY): lanyard})
    asked = replace(search(source), match=lambda _, names: tuple(names))
    found = horse_anywhere(asked, "blue lan", has_day=True)
    assert isinstance(found, SeveralHorses)
    assert [entry.runner.horse for entry in found.entries] == ["Blue Lantern", "Blue Lanyard"]


def test_of_two_entries_of_a_horse_the_one_that_stands_is_meant() -> None:
    scratched, stands = with_horse("Blue Lantern", entry=Entry.SCRATCHED), with_horse("Blue Lantern")
    source = FakeSource({("TAM", SATURDAY): scratched, ("SAR", SUNDAY): stands})
    found = horse_anywhere(search(source), "Blue Lantern", has_day=False)
    assert isinstance(found, HorseEntry)
    assert (found.track, found.runner.entry) == (SARATOGA, Entry.RUNS)


RAN = replace(EIGHT[4], has_finished=True)
WON = RaceResult(5, (Finisher(1, "Blue Lantern", "4", win=Decimal(10)),))


def test_after_the_race_a_horse_has_its_result() -> None:
    card = with_horse("Blue Lantern", RAN)
    source = FakeSource({("TAM", SATURDAY): card}, {("TAM", SATURDAY): [WON]})
    found = horse_anywhere(search(source), "blue lantern", has_day=True)
    assert found == HorseEntry(TAMPA, TODAY, None, card[4], card[4].runners[0], WON)


def test_a_result_that_is_not_posted_leaves_the_entry() -> None:
    card = with_horse("Blue Lantern", RAN)
    found = horse_anywhere(search(FakeSource({("TAM", SATURDAY): card})), "blue lantern", has_day=True)
    assert found == HorseEntry(TAMPA, TODAY, None, card[4], card[4].runners[0])


def test_of_the_days_and_the_evenings_race_of_one_number_the_result_is_that_of_the_horse() -> None:
    evening = replace(WON, finishers=(Finisher(1, "Other Horse"),), is_evening=True)
    card = with_horse("Blue Lantern", RAN)
    source = FakeSource({("TAM", SATURDAY): card}, {("TAM", SATURDAY): [evening, WON]})
    found = horse_anywhere(search(source), "blue lantern", has_day=True)
    assert isinstance(found, HorseEntry)
    assert found.result == WON


def test_an_older_card_tells_no_post_time_of_a_horse() -> None:
    source = FakeSource({("TAM", SATURDAY): with_horse("Blue Lantern")}, as_of=MORNING - timedelta(minutes=10))
    found = horse_anywhere(search(source), "blue lantern", has_day=True)
    assert isinstance(found, HorseEntry)
    assert found.race.post_time is None
    assert found.as_of


MILE = replace(EIGHT[7], name="Lantern Cove Mile", is_stakes=True, grade=1)


def test_a_race_is_found_by_its_name_with_its_post_time() -> None:
    source = FakeSource({("TAM", SATURDAY): EIGHT, ("SAR", SUNDAY): (*EIGHT[:7], MILE)})
    found = post_time_anywhere(search(source), "lantern cove mile", has_day=False)
    assert found == PostTime(SARATOGA, TOMORROW, None, MILE)
    ask = Inquiry(source, CATALOGUE, SARATOGA, MORNING, far_deadline())
    assert post_time_by_name(ask, None, "lantern cove mile") == PostTime(SARATOGA, TOMORROW, None, MILE)


def test_the_post_time_of_a_race_by_its_name_is_not_told_of_an_older_card() -> None:
    source = FakeSource({("TAM", SATURDAY): (MILE,)}, as_of=MORNING - timedelta(minutes=10))
    with pytest.raises(OutOfDateError):
        post_time_anywhere(search(source), "lantern cove mile", has_day=True)


def test_the_result_of_a_race_by_its_name_is_looked_for_backwards() -> None:
    cards = {("TAM", SATURDAY): EIGHT, ("TAM", FRIDAY): (*EIGHT[:7], MILE)}
    won = replace(WON, number=8)
    source = FakeSource(cards, {("TAM", FRIDAY): [won]})
    expected = Result(TAMPA, TODAY.on(FRIDAY), None, won, name="Lantern Cove Mile")
    assert result_anywhere(search(source), "lantern cove mile", has_day=False) == expected
    ask = Inquiry(source, CATALOGUE, TAMPA, MORNING, far_deadline())
    assert result_by_name(ask, None, "lantern cove mile") == expected


def test_a_race_by_its_name_that_was_not_run_has_no_result_yet() -> None:
    source = FakeSource({("TAM", SATURDAY): (*EIGHT[:7], MILE)})
    found = result_anywhere(search(source), "lantern cove mile", has_day=False)
    assert found == NoResult(TAMPA, TODAY, None, 8, is_cancelled=False, name="Lantern Cove Mile")


def test_a_race_that_no_card_names_is_said_not_to_be_on_them() -> None:
    found = post_time_anywhere(search(FakeSource(on(TEN[:2]))), "the derby", has_day=True)
    assert found == NoSuchName(TODAY, None, "the derby", is_horse=False, looked=Looked(2, 2, TODAY))


def test_the_stakes_of_a_day_are_those_of_the_tracks_looked_at_best_grade_first() -> None:
    ungraded = replace(EIGHT[6], is_stakes=True)
    source = FakeSource({("TAM", SATURDAY): (ungraded,), ("SAR", SATURDAY): (MILE,), ("CD", SATURDAY): EIGHT})
    looked = Looked(3, 3, TODAY)
    both = (TrackRace(SARATOGA, MILE), TrackRace(TAMPA, ungraded))
    among = ("TAM", "SAR", "CD")
    assert stakes_around(search(source), None) == StakesAround(TODAY, None, both, looked, None, among)
    assert stakes_around(search(source), 3) == StakesAround(TODAY, None, both[:1], looked, 3, among)


def test_a_list_goes_on_with_the_tracks_that_it_came_from_whatever_else_is_at_hand_by_then() -> None:
    source = FakeSource({(code, SATURDAY): (replace(EIGHT[6], is_stakes=True),) for code in TEN}, kept={SATURDAY})
    again = stakes_around(replace(search(source), among=("TAM", "CD")), None)
    assert {each.track.code for each in again.races} == {"TAM", "CD"}


def test_right_now_only_those_tracks_count_that_have_a_race_to_come() -> None:
    over = tuple(replace(race, has_finished=True) for race in EIGHT)
    source = FakeSource({("TAM", SATURDAY): over, ("SAR", SATURDAY): EIGHT})
    running = tracks_running(search(source, is_now=True), "")
    assert running == TracksRunning(
        TODAY, None, (TrackRace(SARATOGA, EIGHT[0]),), Looked(2, 2, TODAY), "", ("TAM", "SAR")
    )
    assert tracks_running(search(source, is_now=True), "US-FL") == TracksRunning(
        TODAY, None, (), Looked(1, 1, TODAY), "US-FL", ("TAM",)
    )


def test_an_older_card_does_not_tell_what_is_still_to_come() -> None:
    source = FakeSource({("TAM", SATURDAY): EIGHT}, as_of=MORNING - timedelta(minutes=10))
    with pytest.raises(OutOfDateError):
        tracks_running(search(source, is_now=True), "")


def test_a_track_of_which_the_next_race_is_not_certain_still_races() -> None:
    unclear = (replace(EIGHT[0], post_time=None), EIGHT[1])
    running = tracks_running(search(FakeSource({("TAM", SATURDAY): unclear}), is_now=True), "")
    assert running.races == (TrackRace(TAMPA, Race(None, None)),)


@pytest.mark.parametrize(
    ("region", "codes"), [("US-CA", {"DMR", "SA"}), ("CA-ON", {"WO"}), ("CA", {"WO"}), ("france", set())]
)
def test_the_tracks_of_a_region_are_those_that_lie_there(region: str, codes: set[str]) -> None:
    answer = tracks_racing(search(FakeSource(on(TEN))), region)
    assert {each.code for each in answer.tracks} == codes
