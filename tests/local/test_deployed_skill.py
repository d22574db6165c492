"""The deployed function holds conversations, remembers, and goes on when a part of AWS does not."""

import json

from horse_racing.bootstrap import build
from race_api.server import RaceApi
from ship.local.deployed import DeployedFunction
from tests.support.local_stack import REGION, Listener, empty_cache


def test_a_first_conversation_is_held_as_at_the_desk(skill: DeployedFunction) -> None:
    listener = Listener(skill)
    assert "Which track is your favorite?" in listener.say("open talk horse racing")
    assert "I'll remember it." in listener.say("my favorite track is tampa bay downs")
    assert listener.say("how many races are there tomorrow").startswith("There are ")
    assert not listener.echo.session_open


def test_what_it_says_of_races_is_what_the_same_code_says_here(skill: DeployedFunction, races: RaceApi) -> None:
    here = build(
        {
            "RACING_API_URL": races.url,
            "RACING_API_USERNAME": races.username,
            "RACING_API_PASSWORD": races.password,
        }
    )
    at_the_desk = Listener(skill)
    at_the_desk.echo._handler = here  # noqa: SLF001 - the same Echo, with the function that is not deployed
    # No sentence of these depends on the minute at which it is asked for.
    for question in ("how many races at tampa bay downs tomorrow", "who runs in race two at tampa bay downs tomorrow"):
        asked = f"ask talk horse racing {question}"
        told = Listener(skill).say(asked)
        assert told == at_the_desk.say(asked)
        assert "Tampa Bay Downs" in told


def test_a_favorite_is_found_by_a_new_container_until_it_is_forgotten(skill: DeployedFunction) -> None:
    listener = Listener(skill)
    listener.say("ask talk horse racing my favorite track is arapahoe park")
    skill.renew()
    assert "Arapahoe Park" in listener.say("ask talk horse racing what's my favorite track")
    assert "I've forgotten your track" in listener.say("ask talk horse racing forget my track")
    skill.renew()
    assert "You haven't told me" in listener.say("ask talk horse racing what's my favorite track")


def test_who_disables_the_skill_is_erased(skill: DeployedFunction) -> None:
    listener = Listener(skill)
    listener.say("ask talk horse racing my favorite track is arapahoe park")
    table = skill.emulator.client("dynamodb", REGION)
    kept = table.scan(TableName=skill.settings["FAVORITES_TABLE"])["Items"]
    assert listener.account in json.dumps(kept)
    assert listener.leave() == ()
    kept = table.scan(TableName=skill.settings["FAVORITES_TABLE"])["Items"]
    assert listener.account not in json.dumps(kept)


def test_a_secret_that_rotates_is_read_again_by_a_container_that_was_refused(
    skill: DeployedFunction, races: RaceApi
) -> None:
    secrets = skill.emulator.client("secretsmanager", REGION)
    secret = skill.settings["RACING_API_SECRET"]
    before = secrets.get_secret_value(SecretId=secret)["SecretString"]
    with RaceApi(password="the-new-one") as changed:
        empty_cache(skill)
        skill.use(changed.url)
        try:
            question = "ask talk horse racing which tracks are racing today"
            assert "The race data isn't available right now" in Listener(skill).say(question)
            secrets.put_secret_value(
                SecretId=secret, SecretString=json.dumps({"username": changed.username, "password": "the-new-one"})
            )
            assert "isn't available" not in Listener(skill).say(question)
        finally:
            secrets.put_secret_value(SecretId=secret, SecretString=before)
            empty_cache(skill)
            skill.use(races.url)


def test_what_one_container_has_fetched_another_need_not_fetch(skill: DeployedFunction, races: RaceApi) -> None:
    question = "ask talk horse racing how many races at tampa bay downs tomorrow"
    empty_cache(skill)
    skill.renew()
    told = Listener(skill).say(question)
    assert told.startswith("There are ")
    fetched = len(races.requests)
    skill.renew()
    assert Listener(skill).say(question) == told
    assert len(races.requests) == fetched
