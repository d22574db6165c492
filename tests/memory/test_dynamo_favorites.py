"""Favorites in DynamoDB, against moto's server and against a failing one, both over real HTTP; and in memory."""

import json
import logging
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import permutations
from typing import Any

import boto3
import pytest
from botocore.config import Config

from horse_racing.memory.dynamo_favorites import DynamoFavorites
from horse_racing.memory.favorites import (
    ATTEMPT_SECONDS,
    FAVORITES_SECONDS,
    Favorite,
    Favorites,
    FavoritesError,
    Listener,
)
from horse_racing.racing.clock import Deadline
from tests.support.fakes import MORNING, RunningClock
from tests.support.favorites import TABLE, Kept, MemoryFavorites, favorites_table
from tests.support.timing import measures_time

pytestmark = measures_time

USER = "amzn1.ask.account.SYNTHETIC"
ACCOUNT = Listener(USER)
PERSON = Listener(USER, "amzn1.ask.person.SYNTHETIC")
NEIGHBOR = Listener("amzn1.ask.account.ANOTHER")

DAY = timedelta(days=1)
# Whole seconds, because an expiry has no fractions.
NOW = MORNING

NewContainer = Callable[[], Favorites]


def soon(seconds: float = 5.0) -> Deadline:
    return Deadline.after(RunningClock(), seconds)


def client_of(endpoint: str | None = None, seconds: float = ATTEMPT_SECONDS) -> Any:
    """Return a client as bootstrap makes it."""
    config = Config(connect_timeout=seconds, read_timeout=seconds, retries={"total_max_attempts": 1})
    return boto3.client("dynamodb", endpoint_url=endpoint, config=config)


# A client keeps nothing of what it asked for, and takes longer to make than most of what is asked.
patient_client = cache(partial(client_of, seconds=5))


def patient_favorites() -> DynamoFavorites:
    """Return favorites that wait longer than a listener would: tests share their machine with others."""
    return DynamoFavorites(patient_client(), TABLE, seconds=10)


@pytest.fixture(scope="module")
def dynamodb() -> Iterator[Any]:
    with favorites_table() as client:
        yield client
    patient_client.cache_clear()


@pytest.fixture
def table(dynamodb: Any) -> Iterator[Any]:
    """The table, empty again after each test."""
    yield dynamodb
    for item in dynamodb.scan(TableName=TABLE)["Items"]:
        dynamodb.delete_item(TableName=TABLE, Key={name: item[name] for name in ("user_id", "who")})


@pytest.fixture(params=["dynamo", "memory"])
def container(request: pytest.FixtureRequest) -> NewContainer:
    """What makes favorites for one more container, all of them on top of the same items."""
    if request.param == "memory":
        items: dict[tuple[str, str], Kept] = {}
        lock = threading.Lock()
        return lambda: MemoryFavorites(items, lock=lock)
    request.getfixturevalue("table")
    return patient_favorites


class TestPromises:
    """What the conversation relies on, whichever favorites it is handed."""

    def test_nobody_has_a_favorite_at_first(self, container: NewContainer) -> None:
        assert container().read(ACCOUNT, NOW, soon()) is None

    def test_a_new_container_knows_what_another_one_kept(self, container: NewContainer) -> None:
        container().keep(ACCOUNT, "TAM", NOW, soon())
        assert container().read(ACCOUNT, NOW, soon()) == Favorite("TAM")

    def test_another_track_replaces_the_first_one(self, container: NewContainer) -> None:
        container().keep(ACCOUNT, "TAM", NOW, soon())
        container().keep(ACCOUNT, "ARP", NOW, soon())
        assert container().read(ACCOUNT, NOW, soon()) == Favorite("ARP")

    def test_accounts_and_persons_each_have_their_own(self, container: NewContainer) -> None:
        favorites = container()
        for listener, track in ((ACCOUNT, "TAM"), (PERSON, "ARP"), (NEIGHBOR, "SAR")):
            favorites.keep(listener, track, NOW, soon())
        told = [favorites.read(listener, NOW, soon()) for listener in (ACCOUNT, PERSON, NEIGHBOR)]
        assert told == [Favorite("TAM"), Favorite("ARP"), Favorite("SAR")]

    def test_a_person_without_a_favorite_does_not_get_the_accounts(self, container: NewContainer) -> None:
        container().keep(ACCOUNT, "TAM", NOW, soon())
        assert container().read(PERSON, NOW, soon()) is None

    @pytest.mark.parametrize("arrival", list(permutations(range(3))))
    def test_the_last_one_said_wins_in_whatever_order_they_arrive(
        self, container: NewContainer, arrival: tuple[int, ...]
    ) -> None:
        for said in arrival:
            container().keep(ACCOUNT, f"T{said}", NOW + said * timedelta(milliseconds=1), soon())
        favorite = container().read(ACCOUNT, NOW, soon())
        assert favorite
        assert favorite.track == "T2"

    def test_concurrent_updates_lose_nothing(self, container: NewContainer) -> None:
        def update(number: int) -> None:
            said = NOW + number * timedelta(seconds=1)
            if number % 3:
                container().keep(ACCOUNT, f"T{number}", said, soon(20))
            else:
                container().renew(ACCOUNT, NOW + 40 * DAY, soon(20))

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(update, [5, 3, 17, 0, 2, 9, 23, 12, 1, 14, 6, 11, 20, 15, 8]))
        favorite = container().read(ACCOUNT, NOW + 40 * DAY, soon())
        assert favorite
        assert favorite.track == "T23"

    def test_what_cannot_have_been_said_yet_does_not_stay_forever(self, container: NewContainer) -> None:
        container().keep(ACCOUNT, "TAM", NOW + 2 * DAY, soon())
        container().keep(ACCOUNT, "ARP", NOW, soon())
        assert container().read(ACCOUNT, NOW, soon()) == Favorite("ARP")

    @pytest.mark.parametrize(("days", "is_due"), [(0, False), (30, False), (31, True), (392, True)])
    def test_it_is_due_more_than_30_days_after_it_was_kept(
        self, container: NewContainer, days: int, *, is_due: bool
    ) -> None:
        container().keep(ACCOUNT, "TAM", NOW, soon())
        assert container().read(ACCOUNT, NOW + days * DAY, soon()) == Favorite("TAM", is_due=is_due)

    def test_it_lapses_after_13_months(self, container: NewContainer) -> None:
        container().keep(ACCOUNT, "TAM", NOW, soon())
        assert container().read(ACCOUNT, NOW + 393 * DAY, soon()) is None

    def test_renewed_it_stays_for_another_13_months(self, container: NewContainer) -> None:
        container().keep(ACCOUNT, "TAM", NOW, soon())
        container().renew(ACCOUNT, NOW + 31 * DAY, soon())
        assert container().read(ACCOUNT, NOW + 61 * DAY, soon()) == Favorite("TAM")
        assert container().read(ACCOUNT, NOW + (31 + 392) * DAY, soon()) == Favorite("TAM", is_due=True)
        assert container().read(ACCOUNT, NOW + (31 + 393) * DAY, soon()) is None

    def test_a_renewal_that_comes_late_shortens_nothing(self, container: NewContainer) -> None:
        container().keep(ACCOUNT, "TAM", NOW + 40 * DAY, soon())
        container().renew(ACCOUNT, NOW, soon())
        assert container().read(ACCOUNT, NOW + 70 * DAY, soon()) == Favorite("TAM")

    def test_a_renewal_brings_nothing_back(self, container: NewContainer) -> None:
        favorites = container()
        favorites.keep(ACCOUNT, "TAM", NOW, soon())
        favorites.renew(ACCOUNT, NOW + 394 * DAY, soon())
        assert favorites.read(ACCOUNT, NOW + 394 * DAY, soon()) is None
        favorites.erase(USER, soon())
        favorites.renew(ACCOUNT, NOW, soon())
        assert favorites.read(ACCOUNT, NOW, soon()) is None

    def test_after_it_has_lapsed_a_new_one_can_be_kept(self, container: NewContainer) -> None:
        container().keep(ACCOUNT, "TAM", NOW, soon())
        container().keep(ACCOUNT, "ARP", NOW + 400 * DAY, soon())
        assert container().read(ACCOUNT, NOW + 400 * DAY, soon()) == Favorite("ARP")

    def test_forgetting_touches_nobody_elses_and_can_be_repeated(self, container: NewContainer) -> None:
        favorites = container()
        favorites.keep(ACCOUNT, "TAM", NOW, soon())
        favorites.keep(PERSON, "ARP", NOW, soon())
        for _ in range(2):
            favorites.forget(PERSON, soon())
        assert favorites.read(PERSON, NOW, soon()) is None
        assert favorites.read(ACCOUNT, NOW, soon()) == Favorite("TAM")

    def test_what_was_forgotten_can_be_said_again(self, container: NewContainer) -> None:
        container().keep(ACCOUNT, "TAM", NOW, soon())
        container().forget(ACCOUNT, soon())
        container().keep(ACCOUNT, "TAM", NOW, soon())
        assert container().read(ACCOUNT, NOW, soon()) == Favorite("TAM")

    def test_erasing_takes_the_whole_account_and_no_other_and_can_be_repeated(self, container: NewContainer) -> None:
        favorites = container()
        for listener in (ACCOUNT, PERSON, NEIGHBOR):
            favorites.keep(listener, "TAM", NOW, soon())
        for _ in range(2):
            favorites.erase(USER, soon())
        told = [favorites.read(listener, NOW, soon()) for listener in (ACCOUNT, PERSON, NEIGHBOR)]
        assert told == [None, None, Favorite("TAM")]

    def test_with_no_time_left_nothing_is_done(self, container: NewContainer) -> None:
        favorites = container()
        favorites.keep(ACCOUNT, "TAM", NOW, soon())
        for call in every_call(favorites, soon(0)):
            with pytest.raises(FavoritesError, match="not done in time"):
                call()
        assert favorites.read(ACCOUNT, NOW, soon()) == Favorite("TAM")


def every_call(favorites: Favorites, deadline: Deadline) -> list[Callable[[], object]]:
    return [
        lambda: favorites.read(PERSON, NOW, deadline),
        lambda: favorites.keep(PERSON, "TAM", NOW, deadline),
        lambda: favorites.renew(PERSON, NOW, deadline),
        lambda: favorites.forget(PERSON, deadline),
        lambda: favorites.erase(USER, deadline),
    ]


@pytest.mark.parametrize("operation", ["GetItem", "Query"])
def test_what_was_kept_a_moment_ago_is_seen_in_reading_and_erasing(table: Any, operation: str) -> None:
    client, asked = client_of(seconds=5), []
    client.meta.events.register(
        f"provide-client-params.dynamodb.{operation}", lambda params, **_: asked.append(params["ConsistentRead"])
    )
    for call in every_call(DynamoFavorites(client, TABLE, seconds=10), soon()):
        call()
    assert asked == [True]
    assert table


def test_an_item_holds_just_what_the_privacy_page_says(table: Any) -> None:
    patient_favorites().keep(PERSON, "TAM", NOW, soon())
    assert table.scan(TableName=TABLE)["Items"] == [
        {
            "user_id": {"S": PERSON.user},
            "who": {"S": PERSON.person},
            "track_id": {"S": "TAM"},
            "said_at": {"N": repr(NOW.timestamp())},
            "expires_at": {"N": str(int((NOW + 393 * DAY).timestamp()))},
            "schema_version": {"N": "1"},
        }
    ]


def test_a_renewal_changes_the_expiry_and_nothing_else(table: Any) -> None:
    patient_favorites().keep(ACCOUNT, "TAM", NOW, soon())
    (before,) = table.scan(TableName=TABLE)["Items"]
    patient_favorites().renew(ACCOUNT, NOW + 31 * DAY, soon())
    (after,) = table.scan(TableName=TABLE)["Items"]
    assert after == before | {"expires_at": {"N": str(int((NOW + (31 + 393) * DAY).timestamp()))}}


def test_erasing_goes_on_until_the_last_page_is_empty(table: Any) -> None:
    # Ten items of 300 KB: a page has room for three of them.
    for person in range(10):
        item = {"user_id": {"S": USER}, "who": {"S": f"amzn1.ask.person.{person}"}, "ballast": {"S": "x" * 300_000}}
        table.put_item(TableName=TABLE, Item=item)
    patient_favorites().keep(NEIGHBOR, "TAM", NOW, soon())
    client, queries = client_of(seconds=5), []
    client.meta.events.register("before-call.dynamodb.Query", lambda **_: queries.append("one page"))
    DynamoFavorites(client, TABLE).erase(USER, soon(20))
    assert [item["user_id"] for item in table.scan(TableName=TABLE)["Items"]] == [{"S": NEIGHBOR.user}]
    assert len(queries) == 5


WHOLE = {
    "track_id": {"S": "TAM"},
    "said_at": {"N": repr(NOW.timestamp())},
    "expires_at": {"N": str(int((NOW + 300 * DAY).timestamp()))},
    "schema_version": {"N": "1"},
}
GARBAGE: dict[str, dict[str, Any]] = {
    "nothing but the key": {},
    "no track": {name: value for name, value in WHOLE.items() if name != "track_id"},
    "an empty track": WHOLE | {"track_id": {"S": ""}},
    "a number for a track": WHOLE | {"track_id": {"N": "7"}},
    "a list for a track": WHOLE | {"track_id": {"L": [{"S": "TAM"}]}},
    "no expiry": {name: value for name, value in WHOLE.items() if name != "expires_at"},
    "words for an expiry": WHOLE | {"expires_at": {"S": "next year"}},
    "an expiry with fractions": WHOLE | {"expires_at": {"N": "1.5"}},
    "an older version": WHOLE | {"schema_version": {"N": "0"}},
    "a version in words": WHOLE | {"schema_version": {"S": "1"}},
    "no version": {name: value for name, value in WHOLE.items() if name != "schema_version"},
    "words for when it was said, and no track": {"said_at": {"S": "zzz"}},
    "a list for when it was said, and no track": {"said_at": {"L": []}},
    "a time beyond all clocks, and no track": {"said_at": {"N": "9" * 38}},
}


@pytest.mark.parametrize("attributes", GARBAGE.values(), ids=GARBAGE)
def test_garbage_is_told_as_such_and_mended_by_the_next_track(table: Any, attributes: dict[str, Any]) -> None:
    favorites = patient_favorites()
    table.put_item(TableName=TABLE, Item={"user_id": {"S": USER}, "who": {"S": "account"}, **attributes})
    with pytest.raises(FavoritesError, match=r"^garbage$"):
        favorites.read(ACCOUNT, NOW, soon())
    favorites.renew(ACCOUNT, NOW, soon())
    favorites.keep(ACCOUNT, "ARP", NOW, soon())
    assert favorites.read(ACCOUNT, NOW, soon()) == Favorite("ARP")


def test_what_a_newer_version_wrote_is_not_read_nor_written_over_but_erased(table: Any) -> None:
    favorites = patient_favorites()
    newer = {"user_id": {"S": USER}, "who": {"S": "account"}, **WHOLE, "schema_version": {"N": "2"}}
    table.put_item(TableName=TABLE, Item=newer)
    with pytest.raises(FavoritesError, match=r"^garbage$"):
        favorites.read(ACCOUNT, NOW, soon())
    assert favorites.keep(ACCOUNT, "ARP", NOW, soon()) is False
    assert table.scan(TableName=TABLE)["Items"] == [newer]
    favorites.erase(USER, soon())
    assert table.scan(TableName=TABLE)["Items"] == []


@pytest.mark.parametrize("attributes", GARBAGE.values(), ids=GARBAGE)
def test_garbage_is_erased_too(table: Any, attributes: dict[str, Any]) -> None:
    table.put_item(TableName=TABLE, Item={"user_id": {"S": USER}, "who": {"S": "account"}, **attributes})
    patient_favorites().erase(USER, soon())
    assert table.scan(TableName=TABLE)["Items"] == []


def test_when_it_was_said_may_be_garbage_where_the_track_is_not(table: Any) -> None:
    item = {"user_id": {"S": USER}, "who": {"S": "account"}, **WHOLE, "said_at": {"S": "zzz"}}
    table.put_item(TableName=TABLE, Item=item)
    assert patient_favorites().read(ACCOUNT, NOW, soon()) == Favorite("TAM", is_due=True)


@pytest.mark.parametrize("listener", [Listener("u" * 2049), Listener(USER, "p" * 1025)], ids=["user", "person"])
def test_an_id_that_is_too_long_for_a_key_is_refused(table: Any, listener: Listener) -> None:
    with pytest.raises(FavoritesError, match=r"^ValidationException$"):
        patient_favorites().keep(listener, "TAM", NOW, soon())
    assert table.scan(TableName=TABLE)["Items"] == []


def test_parameters_that_botocore_refuses_are_an_error_like_others(table: Any) -> None:
    with pytest.raises(FavoritesError, match=r"^ParamValidationError$"):
        patient_favorites().read(Listener(7), NOW, soon())  # type: ignore[arg-type] # that is the point
    assert table


@pytest.mark.parametrize("number", range(5))
def test_a_table_that_does_not_exist_is_an_error(table: Any, number: int) -> None:
    with pytest.raises(FavoritesError, match=r"^ResourceNotFoundException$"):
        every_call(DynamoFavorites(patient_client(), "another-table", seconds=10), soon())[number]()
    assert table


Answer = tuple[int, dict[str, Any]]


def error(code: str, status: int = 400) -> Answer:
    return status, {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": f"{PERSON} said TAM"}


ITEM: Answer = (200, {"Item": WHOLE})
NOTHING: Answer = (200, {})
NO_ITEMS: Answer = (200, {"Items": [], "Count": 0})
THROTTLED = error("ThrottlingException")


@contextmanager
def failing_server(*answers: Answer, delay: float = 0.0) -> Iterator[tuple[str, list[str]]]:
    """Yield the address of a server that gives these answers, the last one again and again, and what it was asked."""
    asked: list[str] = []
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            asked.append(self.headers["X-Amz-Target"].split(".")[-1])
            status, content = answers[min(len(asked), len(answers)) - 1]
            over.wait(delay)
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class calls it so
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Take it that the client did not wait for the answer."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()


# Seconds by which a busy machine may be late to notice that the time is up.
SLACK = 0.3


def seconds_until_errors(calls: list[Callable[[], object]]) -> list[float]:
    """Make all calls at the same time and return how long each took to raise its error."""

    def measured(call: Callable[[], object]) -> float:
        began = time.monotonic()
        with pytest.raises(FavoritesError, match=r"^ReadTimeoutError$|^not done in time$"):
            call()
        return time.monotonic() - began

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(measured, calls))


@pytest.fixture
def _credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "synthetic")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "synthetic")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")


@pytest.mark.usefixtures("_credentials")
class TestTrouble:
    """What may go wrong on the way to DynamoDB and there."""

    @pytest.mark.parametrize(
        "trouble",
        [THROTTLED, error("ProvisionedThroughputExceededException"), error("InternalServerError", 500), (503, {})],
        ids=["throttled", "over its throughput", "broken", "unavailable"],
    )
    def test_what_a_moment_may_mend_is_tried_once_more(self, trouble: Answer) -> None:
        with failing_server(trouble, ITEM) as (endpoint, asked):
            favorite = DynamoFavorites(client_of(endpoint, 5), TABLE, seconds=10).read(ACCOUNT, NOW, soon())
        assert favorite == Favorite("TAM", is_due=True)
        assert asked == ["GetItem", "GetItem"]

    @pytest.mark.parametrize("number", range(5))
    def test_what_stays_throttled_is_tried_twice_and_no_more(self, number: int) -> None:
        with failing_server(THROTTLED) as (endpoint, asked):
            with pytest.raises(FavoritesError, match=r"^ThrottlingException$"):
                every_call(DynamoFavorites(client_of(endpoint, 5), TABLE, seconds=10), soon())[number]()
            assert len(asked) == 2

    @pytest.mark.parametrize("code", ["AccessDeniedException", "ResourceNotFoundException", "ValidationException"])
    @pytest.mark.parametrize("number", range(5))
    def test_what_only_the_owner_can_mend_is_tried_once(self, number: int, code: str) -> None:
        with failing_server(error(code)) as (endpoint, asked):
            with pytest.raises(FavoritesError, match=rf"^{code}$"):
                every_call(DynamoFavorites(client_of(endpoint, 5), TABLE, seconds=10), soon())[number]()
            assert len(asked) == 1

    def test_erasing_survives_a_throttled_call_anywhere(self) -> None:
        page: Answer = (200, {"Items": [{"user_id": {"S": USER}, "who": {"S": "account"}}]})
        with failing_server(THROTTLED, page, THROTTLED, NOTHING, THROTTLED, NO_ITEMS) as (endpoint, asked):
            DynamoFavorites(client_of(endpoint, 5), TABLE).erase(USER, soon(20))
        assert asked == ["Query", "Query", "DeleteItem", "DeleteItem", "Query", "Query"]

    def test_a_server_that_never_answers_costs_no_more_than_its_seconds(self) -> None:
        with failing_server(ITEM, delay=20) as (endpoint, asked):
            waited = seconds_until_errors(every_call(DynamoFavorites(client_of(endpoint), TABLE), soon()))
            assert len(asked) == 2 * len(waited)
        assert min(waited) >= 2 * ATTEMPT_SECONDS
        assert max(waited) < FAVORITES_SECONDS + SLACK

    def test_a_deadline_that_is_nearer_than_its_seconds_is_kept(self) -> None:
        with failing_server(ITEM, delay=20) as (endpoint, _):
            waited = seconds_until_errors(every_call(DynamoFavorites(client_of(endpoint, 60), TABLE), soon(0.2)))
        assert max(waited) < 0.2 + SLACK

    def test_its_seconds_hold_where_the_timeouts_do_not(self) -> None:
        with failing_server(ITEM, delay=20) as (endpoint, _):
            *all_but_erase, _ = every_call(DynamoFavorites(client_of(endpoint, 60), TABLE), soon())
            waited = seconds_until_errors(all_but_erase)
        assert max(waited) < FAVORITES_SECONDS + SLACK

    def test_erasing_may_take_as_long_as_its_deadline(self) -> None:
        page: Answer = (200, {"Items": [{"user_id": {"S": USER}, "who": {"S": "account"}}]})
        with failing_server(page, NOTHING, page, NOTHING, NO_ITEMS, delay=0.2) as (endpoint, asked):
            DynamoFavorites(client_of(endpoint, 5), TABLE).erase(USER, soon(10))
        assert len(asked) == 5

    def test_after_the_deadline_nothing_more_is_begun(self) -> None:
        page: Answer = (200, {"Items": [{"user_id": {"S": USER}, "who": {"S": "account"}}]})
        with failing_server(page, delay=0.1) as (endpoint, asked):
            with pytest.raises(FavoritesError, match=r"^not done in time$"):
                DynamoFavorites(client_of(endpoint, 5), TABLE).erase(USER, soon(0.35))
            begun = len(asked)
            time.sleep(0.4)
            assert len(asked) == begun

    def test_a_server_that_is_not_there_is_an_error_after_two_attempts(self) -> None:
        client, attempts = client_of("http://127.0.0.1:9", 5), []
        client.meta.events.register("before-send.dynamodb.GetItem", lambda **_: attempts.append("one attempt"))
        with pytest.raises(FavoritesError, match=r"^EndpointConnectionError$"):
            DynamoFavorites(client, TABLE, seconds=10).read(ACCOUNT, NOW, soon())
        assert len(attempts) == 2

    @pytest.mark.parametrize("body", [{"Item": "text"}, {"Item": {"track_id": "TAM"}}, {"Item": [1]}, {"Item": 7}])
    def test_an_answer_that_makes_no_sense_is_an_error(self, body: dict[str, Any]) -> None:
        with failing_server((200, body)) as (endpoint, _), pytest.raises(FavoritesError):
            DynamoFavorites(client_of(endpoint, 5), TABLE, seconds=10).read(ACCOUNT, NOW, soon())

    @pytest.mark.parametrize("trouble", [THROTTLED, error("AccessDeniedException")])
    @pytest.mark.parametrize("number", range(5))
    def test_no_error_and_no_log_tells_who_it_is(
        self, number: int, trouble: Answer, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO)
        with failing_server(trouble) as (endpoint, _), pytest.raises(FavoritesError) as raised:
            every_call(DynamoFavorites(client_of(endpoint, 5), TABLE, seconds=10), soon())[number]()
        told = "".join(traceback.format_exception(raised.value)) + caplog.text
        assert USER not in told
        assert str(PERSON.person) not in told


def test_a_bug_is_an_error_like_others() -> None:
    class Broken:
        def __getattr__(self, name: str) -> Any:
            raise AttributeError(f"{name} of {PERSON}")

    for call in every_call(DynamoFavorites(Broken(), TABLE), soon()):  # type: ignore[arg-type] # that is the point
        with pytest.raises(FavoritesError, match=r"^AttributeError$"):
            call()
