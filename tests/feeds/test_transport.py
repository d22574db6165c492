"""Retries, rate limit, credentials and what a call may not do, over real HTTP."""

import ipaddress
import json
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from horse_racing.feeds.credentials import GivenCredentials, SecretCredentials
from horse_racing.feeds.rate_limit import RateLimit
from horse_racing.feeds.transport import JsonTransport
from horse_racing.racing.clock import Deadline
from horse_racing.racing.errors import (
    FailingError,
    RefusedError,
    ThrottledError,
    TimedOutError,
    UnreachableError,
)
from race_api.server import Fault, RaceApi
from race_api.trap_calendar import trap_calendar
from tests.support.fakes import MORNING, HurryingClock
from tests.support.timing import measures_time

pytestmark = measures_time

MEETS = "/v1/north-america/meets"


@pytest.fixture
def api() -> Iterator[RaceApi]:
    with RaceApi(calendar=trap_calendar, clock=lambda: MORNING) as running:
        yield running


def soon(seconds: float = 5.0, clock: HurryingClock | None = None) -> Deadline:
    return Deadline.after(clock or HurryingClock(), seconds)


def get(api: RaceApi, seconds: float = 5.0, clock: HurryingClock | None = None) -> object:
    transport = JsonTransport(api.url, GivenCredentials(api.username, api.password), RateLimit(1000))
    return transport.get("the listing", MEETS, {}, soon(seconds, clock))


def test_a_failure_of_the_provider_is_tried_once_more(api: RaceApi) -> None:
    with api.failing(Fault.FAIL_ONCE):
        assert get(api)
    assert [request.status for request in api.requests] == [500, 200]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.SERVER_ERROR, FailingError),
        (Fault.RESET, UnreachableError),
        (Fault.TRUNCATED, UnreachableError),
        (Fault.THROTTLED, ThrottledError),
        (Fault.THROTTLED_RETRY_AFTER, ThrottledError),
    ],
)
def test_what_is_worth_it_is_tried_twice_and_not_more(api: RaceApi, fault: Fault, error: type[Exception]) -> None:
    with api.failing(fault), pytest.raises(error):
        get(api)
    assert len(api.requests) == 2


@pytest.mark.parametrize(
    "fault", [Fault.UNAUTHORIZED, Fault.UNPROCESSABLE, Fault.REDIRECT_LOOP, Fault.NOT_JSON, Fault.HUGE_BODY]
)
def test_what_will_not_change_is_tried_once(api: RaceApi, fault: Fault) -> None:
    with api.failing(fault), pytest.raises(Exception, match="the listing"):
        get(api)
    assert len(api.requests) == 1


def test_retry_after_is_waited_for_when_it_fits(api: RaceApi) -> None:
    clock = HurryingClock()
    with api.failing(Fault.THROTTLED_RETRY_AFTER), pytest.raises(ThrottledError):
        get(api, clock=clock)
    assert clock.waited == 1.0


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        "soon",
        "-1",
        "1e9",
        "0x10",
        "inf",
        "9" * 400,
        "9" * 5000,
        "99999999999999999999",
        "Fri, 99 Foo 99999999999 99:99:99 GMT",
        "Fri, 31 Dec 999999999 23:59:59 GMT",
        "Thu, 01 Jan 0001 00:00:00 +9999",
        "\u00b2",
        "1, 2",
    ],
)
def test_garbage_for_a_time_to_wait_is_no_failure_of_ours(garbage: str) -> None:
    class Throttling(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(429)
            self.send_header("Retry-After", garbage)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Throttling) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        transport = JsonTransport(url, GivenCredentials("someone", "word"), RateLimit())
        with pytest.raises(ThrottledError):
            transport.get("the listing", MEETS, {}, soon(0.9))
        server.shutdown()


@pytest.mark.parametrize("fault", [Fault.THROTTLED_RETRY_AFTER, Fault.SERVER_ERROR])
def test_a_second_try_that_does_not_fit_is_not_made(api: RaceApi, fault: Fault) -> None:
    began, clock = time.monotonic(), HurryingClock()
    with api.failing(fault), pytest.raises((ThrottledError, FailingError)):
        get(api, 0.4, clock)
    assert len(api.requests) == 1
    assert time.monotonic() - began < 0.3
    assert clock.waited == 0.0


def test_calls_keep_the_rate_limit_and_the_first_ones_do_not_wait(api: RaceApi) -> None:
    transport = JsonTransport(api.url, GivenCredentials(api.username, api.password), RateLimit(4))
    clock = HurryingClock()
    began = clock.monotonic()
    times = []
    for _ in range(6):
        transport.get("the listing", MEETS, {}, soon(clock=clock))
        times.append(clock.monotonic() - began)
    assert times[3] < 0.5
    assert times[4] >= 1.0


def test_a_call_that_would_have_to_wait_past_the_deadline_is_not_made() -> None:
    limit = RateLimit(1)
    limit.wait(soon())
    began = time.monotonic()
    with pytest.raises(TimedOutError):
        limit.wait(soon(0.5))
    assert time.monotonic() - began < 0.2


def test_a_call_that_waits_for_its_turn_is_not_made_once_the_turn_has_answered() -> None:
    clock = HurryingClock()
    limit, deadline = RateLimit(1), soon(clock=clock)
    limit.wait(deadline)
    clock.meanwhile = deadline.end
    with pytest.raises(TimedOutError):
        limit.wait(deadline)
    assert clock.waited


def test_no_second_try_is_made_once_the_turn_has_answered(api: RaceApi) -> None:
    clock = HurryingClock()
    deadline = soon(clock=clock)
    clock.meanwhile = deadline.end
    transport = JsonTransport(api.url, GivenCredentials(api.username, api.password), RateLimit(1000))
    with api.failing(Fault.THROTTLED), pytest.raises((ThrottledError, TimedOutError)):
        transport.get("the listing", MEETS, {}, deadline)
    assert len(api.requests) == 1
    assert clock.waited


def test_an_abandoned_call_ends_by_itself_soon_after(api: RaceApi) -> None:
    with api.failing(Fault.DRIP), pytest.raises(TimedOutError):
        get(api, seconds=0.3)
    given_up = time.monotonic()
    while any(thread.name == "bounded-call" for thread in threading.enumerate()):
        assert time.monotonic() - given_up < 3
        time.sleep(0.02)


def test_a_proxy_in_the_environment_is_not_used(api: RaceApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert get(api)


def test_a_password_with_any_letters_is_sent_as_utf8() -> None:
    with RaceApi(calendar=trap_calendar, clock=lambda: MORNING, password="pässwörd€") as api:
        assert get(api)


@pytest.mark.parametrize("url", ["http://" + "x" * 70 + ".invalid", "http://nowhere.invalid"])
def test_an_address_that_leads_nowhere_is_unreachable(url: str) -> None:
    transport = JsonTransport(url, GivenCredentials("someone", "word"), RateLimit())
    with pytest.raises(UnreachableError):
        transport.get("the listing", MEETS, {}, soon())


@pytest.fixture
def self_signed(tmp_path: Path) -> Iterator[str]:
    """An https server whose certificate nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(address, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "server.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"https://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_certificate_nobody_vouches_for_is_not_accepted(self_signed: str) -> None:
    transport = JsonTransport(self_signed, GivenCredentials("someone", "word"), RateLimit())
    with pytest.raises(UnreachableError, match="certificate"):
        transport.get("the listing", MEETS, {}, soon())


# Credentials in a secret


class FakeSecrets:
    """Secrets Manager with one secret; what it holds can be an error."""

    def __init__(self, secret: object) -> None:
        self.secret = secret
        self.reads = 0

    def get_secret_value(self, *, SecretId: str) -> dict[str, Any]:  # noqa: N803 - boto3's name
        self.reads += 1
        assert SecretId == "talk/racing-api"
        if isinstance(self.secret, Exception):
            raise self.secret
        return {"SecretString": self.secret if isinstance(self.secret, str) else json.dumps(self.secret)}


GOOD_SECRET = {"username": "talk", "password": "horse-racing"}


def with_secret(api: RaceApi, secrets: FakeSecrets) -> JsonTransport:
    return JsonTransport(api.url, SecretCredentials(secrets, "talk/racing-api"), RateLimit(1000))


def test_a_secret_is_read_once_for_many_calls(api: RaceApi) -> None:
    secrets = FakeSecrets(GOOD_SECRET)
    transport = with_secret(api, secrets)
    for _ in range(3):
        transport.get("the listing", MEETS, {}, soon())
    assert secrets.reads == 1


def test_a_secret_that_was_changed_is_read_again_after_it_was_refused(api: RaceApi) -> None:
    secrets = FakeSecrets({"username": "talk", "password": "old"})
    transport = with_secret(api, secrets)
    with pytest.raises(RefusedError, match="RACING_API_SECRET"):
        transport.get("the listing", MEETS, {}, soon())
    secrets.secret = GOOD_SECRET
    assert transport.get("the listing", MEETS, {}, soon())


@pytest.mark.parametrize(
    "secret",
    [
        "no JSON and s3cret",
        {"user": "s3cret"},
        {"username": "talk", "password": ""},
        {"username": ["s3cret"], "password": 7},
        [],
        RuntimeError("s3cret"),
    ],
)
def test_a_secret_that_is_none_names_the_variable_and_never_its_value(api: RaceApi, secret: object) -> None:
    with pytest.raises(RefusedError, match="RACING_API_SECRET") as raised:
        with_secret(api, FakeSecrets(secret)).get("the listing", MEETS, {}, soon())
    assert "s3cret" not in str(raised.value)


def test_a_secret_that_takes_too_long_ends_with_the_deadline(api: RaceApi) -> None:
    class SlowSecrets(FakeSecrets):
        def get_secret_value(self, *, SecretId: str) -> dict[str, Any]:  # noqa: N803 - boto3's name
            time.sleep(1)
            return super().get_secret_value(SecretId=SecretId)

    began = time.monotonic()
    with pytest.raises(TimedOutError):
        with_secret(api, SlowSecrets(GOOD_SECRET)).get("the listing", MEETS, {}, soon(0.3))
    assert time.monotonic() - began < 0.6
