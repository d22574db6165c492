"""The client against the local race API, over real HTTP."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from horse_racing.feeds.the_racing_api import PAGE_SIZE, TheRacingApi
from horse_racing.feeds.transport import JsonTransport
from horse_racing.racing.cards import Meet
from horse_racing.racing.clock import Deadline
from horse_racing.racing.errors import (
    FailingError,
    RefusedError,
    TimedOutError,
    UnreachableError,
    UnreadableError,
)
from simulator.race_api import Fault, RaceApi
from tests.support.fakes import MORNING, SATURDAY, FakeClock


class RunningClock(FakeClock):
    def monotonic(self) -> float:
        return time.monotonic()


@pytest.fixture
def api() -> Iterator[RaceApi]:
    with RaceApi(clock=lambda: MORNING) as running:
        yield running


def client(api: RaceApi, password: str | None = None) -> TheRacingApi:
    return TheRacingApi(JsonTransport(api.url, api.username, password or api.password), RunningClock())


def soon(seconds: float = 5.0) -> Deadline:
    return Deadline.after(RunningClock(), seconds)


@contextmanager
def server(answer: bytes) -> Iterator[str]:
    """One that sends these bytes to whoever connects, once, whatever is asked."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        thread.join(timeout=5)


def answered(body: str, status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return (head + body).encode()


def ask(url: str) -> tuple[Meet, ...]:
    return TheRacingApi(JsonTransport(url, "someone", "word"), RunningClock()).meets(SATURDAY, SATURDAY, soon())


def test_a_busy_day_is_read_to_its_last_page(api: RaceApi) -> None:
    api.requests.clear()
    meets = client(api).meets(SATURDAY, SATURDAY, soon())
    assert len(meets) > PAGE_SIZE
    assert [dict(request.query)["skip"] for request in api.requests] == ["0", "50"]
    assert {meet.day for meet in meets} == {SATURDAY}
    assert {"ARP", "TAM", "WO"} <= {meet.track_code for meet in meets}


def test_a_day_of_exactly_one_page_is_asked_on_for_and_found_to_be_all(api: RaceApi) -> None:
    day = SATURDAY + timedelta(days=3)
    api.meets[day] = [api.meet("TAM", day)] * PAGE_SIZE
    assert len(client(api).meets(day, day, soon())) == PAGE_SIZE


def test_several_days_come_in_one_listing(api: RaceApi) -> None:
    meets = client(api).meets(SATURDAY, SATURDAY + timedelta(days=7), soon())
    assert {meet.day for meet in meets if meet.track_code == "TAM"} == {
        SATURDAY + timedelta(days=offset) for offset in range(8)
    }


def test_a_card_is_read_with_its_races(api: RaceApi) -> None:
    (meet,) = [meet for meet in client(api).meets(SATURDAY, SATURDAY, soon()) if meet.track_code == "TAM"]
    races = client(api).card(meet, soon()).races
    assert [race.number for race in races] == list(range(1, len(races) + 1))
    assert all(race.post_time and race.post_time.astimezone().tzinfo for race in races)


def test_a_meet_without_entries_is_a_card_without_races(api: RaceApi) -> None:
    api.cards["ARP", SATURDAY] = None
    (meet,) = [meet for meet in client(api).meets(SATURDAY, SATURDAY, soon()) if meet.track_code == "ARP"]
    assert client(api).card(meet, soon()).races == ()


def test_a_meet_id_is_sent_as_one_part_of_the_path(api: RaceApi) -> None:
    api.requests.clear()
    client(api).card(Meet("../secret?x=1", "TAM", "Tampa Bay Downs", SATURDAY), soon())
    assert [request.path for request in api.requests] == ["/v1/north-america/meets/..%2Fsecret%3Fx%3D1/entries"]


def test_one_connection_serves_many_calls(api: RaceApi) -> None:
    source = client(api)
    source.meets(SATURDAY, SATURDAY, soon())
    began = time.monotonic()
    for _ in range(5):
        source.meets(SATURDAY, SATURDAY, soon())
    assert time.monotonic() - began < 1.0


def test_a_wrong_password_is_refused(api: RaceApi) -> None:
    with pytest.raises(RefusedError, match="RACING_API_PASSWORD"):
        client(api, password="wrong").meets(SATURDAY, SATURDAY, soon())


def test_an_address_without_the_listing_is_a_failure_and_not_an_empty_day(api: RaceApi) -> None:
    transport = JsonTransport(f"{api.url}/elsewhere", api.username, api.password)
    with pytest.raises(FailingError, match="RACING_API_URL"):
        TheRacingApi(transport, RunningClock()).meets(SATURDAY, SATURDAY, soon())


def test_no_call_is_made_once_time_is_up(api: RaceApi) -> None:
    api.requests.clear()
    with pytest.raises(TimedOutError):
        client(api).meets(SATURDAY, SATURDAY, soon(0))
    assert api.requests == []


@pytest.mark.parametrize("fault", [Fault.HANG, Fault.DRIP, Fault.SLOW])
def test_waiting_ends_with_the_deadline(api: RaceApi, fault: Fault) -> None:
    began = time.monotonic()
    with api.failing(fault), pytest.raises(TimedOutError):
        client(api).meets(SATURDAY, SATURDAY, soon(0.3))
    assert time.monotonic() - began < 0.6


def test_a_name_that_does_not_resolve_is_unreachable() -> None:
    with pytest.raises(UnreachableError):
        ask("http://nowhere.invalid")


def test_a_listing_that_never_ends_is_unreadable(api: RaceApi) -> None:
    day = SATURDAY + timedelta(days=5)
    api.meets[day] = [api.meet("TAM", day)] * 2000
    with pytest.raises(UnreadableError):
        client(api).meets(day, day, soon())


def test_days_that_were_not_asked_for_are_left_out() -> None:
    meet = '{"meet_id": "a", "track_id": "TAM", "track_name": "Tampa Bay Downs", "date": "%s"}'
    body = f'{{"meets": [{meet % SATURDAY}, {meet % date(2026, 12, 24)}], "limit": 50}}'
    with server(answered(body)) as url:
        assert [meet.day for meet in ask(url)] == [SATURDAY]


def test_a_page_cut_shorter_than_asked_for_is_not_taken_for_the_last() -> None:
    meet = f'{{"meet_id": "a", "track_id": "TAM", "track_name": "Tampa Bay Downs", "date": "{SATURDAY}"}}'
    page = answered(f'{{"meets": [{", ".join([meet] * 25)}], "limit": 25}}')
    # The second page has nobody to serve it any more, which is how we know that it was asked for.
    with server(page) as url, pytest.raises((UnreachableError, TimedOutError)):
        TheRacingApi(JsonTransport(url, "someone", "word"), RunningClock()).meets(SATURDAY, SATURDAY, soon(1))


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
