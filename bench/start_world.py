"""What the skill is started in: its tables in a DynamoDB on loopback, and the local race API."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bench.feed_dynamo import TABLE, dynamo, dynamo_client
from bench.feed_parts import CATALOGUE, listed_on
from race_api.server import RaceApi
from race_api.trap_calendar import trap_calendar
from ship.invoke import function_variables

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient

_FAVORITES = "favorites"
_HELLO = "hello"
_EASTERN = ZoneInfo("America/New_York")

# For creating tables, in seconds.
_PATIENCE = 10.0


@dataclass(frozen=True)
class World:
    """`environ` is what a function is to find in its environment, `api` the race API that it leads to."""

    environ: Mapping[str, str]
    api: RaceApi


@contextmanager
def world() -> Iterator[World]:
    """Yield it, with tables that are empty."""
    with dynamo() as url, RaceApi(calendar=trap_calendar) as api:
        client = dynamo_client(url, _PATIENCE)
        _create(client, _FAVORITES, "user_id", "who")
        _create(client, _HELLO, "id")
        tables = {"RACE_CACHE_TABLE": TABLE, "FAVORITES_TABLE": _FAVORITES, "HELLO_TABLE": _HELLO}
        try:
            yield World({**function_variables(api), **tables, "AWS_ENDPOINT_URL_DYNAMODB": url}, api)
        finally:
            client.delete_table(TableName=_FAVORITES)
            client.delete_table(TableName=_HELLO)
            client.close()


def _create(client: "DynamoDBClient", table: str, key: str, *sort_keys: str) -> None:
    client.create_table(
        TableName=table,
        KeySchema=[
            {"AttributeName": key, "KeyType": "HASH"},
            *({"AttributeName": name, "KeyType": "RANGE"} for name in sort_keys),  # type: ignore[list-item]
        ],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in (key, *sort_keys)],
        BillingMode="PAY_PER_REQUEST",
    )


def track_racing_today() -> tuple[str, str]:
    """Return the code and the name of a track that races today, by the local race API."""
    listed = listed_on(datetime.now(UTC).astimezone(_EASTERN).date())
    track = next(track for track in CATALOGUE if track.code in listed and track.zone == _EASTERN)
    return track.code, track.name
