"""Conversations as data: what is said or sent turn by turn, and the facts that have to be heard in return.

A step in words goes through the interaction model, an `Event` reaches the skill as it is. Both are held to the
contract of Alexa, in one session as long as that stays open.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from echo.device.delivery import Json
from echo.device.envelopes import ACCOUNT
from horse_racing.memory.favorites import Listener
from horse_racing.skill.guard import Handler
from race_api.server import RaceApi
from race_api.trap_calendar import trap_calendar
from tests.support.conversation import Conversation, handler_over_http, talk_over_http
from tests.support.fakes import MORNING, SATURDAY, FakeClock, far_deadline
from tests.support.favorites import MemoryFavorites
from tests.support.slots import heard

# Saturday morning before any race, the afternoon with two races left at Tampa Bay Downs, and Sunday morning.
SAT = MORNING
MID = datetime(2026, 11, 21, 20, 10, tzinfo=UTC)
SUN = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)

LAUNCH = "open talk horse racing"
_SLOTS = {
    "track": ("TrackName", "TRACK_NAME"),
    "race": ("RaceNumber", "RACE_NUMBER"),
    "day": ("RaceDate", "AMAZON.DATE"),
}
_GOODBYE = r"\b(?:good)?bye\b"


@dataclass(frozen=True)
class Event:
    """An IntentRequest: its intent, and the slots by their names."""

    intent: str
    slots: Mapping[str, Json]

    def __str__(self) -> str:
        told = {name: slot.get("value", slot.get("slotValue")) for name, slot in self.slots.items()}
        return f"{self.intent} {told}"


def event(intent: str, **values: str | Json) -> Event:
    """Return the request of an intent, named without its "Intent", with values for "track", "race" and "day".

    A text is written as `slots.heard` reads it; anything else is the slot itself.
    """
    slots = {}
    for key, value in values.items():
        name, slot_type = _SLOTS[key]
        slots[name] = heard(slot_type, value) if isinstance(value, str) else value
    return Event(f"{intent}Intent", slots)


@dataclass(frozen=True)
class Then:
    """One turn and its right answer: patterns, in any case of letters, that are all heard, and those never heard."""

    step: str | Event
    tells: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    is_open: bool | None = None


def then(step: str | Event, *tells: str, never: Sequence[str] = (), is_open: bool | None = None) -> Then:
    return Then(step, tells, tuple(never), is_open)


def goodbye(step: str | Event) -> Then:
    """The turn that ends the conversation politely."""
    return then(step, _GOODBYE, is_open=False)


@dataclass(frozen=True)
class Case:
    """A conversation at an instant.

    `favorite` is the code of the track that is known from earlier ones, empty for none yet, None where none is kept.
    `attributes` are those of a session that another version of the skill began, None for no session yet.
    """

    name: str
    turns: tuple[Then, ...]
    at: datetime = SAT
    favorite: str | None = None
    attributes: Json | None = None

    def __str__(self) -> str:
        return self.name


def case(name: str, *steps: str | Event | Then, at: datetime = SAT, favorite: str | None = None) -> Case:
    return Case(name, tuple(step if isinstance(step, Then) else Then(step) for step in steps), at, favorite)


class Stand:
    """The skill as it is deployed on top of one local race API, ready at every instant that cases ask for."""

    def __init__(self) -> None:
        self._now = SAT
        self._exits = ExitStack()
        self._favorites = MemoryFavorites()
        self._handlers: dict[tuple[datetime, bool], Handler] = {}
        self.api = RaceApi(calendar=trap_calendar, clock=lambda: self._now)

    def __enter__(self) -> Self:
        self._exits.enter_context(self.api)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._exits.close()

    def talk(self, at: datetime = SAT, favorite: str | None = None) -> Conversation:
        """Begin a conversation of a listener who has a favorite, or none yet, or nowhere to keep one.

        What an earlier conversation kept is gone then.
        """
        self._now = at
        clock = FakeClock(at)
        self._favorites.items.clear()
        if favorite:
            self._favorites.keep(Listener(ACCOUNT), favorite, at, far_deadline())
        is_remembered = favorite is not None
        if (at, is_remembered) not in self._handlers:
            favorites = self._favorites if is_remembered else None
            self._handlers[at, is_remembered] = handler_over_http(self.api, clock, favorites=favorites)
        return Conversation(self._handlers[at, is_remembered], clock)

    def play(self, played: Case) -> None:
        """Have the conversation of a case, and hold each turn to its right answer."""
        alexa = self.talk(played.at, played.favorite)
        if played.attributes is not None:
            alexa.resume(played.attributes)
        told = []
        for turn in played.turns:
            speech = take(alexa, turn.step)
            told.append(f"{turn.step}\n  -> {speech}")
            transcript = "\n".join(told)
            for pattern in turn.tells:
                assert re.search(pattern, speech, re.IGNORECASE), f"lacks {pattern!r}:\n{transcript}"
            for pattern in turn.never:
                assert not re.search(pattern, speech, re.IGNORECASE), f"says {pattern!r}:\n{transcript}"
            assert turn.is_open in {None, alexa.is_open}, f"open: {alexa.is_open}:\n{transcript}"


def take(alexa: Conversation, step: str | Event) -> str:
    """Say or send one step and return what is heard; where no session is open, the words are a one-shot's."""
    if isinstance(step, Event):
        return alexa.send(step.intent, step.slots)
    return alexa.say(step if alexa.is_open or step == LAUNCH else f"ask talk horse racing {step}")


def changed(race: int, **values: Any) -> Json:
    """Return the morning's card of Tampa Bay Downs with other values in one race; None takes a field away."""
    with RaceApi(calendar=trap_calendar, clock=lambda: SAT) as api:
        card = api.card("TAM", SATURDAY)
    told = next(held for held in card["races"] if held["race_key"]["race_number"] == str(race))
    for key, value in values.items():
        told[key] = value
        if value is None:
            del told[key]
    return card


def answer_from(card: Json, at: datetime, step: str | Event) -> str:
    """Return what is answered while this is the card of Tampa Bay Downs on that Saturday."""
    with RaceApi(calendar=trap_calendar, clock=lambda: at) as api:
        api.cards["TAM", SATURDAY] = card
        return take(talk_over_http(api, FakeClock(at)), step)
