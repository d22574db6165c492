"""`make deploy` and its tools: missing ones, broken ones, ones without a login, and ones that are ended."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.deploy_world import CREDENTIALS, TOOLS, World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path) as world:
        yield world


@pytest.mark.parametrize(
    ("tool", "remedy"),
    [("sam", "pip install"), ("ask", "npm ci --ignore-scripts --prefix .ci/ask"), ("aws", "https://docs.")],
)
def test_a_missing_tool_is_named_with_how_to_get_it(
    tmp_path: Path, tool: str, remedy: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with World(tmp_path, [other for other in TOOLS if other != tool]) as world:
        assert world.deploy() == 1
        assert not world.changes
    (line,) = [line for line in capfd.readouterr().err.splitlines() if line.startswith("- ")]
    assert f"({tool})" in line
    assert remedy in line


def test_missing_logins_and_an_old_tool_are_named_at_once(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    world.refuses = {"aws login", "ask login"}
    world.sam_version = "1.151.0"
    assert world.deploy(**CREDENTIALS) == 1
    assert not world.changes
    said = capfd.readouterr().err
    for words in (
        "this is 1.151",
        "Unable to locate credentials",
        "aws sso login",
        "cli_config not exists",
        "ask configure",
    ):
        assert words in said
    assert "Next: make deploy STAGE=dev" in said


def test_a_tool_that_does_not_start_is_no_missing_login(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    world.sam_version = "unknown"
    assert world.deploy(**CREDENTIALS) == 1
    assert "A SAM CLI that starts" in capfd.readouterr().err


def test_an_ask_installed_as_readme_says_is_found_by_itself(world: World) -> None:
    _install_as_readme_says(world)
    assert world.deploy(**CREDENTIALS) == 0


def test_a_login_is_made_with_the_ask_that_was_found(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    world.refuses = {"ask login"}
    world.deploy(ASK_DEFAULT_PROFILE="work")
    assert "): ask configure --profile work\n" in capfd.readouterr().err
    _install_as_readme_says(world)
    world.deploy()
    assert "): .ci/ask/node_modules/.bin/ask configure\n" in capfd.readouterr().err


def test_an_ask_that_does_not_start_is_no_missing_login(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    world.refuses = {"ask start", "ask login"}
    assert world.deploy(**CREDENTIALS) == 1
    (line,) = [line for line in capfd.readouterr().err.splitlines() if line.startswith("- ")]
    assert "does not start (Error [ERR_REQUIRE_ESM]: require() of ES Module is not supported.)" in line
    assert "npm ci --ignore-scripts --prefix .ci/ask" in line


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tool_that_cannot_be_executed_is_named(world: World, tool: str, capfd: pytest.CaptureFixture[str]) -> None:
    (world.bin / tool).chmod(0o644)
    assert world.deploy(**CREDENTIALS) == 1
    (line,) = [line for line in capfd.readouterr().err.splitlines() if line.startswith("- ")]
    assert f"{tool} cannot be executed: Permission denied" in line


def test_a_build_that_cannot_be_executed_any_more_fails_as_a_build(
    world: World, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("ship.deploy.check_tools", lambda *_: None)
    (world.bin / "sam").chmod(0o644)
    assert world.deploy(**CREDENTIALS) == 1
    said = capfd.readouterr().err
    assert "sam cannot be executed: Permission denied" in said
    assert "The build failed" in said


@pytest.mark.parametrize(
    "trouble",
    [
        "Call to service failed: The request failed. Client Error: AxiosError: Request failed with status code 503",
        "Call to service failed: The request failed. Client Error: Error: connect ECONNREFUSED 127.0.0.1:1",
    ],
)
def test_a_developer_site_in_trouble_is_no_missing_login(
    world: World, trouble: str, capfd: pytest.CaptureFixture[str]
) -> None:
    world.refuses = {"ask login"}
    world.login_fails = trouble
    assert world.deploy(**CREDENTIALS) == 1
    said = capfd.readouterr().err
    assert f"An answer of Amazon's developer site ({trouble})" in said
    assert "ask configure" not in said
    assert not world.changes


def test_a_refused_token_is_a_missing_login(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    world.refuses = {"ask login"}
    world.login_fails = "The request failed. Client Error: AxiosError: Request failed with status code 401"
    assert world.deploy(**CREDENTIALS) == 1
    assert "ask configure" in capfd.readouterr().err


@pytest.mark.parametrize("answer", ["{}", '{"Stacks": []}', '{"Stacks": [{}]}', '{"Stacks": ["dev"]}'])
def test_an_answer_of_aws_that_tells_of_no_stack_is_shown(
    world: World, answer: str, capfd: pytest.CaptureFixture[str]
) -> None:
    world.aws_says = answer
    assert world.deploy(**CREDENTIALS) == 1
    assert f"in a form that is not its own: {answer!r}.\nNext: make deploy" in capfd.readouterr().err


@pytest.mark.parametrize("answer", ["You are using an old aws.", "[]"])
def test_an_answer_that_is_no_json_object_is_shown(
    world: World, answer: str, capfd: pytest.CaptureFixture[str]
) -> None:
    world.aws_says = answer
    assert world.deploy(**CREDENTIALS) == 1
    assert f"aws wrote something that is no JSON object: {answer!r}.\nNext: make deploy" in capfd.readouterr().err


def test_a_person_who_interrupts_is_told_how_to_go_on(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("ship.deploy.check_tools", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    assert world.deploy() == 130
    assert "Next: make deploy STAGE=dev" in capsys.readouterr().err


@pytest.mark.parametrize("signal", ["TERM", "HUP"])
def test_a_deployment_that_is_ended_leaves_no_credentials(
    world: World, signal: str, capfd: pytest.CaptureFixture[str]
) -> None:
    world.signal = signal
    assert world.deploy(**CREDENTIALS) == 130
    assert json.loads(world.credentials[0][0])
    assert not list(world.root.rglob("credentials.yaml"))
    assert "Stopped half-way" in capfd.readouterr().err


def test_credentials_that_a_killed_run_left_are_deleted_by_the_next(world: World) -> None:
    world.deploy(**CREDENTIALS)
    left = world.root / ".ask" / "dev" / "credentials.yaml"
    left.touch()
    assert world.deploy() == 0
    assert not left.exists()


def _install_as_readme_says(world: World) -> None:
    """Move `ask` to where `npm ci --prefix .ci/ask` puts it, together with the way to its answers."""
    folder = world.root / ".ci" / "ask" / "node_modules" / ".bin"
    folder.mkdir(parents=True)
    for pipe in ("asked", "answer"):
        (folder / pipe).symlink_to(world.bin / pipe)
    (world.bin / "ask").rename(folder / "ask")
