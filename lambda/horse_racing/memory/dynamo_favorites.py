"""Favorites in a DynamoDB table: one item for the account and one for each recognized person of it.

The partition key `user_id` is Alexa's user id, the sort key `who` the person id or "account". Besides them an item has
`track_id`; `said_at`, when the listener said it, and `expires_at`, the TTL attribute, both in seconds since the epoch;
and `schema_version`.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnectionError

from horse_racing.aws_errors import code_of
from horse_racing.bounded_call import call_within
from horse_racing.memory.favorites import (
    FAVORITES_SECONDS,
    KEPT_FOR,
    Favorite,
    FavoritesError,
    Listener,
    favorite_until,
)
from horse_racing.racing.clock import Deadline

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient

T = TypeVar("T")

_SCHEMA_VERSION = "1"

# The sort key of whoever is not recognized; no person id looks like it, they begin with "amzn1.".
_ACCOUNT = "account"

# Seconds that clocks may differ by. What is said to have been said later than that was never said.
_SKEW = 86400

# What the next attempt may mend: AWS's codes of too many calls, and HTTP's statuses of a server in trouble.
_THROTTLED = {"ThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded"}
_IN_TROUBLE = 500


class DynamoFavorites:
    """`Favorites` by way of a boto3 client with timeouts of `ATTEMPT_SECONDS` seconds that never tries twice by itself.

    Every method but `erase` returns within `seconds` seconds, even where the deadline leaves more. What was not done
    in time may still have been done: each method can be called again without harm.
    """

    def __init__(self, client: "DynamoDBClient", table: str, seconds: float = FAVORITES_SECONDS) -> None:
        self._client = client
        self._table = table
        self._seconds = seconds

    def read(self, listener: Listener, now: datetime, deadline: Deadline) -> Favorite | None:
        """Return the favorite, read consistently: one kept a moment ago must be seen, in a new session too."""
        answer = self._asked(
            lambda: self._client.get_item(TableName=self._table, Key=_key(listener), ConsistentRead=True), deadline
        )
        return _favorite(answer["Item"], now.timestamp()) if answer.get("Item") else None

    def keep(self, listener: Listener, track: str, now: datetime, deadline: Deadline) -> bool:
        """Keep the track by a conditional write.

        It also replaces whatever cannot have been kept by this class, but not what a newer version of it has written.
        """
        said = now.timestamp()
        return self._updated(
            listener,
            deadline,
            update="SET track_id = :track, said_at = :said, expires_at = :expires, schema_version = :version",
            condition=(
                "(NOT attribute_type(said_at, :number) OR said_at <= :said OR said_at > :impossible)"
                " AND (NOT attribute_type(schema_version, :number) OR schema_version <= :version)"
            ),
            values={
                ":track": {"S": track},
                ":said": {"N": repr(said)},
                ":expires": {"N": _expiry(now)},
                ":version": {"N": _SCHEMA_VERSION},
                ":number": {"S": "N"},
                ":impossible": {"N": repr(said + _SKEW)},
            },
        )

    def renew(self, listener: Listener, now: datetime, deadline: Deadline) -> None:
        """Move the expiry by a conditional write: neither what is erased nor what has lapsed comes back by it."""
        self._updated(
            listener,
            deadline,
            update="SET expires_at = :expires",
            condition="attribute_type(expires_at, :number) AND expires_at BETWEEN :now AND :expires",
            values={":now": {"N": repr(now.timestamp())}, ":expires": {"N": _expiry(now)}, ":number": {"S": "N"}},
        )

    def forget(self, listener: Listener, deadline: Deadline) -> None:
        """Delete the listener's own item."""
        self._asked(lambda: self._client.delete_item(TableName=self._table, Key=_key(listener)), deadline)

    def erase(self, user: str, deadline: Deadline) -> None:
        """Delete page by page and item by item, until a consistent look finds nothing more."""

        def page() -> list[dict[str, Any]]:
            return self._client.query(
                TableName=self._table,
                KeyConditionExpression="user_id = :user",
                ExpressionAttributeValues={":user": {"S": user}},
                ProjectionExpression="user_id, who",
                ConsistentRead=True,
            )["Items"]

        def everything() -> None:
            while keys := _tried(page, deadline):
                for key in keys:
                    _tried(partial(self._client.delete_item, TableName=self._table, Key=key), deadline)

        _bounded(everything, deadline)

    def _updated(
        self, listener: Listener, deadline: Deadline, *, update: str, condition: str, values: Mapping[str, Any]
    ) -> bool:
        """Update the item where the condition holds and tell whether it does."""

        def call() -> bool:
            try:
                self._client.update_item(
                    TableName=self._table,
                    Key=_key(listener),
                    UpdateExpression=update,
                    ConditionExpression=condition,
                    ExpressionAttributeValues=values,
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                return False
            return True

        return self._asked(call, deadline)

    def _asked(self, call: Callable[[], T], deadline: Deadline) -> T:
        ends = deadline.sooner(self._seconds)
        return _bounded(lambda: _tried(call, ends), ends)


def _bounded(call: Callable[[], T], deadline: Deadline) -> T:
    """Return what the call returns by the deadline; all that may go wrong is told as `FavoritesError`."""
    try:
        return call_within(deadline.remaining(), call)
    except TimeoutError:
        raise FavoritesError("not done in time") from None
    except Exception as error:  # noqa: BLE001 - whatever it is, a turn goes on without favorites
        raise FavoritesError(code_of(error)) from None


def _tried(call: Callable[[], T], deadline: Deadline) -> T:
    """Return what the call returns, tried once more where that may help; nothing is begun after the deadline."""
    for is_last in (False, True):
        if not deadline.remaining():
            break
        try:
            return call()
        except (BotoCoreError, ClientError) as error:
            if is_last or not _may_pass(error):
                raise
    raise TimeoutError


def _may_pass(error: BotoCoreError | ClientError) -> bool:
    """Tell whether the same call may succeed a moment later."""
    if isinstance(error, ClientError):
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return status >= _IN_TROUBLE or code_of(error) in _THROTTLED
    return isinstance(error, (NoConnectionError, HTTPClientError))


def _key(listener: Listener) -> dict[str, Any]:
    return {"user_id": {"S": listener.user}, "who": {"S": listener.person or _ACCOUNT}}


def _expiry(now: datetime) -> str:
    return str(int((now + KEPT_FOR).timestamp()))


def _favorite(item: Mapping[str, Any], now: float) -> Favorite | None:
    """Return the favorite of an item, None when it has lapsed: TTL takes days to delete it."""
    try:
        track, version, expires = item["track_id"]["S"], item["schema_version"]["N"], int(item["expires_at"]["N"])
    except (KeyError, ValueError):
        raise FavoritesError("garbage") from None
    if not track or version != _SCHEMA_VERSION:
        raise FavoritesError("garbage")
    return favorite_until(track, expires, now)
