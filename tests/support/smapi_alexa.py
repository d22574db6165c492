"""Who stands in for Alexa behind the fake SMAPI: she understands as the desk does, and calls the real handler."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ask_smapi_model.v2.skill.invocation import Invocation
from ask_smapi_model.v2.skill.invocation_request import InvocationRequest
from ask_smapi_model.v2.skill.invocation_response import InvocationResponse
from ask_smapi_model.v2.skill.metrics import Metrics
from ask_smapi_model.v2.skill.simulations.alexa_execution_info import AlexaExecutionInfo
from ask_smapi_model.v2.skill.simulations.alexa_response import AlexaResponse
from ask_smapi_model.v2.skill.simulations.alexa_response_content import AlexaResponseContent
from ask_smapi_model.v2.skill.simulations.intent import Intent
from ask_smapi_model.v2.skill.simulations.simulation_result import SimulationResult
from ask_smapi_model.v2.skill.simulations.skill_execution_info import SkillExecutionInfo

from echo.device.echo import Echo
from echo.device.kinds import DOT, DeviceKind
from echo.understanding.utterances import Understanding
from horse_racing.skill.guard import Handler
from tests.support.conversation import INTERPRETER, MODEL
from tests.support.fakes import FakeClock
from tests.support.smapi_shapes import slots_of

UNKNOWN = "Sorry, I don't know that."


@dataclass
class FakeAlexa:
    """She understands what `takes_for` says as something else, and says what `says_instead` has for an utterance."""

    handler: Handler
    clock: FakeClock
    skill_id: str
    takes_for: Mapping[str, str] = field(default_factory=dict)
    says_instead: Mapping[str, str] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.use(DOT)

    def use(self, kind: DeviceKind) -> None:
        """Use a device of another kind."""
        self._echo = Echo(self._answered, MODEL, self.clock, interpreter=self, application_id=self.skill_id, kind=kind)

    def understand(self, utterance: str, today: date) -> Understanding:
        """Understand as the samples do, but for what is taken for something else."""
        return INTERPRETER.understand(self.takes_for.get(utterance, utterance), today)

    def say(self, utterance: str, *, anew: bool) -> SimulationResult:
        """Take a turn and return what Amazon tells of it."""
        self.heard.append(utterance)
        if anew and self._echo.session_open:
            self._echo.end()
        exchange = self._echo.say(utterance)
        if exchange.request is None:
            return SimulationResult(alexa_execution_info=_said(UNKNOWN, []))
        considered = [_considered(exchange.understood)] if exchange.understood and exchange.understood.intent else []
        told: Any = exchange.response
        invocation = Invocation(
            invocation_request=InvocationRequest(
                endpoint="arn:aws:lambda:us-east-1:1:function:skill", body=exchange.request
            ),
            invocation_response=InvocationResponse(body=told),
            metrics=Metrics(skill_execution_time_in_milliseconds=120),
        )
        return SimulationResult(
            alexa_execution_info=_said(exchange.speech, considered),
            skill_execution_info=SkillExecutionInfo(invocations=[invocation]),
        )

    def _answered(self, event: Any, context: Any) -> Any:
        answer = self.handler(event, context)
        if (instead := self.says_instead.get(self.heard[-1])) and "outputSpeech" in answer.get("response", {}):
            answer["response"]["outputSpeech"] = {"type": "SSML", "ssml": f"<speak>{instead}</speak>"}
        return answer


def _said(caption: str, considered: Sequence[Intent]) -> AlexaExecutionInfo:
    spoken = AlexaResponse(object_type="Speech", content=AlexaResponseContent(caption=caption))
    return AlexaExecutionInfo(alexa_responses=[spoken], considered_intents=list(considered))


def _considered(understood: Understanding) -> Intent:
    assert understood.intent
    return Intent(name=understood.intent.name, slots=slots_of(understood))
