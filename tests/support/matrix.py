"""The certification matrix: every intent of the model, with all that its slots, the session and the data can be.

`cases` combines them, `Desk` takes a case's turn through the real handler in the state the conversation got to.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from echo.device.delivery import Json
from echo.device.envelopes import DEFAULT_APPLICATION_ID, Envelopes, Session
from echo.understanding.model import Intent
from horse_racing.racing.tracks import Track
from tests.support.answers import Answer
from tests.support.conversation import INTERPRETER, MODEL, skill_on
from tests.support.fakes import FakeClock, track
from tests.support.matrix_data import AFTERNOON, SOURCES, CountingSource
from tests.support.matrix_values import VALUES, Value

# For each slot type the kind of a value that can be used, and of one that cannot.
GOOD: Mapping[str, str] = {**dict.fromkeys(VALUES, "good"), "RACE_NUMBER": "digit", "AMAZON.DATE": "day"}
BAD: Mapping[str, str] = dict.fromkeys(VALUES, "nonsense")


@dataclass(frozen=True)
class Said:
    """One request: an intent and the value of each slot that the request carries, by the names of their kinds."""

    intent: str
    slots: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.intent}({', '.join(f'{slot}: {kind}' for slot, kind in self.slots)})"


def said(intent: str, **slots: str) -> Said:
    return Said(intent, tuple(slots.items()))


@dataclass(frozen=True)
class State:
    """Where the conversation stands: what was said before, from the beginning; nothing for a new session."""

    name: str
    before: tuple[Said, ...] = ()
    track: Track | None = None

    def __str__(self) -> str:
        return self.name


_CHOSEN = said("MyTrackIsIntent", TrackName="synonym")
_CHOSEN_TRACK = track("SAR")
_MISHEARD = said("MyTrackIsIntent", TrackName="misheard")
_WEEK = {"RaceDate": "week"}


def _states() -> Iterator[State]:
    yield State("new session")
    waiting = {
        "nothing pending": (),
        "how many pending": (said("HowManyRacesIntent"),),
        "stakes pending": (said("NextStakesRaceIntent"),),
        "next race pending": (said("NextRaceIntent"),),
        "runners pending": (said("RunnersIntent", RaceNumber="digit"),),
        "scratches pending": (said("ScratchesIntent"),),
        "results pending": (said("RaceResultsIntent"),),
        "tracks pending": (said("TracksRacingIntent", **_WEEK),),
        "day open": (said("HowManyRacesIntent", **_WEEK),),
        "race open": (said("RunnersIntent"),),
        "race by name open": (said("RunnersIntent", RaceNumber="nonsense"),),
        "guess": (_MISHEARD,),
        "one of two tracks": (said("HowManyRacesIntent", TrackName="two matches"),),
        "more tracks offered": (said("TracksRacingIntent"),),
    }
    # What is waited for with a track is the same for these as for the others.
    new = {
        "post time pending": said("PostTimeIntent"),
        "details pending": said("RaceDetailsIntent", RaceNumber="digit"),
        "odds pending": said("OddsIntent", RaceNumber="digit"),
        "horse pending": said("HorseIntent", HorseName="good", TrackName="nonsense"),
        "horse open": said("HorseIntent"),
        "payouts pending": said("PayoutsIntent"),
        "track condition pending": said("TrackConditionIntent"),
        "racing days pending": said("RacingDaysIntent"),
        "stakes of a day pending": said("StakesRacesIntent", **_WEEK),
        "more stakes offered": said("StakesRacesIntent"),
    }
    launch = said("LaunchRequest")
    for name, before in waiting.items():
        yield State(f"{name}, no track", (launch, *before))
    for name, turn in new.items():
        yield State(f"{name}, no track", (launch, turn))
    for name, before in waiting.items():
        # With a track at hand a complete question waits only for a better name than the one it came with.
        nameless = [Said(turn.intent, (*turn.slots, ("TrackName", "nonsense"))) for turn in before]
        unknown = name.endswith("pending") and name not in {"nothing pending", "tracks pending"}
        yield State(f"{name}, track", (launch, _CHOSEN, *(nameless if unknown else before)), _CHOSEN_TRACK)
    yield State(
        "more runners offered, track", (launch, _CHOSEN, said("RunnersIntent", RaceNumber="digit")), _CHOSEN_TRACK
    )


STATES: Mapping[str, State] = {state.name: state for state in _states()}


@dataclass(frozen=True)
class Case:
    """One turn to take: what is said, in which state, on top of which data."""

    said: Said
    state: State
    data: str

    def value(self, slot: str) -> Value:
        """Return the value of a slot, the one that says nothing for a slot the request leaves out."""
        intent = MODEL.intent(self.said.intent)
        types = {declared.name: declared.type for declared in intent.slots} if intent else {}
        kind = dict(self.said.slots).get(slot, "absent")
        return VALUES[types[slot]][kind] if slot in types else Value("absent", None)

    def __str__(self) -> str:
        return f"{self.said} · {self.state} · data {self.data}"


def cases() -> Iterator[Case]:
    """Yield every combination for up to one slot, and for two where nothing is waited for; else every pair meets."""
    plain = [STATES[name] for name in ("new session", "nothing pending, no track", "nothing pending, track")]
    yield from (Case(said("LaunchRequest"), state, data) for state in STATES.values() for data in SOURCES)
    for intent in MODEL.intents:
        options = [[(slot.name, kind) for kind in VALUES[slot.type]] for slot in intent.slots]
        if len(options) <= 2:
            every = (plain, ["fine"]) if len(options) == 2 else (STATES.values(), SOURCES)
            for slots, state, data in itertools.product(itertools.product(*options), *every):
                yield Case(Said(intent.name, slots), state, data)
        if len(options) >= 2:
            for *indexes, at_state, at_data in all_pairs([*map(len, options), len(STATES), len(SOURCES)]):
                slots = tuple(option[index] for option, index in zip(options, indexes, strict=True))
                yield Case(Said(intent.name, slots), list(STATES.values())[at_state], list(SOURCES)[at_data])


@cache
def tour() -> tuple[Answer, ...]:
    """Return the answers to every request, with good values, bad ones and none, in every state on all kinds of data."""
    desk = shared_desk()
    fillings: tuple[Mapping[str, str], ...] = ({}, GOOD, BAD)
    requests = {
        Said(intent.name, tuple((slot.name, filling[slot.type]) for slot in intent.slots if filling))
        for intent in MODEL.intents
        for filling in fillings
    }
    turns = [said("LaunchRequest"), *sorted(requests, key=str)]
    return tuple(desk.take(Case(turn, state, data)) for turn in turns for state in STATES.values() for data in SOURCES)


def all_pairs(sizes: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield rows of one index for each size, so that any two indexes of any two columns stand in some row together.

    Greedy: a row begins with a pair that no row has yet, and each further column takes the index that makes the most
    new pairs with what the row holds.
    """
    columns = range(len(sizes))
    missing = {
        ((one, a), (other, b)): None
        for one, other in itertools.combinations(columns, 2)
        for a, b in itertools.product(range(sizes[one]), range(sizes[other]))
    }
    while missing:
        row = dict(next(iter(missing)))
        for column in columns:
            if column not in row:
                made = [sum(pair in missing for pair in _pairs(row, column, index)) for index in range(sizes[column])]
                row[column] = made.index(max(made))
        yield tuple(row[column] for column in columns)
        for pair in itertools.combinations(sorted(row.items()), 2):
            missing.pop(pair, None)


def _pairs(row: Mapping[int, int], column: int, index: int) -> Iterator[tuple[tuple[int, int], ...]]:
    return (tuple(sorted([held, (column, index)])) for held in row.items())


class Desk:
    """Takes turns in any state on top of any data; the states are reached once, by talking, while the data is fine."""

    def __init__(self) -> None:
        self.clock = FakeClock(AFTERNOON)
        self.sources: dict[str, CountingSource] = {data: make() for data, make in SOURCES.items()}
        self._handlers = {data: skill_on(source, self.clock) for data, source in self.sources.items()}
        self._envelopes = Envelopes(DEFAULT_APPLICATION_ID, MODEL.locale, self.clock)
        self._attributes: dict[tuple[Said, ...], Json] = {(): {}}

    def take(self, case: Case) -> Answer:
        """Return the answer to a case."""
        return self.answer(case.said, self.remembered(case.state), case.data)

    def answer(self, turn: Said, session: Session, data: str) -> Answer:
        """Return the answer to one request of a session."""
        return self.send(self.request(turn, session), data)

    def send(self, request: Json, data: str) -> Answer:
        """Return the answer to an envelope."""
        source = self.sources[data]
        calls, failures = len(source.asked), source.failures
        response = self._handlers[data](request, None)
        return Answer(request, response, len(source.asked) > calls, source.failures > failures)

    def remembered(self, state: State) -> Session:
        """Return the session as the skill left it in this state."""
        return Session(1, new=not state.before, attributes=self._after(state.before))

    def request(self, turn: Said, session: Session) -> Json:
        """Return the envelope of a request."""
        if turn.intent == "LaunchRequest":
            return self._envelopes.launch(session)
        intent = MODEL.intent(turn.intent) or Intent(turn.intent)
        envelope = self._envelopes.intent(session, intent, ())
        types = {slot.name: slot.type for slot in intent.slots}
        slots = {name: VALUES[types[name]][kind].slot for name, kind in turn.slots}
        envelope["request"]["intent"]["slots"] = {
            name: {"name": name, "confirmationStatus": "NONE", **slot}
            for name, slot in slots.items()
            if slot is not None
        }
        return envelope

    def heard(self, phrase: str, session: Session) -> Json:
        """Return the envelope of what a device understands of a phrase."""
        understood = INTERPRETER.understand(phrase, self.clock.now().date())
        assert understood.intent, phrase
        return self._envelopes.intent(session, understood.intent, understood.slots)

    def ended(self, state: State, reason: str, error: dict[str, str] | None = None) -> Json:
        """Return the envelope that tells of the end of a session in this state."""
        return self._envelopes.ended(self.remembered(state), reason, error)

    def _after(self, turns: tuple[Said, ...]) -> Json:
        if turns not in self._attributes:
            *before, last = turns
            answer = self.answer(last, Session(1, new=not before, attributes=self._after(tuple(before))), "fine")
            assert answer.is_open, f"nobody gets here: {last} is answered with: {answer.speech}"
            self._attributes[turns] = answer.response["sessionAttributes"]
        return self._attributes[turns]


@cache
def shared_desk() -> Desk:
    """Return the desk for tests that only take turns at it."""
    return Desk()
