"""How the API refuses: the bodies of its errors in its own words (race data, 2)."""

from typing import Any

from loopback.faults import Fault
from loopback.server import Reply
from race_api.queries import problem


def unauthorized(detail: str) -> Reply:
    """Return the 401 for missing or wrong credentials."""
    return Reply.of_json(401, {"detail": detail}, WWW_Authenticate="Basic")


def not_found() -> Reply:
    """Return the 404 for an unknown path or meet."""
    return Reply.of_json(404, {"detail": "Not Found"})


def unprocessable(problems: list[dict[str, Any]]) -> Reply:
    """Return the 422 HTTPValidationError."""
    return Reply.of_json(422, {"detail": problems})


_BAD_LIMIT = problem("limit", "51", "less_than_equal", "Input should be less than or equal to 50", le=50)

# What a fault says that refuses; 429 is worded as everywhere.
WORDINGS = {
    Fault.UNAUTHORIZED: unauthorized("Incorrect username or password"),
    Fault.NOT_FOUND: not_found(),
    Fault.UNPROCESSABLE: unprocessable([_BAD_LIMIT]),
}
