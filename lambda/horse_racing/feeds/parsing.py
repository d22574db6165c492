"""The JSON of the listing and of entries turned into meets and cards (race data, 3.1, 3.2 and 5).

Unknown fields are ignored and most known ones may be null. What a count or a date hangs on must be right, or the
whole answer is an `UnreadableError`: half a card would be a wrong answer. What only tells more about a race is not
known where it cannot be read.
"""

from datetime import datetime

from horse_racing.feeds.parsing_races import condition_of, grade_of, is_stakes, name_of
from horse_racing.feeds.parsing_runners import rider_changes_from, runner_from
from horse_racing.feeds.post_times import post_time, tells_misreading
from horse_racing.feeds.reading import (
    Json,
    array,
    day,
    flag,
    integer,
    items,
    mapping,
    required_text,
    text,
    whole_dollars,
)
from horse_racing.racing.cards import Card, Meet, Race, Weather
from horse_racing.racing.errors import UnreadableError

# What `mtp` says once a race is finished.
_FINISHED = -999

# Degrees Fahrenheit: what is beyond is no temperature.
_COLDEST, _HOTTEST = -80, 150


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
    return Card(tuple(map(_race_from, races, posts)), weather=_weather_from(entries.get("weather")))


def _weather_from(weather: object) -> Weather | None:
    """Read the weather, None where nothing is said about it."""
    if not isinstance(weather, dict):
        return None
    found = Weather(
        now=text(weather.get("current_weather_description")),
        forecast=text(weather.get("forecast_weather_description")),
        high=_degrees(weather.get("forecast_high")),
        low=_degrees(weather.get("forecast_low")),
    )
    return None if found == Weather() else found


def _degrees(value: object) -> int | None:
    degrees = integer(value)
    return degrees if degrees is not None and _COLDEST <= degrees <= _HOTTEST else None


def _time_fields(race: Json) -> tuple[int | None, str, int | None]:
    return integer(race.get("post_time_long")), text(race.get("post_time")), integer(race.get("mtp"))


def _key_of(race: Json) -> Json:
    return mapping(race.get("race_key"), "race_key")


def _race_from(race: Json, post: datetime | None) -> Race:
    number = integer(_key_of(race).get("race_number"))
    has_finished = flag(race.get("has_finished"), "has_finished")
    # A card without runners still has its races, so their absence is no reason to refuse it.
    runners = tuple(map(runner_from, _list(race.get("runners"))))
    return Race(
        number=number if number and number > 0 else None,
        post_time=post,
        name=name_of(race),
        is_stakes=is_stakes(race),
        grade=grade_of(race),
        is_cancelled=flag(race.get("is_cancelled"), "is_cancelled") or False,
        has_finished=True if integer(race.get("mtp")) == _FINISHED else has_finished,
        runners=runners,
        distance=text(race.get("distance_description")),
        surface=text(race.get("surface_description")),
        race_type=text(race.get("race_type_description")),
        purse=whole_dollars(race.get("purse")),
        min_claim=whole_dollars(race.get("min_claim_price")),
        max_claim=whole_dollars(race.get("max_claim_price")),
        ages=text(race.get("age_restriction_description")),
        sexes=text(race.get("sex_restriction_description")),
        condition=condition_of(race.get("track_condition")),
        rider_changes=rider_changes_from(_list(race.get("changes")), runners),
    )


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
