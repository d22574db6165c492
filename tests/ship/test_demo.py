"""Two built artifacts talk to each other: the skill's, and the demo's behind a function's URL, as they do in AWS."""

import copy
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests

from bench.feed_dynamo import served
from echo.device.contract import speech_of
from horse_racing.bootstrap import load_catalogue
from loopback.function_url import Event, function_url
from race_api.office import DEFAULT_SEED
from race_api.season import season
from race_api.server import RaceApi
from ship.build import ROOT, Artifact
from ship.function import run, running

# The first build on a machine downloads packages.
pytestmark = pytest.mark.timeout(120)

USERNAME, PASSWORD = "talk-horse-racing", "aGeneratedWordOfFortyCharactersOrSo12345"


@dataclass
class Secrets:
    """A Secrets Manager on loopback with two secrets, right and wrong credentials, and what the functions are told."""

    url: str
    right: str = ""
    wrong: str = ""

    def __post_init__(self) -> None:
        client = boto3.client("secretsmanager", endpoint_url=self.url, region_name="us-east-1", **INVENTED_KEYS)
        made = [
            client.create_secret(Name=name, SecretString=json.dumps({"username": USERNAME, "password": password}))
            for name, password in (("right", PASSWORD), ("wrong", "guessed"))
        ]
        self.right, self.wrong = (secret["ARN"] for secret in made)

    @property
    def environ(self) -> dict[str, str]:
        return {"AWS_ENDPOINT_URL_SECRETS_MANAGER": self.url}


INVENTED_KEYS: dict[str, Any] = {"aws_access_key_id": "invented", "aws_secret_access_key": "invented"}


@pytest.fixture(scope="module")
def secrets() -> Iterator[Secrets]:
    with served() as url:
        yield Secrets(url)


@dataclass
class Demo:
    """The demo's function as it runs, and the status of each answer it gave, in order."""

    url: str = ""
    answered: list[int] = field(default_factory=list)
    log: Path = Path()

    def recording(self, invoke: Callable[[object], object]) -> Callable[[Event], object]:
        def handed(event: Event) -> object:
            answer: Any = invoke(event)
            self.answered.append(answer["statusCode"])
            return answer

        return handed


@contextmanager
def demo_running(artifact: Artifact, secrets: Secrets, log: Path, **environ: str) -> Iterator[Demo]:
    found = Demo(log=log)
    told = {**secrets.environ, "RACE_API_SECRET": secrets.right, **environ}
    with (
        log.open("w", encoding="utf-8") as logs,
        running(artifact, told, logs, "demo.app.handler") as invoke,
        function_url(found.recording(invoke)) as url,
    ):
        found.url = url
        yield found


@pytest.fixture(scope="module")
def demo(demo_for_host: Artifact, secrets: Secrets, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with demo_running(demo_for_host, secrets, tmp_path_factory.mktemp("demo") / "log.txt") as found:
        yield found


def asked_of(skill: Artifact, tmp_path: Path, environ: dict[str, str], *events: object) -> list[str]:
    """Return what the skill's artifact says to the events."""
    with (tmp_path / "skill.txt").open("w", encoding="utf-8") as logs:
        ran = run(skill, events, {"SKILL_ID": "", "INVENTED_RACES": "Yes", **environ}, logs)
    assert not [answer.payload for answer in ran.answers if answer.is_error]
    return [speech_of(answer.payload["response"]["outputSpeech"]).text for answer in ran.answers]


def sample(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((ROOT / "events" / f"{name}.json").read_text(encoding="utf-8"))
    return content


def in_two_days() -> tuple[dict[str, Any], ...]:
    """Return questions whose answers do not change while they are asked: of three tracks that race in two days."""
    day = datetime.now(UTC).date() + timedelta(days=2)
    codes = {track.code: track.name for track in load_catalogue()}
    racing = [meet.track_id for meet in season(DEFAULT_SEED, day) if meet.track_id in codes][:3]
    events = []
    for code in racing:
        event = copy.deepcopy(sample("how_many_races_one_shot"))
        slots = event["request"]["intent"]["slots"]
        authority = slots["TrackName"]["resolutions"]["resolutionsPerAuthority"][0]
        authority["values"][0]["value"] = {"name": codes[code], "id": code}
        slots["RaceDate"]["value"] = day.isoformat()
        events.append(event)
    return tuple(events)


def test_a_turn_over_the_functions_url_says_what_a_turn_on_the_local_race_api_says(
    for_host: Artifact, demo: Demo, secrets: Secrets, tmp_path: Path
) -> None:
    events = (sample("launch"), *in_two_days())
    over_url = {**secrets.environ, "RACING_API_URL": demo.url, "RACING_API_SECRET": secrets.right}
    demo.answered.clear()
    welcome, *said = asked_of(for_host, tmp_path, over_url, *events)
    assert set(demo.answered) == {200}
    with RaceApi() as local:
        names = ("RACING_API_URL", "RACING_API_USERNAME", "RACING_API_PASSWORD")
        locally = dict(zip(names, (local.url, local.username, local.password), strict=True))
        assert asked_of(for_host, tmp_path, locally, *events)[1:] == said
    assert "The races here are invented." in welcome
    assert len(said) == 3
    assert all("races" in sentence for sentence in said)
    # Nothing went wrong, so nothing was logged.
    assert not [line for line in demo.log.read_text(encoding="utf-8").splitlines() if '"ERROR"' in line]


def test_with_a_wrong_password_the_skill_apologizes_and_the_demo_does_no_work(
    for_host: Artifact, demo: Demo, secrets: Secrets, tmp_path: Path
) -> None:
    environ = {**secrets.environ, "RACING_API_URL": demo.url, "RACING_API_SECRET": secrets.wrong}
    demo.answered.clear()
    (said,) = asked_of(for_host, tmp_path, environ, in_two_days()[0])
    assert "races on" not in said
    assert "sorry" in said.lower()
    assert demo.answered
    assert set(demo.answered) == {401}


def test_a_demo_that_cannot_read_its_secret_says_503_and_the_skill_apologizes(
    for_host: Artifact, demo_for_host: Artifact, secrets: Secrets, tmp_path: Path
) -> None:
    with demo_running(demo_for_host, secrets, tmp_path / "demo.txt", RACE_API_SECRET="no-such-secret") as broken:
        answer = requests.get(f"{broken.url}/v1/north-america/meets", auth=(USERNAME, PASSWORD), timeout=10)
        assert (answer.status_code, answer.json()) == (503, {"detail": "Service Unavailable"})
        environ = {**secrets.environ, "RACING_API_URL": broken.url, "RACING_API_SECRET": secrets.right}
        (said,) = asked_of(for_host, tmp_path, environ, in_two_days()[0])
    assert "sorry" in said.lower()
    log = broken.log.read_text(encoding="utf-8")
    assert "the credentials cannot be read: ResourceNotFoundException" in log
    assert "no-such-secret" not in log


def test_only_what_the_demo_runs_on_is_in_its_artifact(demo_for_host: Artifact) -> None:
    found = {path.name for path in demo_for_host.folder.iterdir()}
    packages = {name for name in found if name.endswith(".dist-info")}
    assert found - packages == {"demo", "race_api", "loopback", "lambda", "tzdata"}
    assert [name.partition("-")[0] for name in packages] == ["tzdata"]
    assert [path.name for path in (demo_for_host.folder / "lambda").rglob("*.csv")] == ["tracks.csv"]
