import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope

from echo.device.envelopes import ApiAccess, Envelopes, Session, person_id
from echo.device.kinds import DOT, KINDS
from echo.understanding.model import Intent, Model, Slot, SlotValue
from echo.understanding.resolution import FilledSlot, Vocabulary, slot_json

SKILL = "amzn1.ask.skill.simulated"
TODAY = date(2026, 11, 21)
TOWN = Slot("Town", "TOWN")
DAY = Slot("Day", "AMAZON.DATE")
VISIT = Intent("VisitIntent", (TOWN, DAY))
TOWNS = Vocabulary(
    Model(
        "en-US",
        "town guide",
        (VISIT,),
        {
            "TOWN": (
                SlotValue("SPM", "Springfield, Massachusetts", ("Springfield",)),
                SlotValue("SPI", "Springfield, Illinois", ("springfield", "SPRINGFIELD")),
            )
        },
    )
)


class StoppedClock:
    def now(self) -> datetime:
        return datetime(2026, 11, 21, 5, 0, 30, 999, tzinfo=UTC)

    def monotonic(self) -> float:
        return 0.0

    def sleep(self, seconds: float) -> None:
        """Wait for nothing."""


def envelopes(**options: Any) -> Envelopes:
    return Envelopes(SKILL, "en-US", StoppedClock(), **options)


def filled(slot: Slot, phrase: str) -> FilledSlot:
    found = TOWNS.fill(slot, phrase, TODAY, carried=True)
    assert found
    return found


def authority(slot: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = slot["resolutions"]["resolutionsPerAuthority"][0]
    return found


def test_a_known_value_carries_its_name_and_id() -> None:
    assert slot_json(TOWN, filled(TOWN, "springfield illinois"), SKILL) == {
        "name": "Town",
        "value": "springfield illinois",
        "resolutions": {
            "resolutionsPerAuthority": [
                {
                    "authority": f"amzn1.er-authority.echo-sdk.{SKILL}.TOWN",
                    "status": {"code": "ER_SUCCESS_MATCH"},
                    "values": [{"value": {"name": "Springfield, Illinois", "id": "SPI"}}],
                }
            ]
        },
        "confirmationStatus": "NONE",
        "source": "USER",
        "slotValue": {
            "type": "Simple",
            "value": "springfield illinois",
            "resolutions": {
                "resolutionsPerAuthority": [
                    {
                        "authority": f"amzn1.er-authority.echo-sdk.{SKILL}.TOWN",
                        "status": {"code": "ER_SUCCESS_MATCH"},
                        "values": [{"value": {"name": "Springfield, Illinois", "id": "SPI"}}],
                    }
                ]
            },
        },
    }


def test_a_shared_synonym_carries_every_value_it_may_mean_once() -> None:
    values = authority(slot_json(TOWN, filled(TOWN, "springfield"), SKILL))["values"]
    assert [value["value"]["id"] for value in values] == ["SPM", "SPI"]


def test_an_unknown_value_is_no_match_and_has_no_values() -> None:
    told = slot_json(TOWN, filled(TOWN, "banana"), SKILL)
    assert told["value"] == "banana"
    assert authority(told)["status"] == {"code": "ER_SUCCESS_NO_MATCH"}
    assert "values" not in authority(told)


def test_a_date_has_a_value_and_no_resolutions() -> None:
    assert slot_json(DAY, filled(DAY, "tomorrow"), SKILL) == {
        "name": "Day",
        "value": "2026-11-22",
        "confirmationStatus": "NONE",
        "source": "USER",
        "slotValue": {"type": "Simple", "value": "2026-11-22"},
    }


def test_a_slot_that_was_not_spoken_is_there_without_a_value() -> None:
    event = envelopes().intent(Session(1), VISIT, (filled(DAY, "today"),))
    assert event["request"]["intent"]["slots"]["Town"] == {"name": "Town", "confirmationStatus": "NONE"}
    assert event["request"]["intent"]["slots"]["Day"]["value"] == "2026-11-21"


def test_an_intent_without_slots_has_none() -> None:
    event = envelopes().intent(Session(1), Intent("AMAZON.HelpIntent"), ())
    assert event["request"]["intent"] == {"name": "AMAZON.HelpIntent", "confirmationStatus": "NONE"}


def test_a_launch_has_a_new_session_without_attributes() -> None:
    event = envelopes().launch(Session(7))
    assert event["version"] == "1.0"
    assert event["session"] == {
        "new": True,
        "sessionId": "amzn1.echo-api.session.simulated-0007",
        "application": {"applicationId": SKILL},
        "user": {"userId": "amzn1.ask.account.SIMULATED"},
    }
    assert event["request"] == {
        "type": "LaunchRequest",
        "requestId": "amzn1.echo-api.request.simulated-0001",
        "locale": "en-US",
        "timestamp": "2026-11-21T05:00:30Z",
        "shouldLinkResultBeReturned": False,
    }


def test_a_dot_has_no_screen() -> None:
    context = envelopes().launch(Session(1))["context"]
    assert list(context) == ["System"]
    assert context["System"]["device"]["supportedInterfaces"] == {}


def test_a_show_tells_its_screen_and_that_it_draws_documents() -> None:
    context = envelopes(kind=KINDS["show-8"]).launch(Session(1))["context"]
    interfaces = context["System"]["device"]["supportedInterfaces"]
    assert interfaces == {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "2024.3"}}}
    assert context["Viewport"] == {
        "mode": "HUB",
        "shape": "RECTANGLE",
        "pixelWidth": 1280,
        "pixelHeight": 800,
        "currentPixelWidth": 1280,
        "currentPixelHeight": 800,
        "dpi": 160,
        "touch": ["SINGLE"],
        "keyboard": [],
    }


def test_a_television_has_a_remote_control_and_no_touch() -> None:
    viewport = envelopes(kind=KINDS["tv"]).launch(Session(1))["context"]["Viewport"]
    assert (viewport["mode"], viewport["touch"], viewport["keyboard"]) == ("TV", [], ["DIRECTION"])


def test_a_touch_carries_the_arguments_and_the_token_of_what_is_shown() -> None:
    event = envelopes(kind=KINDS["show-5"]).touch(Session(3, new=False), ["race", 5], "guide.1.card")
    assert event["session"]["sessionId"] == "amzn1.echo-api.session.simulated-0003"
    assert event["request"] == {
        "type": "Alexa.Presentation.APL.UserEvent",
        "requestId": "amzn1.echo-api.request.simulated-0001",
        "timestamp": "2026-11-21T05:00:30Z",
        "locale": "en-US",
        "arguments": ["race", 5],
        "components": {},
        "source": {"type": "TouchWrapper", "handler": "Press", "id": ""},
        "token": "guide.1.card",
    }


def test_without_an_api_of_its_own_the_device_has_no_token_to_ask_amazons() -> None:
    system = envelopes().launch(Session(1))["context"]["System"]
    assert system["apiEndpoint"] == "https://api.amazonalexa.com"
    assert "apiAccessToken" not in system


def test_account_and_api_are_told_with_every_request() -> None:
    made = envelopes(account="amzn1.ask.account.SIMULATED-2", api=ApiAccess("http://127.0.0.1:1", "SIMULATED-x"))
    for event in (made.launch(Session(1)), made.skill_event("SKILL_ENABLED")):
        system = event["context"]["System"]
        assert system["user"] == {"userId": "amzn1.ask.account.SIMULATED-2"}
        assert system["apiEndpoint"] == "http://127.0.0.1:1"
        assert system["apiAccessToken"] == "SIMULATED-x"
    assert made.launch(Session(1))["session"]["user"] == {"userId": "amzn1.ask.account.SIMULATED-2"}


def test_a_person_is_told_while_one_is_recognized() -> None:
    made = envelopes()
    made.person = person_id("Ann")
    recognized = made.launch(Session(1))
    made.person = None
    assert recognized["context"]["System"]["person"] == {"personId": "amzn1.ask.person.SIMULATED-Ann"}
    assert "person" not in made.launch(Session(1))["context"]["System"]


def test_a_skill_event_has_neither_session_nor_device() -> None:
    assert envelopes().skill_event("SKILL_DISABLED") == {
        "version": "1.0",
        "context": {
            "System": {
                "application": {"applicationId": SKILL},
                "user": {"userId": "amzn1.ask.account.SIMULATED"},
                "apiEndpoint": "https://api.amazonalexa.com",
            }
        },
        "request": {
            "type": "AlexaSkillEvent.SkillDisabled",
            "requestId": "amzn1.echo-api.request.simulated-0001",
            "timestamp": "2026-11-21T05:00:30Z",
            "eventCreationTime": "2026-11-21T05:00:30Z",
            "eventPublishingTime": "2026-11-21T05:00:30Z",
            "body": {"userInformationPersistenceStatus": "NOT_PERSISTED"},
        },
    }


def test_a_session_in_progress_carries_its_attributes() -> None:
    session = envelopes().intent(Session(1, new=False, attributes={"town": "SPI"}), VISIT, ())["session"]
    assert session["new"] is False
    assert session["attributes"] == {"town": "SPI"}


def test_an_ended_session_carries_its_reason_and_its_error_if_there_is_one() -> None:
    error = {"type": "INVALID_RESPONSE", "message": "no"}
    assert envelopes().ended(Session(1), "ERROR", error)["request"]["error"] == error
    assert "error" not in envelopes().ended(Session(1), "USER_INITIATED")["request"]


def test_every_request_has_an_id_of_its_own() -> None:
    made = envelopes()
    ids = {made.launch(Session(1))["request"]["requestId"] for _ in range(3)}
    assert len(ids) == 3


@pytest.mark.parametrize(
    ("event", "object_type"),
    [
        (envelopes().launch(Session(1)), "LaunchRequest"),
        (envelopes().intent(Session(1), VISIT, (filled(TOWN, "springfield"), filled(DAY, "today"))), "IntentRequest"),
        (
            envelopes().ended(Session(1), "ERROR", {"type": "ENDPOINT_TIMEOUT", "message": "late"}),
            "SessionEndedRequest",
        ),
        (envelopes(kind=KINDS["show-5"]).touch(Session(1), ["race", 5], "guide.1.card"), "UserEvent"),
        *((envelopes(kind=kind).launch(Session(1)), "LaunchRequest") for kind in KINDS.values() if kind != DOT),
        (envelopes().skill_event("SKILL_ENABLED"), "SkillEnabledRequest"),
        (envelopes().skill_event("SKILL_DISABLED"), "SkillDisabledRequest"),
        (envelopes().skill_event("SKILL_PERMISSION_CHANGED"), "PermissionChangedRequest"),
    ],
)
def test_the_sdk_reads_every_envelope(event: dict[str, Any], object_type: str) -> None:
    envelope = DefaultSerializer().deserialize(json.dumps(event), RequestEnvelope)
    assert type(envelope.request).__name__ == object_type
