"""The shared cache, against moto's server over real HTTP."""

import json
from collections.abc import Iterator
from copy import copy
from datetime import timedelta
from typing import Any

import boto3
import pytest
from botocore.config import Config
from moto.server import ThreadedMotoServer

from horse_racing.feeds.cached_source import CachedSource
from horse_racing.feeds.freshness import ResourceKind
from horse_racing.feeds.shared_cache import REST, Held, SharedCache
from horse_racing.feeds.stored import packed, unpacked
from horse_racing.racing.cards import Card, Entry, Listing, Meet, Race, Runner
from horse_racing.racing.clock import Deadline
from race_api.server import RaceApi
from race_api.trap_calendar import trap_calendar
from tests.support.caches import NOTHING_HELD, ORIGIN
from tests.support.conversation import Conversation, talk_over_http
from tests.support.fakes import FIRST_POST, MORNING, SATURDAY, FakeClock, FakeSource, RunningClock, races
from tests.support.timing import measures_time

pytestmark = measures_time

NOW = MORNING.timestamp()
TABLE = "race-cache"
KEYED: dict[str, Any] = {
    "AttributeDefinitions": [{"AttributeName": "key", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "key", "KeyType": "HASH"}],
    "BillingMode": "PAY_PER_REQUEST",
}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def client(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "synthetic")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "synthetic")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    client = boto3.client("dynamodb", config=Config(retries={"total_max_attempts": 1}))
    client.create_table(TableName=TABLE, **KEYED)
    yield client
    client.delete_table(TableName=TABLE)
    client.close()


def at(seconds: float = 0.0) -> FakeClock:
    """The clock of a container, so many seconds from now."""
    return FakeClock(MORNING + timedelta(seconds=seconds))


def container(client: Any, clock: FakeClock | None = None, table: str = TABLE, origin: str = ORIGIN) -> SharedCache:
    # Moto on a busy machine is not as fast as DynamoDB.
    return SharedCache(client, table, clock or at(), origin=origin, allowance=5)


def soon() -> Deadline:
    return Deadline.after(RunningClock(), 5)


def write(cache: SharedCache, content: bytes, fetched: float = NOW, expires: float = NOW + 600) -> None:
    cache.write("a", content, fetched, expires, soon())


def test_nothing_is_held_at_first(client: Any) -> None:
    assert container(client).read("a", soon()) == NOTHING_HELD


def test_what_one_writes_another_one_reads(client: Any) -> None:
    write(container(client), b"content")
    assert container(client).read("a", soon()) == Held(b"content", NOW, is_leased=False)


def test_what_came_from_one_address_is_not_told_as_coming_from_another(client: Any) -> None:
    invented, real = container(client, origin="https://demo.example.com"), container(client)
    write(invented, b"invented")
    assert real.read("a", soon()) == NOTHING_HELD
    assert real.lease("a", None, 3, soon())
    write(real, b"real")
    assert invented.read("a", soon()) == Held(b"invented", NOW, is_leased=False)
    assert real.read("a", soon()) == Held(b"real", NOW, is_leased=False)


def test_an_item_carries_the_second_it_may_be_deleted(client: Any) -> None:
    write(container(client), b"content", expires=NOW + 600.7)
    item = client.get_item(TableName=TABLE, Key={"key": {"S": f"{ORIGIN} a"}})["Item"]
    assert item["expires_at"] == {"N": str(int(NOW) + 600)}


def test_only_one_gets_the_lease_until_it_is_over(client: Any) -> None:
    assert container(client).lease("a", None, 3, soon())
    assert container(client).read("a", soon()) == Held(None, None, is_leased=True)
    assert not container(client, at(2.9)).lease("a", None, 3, soon())
    assert container(client, at(3)).lease("a", None, 3, soon())


def test_a_lease_is_not_given_for_a_copy_that_has_been_replaced(client: Any) -> None:
    cache = container(client)
    write(cache, b"newer")
    assert not cache.lease("a", None, 3, soon())
    assert not cache.lease("a", NOW - 90, 3, soon())
    assert cache.lease("a", NOW, 3, soon())


def test_writing_and_giving_up_give_the_lease_back(client: Any) -> None:
    cache = container(client)
    cache.lease("a", None, 60, soon())
    write(cache, b"content")
    assert cache.read("a", soon()) == Held(b"content", NOW, is_leased=False)
    cache.lease("a", NOW, 60, soon())
    cache.give_up("a", soon())
    assert cache.read("a", soon()) == Held(b"content", NOW, is_leased=False)


def is_leased(client: Any, clock: FakeClock | None = None) -> bool:
    held = container(client, clock).read("a", soon())
    assert held
    return held.is_leased


def test_nobody_gives_back_the_lease_of_another_one(client: Any) -> None:
    container(client).lease("a", None, 60, soon())
    container(client).give_up("a", soon())
    assert is_leased(client)


def test_who_holds_a_lease_is_drawn_when_it_is_taken(client: Any) -> None:
    # Containers restored from one snapshot begin as copies of each other.
    one, other = copy(cache := container(client)), copy(cache)
    one._leases, other._leases = dict(cache._leases), dict(cache._leases)  # noqa: SLF001 - what a snapshot copies
    other._clock = at(3)  # noqa: SLF001 - it was restored later
    assert one.lease("a", None, 3, soon())
    assert other.lease("a", None, 60, soon())
    one.give_up("a", soon())
    assert is_leased(client, at(4))
    other.give_up("a", soon())
    assert not is_leased(client, at(4))


def test_a_lease_that_was_not_taken_is_not_given_back(client: Any) -> None:
    other = container(client)
    container(client).lease("a", None, 60, soon())
    assert not other.lease("a", None, 60, soon())
    other.give_up("a", soon())
    assert is_leased(client)


def test_an_older_copy_never_replaces_a_newer_one(client: Any) -> None:
    cache = container(client)
    write(cache, b"newer")
    write(cache, b"older", fetched=NOW - 5)
    assert cache.read("a", soon()) == Held(b"newer", NOW, is_leased=False)


def test_content_of_another_making_counts_as_nothing_and_is_replaced(client: Any) -> None:
    client.put_item(
        TableName=TABLE, Item={"key": {"S": f"{ORIGIN} a"}, "content": {"S": "text"}, "fetched_at": {"N": "1"}}
    )
    cache = container(client)
    assert cache.read("a", soon()) == Held(None, 1.0, is_leased=False)
    assert cache.lease("a", 1.0, 3, soon())
    write(cache, b"content")
    assert cache.read("a", soon()) == Held(b"content", NOW, is_leased=False)


def test_a_table_that_does_not_exist_is_left_alone_for_good(client: Any, caplog: pytest.LogCaptureFixture) -> None:
    clock = at()
    cache = container(client, clock, "another-table")
    assert cache.read("a", soon()) is None
    clock.sleep(10 * REST)
    client.create_table(TableName="another-table", **KEYED)
    assert cache.read("a", soon()) is None
    client.delete_table(TableName="another-table")
    assert "for good: check RACE_CACHE_TABLE: ResourceNotFoundException" in caplog.text


def test_a_server_that_is_not_there_is_an_error_that_may_pass(client: Any, caplog: pytest.LogCaptureFixture) -> None:
    nowhere = boto3.client(
        "dynamodb", endpoint_url="http://127.0.0.1:9", config=Config(retries={"total_max_attempts": 1})
    )
    assert container(nowhere).read("a", soon()) is None
    assert f"left alone for {REST:g} s: EndpointConnectionError" in caplog.text
    assert client


def test_two_containers_share_race_data_through_the_table(client: Any) -> None:
    origin = FakeSource({("TAM", SATURDAY): races(9)})
    meet = Meet(f"TAM-{SATURDAY}", "TAM", "TAM", SATURDAY)
    for _ in range(2):
        clock = FakeClock()
        card = CachedSource(origin, clock, container(client, clock)).card(meet, soon())
        assert card == Card(races(9))
    assert len(origin.asked) == 1


def through_the_handler(api: RaceApi, table: str, **environ: str) -> Conversation:
    return talk_over_http(api, RunningClock(), extra={"RACE_CACHE_TABLE": table, **environ})


QUESTION = "ask talk horse racing how many races at Tampa Bay Downs"


def test_a_second_container_answers_without_a_call(client: Any) -> None:
    with RaceApi(calendar=trap_calendar, clock=lambda: MORNING) as api:
        first = through_the_handler(api, TABLE).say(QUESTION)
        calls = len(api.requests)
        assert through_the_handler(api, TABLE).say(QUESTION) == first
        assert len(api.requests) == calls
    assert "races at Tampa Bay Downs today." in first
    assert client


@pytest.mark.parametrize("table", ["no-such-table", "not a table name!", "ab"])
def test_a_cache_setting_that_makes_no_sense_is_named_in_the_log_and_the_skill_still_talks(
    client: Any, table: str, caplog: pytest.LogCaptureFixture
) -> None:
    with RaceApi(calendar=trap_calendar, clock=lambda: MORNING) as api:
        said = through_the_handler(api, table).say(QUESTION)
    assert "races at Tampa Bay Downs today." in said
    assert "RACE_CACHE_TABLE" in caplog.text
    assert client


def test_credentials_come_from_the_secret_that_is_named(client: Any) -> None:
    secrets = boto3.client("secretsmanager")
    with RaceApi(calendar=trap_calendar, clock=lambda: MORNING) as api:
        secret = json.dumps({"username": api.username, "password": api.password})
        secrets.create_secret(Name="talk/racing-api", SecretString=secret)
        said = talk_over_http(
            api, RunningClock(), extra={"RACING_API_SECRET": "talk/racing-api", "RACING_API_PASSWORD": "wrong"}
        ).say(QUESTION)
    assert "races at Tampa Bay Downs today." in said
    assert client


def test_the_largest_day_imaginable_is_far_under_dynamodbs_limit() -> None:
    runners = tuple(
        Runner(f"Horse {n} Of Some Length", str(n), f"Jockey {n} Longname", Entry.RUNS) for n in range(1, 25)
    )
    card = Card(tuple(Race(n, FIRST_POST, f"The Example Number {n} S.", runners=runners) for n in range(1, 17)))
    listing = Listing(
        SATURDAY, tuple(Meet(f"T{n}_1795219200000", f"T{n}", f"Example Downs {n}", SATURDAY) for n in range(300))
    )
    for kind, value in ((ResourceKind.CARD, card), (ResourceKind.LISTING, listing)):
        content = packed("a", value)
        assert len(content) < 40_000
        assert unpacked("a", kind, content) == value
