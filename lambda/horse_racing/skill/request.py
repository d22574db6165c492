"""The request as plain typed values: what was said, by whom, on which device, in which conversation, until when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import IntentRequest, RequestEnvelope

from horse_racing.memory.favorites import Favorites, Listener
from horse_racing.racing.clock import Clock, Deadline
from horse_racing.racing.inquiry import NameMatch, spelled_alike
from horse_racing.racing.source import RaceSource
from horse_racing.racing.tracks import Track, TrackCatalogue
from horse_racing.skill.alexa_api import Device
from horse_racing.skill.session import Session
from horse_racing.skill.slots import Heard, heard_in
from horse_racing.skill.touched import intent_of
from horse_racing.speech.en import English
from horse_racing.speech.wording import wording

# Everything that leaves the function in one turn must be over by then, in seconds; Alexa gives up after eight.
TURN_BUDGET = 4.5

# Kept back from the time Lambda leaves us, in seconds, to put the answer into words and return it.
_RESERVE = 1.0

LAUNCH = "LaunchRequest"

# What a slot that holds nothing but a command stands for.
_COMMANDS = {
    "stop": "AMAZON.StopIntent",
    "cancel": "AMAZON.CancelIntent",
    "help": "AMAZON.HelpIntent",
    "yes": "AMAZON.YesIntent",
    "no": "AMAZON.NoIntent",
    "repeat": "AMAZON.RepeatIntent",
}


@dataclass(frozen=True)
class Services:
    """What the conversation works with, handed in by bootstrap.

    `featured` are the tracks named as examples, at least two; `guess` finds the track of a misheard name;
    `favorites` is where a listener's track outlasts the session, None for nowhere; `budget` is the seconds a turn may
    spend waiting; `match` finds the name of a horse or a race among those on the cards; `invented_races` tells
    that the source invents them.
    """

    source: RaceSource
    catalogue: TrackCatalogue
    clock: Clock
    featured: tuple[Track, ...]
    guess: Callable[[str], Track | None]
    favorites: Favorites | None = None
    budget: float = TURN_BUDGET
    match: NameMatch = spelled_alike
    invented_races: bool = False


@dataclass(frozen=True)
class Request:
    """One turn's request, every None of the SDK's narrowed.

    `intent` is its name, `LAUNCH` for the request that opens the skill; `session` is this turn's own copy.
    `listener` is None when the request does not tell who speaks; `has_screen` tells that the device can show something.
    """

    intent: str
    heard: Heard
    session: Session
    words: English
    device: Device
    listener: Listener | None
    now: datetime
    deadline: Deadline
    has_screen: bool = False

    def vary(self, kind: str, variants: Sequence[str]) -> str:
        """Return the next wording of a kind, never the one used last; another session begins with another one."""
        last = self.session.variants.get(kind, int(self.now.timestamp()))
        self.session.variants[kind] = (last + 1) % len(variants)
        return variants[self.session.variants[kind]]


def request_of(handler_input: HandlerInput, services: Services) -> Request:
    """Return what the SDK's input holds; it never raises for what was said."""
    envelope = handler_input.request_envelope
    intent = envelope.request.intent if isinstance(envelope.request, IntentRequest) else None
    words = wording((envelope.request.locale if envelope.request else None) or "")
    now = services.clock.now()
    heard = heard_in((intent.slots if intent else None) or {}, services.catalogue, words, now)
    name = (intent.name or "") if intent else LAUNCH
    if touched := intent_of(handler_input.context.touch, services.catalogue, now):
        name, heard = touched
    return Request(
        intent=_COMMANDS[heard.command] if heard.command else name,
        heard=heard,
        session=Session.from_attributes(envelope.session.attributes if envelope.session else None),
        words=words,
        device=Device(handler_input),
        listener=_listener(envelope),
        now=now,
        deadline=Deadline.after(services.clock, min(services.budget, _seconds_left(handler_input.context))),
        has_screen=handler_input.context.has_screen,
    )


def _listener(envelope: RequestEnvelope) -> Listener | None:
    system = envelope.context.system if envelope.context else None
    user = (system.user.user_id if system and system.user else None) or ""
    person = system.person.person_id if system and system.person else None
    return Listener(user, person) if user else None


def _seconds_left(context: Any) -> float:
    """Return the seconds that an `Invocation` leaves this turn."""
    return max(0.0, float(context.get_remaining_time_in_millis()) / 1000 - _RESERVE)
