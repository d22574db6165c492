"""What the API answers: from a request to a reply, without a socket, so that any transport can carry it.

The contract is The Racing API's North America add-on (race data, 1 to 3).
"""

import base64
import re
import secrets
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

from loopback.server import Reply, Request
from race_api.office import RacingOffice
from race_api.queries import InvalidQueryError, meets_query
from race_api.refusals import not_found, unauthorized, unprocessable

_PATHS = re.compile(r"/v1/north-america/meets(?:/(?P<meet>[^/]+)/(?P<part>entries|results))?")

Query = list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """A reply, and whether the request was a data call: to one of the paths, by GET, and with the right credentials."""

    reply: Reply
    is_data: bool = False


class Answering:
    """Answers requests from what the racing office knows; `username` and `password` are what a caller must give."""

    def __init__(self, office: RacingOffice, username: str, password: str) -> None:
        self._office = office
        self._right = "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()

    def answer(self, request: Request) -> Answer:
        """Return what the contract says to this request."""
        path, query = parted(request.target)
        found = _PATHS.fullmatch(path)
        if not found:
            return Answer(not_found())
        if request.method != "GET":
            return Answer(Reply.of_json(405, {"detail": "Method Not Allowed"}, Allow="GET"))
        if refusal := self._refusal(request.headers.get("authorization", "")):
            return Answer(refusal)
        body = self._listing(query) if found["meet"] is None else self._part(unquote(found["meet"]), found["part"])
        return Answer(body, is_data=True)

    def _listing(self, query: Query) -> Reply:
        try:
            asked = meets_query(query)
        except InvalidQueryError as error:
            return unprocessable(error.detail)
        page = self._office.listing(asked)
        return Reply.of_json(200, {"meets": page, "limit": asked.limit, "skip": asked.skip, "query": query})

    def _part(self, meet_id: str, part: str) -> Reply:
        meet = self._office.find(meet_id)
        look_up = self._office.entries_of if part == "entries" else self._office.results_of
        body = look_up(meet) if meet else None
        return not_found() if body is None else Reply.of_json(200, body)

    def _refusal(self, given: str) -> Reply | None:
        """Return the 401 for an `Authorization` header that does not fit, None for one that does."""
        if not given:
            return unauthorized("Not authenticated")
        fits = secrets.compare_digest(given.encode(), self._right.encode())
        return None if fits else unauthorized("Incorrect credentials")


def parted(target: str) -> tuple[str, Query]:
    """Return the path and the query of a request's target, with the parameters that are empty."""
    path, _, asked = target.partition("?")
    return path, parse_qsl(asked, keep_blank_values=True)
