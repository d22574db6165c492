"""The shared cache in a DynamoDB table with the partition key `key` and the TTL attribute `expires_at`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from botocore.exceptions import BotoCoreError, ClientError

from horse_racing.aws_errors import code_of
from horse_racing.feeds.shared_cache import NOTHING_HELD, CacheError, Held

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient

T = TypeVar("T")

# What no later call will mend: the owner has to.
_LASTING = {"ResourceNotFoundException", "AccessDeniedException", "ValidationException", "UnrecognizedClientException"}
_CONDITION_FAILED = "ConditionalCheckFailedException"


class DynamoCache:
    """A `SharedCache` by way of a boto3 client, whose timeouts are the caller's to set."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table
        # By key, whose lease it is: a container gives back only its own. Each is drawn when it is taken, because
        # containers may begin as copies of one that was set up already.
        self._leases: dict[str, str] = {}

    def read(self, key: str, now: float) -> Held:
        """Return what is held, read consistently: a copy written a moment ago must be seen."""
        item = _asked(
            lambda: self._client.get_item(TableName=self._table, Key={"key": {"S": key}}, ConsistentRead=True)
        ).get("Item")
        if not item:
            return NOTHING_HELD
        try:
            return Held(
                content=bytes(item["content"]["B"]) if "content" in item else None,
                fetched=float(item["fetched_at"]["N"]) if "fetched_at" in item else None,
                is_leased="lease_until" in item and float(item["lease_until"]["N"]) > now,
            )
        except (KeyError, TypeError, ValueError):
            return NOTHING_HELD

    def lease(self, key: str, seen: float | None, now: float, seconds: float) -> bool:
        """Take the lease by a conditional write."""
        me = self._leases[key] = uuid4().hex
        unchanged = "fetched_at = :seen" if seen is not None else "attribute_not_exists(fetched_at)"
        return self._updated(
            key,
            update="SET lease_until = :until, leased_by = :me, expires_at = if_not_exists(expires_at, :gone)",
            condition=f"(attribute_not_exists(lease_until) OR lease_until <= :now) AND {unchanged}",
            values={
                ":until": _number(now + seconds),
                ":me": {"S": me},
                ":now": _number(now),
                ":gone": {"N": str(int(now + seconds) + 60)},
                **({":seen": _number(seen)} if seen is not None else {}),
            },
        )

    def write(self, key: str, content: bytes, fetched: float, expires: float) -> None:
        """Keep the content and give the lease back."""
        self._updated(
            key,
            update="SET content = :content, fetched_at = :fetched, expires_at = :expires REMOVE lease_until, leased_by",
            condition="attribute_not_exists(fetched_at) OR fetched_at < :fetched",
            values={
                ":content": {"B": content},
                ":fetched": _number(fetched),
                ":expires": {"N": str(int(expires))},
            },
        )

    def release(self, key: str) -> None:
        """Give our own lease back."""
        me = self._leases.pop(key, None)
        if me:
            self._updated(
                key,
                update="REMOVE lease_until, leased_by",
                condition="leased_by = :me",
                values={":me": {"S": me}},
            )

    def _updated(self, key: str, *, update: str, condition: str, values: dict[str, Any]) -> bool:
        """Update the item and return True, or False when the condition does not hold."""
        try:
            _asked(
                lambda: self._client.update_item(
                    TableName=self._table,
                    Key={"key": {"S": key}},
                    UpdateExpression=update,
                    ConditionExpression=condition,
                    ExpressionAttributeValues=values,
                )
            )
        except _ConditionFailedError:
            return False
        return True


class _ConditionFailedError(Exception):
    """The item is not as the condition wants it."""


def _asked(call: Callable[[], T]) -> T:
    """Return what the call returns, its errors told as `CacheError` by AWS's own code of them."""
    try:
        return call()
    except (BotoCoreError, ClientError) as error:
        code = code_of(error)
        if code == _CONDITION_FAILED:
            raise _ConditionFailedError from None
        raise CacheError(code, is_lasting=code in _LASTING) from None


def _number(value: float) -> dict[str, str]:
    return {"N": repr(float(value))}
