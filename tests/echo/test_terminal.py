import io
import json
import stat
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

import pytest
import requests
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from echo import desk
from echo.__main__ import main
from echo.device.delivery import Handler
from echo.device.echo import Echo
from echo.device.envelopes import ACCOUNT
from echo.favorites import FileFavorites, move_older
from echo.skill import BuildHandler, ConfigurationError
from echo.terminal import talk
from echo.understanding.model import MODEL_FILE, Model, load_model
from echo.understanding.utterances import Interpreter
from horse_racing.memory.favorites import Listener
from horse_racing.racing.clock import Deadline
from loopback.clock import Clock, DeskClock
from race_api.meets import Calendar
from race_api.season import season
from tests.support.fakes import FakeClock

Json = dict[str, Any]

ELSEWHERE = {"RACING_API_URL": "https://races.example", "RACING_API_USERNAME": "me", "UNRELATED": "x"}
TOLD = "(race data from https://races.example)\n"

# No test may touch what the person at this machine has told the skill.
start = partial(main, folder=Path(__file__).parent / "nowhere", machine=FakeClock())


class Screen(io.StringIO):
    """A terminal to write to."""

    def isatty(self) -> bool:
        return True


class Keyboard(io.StringIO):
    """A standard input that a person types on."""

    def isatty(self) -> bool:
        return True


def speech(text: str) -> Json:
    return {"outputSpeech": {"type": "SSML", "ssml": f"<speak>{text}</speak>"}}


def polite(event: Json, _context: object) -> Json:
    """Ask on a launch, else say goodbye."""
    kind = event["request"]["type"]
    if kind == "SessionEndedRequest":
        body = {}
    elif kind == "LaunchRequest":
        body = speech("Tea &amp; <break/>[bold]scones[/bold] :smile:?") | {
            "reprompt": speech("Tea?"),
            "shouldEndSession": False,
        }
    else:
        body = speech("Goodbye.") | {"shouldEndSession": True}
    return {"version": "1.0", "response": body}


def rude(_event: Json, _context: object) -> Json:
    return {"version": "1.0", "response": {}}


class Build:
    """Hands out a handler and keeps what it was asked to build it from."""

    def __init__(self, handler: Handler = polite) -> None:
        self._handler = handler
        self.environ: Mapping[str, str] = {}
        self.now = datetime.min.replace(tzinfo=UTC)

    def __call__(self, environ: Mapping[str, str], clock: Clock, favorites: FileFavorites) -> Handler:
        assert favorites.path.name == "favorites.json"
        self.environ = environ
        self.now = clock.now()
        return self._handler


def converse(*lines: str, handler: Handler = polite, stdout: io.StringIO | None = None) -> tuple[int, str]:
    """Hold a piped conversation; return the exit code and the text it left after the line on the race data."""
    stdout = stdout or io.StringIO()
    code = start((), ELSEWHERE, io.StringIO("".join(f"{line}\n" for line in lines)), stdout, build=Build(handler))
    told, text = stdout.getvalue().split("\n", 1)
    assert told.removeprefix("\x1b[2m").removesuffix("\x1b[0m") == TOLD.rstrip()
    return code, text


def test_a_piped_conversation_shows_both_sides_and_where_the_session_closes() -> None:
    code, text = converse("open talk horse racing", "", "  help ")
    assert code == 0
    assert text.splitlines() == [
        "> open talk horse racing",
        "Alexa  Tea & [bold]scones[/bold] :smile:?",
        "> help",
        "Alexa  Goodbye.",
        "· session closed",
    ]


def test_a_device_with_a_screen_says_what_is_on_it() -> None:
    def shows(event: Json, _context: object) -> Json:
        assert event["context"]["Viewport"]["pixelWidth"] == 1280
        directive = {
            "type": "Alexa.Presentation.APL.RenderDocument",
            "token": "races.1.card",
            "document": {"type": "APL", "version": "1.4", "mainTemplate": {"parameters": ["screen"], "items": [{}]}},
            "datasources": {"screen": {"properties": {"races": [], "title": "Saratoga", "subtitle": ""}}},
        }
        return {"version": "1.0", "response": speech("Nine races.") | {"directives": [directive]}}

    stdout = io.StringIO()
    said = io.StringIO("open talk horse racing\nAlexa, help\nhelp\n")
    assert start(("--device", "show-8"), ELSEWHERE, said, stdout, build=Build(shows)) == 0
    assert stdout.getvalue().splitlines()[1:] == [
        "> open talk horse racing",
        "Alexa  Nine races.",
        "[on the screen: races.1.card: Saratoga]",
        "> Alexa, help",
        "Alexa  Nine races.",
        "> help",
        '(the microphone is off; touch the screen or begin with "Alexa, ...")',
    ]


def test_no_input_is_no_conversation() -> None:
    assert converse() == (0, "")


def test_long_speech_stays_on_one_line_when_piped() -> None:
    def talkative(_event: Json, _context: object) -> Json:
        return {"version": "1.0", "response": speech("many words " * 60 + ".") | {"shouldEndSession": True}}

    _, text = converse("open talk horse racing", handler=talkative)
    assert len(text.splitlines()) == 3


def test_a_closed_session_is_explained() -> None:
    code, text = converse("how many races")
    assert code == 0
    assert '(the session is closed; say "open talk horse racing" or "ask talk horse racing …")' in text


def test_unknown_words_are_explained_before_the_skill_answers() -> None:
    _, text = converse("open talk horse racing", "how many race")
    assert text.index('nearest sample: "how many races"') < text.index("Goodbye.")


def test_what_is_said_while_the_answer_is_awaited_is_shown_before_it() -> None:
    def busy(event: Json, context: object) -> Json:
        system = event["context"]["System"]
        body = {
            "header": {"requestId": event["request"]["requestId"]},
            "directive": {"type": "VoicePlayer.Speak", "speech": "<speak>One moment.</speak>"},
        }
        headers = {"Authorization": f"Bearer {system['apiAccessToken']}"}
        requests.post(f"{system['apiEndpoint']}/v1/directives", json=body, headers=headers, timeout=5)
        return polite(event, context)

    code, text = converse("open talk horse racing", handler=busy)
    assert text.splitlines()[1:] == ["Alexa  One moment.", "Alexa  Tea & [bold]scones[/bold] :smile:?"]
    assert code == 0


def test_the_device_tells_where_it_stands_and_who_speaks() -> None:
    seen: list[Json] = []

    def curious(event: Json, context: object) -> Json:
        system = event["context"]["System"]
        headers = {"Authorization": f"Bearer {system['apiAccessToken']}"}
        path = f"/v2/devices/{system['device']['deviceId']}/settings/System.timeZone"
        zone = requests.get(system["apiEndpoint"] + path, headers=headers, timeout=5).json()
        seen.append({"zone": zone, "person": system.get("person", {}).get("personId")})
        return polite(event, context)

    for argv in ((), ("--time-zone", "America/Denver", "--person", "Ann")):
        start(argv, ELSEWHERE, io.StringIO("open talk horse racing\n"), io.StringIO(), build=Build(curious))
    assert seen == [
        {"zone": "America/New_York", "person": None},
        {"zone": "America/Denver", "person": "amzn1.ask.person.SIMULATED-Ann"},
    ]


class Remembering:
    """A skill that has a favorite erased when it is disabled, or cannot."""

    def __init__(self, path: Path, *, erases: bool = True) -> None:
        self.favorites = FileFavorites(path)
        self.favorites.keep(Listener(ACCOUNT), "TAM", datetime.now(UTC), Deadline.after(DeskClock(), 5))
        self.events: list[str] = []
        self._erases = erases

    def __call__(self, event: Json, context: object) -> Json:
        kind = event["request"]["type"]
        if not kind.startswith("AlexaSkillEvent."):
            return polite(event, context)
        self.events.append(kind)
        if kind.endswith("Disabled"):
            if not self._erases:
                raise RuntimeError("not erased")
            self.favorites.erase(ACCOUNT, Deadline.after(DeskClock(), 5))
        return {"version": "1.0", "response": {}}


def remembering(folder: Path, skill: Remembering, *lines: str) -> tuple[int, list[str]]:
    stdout = io.StringIO()
    stdin = io.StringIO("".join(f"{line}\n" for line in lines))
    code = main((), ELSEWHERE, stdin, stdout, folder=folder, build=Build(skill))
    return code, stdout.getvalue().splitlines()[1:]


def test_what_is_remembered_is_told_at_the_beginning_and_can_be_forgotten(tmp_path: Path) -> None:
    skill = Remembering(tmp_path / "favorites.json")
    code, shown = remembering(tmp_path, skill, "open talk horse racing", "/forget")
    assert code == 0
    assert shown[0] == f"(Tampa Bay Downs is remembered, in {tmp_path}/favorites.json; /forget erases it)"
    assert shown[3:] == [
        "> /forget",
        "· session closed",
        "(the skill was disabled and enabled again: nothing is remembered)",
    ]
    assert skill.events == ["AlexaSkillEvent.SkillDisabled", "AlexaSkillEvent.SkillEnabled"]
    assert list(tmp_path.iterdir()) == []


def test_what_could_not_be_forgotten_is_told(tmp_path: Path) -> None:
    code, shown = remembering(tmp_path, Remembering(tmp_path / "favorites.json", erases=False), "/forget")
    assert code == 1
    assert shown[2].startswith("VIOLATION  the handler raised RuntimeError: not erased (")
    remembered = f"Tampa Bay Downs is remembered, in {tmp_path}/favorites.json; /forget erases it"
    assert shown[3] == f"(the skill was disabled and enabled again: {remembered})"


def test_a_file_that_is_no_favorites_is_told_and_no_obstacle(tmp_path: Path) -> None:
    skill = Remembering(tmp_path / "favorites.json")
    (tmp_path / "favorites.json").write_text("garbage", encoding="utf-8")
    _, shown = remembering(tmp_path, skill, "open talk horse racing", "/forget")
    assert (
        shown[0]
        == f"(what was remembered cannot be read, in {tmp_path}/favorites.json; /forget erases it, or else delete it)"
    )
    assert shown[2].startswith("Alexa  Tea")
    assert shown[-1].endswith("nothing is remembered)")


def test_a_broken_contract_is_shown_loudly_and_is_the_exit_code() -> None:
    code, text = converse("open talk horse racing", handler=rude)
    assert code == 1
    assert "Alexa  There was a problem with the requested skill's response.\n" in text
    assert "VIOLATION  outputSpeech is missing\n" in text
    assert text.endswith("· session closed\n")


def test_a_wrong_answer_to_the_end_alone_is_a_broken_contract_too() -> None:
    def clingy(event: Json, context: object) -> Json:
        return polite(event | {"request": {"type": "LaunchRequest"}}, context)

    code, text = converse("open talk horse racing", "exit", handler=clingy)
    assert code == 1
    assert "VIOLATION  the answer to a SessionEndedRequest carries reprompt" in text


def test_silence_repeats_the_question_and_then_ends_the_session() -> None:
    _, text = converse("open talk horse racing", "/silence", "/silence")
    assert text.splitlines()[2:] == [
        "> /silence",
        "Alexa  Tea?",
        "· session closed",
        "> /silence",
        '(the session is closed; say "open talk horse racing" or "ask talk horse racing …")',
    ]


def test_json_shows_the_last_request_and_response() -> None:
    _, text = converse("/json", "open talk horse racing", "/json")
    assert "(nothing was sent yet)" in text
    shown = text.split("> /json\n")[2]
    decoder = json.JSONDecoder()
    request, end = decoder.raw_decode(shown)
    response, _ = decoder.raw_decode(shown[end:].lstrip())
    assert request["request"]["type"] == "LaunchRequest"
    assert response["response"]["shouldEndSession"] is False


def test_json_shows_that_there_was_no_response() -> None:
    def broken(_event: Json, _context: object) -> Json:
        raise ValueError("no")

    _, text = converse("open talk horse racing", "/json", handler=broken)
    assert text.endswith("}\nnull\n")


def suggested(text: str) -> list[str]:
    """Return the lines of /help that say what to say."""
    return text.partition("What to say:\n")[2].partition("Commands:\n")[0].splitlines()


def test_help_lists_what_can_be_said_and_the_commands() -> None:
    _, text = converse("/help")
    assert "  open talk horse racing\n" in text
    assert "  how many races\n" in text
    assert "  /silence  " in text
    assert "{" not in text


def test_help_suggests_a_track_that_races_and_one_way_to_end() -> None:
    suggestions = [line.strip() for line in suggested(converse("/help")[1])]
    assert any("Tampa Bay Downs" in line for line in suggestions)
    assert not any("Ajax Downs" in line for line in suggestions)
    assert {"help", "stop"} <= set(suggestions)
    assert not {"cancel", "go home", "i'm done", "that's all"} & set(suggestions)


def test_what_help_suggests_is_understood() -> None:
    interpreter = Interpreter(load_model(MODEL_FILE))
    for line in suggested(converse("/help")[1])[2:]:
        assert not interpreter.understand(line, date(2026, 11, 21)).hint, line


def test_without_the_best_known_track_help_suggests_the_first_one() -> None:
    document = {
        "invocationName": "town guide",
        "intents": [{"name": "A", "slots": [{"name": "Town", "type": "TOWN"}], "samples": ["visit {Town}"]}],
        "types": [{"name": "TOWN", "values": [{"id": name, "name": {"value": name}} for name in ("Paris", "Rome")]}],
    }
    model = Model.from_document({"interactionModel": {"languageModel": document}}, "en-US")
    stdout = io.StringIO()
    talk(Echo(polite, model, DeskClock()), model, ["no races"], io.StringIO("/help\n"), stdout)
    assert "  visit Paris\n" in stdout.getvalue()


def test_quit_leaves_at_once() -> None:
    assert converse("/quit", "open talk horse racing") == (0, "> /quit\n")


def test_an_unknown_command_is_told() -> None:
    assert converse("/dance")[1] == "> /dance\n(there is no command /dance; /help lists them)\n"


def test_there_are_no_colors_without_a_terminal() -> None:
    assert "\x1b" not in converse("open talk horse racing", handler=rude)[1]


def test_there_are_colors_on_a_terminal_unless_they_are_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    red = "\x1b[1;31m"
    assert red in converse("open talk horse racing", handler=rude, stdout=Screen())[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert red not in converse("open talk horse racing", handler=rude, stdout=Screen())[1]


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


@pytest.mark.parametrize("leave", ["\x03", "\x04", "/quit\n"])
def test_a_person_is_greeted_and_leaves_quietly(keys: PipeInput, leave: str, tmp_path: Path) -> None:
    keys.send_text(f"open talk horse racing\n{leave}")
    stdout = Screen()
    assert start((), ELSEWHERE, Keyboard(), stdout, folder=tmp_path, build=Build(rude)) == 0
    data, greeting = stdout.getvalue().splitlines()[:2]
    assert "(race data from https://races.example)" in data
    assert 'Say "open talk horse racing"' in greeting
    assert "VIOLATION" in stdout.getvalue()


def test_what_was_typed_is_there_the_next_time(keys: PipeInput, tmp_path: Path) -> None:
    up = "\x1b[A"
    for typed in ("open talk horse racing\n\x04", f"{up}\n\x04"):
        keys.send_text(typed)
        stdout = Screen()
        start((), ELSEWHERE, Keyboard(), stdout, folder=tmp_path, build=Build())
        assert "scones" in stdout.getvalue()
    assert stat.S_IMODE((tmp_path / "history").stat().st_mode) == 0o600


EVENING = datetime(2026, 11, 28, 21, 30, tzinfo=ZoneInfo("America/New_York"))


def opened_at(argv: tuple[str, ...], environ: dict[str, str], now: datetime) -> tuple[datetime, list[str]]:
    """Begin a conversation on a machine whose clock shows this; return the time the skill has and what is told."""
    build, stdout = Build(), io.StringIO()
    start(argv, environ, io.StringIO(), stdout, machine=FakeClock(now), build=build)
    return build.now, stdout.getvalue().splitlines()


def test_late_in_the_evening_it_opens_at_the_next_racing_morning_and_says_so() -> None:
    opens, told = opened_at((), {}, EVENING)
    assert 0 <= (opens - datetime(2026, 11, 29, 14, 0, tzinfo=UTC)).total_seconds() < 10
    assert told[1] == (
        "(it is late, and the first races of the day are over: the clock shows Sunday, November 29, 9:00 AM, "
        "the next morning of racing; NOW=... or --now sets another time)"
    )


def test_by_day_and_with_races_of_ones_own_the_clock_is_the_machines() -> None:
    noon = EVENING.replace(hour=12)
    assert opened_at((), {}, noon) == (noon, ["(invented races of the local race API)"])
    assert opened_at((), ELSEWHERE, EVENING) == (EVENING, [TOLD.rstrip()])


def test_a_time_that_was_set_is_kept_in_the_evening() -> None:
    opens, told = opened_at(("--now", "2026-11-28T21:30"), {}, EVENING)
    assert 0 <= (opens - EVENING).total_seconds() < 10
    assert told == ["(invented races of the local race API)"]


def test_what_an_earlier_version_kept_elsewhere_is_moved_once_and_that_is_told(tmp_path: Path) -> None:
    older, newer = tmp_path / "user-data", tmp_path / "checkout"
    Remembering(older / "favorites.json")
    lines = []
    for _ in range(2):
        stdout = io.StringIO()
        start((), ELSEWHERE, io.StringIO(), stdout, folder=newer, older=older, build=Build())
        lines.append(stdout.getvalue().splitlines()[1:])
    kept = f"(Tampa Bay Downs is remembered, in {newer}/favorites.json; /forget erases it)"
    moved = f"(what was remembered in {older}/favorites.json lies in {newer}/favorites.json now)"
    assert lines == [[moved, kept], [kept]]
    assert not older.exists()


def test_a_memory_that_is_there_already_is_not_overwritten(tmp_path: Path) -> None:
    older, newer = tmp_path / "user-data", tmp_path / "checkout"
    for folder in (older, newer):
        Remembering(folder / "favorites.json")
    stdout = io.StringIO()
    start((), ELSEWHERE, io.StringIO(), stdout, folder=newer, older=older, build=Build())
    assert "lies in" not in stdout.getvalue()
    assert (older / "favorites.json").exists()


def test_a_memory_that_cannot_be_moved_is_told(tmp_path: Path) -> None:
    Remembering(tmp_path / "favorites.json")
    (tmp_path / "file").touch()
    assert "could not be moved to" in move_older(tmp_path / "favorites.json", tmp_path / "file" / "favorites.json")
    assert (tmp_path / "favorites.json").exists()


@pytest.mark.parametrize(
    "environ",
    [
        {"RACING_API_URL": "https://races.example", "RACING_API_USERNAME": "me"},
        {"RACING_API_URL": ""},
        {"RACING_API_USERNAME": "me"},
        {"RACING_API_PASSWORD": ""},
        {"RACING_API_SECRET": "races/credentials"},
        {"RACING_API_URL": "https://races.example", "RACE_CACHE_TABLE": "races", "SKILL_ID": "amzn1.ask.skill.mine"},
    ],
)
def test_a_race_api_of_ones_own_is_handed_on_as_it_is_even_half_of_it(environ: dict[str, str]) -> None:
    build = Build()
    start((), environ | {"UNRELATED": "x"}, io.StringIO(), io.StringIO(), build=build)
    assert build.environ == environ


def test_the_developers_own_table_of_favorites_is_left_alone() -> None:
    build, stdout = Build(), io.StringIO()
    environ = ELSEWHERE | {"RACE_CACHE_TABLE": "races", "FAVORITES_TABLE": "favorites"}
    start((), environ, io.StringIO(), stdout, build=build)
    assert build.environ["RACE_CACHE_TABLE"] == "races"
    assert "FAVORITES_TABLE" not in build.environ
    assert stdout.getvalue() == "(race data from https://races.example; left alone: FAVORITES_TABLE)\n"


class FakeRaceApi:
    """A race API that serves nothing and shows what it was started with."""

    started: Json

    def __init__(self, *, clock: Callable[[], datetime], calendar: Calendar, seed: str) -> None:
        assert calendar is season
        type(self).started = {"now": clock(), "seed": seed}
        self.url, self.username, self.password = "http://127.0.0.1:1", "invented", "horses"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        type(self).started["stopped"] = True


def test_without_one_the_local_race_api_is_started_on_the_same_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "RaceApi", FakeRaceApi)
    build = Build()
    argv = ("--now", "2026-05-02T12:00", "--time-zone", "America/Denver", "--seed", "7")
    stdout = io.StringIO()
    assert start((*argv, "--skill-id", "amzn1.ask.skill.mine"), {}, io.StringIO(), stdout, build=build) == 0
    assert stdout.getvalue() == "(invented races of the local race API)\n"
    assert build.environ == {
        "RACING_API_URL": "http://127.0.0.1:1",
        "RACING_API_USERNAME": "invented",
        "RACING_API_PASSWORD": "horses",
        "SKILL_ID": "amzn1.ask.skill.mine",
    }
    assert FakeRaceApi.started["seed"] == "7"
    assert FakeRaceApi.started["stopped"]
    for moment in (build.now, FakeRaceApi.started["now"]):
        assert 0 <= (moment - datetime(2026, 5, 2, 18, 0, tzinfo=UTC)).total_seconds() < 10


@pytest.mark.parametrize("argv", [(), ("--now", "2026-05-02")])
def test_neither_invented_races_nor_a_clock_that_was_set_reach_a_shared_table(
    monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...]
) -> None:
    monkeypatch.setattr(desk, "RaceApi", FakeRaceApi)
    build, stdout = Build(), io.StringIO()
    environ = {"RACE_CACHE_TABLE": "races", "FAVORITES_TABLE": "favorites"} | (ELSEWHERE if argv else {})
    start(argv, environ, io.StringIO(), stdout, build=build)
    assert not {"RACE_CACHE_TABLE", "FAVORITES_TABLE"} & set(build.environ)
    told = "race data from https://races.example" if argv else "invented races of the local race API"
    assert stdout.getvalue() == f"({told}; left alone: RACE_CACHE_TABLE and FAVORITES_TABLE)\n"


@pytest.mark.parametrize(
    ("argv", "environ", "skill_id"),
    [
        (("--skill-id", "amzn1.ask.skill.mine"), {}, "amzn1.ask.skill.mine"),
        ((), {"SKILL_ID": "amzn1.ask.skill.theirs"}, "amzn1.ask.skill.theirs"),
        (("--skill-id", "amzn1.ask.skill.mine"), {"SKILL_ID": "amzn1.ask.skill.theirs"}, "amzn1.ask.skill.mine"),
        ((), {"SKILL_ID": ""}, "amzn1.ask.skill.simulated"),
    ],
)
def test_the_skill_id_is_the_application_of_every_request(
    argv: tuple[str, ...], environ: dict[str, str], skill_id: str
) -> None:
    stdin, stdout, build = io.StringIO("open talk horse racing\n/json\n"), io.StringIO(), Build()
    start(argv, ELSEWHERE | environ, stdin, stdout, build=build)
    assert f'"applicationId": "{skill_id}"' in stdout.getvalue()
    assert build.environ["SKILL_ID"] == (skill_id if argv else environ["SKILL_ID"])


def failing(error: Exception) -> BuildHandler:
    def build(_environ: Mapping[str, str], _clock: Clock, _favorites: FileFavorites) -> Handler:
        raise error

    return build


def test_settings_the_skill_refuses_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    build = failing(ConfigurationError("RACING_API_PASSWORD is not set"))
    assert start((), ELSEWHERE, io.StringIO(), io.StringIO(), build=build) == 2
    assert capsys.readouterr().err == "RACING_API_PASSWORD is not set\n"


@pytest.mark.parametrize(
    ("environ", "missing"),
    [
        (ELSEWHERE, ["RACING_API_PASSWORD"]),
        ({"RACING_API_URL": ""}, ["RACING_API_URL", "RACING_API_USERNAME", "RACING_API_PASSWORD"]),
        ({"RACING_API_USERNAME": "me", "RACING_API_PASSWORD": "x"}, ["RACING_API_URL"]),
        ({"RACING_API_SECRET": "races/credentials"}, ["RACING_API_URL"]),
    ],
)
def test_the_real_skill_names_the_variables_it_misses(
    environ: dict[str, str], missing: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    stdout = io.StringIO()
    assert start((), environ, io.StringIO(), stdout) == 2
    assert capsys.readouterr().err == "; ".join(f"{name} is not set" for name in missing) + "\n"
    assert stdout.getvalue() == ""


def test_a_secret_without_an_aws_region_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    environ = {"RACING_API_URL": "https://races.example", "RACING_API_SECRET": "races/credentials"}
    assert start((), environ, io.StringIO(), io.StringIO()) == 2
    assert capsys.readouterr().err == "AWS cannot be asked for RACING_API_SECRET: You must specify a region.\n"


def test_a_conversation_without_an_input_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert start((), ELSEWHERE, None, io.StringIO(), build=Build()) == 2
    assert capsys.readouterr().err == "A conversation needs input: standard input is closed.\n"


def test_characters_that_an_encoding_does_not_have_are_replaced() -> None:
    shown = io.BytesIO()
    stdin = io.TextIOWrapper(io.BytesIO(b"how many \xff races\n"), encoding="utf-8")
    stdout = io.TextIOWrapper(shown, encoding="ascii")
    assert start((), ELSEWHERE, stdin, stdout, build=Build()) == 0
    stdout.flush()
    assert b"> how many ? races\n" in shown.getvalue()
    assert b'"ask talk horse racing ?"' in shown.getvalue()


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("--time-zone", "Mars/Olympus"), "Mars/Olympus is no time zone"),
        (("--time-zone", "../etc"), "../etc is no time zone"),
        (("--now", "soon"), "not an ISO date and time: soon"),
        (("--now", "9999-12-31T23:00"), "not within the years 2000 to 2100: 9999-12-31T23:00"),
        (("--now", "1999-12-31T23:00"), "not within the years 2000 to 2100: 1999-12-31T23:00"),
    ],
)
def test_an_option_that_makes_no_sense_is_told(
    argv: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as leaving:
        start(argv, ELSEWHERE, io.StringIO(), io.StringIO(), build=Build())
    assert leaving.value.code == 2
    assert told in capsys.readouterr().err


def test_interrupting_leaves_quietly() -> None:
    class Interrupted(io.StringIO):
        def __next__(self) -> Any:
            raise KeyboardInterrupt

    assert start((), ELSEWHERE, Interrupted(), io.StringIO(), build=Build()) == 0
