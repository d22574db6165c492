"""Where the provider's user name and password come from."""

import json
from threading import Lock
from typing import Protocol

from horse_racing.aws_errors import code_of
from horse_racing.bounded_call import call_within
from horse_racing.racing.clock import Deadline
from horse_racing.racing.errors import RefusedError, TimedOutError


class Credentials(Protocol):
    """A user name and a password; `where` tells the owner where to mend them."""

    where: str

    def get(self, deadline: Deadline) -> tuple[str, str]:
        """Return the user name and the password; raises a `RaceDataError` when there are none to be had."""
        ...

    def refused(self) -> None:
        """Take note that the provider did not accept them."""
        ...


class GivenCredentials:
    """Those of the environment."""

    where = "RACING_API_USERNAME and RACING_API_PASSWORD"

    def __init__(self, username: str, password: str) -> None:
        self._pair = (username, password)

    def get(self, deadline: Deadline) -> tuple[str, str]:  # noqa: ARG002 - they are at hand
        """Return the user name and the password."""
        return self._pair

    def refused(self) -> None:
        """Keep them: there are no others."""


class SecretsClient(Protocol):
    """The one call of boto3's Secrets Manager client that is needed."""

    def get_secret_value(self, *, SecretId: str) -> dict[str, object]:  # noqa: N803 - boto3's name
        """Return the secret; its `SecretString` is JSON."""
        ...


class SecretCredentials:
    """Those in a secret of AWS Secrets Manager, read once per container and again after they were refused."""

    where = 'the "username" and "password" in the secret that RACING_API_SECRET names'

    def __init__(self, client: SecretsClient, secret_id: str) -> None:
        self._client = client
        self._secret_id = secret_id
        self._pair: tuple[str, str] | None = None
        self._lock = Lock()

    def get(self, deadline: Deadline) -> tuple[str, str]:
        """Return the user name and the password; raises `TimedOutError` or `RefusedError`."""
        with self._lock:
            if self._pair is None:
                self._pair = self._read(deadline)
            return self._pair

    def refused(self) -> None:
        """Forget them: they may have been changed since they were read."""
        self._pair = None

    def _read(self, deadline: Deadline) -> tuple[str, str]:
        if not deadline.remaining():
            raise TimedOutError("no time was left to read RACING_API_SECRET")
        try:
            answer = call_within(deadline.remaining(), lambda: self._client.get_secret_value(SecretId=self._secret_id))
            secret = json.loads(str(answer["SecretString"]))
            username, password = secret["username"], secret["password"]
        except TimeoutError:
            raise TimedOutError("RACING_API_SECRET could not be read in time") from None
        except Exception as error:  # noqa: BLE001 - botocore makes its errors at run time; all mean the same to a turn
            raise RefusedError(f"RACING_API_SECRET could not be read: {code_of(error)}") from None
        if not (isinstance(username, str) and isinstance(password, str) and username and password):
            raise RefusedError('RACING_API_SECRET must hold "username" and "password" as texts')
        return username, password
