"""The tracks one can choose, and how their names are compared."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Track:
    """One racetrack.

    `code` is the feed's `track_id`; `name` is what people say and hear; `feed_name` is what the feed calls it;
    `zone` decides its local time and what "today" is there; `synonyms` are further spoken names.
    `region` is its state or province, "CA", and `country` "USA" or "CAN".
    """

    code: str
    name: str
    feed_name: str
    zone: ZoneInfo
    synonyms: tuple[str, ...] = ()
    region: str = ""
    country: str = ""


def name_key(name: str) -> str:
    """Return what two spellings of one track name have in common: letters and digits only, lower case."""
    return re.sub(r"[\W_]+", "", name).casefold()


@dataclass(frozen=True)
class TrackCatalogue:
    """Every track the skill knows, by code and by spoken name."""

    tracks: tuple[Track, ...]
    _by_code: dict[str, Track] = field(init=False, repr=False, compare=False)
    _by_name: dict[str, tuple[Track, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name: dict[str, tuple[Track, ...]] = {}
        for track in self.tracks:
            for key in {name_key(name) for name in (track.name, track.feed_name, *track.synonyms)}:
                by_name[key] = (*by_name.get(key, ()), track)
        object.__setattr__(self, "_by_code", {track.code: track for track in self.tracks})
        object.__setattr__(self, "_by_name", by_name)

    @classmethod
    def from_csv(cls, lines: Iterable[str]) -> "TrackCatalogue":
        """Read the catalogue file: a header line, then one track a line, synonyms separated by `;`."""
        return cls(
            tuple(
                Track(
                    code=row["code"],
                    name=row["name"],
                    feed_name=row["feed_name"],
                    zone=ZoneInfo(row["time_zone"]),
                    synonyms=tuple(synonym for synonym in row["synonyms"].split(";") if synonym),
                    region=row["region"],
                    country=row["country"],
                )
                for row in csv.DictReader(lines)
            )
        )

    def __iter__(self) -> Iterator[Track]:
        return iter(self.tracks)

    def __getitem__(self, code: str) -> Track:
        return self._by_code[code]

    def get(self, code: str | None) -> Track | None:
        """Return the track with this feed code, or None when there is none."""
        return self._by_code.get(code) if code else None

    def named(self, spoken: str) -> tuple[Track, ...]:
        """Return the tracks that go by this name: none, one, or several when the name is shared."""
        return self._by_name.get(name_key(spoken), ())
