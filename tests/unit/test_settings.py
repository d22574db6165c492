import pytest

from horse_racing.bootstrap import build, build_lambda_handler
from horse_racing.settings import Settings, SettingsError
from tests.support.telemetry import fresh_logging

GOOD = {
    "RACING_API_URL": "https://api.example.com/",
    "RACING_API_USERNAME": "someone",
    "RACING_API_PASSWORD": "s3cret-word",
}
SKILL_ID = "amzn1.ask.skill.00000000-0000-0000-0000-000000000000"


def test_a_complete_environment_is_read() -> None:
    settings = Settings.from_environment(GOOD | {"SKILL_ID": SKILL_ID})
    assert settings == Settings("https://api.example.com", "someone", "s3cret-word", skill_id=SKILL_ID)


def test_a_secret_stands_for_user_name_and_password() -> None:
    environ = {"RACING_API_URL": GOOD["RACING_API_URL"], "RACING_API_SECRET": "talk/racing-api"}
    settings = Settings.from_environment(environ)
    assert (settings.racing_api_secret, settings.racing_api_username) == ("talk/racing-api", "")


def test_an_empty_skill_id_means_none() -> None:
    assert Settings.from_environment(GOOD | {"SKILL_ID": ""}).skill_id is None


def test_the_password_is_not_in_the_settings_printed_form() -> None:
    assert "s3cret-word" not in repr(Settings.from_environment(GOOD))


@pytest.mark.parametrize("name", sorted(GOOD))
@pytest.mark.parametrize("value", [None, "", "   "])
def test_a_missing_setting_is_named(name: str, value: str | None) -> None:
    environ = {key: kept for key, kept in GOOD.items() if key != name} | ({name: value} if value is not None else {})
    with pytest.raises(SettingsError, match=f"{name} is not set"):
        build(environ)


def test_all_missing_settings_are_named_at_once() -> None:
    with pytest.raises(SettingsError, match=r"RACING_API_URL.*RACING_API_USERNAME.*RACING_API_PASSWORD"):
        build({})


@pytest.mark.parametrize(
    "url",
    [
        "api.example.com",
        "ftp://api.example.com",
        "https://",
        "http://api.example.com",
        "https://user:word@api.example.com",
        "https://api.example.com?key=1",
        "https://[::1",
        "https://api.example.com:port",
        "http://8.8.8.8",
    ],
)
def test_a_malformed_address_is_named_without_its_value(url: str) -> None:
    with pytest.raises(SettingsError, match="RACING_API_URL") as raised:
        Settings.from_environment(GOOD | {"RACING_API_URL": url})
    assert url not in str(raised.value)


@pytest.mark.parametrize("host", ["127.0.0.1:8089", "localhost:8089", "[::1]:8089", "host.docker.internal:8089"])
def test_a_race_api_on_ones_own_machine_needs_no_tls(host: str) -> None:
    assert Settings.from_environment(GOOD | {"RACING_API_URL": f"http://{host}"}).racing_api_url == f"http://{host}"


def test_a_skill_id_of_another_shape_is_named() -> None:
    with pytest.raises(SettingsError, match="SKILL_ID"):
        Settings.from_environment(GOOD | {"SKILL_ID": "talk-horse-racing"})


def test_outside_of_lambda_a_bad_setting_fails_at_once() -> None:
    with pytest.raises(SettingsError, match="RACING_API_PASSWORD"):
        build_lambda_handler(GOOD | {"RACING_API_PASSWORD": ""})


def test_in_lambda_a_bad_setting_is_logged_by_name_and_the_listener_hears_an_apology(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with fresh_logging():
        handler = build_lambda_handler(GOOD | {"RACING_API_PASSWORD": "", "AWS_LAMBDA_FUNCTION_NAME": "skill"})
        response = handler({"request": {"type": "LaunchRequest"}}, None)["response"]
        assert handler({"request": {"type": "SessionEndedRequest"}}, None)["response"] == {}
    assert "RACING_API_PASSWORD is not set" in caplog.text
    assert "isn't set up" in response["outputSpeech"]["ssml"]
    assert response["shouldEndSession"] is True


@pytest.mark.parametrize("name", ["RACE_CACHE_TABLE", "FAVORITES_TABLE"])
@pytest.mark.parametrize("table", ["ab", "not a table name!", "a" * 256, "tábla"])
def test_a_table_name_that_makes_no_sense_is_left_alone_and_known(name: str, table: str) -> None:
    settings = Settings.from_environment(GOOD | {name: table})
    assert settings.left_alone == {name}
    assert (settings.race_cache_table, settings.favorites_table) == (None, None)


@pytest.mark.parametrize("table", ["abc", "Talk_horse-racing.1", "a" * 255])
def test_a_table_name_as_dynamodb_allows_it_is_kept(table: str) -> None:
    settings = Settings.from_environment(GOOD | {"RACE_CACHE_TABLE": table, "FAVORITES_TABLE": f" {table} "})
    assert (settings.race_cache_table, settings.favorites_table, settings.left_alone) == (table, table, frozenset())


def test_without_a_feed_nothing_is_needed_and_all_else_is_checked() -> None:
    assert Settings.from_environment({"SKILL_ID": SKILL_ID}, has_feed=False) == Settings(skill_id=SKILL_ID)
    with pytest.raises(SettingsError, match="SKILL_ID"):
        Settings.from_environment({"SKILL_ID": "talk-horse-racing"}, has_feed=False)
