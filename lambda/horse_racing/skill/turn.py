"""One turn of the conversation, with every None of the SDK's request narrowed once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import IntentRequest, RequestEnvelope, Slot

from horse_racing.memory.favorites import Favorites, Listener
from horse_racing.racing.answers import TrackAnswer, TracksRacing
from horse_racing.racing.clock import Clock, Deadline
from horse_racing.racing.days import race_day
from horse_racing.racing.errors import RaceDataError
from horse_racing.racing.inquiry import Inquiry
from horse_racing.racing.questions import how_many_races, tracks_racing
from horse_racing.racing.source import RaceSource
from horse_racing.racing.tracks import Track, TrackCatalogue
from horse_racing.skill.acquaintance import Acquaintance
from horse_racing.skill.alexa_api import CALL_SECONDS, Device
from horse_racing.skill.announcement import Announcement
from horse_racing.skill.questions import ANSWERS, TELLS_TIMES, Kind, Question
from horse_racing.skill.session import Session
from horse_racing.skill.slots import DayHeard, RaceHeard, TrackHeard, UnknownTrack, day_heard, race_heard, track_heard
from horse_racing.skill.telemetry import this_turn
from horse_racing.skill.whereabouts import Whereabouts
from horse_racing.speech.spoken import Hearing
from horse_racing.speech.wording import wording

# Everything that leaves the function in one turn must be over by then, in seconds; Alexa gives up after eight.
TURN_BUDGET = 4.5

A = TypeVar("A", TrackAnswer, TracksRacing)

# What a welcome may wait for the races it would like to tell, in seconds.
WELCOME_SECONDS = 1.5

# Whose day "today" is before a track is known: most tracks and most listeners are there.
_EASTERN = ZoneInfo("America/New_York")

# Kept back from the time Lambda leaves us, in seconds, to put the answer into words and return it.
_RESERVE = 1.0


@dataclass(frozen=True)
class Services:
    """What the conversation works with, handed in by bootstrap.

    `featured` are the tracks named as examples, at least two; `guess` finds the track of a misheard name;
    `favorites` is where a listener's track outlasts the session, None for nowhere; `budget` is the seconds a turn may
    spend waiting.
    """

    source: RaceSource
    catalogue: TrackCatalogue
    clock: Clock
    featured: tuple[Track, ...]
    guess: Callable[[str], Track | None]
    favorites: Favorites | None = None
    budget: float = TURN_BUDGET


class Turn:
    """What a handler needs to know of the request, and the session it may change."""

    def __init__(self, handler_input: HandlerInput, services: Services) -> None:
        envelope = handler_input.request_envelope
        request = envelope.request
        intent = request.intent if isinstance(request, IntentRequest) else None
        self._slots: dict[str, Slot] = (intent.slots if intent else None) or {}
        self._services = services
        self.featured = services.featured
        self.words = wording((request.locale if request else None) or "")
        self.session = Session.from_attributes(envelope.session.attributes if envelope.session else None)
        # Whatever is understood ends the row of misses; only a further miss writes it again.
        self.misses_before, self.session.misses = self.session.misses, 0
        self.now: datetime = services.clock.now()
        self.deadline = Deadline.after(services.clock, min(services.budget, _seconds_left(handler_input.context)))
        self.acquaintance = Acquaintance(
            services.favorites,
            _listener(envelope),
            session=self.session,
            catalogue=services.catalogue,
            now=self.now,
            deadline=self.deadline,
        )
        self._device = Device(handler_input)
        self._whereabouts = Whereabouts(
            self.session, self._device.zone if self._device.is_reachable else None, CALL_SECONDS
        )

    @property
    def track(self) -> Track | None:
        """The track chosen earlier in the session, else the listener's favorite, if it still exists."""
        return self.track_of(self.session.track) or self.acquaintance.favorite()

    @property
    def hearing(self) -> Hearing:
        """When, and as far as it is known where, the listener hears the answer."""
        return Hearing(self.now, self._whereabouts.zone())

    def track_of(self, code: str | None) -> Track | None:
        """Return the track with this code, None for none."""
        return self._services.catalogue.get(code)

    def track_heard(self) -> TrackHeard:
        """Return what the TrackName slot means."""
        heard = track_heard(self._slots.get("TrackName"), self._services.catalogue)
        this_turn().is_unknown_track = isinstance(heard, UnknownTrack)
        return heard

    def day_heard(self) -> DayHeard:
        """Return what the RaceDate slot means."""
        return day_heard(self._slots.get("RaceDate"), self.now.date())

    def race_heard(self) -> RaceHeard:
        """Return what the RaceNumber slot means."""
        return race_heard(self._slots.get("RaceNumber"), self.words.number_heard)

    def gave_only(self, *slots: str) -> bool:
        """Tell whether something was said for just these slots."""
        return {name for name, held in self._slots.items() if held.value} == set(slots)

    def guessed(self, heard: str) -> Track | None:
        """Return the track a misheard name most likely stands for, None when none is likely."""
        return self._services.guess(heard)

    def vary(self, kind: str, variants: Sequence[str]) -> str:
        """Return the next wording of a kind, never the one used last; another session begins with another one."""
        last = self.session.variants.get(kind, int(self.now.timestamp()))
        self.session.variants[kind] = (last + 1) % len(variants)
        return variants[self.session.variants[kind]]

    def answer(self, question: Question, track: Track) -> TrackAnswer:
        """Ask the race data about a track; raises a `RaceDataError`."""
        if question.kind in TELLS_TIMES:
            self._whereabouts.ask()
        if question.kind is not Kind.NEXT_STAKES:
            return self._reported(lambda: ANSWERS[question.kind](self._inquiry(track, self.deadline), question))
        # Only the search for a stakes race goes through many days.
        with Announcement(lambda: self._device.say(self.words.one_moment())) as announcement:
            deadline = replace(self.deadline, fetching=announcement.fetching)
            return self._reported(lambda: ANSWERS[question.kind](self._inquiry(track, deadline), question))

    def picture(self, track: Track) -> TrackAnswer | None:
        """Return the track's races today for the welcome, None when they cannot be had soon enough."""
        deadline = Deadline.after(self.deadline.clock, min(WELCOME_SECONDS, self.deadline.remaining()))
        self._whereabouts.ask()
        try:
            with this_turn().asking(deadline.clock.monotonic):
                return how_many_races(self._inquiry(track, deadline), None)
        except RaceDataError:
            return None

    def tracks_racing(self, day: date | None) -> TracksRacing:
        """Ask which tracks race on a day, as seen from the listener's track or device; raises a `RaceDataError`."""
        own = self.track
        if own is None:
            self._whereabouts.ask()
        zone = own.zone if own else self._whereabouts.zone()
        when = race_day(zone or _EASTERN, day, self.now)
        services = self._services
        return self._reported(
            lambda: tracks_racing(services.source, services.catalogue, when, self.deadline, own=own, zone=zone)
        )

    def _reported(self, ask: Callable[[], A]) -> A:
        """Return the answer to a question, reported with the time it took; raises what the question raises."""
        with this_turn().asking(self.deadline.clock.monotonic):
            answer = ask()
        this_turn().answer = type(answer).__name__
        return answer

    def _inquiry(self, track: Track, deadline: Deadline) -> Inquiry:
        return Inquiry(self._services.source, self._services.catalogue, track, self.now, deadline)

    def other_than(self, track: Track) -> Track:
        """Return a track to name as an example of another one."""
        return next(other for other in self.featured if other != track)


def _listener(envelope: RequestEnvelope) -> Listener | None:
    """Return who speaks, None when the request does not tell."""
    system = envelope.context.system if envelope.context else None
    user = (system.user.user_id if system and system.user else None) or ""
    person = system.person.person_id if system and system.person else None
    return Listener(user, person) if user else None


def _seconds_left(context: Any) -> float:
    """Return the seconds Lambda leaves this turn, unbounded outside of Lambda."""
    remaining = getattr(context, "get_remaining_time_in_millis", None)
    return max(0.0, remaining() / 1000 - _RESERVE) if remaining else float("inf")
