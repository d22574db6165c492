import json
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from echo.device import attention
from echo.page import server as page_server
from tests.support.browser import Window
from tests.support.page import Page, served

pytestmark = pytest.mark.browser

Json = dict[str, Any]
Open = Callable[..., Window]

WELCOME = Path(__file__).parents[2] / "lambda" / "horse_racing" / "screen" / "documents" / "welcome.json"
HOW_MANY = "ask talk horse racing how many races at tampa bay downs"
_A_MOMENT_MILLISECONDS = 600
EIGHT = "There are eight races at Tampa Bay Downs today."


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("memory")


@pytest.fixture(scope="module")
def shared(memory: Path) -> Iterator[Page]:
    with served(memory) as page:
        yield page


@pytest.fixture
def opened(chromium: Any, shared: Page, memory: Path) -> Iterator[Open]:
    """Return what opens a window of a browser that has never been here, with Playwright's options.

    Nobody has told the skill anything, either.
    """
    (memory / "favorites.json").unlink(missing_ok=True)
    contexts, windows = [], []

    def open_window(url: str = shared.url, script: str = "", **options: Any) -> Window:
        context = chromium.new_context(**options)
        contexts.append(context)
        if script:
            context.add_init_script(script)
        windows.append(Window(context.new_page(), url))
        return windows[-1]

    yield open_window
    complaints = [complaint for window in windows for complaint in window.complaints]
    for context in contexts:
        context.close()
    assert complaints == []


def test_the_first_conversation_is_typed(opened: Open) -> None:
    window = opened()
    window.say("open talk horse racing")
    assert window.page.locator("#session").inner_text() == "Listening"
    window.page.locator("#stage").get_by_text("Which track is your favorite?").wait_for()
    window.say("tampa bay downs")
    asked, hello, track, answer = window.said()
    assert (asked, track) == ("open talk horse racing", "tampa bay downs")
    assert hello.endswith("Which track is your favorite?")
    assert "Tampa Bay Downs" in answer
    assert "Understood word by word: " in window.page.locator("#log .understood").last.inner_text()


def test_a_suggestion_is_said_when_it_is_pressed(opened: Open) -> None:
    window = opened()
    window.page.get_by_role("button", name="open talk horse racing", exact=True).click()
    window.page.locator("#log .alexa .words").wait_for()
    assert window.said()[0] == "open talk horse racing"


def test_what_is_typed_is_completed(opened: Open) -> None:
    window = opened()
    window.page.locator("#utterance").fill("how is the tr")
    window.page.get_by_role("button", name="how is the track", exact=True).click()
    assert window.page.locator("#utterance").input_value() == "how is the track"
    assert window.said() == []


def test_a_race_on_the_screen_is_touched(opened: Open) -> None:
    window = opened()
    window.say(HOW_MANY)
    window.page.locator("#stage").get_by_text("1:05 PM").wait_for()
    # A list that was just drawn takes no touch for a moment, as no finger is that quick.
    window.page.wait_for_timeout(_A_MOMENT_MILLISECONDS)
    window.page.locator("#stage").get_by_text("1:05 PM").click()
    window.page.get_by_text("Race two at Tampa Bay Downs today has").wait_for()
    window.page.locator("#stage").get_by_text("Race 2", exact=False).wait_for()


def test_silence_goes_on_to_the_end(opened: Open) -> None:
    window = opened()
    window.say("open talk horse racing")
    window.page.locator("#silence").click()
    window.page.get_by_text("The session is closed").wait_for()
    assert window.page.locator("#session").inner_text() == "Asleep"
    assert window.page.locator("#time").inner_text() == "11:00 AM"
    assert not window.page.locator("#stage").is_visible()


def test_a_screen_that_is_left_alone_goes_dark(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attention, "SCREEN_SECONDS", 1.0)
    window = opened()
    window.say(HOW_MANY)
    window.page.get_by_text("The screen was left alone for half a minute").wait_for()
    assert window.page.locator("#time").is_visible()
    assert window.page.locator("#chips button").first.inner_text() == "open talk horse racing"


HURTS = '<img src="/nowhere" onerror="window.hurt = 1">'


def unsafe(event: Json, _context: object) -> Json:
    """Answer with a horse whose name would run a script."""
    name = HURTS.replace("<", "&lt;").replace('"', "&quot;")
    shown = {
        "type": "Alexa.Presentation.APL.RenderDocument",
        "token": "unsafe",
        "document": json.loads(WELCOME.read_text(encoding="utf-8")),
        "datasources": {
            "screen": {"type": "object", "properties": {"title": name, "size": "long", "sentence": name, "items": []}}
        },
    }
    words = {"type": "SSML", "ssml": f"<speak>Here is {name}.</speak>"}
    body = {"outputSpeech": words, "directives": [shown]}
    return {"version": "1.0", "response": {} if event["request"]["type"] == "SessionEndedRequest" else body}


@pytest.mark.parametrize("drawn", [True, False], ids=["drawn", "as text"])
def test_an_unsafe_name_is_shown_as_text(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, drawn: bool
) -> None:
    if not drawn:
        monkeypatch.setattr(page_server, "ENGINE", tmp_path / "none")
    with served(tmp_path, build=lambda *_: unsafe) as page:
        window = opened(page.url)
        window.say(f"ask talk horse racing {HURTS}")
        window.say("open talk horse racing")
        window.page.locator("#stage" if drawn else "#card").get_by_text("<img").first.wait_for()
        window.page.locator("summary").last.click()
        assert f"Here is {HURTS}." in window.said()
        assert window.page.locator("main img").count() == 0
        assert window.page.evaluate("window.hurt") is None


def test_without_the_renderer_the_screen_is_text(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_server, "ENGINE", tmp_path / "none")
    window = opened()
    window.say(HOW_MANY)
    assert window.page.locator("#card").inner_text().startswith("Tampa Bay Downs\n")


def test_what_alexa_would_refuse_is_red(opened: Open, tmp_path: Path) -> None:
    with served(tmp_path, build=lambda *_: lambda _event, _context: {"version": "1.0", "response": {}}) as page:
        window = opened(page.url)
        window.say("open talk horse racing")
        violation = window.page.locator(".violation").first
        assert violation.inner_text() == "Alexa would refuse this: outputSpeech is missing"
        red, green, blue = violation.evaluate("found => getComputedStyle(found).color.match(/\\d+/g).map(Number)")
        assert red > 1.5 * max(green, blue)


def test_request_and_response_are_at_hand(opened: Open) -> None:
    window = opened()
    window.say(HOW_MANY)
    window.page.get_by_text("Response", exact=True).click()
    assert '"version": "1.0"' in window.page.locator("#log pre").inner_text()


def test_two_tabs_are_two_devices(opened: Open) -> None:
    window = opened()
    other = Window(window.page.context.new_page(), window.page.url)
    window.say("open talk horse racing")
    other.page.locator("#kind").select_option("dot")
    other.page.locator('#device[data-kind="dot"]').wait_for()
    assert (window.page.locator("#session").inner_text(), other.said()) == ("Listening", [])
    assert window.page.locator("#caption").inner_text().startswith("Echo Show 8")
    # Its session goes on.
    window.say("tampa bay downs")
    assert len(window.said()) == 4
    assert other.complaints == []


def test_a_page_that_is_loaded_again_goes_on(opened: Open) -> None:
    window = opened()
    window.say(HOW_MANY)
    before = window.said()
    window.page.reload()
    window.page.locator("#stage").get_by_text("1:05 PM").wait_for()
    assert window.said() == before
    window.say("Alexa, who's running in race two")
    assert window.said()[-1].startswith("Race two at Tampa Bay Downs")


def test_faults_are_switched_on_and_off(opened: Open) -> None:
    window = opened()
    for fault, works in (("server-error", False), ("", True)):
        with window.page.expect_response("**/ask/fail"):
            window.page.get_by_label("The race API").select_option(fault)
        window.say(HOW_MANY)
        assert window.said()[-1].startswith(EIGHT) is works


def test_the_clock_is_set(opened: Open) -> None:
    window = opened()
    window.page.get_by_label("Clock").fill("2026-11-22T10:30")
    window.page.get_by_role("button", name="Set the clock").click()
    window.page.get_by_text("Sunday, November 22").wait_for()
    assert window.page.locator("#time").inner_text() == "10:30 AM"


def test_a_page_that_loses_its_server_says_so_and_goes_on_with_another(chromium: Any, tmp_path: Path) -> None:
    with served(tmp_path) as page:
        window = Window(chromium.new_page(), page.url)
        window.say("open talk horse racing")
    window.page.get_by_text("The page has lost its server.").wait_for()
    assert window.page.locator("#send").is_disabled()
    with served(tmp_path, port=int(page.url.rpartition(":")[2])):
        window.page.get_by_text("The server has a new device for this page").wait_for()
        assert not window.page.locator("#lost").is_visible()
        window.say(HOW_MANY)
        assert window.said()[-1].startswith(EIGHT)
        window.page.close()
    # The browser itself reports what it could not load.
    assert all("ERR_CONNECTION_REFUSED" in complaint for complaint in window.complaints)


SPEECH = """
    window.spoken = [];
    window.spokenAt = [];
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
    Object.defineProperty(window, "speechSynthesis", { value: {
        speak: (utterance) => {
            window.spoken.push(utterance.text);
            window.spokenAt.push(performance.now());
            setTimeout(() => utterance.onend(), 10);
        },
        cancel: () => {},
    } });
    window.listening = [];
    window.SpeechRecognition = class {
        start() { window.listening.push(this); }
        abort() { this.onend(); }
        hear(transcript, isFinal) {
            this.onresult({ results: [Object.assign([{ transcript }], { isFinal })] });
            if (isFinal) this.onend();
        }
    };
"""


def test_a_microphone_and_a_voice_take_turns(opened: Open) -> None:
    window = opened(script=SPEECH)
    microphone, voice = (window.page.get_by_role("button", name=name) for name in ("Microphone", "Voice"))
    assert (microphone.get_attribute("aria-pressed"), voice.get_attribute("aria-pressed")) == ("false", "false")
    assert "send the sound to its maker" in window.page.locator("#microphone-note").inner_text()
    voice.click()
    microphone.click()
    window.page.evaluate("listening[0].hear('open talk', false)")
    assert window.page.locator("#utterance").input_value() == "open talk"
    assert window.said() == []
    # What was heard is there before anybody knows what it means.
    heard = "document.querySelector('.you.waiting .words').textContent"
    assert (
        window.page.evaluate(f"listening[0].hear('open talk horse racing', true) ?? {heard}")
        == "open talk horse racing"
    )
    # She has spoken, and it listens for the answer.
    window.page.wait_for_function("listening.length === 2")
    assert "".join(window.page.evaluate("spoken")).endswith("Which track is your favorite?")
    assert microphone.get_attribute("aria-pressed") == "true"
    window.page.evaluate("listening[1].onerror({ error: 'not-allowed' }); listening[1].onend()")
    assert microphone.get_attribute("aria-pressed") == "false"
    assert "does not let this page" in window.page.locator("#microphone-note").inner_text()


def test_breaks_in_speech_are_pauses(opened: Open, tmp_path: Path) -> None:
    def pausing(_event: Json, _context: object) -> Json:
        words = {"type": "SSML", "ssml": '<speak>One.<break time="400ms"/>Two.</speak>'}
        return {"version": "1.0", "response": {"outputSpeech": words, "shouldEndSession": True}}

    with served(tmp_path, build=lambda *_: pausing) as page:
        window = opened(page.url, script=SPEECH)
        window.page.get_by_role("button", name="Voice").click()
        window.say("open talk horse racing")
        window.page.wait_for_function("spoken.length === 2")
        assert window.page.evaluate("spoken") == ["One.", "Two."]
        one, two = window.page.evaluate("spokenAt")
        assert two - one >= 400


def test_whoever_touches_a_screen_by_voice_calls_the_device(opened: Open) -> None:
    window = opened(script=SPEECH)
    window.say(HOW_MANY)
    window.page.get_by_role("button", name="Microphone").click()
    window.page.evaluate('listening[0].hear("who\'s running in race two", true)')
    window.page.get_by_text("Race two at Tampa Bay Downs today has").wait_for()


def test_a_browser_without_speech_says_so(opened: Open) -> None:
    without = "for (const name of ['SpeechRecognition', 'webkitSpeechRecognition', 'speechSynthesis'])"
    window = opened(script=f"{without} Object.defineProperty(window, name, {{ value: undefined }});")
    assert window.page.locator("#microphone-note").inner_text() == "This browser has no speech recognition."
    assert window.page.locator("#voice-note").inner_text() == "This browser has no speech output."
    assert window.page.get_by_role("button", name="Microphone").is_disabled()
    assert window.page.get_by_role("button", name="Voice").is_disabled()


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize(("kind", "width"), [("show-8", 1440), ("dot", 1440), ("show-5", 320), ("tv", 800)])
def test_axe_finds_nothing(opened: Open, scheme: str, kind: str, width: int) -> None:
    window = opened(color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce")
    window.page.locator("#kind").select_option(kind)
    window.page.locator(f'#device[data-kind="{kind}"]').wait_for()
    assert window.offences() == []
    window.say("open talk horse racing")
    window.say("banana banana banana")
    window.say("how many races at tampa bay downs")
    window.page.locator("summary").last.click()
    if kind != "dot":
        window.page.locator("#stage").get_by_text("12:35 PM").first.wait_for()
    assert window.offences() == []
    assert window.page.evaluate("document.documentElement.scrollWidth") <= width


def test_all_of_it_is_reached_by_keyboard(opened: Open) -> None:
    window = opened()
    window.say(HOW_MANY)
    reached = set()
    for _ in range(60):
        window.page.keyboard.press("Tab")
        reached.add(window.page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
    wanted = {"log", "Request", "Response", "utterance", "send", "microphone", "voice", "kind", "now", "present"}
    assert {*wanted, "silence", "forget", "name", "Set the clock", "Save"} <= reached
    assert any(name.startswith("Alexa, ") for name in reached)


def test_it_is_painted_within_a_second(opened: Open, record_property: Callable[[str, object], None]) -> None:
    times = []
    for _ in range(5):
        window = opened()
        times.append(window.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
    record_property("first paint in ms", round(median(times)))
    assert median(times) < 1000
