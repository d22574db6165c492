"""The JSON of The Racing API's North America endpoints turned into meets and cards (race data, 3 and 5).

Unknown fields are ignored and most known ones may be null. What a count or a date hangs on must be right, or the
whole answer is an `UnreadableError`: half a card would be a wrong answer.
"""

import re
from datetime import date, datetime

from horse_racing.racing.cards import Card, Meet, Race
from horse_racing.racing.errors import UnreadableError

from .post_times import post_time
from .reading import Json, day, flag, integer, items, mapping, required_text, text

# What `mtp` says once a race is finished.
_FINISHED = -999

_GRADED = re.compile(r"G([123])\s+")
_NOT_A_NAME = re.compile(r"(race\s*\d+|stakes)?", re.IGNORECASE)


def meets_from(body: object) -> list[Meet]:
    """Read one page of the listing; `meets` may be null, each meet must be complete."""
    listing = mapping(body, "the listing")
    if "meets" not in listing:
        raise UnreadableError("meets is missing")
    return [
        Meet(
            meet_id=required_text(meet.get("meet_id"), "meet_id"),
            track_code=required_text(meet.get("track_id"), "track_id"),
            track_name=text(required_text(meet.get("track_name"), "track_name")),
            day=day(meet.get("date"), "date"),
        )
        for meet in items(listing["meets"] or [], "meets")
    ]


def card_from(body: object, meet: Meet, fetched: datetime) -> Card:
    """Read the entries of a meet, fetched at that instant; raises `UnreadableError` when they are another meet's."""
    entries = mapping(body, "the entries")
    if entries.get("track_id") != meet.track_code or day(entries.get("date"), "date") != meet.day:
        raise UnreadableError("the entries are those of another meet")
    return Card(tuple(_race_from(race, meet.day, fetched) for race in items(entries.get("races"), "races")))


def _race_from(race: Json, race_date: date, fetched: datetime) -> Race:
    number = integer(mapping(race.get("race_key"), "race_key").get("race_number"))
    minutes_to_post = integer(race.get("mtp"))
    return Race(
        number=number if number and number > 0 else None,
        post_time=post_time(
            race_date, integer(race.get("post_time_long")), text(race.get("post_time")), minutes_to_post, fetched
        ),
        name=_name_of(race),
        is_stakes=_is_stakes(race),
        grade=_grade_of(race),
        is_cancelled=flag(race.get("is_cancelled"), "is_cancelled"),
        has_finished=flag(race.get("has_finished"), "has_finished") or minutes_to_post == _FINISHED,
    )


def _is_stakes(race: Json) -> bool:
    """Tell a stakes race by its type; only where the type is missing by what else says so (race data, 5.4)."""
    race_type = text(race.get("race_type")).upper()
    description = text(race.get("race_type_description")).upper()
    if race_type:
        return race_type == "STK"
    race_class = text(race.get("race_class")).upper()
    return description.startswith("STAKES") or race_class.startswith("STAKES") or _grade_of(race) is not None


def _grade_of(race: Json) -> int | None:
    grade = integer(race.get("grade"))
    if grade in {1, 2, 3}:
        return grade
    graded = _GRADED.match(text(race.get("race_class")).upper())
    return int(graded[1]) if graded else None


def _name_of(race: Json) -> str:
    """Return the race's own name, empty when the feed only numbers it."""
    names = (text(race.get("race_name")), _GRADED.sub("", text(race.get("race_class")), count=1))
    own = [name for name in names if not _NOT_A_NAME.fullmatch(name)]
    return own[0] if own and _is_stakes(race) else ""
