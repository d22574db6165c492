"""Alexa's own simulator: one line said to a device of the account's, and what comes of it.

Amazon keeps the session between the lines, as it does for a device, and takes one simulation of a user at a time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from amazon.smapi import DEVELOPMENT, LOCALE, Json, Smapi
from amazon.understood import request_understood, understanding_of
from echo.device.contract import speech_of
from echo.device.kinds import APL
from echo.understanding.model import Model
from echo.understanding.utterances import Understanding

# Alexa waits eight seconds for the skill; what goes on for so long does not end any more.
SECONDS = 60.0
IN_PROGRESS, FAILED = "IN_PROGRESS", "FAILED"
ENDED = "SessionEndedRequest"


@dataclass(frozen=True)
class Simulated:
    """What came of a line. `request` is what the skill got, None where Alexa did without it; `captions` are her words.

    `considered` are the intents that Alexa had in mind, the best first, and `failure` is Amazon's word for what failed.
    `instant` is when the skill got its request, which is what its words for days mean.
    """

    captions: tuple[str, ...] = ()
    request: Json | None = None
    response: Json | None = None
    understood: Understanding | None = None
    considered: tuple[Understanding, ...] = ()
    failure: str = ""
    instant: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def speech(self) -> str:
        """What is heard: the skill's words, else Alexa's own."""
        told = self._told.get("outputSpeech")
        return speech_of(told).text if told else " ".join(self.captions)

    @property
    def closed(self) -> bool:
        """Whether the session is closed after it."""
        if self.request is None or self.request["request"]["type"] == ENDED:
            return True
        return bool(self._told.get("shouldEndSession", not self._draws))

    @property
    def stays_for_its_screen(self) -> bool:
        """Whether it is open for what is on the screen alone: without one it would have closed."""
        return self._draws and "shouldEndSession" not in self._told

    @property
    def skill_id(self) -> str | None:
        """Which skill answered."""
        told: str | None = self._system.get("application", {}).get("applicationId")
        return told

    @property
    def _told(self) -> Mapping[str, Any]:
        return (self.response or {}).get("response") or {}

    @property
    def _draws(self) -> bool:
        return APL in (self._system.get("device", {}).get("supportedInterfaces") or {})

    @property
    def _system(self) -> Mapping[str, Any]:
        system: Mapping[str, Any] = (self.request or {}).get("context", {}).get("System", {})
        return system


@dataclass
class Device:
    """A device of the account's: it says one line after the other. `is_open` tells whether the session goes on."""

    smapi: Smapi
    model: Model
    is_open: bool = field(default=False, init=False)

    def say(self, utterance: str, *, anew: bool = False) -> Simulated:
        """Say a line, in a new session (`anew`) or in that which is open; raises `SmapiError` or `LoginError`."""
        mode = "FORCE_NEW_SESSION" if anew else "DEFAULT"
        begun = self.smapi.read(
            "simulate-skill",
            *DEVELOPMENT,
            *("--input-content", utterance, "--device-locale", LOCALE, "--session-mode", mode),
            parse=lambda told: str(told["id"]),
            once=True,
        )
        simulated = self.smapi.settled(lambda: self._look(begun), SECONDS, f'The simulation of "{utterance}"')
        self.is_open = not simulated.closed
        return simulated

    def _look(self, simulation: str) -> Simulated | None:
        return self.smapi.read(
            "get-skill-simulation", *DEVELOPMENT, "--simulation-id", simulation, parse=self._simulated
        )

    def _simulated(self, told: Json) -> Simulated | None:
        """Read a simulation, None while it is in progress."""
        if told["status"] == IN_PROGRESS:
            return None
        result = told.get("result") or {}
        spoken = result.get("alexaExecutionInfo") or {}
        captions = ((each.get("content") or {}).get("caption") for each in spoken.get("alexaResponses") or [])
        invocations = (result.get("skillExecutionInfo") or {}).get("invocations") or []
        # A new session may have ended the one before.
        ours = [each for each in invocations if each["invocationRequest"]["body"]["request"]["type"] != ENDED]
        invocation = (ours or invocations or [{}])[-1]
        request = (invocation.get("invocationRequest") or {}).get("body")
        error = result.get("error") or {}
        at = request["request"].get("timestamp") if request else None
        return Simulated(
            captions=tuple(caption for caption in captions if caption),
            request=request,
            response=(invocation.get("invocationResponse") or {}).get("body"),
            understood=request_understood(request["request"], self.model) if request else None,
            considered=tuple(understanding_of(each, self.model) for each in spoken.get("consideredIntents") or []),
            failure=(error.get("message") or error.get("code") or FAILED) if told["status"] == FAILED else "",
            instant=datetime.fromisoformat(at) if at else datetime.now(UTC),
        )
