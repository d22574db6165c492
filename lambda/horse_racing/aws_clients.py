"""Clients of AWS's services that are made fast: a container makes them before its first turn.

They are boto3's: made by botocore, the part of boto3 that talks to AWS. What boto3 puts around it, transfers to S3 for
one, is not imported.
"""

from functools import cache
from pathlib import Path
from typing import Any

from botocore.config import Config
from botocore.loaders import Loader
from botocore.session import Session

# What these services offer, of each only what is called here; `make aws-models` writes it, from botocore's own.
MODELS = Path(__file__).parent / "aws_models"


class _Models(Loader):
    """Reads our excerpts where there are any, and botocore's own files for the rest."""

    def list_available_services(self, type_name: str) -> list[str]:  # noqa: ARG002 - botocore's signature
        """Return which services can be asked for, without looking through the folders of all 400 that AWS has."""
        return sorted(path.name for path in MODELS.iterdir() if path.is_dir())

    def is_builtin_path(self, path: str) -> bool:  # noqa: ARG002 - as above
        """Tell that all is botocore's own: where a service is, is decided as if nothing had been left out."""
        return True


def aws_client(service: str, seconds: float) -> Any:
    """Return a client that gives up after so many seconds and never tries twice. `service` is one of `MODELS`."""
    timeouts = Config(connect_timeout=seconds, read_timeout=seconds, retries={"total_max_attempts": 1})
    return _session().create_client(service, config=timeouts)


@cache
def _session() -> Session:
    # Its handlers of requests are for other services; a test holds what is sent to what boto3 sends.
    session = Session(include_builtin_handlers=False)
    session.register_component("data_loader", _Models(extra_search_paths=[str(MODELS)]))
    return session
