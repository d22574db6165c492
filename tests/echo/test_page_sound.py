import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from echo.page.__main__ import main
from echo.voice import offline
from echo.voice.speaking import SpeakingError
from echo.voice.wav import SoundError, write_wav
from tests.support.page import Page, served
from tests.support.voice import FakeVoice, silence, tone

WAV = "audio/wav"


@pytest.fixture(scope="module")
def shared() -> FakeVoice:
    return FakeVoice()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, shared: FakeVoice) -> Iterator[Page]:
    with served(tmp_path_factory.mktemp("memory"), voice=shared) as page:
        yield page


@pytest.fixture(autouse=True)
def voice(shared: FakeVoice) -> FakeVoice:
    shared.heard.clear()
    shared.said.clear()
    shared.error = None
    return shared


def post(page: Page, path: str, body: bytes, kind: str = WAV, **headers: str) -> requests.Response:
    sent = {"Origin": page.url, "Content-Type": kind, **headers}
    return requests.post(f"{page.url}{path}", data=body, headers=sent, timeout=5)


def test_what_the_microphone_took_is_heard(page: Page, voice: FakeVoice) -> None:
    answer = post(page, "/hear", write_wav(tone(1)))
    assert (answer.status_code, answer.json()) == (200, {"heard": "help"})
    assert voice.heard == [tone(1)]
    assert post(page, "/hear", write_wav(silence(1))).json() == {"heard": ""}


def test_a_speech_becomes_sound(page: Page, voice: FakeVoice) -> None:
    answer = post(page, "/say", json.dumps({"speech": ["One.", 2, "Two.", 0.5]}).encode())
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, WAV)
    assert answer.content == write_wav(tone(0.4))
    assert answer.headers["Cache-Control"] == "no-store"
    assert voice.said == [["One.", 2, "Two.", 0.5]]


@pytest.mark.parametrize(
    ("wav", "kind", "status", "told"),
    [
        (b"not a sound", WAV, 400, "the sound is no WAV"),
        (write_wav(silence(1)), "text/plain", 415, "what is heard is audio/wav"),
        (write_wav(silence(16)), WAV, 413, "what is heard has at most 15 seconds"),
    ],
    ids=["no sound", "no WAV", "too long"],
)
def test_what_cannot_be_heard_is_refused_with_a_reason(
    page: Page, wav: bytes, kind: str, status: int, told: str
) -> None:
    answer = post(page, "/hear", wav, kind)
    assert answer.status_code == status
    assert answer.json()["error"].startswith(told)


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        (b"not JSON", 400, "a speech is a list of texts and pauses"),
        (b"[]", 400, "a speech is a list of texts and pauses"),
        (b'{"speech": "One."}', 400, "a speech is a list of texts and pauses"),
        (b'{"speech": ["One.", true]}', 400, "a speech is a list of texts and pauses"),
        (b'{"speech": []}', 400, "there is nothing to say"),
        (b" " * 50_000, 413, "a speech has at most 8000 characters"),
    ],
    ids=["no JSON", "no object", "no list", "no piece", "nothing", "too long"],
)
def test_what_cannot_be_said_is_refused_with_a_reason(
    page: Page, voice: FakeVoice, body: bytes, status: int, told: str
) -> None:
    answer = post(page, "/say", body, "application/json")
    assert answer.status_code == status
    assert answer.json()["error"].startswith(told)
    assert voice.said == []


def test_why_nothing_is_said_is_told(page: Page, voice: FakeVoice) -> None:
    speech = json.dumps({"speech": ["One."]}).encode()
    for error, status in ((SpeakingError("speaking took too long"), 503), (SoundError("too much"), 400)):
        voice.error = error
        answer = post(page, "/say", speech)
        assert (answer.status_code, answer.json()) == (status, {"error": str(error)})


@pytest.mark.parametrize("path", ["/hear", "/say"])
def test_only_its_own_page_has_a_voice(page: Page, voice: FakeVoice, path: str) -> None:
    for headers in ({"Host": "races.example"}, {"Origin": "https://races.example"}, {"Origin": "null"}):
        assert post(page, path, write_wav(tone(0.1)), **headers).status_code == 403
    assert requests.post(f"{page.url}{path}", data=b"", timeout=5).status_code == 403
    assert (voice.heard, voice.said) == ([], [])


def test_a_page_without_a_voice_has_no_routes_for_it(page: Page, tmp_path: Path) -> None:
    assert page.another_tab().ask("open")["voice"] is True
    with served(tmp_path) as silent:
        assert silent.ask("open")["voice"] is False
        assert post(silent, "/hear", write_wav(tone(0.1))).status_code == 404
        assert post(silent, "/say", b'{"speech": ["One."]}').status_code == 404


def test_a_program_without_what_speaks_says_what_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(offline, "_PACKAGES", ("no_such_package",))
    argv = ["--port", "0", "--no-browser", "--voice"]
    assert main(argv, {}, folder=tmp_path) == 2
    assert "`make show VOICE=yes` installs what the voice needs." in capsys.readouterr().err
