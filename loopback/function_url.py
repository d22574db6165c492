"""A Lambda function's URL on loopback: HTTP in front, and behind it events of payload format 2.0 and their answers.

AWS describes both in "Invoking Lambda function URLs". Authentication is none: whoever knows the address may call.
"""

import base64
import binascii
import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl
from uuid import uuid4

from loopback.server import Line, Reply, serving

Event = dict[str, Any]

# Bytes: what Lambda takes as an event and as an answer.
PAYLOAD_LIMIT = 6 * 1024 * 1024

# Bodies of other types reach the function in Base64.
_TEXT_TYPES = ("text/", "application/json", "application/javascript", "application/xml")

_CRASHED = Reply(502, b"Internal Server Error", {"Content-Type": "application/json"})
_TOO_LARGE = Reply(
    413, b'{"Message":"Request must be smaller than 6291456 bytes"}', {"Content-Type": "application/json"}
)


@contextmanager
def function_url(invoke: Callable[[Event], object]) -> Iterator[str]:
    """Serve one function while inside, and yield its URL.

    `invoke` hands an event to the function and returns its answer, parsed. It is called from several threads at once,
    as clients call; whatever it raises is to the client what a crash in Lambda is: 502.
    """

    def answer(line: Line) -> None:
        event = event_of(line)
        if len(json.dumps(event)) > PAYLOAD_LIMIT:
            line.send(_TOO_LARGE)
            return
        try:
            # Through JSON, as what is no JSON does not come out of Lambda.
            told = json.loads(json.dumps(invoke(event)))
        except Exception:  # noqa: BLE001 - a function may raise anything
            line.send(_CRASHED)
            return
        line.send(reply_of(told))

    with serving(answer, name="function-url") as url:
        yield url


def event_of(line: Line) -> Event:
    """Return the event that the request at hand becomes."""
    path, _, query = line.path.partition("?")
    headers = _joined((name.lower(), text) for name, text in line.headers.items())
    cookies = [cookie.strip() for cookie in headers.pop("cookie", "").split(";") if cookie.strip()]
    headers |= {"x-forwarded-for": str(line.client_address[0]), "x-forwarded-proto": "https", "x-forwarded-port": "443"}
    now = time.time()
    event: Event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": query,
        "headers": headers,
        "requestContext": {
            "accountId": "anonymous",
            "apiId": "loopback",
            "domainName": headers.get("host", ""),
            "domainPrefix": "loopback",
            "http": {
                "method": line.command,
                "path": path,
                "protocol": line.request_version,
                "sourceIp": str(line.client_address[0]),
                "userAgent": headers.get("user-agent", ""),
            },
            "requestId": str(uuid4()),
            "routeKey": "$default",
            "stage": "$default",
            "time": time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(now)),
            "timeEpoch": int(now * 1000),
        },
        "isBase64Encoded": False,
    }
    # What there is none of is left out.
    if cookies:
        event["cookies"] = cookies
    if query:
        event["queryStringParameters"] = _joined(parse_qsl(query, keep_blank_values=True))
    if line.body:
        event["body"], event["isBase64Encoded"] = _body(line.body, headers.get("content-type", ""))
    return event


def reply_of(answer: object) -> Reply:
    """Return the reply that a function's answer becomes: 502 for one that breaks the format."""
    if not isinstance(answer, dict) or "statusCode" not in answer:
        return Reply.of_json(200, answer)
    status, headers, body = answer["statusCode"], answer.get("headers") or {}, answer.get("body") or ""
    well_formed = (
        isinstance(status, int)
        and 100 <= status <= 599  # noqa: PLR2004 - the statuses there are
        and isinstance(body, str)
        and isinstance(headers, dict)
        and all(isinstance(value, str | int | float) for value in headers.values())
    )
    if not well_formed:
        return _CRASHED
    try:
        content = base64.b64decode(body, validate=True) if answer.get("isBase64Encoded") else body.encode()
    except binascii.Error:
        return _CRASHED
    if len(content) > PAYLOAD_LIMIT:
        return _CRASHED
    # The length is the connection's own business.
    named = {name: str(value) for name, value in headers.items() if name.lower() != "content-length"}
    if not any(name.lower() == "content-type" for name in named):
        named["Content-Type"] = "application/json"
    return Reply(status, content, named)


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what is said several times under one name, joined by commas."""
    found: dict[str, str] = {}
    for name, text in pairs:
        found[name] = f"{found[name]},{text}" if name in found else text
    return found


def _body(sent: bytes, content_type: str) -> tuple[str, bool]:
    """Return a body as the event has it, and whether that is Base64."""
    if content_type.startswith(_TEXT_TYPES):
        try:
            return sent.decode(), False
        except UnicodeDecodeError:
            pass
    return base64.b64encode(sent).decode("ascii"), True
