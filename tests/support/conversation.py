"""A conversation for tests: what one says goes through the interaction model and the real handler."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from echo.device.alexa_api import AlexaApi
from echo.device.contract import shown_by
from echo.device.delivery import Json
from echo.device.echo import Echo, Exchange
from echo.device.envelopes import ACCOUNT, person_id
from echo.device.kinds import DOT, DeviceKind
from echo.understanding.model import MODEL_FILE, load_model
from echo.understanding.utterances import Interpreter
from horse_racing.bootstrap import build
from horse_racing.memory.favorites import Favorites
from horse_racing.racing.source import RaceSource
from horse_racing.skill.guard import Handler
from horse_racing.skill.request import TURN_BUDGET
from horse_racing.skill.telemetry import Telemetry
from race_api.server import RaceApi
from tests.support.fakes import MORNING, FakeClock, FakeSource

MODEL = load_model(MODEL_FILE)
INTERPRETER = Interpreter(MODEL)


class Conversation:
    """One listener and one Echo. `say` returns the sentences heard; a broken rule of Alexa's fails the test there.

    `device` is what else there is to say of the Echo, by the names of its own.
    """

    def __init__(self, handler: Handler, clock: FakeClock, **device: Any) -> None:
        self.clock = clock
        self.questions_asked = 0
        self.last = Exchange("")
        self._handler = handler
        self._sent: Json | None = None
        self._resumed: Json | None = None
        self._echo = Echo(self._answered, MODEL, clock, interpreter=INTERPRETER, **device)

    def say(self, utterance: str) -> str:
        return self._heard(self._echo.say(utterance))

    def send(self, intent: str, slots: Mapping[str, Json]) -> str:
        """Have Alexa send this intent with these slots, whatever words there may be for it, as `say` sends its own."""
        named = {name: {"name": name, "confirmationStatus": "NONE", **slot} for name, slot in slots.items()}
        self._sent = {"name": intent, "confirmationStatus": "NONE", "slots": named}
        try:
            # Any words bring a request on its way; its intent is exchanged there.
            exchange = self._echo.say("help" if self.is_open else "ask talk horse racing help")
        finally:
            self._sent = None
        return self._heard(replace(exchange, utterance=intent, understood=None))

    def resume(self, attributes: Json) -> None:
        """Have the next request, a one-shot's, come in a session with these attributes, as if it had begun before."""
        self._resumed = attributes

    def touch(self, arguments: Sequence[Any]) -> str:
        """Touch what has these arguments on the screen."""
        return self._heard(self._echo.touch(arguments))

    def silence(self) -> str:
        return self._heard(self._echo.silence())

    def recognize(self, person: str | None) -> None:
        """Have another person speak from here on, one whose voice Alexa knows by this name; None for a stranger."""
        self._echo.recognize(person_id(person) if person else None)

    def event(self, name: str) -> Exchange:
        """Have Alexa tell the skill what became of it, such as SKILL_DISABLED."""
        return self._echo.skill_event(name)

    @property
    def screen(self) -> Json:
        """What the last answer shows: its document by its name, and the properties that it shows."""
        assert isinstance(self.last.response, dict)
        (directive,) = shown_by(self.last.response["response"])
        name = directive["token"].rpartition(".")[2]
        return {"document": name, **directive["datasources"]["screen"]["properties"]}

    @property
    def is_open(self) -> bool:
        return self._echo.session_open

    @property
    def remembered(self) -> dict[str, Any]:
        """What the skill stored in the session with its last answer."""
        assert isinstance(self.last.response, dict)
        attributes: dict[str, Any] = self.last.response["sessionAttributes"]
        return attributes

    def _answered(self, event: Json, context: Any) -> Any:
        if self._sent:
            event["request"]["intent"] = self._sent
        if self._resumed is not None:
            event["session"] |= {"new": False, "attributes": self._resumed}
            self._resumed = None
        return self._handler(event, context)

    def _heard(self, exchange: Exchange) -> str:
        assert not exchange.violations, exchange.violations
        self.last = exchange
        self.questions_asked += self.is_open
        return exchange.speech


def skill_on(  # noqa: PLR0913 - as below
    source: RaceSource,
    clock: FakeClock,
    skill_id: str | None = None,
    *,
    favorites: Favorites | None = None,
    telemetry: Telemetry | None = None,
    invented: str = "",
) -> Handler:
    """Return the skill on top of any source of race data; without `favorites` nothing outlasts a session."""
    environ = {"SKILL_ID": skill_id or "", "INVENTED_RACES": invented}
    return build(environ, clock=clock, source=source, favorites=favorites, telemetry=telemetry)


def talk(  # noqa: PLR0913 - all have defaults, and most are given by name
    source: RaceSource | None = None,
    now: datetime = MORNING,
    *,
    favorites: Favorites | None = None,
    account: str = ACCOUNT,
    alexa_api: AlexaApi | None = None,
    telemetry: Telemetry | None = None,
    kind: DeviceKind = DOT,
    invented: str = "",
) -> Conversation:
    """Begin a conversation on top of race data from a fake; it is a new container each time."""
    clock = FakeClock(now)
    handler = skill_on(source or FakeSource(), clock, favorites=favorites, telemetry=telemetry, invented=invented)
    return Conversation(handler, clock, account=account, alexa_api=alexa_api, kind=kind)


def talk_over_http(  # noqa: PLR0913 - as above
    api: RaceApi,
    clock: FakeClock,
    budget: float = TURN_BUDGET,
    extra: Mapping[str, str] | None = None,
    *,
    favorites: Favorites | None = None,
    alexa_api: AlexaApi | None = None,
    kind: DeviceKind = DOT,
) -> Conversation:
    """Begin a conversation with the skill as it is deployed, on top of a race API on loopback.

    `extra` is further environment; it is a new container each time.
    """
    handler = handler_over_http(api, clock, budget, extra, favorites=favorites)
    return Conversation(handler, clock, alexa_api=alexa_api, kind=kind)


def handler_over_http(
    api: RaceApi,
    clock: FakeClock,
    budget: float = TURN_BUDGET,
    extra: Mapping[str, str] | None = None,
    *,
    favorites: Favorites | None = None,
) -> Handler:
    """Return the skill as it is deployed, for as many conversations as there are, as above."""
    environ = {
        "RACING_API_URL": api.url,
        "RACING_API_USERNAME": api.username,
        "RACING_API_PASSWORD": api.password,
        **(extra or {}),
    }
    # The local race API has no rate limit, and waiting for one is tested where it is kept.
    return build(environ, clock=clock, budget=budget, calls_per_second=1000, favorites=favorites)
