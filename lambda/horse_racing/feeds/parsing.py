"""The JSON of the listing and of entries turned into meets and cards (race data, 3.1, 3.2 and 5).

Unknown fields are ignored and most known ones may be null. What a count or a date hangs on must be right, or the
whole answer is an `UnreadableError`: half a card would be a wrong answer.
"""

import re
from datetime import datetime

from horse_racing.feeds.post_times import post_time, tells_misreading
from horse_racing.feeds.reading import Json, array, day, flag, integer, items, mapping, person, required_text, text
from horse_racing.racing.cards import Card, Entry, Meet, Race, Runner
from horse_racing.racing.errors import UnreadableError

# What `mtp` says once a race is finished.
_FINISHED = -999

# What stands for a jockey where there is none (race data, 5.5).
_NO_JOCKEY = {"no rider", "scratched"}

_GRADED = re.compile(r"G([123])\s+")
_NUMBERED = re.compile(r"(race\s*\d+)?", re.IGNORECASE)


def listed_in(body: object) -> list[object]:
    """Return the meets on one page of the listing as they stand there; they may be null, meaning none."""
    listing = mapping(body, "the listing")
    if "meets" not in listing:
        raise UnreadableError("meets is missing")
    return [] if listing["meets"] is None else array(listing["meets"], "meets")


def meets_from(body: object) -> list[Meet]:
    """Read a listing, leaving out the meets that are malformed; raises `UnreadableError` when all of them are.

    One that cannot be read says nothing about the others; where none can, the day is not one without racing.
    """
    listed = listed_in(body)
    meets = [meet for meet in map(_meet_from, listed) if meet]
    if listed and not meets:
        raise UnreadableError("no meet of the listing can be read")
    return meets


def _meet_from(listed: object) -> Meet | None:
    try:
        meet = mapping(listed, "a meet")
        name = meet.get("track_name")
        return Meet(
            meet_id=required_text(meet.get("meet_id"), "meet_id"),
            track_code=required_text(meet.get("track_id"), "track_id"),
            track_name=required_text(text(name) if isinstance(name, str) else None, "track_name"),
            day=day(meet.get("date"), "date"),
        )
    except UnreadableError:
        return None


def card_from(body: object, meet: Meet, fetched: datetime, hours_west: int = 0) -> Card:
    """Read the entries of a meet, asked for at that instant; raises `UnreadableError` when they are another meet's.

    `hours_west` is how far the clock at the track is behind the Eastern one.
    """
    entries = mapping(body, "the entries")
    if entries.get("track_id") != meet.track_code or day(entries.get("date"), "date") != meet.day:
        raise UnreadableError("the entries are those of another meet")
    races = items(entries.get("races"), "races")
    keys = [(integer(key.get("race_number")), text(key.get("day_evening"))) for key in map(_key_of, races)]
    numbered = [key for key in keys if key[0] is not None]
    if len(set(numbered)) < len(numbered):
        raise UnreadableError("a race stands on the card twice")
    times = [(meet.day, *_time_fields(race), fetched) for race in races]
    is_misread = {tells_misreading(*fields, hours_west) for fields in times} - {None} == {True}
    posts = [post_time(*fields, hours_west=hours_west, is_misread=is_misread) for fields in times]
    return Card(tuple(map(_race_from, races, posts)))


def _time_fields(race: Json) -> tuple[int | None, str, int | None]:
    return integer(race.get("post_time_long")), text(race.get("post_time")), integer(race.get("mtp"))


def _key_of(race: Json) -> Json:
    return mapping(race.get("race_key"), "race_key")


def _race_from(race: Json, post: datetime | None) -> Race:
    number = integer(_key_of(race).get("race_number"))
    has_finished = flag(race.get("has_finished"), "has_finished")
    return Race(
        number=number if number and number > 0 else None,
        post_time=post,
        name=_name_of(race),
        is_stakes=_is_stakes(race),
        grade=_grade_of(race),
        is_cancelled=flag(race.get("is_cancelled"), "is_cancelled") or False,
        has_finished=True if integer(race.get("mtp")) == _FINISHED else has_finished,
        # A card without runners still has its races, so their absence is no reason to refuse it.
        runners=tuple(map(_runner_from, _list(race.get("runners")))),
    )


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _runner_from(runner: object) -> Runner:
    """Read a runner; who cannot be named, unless scratched, leaves the field uncertain rather than smaller."""
    if not isinstance(runner, dict):
        return Runner("", entry=Entry.UNKNOWN)
    code = text(runner.get("scratch_indicator")).upper()
    entry = Entry(code) if code in {entry.value for entry in Entry} else Entry.UNKNOWN
    horse = text(runner.get("horse_name"))
    return Runner(
        horse=horse,
        program_number=text(runner.get("program_number")),
        jockey=_jockey_of(runner.get("jockey")),
        entry=entry if horse or entry is Entry.SCRATCHED else Entry.UNKNOWN,
    )


def _jockey_of(jockey: object) -> str:
    if not isinstance(jockey, dict):
        return ""
    name = person(jockey.get("first_name"), jockey.get("last_name")) or text(jockey.get("alias"))
    return "" if name.lower() in _NO_JOCKEY else name


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
    """Return the race's own name, empty when the feed only numbers it.

    The class holds the name too, but only behind a grade: elsewhere it is a class, such as "STAKES($75,000)".
    """
    name, race_class = text(race.get("race_name")), text(race.get("race_class"))
    if _NUMBERED.fullmatch(name):
        graded = _GRADED.match(race_class.upper())
        name = race_class[graded.end() :] if graded else ""
    return name if _is_stakes(race) else ""
