"""The transport contract of the local race API: credentials, paths, validation and paging (race data, 1 to 3.1)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import requests

from race_api.server import Meet, RaceApi, RecordedRequest
from race_api.trap_calendar import trap_calendar
from tests.support.timing import measures_time

SATURDAY = date(2026, 9, 19)
MEETS = "/v1/north-america/meets"
Params = dict[str, str | int]


class Client:
    """A caller with the right credentials."""

    def __init__(self, api: RaceApi) -> None:
        self.api = api
        self.session = requests.Session()
        self.session.auth = (api.username, api.password)

    def get(self, path: str, params: Params | None = None) -> requests.Response:
        return self.session.get(self.api.url + path, params=params, timeout=5)

    def page(self, **params: str | int) -> list[str]:
        """Return the track ids of one page of Saturday's meets."""
        on_saturday: Params = {"start_date": SATURDAY.isoformat(), "end_date": SATURDAY.isoformat()}
        return [meet["track_id"] for meet in self.get(MEETS, on_saturday | params).json()["meets"]]


@pytest.fixture
def api() -> Iterator[RaceApi]:
    with RaceApi(calendar=trap_calendar, clock=lambda: datetime(2026, 9, 19, 16, 0, tzinfo=UTC)) as api:
        yield api


@pytest.fixture
def client(api: RaceApi) -> Iterator[Client]:
    client = Client(api)
    with client.session:
        yield client


@pytest.mark.parametrize("auth", [None, ("talk", "wrong"), ("wrong", "horse-racing"), ("", "")])
def test_refuses_missing_or_wrong_credentials(api: RaceApi, auth: tuple[str, str] | None) -> None:
    answer = requests.get(api.url + MEETS, auth=auth, timeout=5)
    assert answer.status_code == 401
    assert isinstance(answer.json()["detail"], str)
    assert answer.headers["WWW-Authenticate"] == "Basic"


def test_credentials_come_before_validation(api: RaceApi) -> None:
    assert requests.get(api.url + MEETS, params={"limit": 0}, timeout=5).status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/v1/north-america",
        "/v1/north-america/meets/",
        f"{MEETS}/TAM_1789776000000",
        f"{MEETS}/TAM_1789776000000/odds",
        f"{MEETS}/TAM_1789776000001/entries",
        f"{MEETS}/XYZ_1789776000000/entries",
        f"{MEETS}/TAM_1789776000000x/results",
        f"{MEETS}/TAM/entries",
        f"{MEETS}/TAM_{'9' * 30}/entries",
    ],
)
def test_knows_neither_other_paths_nor_other_meets(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()) == (404, {"detail": "Not Found"})


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_only_answers_get(client: Client, method: str) -> None:
    answer = client.session.request(method, client.api.url + MEETS, data={"limit": 5}, timeout=5)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET"
    assert client.get(MEETS).status_code == 200, "the connection is still in step"


def test_answers_head_without_a_body(client: Client) -> None:
    answer = client.session.head(client.api.url + MEETS, timeout=5)
    assert (answer.status_code, answer.content) == (405, b"")
    assert client.get(MEETS).status_code == 200


def test_reads_its_catalogue_of_tracks_as_the_listing_names_them(client: Client) -> None:
    today: Params = {"start_date": SATURDAY.isoformat(), "end_date": SATURDAY.isoformat(), "limit": 50}
    meets = client.get(MEETS, today).json()["meets"]
    assert meets[2] == {
        "country": "USA",
        "date": "2026-09-19",
        "meet_id": "ARP_1789776000000",
        "track_id": "ARP",
        "track_name": "Arapahoe Park",
    }


def test_a_page_has_25_meets_unless_asked_otherwise(client: Client) -> None:
    assert len(client.page()) == 25
    assert len(client.page(limit=7)) == 7
    assert client.page(limit=1, skip=1) == client.page()[1:2]


def test_a_saturday_needs_two_pages_of_50_and_tampa_bay_is_on_the_second(client: Client) -> None:
    first, second = client.page(limit=50), client.page(limit=50, skip=50)
    assert len(first) == 50
    assert 0 < len(second) < 50
    assert {"TAM", "TUP", "WO", "ZIA"} <= set(second)
    assert first + second == sorted({*first, *second}), "sorted by track id, nobody twice"
    assert client.page(limit=50, skip=100) == []


def test_meets_of_several_days_come_by_date_then_by_track(client: Client) -> None:
    days: Params = {"start_date": "2026-09-14", "end_date": "2026-09-16", "limit": 50}
    meets = client.get(MEETS, days).json()["meets"]
    order = [(meet["date"], meet["track_id"]) for meet in meets]
    assert order == sorted(order)
    assert {day for day, _ in order} == {"2026-09-14", "2026-09-15", "2026-09-16"}


def test_lists_from_today_on_when_no_date_is_given(client: Client) -> None:
    assert client.get(MEETS).json()["meets"][0]["date"] == "2026-09-19"


def test_lists_the_past_and_two_weeks_ahead(client: Client) -> None:
    def meets(day: date) -> int:
        return len(client.get(MEETS, {"start_date": f"{day}", "end_date": f"{day}"}).json()["meets"])

    assert meets(date(2019, 2, 3)) == 25
    assert meets(SATURDAY + timedelta(days=14)) == 25
    assert meets(SATURDAY + timedelta(days=15)) == 0


def test_an_end_before_the_start_lists_nothing(client: Client) -> None:
    assert client.get(MEETS, {"start_date": "2026-09-20", "end_date": "2026-09-19"}).json()["meets"] == []


def test_echoes_the_query_and_ignores_names_it_does_not_know(client: Client) -> None:
    answer = client.get(f"{MEETS}?start_date=2026-09-19&track_ids=TAM&end_date=2026-09-19&limit=&limit=3").json()
    assert answer["query"] == [
        ["start_date", "2026-09-19"],
        ["track_ids", "TAM"],
        ["end_date", "2026-09-19"],
        ["limit", ""],
        ["limit", "3"],
    ]
    assert (answer["limit"], answer["skip"], len(answer["meets"])) == (3, 0, 3)


@pytest.mark.parametrize(
    ("name", "given", "kind", "context"),
    [
        ("limit", "0", "greater_than_equal", {"ge": 1}),
        ("limit", "51", "less_than_equal", {"le": 50}),
        ("limit", "many", "int_parsing", None),
        ("limit", "", "int_parsing", None),
        ("limit", "9" * 5000, "int_parsing", None),
        ("skip", "-1", "greater_than_equal", {"ge": 0}),
        ("skip", "1.5", "int_parsing", None),
        ("start_date", "19-09-2026", "date_from_datetime_parsing", {"error": "invalid characters or length"}),
        ("start_date", "20260919", "date_from_datetime_parsing", {"error": "invalid characters or length"}),
        ("end_date", "2026-02-30", "date_from_datetime_parsing", {"error": "day is out of range for month"}),
        ("end_date", "", "date_from_datetime_parsing", {"error": "invalid characters or length"}),
    ],
)
def test_says_what_is_wrong_with_a_query(
    client: Client, name: str, given: str, kind: str, context: dict[str, object] | None
) -> None:
    answer = client.get(MEETS, {name: given})
    assert answer.status_code == 422
    (problem,) = answer.json()["detail"]
    assert problem["loc"] == ["query", name]
    assert problem["type"] == kind
    assert problem["input"] == given
    assert problem["msg"].startswith("Input should be ")
    assert problem.get("ctx") == context


def test_the_refusal_of_51_reads_as_published(client: Client) -> None:
    assert client.get(MEETS, {"limit": 51}).json() == {
        "detail": [
            {
                "loc": ["query", "limit"],
                "msg": "Input should be less than or equal to 50",
                "type": "less_than_equal",
                "input": "51",
                "ctx": {"le": 50},
            }
        ]
    }


def test_names_every_bad_parameter_at_once(client: Client) -> None:
    detail = client.get(MEETS, {"limit": 0, "skip": "x", "end_date": "soon"}).json()["detail"]
    assert sorted(problem["loc"][1] for problem in detail) == ["end_date", "limit", "skip"]


def test_the_limits_themselves_are_allowed(client: Client) -> None:
    assert client.get(MEETS, {"limit": 1, "skip": 0}).status_code == 200
    assert client.get(MEETS, {"limit": 50}).status_code == 200


def test_keeps_the_connection_and_counts_the_calls(client: Client) -> None:
    for limit in (1, 2, 51):
        client.get(MEETS, {"limit": limit})
    requests.get(client.api.url + "/elsewhere", timeout=5)
    assert client.api.requests == [
        RecordedRequest("GET", MEETS, [("limit", "1")], 200),
        RecordedRequest("GET", MEETS, [("limit", "2")], 200),
        RecordedRequest("GET", MEETS, [("limit", "51")], 422),
        RecordedRequest("GET", "/elsewhere", [], 404),
    ]
    answer = client.get(MEETS)
    assert answer.raw.version == 11
    assert "Connection" not in answer.headers
    assert int(answer.headers["Content-Length"]) == len(answer.content)


def test_a_test_can_say_which_meets_there_are(client: Client) -> None:
    client.api.meets[SATURDAY] = [Meet("TAM", "Tampa Bay Downs", "USA", SATURDAY), Meet("XYZ", "Xyz", "CAN", SATURDAY)]
    assert client.page() == ["TAM", "XYZ"]
    assert client.get(f"{MEETS}/ARP_1789776000000/entries").status_code == 404
    unknown = client.api.meet("XYZ", SATURDAY).meet_id
    assert client.get(f"{MEETS}/{unknown}/entries").json()["races"]
    client.api.meets[SATURDAY] = []
    assert client.page() == []
    with pytest.raises(LookupError):
        client.api.meet("TAM", SATURDAY)


def test_a_test_can_replace_the_body_of_entries_and_results(client: Client) -> None:
    path = f"{MEETS}/{client.api.meet('TAM', SATURDAY).meet_id}"
    client.api.cards["TAM", SATURDAY] = {**client.api.card("TAM", SATURDAY), "races": []}
    client.api.results["TAM", SATURDAY] = {"anything": ["at", "all"]}
    assert client.get(f"{path}/entries").json()["races"] == []
    assert client.get(f"{path}/results").json() == {"anything": ["at", "all"]}
    client.api.cards["TAM", SATURDAY] = client.api.results["TAM", SATURDAY] = None
    assert client.get(f"{path}/entries").status_code == 404
    assert client.get(f"{path}/results").status_code == 404
    with pytest.raises(LookupError):
        client.api.card("TAM", SATURDAY)


@measures_time
def test_answers_late_when_told_to(api: RaceApi) -> None:
    with RaceApi(calendar=trap_calendar, latency=0.15) as slow:
        answer = requests.get(slow.url + MEETS, timeout=5)
    assert answer.elapsed >= timedelta(seconds=0.15)
    assert slow.url != api.url
