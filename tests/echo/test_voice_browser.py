from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from echo.page.sound import offline_voice
from echo.understanding.model import MODEL_FILE, load_model
from echo.voice.offline import NoVoiceError, Voice
from echo.voice.wav import Sound, read_wav, write_wav
from tests.support.browser import Window
from tests.support.page import served
from tests.support.voice import FakeVoice, one_after_the_other, tone
from tools.browser import launched

# The real voice takes its time on a busy machine.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

Talk = Callable[[Sound, Voice], AbstractContextManager[Window]]
PATIENCE_MILLISECONDS = 25_000
# No room is without a sound.
HUM = 0.004
# What is played is noted, for nobody listens.
NOTES = """
    window.played = [];
    const start = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function () {
        if (this.context instanceof AudioContext) window.played.push(this.buffer.duration);
        return start.call(this);
    };
"""


@pytest.fixture
def talk(chromium: Any, tmp_path: Path) -> Talk:
    """Return what opens the page before a microphone that takes a sound once, in a room that hums."""
    return partial(talking, chromium.browser_type, tmp_path)


@contextmanager
def talking(kind: Any, folder: Path, spoken: Sound, voice: Voice) -> Iterator[Window]:
    microphone = folder / "microphone.wav"
    before, after = (tone(seconds, spoken.rate, HUM) for seconds in (1, 12))
    microphone.write_bytes(write_wav(one_after_the_other(before, spoken, after)))
    options = (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={microphone}%noloop",
    )
    with launched(kind, *options) as chromium, served(folder, voice=voice) as page:
        tab = chromium.new_page()
        tab.add_init_script(NOTES)
        window = Window(tab, page.url)
        tab.set_default_timeout(PATIENCE_MILLISECONDS)
        yield window
        assert window.complaints == []


def button(window: Window, name: str) -> Any:
    return window.page.get_by_role("button", name=name, exact=True)


def note(window: Window, name: str) -> str:
    text: str = window.page.locator(f"#{name}-note").inner_text()
    return text


def answered(window: Window) -> list[str]:
    window.page.locator(".alexa .words").first.wait_for()
    return window.said()


def test_what_is_said_is_recorded_until_they_are_silent_and_the_answer_is_said(talk: Talk) -> None:
    voice = FakeVoice("open talk horse racing")
    with talk(tone(2, 48_000), voice) as window:
        assert note(window, "microphone") == "Off. What you say is heard on this machine."
        button(window, "Voice").click()
        assert note(window, "voice") == "On, spoken on this machine."
        button(window, "Microphone").click()
        assert note(window, "microphone").startswith("Listening on this machine, ")
        said = answered(window)
        window.page.wait_for_function("window.played.length")
    assert said[0] == "open talk horse racing"
    (recorded,) = voice.heard[:1]
    # It ends a second after the tone.
    assert 2.5 < recorded.seconds < 5
    loud = [abs(sample) for sample in memoryview(recorded.samples).cast("h")]
    assert max(loud) > 0x1000
    assert sum(sample > 0x400 for sample in loud) > recorded.rate
    assert voice.said[0][0] == said[1]


def test_who_says_nothing_is_told_so(talk: Talk) -> None:
    voice = FakeVoice()
    with talk(tone(1, loudness=HUM), voice) as window:
        button(window, "Microphone").click()
        window.page.get_by_text("Nothing was heard, on this machine.").wait_for()
        assert button(window, "Microphone").get_attribute("aria-pressed") == "false"
    assert voice.heard == []


def test_who_presses_again_has_spoken(talk: Talk) -> None:
    voice = FakeVoice("open talk horse racing")
    with talk(tone(9, 48_000), voice) as window:
        button(window, "Microphone").click()
        window.page.wait_for_timeout(3000)
        button(window, "Microphone").click()
        answered(window)
    assert 1 < voice.heard[0].seconds < 5


def test_a_favorite_track_that_is_said_is_remembered_and_the_answer_heard(talk: Talk) -> None:
    try:
        voice = offline_voice(load_model(MODEL_FILE))
    except NoVoiceError as error:
        pytest.skip(f"not run: {error}")
    with closing(voice):
        spoken = read_wav(voice.say(["My favorite track is Arapahoe Park."]))
        with talk(spoken, voice) as window:
            window.say("open talk horse racing")
            button(window, "Voice").click()
            button(window, "Microphone").click()
            window.page.get_by_text("Understood").first.wait_for()
            heard, answer = window.said()[2:4]
            window.page.wait_for_function("window.played.length")
            (seconds, *_) = window.page.evaluate("window.played")
    assert heard.lower() == "my favorite track is arapahoe park"
    assert "Arapahoe Park" in answer
    assert seconds > 1
