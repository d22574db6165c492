"""Scope: the stand-in for Amazon's API: that it refuses what Amazon's types do not hold, and has their answers."""

import json

import pytest

from loopback.server import Request
from tests.support.smapi_operations import OPERATIONS
from tests.support.smapi_stand import SKILL, account_at_amazon
from tests.support.smapi_types import described, problems
from tests.support.strict_smapi import ACCESS, Smapi

SIMULATE = f"/v2/skills/{SKILL}/stages/development/simulations"
LINE = {"input": {"content": "open talk horse racing"}, "device": {"locale": "en-US"}}
SETS = f"/v1/skills/{SKILL}/nluAnnotationSets"
GOOD = {"inputs": {"utterance": "help"}, "expected": [{"intent": {"name": "AMAZON.HelpIntent"}}]}


def asked(smapi: Smapi, method: str, target: str, body: object = None, token: str = ACCESS) -> tuple[int, str]:
    headers = {"authorization": f"Bearer {token}"} | ({"content-type": "application/json"} if body is not None else {})
    reply = smapi.answer(Request(method, target, headers, json.dumps(body).encode() if body is not None else b""))
    assert reply
    return reply.status, reply.body.decode()


@pytest.mark.parametrize(
    ("method", "target", "body", "problem"),
    [
        ("POST", SIMULATE, {"input": {"content": "help"}}, "body has no field device"),
        ("POST", SIMULATE, LINE | {"input": {}}, "body.input has no field content"),
        ("POST", SIMULATE, LINE | {"input": {"content": 5}}, "body.input.content is no str"),
        ("POST", SIMULATE, LINE | {"session": {"mode": "NEW"}}, "body.session.mode is none of"),
        ("POST", SIMULATE, LINE | {"text": "help"}, "body has the field text, which SimulationsApiRequest"),
        ("POST", SIMULATE, [LINE], "body is no object"),
        ("POST", f"{SIMULATE}?stage=live", LINE, "there is no parameter stage"),
        ("GET", f"{SETS}?maxResults=ten", None, "the parameter maxResults is no number"),
        ("GET", SETS, {}, "there is a body"),
        ("POST", f"{SETS}/set-1/annotations", {"annotations": []}, 'body is not {\\"data\\": [...]}'),
        (
            "POST",
            f"{SETS}/set-1/annotations",
            {"data": [GOOD | {"expected": []} | {"id": 1}]},
            "body.data[0] has not inp",
        ),
        (
            *(
                "POST",
                f"{SETS}/set-1/annotations",
                {"data": [GOOD | {"inputs": {"utterance": "a", "referenceTimestamp": "x"}}]},
            ),
            "body.data[0].inputs.referenceTimestamp is no time",
        ),
        ("POST", f"/v1/skills/{SKILL}/stages/development/validations", {"locales": "en-US"}, "body.locales is no list"),
    ],
)
def test_what_amazons_types_do_not_hold_is_a_bad_request(method: str, target: str, body: object, problem: str) -> None:
    with account_at_amazon() as smapi:
        status, told = asked(smapi, method, target, body)
    assert status == 400
    assert problem in told
    assert smapi.refused
    assert not list(problems("ask_smapi_model.v1.bad_request_error.BadRequestError", json.loads(told)))


def test_what_they_hold_is_taken() -> None:
    with account_at_amazon() as smapi:
        assert asked(smapi, "POST", SIMULATE, LINE)[0] == 200
        assert asked(smapi, "POST", SETS, {"name": "a", "locale": "en-US"})[0] == 201
        assert asked(smapi, "POST", f"{SETS}/set-2/annotations", {"data": [GOOD]}) == (200, "")
        assert not smapi.refused


def test_one_simulation_of_a_user_goes_on_at_a_time() -> None:
    with account_at_amazon() as smapi:
        asked(smapi, "POST", SIMULATE, LINE)
        assert asked(smapi, "POST", SIMULATE, LINE)[0] == 409


def test_a_wrong_token_a_wrong_path_and_an_unknown_skill_are_refused() -> None:
    with account_at_amazon() as smapi:
        assert asked(smapi, "POST", SIMULATE, LINE, token="Atza|old")[0] == 401
        assert asked(smapi, "POST", SIMULATE.replace("v2", "v3"), LINE)[0] == 404
        assert asked(smapi, "POST", SIMULATE.replace(SKILL, "amzn1.ask.skill.none"), LINE)[0] == 404


def test_every_operation_names_types_that_there_are() -> None:
    for operation in OPERATIONS:
        for kind in (operation.answers, operation.takes, operation.error):
            if kind and kind.startswith("ask_smapi_model"):
                assert described(kind).attribute_map is not None
