"""The client against the local race API, over real HTTP."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain, repeat

import pytest

from horse_racing.feeds.credentials import GivenCredentials
from horse_racing.feeds.rate_limit import RateLimit
from horse_racing.feeds.the_racing_api import PAGE_SIZE, TheRacingApi
from horse_racing.feeds.transport import JsonTransport
from horse_racing.racing.cards import Listing, Meet
from horse_racing.racing.clock import Deadline
from horse_racing.racing.errors import (
    FailingError,
    RefusedError,
    TimedOutError,
    UnreachableError,
    UnreadableError,
)
from race_api.server import Fault, RaceApi
from race_api.trap_calendar import trap_calendar
from tests.support.fakes import CATALOGUE, MORNING, SATURDAY, RunningClock
from tests.support.timing import measures_time


def transport(url: str, username: str, password: str) -> JsonTransport:
    return JsonTransport(url, GivenCredentials(username, password), RateLimit(calls=1000))


@pytest.fixture
def api() -> Iterator[RaceApi]:
    with RaceApi(calendar=trap_calendar, clock=lambda: MORNING) as running:
        yield running


def client(api: RaceApi, password: str | None = None) -> TheRacingApi:
    return TheRacingApi(transport(api.url, api.username, password or api.password), RunningClock(), CATALOGUE)


def soon(seconds: float = 5.0) -> Deadline:
    return Deadline.after(RunningClock(), seconds)


@contextmanager
def server(*answers: bytes) -> Iterator[str]:
    """One that sends these bytes to those who connect, one after the other, whatever is asked; the last one stays."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            for answer in chain(answers, repeat(answers[-1])):
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65_536)
                    connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)


def answered(body: str, status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return (head + body).encode()


def ask(url: str, seconds: float = 5.0) -> Listing:
    return TheRacingApi(transport(url, "someone", "word"), RunningClock(), CATALOGUE).listing(SATURDAY, soon(seconds))


def test_a_busy_day_is_read_to_its_last_page(api: RaceApi) -> None:
    api.requests.clear()
    meets = client(api).listing(SATURDAY, soon()).meets
    assert len(meets) > PAGE_SIZE
    assert [dict(request.query)["skip"] for request in api.requests] == ["0", "49"]
    assert {meet.day for meet in meets} == {SATURDAY}
    assert {"ARP", "TAM", "WO"} <= {meet.track_code for meet in meets}


def test_a_day_of_exactly_one_page_is_asked_on_for_and_found_to_be_all(api: RaceApi) -> None:
    day = SATURDAY + timedelta(days=3)
    api.meets[day] = [api.meet("TAM", day)] * PAGE_SIZE
    assert len(client(api).listing(day, soon()).meets) == PAGE_SIZE


def test_a_card_is_read_with_its_races(api: RaceApi) -> None:
    (meet,) = [meet for meet in client(api).listing(SATURDAY, soon()).meets if meet.track_code == "TAM"]
    races = client(api).card(meet, soon()).races
    assert [race.number for race in races] == list(range(1, len(races) + 1))
    assert all(race.post_time and race.post_time.astimezone().tzinfo for race in races)


def test_a_listing_that_loses_a_meet_while_it_is_read_is_not_read_past_it(api: RaceApi) -> None:
    many = [
        replace(api.meet("TAM", SATURDAY), track_id=f"T{number:02}", track_name=f"Track {number}")
        for number in range(70)
    ]
    api.meets[SATURDAY] = many

    class Shrinking(RateLimit):
        def wait(self, deadline: Deadline) -> None:
            super().wait(deadline)
            if api.requests:
                api.meets[SATURDAY] = many[1:]

    shrinking = JsonTransport(api.url, GivenCredentials(api.username, api.password), Shrinking(calls=1000))
    with pytest.raises(UnreadableError, match="changed while it was read"):
        TheRacingApi(shrinking, RunningClock(), CATALOGUE).listing(SATURDAY, soon())


def test_a_meet_without_entries_is_a_card_without_races(api: RaceApi) -> None:
    api.cards["ARP", SATURDAY] = None
    (meet,) = [meet for meet in client(api).listing(SATURDAY, soon()).meets if meet.track_code == "ARP"]
    assert client(api).card(meet, soon()).races == ()


def test_a_meet_id_is_sent_as_one_part_of_the_path(api: RaceApi) -> None:
    api.requests.clear()
    client(api).card(Meet("../secret?x=1", "TAM", "Tampa Bay Downs", SATURDAY), soon())
    assert [request.path for request in api.requests] == ["/v1/north-america/meets/..%2Fsecret%3Fx%3D1/entries"]


@measures_time
def test_one_connection_serves_many_calls(api: RaceApi) -> None:
    source = client(api)
    source.listing(SATURDAY, soon())
    began = time.monotonic()
    for _ in range(5):
        source.listing(SATURDAY, soon())
    assert time.monotonic() - began < 1.0


def test_a_wrong_password_is_refused(api: RaceApi) -> None:
    with pytest.raises(RefusedError, match="RACING_API_PASSWORD"):
        client(api, password="wrong").listing(SATURDAY, soon())


def test_an_address_without_the_listing_is_a_failure_and_not_an_empty_day(api: RaceApi) -> None:
    elsewhere = transport(f"{api.url}/elsewhere", api.username, api.password)
    with pytest.raises(FailingError, match="RACING_API_URL"):
        TheRacingApi(elsewhere, RunningClock(), CATALOGUE).listing(SATURDAY, soon())


def test_no_call_is_made_once_time_is_up(api: RaceApi) -> None:
    api.requests.clear()
    with pytest.raises(TimedOutError):
        client(api).listing(SATURDAY, soon(0))
    assert api.requests == []


@measures_time
@pytest.mark.parametrize("fault", [Fault.HANG, Fault.DRIP, Fault.SLOW])
def test_waiting_ends_with_the_deadline(api: RaceApi, fault: Fault) -> None:
    began = time.monotonic()
    with api.failing(fault), pytest.raises(TimedOutError):
        client(api).listing(SATURDAY, soon(0.3))
    assert time.monotonic() - began < 0.6


def test_a_name_that_does_not_resolve_is_unreachable() -> None:
    with pytest.raises(UnreachableError):
        ask("http://nowhere.invalid")


def test_a_listing_that_never_ends_is_unreadable(api: RaceApi) -> None:
    day = SATURDAY + timedelta(days=5)
    api.meets[day] = [api.meet("TAM", day)] * 2000
    with pytest.raises(UnreadableError):
        client(api).listing(day, soon())


def test_days_that_were_not_asked_for_are_left_out() -> None:
    meet = '{"meet_id": "a", "track_id": "TAM", "track_name": "Tampa Bay Downs", "date": "%s"}'
    body = f'{{"meets": [{meet % SATURDAY}, {meet % date(2026, 12, 24)}], "limit": 50}}'
    with server(answered(body)) as url:
        assert [meet.day for meet in ask(url).meets] == [SATURDAY]


def test_a_page_cut_shorter_than_asked_for_is_not_taken_for_the_last() -> None:
    meets = [
        f'{{"meet_id": "{number}", "track_id": "T{number}", "track_name": "T", "date": "{SATURDAY}"}}'
        for number in range(30)
    ]
    first, second = (f'{{"meets": [{", ".join(page)}], "limit": 25}}' for page in (meets[:25], meets[24:]))
    with server(answered(first), answered(second)) as url:
        assert len(ask(url).meets) == 30


@pytest.mark.parametrize("body", ["", "nothing", "[" * 100_000, '{"meets": NaN}', "\xff"])
def test_a_body_that_is_no_listing_is_unreadable(body: str) -> None:
    with server(answered(body)) as url, pytest.raises(UnreadableError):
        ask(url)


def test_a_body_in_a_broken_encoding_is_unreadable() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n"
    with server(head + b"nope") as url, pytest.raises(UnreadableError):
        ask(url)


def test_an_answer_that_is_not_http_is_unreachable() -> None:
    with server(b"220 mail.example.com ESMTP\r\n") as url, pytest.raises(UnreachableError):
        ask(url)


@pytest.mark.parametrize("status", ["204 No Content", "302 Found", "418 I'm a teapot", "503 Service Unavailable"])
def test_any_other_status_is_a_failure(status: str) -> None:
    with server(answered("", status)) as url, pytest.raises(FailingError):
        ask(url)


def test_a_malformed_meet_is_skipped_alone_and_the_pages_still_join() -> None:
    meets = [
        f'{{"meet_id": "{number}", "track_id": "T{number}", "track_name": {name}, "date": "{SATURDAY}"}}'
        for number, name in enumerate(["null", *['"T"'] * 47, "7", "null", '"T"'])
    ]
    first, second = (f'{{"meets": [{", ".join(page)}], "limit": 50}}' for page in (meets[:50], meets[49:]))
    with server(answered(first), answered(second)) as url:
        assert [meet.meet_id for meet in ask(url).meets] == [*map(str, range(1, 48)), "50"]


@pytest.mark.parametrize(("code", "hour"), [("TAM", 16), ("GP", 16), ("OP", 17), ("LA", 19), ("IND", 16)])
def test_a_local_time_read_as_eastern_is_found_by_the_minutes_to_post_where_the_track_is_not_eastern(
    code: str, hour: int
) -> None:
    # 16:20 by the London clock; a snapshot of 15:00 that is as far off as the track's clock is behind.
    minutes = 80 + 60 * (hour - 16) or 140
    race = f'{{"race_key": {{"race_number": "1"}}, "post_time_long": "58800000", "mtp": {minutes}, "runners": []}}'
    body = f'{{"track_id": "{code}", "date": "2026-01-17", "races": [{race}]}}'
    clock = RunningClock(datetime(2026, 1, 17, 15, 0, tzinfo=UTC))
    with server(answered(body)) as url:
        source = TheRacingApi(transport(url, "someone", "word"), clock, CATALOGUE)
        (found,) = source.card(Meet("1", code, "", date(2026, 1, 17)), soon()).races
    assert found.post_time == datetime(2026, 1, 17, hour, 20, tzinfo=UTC)
