"""The race API without a socket: another transport is one adapter around it."""

from base64 import b64encode
from datetime import UTC, datetime

import requests
from requests.adapters import BaseAdapter

from loopback.server import Request
from race_api.answering import Answering
from race_api.office import RacingOffice
from race_api.server import RaceApi
from race_api.trap_calendar import trap_calendar

NOW = datetime(2026, 9, 19, 16, 0, tzinfo=UTC)
PATH = "/v1/north-america/meets"
RIGHT = {"authorization": f"Basic {b64encode(b'me:secret').decode()}"}


def answering() -> Answering:
    return Answering(RacingOffice("a seed", lambda: NOW, trap_calendar), "me", "secret")


class InProcess(BaseAdapter):
    """Carries a client's requests to the API within one process."""

    def __init__(self, api: Answering) -> None:
        super().__init__()
        self._api = api

    def send(self, request: requests.PreparedRequest, *_: object, **__: object) -> requests.Response:
        headers = {name.lower(): str(text) for name, text in request.headers.items()}
        reply = self._api.answer(Request(str(request.method), request.path_url, headers)).reply
        response = requests.Response()
        response.status_code = reply.status
        response.headers.update(reply.headers)
        response._content = reply.body  # noqa: SLF001 - how adapters without a socket fill a response
        return response

    def close(self) -> None:
        """Hold nothing open."""


def test_a_transport_within_the_process_carries_the_answers_that_the_server_sends() -> None:
    with (
        RaceApi(calendar=trap_calendar, seed="a seed", clock=lambda: NOW, username="me", password="secret") as api,
        requests.Session() as session,
    ):
        session.auth = ("me", "secret")
        session.mount("in-process://", InProcess(answering()))
        meets = session.get(f"{api.url}{PATH}", timeout=5).json()["meets"]
        assert len(meets) == 25
        for path in (
            PATH,
            f"{PATH}?limit=51",
            f"{PATH}?skip=3&limit=2",
            f"{PATH}/{meets[0]['meet_id']}/entries",
            "/v2",
        ):
            served = session.get(f"{api.url}{path}", timeout=5)
            carried = session.get(f"in-process://races{path}")
            assert (carried.status_code, carried.json()) == (served.status_code, served.json()), path


def test_only_a_call_with_the_right_credentials_to_a_known_path_is_one_for_data() -> None:
    api = answering()
    assert api.answer(Request("GET", PATH, RIGHT)).is_data
    assert api.answer(Request("GET", f"{PATH}?limit=51", RIGHT)).is_data
    wrong = {"authorization": f"Basic {b64encode(b'me:other').decode()}"}
    for request in (Request("POST", PATH, RIGHT), Request("GET", "/v2", RIGHT), Request("GET", PATH, wrong)):
        answer = api.answer(request)
        assert not answer.is_data
        assert answer.reply.status >= 400
