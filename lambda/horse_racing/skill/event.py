"""What arrives, reduced to what is read of it.

The SDK refuses a whole request for one unknown enum value, a new device's viewport for instance, before any of its
exception handlers can help. Nothing here looks at such values, so they are not passed on.
"""

from collections.abc import Mapping
from typing import Any

from horse_racing.skill.session import Session

# What the SDK knows of entity resolution; a status it does not know is no match.
_STATUSES = {"ER_SUCCESS_MATCH", "ER_SUCCESS_NO_MATCH", "ER_ERROR_TIMEOUT", "ER_ERROR_EXCEPTION"}

# The requests that are answered; all others are taken silently, but for the one that has everything erased.
SPOKEN_TO = {"LaunchRequest", "IntentRequest"}
SKILL_DISABLED = "AlexaSkillEvent.SkillDisabled"


def request_type(event: object) -> str:
    """Return the type of the request, empty when the event has none."""
    kind = _at(event, "request", "type")
    return kind if isinstance(kind, str) else ""


def request_id(event: object) -> str:
    """Return the id Alexa gave the request, empty when the event has none."""
    return _text(_at(event, "request", "requestId"))


def locale(event: object) -> str:
    """Return the listener's locale, empty when the event has none."""
    return _text(_at(event, "request", "locale"))


def application_id(event: object) -> object:
    """Return the id of the skill a request is meant for; requests without a session carry it in the context only."""
    name = ("application", "applicationId")
    return _at(event, "context", "System", *name) or _at(event, "session", *name)


def user_id(event: object) -> str:
    """Return the id of the listener's account, empty when the event has none; skill events have it in the context."""
    return _text(_at(event, "context", "System", "user", "userId") or _at(event, "session", "user", "userId"))


def reduced(event: object) -> dict[str, Any]:
    """Return an event that the SDK can read, whatever the one that arrived looks like."""
    request: dict[str, Any] = {
        "type": request_type(event),
        "requestId": request_id(event),
        "locale": locale(event),
    }
    if request["type"] == "IntentRequest":
        request["intent"] = _intent(_at(event, "request", "intent"))
    session = _at(event, "session")
    return {
        "version": "1.0",
        "request": request,
        "context": {"System": _system(event)},
        **({"session": {"attributes": _attributes(session)}} if isinstance(session, dict) else {}),
    }


def _system(event: object) -> dict[str, Any]:
    """Return which skill is meant, who speaks to which device, and how to ask Alexa about it."""
    system = _at(event, "context", "System")
    person = _text(_at(system, "person", "personId"))
    return {
        "application": {"applicationId": _text(application_id(event))},
        "user": {"userId": user_id(event)},
        "device": {"deviceId": _text(_at(system, "device", "deviceId"))},
        "apiEndpoint": _text(_at(system, "apiEndpoint")),
        "apiAccessToken": _text(_at(system, "apiAccessToken")),
        **({"person": {"personId": person}} if person else {}),
    }


def _attributes(session: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the skill put into the session and nothing else: of a turn that fails, the SDK sends it back."""
    return Session.from_attributes(session.get("attributes")).attributes()


def _intent(intent: object) -> dict[str, Any]:
    slots = {name: _slot(name, slot) for name, slot in _mapping(_at(intent, "slots")).items() if isinstance(slot, dict)}
    return {"name": _text(_at(intent, "name")), "slots": slots}


def _slot(name: str, slot: Mapping[str, Any]) -> dict[str, Any]:
    authorities = _at(slot, "resolutions", "resolutionsPerAuthority")
    return {
        "name": name,
        "value": _text(slot.get("value")) or None,
        "resolutions": {
            "resolutionsPerAuthority": [
                {"status": {"code": _at(authority, "status", "code")}, "values": _matches(_at(authority, "values"))}
                for authority in (authorities if isinstance(authorities, list) else [])
                if _text(_at(authority, "status", "code")) in _STATUSES
            ]
        },
    }


def _matches(values: object) -> list[dict[str, Any]]:
    ids = [_at(match, "value", "id") for match in (values if isinstance(values, list) else [])]
    return [{"value": {"id": found}} for found in ids if isinstance(found, str)]


def _at(place: object, *path: str) -> object:
    for name in path:
        place = place.get(name) if isinstance(place, dict) else None
    return place


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
