"""Request envelopes as Alexa sends them for a device without a screen. Every id says that it is simulated."""

import itertools
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from simulator.clock import Clock
from simulator.delivery import Json
from simulator.model import Intent
from simulator.resolution import FilledSlot, slot_json

DEFAULT_APPLICATION_ID = "amzn1.ask.skill.simulated"


@dataclass(frozen=True)
class Session:
    """One session: its number on this device, whether its first request is yet to come, and the skill's attributes."""

    number: int
    new: bool = True
    attributes: Json = field(default_factory=dict)


class Envelopes:
    """Makes the envelopes of one device in one locale; `clock` gives their timestamps."""

    def __init__(self, application_id: str, locale: str, clock: Clock) -> None:
        self._application_id = application_id
        self._locale = locale
        self._clock = clock
        self._numbers = itertools.count(1)

    def launch(self, session: Session) -> Json:
        """Return a LaunchRequest."""
        return self._envelope(session, "LaunchRequest", shouldLinkResultBeReturned=False)

    def intent(self, session: Session, intent: Intent, filled: tuple[FilledSlot, ...]) -> Json:
        """Return an IntentRequest with every slot the intent declares, filled or not."""
        by_name = {slot.slot.name: slot for slot in filled}
        told: Json = {"name": intent.name, "confirmationStatus": "NONE"}
        if intent.slots:
            told["slots"] = {
                slot.name: slot_json(slot, by_name.get(slot.name), self._application_id) for slot in intent.slots
            }
        return self._envelope(session, "IntentRequest", intent=told)

    def ended(self, session: Session, reason: str, error: dict[str, str] | None = None) -> Json:
        """Return a SessionEndedRequest; `error` has a type and a message and comes with the reason ERROR."""
        return self._envelope(session, "SessionEndedRequest", reason=reason, **({"error": error} if error else {}))

    def _envelope(self, session: Session, request_type: str, **details: Any) -> Json:
        application = {"applicationId": self._application_id}
        user = {"userId": "amzn1.ask.account.SIMULATED"}
        return {
            "version": "1.0",
            "session": {
                "new": session.new,
                "sessionId": f"amzn1.echo-api.session.simulated-{session.number:04}",
                "application": application,
                **({"attributes": session.attributes} if session.attributes else {}),
                "user": user,
            },
            "context": {
                "System": {
                    "application": application,
                    "user": user,
                    "device": {"deviceId": "amzn1.ask.device.SIMULATED", "supportedInterfaces": {}},
                    "apiEndpoint": "https://api.amazonalexa.com",
                    "apiAccessToken": "SIMULATED",
                }
            },
            "request": {
                "type": request_type,
                "requestId": f"amzn1.echo-api.request.simulated-{next(self._numbers):04}",
                "locale": self._locale,
                "timestamp": f"{self._clock.now().astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
                **details,
            },
        }
