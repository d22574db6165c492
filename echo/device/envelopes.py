"""Request envelopes as Alexa sends them for one device. Every id says that it is simulated."""

import itertools
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from echo.device.delivery import Json
from echo.device.kinds import APL, DOT, DeviceKind
from echo.understanding.model import Intent
from echo.understanding.resolution import FilledSlot, slot_json
from loopback.clock import Clock

DEFAULT_APPLICATION_ID = "amzn1.ask.skill.simulated"
ACCOUNT = "amzn1.ask.account.SIMULATED"
DEVICE = "amzn1.ask.device.SIMULATED"

_AMAZONS_API = {"apiEndpoint": "https://api.amazonalexa.com"}

# By the name under which a skill subscribes to it: what Alexa calls the request, and the body it has.
_SKILL_EVENTS: dict[str, tuple[str, Json]] = {
    "SKILL_ENABLED": ("AlexaSkillEvent.SkillEnabled", {}),
    "SKILL_DISABLED": (
        "AlexaSkillEvent.SkillDisabled",
        {"body": {"userInformationPersistenceStatus": "NOT_PERSISTED"}},
    ),
    "SKILL_PERMISSION_CHANGED": ("AlexaSkillEvent.SkillPermissionChanged", {"body": {"acceptedPermissions": []}}),
}


def person_id(name: str) -> str:
    """Return the id that Alexa would give a person whose voice it recognizes."""
    return f"amzn1.ask.person.SIMULATED-{name}"


@dataclass(frozen=True)
class ApiAccess:
    """Where Alexa's own API answers the skill, and the token to ask it with."""

    endpoint: str
    token: str


@dataclass(frozen=True)
class Session:
    """One session: its number on this device, whether its first request is yet to come, and the skill's attributes."""

    number: int
    new: bool = True
    attributes: Json = field(default_factory=dict)


class Envelopes:
    """Makes the envelopes of one device in one locale; `clock` gives their timestamps.

    `account` is the user id. `person` is the id of whoever is recognized, and may change between requests. Without
    `api` the envelopes have no token for Alexa's own API, so that nothing asks Amazon's. `kind` is the kind of device.
    """

    def __init__(  # noqa: PLR0913 - all but three have defaults and are given by name
        self,
        application_id: str,
        locale: str,
        clock: Clock,
        *,
        account: str = ACCOUNT,
        api: ApiAccess | None = None,
        kind: DeviceKind = DOT,
    ) -> None:
        self.person: str | None = None
        self._kind = kind
        self._application = {"applicationId": application_id}
        self._user = {"userId": account}
        self._api = {"apiEndpoint": api.endpoint, "apiAccessToken": api.token} if api else _AMAZONS_API
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
            application_id = self._application["applicationId"]
            told["slots"] = {
                slot.name: slot_json(slot, by_name.get(slot.name), application_id) for slot in intent.slots
            }
        return self._envelope(session, "IntentRequest", intent=told)

    def touch(self, session: Session, arguments: list[Any], token: str) -> Json:
        """Return the request for a touch on the document of this token: the arguments of what was touched."""
        source = {"type": "TouchWrapper", "handler": "Press", "id": ""}
        return self._envelope(
            session, f"{APL}.UserEvent", arguments=arguments, components={}, source=source, token=token
        )

    def ended(self, session: Session, reason: str, error: dict[str, str] | None = None) -> Json:
        """Return a SessionEndedRequest; `error` has a type and a message and comes with the reason ERROR."""
        return self._envelope(session, "SessionEndedRequest", reason=reason, **({"error": error} if error else {}))

    def skill_event(self, name: str) -> Json:
        """Return the event SKILL_ENABLED, SKILL_DISABLED or SKILL_PERMISSION_CHANGED: it has no session and no device.

        Raises KeyError for another name.
        """
        request_type, details = _SKILL_EVENTS[name]
        request = self._request(request_type)
        times = {"eventCreationTime": request["timestamp"], "eventPublishingTime": request["timestamp"]}
        return {
            "version": "1.0",
            "context": {"System": {"application": self._application, "user": self._user, **self._api}},
            "request": {**request, **times, **details},
        }

    def _envelope(self, session: Session, request_type: str, **details: Any) -> Json:
        return {
            "version": "1.0",
            "session": {
                "new": session.new,
                "sessionId": f"amzn1.echo-api.session.simulated-{session.number:04}",
                "application": self._application,
                **({"attributes": session.attributes} if session.attributes else {}),
                "user": self._user,
            },
            "context": {
                "System": {
                    "application": self._application,
                    "user": self._user,
                    **({"person": {"personId": self.person}} if self.person else {}),
                    "device": {"deviceId": DEVICE, "supportedInterfaces": self._kind.interfaces},
                    **self._api,
                },
                **({"Viewport": self._kind.viewport.told()} if self._kind.viewport else {}),
            },
            "request": {**self._request(request_type), "locale": self._locale, **details},
        }

    def _request(self, request_type: str) -> Json:
        return {
            "type": request_type,
            "requestId": f"amzn1.echo-api.request.simulated-{next(self._numbers):04}",
            "timestamp": f"{self._clock.now().astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        }
