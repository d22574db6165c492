"""The shared cache in DynamoDB, against moto's server over real HTTP."""

import json
from collections.abc import Iterator
from copy import copy
from typing import Any

import boto3
import pytest
from botocore.config import Config
from moto.server import ThreadedMotoServer

from horse_racing.feeds.bounded_cache import BoundedCache
from horse_racing.feeds.cached_source import CachedSource
from horse_racing.feeds.dynamo_cache import DynamoCache
from horse_racing.feeds.freshness import ResourceKind
from horse_racing.feeds.shared_cache import NOTHING_HELD, CacheError, Held
from horse_racing.feeds.stored import packed, unpacked
from horse_racing.racing.cards import Card, Entry, Listing, Meet, Race, Runner
from horse_racing.racing.clock import Deadline
from simulator.race_api import RaceApi
from tests.support.conversation import Conversation, talk_over_http
from tests.support.fakes import FIRST_POST, MORNING, SATURDAY, FakeClock, FakeSource, RunningClock, races

NOW = MORNING.timestamp()
TABLE = "race-cache"


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
    client.create_table(
        TableName=TABLE,
        AttributeDefinitions=[{"AttributeName": "key", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "key", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
    )
    yield client
    client.delete_table(TableName=TABLE)
    client.close()


def test_nothing_is_held_at_first(client: Any) -> None:
    assert DynamoCache(client, TABLE).read("a", NOW) == NOTHING_HELD


def test_what_one_writes_another_one_reads(client: Any) -> None:
    DynamoCache(client, TABLE).write("a", b"content", NOW, NOW + 600)
    assert DynamoCache(client, TABLE).read("a", NOW) == Held(b"content", NOW, is_leased=False)


def test_an_item_carries_the_second_it_may_be_deleted(client: Any) -> None:
    DynamoCache(client, TABLE).write("a", b"content", NOW, NOW + 600.7)
    item = client.get_item(TableName=TABLE, Key={"key": {"S": "a"}})["Item"]
    assert item["expires_at"] == {"N": str(int(NOW) + 600)}


def test_only_one_gets_the_lease_until_it_is_over(client: Any) -> None:
    one, other = DynamoCache(client, TABLE), DynamoCache(client, TABLE)
    assert one.lease("a", None, NOW, 3)
    assert other.read("a", NOW) == Held(None, None, is_leased=True)
    assert not other.lease("a", None, NOW + 2.9, 3)
    assert other.lease("a", None, NOW + 3, 3)


def test_a_lease_is_not_given_for_a_copy_that_has_been_replaced(client: Any) -> None:
    cache = DynamoCache(client, TABLE)
    cache.write("a", b"newer", NOW, NOW + 600)
    assert not cache.lease("a", None, NOW, 3)
    assert not cache.lease("a", NOW - 90, NOW, 3)
    assert cache.lease("a", NOW, NOW, 3)


def test_writing_and_releasing_give_the_lease_back(client: Any) -> None:
    cache = DynamoCache(client, TABLE)
    cache.lease("a", None, NOW, 60)
    cache.write("a", b"content", NOW, NOW + 600)
    assert not cache.read("a", NOW).is_leased
    cache.lease("a", NOW, NOW, 60)
    cache.release("a")
    assert not cache.read("a", NOW).is_leased


def test_nobody_gives_back_the_lease_of_another_one(client: Any) -> None:
    one, other = DynamoCache(client, TABLE), DynamoCache(client, TABLE)
    one.lease("a", None, NOW, 60)
    other.release("a")
    assert one.read("a", NOW).is_leased


def test_who_holds_a_lease_is_drawn_when_it_is_taken(client: Any) -> None:
    # Containers restored from one snapshot begin as copies of each other.
    one, other = copy(cache := DynamoCache(client, TABLE)), copy(cache)
    one._leases, other._leases = dict(cache._leases), dict(cache._leases)  # noqa: SLF001 - what a snapshot copies
    assert one.lease("a", None, NOW, 3)
    assert other.lease("a", None, NOW + 3, 60)
    one.release("a")
    assert one.read("a", NOW + 4).is_leased
    other.release("a")
    assert not one.read("a", NOW + 4).is_leased


def test_a_lease_that_was_not_taken_is_not_given_back(client: Any) -> None:
    one, other = DynamoCache(client, TABLE), DynamoCache(client, TABLE)
    one.lease("a", None, NOW, 60)
    assert not other.lease("a", None, NOW, 60)
    other.release("a")
    assert one.read("a", NOW).is_leased


def test_an_older_copy_never_replaces_a_newer_one(client: Any) -> None:
    cache = DynamoCache(client, TABLE)
    cache.write("a", b"newer", NOW, NOW + 600)
    cache.write("a", b"older", NOW - 5, NOW + 600)
    assert cache.read("a", NOW).content == b"newer"


def test_an_item_of_another_making_counts_as_nothing_held(client: Any) -> None:
    client.put_item(TableName=TABLE, Item={"key": {"S": "a"}, "content": {"S": "text"}, "fetched_at": {"N": "1"}})
    assert DynamoCache(client, TABLE).read("a", NOW) == NOTHING_HELD


def test_a_table_that_does_not_exist_is_a_lasting_error(client: Any) -> None:
    with pytest.raises(CacheError, match="ResourceNotFoundException") as raised:
        DynamoCache(client, "another-table").read("a", NOW)
    assert raised.value.is_lasting


def test_a_server_that_is_not_there_is_an_error_that_may_pass(client: Any) -> None:
    nowhere = boto3.client(
        "dynamodb", endpoint_url="http://127.0.0.1:9", config=Config(retries={"total_max_attempts": 1})
    )
    with pytest.raises(CacheError) as raised:
        DynamoCache(nowhere, TABLE).read("a", NOW)
    assert not raised.value.is_lasting
    assert client


def test_two_containers_share_race_data_through_the_table(client: Any) -> None:
    origin = FakeSource({("TAM", SATURDAY): races(9)})
    meet = Meet(f"TAM-{SATURDAY}", "TAM", "TAM", SATURDAY)
    for _ in range(2):
        cache = BoundedCache(DynamoCache(client, TABLE), allowance=2)
        card = CachedSource(origin, FakeClock(), cache).card(meet, Deadline.after(RunningClock(), 5))
        assert card == Card(races(9))
    assert len(origin.asked) == 1


def through_the_handler(api: RaceApi, table: str, **environ: str) -> Conversation:
    return talk_over_http(api, RunningClock(), extra={"RACE_CACHE_TABLE": table, **environ})


QUESTION = "ask talk horse racing how many races at Tampa Bay Downs"


def test_a_second_container_answers_without_a_call(client: Any) -> None:
    with RaceApi(clock=lambda: MORNING) as api:
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
    with RaceApi(clock=lambda: MORNING) as api:
        said = through_the_handler(api, table).say(QUESTION)
    assert "races at Tampa Bay Downs today." in said
    assert "RACE_CACHE_TABLE" in caplog.text
    assert client


def test_credentials_come_from_the_secret_that_is_named(client: Any) -> None:
    secrets = boto3.client("secretsmanager")
    with RaceApi(clock=lambda: MORNING) as api:
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
        content = packed(value)
        assert len(content) < 40_000
        assert unpacked(kind, content) == value
