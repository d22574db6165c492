"""What the local race API says at which moment: the same data for seed and date, states that follow the clock."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import requests

from race_api.server import RaceApi
from race_api.trap_calendar import trap_calendar

ROOT = Path(__file__).parents[2]
SATURDAY = date(2026, 9, 19)
MORNING = datetime(2026, 9, 19, 12, 0, tzinfo=UTC)


@dataclass
class Wristwatch:
    """A clock that stands until it is set."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Bench:
    """An API, its clock and a client."""

    watch: Wristwatch
    api: RaceApi
    session: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str) -> requests.Response:
        auth = (self.api.username, self.api.password)
        return self.session.get(f"{self.api.url}/v1/north-america/meets{path}", auth=auth, timeout=5)

    def of(self, track_id: str, part: str, day: date = SATURDAY) -> requests.Response:
        return self.get(f"/{self.api.meet(track_id, day).meet_id}/{part}")

    def race(self, number: int) -> dict[str, Any]:
        """Return Tampa Bay's race of this number in the entries."""
        races: list[dict[str, Any]] = self.of("TAM", "entries").json()["races"]
        return races[number - 1]


@pytest.fixture
def bench() -> Iterator[Bench]:
    watch = Wristwatch()
    with RaceApi(calendar=trap_calendar, clock=watch) as api:
        bench = Bench(watch, api)
        with bench.session:
            yield bench


def _post(race: dict[str, Any]) -> datetime:
    """Return the post time in UTC of a race of the 19th that counts from London's midnight."""
    midnight = datetime(2026, 9, 19, tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)
    return midnight + timedelta(milliseconds=int(race["post_time_long"]))


def test_seed_and_date_decide_every_byte(bench: Bench) -> None:
    day = "?start_date=2026-09-19&end_date=2026-09-19&limit=50"
    with (
        RaceApi(calendar=trap_calendar, clock=bench.watch) as again,
        RaceApi(calendar=trap_calendar, clock=bench.watch, seed=2) as other,
    ):
        same, different = Bench(bench.watch, again), Bench(bench.watch, other)
        with same.session, different.session:
            assert bench.get(day).content == same.get(day).content != different.get(day).content
            for track in ("ARP", "GP", "TAM"):
                mine = bench.of(track, "entries").content
                assert mine == same.of(track, "entries").content != different.of(track, "entries").content


def test_neither_the_process_nor_its_hashes_matter() -> None:
    script = (
        "from datetime import UTC, date, datetime; from hashlib import sha256\n"
        "from race_api.server import RaceApi; from race_api.trap_calendar import trap_calendar\n"
        "api = RaceApi(calendar=trap_calendar, clock=lambda: datetime(2026, 9, 19, 22, 0, tzinfo=UTC))\n"
        "print(sha256(repr([api.card(track, date(2026, 9, 19)) for track in ('ARP', 'TAM')]).encode()).hexdigest())"
    )
    prints = {
        subprocess.run(  # noqa: S603 - our own interpreter and script
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            timeout=20,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(prints) == 1


def test_the_same_date_reads_the_same_from_any_day_before_it(bench: Bench) -> None:
    today = bench.of("ARP", "entries").json()["races"]
    bench.watch.now -= timedelta(days=3)
    earlier = bench.of("ARP", "entries").json()["races"]
    for race in (*today, *earlier):
        del race["mtp"]
    assert today == earlier


def test_entries_are_out_four_days_ahead_and_listed_meets_beyond_are_not_found(bench: Bench) -> None:
    assert bench.of("TAM", "entries", SATURDAY + timedelta(days=4)).status_code == 200
    assert bench.of("TAM", "entries", SATURDAY + timedelta(days=5)).status_code == 404
    assert bench.of("TAM", "results", SATURDAY + timedelta(days=5)).json()["races"] is None
    bench.watch.now += timedelta(days=1)
    assert bench.of("TAM", "entries", SATURDAY + timedelta(days=5)).status_code == 200
    assert bench.of("TAM", "entries", date(2021, 3, 4)).status_code == 200


def test_minutes_to_post_count_down(bench: Bench) -> None:
    post = _post(bench.race(1))
    bench.watch.now = post - timedelta(minutes=65)
    assert bench.race(1)["mtp"] == 65
    bench.watch.now = post + timedelta(minutes=2)
    assert bench.race(1)["mtp"] == -2
    bench.watch.now = post + timedelta(minutes=3)
    assert bench.race(1)["mtp"] == -999


def test_finished_comes_first_then_the_results_then_the_flag_for_them(bench: Bench) -> None:
    post = _post(bench.race(1))
    seen = []
    for minutes in (-1, 2, 3, 5, 8):
        bench.watch.now = post + timedelta(minutes=minutes)
        race = bench.race(1)
        posted = bench.of("TAM", "results").json()["races"]
        seen.append((race["has_finished"], posted is not None, race["has_results"]))
    assert seen == [
        (False, False, False),
        (False, False, False),
        (True, False, False),
        (True, True, False),
        (True, True, True),
    ]


def test_results_grow_race_by_race(bench: Bench) -> None:
    bench.watch.now = _post(bench.race(3)) + timedelta(minutes=5)
    posted = bench.of("TAM", "results").json()["races"]
    assert [race["race_key"]["race_number"] for race in posted] == ["1", "2", "3"]


def test_live_odds_and_track_condition_appear_near_the_post(bench: Bench) -> None:
    post = _post(bench.race(2))

    def shown() -> tuple[bool, bool]:
        race = bench.race(2)
        running = [runner for runner in race["runners"] if runner["scratch_indicator"] == "N"]
        return all(runner["live_odds"] for runner in running), race["track_condition"] is not None

    bench.watch.now = post - timedelta(minutes=46)
    assert shown() == (False, False)
    bench.watch.now = post - timedelta(minutes=45)
    assert shown() == (True, False)
    bench.watch.now = post
    assert shown() == (True, True)


def test_the_finish_agrees_with_the_entries(bench: Bench) -> None:
    bench.watch.now = datetime(2026, 9, 20, 6, 0, tzinfo=UTC)
    entered = bench.of("GP", "entries").json()["races"]
    run = bench.of("GP", "results").json()["races"]
    for before, after in zip(entered, run, strict=True):
        running = {(r["program_number"], r["horse_name"]) for r in before["runners"] if r["scratch_indicator"] == "N"}
        assert {(r["program_number"], r["horse_name"]) for r in after["runners"]} <= running
        scratched = [r["horse_name"] for r in before["runners"] if r["scratch_indicator"] == "Y"]
        assert after["scratches"] == scratched


@pytest.mark.parametrize(
    ("track_id", "first_post", "zone"), [("TAM", 12 * 60 + 35, "America/New_York"), ("ARP", 13 * 60, "America/Denver")]
)
def test_the_two_daily_tracks_have_8_to_11_races_from_noon_on_and_are_never_off(
    bench: Bench, track_id: str, first_post: int, zone: str
) -> None:
    for offset in range(60):
        day = date(2026, 10, 1) + timedelta(days=offset)
        bench.watch.now = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)
        races = bench.api.card(track_id, day)["races"]
        assert 8 <= len(races) <= 11
        assert sum(race["is_cancelled"] is True for race in races) <= 1
        start = bench.watch.now + timedelta(minutes=races[0]["mtp"])
        local = start.astimezone(ZoneInfo(zone))
        assert abs(local.hour * 60 + local.minute - first_post) <= 5
        waits = [race["mtp"] for race in races]
        assert all(27 <= after - before <= 32 for before, after in pairwise(waits))


def test_stakes_are_near_most_of_the_time_but_sometimes_neither_daily_track_has_one(bench: Bench) -> None:
    first, days, ahead = date(2026, 1, 1), 168, 5  # seven rounds of the stakes calendar
    bench.watch.now = datetime(2027, 6, 1, tzinfo=UTC)  # all of it published

    def stakes_days(track_id: str) -> list[bool]:
        cards = (bench.api.card(track_id, first + timedelta(days=offset)) for offset in range(days + ahead))
        return [any(race["race_type"] == "STK" for race in card["races"]) for card in cards]

    tampa, arapahoe = stakes_days("TAM"), stakes_days("ARP")
    starts = range(days)
    without_both = sum(not any(tampa[d : d + ahead]) and not any(arapahoe[d : d + ahead]) for d in starts)
    assert 1 / 8 < without_both / days < 1 / 4
    for track in (tampa, arapahoe):
        assert 0.65 < sum(any(track[d : d + 4]) for d in starts) / days < 1
