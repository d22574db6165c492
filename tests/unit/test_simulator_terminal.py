import io
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Self

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

import simulator.__main__ as program
from simulator.__main__ import BuildHandler, ConfigurationError, main
from simulator.clock import Clock
from simulator.delivery import Handler

Json = dict[str, Any]

ELSEWHERE = {"RACING_API_URL": "https://races.example", "RACING_API_USERNAME": "me", "UNRELATED": "x"}


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

    def __call__(self, environ: Mapping[str, str], clock: Clock) -> Handler:
        self.environ = environ
        self.now = clock.now()
        return self._handler


def converse(*lines: str, handler: Handler = polite, stdout: io.StringIO | None = None) -> tuple[int, str]:
    """Hold a piped conversation; return the exit code and the text it left."""
    stdout = stdout or io.StringIO()
    code = main((), ELSEWHERE, io.StringIO("".join(f"{line}\n" for line in lines)), stdout, Build(handler))
    return code, stdout.getvalue()


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


def test_help_lists_what_can_be_said_and_the_commands() -> None:
    _, text = converse("/help")
    assert "  open talk horse racing\n" in text
    assert "  how many races\n" in text
    assert "  /silence  " in text
    assert "{" not in text


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
def test_a_person_is_greeted_and_leaves_quietly(keys: PipeInput, leave: str) -> None:
    keys.send_text(f"open talk horse racing\n{leave}")
    stdout = Screen()
    assert main((), ELSEWHERE, Keyboard(), stdout, Build(rude)) == 0
    assert 'Say "open talk horse racing"' in stdout.getvalue()
    assert "VIOLATION" in stdout.getvalue()


def test_a_race_api_of_ones_own_is_handed_on_as_it_is() -> None:
    build = Build()
    main((), ELSEWHERE, io.StringIO(), io.StringIO(), build)
    assert build.environ == {"RACING_API_URL": "https://races.example", "RACING_API_USERNAME": "me"}


class FakeRaceApi:
    """A race API that serves nothing and shows what it was started with."""

    started: Json

    def __init__(self, *, clock: Callable[[], datetime], seed: str) -> None:
        type(self).started = {"now": clock(), "seed": seed}
        self.url, self.username, self.password = "http://127.0.0.1:1", "invented", "horses"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        type(self).started["stopped"] = True


def test_without_one_the_local_race_api_is_started_on_the_same_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "RaceApi", FakeRaceApi)
    build = Build()
    argv = ("--now", "2026-05-02T12:00", "--time-zone", "America/Denver", "--seed", "7")
    assert main((*argv, "--skill-id", "amzn1.ask.skill.mine"), {}, io.StringIO(), io.StringIO(), build) == 0
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


def test_the_skill_id_is_the_application_of_every_request() -> None:
    stdout = io.StringIO()
    stdin = io.StringIO("open talk horse racing\n/json\n")
    main(("--skill-id", "amzn1.ask.skill.mine"), ELSEWHERE, stdin, stdout, Build())
    assert '"applicationId": "amzn1.ask.skill.mine"' in stdout.getvalue()


def failing(error: Exception) -> BuildHandler:
    def build(_environ: Mapping[str, str], _clock: Clock) -> Handler:
        raise error

    return build


def test_settings_the_skill_refuses_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    build = failing(ConfigurationError("RACING_API_PASSWORD is not set"))
    assert main((), ELSEWHERE, io.StringIO(), io.StringIO(), build) == 2
    assert capsys.readouterr().err == "RACING_API_PASSWORD is not set\n"


def test_the_real_skill_names_the_variable_it_misses(capsys: pytest.CaptureFixture[str]) -> None:
    assert main((), ELSEWHERE, io.StringIO(), io.StringIO()) == 2
    assert "RACING_API_PASSWORD" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("--time-zone", "Mars/Olympus"), "Mars/Olympus is no time zone"),
        (("--time-zone", "../etc"), "../etc is no time zone"),
        (("--now", "soon"), "invalid"),
    ],
)
def test_an_option_that_makes_no_sense_is_told(
    argv: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(argv, ELSEWHERE, io.StringIO(), io.StringIO(), Build())
    assert leaving.value.code == 2
    assert told in capsys.readouterr().err


def test_interrupting_leaves_quietly() -> None:
    class Interrupted(io.StringIO):
        def __next__(self) -> Any:
            raise KeyboardInterrupt

    assert main((), ELSEWHERE, Interrupted(), io.StringIO(), Build()) == 0
