"""What the skill's role may do it needs: taken away one by one, what docs/permissions.md names stops working."""

import pytest

from race_api.server import RaceApi
from ship.local.deployed import DeployedFunction
from tests.support.local_stack import REGION, Listener, Role, empty_cache

TELL = "ask talk horse racing my favorite track is arapahoe park"
RECALL = "ask talk horse racing what's my favorite track"
FORGET = "ask talk horse racing forget my track"


COUNT = "ask talk horse racing how many races at tampa bay downs tomorrow"


def test_without_reading_the_cache_each_container_fetches_for_itself(
    skill: DeployedFunction, races: RaceApi, role: Role
) -> None:
    empty_cache(skill)
    told = Listener(skill).say(COUNT)
    assert told.startswith("There are ")
    role.lose("dynamodb:GetItem", "RaceCache")
    skill.renew()
    fetched = len(races.requests)
    assert Listener(skill).say(COUNT) == told
    assert len(races.requests) > fetched


def test_without_writing_the_cache_each_container_fetches_for_itself(
    skill: DeployedFunction, races: RaceApi, role: Role
) -> None:
    empty_cache(skill)
    skill.renew()
    role.lose("dynamodb:UpdateItem", "RaceCache")
    told = Listener(skill).say(COUNT)
    assert told.startswith("There are ")
    fetched = len(races.requests)
    skill.renew()
    assert Listener(skill).say(COUNT) == told
    assert len(races.requests) > fetched


def test_without_reading_favorites_nothing_is_recalled_and_the_conversation_goes_on(
    skill: DeployedFunction, role: Role
) -> None:
    listener = Listener(skill)
    listener.say(TELL)
    role.lose("dynamodb:GetItem", "Favorites")
    assert listener.say(RECALL).startswith("I can't look up your track right now.")
    assert listener.say("how many races at tampa bay downs").startswith("There ")


def test_without_writing_favorites_no_track_is_promised_to_be_remembered(skill: DeployedFunction, role: Role) -> None:
    role.lose("dynamodb:UpdateItem", "Favorites")
    listener = Listener(skill)
    told = listener.say(TELL)
    assert "Arapahoe Park" in told
    assert "remember" not in told
    assert "You haven't told me" in listener.say(RECALL)


def test_without_deleting_favorites_nothing_is_said_to_be_forgotten(skill: DeployedFunction, role: Role) -> None:
    listener = Listener(skill)
    listener.say(TELL)
    role.lose("dynamodb:DeleteItem", "Favorites")
    assert listener.say(FORGET).startswith("Sorry, I couldn't forget your track right now.")
    assert "Arapahoe Park" in listener.say(RECALL)
    assert listener.leave()


def test_without_querying_favorites_who_leaves_is_not_erased_and_the_function_fails(
    skill: DeployedFunction, role: Role
) -> None:
    listener = Listener(skill)
    listener.say(TELL)
    role.lose("dynamodb:Query", "Favorites")
    (failure,) = listener.leave()
    assert "AccessDeniedException" in failure
    assert "Arapahoe Park" in listener.say(RECALL)


def test_without_the_secret_there_is_no_race_data_and_the_rest_goes_on(skill: DeployedFunction, role: Role) -> None:
    role.lose("secretsmanager:GetSecretValue", "RacingApiCredentials")
    empty_cache(skill)
    skill.renew()
    listener = Listener(skill)
    assert "The race data isn't available right now" in listener.say(COUNT)
    assert "I'll remember it." in listener.say(TELL)


# Lambda writes logs and queues with the function's role; MiniStack does both by itself.
@pytest.mark.parametrize("action", ["logs:CreateLogStream", "logs:PutLogEvents"])
def test_the_emulator_still_writes_logs_that_the_role_may_not_write(
    skill: DeployedFunction, role: Role, action: str
) -> None:
    logs = skill.emulator.client("logs", REGION)
    names = [group["logGroupName"] for group in logs.describe_log_groups()["logGroups"]]
    (group,) = [name for name in names if name.endswith("local/SkillLogs")]
    role.lose(action, "SkillLogs")
    written = len(logs.describe_log_streams(logGroupName=group)["logStreams"])
    Listener(skill).say("ask talk horse racing help")
    assert len(logs.describe_log_streams(logGroupName=group)["logStreams"]) > written
