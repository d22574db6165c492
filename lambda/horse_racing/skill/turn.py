"""One turn of the conversation, with every None of the SDK's request narrowed once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import IntentRequest, Slot

from horse_racing.racing.answers import TrackAnswer
from horse_racing.racing.clock import Clock, Deadline
from horse_racing.racing.questions import Inquiry
from horse_racing.racing.source import RaceSource
from horse_racing.racing.tracks import Track, TrackCatalogue
from horse_racing.skill.questions import Question
from horse_racing.skill.session import Session
from horse_racing.skill.slots import DayHeard, TrackHeard, day_heard, track_heard

# Everything that leaves the function in one turn must be over by then, in seconds; Alexa gives up after eight.
TURN_BUDGET = 4.5

# Kept back from the time Lambda leaves us, in seconds, to put the answer into words and return it.
_RESERVE = 1.0


@dataclass(frozen=True)
class Services:
    """What the conversation works with, handed in by bootstrap.

    `featured` are the tracks named as examples, at least two; `budget` is the seconds a turn may spend waiting.
    """

    source: RaceSource
    catalogue: TrackCatalogue
    clock: Clock
    featured: tuple[Track, ...]
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
        self.session = Session.from_attributes(envelope.session.attributes if envelope.session else None)
        # Whatever is understood ends the row of misses; only a further miss writes it again.
        self.misses_before, self.session.misses = self.session.misses, 0
        self.now: datetime = services.clock.now()
        self.deadline = Deadline.after(services.clock, min(services.budget, _seconds_left(handler_input.context)))

    @property
    def track(self) -> Track | None:
        """The track chosen earlier in the session, if it still exists."""
        return self._services.catalogue.get(self.session.track)

    def track_heard(self) -> TrackHeard:
        """Return what the TrackName slot means."""
        return track_heard(self._slots.get("TrackName"), self._services.catalogue)

    def day_heard(self) -> DayHeard:
        """Return what the RaceDate slot means."""
        return day_heard(self._slots.get("RaceDate"), self.now.date())

    def answer(self, question: Question, track: Track) -> TrackAnswer:
        """Ask the race data; raises a `RaceDataError`."""
        return question.answer(Inquiry(self._services.source, self._services.catalogue, track, self.now, self.deadline))

    def other_than(self, track: Track) -> Track:
        """Return a track to name as an example of another one."""
        return next(other for other in self.featured if other != track)


def _seconds_left(context: Any) -> float:
    """Return the seconds Lambda leaves this turn, unbounded outside of Lambda."""
    remaining = getattr(context, "get_remaining_time_in_millis", None)
    return max(0.0, remaining() / 1000 - _RESERVE) if remaining else float("inf")
