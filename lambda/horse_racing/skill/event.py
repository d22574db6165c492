"""What arrives, reduced to what is read of it.

The SDK refuses a whole request for one unknown enum value, a new device's viewport for instance, before any of its
exception handlers can help. Nothing here looks at such values, so they are not passed on.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

# What the SDK knows of entity resolution; a status it does not know is no match.
_STATUSES = {"ER_SUCCESS_MATCH", "ER_SUCCESS_NO_MATCH", "ER_ERROR_TIMEOUT", "ER_ERROR_EXCEPTION"}

# What arrives when something on a screen was touched, and when a screen could not be drawn.
USER_EVENT = "Alexa.Presentation.APL.UserEvent"
RUNTIME_ERROR = "Alexa.Presentation.APL.RuntimeError"

# The requests that are answered; all others are taken silently, but for the one that has everything erased.
SPOKEN_TO = {"LaunchRequest", "IntentRequest", USER_EVENT}
SKILL_DISABLED = "AlexaSkillEvent.SkillDisabled"

# The requests with which Alexa may tell that it could not use an answer.
ENDED = "SessionEndedRequest"
EXCEPTION = "System.ExceptionEncountered"

# A device that has this interface draws documents, up to a version: "1.4", later "2024.3". Ours are of this one.
_SCREEN = "Alexa.Presentation.APL"
_DOCUMENT_VERSION = (1, 4)
_VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})", re.ASCII)

# No touch that a screen of ours sends has more parts, nor longer ones.
_MOST_ARGUMENTS, _LONGEST_ARGUMENT = 5, 40

# The kinds of such errors are written like this, and nothing else is logged as one.
_ERROR_TYPE = re.compile(r"[A-Z_]{1,60}", re.ASCII)
# What names a listener, a device, or a skill; and where a message may begin to quote what was said or answered.
_ID = re.compile(r"amzn1\.\S*")
_QUOTING = re.compile(r"[<{\[(\"'\u2018-\u201f\u2039\u00ab]")
_LONGEST_MESSAGE = 300


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


def rejection(event: object) -> tuple[str, str] | None:
    """Return the type and the message of the error that Alexa tells of, None when it tells of none.

    The message is Alexa's own text, bounded, without ids, and only up to where it may quote somebody.
    """
    if request_type(event) not in {ENDED, EXCEPTION, RUNTIME_ERROR}:
        return None
    error = _at(event, "request", "error")
    if request_type(event) == RUNTIME_ERROR:
        errors = _at(event, "request", "errors")
        # The first of them tells enough, and its message may hold what was to be shown.
        first = errors[0] if isinstance(errors, list) and errors else {}
        error = {"type": _at(first, "reason") or _at(first, "type")}
    if not isinstance(error, dict) and _at(event, "request", "reason") != "ERROR" and request_type(event) == ENDED:
        return None
    kind, message = _text(_at(error, "type")), _text(_at(error, "message"))[:_LONGEST_MESSAGE]
    said = _QUOTING.split(_ID.sub("…", message), maxsplit=1)[0]
    printable = "".join(character if character.isprintable() else " " for character in said)
    return (kind if _ERROR_TYPE.fullmatch(kind) else "UNKNOWN"), printable.strip()


def has_screen(event: object) -> bool:
    """Tell whether the device draws the documents of ours."""
    interfaces = _at(event, "context", "System", "device", "supportedInterfaces")
    version = _VERSION.fullmatch(_text(_at(interfaces, _SCREEN, "runtime", "maxVersion")))
    return version is not None and (int(version[1]), int(version[2])) >= _DOCUMENT_VERSION


def touch_arguments(event: object) -> tuple[str, ...]:
    """Return what a touched part of a screen sends; nothing for any other request, and for what none of ours sends."""
    arguments = _at(event, "request", "arguments")
    if request_type(event) != USER_EVENT or not isinstance(arguments, list) or len(arguments) > _MOST_ARGUMENTS:
        return ()
    texts = tuple(each for each in arguments if isinstance(each, str) and len(each) <= _LONGEST_ARGUMENT)
    return texts if len(texts) == len(arguments) else ()


def reduced(event: object) -> dict[str, Any]:
    """Return an event that the SDK can read, whatever the one that arrived looks like.

    A touch arrives as an intent that was not understood, unless what is touched tells another one (`touched`).
    """
    is_touch = request_type(event) == USER_EVENT
    request: dict[str, Any] = {
        "type": "IntentRequest" if is_touch else request_type(event),
        "requestId": request_id(event),
        "locale": locale(event),
    }
    if is_touch:
        request["intent"] = {"name": "AMAZON.FallbackIntent", "slots": {}}
    elif request["type"] == "IntentRequest":
        request["intent"] = _intent(_at(event, "request", "intent"))
    session = _at(event, "session")
    return {
        "version": "1.0",
        "request": request,
        "context": {"System": _system(event)},
        **({"session": {"attributes": _mapping(session.get("attributes"))}} if isinstance(session, dict) else {}),
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


def _intent(intent: object) -> dict[str, Any]:
    slots = {name: _slot(name, slot) for name, slot in _mapping(_at(intent, "slots")).items() if isinstance(slot, dict)}
    return {"name": _text(_at(intent, "name")), "slots": slots}


def _slot(name: str, slot: Mapping[str, Any]) -> dict[str, Any]:
    """Return a slot's value with what it was resolved to.

    A slot that may hold several values has them in `slotValue`, and may leave `value` out; their texts make one.
    """
    simple = list(_simple_values(slot.get("slotValue")))
    told = [slot] if _text(slot.get("value")) or not simple else simple
    value = " and ".join(text for each in told if (text := _text(_at(each, "value"))))
    return {
        "name": name,
        "value": value or None,
        # Each of several is looked up by its words, as one name with several matches would be ambiguous.
        "resolutions": {"resolutionsPerAuthority": _authorities(told[0]) if len(told) == 1 else []},
    }


def _simple_values(slot_value: object) -> Iterator[dict[str, Any]]:
    """Yield the values of a `slotValue`: its own, or those of its list; nothing for any other type."""
    if not isinstance(slot_value, dict):
        return
    values = slot_value.get("values")
    each = values if isinstance(values, list) else [slot_value]
    yield from (value for value in each if isinstance(value, dict) and _text(value.get("value")))


def _authorities(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    authorities = _at(told, "resolutions", "resolutionsPerAuthority")
    return [
        {
            "authority": _text(_at(authority, "authority")),
            "status": {"code": _at(authority, "status", "code")},
            "values": _matches(_at(authority, "values")),
        }
        for authority in (authorities if isinstance(authorities, list) else [])
        if _text(_at(authority, "status", "code")) in _STATUSES
    ]


def _matches(values: object) -> list[dict[str, Any]]:
    found = [_at(match, "value") for match in (values if isinstance(values, list) else [])]
    # What the skill has told Alexa to listen for has a name and no id.
    texts = [{key: text for key in ("id", "name") if (text := _text(_at(value, key)))} for value in found]
    return [{"value": text} for text in texts if text]


def _at(place: object, *path: str) -> object:
    for name in path:
        place = place.get(name) if isinstance(place, dict) else None
    return place


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
