"""The device: it listens, keeps the session as Alexa keeps it, and holds the skill to the contract."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from echo.device.alexa_api import AlexaApi, Interim
from echo.device.attention import Attention
from echo.device.contract import ANSWER_SECONDS, speech_of, violations
from echo.device.delivery import Handler, Json, deliver
from echo.device.envelopes import ACCOUNT, DEFAULT_APPLICATION_ID, Envelopes, Session
from echo.device.kinds import DOT, DeviceKind
from echo.understanding.model import Model
from echo.understanding.phrases import EXIT_PHRASES, has_wake_word, invocation_in, without_wake_word
from echo.understanding.readings import Understands
from echo.understanding.utterances import Interpreter, Understanding
from loopback.clock import DEFAULT_ZONE, Clock

APOLOGY = "There was a problem with the requested skill's response."


@dataclass(frozen=True)
class Exchange:
    """What a person did (an utterance, a touch, or nothing for silence), and what came of it.

    `request` is None when nothing was sent, and `note` says why. `speech` is what the device says, as it is heard, and
    `interim` what it says before that, while the answer is awaited. `closed` tells that the session ended with this
    exchange. `follow_up` is the SessionEndedRequest that Alexa sends after an answer it could not use. `touched` are
    the arguments of what was touched on the screen.
    """

    utterance: str
    speech: str = ""
    request: Json | None = None
    response: object = None
    understood: Understanding | None = None
    violations: tuple[str, ...] = ()
    note: str = ""
    closed: bool = False
    follow_up: "Exchange | None" = None
    interim: tuple[str, ...] = ()
    touched: tuple[Any, ...] = ()


class Echo:
    """A device that has one skill, of a kind that has a screen or none.

    `handler` is the function AWS would call, `clock` the time on the desk, `time_limit` the seconds Alexa
    waits for an answer; devices with one model may share an `interpreter`. `account` is the user id of its owner.
    `alexa_api` is what the skill may ask about it, nothing without it. `time_zone` is where the desk stands, by default
    where that says.
    """

    def __init__(  # noqa: PLR0913 - all but three have defaults and are given by name
        self,
        handler: Handler,
        model: Model,
        clock: Clock,
        *,
        time_zone: ZoneInfo | None = None,
        application_id: str = DEFAULT_APPLICATION_ID,
        time_limit: float = ANSWER_SECONDS,
        interpreter: Understands | None = None,
        account: str = ACCOUNT,
        alexa_api: AlexaApi | None = None,
        kind: DeviceKind = DOT,
    ) -> None:
        self.kind = kind
        self._handler = handler
        self._model = model
        self._clock = clock
        self._time_zone = time_zone
        self._time_limit = time_limit
        self._interpreter = interpreter or Interpreter(model)
        self._alexa_api = alexa_api
        api = alexa_api.access if alexa_api else None
        self._envelopes = Envelopes(application_id, model.locale, clock, account=account, api=api, kind=kind)
        self._attention = Attention(clock)

    @property
    def session_open(self) -> bool:
        """Tell whether the skill has a session."""
        return self._attention.session is not None

    @property
    def seconds_left(self) -> float | None:
        """Return for how long a touch or "Alexa, ..." goes on with the session; None while the device listens.

        Nothing is left of a session that is closed.
        """
        return self._attention.seconds_left

    @property
    def screen(self) -> Json | None:
        """Return the RenderDocument directive of what is on the screen, None for nothing."""
        return self._attention.shown

    def recognize(self, person: str | None) -> None:
        """Let the device recognize from here on who speaks, by a person id (`person_id`), or nobody."""
        self._envelopes.person = person

    def say(self, utterance: str) -> Exchange:
        """Say something to the device; without a session only an utterance that names the skill reaches it."""
        invocation = invocation_in(utterance, self._model.invocation_name)
        if invocation and not invocation.requests:
            begun = self._attention.begin()
            return self._converse(begun, self._envelopes.launch(begun), utterance)
        if invocation:
            return self._ask(utterance, invocation.requests)
        session = self._attention.session
        if session is None:
            return self._nothing_sent(utterance)
        if not self._attention.listens and not has_wake_word(utterance):
            return Exchange(utterance, note='the microphone is off; touch the screen or begin with "Alexa, ..."')
        if without_wake_word(utterance) in EXIT_PHRASES:
            return self.end(utterance)
        return self._ask(utterance, (utterance,), session)

    def touch(self, arguments: Sequence[Any]) -> Exchange:
        """Touch what has these arguments on the screen; without a session there is nothing to touch."""
        session = self._attention.session
        if session is None or self._attention.shown is None:
            return replace(self._nothing_sent(""), touched=tuple(arguments))
        event = self._envelopes.touch(session, list(arguments), self._attention.shown["token"])
        return replace(self._converse(session, event, ""), touched=tuple(arguments))

    def silence(self) -> Exchange:
        """Say nothing: the first time the device repeats the question its own way, the second time it gives up.

        What is on its screen stays for another half minute then, and the session with it. At the end of that no skill
        is told anything: Alexa sends no SessionEndedRequest.
        """
        session = self._attention.session
        if session is None:
            return self._nothing_sent("")
        if self._attention.reprompt:
            speech, self._attention.reprompt = self._attention.reprompt, ""
            return Exchange("", speech)
        if self._attention.shown is None:
            return self._close(session, "", "EXCEEDED_MAX_REPROMPTS")
        self._attention.end()
        return Exchange("", closed=True)

    def end(self, utterance: str = "") -> Exchange:
        """End the session as the listener does by leaving; `utterance` is what was said to do so."""
        session = self._attention.session
        if session is None:
            return self._nothing_sent(utterance)
        return self._close(session, utterance, "USER_INITIATED")

    def skill_event(self, name: str) -> Exchange:
        """Tell the skill what happened to it: SKILL_ENABLED, SKILL_DISABLED or SKILL_PERMISSION_CHANGED.

        A disabled skill has no session any more. What the handler raises is a violation of the exchange: Alexa would
        send the event again. Raises KeyError for another name.
        """
        event = self._envelopes.skill_event(name)
        closed = self.session_open and name == "SKILL_DISABLED"
        if closed:
            self._attention.end()
        return replace(self._deliver(event).exchange, closed=closed)

    def _nothing_sent(self, utterance: str) -> Exchange:
        name = self._model.invocation_name
        return Exchange(utterance, note=f'the session is closed; say "open {name}" or "ask {name} …"')

    def _ask(self, utterance: str, requests: tuple[str, ...], session: Session | None = None) -> Exchange:
        """Send the request that is understood best, the first of equals, in a new session when there is none."""
        today = self._clock.now().astimezone(self._time_zone or self._zone_told()).date()
        readings = [self._interpreter.understand(request, today) for request in requests]
        understood = min(readings, key=lambda reading: reading.doubt)
        if understood.intent is None:
            return Exchange(utterance, understood=understood, note="the model has no intent for that")
        session = session or self._attention.begin()
        event = self._envelopes.intent(session, understood.intent, understood.slots)
        return self._converse(session, event, utterance, understood)

    def _zone_told(self) -> ZoneInfo:
        return ZoneInfo(self._alexa_api.zone) if self._alexa_api and self._alexa_api.zone else DEFAULT_ZONE

    def _converse(
        self, session: Session, event: Json, utterance: str, understood: Understanding | None = None
    ) -> Exchange:
        """Send a request to which the skill answers with speech, and do with the session what the answer says."""
        if self._alexa_api:
            self._alexa_api.await_answer(event["request"]["requestId"])
        outcome = self._deliver(event)
        exchange = replace(outcome.exchange, utterance=utterance, understood=understood)
        # A usable answer is an object; anything else has been reported.
        if outcome.unusable or not isinstance(exchange.response, dict):
            kind = "ENDPOINT_TIMEOUT" if outcome.timed_out else "INVALID_RESPONSE"
            session = replace(session, new=False)
            follow_up = self._close(session, "", "ERROR", {"type": kind, "message": "; ".join(outcome.unusable)})
            return replace(exchange, speech=APOLOGY, closed=True, follow_up=follow_up)
        self._attention.answered(session, exchange.response)
        speech = speech_of(exchange.response["response"]["outputSpeech"]).text
        return replace(exchange, speech=speech, closed=not self.session_open)

    def _close(self, session: Session, utterance: str, reason: str, error: dict[str, str] | None = None) -> Exchange:
        self._attention.end()
        event = self._envelopes.ended(session, reason, error)
        return replace(self._deliver(event).exchange, utterance=utterance, closed=True)

    def _deliver(self, event: Json) -> "_Outcome":
        delivery = deliver(self._handler, event, self._clock, self._time_limit)
        # What Alexa's own API refused is a defect of the skill's, and the answer as good as any.
        interim = self._alexa_api.answered() if self._alexa_api else Interim()
        found = [delivery.failure] if delivery.failure else violations(event, delivery.response, delivery.seconds)
        exchange = Exchange(
            "",
            request=event,
            response=delivery.response,
            violations=(*found, *interim.problems),
            interim=interim.speech,
        )
        return _Outcome(exchange, tuple(found), delivery.timed_out)


@dataclass(frozen=True)
class _Outcome:
    """What came of a request, and why Alexa could not use the answer, if so."""

    exchange: Exchange
    unusable: tuple[str, ...]
    timed_out: bool
