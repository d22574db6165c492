"""The clients that are made fast are boto3's in all they do."""

import ast
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore import xform_name

from horse_racing import aws_clients
from horse_racing.aws_clients import MODELS, aws_client
from ship.aws_models import OPERATIONS, excerpts

PACKAGE = Path(aws_clients.__file__).parent
CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "dynamodb": ("get_item", {"TableName": "favorites", "Key": {"user_id": {"S": "someone"}, "who": {"B": b"\0"}}}),
    "secretsmanager": ("get_secret_value", {"SecretId": "racing-api"}),
}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "synthetic")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "synthetic")
    aws_clients._session.cache_clear()  # noqa: SLF001 - it is kept for as long as a container lives


def sent_by(client: Any, service: str) -> tuple[str, str, bytes, str]:
    """Return what a client would send: address, operation, body, and for which region and service it is signed."""
    sent: list[Any] = []

    def stop(request: Any, **_: object) -> None:
        sent.append(request)
        raise InterruptedError

    client.meta.events.register("before-send", stop)
    operation, parameters = CALLS[service]
    with pytest.raises(InterruptedError):
        getattr(client, operation)(**parameters)
    (request,) = sent
    scope = request.headers["Authorization"].decode().split("/aws4_request")[0].split("/", 2)[2]
    return request.url, request.headers["X-Amz-Target"], request.body, scope


def test_the_excerpts_are_those_of_the_pinned_botocore() -> None:
    files = {path.relative_to(MODELS).as_posix(): path for path in MODELS.rglob("*") if path.is_file()}
    told = "run `make aws-models`"
    assert {name: path.read_text(encoding="utf-8") for name, path in files.items()} == excerpts(), told


def test_all_that_is_called_is_in_the_excerpts() -> None:
    called = {
        node.attr
        for module in ("feeds/shared_cache.py", "memory/dynamo_favorites.py", "feeds/credentials.py")
        for node in ast.walk(ast.parse((PACKAGE / module).read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == "_client"
    }
    described = {xform_name(operation) for operations in OPERATIONS.values() for operation in operations}
    assert called - {"exceptions"} == described


@pytest.mark.parametrize("service", CALLS)
@pytest.mark.parametrize(("region", "fips"), [("us-east-1", "false"), ("us-west-2", "true"), ("cn-north-1", "false")])
def test_a_request_goes_where_boto3_s_own_client_would_send_it(
    monkeypatch: pytest.MonkeyPatch, service: str, fips: str, region: str
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", region)
    monkeypatch.setenv("AWS_USE_FIPS_ENDPOINT", fips)
    boto3_s_own: Any = boto3.Session().client(service)  # type: ignore[call-overload]
    assert sent_by(aws_client(service, 1.0), service) == sent_by(boto3_s_own, service)


def test_a_client_gives_up_in_time_and_never_tries_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    config = aws_client("dynamodb", 0.3).meta.config
    assert (config.connect_timeout, config.read_timeout, config.retries["total_max_attempts"]) == (0.3, 0.3, 1)


def test_what_is_not_in_the_excerpts_is_read_from_botocore_s_own_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    (tmp_path / "dynamodb").mkdir()
    monkeypatch.setattr(aws_clients, "MODELS", tmp_path)
    assert hasattr(aws_client("dynamodb", 1.0), "list_tables")
