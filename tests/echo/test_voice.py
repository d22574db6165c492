import io
import sys
import wave
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event
from typing import BinaryIO

import pytest

from echo.voice import offline
from echo.voice.hearing import Hearing, Transcribe, telling_words
from echo.voice.offline import NoVoiceError, OfflineVoice
from echo.voice.speaking import LONGEST_PAUSE, MOST_CHARACTERS, MOST_PIECES, Piece, Speaking, SpeakingError
from echo.voice.wav import Sound, SoundError, read_wav, write_wav
from tests.support.voice import silence, tone

RATE = 1000
# As Piper: a WAV for each line, named by the time, as long as the line, and no end before there is no more to read.
PROGRAM = """
import sys, time, wave
from pathlib import Path
folder = Path(sys.argv[sys.argv.index("--output-dir") + 1])
for line in sys.stdin:
    {first}
    with wave.open(str(folder / f"{{time.monotonic_ns()}}.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(1000)
        file.writeframes(b"ab" * len(line.strip()))
"""


@contextmanager
def speaking(folder: Path, first: str = "pass", patience: float = 10.0) -> Iterator[Speaking]:
    program = folder / "program.py"
    program.write_text(PROGRAM.format(first=first), encoding="utf-8")
    with closing(Speaking([sys.executable, str(program)], patience)) as made:
        yield made


@contextmanager
def hearing(words: str) -> Iterator[Hearing]:
    with closing(Hearing(lambda: lambda _sound: words)) as made:
        yield made


def test_a_sound_is_the_same_behind_its_wav() -> None:
    assert read_wav(write_wav(tone(0.25))) == tone(0.25)
    assert tone(0.25).seconds == 0.25


def test_what_is_no_wav_of_one_channel_is_refused() -> None:
    stereo = io.BytesIO()
    with wave.open(stereo, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(bytes(40))
    for wav in (b"", b"RIFF", b"<html>" * 20, stereo.getvalue()):
        with pytest.raises(SoundError):
            read_wav(wav)


def test_the_words_of_a_sound_are_heard_without_the_marks_around_them() -> None:
    with hearing(" , My favorite track\n is Zia Park. ") as ears:
        assert ears.hear(write_wav(tone(1))) == "My favorite track is Zia Park"


def test_what_hears_gets_the_samples_and_nothing_that_came_with_them() -> None:
    def written_down(sound: BinaryIO) -> str:
        got.append(sound.read())
        return ""

    got: list[bytes] = []
    with closing(Hearing(lambda: written_down)) as ears:
        ears.hear(write_wav(tone(0.5)) + b"LIST and more")
    assert got == [write_wav(tone(0.5))]


def test_whoever_speaks_first_waits_until_all_is_loaded() -> None:
    begun = Event()

    def load() -> Transcribe:
        begun.set()
        raise OSError("no such model")

    with closing(Hearing(load)) as ears:
        assert begun.wait(5)
        with pytest.raises(OSError, match="no such model"):
            ears.hear(write_wav(tone(0.1)))


@pytest.mark.parametrize(
    "sound", [silence(15.1), tone(0.1, 4_000), silence(0.1, 96_000)], ids=["too long", "too low", "too high"]
)
def test_too_long_a_sound_and_one_that_no_microphone_takes_are_refused(sound: Sound) -> None:
    with hearing("anything") as ears, pytest.raises(SoundError):
        ears.hear(write_wav(sound))


def test_words_that_many_names_have_do_not_tell_them_apart() -> None:
    names = ["Zia Park", "Ellis Park", "Laurel Park", "Los Alamitos", "Los Alamitos Race Course"]
    assert telling_words(names) == ["Zia", "Ellis", "Laurel", "Los", "Alamitos", "Race", "Course"]


def test_a_speech_is_said_with_its_pauses(tmp_path: Path) -> None:
    with speaking(tmp_path) as mouth:
        said = read_wav(mouth.say([0.5, "One.", 2, "Twenty\n two.", 0.25, "—"]))
        again = read_wav(mouth.say(["One."]))
    one, two = b"ab" * 4, b"ab" * 11
    assert said == Sound(RATE, bytes(1000) + one + bytes(4000) + two + bytes(500))
    assert again == Sound(RATE, one)


def test_nothing_that_was_said_stays_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    with speaking(tmp_path) as mouth:
        mouth.say(["One."])
        (waiting,) = temporary.iterdir()
        assert [*waiting.iterdir()] == []
    assert [*temporary.iterdir()] == []


@pytest.mark.parametrize(
    "speech",
    [
        [],
        ["—", 1.0],
        ["a" * (MOST_CHARACTERS + 1)],
        ["a"] * (MOST_PIECES + 1),
        ["a", LONGEST_PAUSE + 1],
        ["a", -1],
        ["a", float("nan")],
        ["a", float("inf")],
    ],
    ids=["empty", "unpronounceable", "long", "many", "paused", "backwards", "no number", "endless"],
)
def test_what_cannot_be_said_is_refused(tmp_path: Path, speech: list[Piece]) -> None:
    with speaking(tmp_path) as mouth, pytest.raises(SoundError):
        mouth.say(speech)


@pytest.mark.parametrize(
    ("first", "told"),
    [
        ("time.sleep(60)", "longer than 1 seconds"),
        ("sys.exit(3)", "ended with 3"),
        ("break", "ended with 0"),
        ("(folder / '1.wav').write_text('x')", "no WAV"),
    ],
)
def test_a_program_that_does_not_speak_is_ended_and_told(tmp_path: Path, first: str, told: str) -> None:
    with speaking(tmp_path, first, patience=1.0) as mouth:
        for _ in range(2):
            with pytest.raises(SpeakingError, match=told):
                mouth.say(["One."])


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(offline, "_PACKAGES", ("wave", "no_such_package"))
    monkeypatch.setattr(offline, "_PIPER", tmp_path / "piper")
    with pytest.raises(NoVoiceError, match=r"no_such_package, piper\. `make show VOICE=yes` installs"):
        OfflineVoice((), "")
