"""A question with its three slots, and the prompt that says what the last reply asked.

Both are made, filled in and stored here; `stored_questions` restores them. A slot is unsaid (None), said but open
(`Open`), or a value. A favorite or an earlier track fills only what is unsaid.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from horse_racing.racing.days import latest_past
from horse_racing.racing.inquiry import RaceChoice
from horse_racing.racing.tracks import Track, TrackCatalogue
from horse_racing.skill.kinds import HOW_MANY, RUNNERS, Kind
from horse_racing.skill.slot_values import RACE_NAME
from horse_racing.skill.slots import (
    WEEKEND,
    DayHeard,
    Heard,
    OneOfTracks,
    SeveralTracks,
    UnknownRace,
    UnknownTrack,
    UnusableDay,
    days_of_weekend,
)
from horse_racing.skill.stored_slots import Open, plain
from horse_racing.speech.en import English
from horse_racing.speech.spoken import Asks


@dataclass(frozen=True)
class Question:
    """One question; `track` is a code, `start` how many items of a list were told already.

    A `day` of None means the track's today, a `race` of None whatever that kind of question takes it for. `extra` is
    what its further slot holds, empty for nothing. `is_now`: it is about what is still to come. `is_turned`: the day is
    another one than was heard, so the answer has to name it. `among`: the codes of the tracks its list comes from.
    """

    kind: Kind
    track: str | Open | None = None
    day: date | Open | None = None
    race: RaceChoice | Open | None = None
    start: int = 0
    is_turned: bool = False
    extra: str = ""
    is_now: bool = False
    among: tuple[str, ...] = ()

    @property
    def is_anywhere(self) -> bool:
        """Tell whether it is about many tracks, and not about one that would have to be known."""
        if self.kind.anywhere is None or (self.track is not None and not self.kind.is_about_tracks):
            return False
        return bool(self.extra) or not self.kind.needs_extra_anywhere

    @property
    def is_weekend(self) -> bool:
        """Tell whether the day that has to be asked for is one of a weekend."""
        return isinstance(self.day, Open) and self.day.heard.endswith(WEEKEND)

    @property
    def weekend(self) -> tuple[date, ...]:
        """Return Saturday and Sunday of the weekend that was said, nothing where it is not known which."""
        return days_of_weekend(self.day.heard) if isinstance(self.day, Open) else ()

    def narrowed(self, day: date) -> "Question":
        """Return the question about a day: where a weekend was said, "Saturday" is the one of that weekend."""
        found = next((each for each in self.weekend if each.weekday() == day.weekday()), day)
        return replace(self, day=found, is_turned=found != day)

    def lacks(self, track: Track | None) -> Asks | None:
        """Return what is still to be asked for, None when nothing is; `track` is what an unsaid one is taken for."""
        if not self.is_anywhere and (isinstance(self.track, Open) or (self.track is None and track is None)):
            return Asks.TRACK
        if isinstance(self.day, Open):
            return Asks.DAY
        if self.kind.needs_extra and not self.extra:
            return Asks.HORSE
        needs_race = self.race is None and self.kind.needs_race
        return Asks.RACE if isinstance(self.race, Open) or needs_race else None

    def heard_with(self, heard: Heard) -> "tuple[Question, ...]":
        """Return the question with what was said filled in: several where several tracks or races are meant."""
        filled = replace(self._on(heard.day), start=0, among=())
        races = _races_heard(heard)
        if name := _name_heard(filled.kind, heard):
            filled = replace(filled, extra=name)
            races = (None,) if filled.kind.extra == RACE_NAME else races
        elif races and filled.kind.extra == RACE_NAME:
            # Another race than the one of that name.
            filled = replace(filled, extra="")
        tracks: tuple[str | Open | None, ...] = (filled.track,)
        match heard.track:
            case Track():
                tracks = (heard.track.code,)
            case SeveralTracks():
                tracks = tuple(track.code for track in heard.track.tracks)
            case UnknownTrack():
                tracks = (Open(heard.track.heard),)
            case OneOfTracks():
                tracks = (Open(),)
        return tuple(replace(filled, track=track, race=race) for track in tracks for race in races or (filled.race,))

    def _on(self, day: DayHeard) -> "Question":
        """Return the question about the day that was said, if one was."""
        match day:
            case UnusableDay():
                return replace(self, day=Open(day.heard))
            case date():
                return replace(self, day=day, is_now=False)
            case "now":
                return replace(self, day=None, is_now=True)
        return self

    def about_day(self) -> "Question":
        """Return the question to ask about a day alone: this one if it can be, else how many races there are."""
        return self if self.kind.takes_day else Question(HOW_MANY, self.track)

    def about_race(self) -> "Question":
        """Return the question to ask about a race alone: this one if it can be, else who runs in it."""
        return self if self.kind.takes_race else Question(RUNNERS, self.track, self.day)

    def settled(self, track: str | None, today: date) -> "Question":
        """Return the complete question with its track, and its day turned back where it can only lie in the past.

        `today` is the track's. Tomorrow stays: nobody means another day by it.
        """
        day, is_turned = self.day, self.is_turned
        if self.kind.is_past and isinstance(day, date) and (day - today).days > 1:
            day, is_turned = latest_past(day, today), True
        named = self.track if isinstance(self.track, str) else None if self.is_anywhere else track
        return replace(self, track=named, day=day, is_turned=is_turned)

    def offered_behind(self, before: "Question | None", catalogue: TrackCatalogue, words: English) -> str:
        """Return what to call this question behind another one: by its track, or by its race where that is the same."""
        is_other = before is None or self.track != before.track
        track = catalogue.get(self.track) if is_other and isinstance(self.track, str) else None
        return words.offered(track, self.race if isinstance(self.race, int | str) else None)

    def stored(self) -> dict[str, Any]:
        """Return it as JSON for the session, without what is not set."""
        kept = {
            "kind": self.kind.name,
            "track": plain(self.track),
            "day": plain(self.day),
            "race": plain(self.race),
            "start": self.start,
            "extra": self.extra,
            "is_now": self.is_now,
            "among": list(self.among),
        }
        return {name: value for name, value in kept.items() if value}


def _races_heard(heard: Heard) -> tuple[RaceChoice | Open | None, ...]:
    """Return the races that were said, an `Open` for what is none, nothing for nothing."""
    return (Open(heard.race.heard),) if isinstance(heard.race, UnknownRace) else heard.race or ()


def _name_heard(kind: Kind, heard: Heard) -> str:
    """Return what was said for the further slot of that kind; the name of a race may have come as its number."""
    if kind.extra == RACE_NAME and isinstance(heard.race, UnknownRace) and heard.race.is_name:
        return heard.race.heard
    return heard.extra if kind.extra else ""


@dataclass(frozen=True)
class Prompt:
    """What the last reply asked, and what it is about: an answer to it binds to this and to nothing else.

    `questions` are what an answer completes or goes on with, the first of them first; while the prompt asks what to
    know, they are the alternatives it names. `tracks` are the codes of the tracks it named, of which one may be chosen
    or one may have been meant; `races` the numbers of the races. `is_own`: the track asked for is the listener's own,
    to be remembered. `listed` is what each item of a list on the screen asks, of which one may be chosen.
    """

    asks: Asks
    questions: tuple[Question, ...] = ()
    tracks: tuple[str, ...] = ()
    is_own: bool = False
    races: tuple[int, ...] = ()
    listed: tuple[Question, ...] = ()

    @property
    def question(self) -> Question | None:
        """Return the question that an answer completes, None when there is none."""
        return self.questions[0] if self.questions and self.asks is not Asks.WHAT_TO_KNOW else None

    def stored(self) -> dict[str, Any]:
        """Return it as JSON for the session, without what is not set."""
        kept = {
            "asks": self.asks.value,
            "questions": [question.stored() for question in self.questions],
            "tracks": list(self.tracks),
            "is_own": self.is_own,
            "races": list(self.races),
            "listed": [question.stored() for question in self.listed],
        }
        return {name: value for name, value in kept.items() if value}
