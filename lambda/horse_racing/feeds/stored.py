"""Race data as the shared cache keeps it: what was understood of the feed, as compact bytes with a version.

A card in the feed's own JSON has some 300 KB; understood and compressed it has a few, and DynamoDB takes 400.
"""

import hashlib
import json
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from horse_racing.feeds.freshness import ResourceKind
from horse_racing.racing.cards import Card, Entry, Listing, Meet, Race, Runner
from horse_racing.racing.results import Finisher, RaceResult, Results

# Part of every key: a change to what is kept, or how, begins with an empty cache instead of misreading the old one.
SCHEMA = "2"

_SEAL_BYTES = 8

# No honest item unpacks to more.
_LARGEST = 4_000_000

Value = Listing | Card | Results


class GarbageError(Exception):
    """What the cache holds is not what was put there."""


def packed(value: Value) -> bytes:
    """Return the value as bytes."""
    content = zlib.compress(json.dumps(_PLAIN[type(value)](value), separators=(",", ":")).encode())
    return _seal(content) + content


def unpacked(kind: ResourceKind, content: bytes) -> Value:
    """Return the value of that kind; raises `GarbageError` when the bytes are not such as `packed` makes."""
    seal, content = content[:_SEAL_BYTES], content[_SEAL_BYTES:]
    # Whatever bears the seal was written here, so its values need no checks of their own.
    if seal != _seal(content):
        raise GarbageError("not written by this skill")
    try:
        return _VALUE[kind](json.loads(zlib.decompressobj().decompress(content, _LARGEST)))
    except (zlib.error, ValueError, TypeError) as error:
        raise GarbageError(type(error).__name__) from None


def _seal(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_SEAL_BYTES, key=SCHEMA.encode()).digest()


def _listing(plain: list[Any]) -> Listing:
    day = date.fromisoformat(plain[0])
    return Listing(day, tuple(Meet(meet_id, code, name, day) for meet_id, code, name in plain[1]))


def _plain_listing(listing: Listing) -> list[Any]:
    return [listing.day.isoformat(), [[meet.meet_id, meet.track_code, meet.track_name] for meet in listing.meets]]


def _race(plain: list[Any]) -> Race:
    number, post, name, is_stakes, grade, is_cancelled, has_finished, runners = plain
    post_time = datetime.fromtimestamp(post, UTC) if post is not None else None
    entered = tuple(Runner(horse, program, jockey, Entry(code)) for horse, program, jockey, code in runners)
    return Race(number, post_time, name, is_stakes, grade, is_cancelled, has_finished, entered)


def _plain_race(race: Race) -> list[Any]:
    post = int(race.post_time.timestamp()) if race.post_time else None
    runners = [[runner.horse, runner.program_number, runner.jockey, runner.entry.value] for runner in race.runners]
    flags = [race.is_stakes, race.grade, race.is_cancelled, race.has_finished]
    return [race.number, post, race.name, *flags, runners]


def _result(plain: list[Any]) -> RaceResult:
    number, finishers, also_ran, is_evening = plain
    return RaceResult(
        number,
        tuple(Finisher(*who, *map(_payoff, payoffs)) for *who, payoffs in finishers),
        tuple(also_ran),
        is_evening,
    )


def _payoff(plain: str | None) -> Decimal | None:
    return None if plain is None else Decimal(plain)


def _plain_result(result: RaceResult) -> list[Any]:
    finishers = [
        [
            one.position,
            one.horse,
            one.program_number,
            one.jockey,
            list(map(_plain_payoff, (one.win, one.place, one.show))),
        ]
        for one in result.finishers
    ]
    return [result.number, finishers, list(result.also_ran), result.is_evening]


def _plain_payoff(payoff: Decimal | None) -> str | None:
    return None if payoff is None else str(payoff)


_VALUE: dict[ResourceKind, Callable[[list[Any]], Value]] = {
    ResourceKind.LISTING: _listing,
    ResourceKind.CARD: lambda plain: Card(tuple(map(_race, plain))),
    ResourceKind.RESULTS: lambda plain: Results(tuple(map(_result, plain))),
}
_PLAIN: dict[type[Value], Callable[[Any], list[Any]]] = {
    Listing: _plain_listing,
    Card: lambda card: [_plain_race(race) for race in card.races],
    Results: lambda results: [_plain_result(result) for result in results.races],
}
