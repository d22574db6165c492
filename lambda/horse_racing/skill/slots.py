"""Slots, read once by total functions: whatever Alexa sends, one of a few meanings comes out.

A custom slot is not limited to its values: fillers, a state, a day, a command, or two names arrive in it as well.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from ask_sdk_model import Slot

from horse_racing.racing.inquiry import RaceChoice
from horse_racing.racing.tracks import Track, TrackCatalogue, name_key
from horse_racing.skill.slot_values import LONGEST_HEARD, RACE_NAME, extra_heard, resolved_ids, said_in
from horse_racing.speech.en import English

# The feed knows nothing useful beyond, and dates near the ends of the calendar cannot be counted on from.
FURTHEST_DAY = timedelta(days=366)

# Whose day "today" is before a track is known: most tracks and most listeners are there.
EASTERN = ZoneInfo("America/New_York")

# A date, with a time of day behind it for "tonight" and the like. Weeks, months and years are written otherwise.
_ONE_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T(?:MO|AF|EV|NI))?")

# How Alexa writes the end of a week, for which one day is asked.
WEEKEND = "-WE"
_WEEKEND_OF = re.compile(rf"([0-9]{{4}})-W([0-9]{{2}}){WEEKEND}")

# How Alexa writes "now": the only word among its dates.
_NOW = "PRESENT_REF"

# Whether a phrase is a day does not depend on which day it is.
_ANY_DAY = date(2000, 1, 1)

# The letters of a track's code as people spell them: "G P", "c. d.". Together they may be a word, but for two.
_SPELLED = re.compile(r"\w(?:[. ]+\w){1,2}[. ]*|[^\W\d_]{2}", re.IGNORECASE)


class UnknownTrack(NamedTuple):
    """A name was heard and no track has it: as it was `said`, and what is left of it without the words around it."""

    heard: str
    said: str


class OneOfTracks(NamedTuple):
    """A name that several tracks share."""

    tracks: tuple[Track, ...]


class SeveralTracks(NamedTuple):
    """Several names in one breath; each track is meant."""

    tracks: tuple[Track, ...]


TrackHeard = Track | OneOfTracks | SeveralTracks | UnknownTrack | None


class UnusableDay(NamedTuple):
    """Something was said for a day that is not one day, or one too far away to ask for; `heard` as Alexa writes it."""

    heard: str


DayHeard = date | UnusableDay | Literal["now"] | None


@dataclass(frozen=True)
class UnknownRace:
    """Something was said for a race that is none from one to twenty, nor the next, the last, or the feature.

    `is_name`: there is no number in it.
    """

    heard: str
    is_name: bool


RaceHeard = tuple[RaceChoice, ...] | UnknownRace | None


@dataclass(frozen=True)
class Heard:
    """What was said in one turn.

    `command` is "stop", "cancel", "help", "yes", "no" or "repeat" where a slot holds just that. What stands in the slot
    of a race may be something else as well: `position` is which of several "the first one" means, and `is_ordinal` that
    it was said like that and not as a number; `day_number` is the day of a month that "the fifth" is, and `says_race`
    tells that it was called a race. `extra` is what the further slot of a question holds, empty for nothing.
    """

    track: TrackHeard = None
    day: DayHeard = None
    race: RaceHeard = None
    command: str | None = None
    position: int | None = None
    is_ordinal: bool = False
    day_number: int | None = None
    says_race: bool = False
    extra: str = ""

    def only(self, *slots: str) -> bool:
        """Tell whether something was said for just these of "track", "day" and "race"."""
        held = {"track": self.track, "day": self.day, "race": self.race}
        return {name for name, value in held.items() if value is not None} == set(slots)


def heard_in(slots: Mapping[str, Slot], catalogue: TrackCatalogue, words: English, now: datetime) -> Heard:
    """Return what the slots of a request mean.

    A slot may have caught its neighbor's words, so a day behind a name or a race counts, as a track behind a race does.
    """
    texts = {name: said_in(slot) for name, slot in slots.items()}
    command = next((found for text in texts.values() if text and (found := words.command_heard(text))), None)
    if command:
        return Heard(command=command)
    track, day_behind = _track_heard(slots.get("TrackName"), catalogue, words)
    race_text, extra = texts.get("RaceNumber", ""), extra_heard(slots, words)
    if not race_text and words.races_heard(texts.get(RACE_NAME, "")):
        race_text, extra = texts[RACE_NAME], ""
    if isinstance(track, UnknownTrack) and not race_text and words.says_place(track.said):
        race_text, track = (track.said, None) if words.races_heard(track.said) else ("", track)
    race = _race_heard(slots.get("RaceNumber"), race_text, words)
    if isinstance(race, UnknownRace):
        alone, name, day_of_race = words.race_and_rest(race_text)
        if races := words.races_heard(alone):
            race, day_behind = races, day_behind or day_of_race
            if name and track is None:
                track, day_of_name, _ = _named(name, catalogue, words)
                day_behind = day_behind or day_of_name
    zone = track.zone if isinstance(track, Track) else EASTERN
    today = now.astimezone(zone).date()
    return Heard(
        track=track,
        day=_day_heard(texts.get("RaceDate", "") or day_behind, today, words),
        race=race,
        position=words.position_heard(race_text),
        is_ordinal=words.is_ordinal(race_text),
        day_number=words.day_number_heard(race_text),
        says_race=words.says_race(race_text),
        extra=extra,
    )


def _track_heard(slot: Slot | None, catalogue: TrackCatalogue, words: English) -> tuple[TrackHeard, str]:
    """Return the track, or what else a name means, and the day that was said along with it."""
    said = said_in(slot)
    if slot is None or not said:
        return None, ""
    found = tuple(dict.fromkeys(track for code in resolved_ids(slot) if (track := catalogue.get(code))))
    if len(found) > 1:
        # A name that is exactly one track's own is that track's.
        own = [track for track in found if name_key(said) in {name_key(track.name), name_key(track.feed_name)}]
        return (own[0] if len(own) == 1 else OneOfTracks(found)), ""
    # What a single track was resolved from may hold more than its name: a day, or another name that fits better.
    named, day, plain = _named(said, catalogue, words)
    if isinstance(named, Track) or (named and not found):
        return named, day
    parts = [_named(part, catalogue, words) for part in words.several_heard(said)]
    several = tuple(dict.fromkeys(track for track, _, _ in parts if isinstance(track, Track)))
    if len(several) == len(parts) > 1:
        return SeveralTracks(several), next((found for _, found, _ in parts if found), "")
    if found:
        return found[0], day
    is_day = words.day_heard(plain, _ANY_DAY) is not None
    unknown = None if is_day or words.is_no_name(plain) else UnknownTrack(plain[:LONGEST_HEARD], said[:LONGEST_HEARD])
    return unknown, plain if is_day else day


def _named(said: str, catalogue: TrackCatalogue, words: English) -> tuple[Track | OneOfTracks | None, str, str]:
    """Look a name up as it was said and with ever fewer words around it; also return the day and the plain name."""
    name, day = said, ""
    for name, day in words.names_heard(said):
        found = catalogue.named(name)
        if found:
            return (found[0] if len(found) == 1 else OneOfTracks(found)), day, name
    if (_SPELLED.fullmatch(name) or said.isupper()) and (track := catalogue.get(re.sub(r"\W", "", name).upper())):
        return track, day, name
    return None, day, name


def _day_heard(said: str, today: date, words: English) -> DayHeard:
    """Return the day, the listener's own, "now", an `UnusableDay` (a week, nonsense), or None when none was said."""
    if not said:
        return None
    if said == _NOW:
        return "now"
    match = _ONE_DAY.fullmatch(said)
    try:
        day = date.fromisoformat(match[1]) if match else words.day_heard(said.lower(), today)
    except ValueError:
        day = None
    if isinstance(day, str):
        return UnusableDay(day)
    return day if day and abs(day - today) <= _furthest(day) else UnusableDay(said[:LONGEST_HEARD])


def days_of_weekend(heard: str) -> tuple[date, ...]:
    """Return Saturday and Sunday of a weekend as Alexa writes it, nothing for anything else."""
    said = _WEEKEND_OF.fullmatch(heard)
    try:
        return tuple(date.fromisocalendar(int(said[1]), int(said[2]), day) for day in (6, 7)) if said else ()
    except ValueError:
        return ()


def _furthest(day: date) -> timedelta:
    """Return how far away a day may be; February 29 comes only once in four years, or in eight."""
    return 8 * FURTHEST_DAY if (day.month, day.day) == (2, 29) else FURTHEST_DAY


def _race_heard(slot: Slot | None, said: str, words: English) -> RaceHeard:
    """Return the races, an `UnknownRace`, or None when none was said.

    Where resolution found nothing, several, or failed, the words tell.
    """
    if not said:
        return None
    ids = list(dict.fromkeys(resolved_ids(slot))) if slot else []
    if ids == ["first"]:
        # As a word by itself it would be race one.
        return ("first",)
    races = words.races_heard(ids[0] if len(ids) == 1 else said) or words.races_heard(said)
    if not races and words.names_nothing(said):
        return None
    return races or UnknownRace(said[:LONGEST_HEARD], is_name=not words.has_number(said))
