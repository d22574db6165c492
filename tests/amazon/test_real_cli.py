"""Scope: the real ASK CLI against the strict SMAPI on loopback, where it is installed (`make ask-cli`).

It takes a second for each call, so that what is decided between them is tested with a fake `ask`, whose requests are
compared with the real one's here.
"""

import io
import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from amazon import anywhere, nlu, talking, validation
from amazon.program import Program
from loopback.server import Request
from ship.deploying.hints import ASK_FOLDER
from tests.support.smapi_cli import request_of
from tests.support.smapi_operations import OPERATIONS
from tests.support.smapi_stand import FAILING, SKILL
from tests.support.strict_smapi import RESET, Smapi, SmapiServer

ROOT = Path(__file__).parents[2]
ASK = ROOT / ASK_FOLDER / "ask"
NODE = shutil.which("node")

pytestmark = [
    pytest.mark.cli,
    pytest.mark.timeout(120),
    pytest.mark.skipif(
        not ASK.exists() or not NODE, reason="not run: the real ASK CLI, which is not installed (make ask-cli)"
    ),
]

Run = Callable[..., int]


@pytest.fixture
def run(smapi: Smapi, tmp_path: Path) -> Iterator[Run]:
    """Yield what runs a program as the Makefile does, in an empty clone, with the real CLI and no pauses."""
    for name in ("samconfig.toml", "ask-resources.json", "skill_package"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    path = os.pathsep.join((str(ASK.parent), str(Path(NODE or "").parent), os.defpath))
    with SmapiServer(smapi) as server:
        around = {"PATH": path, "HOME": str(tmp_path), "SKILL_ID": SKILL, **server.environment}

        def runs(main: Callable[[Program], int], *arguments: str, typed: str = "", without: str = "") -> int:
            given = {name: value for name, value in around.items() if name != without}
            return main(Program(arguments, given, io.StringIO(typed), tmp_path, lambda _: None))

        yield runs


def plain(request: Request) -> tuple[str, str, bytes]:
    """Return what counts of a request: the spaces in its JSON do not."""
    return request.method, request.target, request.body.replace(b": ", b":").replace(b", ", b",")


def test_a_conversation_that_differs_with_amazon_in_trouble_by_the_requests_that_the_fake_cli_makes(
    run: Run, smapi: Smapi, capfd: pytest.CaptureFixture[str]
) -> None:
    smapi.account.alexa.says_instead = {"ask talk horse racing who should i bet on": "Bet on the gray one."}
    smapi.account.looks = 0
    smapi.troubles = {"simulate-skill": [429], "get-skill-simulation": [RESET]}
    assert run(anywhere.main, "--yes", "anywhere-declines-tips") == 1
    said = capfd.readouterr().out
    assert "0 of 1 conversations are as they are written" in said
    assert "Bet on the gray one." in said
    named = {each.name: each for each in OPERATIONS}
    at_stage = {"--skill-id": SKILL, "--stage": "development"}
    line = {"--input-content": "ask talk horse racing to forget my track", "--device-locale": "en-US"}
    fake = [
        request_of(named["get-vendor-list"], {}),
        request_of(named["get-skill-status"], {"--skill-id": SKILL, "--resource": "interactionModel"}),
        request_of(named["get-skill-enablement-status"], at_stage),
        request_of(named["simulate-skill"], {**at_stage, **line, "--session-mode": "FORCE_NEW_SESSION"}),
    ]
    assert [plain(each) for each in smapi.asked[:4]] == [plain(each) for each in fake]


def test_the_held_phrasings_are_evaluated(run: Run, smapi: Smapi, capfd: pytest.CaptureFixture[str]) -> None:
    smapi.account.looks, smapi.account.largest_page = 0, 300
    assert run(nlu.main) == 0
    assert "the desk and Alexa agree on" in capfd.readouterr().out
    results = [each.target for each in smapi.asked if "/results" in each.target]
    assert [target.partition("?")[2] for target in results] == ["maxResults=500", "nextToken=300&maxResults=500"]


def test_a_validation_that_fails(run: Run, smapi: Smapi, capfd: pytest.CaptureFixture[str]) -> None:
    smapi.account.checks = FAILING
    assert run(validation.main) == 1
    assert "4 checks, 2 failed" in capfd.readouterr().out


def test_a_conversation_that_is_typed(run: Run, smapi: Smapi) -> None:
    shown = io.StringIO()
    smapi.account.looks = 0
    assert run(partial(talking.main, stdout=shown), typed="ask talk horse racing for help\nstop") == 0
    assert "Alexa  Here is how it works." in shown.getvalue()
    assert "Alexa  Goodbye." in shown.getvalue()


@pytest.mark.parametrize(("expired", "without"), [("login", ""), ("token", ""), ("", "ASK_REFRESH_TOKEN")])
def test_a_login_that_is_over_or_was_never_there_says_what_to_do(
    expired: str, without: str, run: Run, smapi: Smapi, capfd: pytest.CaptureFixture[str]
) -> None:
    if expired:
        setattr(smapi, expired, False)
    assert run(validation.main, without=without) == 2
    said = capfd.readouterr().err
    assert "A login at Amazon's developer site" in said
    assert "(})" not in said
    assert "configure" in said


def test_a_login_that_ends_on_the_way_says_so(run: Run, smapi: Smapi, capfd: pytest.CaptureFixture[str]) -> None:
    smapi.expires_after = 3
    assert run(validation.main) == 2
    said = capfd.readouterr().err
    assert "Amazon's developer site refuses the login" in said
    assert "configure, then make alexa-validate STAGE=dev" in said
