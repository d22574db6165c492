"""Favorites in memory, with the same promises as those in DynamoDB; and a DynamoDB for them, moto's over real HTTP."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from samtranslator.yaml_helper import yaml_parse

from bench.feed_dynamo import served
from horse_racing.memory.favorites import FAVORITES_SECONDS, KEPT_FOR, RENEWED_AFTER, Favorite, FavoritesError, Listener
from horse_racing.racing.clock import Deadline

TEMPLATE = Path(__file__).parents[2] / "favorites.yaml"
TABLE = "favorites"


@dataclass
class Kept:
    track: str
    said: datetime
    expires: datetime


@dataclass
class MemoryFavorites:
    """Items by user and person id, or "account"; `failure` is raised by every call, after `delay` seconds."""

    items: dict[tuple[str, str], Kept] = field(default_factory=dict)
    failure: Exception | None = None
    delay: float = 0.0
    calls: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def read(self, listener: Listener, now: datetime, deadline: Deadline) -> Favorite | None:
        self._called("read", min(FAVORITES_SECONDS, deadline.remaining()))
        kept = self.items.get(key_of(listener))
        if kept is None or kept.expires <= now:
            return None
        return Favorite(kept.track, is_due=kept.expires < now + KEPT_FOR - RENEWED_AFTER)

    def keep(self, listener: Listener, track: str, now: datetime, deadline: Deadline) -> bool:
        self._called("keep", min(FAVORITES_SECONDS, deadline.remaining()))
        with self.lock:
            kept = self.items.get(key_of(listener))
            if kept and now < kept.said <= now + timedelta(days=1):
                return False
            self.items[key_of(listener)] = Kept(track, now, now + KEPT_FOR)
            return True

    def renew(self, listener: Listener, now: datetime, deadline: Deadline) -> None:
        self._called("renew", min(FAVORITES_SECONDS, deadline.remaining()))
        with self.lock:
            kept = self.items.get(key_of(listener))
            if kept and now <= kept.expires <= now + KEPT_FOR:
                kept.expires = now + KEPT_FOR

    def forget(self, listener: Listener, deadline: Deadline) -> None:
        self._called("forget", min(FAVORITES_SECONDS, deadline.remaining()))
        self.items.pop(key_of(listener), None)

    def erase(self, user: str, deadline: Deadline) -> None:
        self._called("erase", deadline.remaining())
        for key in [key for key in self.items if key[0] == user]:
            del self.items[key]

    def _called(self, name: str, allowed: float) -> None:
        self.calls.append(name)
        time.sleep(min(self.delay, allowed))
        if self.delay >= allowed:
            raise FavoritesError("not done in time")
        if self.failure:
            raise self.failure


def key_of(listener: Listener) -> tuple[str, str]:
    return listener.user, listener.person or "account"


@contextmanager
def favorites_table() -> Iterator[Any]:
    """Yield a boto3 client for a DynamoDB that has favorites.yaml's table, named `TABLE`.

    Meanwhile the environment leads every boto3 client there. One request is served at a time: that is how DynamoDB
    treats the updates of one item, and not how moto does on several threads.
    """
    properties = yaml_parse(TEMPLATE.read_text(encoding="utf-8"))["Resources"]["Table"]["Properties"]
    with served() as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", url)
        patch.setenv("AWS_ACCESS_KEY_ID", "synthetic")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "synthetic")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        client = boto3.client("dynamodb")
        client.create_table(
            TableName=TABLE,
            AttributeDefinitions=properties["AttributeDefinitions"],
            KeySchema=properties["KeySchema"],
            BillingMode=properties["BillingMode"],
        )
        try:
            yield client
        finally:
            client.delete_table(TableName=TABLE)
            client.close()
