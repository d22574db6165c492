"""What the ASK CLI makes of its words: a request to SMAPI, and what it writes of the answer.

It stands in for the CLI where that is not installed, and wherever a second for each call is too long. Its requests are
compared with those of the real one in tests/amazon/test_real_cli.py.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from loopback.server import Reply, Request
from tests.support.deploy_accounts import Answer
from tests.support.smapi_operations import OPERATIONS, Operation
from tests.support.strict_smapi import ACCESS, REFRESH, TOKEN, Smapi

# The options that are no parameter of the same name, as their places in the body.
BODY_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "input-content": ("input", "content"),
    "device-locale": ("device", "locale"),
    "session-mode": ("session", "mode"),
    "source-annotation-id": ("source", "annotationId"),
    "locales": ("locales",),
    "name": ("name",),
    "utterance": ("utterance",),
}
QUERY_OPTIONS = {"next-token": "nextToken", "max-results": "maxResults", "resource": "resource"}
ANNOTATIONS_OPTION = "update-nlu-annotation-set-annotations-request"
SKIPPED = {"content-type", "full-response"}


def ask(smapi: Smapi, words: Sequence[str]) -> Answer:
    """Return what `ask smapi` writes, and what it complains about."""
    operation = next(each for each in OPERATIONS if each.name == words[0])
    refreshed = smapi.answer(
        Request("POST", TOKEN, {}, json.dumps({"grant_type": "refresh_token", "refresh_token": REFRESH}).encode())
    )
    assert refreshed
    if refreshed.status != 200:
        failed = f"The request to {TOKEN} failed. Client Error: AxiosError: Request failed with status code 400"
        return "", f'[Error]: {{\n  "errorMessage": "{failed}",\n  "statusCode": 400\n}}'
    request = request_of(operation, dict(zip(words[1::2], words[2::2], strict=True)))
    reply = smapi.answer(request)
    if reply is None:
        return "", _wrapped(request, "Error: read ECONNRESET")
    if reply.status >= 300:
        return "", _wrapped(request, f"AxiosError: Request failed with status code {reply.status}")
    return _written(reply), ""


def request_of(operation: Operation, options: Mapping[str, str]) -> Request:
    """Return the request that an operation's options make."""
    named = {name.removeprefix("--"): value for name, value in options.items()}
    path, query, body = operation.path, dict[str, str](), dict[str, Any]()
    for name, value in named.items():
        in_path = f"{{{_camel(name)}}}"
        if in_path in path:
            path = path.replace(in_path, value)
        elif name in QUERY_OPTIONS or (name == "locale" and operation.method == "GET"):
            query[QUERY_OPTIONS.get(name, name)] = value
        elif name == ANNOTATIONS_OPTION:
            body = json.loads(Path(value.removeprefix("file:")).read_text("utf-8"))
        elif name not in SKIPPED:
            _put(body, BODY_OPTIONS.get(name, (name,)), value.split(",") if name == "locales" else value)
    target = f"{path}?{urlencode(query)}" if query else path
    headers = {"authorization": f"Bearer {ACCESS}", **({"content-type": "application/json"} if operation.takes else {})}
    return Request(operation.method, target, headers, json.dumps(body).encode() if operation.takes else b"")


def _camel(option: str) -> str:
    first, *rest = option.split("-")
    return "".join((first, *(word.title() for word in rest)))


def _put(body: dict[str, Any], place: Sequence[str], value: object) -> None:
    *outer, last = place
    for name in outer:
        body = body.setdefault(name, {})
    body[last] = value


def _written(reply: Reply) -> str:
    return json.dumps(json.loads(reply.body), indent=2) if reply.body else "Command executed successfully!"


def _wrapped(request: Request, error: str) -> str:
    """Return a complaint in the CLI's form."""
    message = f"Call to service failed: The request to http://127.0.0.1{request.target} failed. Client Error: {error}"
    return f'[Error]: {{\n  "message": "{message}",\n  "stack": "Error: {message}\\n    at somewhere"\n}}'
