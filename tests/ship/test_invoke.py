"""The built artifact, run as Lambda runs it, answers every sample event; and `make invoke` says how it went."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from samtranslator.yaml_helper import yaml_parse

from artifact import RUNTIME
from echo.device.contract import speech_of, violations
from race_api.server import RaceApi
from race_api.trap_calendar import trap_calendar
from ship import function
from ship.build import ROOT, Artifact
from ship.function import MEMORY_SIZE, TIMEOUT, Run, run
from ship.invoke import function_variables, invoke, main, report
from ship.runtime_api import Answer, FunctionDiedError, FunctionTimeoutError

# The first build on a machine downloads packages.
pytestmark = pytest.mark.timeout(120)

EVENTS: dict[str, Any] = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "events").glob("*.json"))
}


@pytest.fixture(scope="module")
def ran(for_host: Artifact, tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, str, RaceApi]:
    log = tmp_path_factory.mktemp("log") / "log.txt"
    with RaceApi(calendar=trap_calendar) as api, log.open("w", encoding="utf-8") as logs:
        answered = run(for_host, list(EVENTS.values()), function_variables(api), logs)
    return answered, log.read_text(encoding="utf-8"), api


@pytest.mark.parametrize("name", EVENTS)
def test_the_built_function_answers_a_sample_event(ran: tuple[Run, str, RaceApi], name: str) -> None:
    answer = ran[0].answers[list(EVENTS).index(name)]
    assert not answer.is_error, answer.payload
    assert not violations(EVENTS[name], answer.payload, answer.seconds)
    if EVENTS[name]["request"]["type"] not in {"LaunchRequest", "IntentRequest"}:
        assert answer.payload["response"] == {}
    else:
        assert speech_of(answer.payload["response"]["outputSpeech"]).text


def test_the_built_function_gets_its_race_data_and_logs_no_trouble(ran: tuple[Run, str, RaceApi]) -> None:
    _, log, api = ran
    # The entries of a coming day may not be published yet.
    assert {request.status for request in api.requests if not request.path.endswith("/entries")} == {200}
    assert {request.status for request in api.requests} <= {200, 404}
    logged = [json.loads(line) for line in log.splitlines()]
    turns = [entry for entry in logged if "intent" in entry and "level" in entry]
    assert len(turns) == len(EVENTS)
    # One of the events is Alexa's own report that an answer could not be used.
    assert [entry["error"] for entry in logged if entry.get("level", "INFO") != "INFO"] == ["AlexaRejection"]
    assert not sum(metric for entry in logged for metric in entry.get("DataFailures", []))


def test_the_first_answer_includes_the_start(ran: tuple[Run, str, RaceApi]) -> None:
    answered, _, _ = ran
    assert 0 < answered.init < answered.cold
    assert answered.answers[0].seconds < answered.cold


@pytest.fixture
def written(for_host: Artifact, tmp_path: Path) -> Callable[[str], Artifact]:
    """Makes a function of a few lines an artifact."""

    def write(code: str) -> Artifact:
        (tmp_path / "app.py").write_text(code, encoding="utf-8")
        return Artifact(tmp_path, compiler=None, interpreter=for_host.interpreter)

    return write


def answers(artifact: Artifact, environ: Mapping[str, str] | None = None, count: int = 1) -> tuple[Answer, ...]:
    with (artifact.folder / "log.txt").open("w", encoding="utf-8") as logs:
        return run(artifact, [{}] * count, environ or {}, logs).answers


def test_nothing_of_this_machine_s_environment_leaks_in(
    written: Callable[[str], Artifact], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a real one")
    monkeypatch.setenv("ANYTHING", "else")
    artifact = written("import os\n\n\ndef handler(event, context):\n    return dict(os.environ)\n")
    (answer,) = answers(artifact, {"RACING_API_URL": "http://127.0.0.1:1"})
    assert answer.payload["AWS_SECRET_ACCESS_KEY"] == "invented"
    assert "ANYTHING" not in answer.payload
    assert answer.payload["RACING_API_URL"] == "http://127.0.0.1:1"
    assert answer.payload["LAMBDA_TASK_ROOT"] == str(artifact.folder)


def test_the_function_finds_boto3_and_the_context_that_lambda_gives(written: Callable[[str], Artifact]) -> None:
    code = """\
import boto3


def handler(event, context):
    return [context.get_remaining_time_in_millis(), context.memory_limit_in_mb, boto3.__name__]
"""
    (answer,) = answers(written(code))
    remaining, *others = answer.payload
    assert 6000 < remaining <= 7000
    assert others == ["512", "boto3"]


def test_nothing_that_happens_to_be_installed_here_is_found(written: Callable[[str], Artifact]) -> None:
    with pytest.raises(FunctionDiedError, match=r"No module named 'pytest'"):
        answers(written("import pytest\n"))


def test_a_function_that_takes_too_long_is_ended(
    written: Callable[[str], Artifact], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(function, "TIMEOUT", 0.1)
    code = "import time\n\n\ndef handler(event, context):\n    time.sleep(event.get('seconds', 0.3))\n"
    with pytest.raises(FunctionTimeoutError):
        answers(written(code))


def test_an_error_of_the_function_is_printed_and_the_exit_code_is_1(
    written: Callable[[str], Artifact], capfd: pytest.CaptureFixture[str]
) -> None:
    artifact = written("def handler(event, context):\n    raise ValueError('no such horse')\n")
    assert invoke(artifact, {}, warm=0) == 1
    assert '"errorMessage": "no such horse"' in capfd.readouterr().out


def test_a_function_that_cannot_start_says_why_and_the_exit_code_is_1(
    written: Callable[[str], Artifact], capfd: pytest.CaptureFixture[str]
) -> None:
    assert invoke(written("import nothing_like_this\n"), {}, warm=0) == 1
    assert "No module named 'nothing_like_this'" in capfd.readouterr().err


def test_what_is_built_for_lambda_does_not_run_here(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="built for Lambda"):
        answers(Artifact(tmp_path, compiler=None, interpreter=None))


@pytest.mark.usefixtures("for_host")
def test_invoking_an_event_prints_the_response_and_the_times(capfd: pytest.CaptureFixture[str]) -> None:
    assert main([str(ROOT / "events" / "launch.json"), "--warm", "2"]) == 0
    printed, log = capfd.readouterr()
    response, _, reported = printed.partition("\nREPORT cold")
    assert json.loads(response)["version"] == "1.0"
    assert "Init Duration" in reported
    assert "the median of 2" in reported
    assert "Max Memory Used" in reported
    assert log.count('"message": "turn"') == 1
    assert reported.endswith("Lambda has python{}.{}.\n".format(*RUNTIME))


def test_the_function_gets_the_memory_and_the_time_that_the_template_gives_it() -> None:
    properties = yaml_parse((ROOT / "template.yaml").read_text(encoding="utf-8"))["Resources"]["SkillFunction"][
        "Properties"
    ]
    assert (properties["MemorySize"], properties["Timeout"]) == (MEMORY_SIZE, TIMEOUT)


def test_memory_is_not_made_up_where_the_system_does_not_tell_it() -> None:
    once = Answer({}, is_error=False, seconds=0.02)
    assert report(Run((once,), init=0.2, cold=0.3, peak_memory=None)).splitlines() == [
        "REPORT cold  Process Start to Response: 300 ms  Init Duration: 200 ms  Duration: 20.0 ms",
        "REPORT       Memory Size: 512 MB  Max Memory Used: not known on this system",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "No such file or directory.\nIn events/ there are: another_track, "),
        ("{", "is not JSON: "),
        ("[]", "has no request with a type. Compare it with events/launch.json."),
        ('{"request": {}}', "has no request with a type. Compare it with events/launch.json."),
    ],
)
def test_an_event_that_cannot_be_read_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, said: str
) -> None:
    event = tmp_path / "event.json"
    if content is not None:
        event.write_text(content, encoding="utf-8")
    assert main([str(event)]) == 2
    assert said in capsys.readouterr().err


def test_no_event_at_all_says_how_to_name_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "make invoke EVENT=events/launch.json" in capsys.readouterr().err
