"""How a stage's manifest is made of the committed one."""

import json

from ship.deploying.manifest import named, with_endpoints, without_endpoints
from tests.support.deploy_world import ROOT

COMMITTED = json.loads((ROOT / "skill_package" / "skill.json").read_text("utf-8"))["manifest"]
SUBSCRIPTIONS = [{"eventName": "SKILL_DISABLED"}]
WITH_EVENTS = COMMITTED | {"events": {"endpoint": {"uri": "placeholder"}, "subscriptions": SUBSCRIPTIONS}}
ARNS = {"EU": "arn:eu", "NA": "arn:na"}
REGIONS = {"EU": {"endpoint": {"uri": "arn:eu"}}, "NA": {"endpoint": {"uri": "arn:na"}}}


def test_events_go_where_requests_go_and_their_subscriptions_stay() -> None:
    manifest = with_endpoints(WITH_EVENTS, ARNS)
    assert manifest["events"] == {
        "endpoint": {"uri": "arn:eu"},
        "regions": REGIONS,
        "subscriptions": SUBSCRIPTIONS,
    }
    assert manifest["apis"]["custom"]["regions"] == REGIONS


def test_a_manifest_without_events_gets_none() -> None:
    silent = {key: value for key, value in COMMITTED.items() if key != "events"}
    assert "events" not in with_endpoints(silent, ARNS)


def test_a_skill_without_a_function_has_neither_endpoints_nor_events() -> None:
    bare = without_endpoints(with_endpoints(WITH_EVENTS, ARNS))
    assert "events" not in bare
    assert not {"endpoint", "regions"} & bare["apis"]["custom"].keys()


def test_the_name_tells_the_stage_and_everything_else_stays() -> None:
    renamed = named(COMMITTED, " (dev)")
    locale = renamed["publishingInformation"]["locales"]["en-US"]
    assert locale["name"] == "Talk Horse Racing (dev)"
    locale["name"] = "Talk Horse Racing"
    assert renamed == COMMITTED
