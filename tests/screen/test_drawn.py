"""Scope: the screens as Amazon's own renderer draws them in a browser, for `make screens` and `make test-browser`."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from horse_racing.racing.card_answers import HorseEntry
from horse_racing.screen.showing import Document, screen_of
from tests.support.drawn import mistakes, unshown
from tools.screens.profiles import PROFILES, Profile
from tools.screens.racing import CASES, Case, Racing
from tools.screens.samples import SCREENS, Shown, of_answer, samples
from tools.screens.stage import DOCUMENTS, ROOT, VIEWHOST, Stage, drawing

# Each takes a second, but a browser on a busy machine is starved at times.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

ROUND, SMALL, *_, TV = PROFILES
PORTRAIT = next(profile for profile in PROFILES if profile.height > profile.width)
PICTURES = ROOT / "build" / "screens"
NEXT_RACE = "12 min to post"


@pytest.fixture(autouse=True)
def no_word_from_others(stage: Stage) -> Iterator[None]:
    yield
    assert (stage.strays, stage.told) == ([], [])


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_everything_is_shown_and_can_be_read(stage: Stage, screen: Document, profile: Profile, case: Case) -> None:
    shown = samples(screen)[case]
    stage.draw(screen, shown, profile)
    stage.page.screenshot(path=PICTURES / f"{screen}-{profile.name}-{case}.png")
    seen = [stage.measured(), *stage.looked_through()]
    assert not {mistake for drawn in seen for mistake in mistakes(drawn, profile)}
    assert not unshown(shown, {text.text for drawn in seen for text in drawn.texts}, *needless(shown))


def needless(shown: Shown) -> Iterator[str]:
    """Yield what says nothing now: how to count down where no race is next, and titles that nothing stands below."""
    yield "postNow"
    if not any(race["post"] for race in shown.get("races", ())):
        yield "minutesToPost"
    if not any(any(finisher["pays"]) for finisher in shown.get("finishers", ())):
        yield "payTitles"


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_a_card_begins_at_the_next_race_and_its_last_one_can_be_reached(stage: Stage, profile: Profile) -> None:
    stage.draw("card", samples("card")["many"], profile)
    drawn = stage.measured()
    (card,) = (each for each in drawn.scrolling if each.end or each.label == "Marmalade Downs")
    (countdown,) = (text for text in drawn.texts if text.text == NEXT_RACE)
    assert card.box.top < countdown.box.top < countdown.box.bottom < card.box.bottom
    *_, at_the_end = stage.looked_through()
    last = next(each for each in at_the_end.touchable if each.label.startswith("Race 14"))
    assert last.box.bottom <= card.box.bottom + 1


def test_the_next_race_counts_down_to_its_post(stage: Stage) -> None:
    stage.draw("card", samples("card")["typical"], SMALL)
    assert stage.measured().says(NEXT_RACE)
    stage.later(60_000)
    assert stage.measured().says("11 min to post")
    stage.later(11 * 60_000)
    assert stage.measured().says("At the post")


def test_a_race_without_a_post_time_counts_nothing_down(stage: Stage) -> None:
    shown = samples("card")["typical"]
    shown["races"] = [race | {"post": 0} for race in shown["races"]]
    stage.draw("card", shown, SMALL)
    assert stage.measured().says("Next")
    assert not any(re.search("post", text.text, re.IGNORECASE) for text in stage.measured().texts)


@pytest.mark.parametrize(
    ("screen", "label", "arguments"),
    [
        ("card", "Race 6, 1:45 PM", ["1", "runners", "INV0", "2026-11-21", "6"]),
        ("welcome", "Marmalade Downs", ["1", "track", "INV0"]),
        ("list", "Copper Cove Juvenile Stakes, Marmalade Downs", ["1", "runners", "INV0", "2026-11-21", "9"]),
    ],
)
@pytest.mark.parametrize("profile", [ROUND, SMALL, TV], ids=lambda profile: profile.name)
def test_a_touch_says_what_was_touched(
    stage: Stage, screen: Document, profile: Profile, label: str, arguments: list[str]
) -> None:
    # On a round screen what is said takes all the room at first.
    stage.draw(screen, samples(screen)["typical"] | {"sentence": ""}, profile)
    box = next(each.box for each in stage.measured().touchable if each.label.startswith(label))
    stage.page.mouse.click((box.left + box.right) / 2, box.top + 20 * profile.scale)
    stage.wait(200)
    assert stage.touched() == [arguments]


def test_more_of_a_list_can_be_touched(stage: Stage) -> None:
    stage.draw("list", samples("list")["typical"], PORTRAIT)
    box = next(each.box for each in stage.measured().touchable if each.label == "Hear more")
    stage.page.mouse.click(box.left + 50, box.top + 20)
    stage.wait(200)
    assert stage.touched() == [["1", "more"]]


def test_a_remote_control_reaches_each_item_and_chooses_it(stage: Stage) -> None:
    stage.draw("welcome", samples("welcome")["typical"], TV)
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter"):
        stage.page.keyboard.press(key)
        stage.wait(500)
    assert stage.touched() == [["1", "track", "INV1"]]


@pytest.mark.parametrize("profile", [SMALL, PORTRAIT, PROFILES[3]], ids=lambda profile: profile.name)
def test_what_a_horse_pays_stands_with_its_title(stage: Stage, profile: Profile) -> None:
    stage.draw("results", samples("results")["typical"], profile)
    texts = stage.measured().texts
    paid = next(text for text in texts if text.text.endswith("$2.20"))
    titled = paid.text.startswith("Show ") or next(t for t in texts if t.text == "Show").drawn.right == paid.drawn.right
    assert titled


def test_who_is_scratched_is_struck_through_and_who_was_asked_about_marked(stage: Stage) -> None:
    racing = Racing("typical")
    asked = HorseEntry(racing.track, racing.when, None, racing.race, racing.race.runners[1])
    stage.draw("race", screen_of(of_answer(asked, racing)).properties, PROFILES[3])
    grounds = {text.text: text.ground for text in stage.measured().texts}
    assert grounds["Parsnip Waltz"] != grounds["Velvet Turnstile"] == grounds["Ferryman's Ledger"]
    struck = """[...document.querySelectorAll("#screen p *")]
        .filter(part => getComputedStyle(part).textDecorationLine === "line-through").map(part => part.innerText)"""
    assert {*stage.page.evaluate(struck)} == {"Drizzle"}


def test_another_drawing_takes_the_place_of_the_one_before(stage: Stage) -> None:
    for _ in range(2):
        stage.draw("card", samples("card")["many"], SMALL)
        stage.draw("welcome", samples("welcome")["empty"], SMALL)
    assert stage.page.locator("#screen > div").count() == 1
    assert not stage.measured().says(NEXT_RACE)
    stage.page.evaluate("stage.close()")
    assert stage.page.locator("#screen > div, body > div:not(#screen)").count() == 0


def test_of_two_drawings_at_a_time_the_last_one_stays(stage: Stage) -> None:
    both = [drawing(screen, samples(screen)["typical"], SMALL) for screen in ("card", "welcome")]
    stage.draw("list", samples("list")["typical"], SMALL)
    stage.page.evaluate("both => Promise.all(both.map(stage.draw))", both)
    stage.wait(300)
    assert stage.page.locator("#screen > div").count() == 1
    assert stage.page.locator("#screen").inner_text().startswith("Talk Horse Racing")


def test_drawing_again_and_again_takes_no_more_room(stage: Stage) -> None:
    browser = stage.page.context.new_cdp_session(stage.page)

    def room() -> tuple[int, int]:
        for _ in range(4):
            stage.draw("race", samples("race")["many"], SMALL)
        browser.send("HeapProfiler.collectGarbage")
        counted = browser.send("Memory.getDOMCounters")
        return counted["nodes"], counted["jsEventListeners"]

    assert room() == room()
    browser.detach()


def test_a_drawing_can_be_replaced_while_it_scrolls(stage: Stage) -> None:
    stage.page.evaluate("shown => stage.draw(shown)", drawing("card", samples("card")["many"], SMALL))
    stage.wait(300)
    stage.draw("welcome", samples("welcome")["typical"], SMALL)
    assert stage.measured().says("Marmalade Downs")


def test_a_page_without_the_renderer_says_how_to_get_it(stage: Stage) -> None:
    page = stage.page.context.browser.new_page()
    page.route("**/*", lambda route: route.fulfill(status=404))
    page.route("**/page", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
    page.route("**/viewhost.js", lambda route: route.fulfill(path=ROOT / "echo" / "page" / "static" / "viewhost.js"))
    page.goto("http://localhost/page")
    said = """async shown => {
        const { draw } = await import("/viewhost.js");
        return draw(document.body, shown, () => {}).then(() => "drawn", error => error.message);
    }"""
    assert "make build/viewhost/.ready" in page.evaluate(said, drawing("list", samples("list")["typical"], SMALL))
    page.close()


def test_a_document_that_cannot_be_drawn_is_refused(stage: Stage) -> None:
    with pytest.raises(Exception, match="cannot read this document"):
        stage.draw("card", {}, SMALL, {"type": "APL", "version": "1.4"})
    stage.told.clear()


def test_amazons_reader_of_documents_finds_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(weakened("card", '"fontWeight": "bold"', '"fontWeight": "loud"')), encoding="utf-8")
    program = subprocess.run(  # noqa: S603 - our own program
        [shutil.which("node") or "node", ROOT / "tools" / "screens" / "suggest.cjs", VIEWHOST / "apl-suggester",
         *sorted(DOCUMENTS.glob("*.json")), broken],
        capture_output=True, encoding="utf-8", timeout=30, check=True,
    )  # fmt: skip
    found = json.loads(program.stdout)
    assert found.pop("broken.json")
    assert found == {f"{screen}.json": [] for screen in SCREENS}


def weakened(screen: Document, old: str, new: str) -> dict[str, Any]:
    written = (DOCUMENTS / f"{screen}.json").read_text(encoding="utf-8")
    assert old in written
    weak: dict[str, Any] = json.loads(written.replace(old, new))
    return weak


@pytest.mark.parametrize(
    ("screen", "old", "new", "mistake"),
    [
        ("card", '"note": 24', '"note": 20', "is written in 20.0 dp"),
        ("card", '"dim": "#95a59c"', '"dim": "#55605a"', "has a contrast of"),
        ("card", '"minHeight": 64', '"height": 40', "is too low to be touched"),
        ("card", '"text": "${data.kind}"', '"text": "${data.kind}", "maxLines": 1, "width": 200', "was shortened"),
        ("card", '"text": "${data.kind}"', '"text": "${data.kind}", "height": 20', "is higher than its room"),
        ("card", '"text": "${data.kind}"', '"text": "${data.kind}", "top": -30, "position": "relative"', "overlap"),
        (
            "welcome",
            '"text": "${show.title}"',
            '"text": "${show.title}", "left": 900, "position": "relative"',
            "fit on the screen",
        ),
        ("welcome", '"text": "${data.text}"', '"text": ""', "texts say nothing"),
        ("welcome", '"accessibilityLabel": "${data.label}",', "", "something has no label"),
    ],
)
def test_a_document_that_got_worse_is_found_out(
    stage: Stage, screen: Document, old: str, new: str, mistake: str
) -> None:
    stage.draw(screen, samples(screen)["typical"], SMALL, weakened(screen, old, new))
    assert mistake in " ".join(mistakes(stage.measured(), SMALL))


def test_a_text_outside_of_the_circle_is_found_out(stage: Stage) -> None:
    stage.draw("welcome", samples("welcome")["typical"], ROUND, weakened("welcome", '"side": 68', '"side": 20'))
    assert "leaves the circle" in " ".join(mistakes(stage.measured(), ROUND))
