"""Who may ask the API, and for what: decided before any work is done for the call."""

import base64
import re
import secrets
from urllib.parse import parse_qsl

from loopback.server import Reply, Request
from race_api.refusals import not_found, unauthorized

PATHS = re.compile(r"/v1/north-america/meets(?:/(?P<meet>[^/]+)/(?P<part>entries|results))?")

Query = list[tuple[str, str]]


class Admission:
    """Lets in who calls one of the paths, by GET, with this user name and password."""

    def __init__(self, username: str, password: str) -> None:
        self._right = "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()

    def refusal(self, request: Request) -> Reply | None:
        """Return the answer to who is not let in, None for who is."""
        path, _ = parted(request.target)
        if not PATHS.fullmatch(path):
            return not_found()
        if request.method != "GET":
            return Reply.of_json(405, {"detail": "Method Not Allowed"}, Allow="GET")
        given = request.headers.get("authorization", "")
        if not given:
            return unauthorized("Not authenticated")
        fits = secrets.compare_digest(given.encode(), self._right.encode())
        return None if fits else unauthorized("Incorrect credentials")


def parted(target: str) -> tuple[str, Query]:
    """Return the path and the query of a request's target, with the parameters that are empty."""
    path, _, asked = target.partition("?")
    return path, parse_qsl(asked, keep_blank_values=True)
