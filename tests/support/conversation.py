"""A conversation for tests: what one says goes through the interaction model and the real handler."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from horse_racing.bootstrap import assemble, build_handler
from horse_racing.racing.source import RaceSource
from horse_racing.skill.guard import Handler
from horse_racing.skill.turn import TURN_BUDGET
from simulator.echo import Echo, Exchange
from simulator.model import MODEL_FILE, load_model
from simulator.race_api import RaceApi
from simulator.utterances import Interpreter
from tests.support.fakes import MORNING, FakeClock, FakeSource

MODEL = load_model(MODEL_FILE)
INTERPRETER = Interpreter(MODEL)


class Conversation:
    """One listener and one Echo. `say` returns the sentences heard; a broken rule of Alexa's fails the test there."""

    def __init__(self, handler: Handler, clock: FakeClock) -> None:
        self.clock = clock
        self.questions_asked = 0
        self.last = Exchange("")
        self._echo = Echo(handler, MODEL, clock, interpreter=INTERPRETER)

    def say(self, utterance: str) -> str:
        return self._heard(self._echo.say(utterance))

    def silence(self) -> str:
        return self._heard(self._echo.silence())

    @property
    def is_open(self) -> bool:
        return self._echo.session_open

    @property
    def remembered(self) -> dict[str, Any]:
        """What the skill stored in the session with its last answer."""
        assert isinstance(self.last.response, dict)
        attributes: dict[str, Any] = self.last.response["sessionAttributes"]
        return attributes

    def _heard(self, exchange: Exchange) -> str:
        assert not exchange.violations, exchange.violations
        self.last = exchange
        self.questions_asked += self.is_open
        return exchange.speech


def talk(source: RaceSource | None = None, now: datetime = MORNING) -> Conversation:
    """Begin a conversation on top of race data from a fake."""
    clock = FakeClock(now)
    return Conversation(assemble(source or FakeSource(), clock), clock)


def talk_over_http(
    api: RaceApi, clock: FakeClock, budget: float = TURN_BUDGET, extra: Mapping[str, str] | None = None
) -> Conversation:
    """Begin a conversation with the skill as it is deployed, on top of a race API on loopback.

    `extra` is further environment; it is a new container each time.
    """
    environ = {
        "RACING_API_URL": api.url,
        "RACING_API_USERNAME": api.username,
        "RACING_API_PASSWORD": api.password,
        **(extra or {}),
    }
    # The local race API has no rate limit, and waiting for one is tested where it is kept.
    return Conversation(build_handler(environ, clock, budget, calls_per_second=1000), clock)
