import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import requests

from echo import desk
from echo.device.echo import Exchange
from echo.page.server import STATIC
from echo.page.shown import exchange_shown
from echo.page.tabs import MOST_TABS
from echo.script import Notebook
from echo.understanding.model import Intent
from echo.understanding.utterances import Understanding
from tests.support.held import hold
from tests.support.page import NOW, Page, served
from tests.support.script import read_script

Json = dict[str, Any]

ROOT = Path(__file__).parents[2]
HOW_MANY = "ask talk horse racing how many races at tampa bay downs"
RACE_TWO = ["1", "runners", "TAM", "2026-11-21", "2"]


def spoken(line: Json) -> str:
    text: str = line["speech"]
    return text


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with served(tmp_path_factory.mktemp("memory")) as page:
        yield page


@pytest.fixture
def page(server: Page) -> Page:
    """Return a tab of its own that was just opened."""
    tab = server.another_tab()
    tab.ask("open")
    return tab


def test_a_page_begins_with_all_there_is_to_draw(server: Page) -> None:
    whole = server.another_tab().ask("open")
    assert whole["lines"] == [{"aside": "invented races of the local race API"}]
    assert (whole["kind"], whole["viewport"]["width"], whole["viewport"]["mode"]) == ("show-8", 1280, "hub")
    assert whole["state"].pop("suggestions")[0] == "open talk horse racing"
    assert whole["state"] == {
        "session": "closed",
        "secondsLeft": 0,
        "shows": False,
        "clock": "Saturday, November 21, 11:00 AM",
        "local": "2026-11-21T11:00",
    }
    assert [kind["label"] for kind in whole["kinds"]][:2] == ["Echo Dot", "Echo Show 5"]
    assert whole["faults"] == {"race": "", "alexa": ""}
    assert "server-error" in whole["possible"]["race"]
    assert "throttled" in whole["possible"]["alexa"]


def test_what_stands_in_for_a_screen_that_cannot_be_drawn_has_its_lists_too(page: Page) -> None:
    texts = page.ask("say", utterance=HOW_MANY)["screen"]["texts"]
    assert texts[0] == "Tampa Bay Downs"
    assert [text for text in texts if text.startswith("Race 1, ")]


def test_half_of_a_character_is_answered_like_any_other_words(page: Page) -> None:
    (line,) = page.ask("say", utterance="ask talk horse racing how many races at \ud800")["lines"]
    assert line["speech"]


def test_what_is_said_is_understood_answered_and_shown(page: Page) -> None:
    answer = page.ask("say", utterance=HOW_MANY)
    (line,) = answer["lines"]
    assert line["utterance"] == HOW_MANY
    assert line["understood"].startswith("HowManyRacesIntent TrackName=Tampa Bay Downs")
    assert (line["likeness"], line["violations"], line["closed"]) == (0, [], False)
    assert spoken(line).startswith("There are eight races at Tampa Bay Downs today.")
    assert line["request"]["request"]["type"] == "IntentRequest"
    assert line["response"]["version"] == "1.0"
    assert answer["screen"]["token"].endswith(".card")
    assert answer["screen"]["texts"][0] == "Tampa Bay Downs"
    assert answer["state"]["session"] == "touchable"
    assert all(sentence.startswith("Alexa, ") for sentence in answer["state"]["suggestions"])


def test_the_pauses_of_speech_are_told(tmp_path: Path) -> None:
    def pausing(_event: Json, _context: object) -> Json:
        words = {"type": "SSML", "ssml": '<speak>One.<break time="2s"/>Two.</speak>'}
        return {"version": "1.0", "response": {"outputSpeech": words, "shouldEndSession": True}}

    with served(tmp_path, build=lambda *_: pausing) as page:
        page.ask("open")
        assert page.say("open talk horse racing")["voice"] == ["One.", 2.0, "Two."]


def test_it_is_told_whether_something_was_understood_by_likeness_or_not_at_all() -> None:
    likely = exchange_shown(Exchange("where too", understood=Understanding(Intent("VisitIntent"), likeness=0.8)))
    assert (likely["understood"], likely["likeness"], likely["hint"]) == ("VisitIntent", 0.8, "")
    nothing = exchange_shown(Exchange("banana", understood=Understanding(None, explain=lambda: "nearest: bandana")))
    assert (nothing["understood"], nothing["hint"]) == ("no intent", "nearest: bandana")


def test_a_touch_goes_on(page: Page) -> None:
    page.say(HOW_MANY)
    (line,) = page.ask("touch", arguments=RACE_TWO)["lines"]
    assert line["touched"] == RACE_TWO
    assert spoken(line).startswith("Race two at Tampa Bay Downs today")


def test_silence_goes_on_until_the_session_is_over(page: Page) -> None:
    page.say("open talk horse racing")
    answer = page.ask("silence")
    again, end = answer["lines"]
    assert again["voice"] == [spoken(again)]
    assert end["closed"]
    assert (answer["state"]["session"], answer["screen"]) == ("closed", None)


def test_a_page_that_is_loaded_again_goes_on(page: Page) -> None:
    page.say(HOW_MANY)
    whole = page.ask("open")
    assert [line.get("utterance") for line in whole["lines"]] == [None, HOW_MANY]
    assert whole["state"]["session"] == "touchable"
    assert whole["screen"]["token"].endswith(".card")


def test_each_tab_has_a_device_of_its_own(page: Page) -> None:
    other = page.another_tab()
    other.ask("open")
    other.ask("desk", kind="dot", now="2026-11-21T18:00")
    page.say("open talk horse racing")
    assert page.ask("state")["session"] == "listening"
    assert other.ask("state")["session"] == "closed"
    assert other.ask("state")["local"] == "2026-11-21T18:00"
    assert page.ask("state")["local"] == "2026-11-21T11:00"


def test_a_device_of_another_kind_at_another_time_begins_anew(page: Page) -> None:
    page.say(HOW_MANY)
    whole = page.ask("desk", kind="dot", now="2026-11-22T10:30")
    assert (whole["kind"], whole["viewport"], whole["state"]["session"]) == ("dot", None, "closed")
    assert whole["state"]["clock"] == "Sunday, November 22, 10:30 AM"
    assert [line for line in whole["lines"] if "utterance" in line] == []
    assert page.say(HOW_MANY)["closed"]
    assert page.ask("desk", kind="dot", now="")["state"]["local"] == "2026-11-21T11:00"


def test_faults_are_switched_on_and_off_and_stay_with_another_device(page: Page) -> None:
    assert page.ask("fail", race="server-error") == {"faults": {"race": "server-error", "alexa": ""}}
    assert "races at Tampa Bay Downs today" not in spoken(page.say(HOW_MANY))
    assert page.ask("fail", alexa="hanging")["faults"] == {"race": "server-error", "alexa": "hanging"}
    assert page.ask("desk", kind="tv", now="")["faults"] == {"race": "server-error", "alexa": "hanging"}
    assert "races at Tampa Bay Downs today" not in spoken(page.say(HOW_MANY))
    page.ask("fail", race="", alexa="")
    assert "races at Tampa Bay Downs today" in spoken(page.say(HOW_MANY))


def test_what_breaks_the_contract_is_told(tmp_path: Path) -> None:
    with served(tmp_path, build=lambda *_: lambda _event, _context: {"version": "1.0", "response": {}}) as page:
        page.ask("open")
        line = page.say("open talk horse racing")
    assert "outputSpeech is missing" in line["violations"]
    assert (spoken(line), line["voice"]) == ("There was a problem with the requested skill's response.", [spoken(line)])


def test_what_was_said_can_be_saved_and_held_again(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "Notebook", partial(Notebook, folder=tmp_path))
    page.ask("desk", kind="show-5", now="2026-11-21T11:00")
    page.say(HOW_MANY)
    page.ask("touch", arguments=RACE_TWO)
    page.ask("silence")
    (line,) = page.ask("save", name="touched")["lines"]
    assert line["aside"] == f"saved as {tmp_path / 'touched.txt'}"
    held = hold(read_script(tmp_path / "touched.txt"))
    assert held.problems == []
    assert f"They touch   {json.dumps(RACE_TWO)}" in held.lines


def test_the_skill_forgets(tmp_path: Path) -> None:
    with served(tmp_path) as page:
        page.ask("open")
        page.say("ask talk horse racing my favorite track is tampa bay downs")
        assert page.another_tab().ask("open")["lines"][-1]["aside"].startswith("Tampa Bay Downs is remembered")
        lines = page.ask("forget")["lines"]
    assert lines[-1]["aside"] == "the skill was disabled and enabled again: nothing is remembered"


def test_what_is_typed_is_completed(page: Page) -> None:
    offers = page.ask("complete", typed="open t")["offers"]
    assert offers[0] == {"text": "open talk horse racing", "replaces": 6}


@pytest.mark.parametrize(
    ("what", "body", "told"),
    [
        ("dance", {"tab": "x"}, "nothing is asked like dance"),
        ("say", {"utterance": "help"}, "tab is a text"),
        ("say", {"tab": "OPEN"}, "utterance is a text"),
        ("touch", {"tab": "OPEN", "arguments": "race"}, "arguments is a list"),
        ("fail", {"tab": "OPEN", "race": "lightning"}, "'lightning' is not a valid Fault"),
        ("fail", {"tab": "OPEN", "alexa": "lightning"}, "lightning is no fault."),
        ("desk", {"tab": "OPEN", "kind": "radio", "now": ""}, "there is no device radio"),
        ("desk", {"tab": "OPEN", "kind": "dot", "now": "noon"}, "not an ISO date and time: noon"),
        ("say", ["help"], "a question is a JSON object"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_reason(page: Page, what: str, body: Any, told: str) -> None:
    if isinstance(body, dict) and body.get("tab") == "OPEN":
        body = body | {"tab": page.tab}
    answer = page.post(what, body)
    assert answer.status_code == 400
    assert answer.json()["error"].startswith(told)


def test_a_tab_that_the_server_does_not_know_is_told_so(server: Page) -> None:
    assert server.another_tab().ask("say", utterance="help") == {"gone": True}


def test_the_tab_used_longest_ago_makes_room(tmp_path: Path) -> None:
    with served(tmp_path, build=lambda *_: lambda _event, _context: None) as first:
        first.ask("open")
        others = [first.another_tab() for _ in range(MOST_TABS)]
        for other in others:
            other.ask("open")
        assert first.ask("state") == {"gone": True}
        assert all("session" in other.ask("state") for other in others)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "races.example"}, 403),
        ({"Host": "127.0.0.1"}, 403),
        ({"Origin": "https://races.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1"}, 403),
        ({"Origin": ""}, 403),
    ],
)
def test_only_its_own_page_is_answered(page: Page, headers: dict[str, str], status: int) -> None:
    assert page.post("state", {"tab": page.tab}, **headers).status_code == status


def test_whoever_does_not_say_where_it_comes_from_may_look_and_not_ask(page: Page) -> None:
    assert requests.get(page.url, timeout=5).status_code == 200
    assert requests.get(page.url, headers={"Origin": "https://races.example"}, timeout=5).status_code == 403
    assert requests.post(f"{page.url}/ask/state", json={"tab": page.tab}, timeout=5).status_code == 403


def test_a_page_loads_nothing_from_elsewhere_and_is_in_no_frame(page: Page) -> None:
    for path in ("/", "/static/main.js", "/static/nothing.js", "/ask/state"):
        policy = requests.get(f"{page.url}{path}", timeout=5).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-inline" not in policy


def test_each_file_that_the_page_names_is_there(page: Page) -> None:
    index = requests.get(page.url, timeout=5).text
    named = {*re.findall(r'(?:src|href)="(/[^"]+)"', index)}
    scripts = [path for path in STATIC.glob("*.js") if path.name != "viewhost.js"]
    named |= {f"/static/{name}" for path in scripts for name in re.findall(r'"\./([\w.]+)"', path.read_text("utf-8"))}
    kinds = {requests.get(f"{page.url}{path}", timeout=5).headers["Content-Type"].split(";")[0] for path in named}
    assert kinds == {"text/css", "text/javascript", "image/svg+xml"}


def test_nothing_is_put_on_the_page_as_html() -> None:
    html = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|https?://")
    for path in STATIC.iterdir():
        assert not html.search(path.read_text("utf-8")), path.name


def program(*argv: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-m", "echo.page", "--now", NOW, "--no-browser", *argv],
        cwd=ROOT,
        env={"PYTHONPATH": "lambda:."},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_the_program_says_where_it_is_and_ends_by_ctrl_c(tmp_path: Path) -> None:
    with program("--port", "0", "--memory", str(tmp_path)) as running:
        assert running.stdout
        told = re.match(
            r"An Echo is at (http://127\.0\.0\.1:\d+/) \(.*\)\. Ctrl-C takes it away\.", running.stdout.readline()
        )
        assert told
        assert "Talk Horse Racing" in requests.get(told[1], timeout=5).text
        running.send_signal(signal.SIGINT)
        rest, errors = running.communicate(timeout=10)
    assert (running.returncode, rest, errors) == (0, "", "")


def test_the_program_says_why_it_cannot_begin(page: Page, tmp_path: Path) -> None:
    port = page.url.rpartition(":")[2]
    with program("--port", port, "--memory", str(tmp_path)) as running:
        _, errors = running.communicate(timeout=10)
    assert running.returncode == 2
    assert errors.startswith(f"Cannot listen on 127.0.0.1:{port}: ")
