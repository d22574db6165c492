"""A DynamoDB on loopback: moto's server, with the one promise kept that the leases depend on."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

from loopback.server import POLL_SECONDS

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient

TABLE = "race-cache"

# For what is not measured: to create the table.
_SETTING_UP_SECONDS = 10.0


class _Quiet(WSGIRequestHandler):
    """HTTP as the AWS clients speak it, without a line on the screen for each request."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


class _OneAtATime:
    """Answers one request after the other: a conditional write is atomic in DynamoDB, but not in moto's threads."""

    def __init__(self) -> None:
        self._moto = DomainDispatcherApplication(create_backend_app)
        self._lock = Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with self._lock:
            answer: Iterable[bytes] = self._moto(environ, start_response)
            return answer


@contextmanager
def served() -> Iterator[str]:
    """Serve a DynamoDB from this process, one request at a time; yields its address."""
    server = make_server("127.0.0.1", 0, _OneAtATime(), threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever, args=(POLL_SECONDS,), name="dynamo", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def dynamo() -> Iterator[str]:
    """Serve a DynamoDB with the table that all share, from this process; yields its address."""
    with served() as url:
        client = dynamo_client(url, _SETTING_UP_SECONDS)
        try:
            client.create_table(
                TableName=TABLE,
                KeySchema=[{"AttributeName": "key", "KeyType": "HASH"}],
                AttributeDefinitions=[{"AttributeName": "key", "AttributeType": "S"}],
                BillingMode="PAY_PER_REQUEST",
            )
            yield url
        finally:
            client.delete_table(TableName=TABLE)
            client.close()


def dynamo_client(url: str, seconds: float) -> "DynamoDBClient":
    """Return a client of the DynamoDB at this address that gives up after so many seconds, as the skill's does."""
    # A session of its own: the one that boto3 shares is not for several threads.
    return boto3.Session().client(
        "dynamodb",
        region_name="us-east-1",
        endpoint_url=url,
        aws_access_key_id="bench",
        aws_secret_access_key="bench",  # noqa: S106 - opens nothing but this run's own table
        config=Config(connect_timeout=seconds, read_timeout=seconds, retries={"total_max_attempts": 1}),
    )
