"""Race data as the shared cache keeps it: facts as lists of their fields, in compressed JSON with their name.

A card in the feed's own JSON has some 300 KB; understood and compressed it has a few, and DynamoDB takes 400.
"""

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin

from horse_racing.feeds.freshness import ResourceKind
from horse_racing.racing.cards import Card, Listing
from horse_racing.racing.results import Results

# Part of every name: a change to what is kept, or how, begins with an empty cache instead of misreading the old one.
SCHEMA = "4"

# No honest item unpacks to more bytes; and no instant of a race lies later, in seconds since the epoch.
_LARGEST, _LATEST = 4_000_000, 2**32

Value = Listing | Card | Results
_VALUES: Mapping[ResourceKind, Any] = {
    ResourceKind.LISTING: Listing,
    ResourceKind.CARD: Card,
    ResourceKind.RESULTS: Results,
}


class GarbageError(Exception):
    """What the cache holds is not what was put there."""


def packed(name: str, value: Value) -> bytes:
    """Return the value, which is to be kept under this name, as bytes; how old it is has a place of its own."""
    return zlib.compress(json.dumps([name, _plain(value)], separators=(",", ":")).encode())


def unpacked(name: str, kind: ResourceKind, content: bytes) -> Value:
    """Return the value of that kind; raises `GarbageError` when the bytes are not such as `packed` makes of one."""
    try:
        unzip = zlib.decompressobj()
        kept_as, plain = json.loads(unzip.decompress(content, _LARGEST))
        # Its end comes with a checksum.
        is_whole = unzip.eof and kept_as == name
        value: Value | None = _reader(_VALUES[kind])(plain) if is_whole else None
    except (zlib.error, ValueError, TypeError, ArithmeticError, RecursionError) as error:
        raise GarbageError(type(error).__name__) from None
    if value is None:
        raise GarbageError("not whole, or kept under another name")
    return value


@cache
def _kept_fields(facts: Any) -> list[Any]:
    return [field for field in fields(facts) if field.name != "as_of"]


def _plain(value: Any) -> Any:
    """Return the value as JSON has it."""
    # Most of a card is texts, and a hundred of its runners are of one type.
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return int(value.timestamp())
    if isinstance(value, date | Decimal):
        return str(value)
    kind: Any = type(value)
    return [_plain(getattr(value, field.name)) for field in _kept_fields(kind)]


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """Return what makes a value of that type, such as a field is declared with, of what `_plain` makes of it.

    It raises one of the errors that `unpacked` expects for anything else.
    """
    if get_origin(kind) is tuple:
        each = _reader(get_args(kind)[0])
        return lambda plain: tuple(each(one) for one in _checked(plain, list))
    if type(None) in get_args(kind):
        given = _reader(get_args(kind)[0])
        return lambda plain: None if plain is None else given(plain)
    if is_dataclass(kind):
        return _facts_reader(kind)
    return _SCALARS.get(kind) or (kind if issubclass(kind, Enum) else lambda plain: _checked(plain, kind))


def _facts_reader(kind: Any) -> Callable[[Any], Any]:
    names, readers = [field.name for field in _kept_fields(kind)], [_reader(field.type) for field in _kept_fields(kind)]

    def read(plain: Any) -> Any:
        values = zip(names, readers, _checked(plain, list), strict=True)
        return kind(**{name: reader(value) for name, reader, value in values})

    return read


def _checked(plain: Any, kind: type) -> Any:
    """Return it if it is just of that type: True is no number."""
    if type(plain) is not kind:
        raise TypeError(kind.__name__)
    return plain


def _instant(plain: Any) -> datetime:
    if not 0 <= _checked(plain, int) < _LATEST:
        raise ValueError(plain)
    return datetime.fromtimestamp(plain, UTC)


def _number(plain: Any) -> Decimal:
    number = Decimal(_checked(plain, str))
    if not number.is_finite():
        raise ValueError(plain)
    return number


_SCALARS: Mapping[type, Callable[[Any], Any]] = {
    datetime: _instant,
    date: lambda plain: date.fromisoformat(_checked(plain, str)),
    Decimal: _number,
}
