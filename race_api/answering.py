"""What the API answers: from a request to a reply, without a socket, so that any transport can carry it.

The contract is The Racing API's North America add-on (race data, 1 to 3).
"""

from dataclasses import dataclass
from urllib.parse import unquote

from loopback.server import Reply, Request
from race_api.admission import PATHS, Admission, Query, parted
from race_api.office import RacingOffice
from race_api.queries import InvalidQueryError, meets_query
from race_api.refusals import not_found, unprocessable


@dataclass(frozen=True)
class Answer:
    """A reply, and whether the request was a data call: to one of the paths, by GET, and with the right credentials."""

    reply: Reply
    is_data: bool = False


class Answering:
    """Answers requests from what the racing office knows; `username` and `password` are what a caller must give."""

    def __init__(self, office: RacingOffice, username: str, password: str) -> None:
        self._office = office
        self._admission = Admission(username, password)

    def answer(self, request: Request) -> Answer:
        """Return what the contract says to this request."""
        path, query = parted(request.target)
        found = PATHS.fullmatch(path)
        if (refusal := self._admission.refusal(request)) or not found:
            return Answer(refusal or not_found())
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
