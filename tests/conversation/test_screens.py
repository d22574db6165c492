"""What a device with a screen shows beside what is said, and what touching it does."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, cast

import pytest

from echo.device.kinds import DOT, KINDS
from horse_racing.racing.cards import Entry, Odds, Race, Runner
from horse_racing.racing.results import Finisher, Payoff, RaceResult
from horse_racing.screen import showing
from horse_racing.skill.entities import NamesToHear
from horse_racing.skill.respond import OnScreen, response_to
from horse_racing.speech.spoken import Tell, speech
from horse_racing.speech.wording import wording
from tests.support.conversation import MODEL, Conversation, skill_on, talk
from tests.support.fakes import CATALOGUE, FIRST_POST, MORNING, SATURDAY, FakeClock, FakeSource, races
from tests.support.slots import heard
from tests.support.telemetry import Reports

SHOW = KINDS["show-8"]
# The races are half an hour apart, so the fourth is the next one.
AFTERNOON = FIRST_POST + timedelta(minutes=75)

RUNNERS = (
    Runner("GOSLING WALTZ", "1", "Doe Q", trainer="Roe R", morning_line=Odds(5, 2), live_odds=Odds(3, 1)),
    Runner("Oak & <Ivy> ${viewport}", "1A", "Poe Z", morning_line=Odds(9, 2), live_odds=Odds(4, 1)),
    Runner("Marzipan Weathervane", "2", entry=Entry.SCRATCHED, morning_line=Odds(20, 1)),
    Runner("Teacup Lantern", "3", entry=Entry.ALSO_ELIGIBLE),
)
CARD = tuple(
    replace(race, runners=RUNNERS, distance="6 Furlongs", surface="Dirt", race_type="MAIDEN CLAIMING", purse=40000)
    for race in races(6)
)
CARD = (
    *CARD[:4],
    replace(CARD[4], is_cancelled=True),
    replace(CARD[5], is_stakes=True, name="Lantern Cove S.", grade=2),
)
RESULT = RaceResult(
    1,
    (
        Finisher(1, "Gosling Waltz", "1", "Doe Q", Decimal("8.40"), Decimal("4.20"), Decimal("3.00")),
        Finisher(2, "Teacup Lantern", "3", "Poe Z", place=Decimal("5.00"), show=Decimal("2.80")),
        Finisher(3, "Oak & Ivy", "2", show=Decimal("2.10")),
    ),
    payoffs=(Payoff("exacta", "1-3", Decimal("43.20"), Decimal(2)), Payoff("win", "1", Decimal("8.40"))),
)
DAY = {("TAM", SATURDAY): CARD, ("ARP", SATURDAY): races(3)}
HOW_MANY = "ask talk horse racing how many races at Tampa Bay Downs"


def shown(source: FakeSource | None = None, now: datetime = AFTERNOON, **more: Any) -> Conversation:
    official = {("TAM", SATURDAY): (RESULT,)}
    return talk(source or FakeSource(DAY, official, kept=(SATURDAY,)), now, kind=SHOW, **more)


def body(alexa: Conversation) -> dict[str, Any]:
    assert isinstance(alexa.last.response, dict)
    found: dict[str, Any] = alexa.last.response["response"]
    return found


def test_the_card_of_the_day_shows_what_is_over_next_to_come_and_cancelled() -> None:
    alexa = shown()
    alexa.say(HOW_MANY)
    screen = alexa.screen
    assert (screen["document"], screen["title"]) == ("card", "Tampa Bay Downs")
    assert screen["subtitle"] == "Saturday, November 21 · Eastern time"
    assert [race["state"] for race in screen["races"]] == ["over", "over", "over", "next", "cancelled", "coming"]
    assert [race["time"] for race in screen["races"]][:2] == ["12:35 PM", "1:05 PM"]
    assert screen["races"][0]["kind"] == "Maiden Claiming · 6 Furlongs · Dirt"
    assert (screen["races"][5]["name"], screen["races"][5]["grade"]) == ("Lantern Cove Stakes", "Grade 2")
    next_post = FIRST_POST + timedelta(minutes=90)
    assert [race["post"] for race in screen["races"]] == [0, 0, 0, next_post.timestamp() * 1000, 0, 0]
    assert screen["now"] == AFTERNOON.timestamp() * 1000


def test_older_data_is_shown_with_its_age_marks_no_race_as_the_next_and_counts_down_to_none() -> None:
    alexa = shown(FakeSource(DAY, as_of=AFTERNOON - timedelta(minutes=10)))
    alexa.say(HOW_MANY)
    assert alexa.screen["note"] == "As of 1:40 PM"
    assert [race["state"] for race in alexa.screen["races"]] == ["over"] * 3 + ["coming", "cancelled", "coming"]
    assert not any(race["post"] for race in alexa.screen["races"])


def test_a_screen_is_made_of_what_the_answer_was_made_of_without_another_call() -> None:
    source = FakeSource(DAY)
    alexa = shown(source)
    alexa.say(HOW_MANY)
    assert len(alexa.screen["races"]) == len(CARD)
    assert source.asked == [f"listing {SATURDAY}", f"card TAM-{SATURDAY}"]


def test_a_day_without_races_shows_what_is_said() -> None:
    alexa = shown(FakeSource({("TAM", SATURDAY): ()}, kept=(SATURDAY,)))
    said = alexa.say(HOW_MANY)
    assert alexa.screen["sentence"] == said
    assert alexa.screen["races"] == []


def test_a_race_shows_its_runners_with_their_cloths_and_who_does_not_run() -> None:
    alexa = shown()
    alexa.say("ask talk horse racing who's running in race four at Tampa Bay Downs")
    screen = alexa.screen
    assert (screen["document"], screen["subtitle"]) == (
        "race",
        "Race 4 · 2:05 PM · Saturday, November 21 · Eastern time",
    )
    assert screen["facts"] == ["Maiden Claiming", "6 Furlongs", "Dirt", "Purse $40,000"]
    assert [runner["number"] for runner in screen["runners"]] == ["1", "1A", "2", "3"]
    assert screen["runners"][0]["cloth"] == screen["runners"][1]["cloth"]
    assert [runner["scratched"] for runner in screen["runners"]] == [False, False, True, False]
    assert [runner["note"] for runner in screen["runners"]] == ["", "", "Scratched", "Also eligible"]
    assert (screen["runners"][0]["horse"], screen["runners"][0]["people"]) == ("Gosling Waltz", "Doe Q · Roe R")


def test_odds_stand_on_the_screen_only_where_they_were_asked_for() -> None:
    alexa = shown()
    alexa.say("ask talk horse racing who's running in race four at Tampa Bay Downs")
    assert not any(runner["line"] for runner in alexa.screen["runners"])
    assert alexa.screen["lineTitle"] == ""
    alexa.say("alexa, what are the odds in race four")
    assert alexa.screen["lineTitle"] == "Odds"
    assert [runner["line"] for runner in alexa.screen["runners"]] == ["3-1", "4-1", "", ""]


def test_a_name_that_looks_like_markup_is_shown_as_it_is_written() -> None:
    alexa = shown()
    alexa.say("ask talk horse racing who's running in race four at Tampa Bay Downs")
    runner = alexa.screen["runners"][1]
    assert runner["horse"] == "Oak &amp; &lt;Ivy&gt; $ {viewport}"
    assert "Oak & <Ivy> $ {viewport}" in runner["label"]


def test_a_race_that_is_cancelled_shows_that_and_neither_runners_nor_odds() -> None:
    for question in ("who's running in race five", "what are the odds in race five"):
        alexa = shown()
        said = alexa.say(f"ask talk horse racing {question} at Tampa Bay Downs")
        assert "is cancelled" in said
        assert (alexa.screen["sentence"], alexa.screen["runners"], alexa.screen["hint"]) == (said, [], "")


def test_what_is_not_known_of_odds_and_payoffs_is_said_on_the_screen() -> None:
    bare = tuple(replace(race, runners=(Runner("Gosling Waltz", "1"),)) for race in CARD)
    unpaid = RaceResult(1, (Finisher(1, "Gosling Waltz", "1"),))
    for question in ("what are the odds in race four", "what did race one pay"):
        source = FakeSource({("TAM", SATURDAY): bare}, {("TAM", SATURDAY): (unpaid,)}, kept=(SATURDAY,))
        alexa = shown(source)
        said = alexa.say(f"ask talk horse racing {question} at Tampa Bay Downs")
        assert said.startswith("No ")
        assert alexa.screen["sentence"] == said
        assert not alexa.screen.get("lineTitle")


def test_a_card_of_which_all_is_cancelled_advises_to_ask_for_the_next_day() -> None:
    cancelled = tuple(replace(race, is_cancelled=True) for race in CARD)
    alexa = shown(FakeSource({("TAM", SATURDAY): cancelled}, kept=(SATURDAY,)))
    alexa.say(HOW_MANY)
    assert alexa.screen["hint"] == "Try “Alexa, when does Tampa Bay Downs race next”"


def test_what_is_said_of_a_horse_or_of_changes_stands_above_the_runners() -> None:
    for question in ("when does Gosling Waltz run", "any scratches in race four"):
        alexa = shown()
        said = alexa.say(f"ask talk horse racing {question} at Tampa Bay Downs")
        assert alexa.screen["sentence"] == said
        assert alexa.screen["runners"]


def test_the_longest_heading_still_names_the_day_and_the_clock() -> None:
    alexa = shown(longest_day(), MORNING)
    alexa.say("ask talk horse racing who's running in race four at Tampa Bay Downs")
    assert alexa.screen["subtitle"].endswith("· Saturday, November 21 · Eastern time")


def test_the_horse_that_was_asked_about_is_marked() -> None:
    alexa = shown()
    alexa.say("ask talk horse racing when does Gosling Waltz run at Tampa Bay Downs")
    assert [runner.get("marked", False) for runner in alexa.screen["runners"]] == [True, False, False, False]


def test_a_result_shows_the_first_three_with_what_they_paid() -> None:
    alexa = shown()
    alexa.say("ask talk horse racing who won race one at Tampa Bay Downs")
    screen = alexa.screen
    assert screen["document"] == "results"
    assert [(each["position"], each["horse"], each["pays"]) for each in screen["finishers"]] == [
        ("1st", "Gosling Waltz", ["$8.40", "$4.20", "$3.00"]),
        ("2nd", "Teacup Lantern", ["", "$5.00", "$2.80"]),
        ("3rd", "Oak &amp; Ivy", ["", "", "$2.10"]),
    ]
    assert screen["payoffs"] == []


def test_the_pools_stand_below_a_result_where_they_were_asked_for() -> None:
    alexa = shown()
    alexa.say("ask talk horse racing what did the exacta pay in race one at Tampa Bay Downs")
    (paid,) = alexa.screen["payoffs"]
    assert (paid["wager"], paid["numbers"], paid["amount"]) == ("Exacta", "1-3", "$43.20 for $2.00")


def test_a_list_shows_all_that_is_told_only_after_more() -> None:
    codes = ("TAM", "ARP", "SAR", "GP", "DMR", "CD")
    alexa = shown(FakeSource({(code, SATURDAY): races(2) for code in codes}, kept=(SATURDAY,)))
    said = alexa.say("ask talk horse racing which tracks are racing today")
    assert said.endswith("Want to hear more?")
    assert alexa.screen["document"] == "list"
    assert len(alexa.screen["items"]) == len(codes)
    rest = alexa.touch(alexa.screen["more"]["touch"])
    assert not set(said.split(". ")[1:-1]) & set(rest.split(". "))
    assert "more" not in alexa.screen


def test_what_is_listed_of_several_tracks_has_the_clock_of_each() -> None:
    card = (replace(CARD[5], number=1),)
    alexa = shown(FakeSource({("TAM", SATURDAY): card, ("ARP", SATURDAY): card}, kept=(SATURDAY,)))
    alexa.say("ask talk horse racing what stakes are on today")
    details = {item["detail"] for item in alexa.screen["items"]}
    assert details == {
        "Tampa Bay Downs · Grade 2 · Race 1 · 3:05 PM Eastern",
        "Arapahoe Park · Grade 2 · Race 1 · 1:05 PM Mountain",
    }


@pytest.mark.parametrize("pages", [1, 2])
def test_a_list_that_goes_on_can_be_chosen_from_by_the_place_on_the_screen(pages: int) -> None:
    codes = ("TAM", "ARP", "SAR", "GP", "DMR", "CD")
    touched, spoken = (
        shown(FakeSource({(code, SATURDAY): races(2) for code in codes}, kept=(SATURDAY,))) for _ in range(2)
    )
    for alexa in (touched, spoken):
        alexa.say("ask talk horse racing which tracks are racing today")
        for _ in range(pages - 1):
            alexa.say("alexa, yes")
    assert spoken.say("alexa, the second one") == touched.touch(touched.screen["items"][1]["touch"])


def test_a_list_keeps_its_heading_when_it_goes_on() -> None:
    codes = ("TAM", "ARP", "SAR", "GP", "DMR", "CD")
    alexa = shown(FakeSource({(code, SATURDAY): races(2) for code in codes}, kept=(SATURDAY,)))
    alexa.say("ask talk horse racing which tracks are racing today")
    first = alexa.screen["sentence"]
    alexa.say("more")
    assert alexa.screen["sentence"] == first == "Six tracks are listed today."


def test_the_races_that_answer_a_question_can_be_touched() -> None:
    source = FakeSource({("TAM", SATURDAY): CARD}, kept=(SATURDAY,))
    touched, spoken = shown(source), shown(source)
    for alexa in (touched, spoken):
        alexa.say("ask talk horse racing who's running at Tampa Bay Downs")
    assert [item["text"] for item in touched.screen["items"]] == [f"Race {number}" for number in range(1, 7)]
    assert touched.touch(touched.screen["items"][3]["touch"]) == spoken.say("race four")


def test_what_is_offered_for_a_track_can_be_touched() -> None:
    for place, words in enumerate(("how many races", "when is the next stakes race")):
        touched, spoken = shown(), shown()
        for alexa in (touched, spoken):
            alexa.say("open talk horse racing")
            alexa.say("my favorite track is Tampa Bay Downs")
        assert [item["text"] for item in touched.screen["items"]] == ["How many races", "Next stakes race"]
        assert touched.touch(touched.screen["items"][place]["touch"]) == spoken.say(words)


def test_a_question_for_something_else_shows_nothing_to_touch() -> None:
    alexa = shown()
    alexa.say("ask talk horse racing how many races at Tampa Bay Downs this weekend")
    assert alexa.is_open
    assert alexa.screen["items"] == []


def test_a_welcome_shows_tracks_that_race_today_in_the_order_in_which_it_names_them() -> None:
    alexa = shown()
    assert "Today there's racing at Arapahoe Park and Tampa Bay Downs" in alexa.say("open talk horse racing")
    assert alexa.screen["document"] == "welcome"
    assert [item["text"] for item in alexa.screen["items"]] == ["Arapahoe Park", "Tampa Bay Downs"]
    by_touch, by_place = shown(), shown()
    by_touch.say("open talk horse racing")
    by_place.say("open talk horse racing")
    assert by_touch.touch(by_touch.screen["items"][1]["touch"]) == by_place.say("the second one")


def test_which_of_two_tracks_is_meant_can_be_touched() -> None:
    alexa = shown()
    alexa.say("open talk horse racing")
    alexa.send("TrackIntent", {"TrackName": heard("TRACK_NAME", "belmont[BEL, BAQ]")})
    assert [item["text"] for item in alexa.screen["items"]] == ["Belmont Park", "Belmont at the Big A"]
    assert "Belmont Park" in alexa.touch(alexa.screen["items"][0]["touch"])


def test_an_apology_shows_its_words_and_nothing_to_touch() -> None:
    alexa = shown(FakeSource({("TAM", SATURDAY): RuntimeError("broken")}))  # type: ignore[dict-item]
    said = alexa.say(HOW_MANY)
    assert alexa.screen["document"] == "welcome"
    assert alexa.screen["sentence"] == said
    assert body(alexa)["shouldEndSession"] is True


def test_an_answer_on_a_screen_leaves_the_session_to_alexa_and_takes_no_leave() -> None:
    alexa = shown()
    said = alexa.say(HOW_MANY)
    assert "Goodbye" not in said
    assert "shouldEndSession" not in body(alexa)
    assert "reprompt" not in body(alexa)


def test_a_question_on_a_screen_keeps_the_session_open_and_a_goodbye_closes_it() -> None:
    alexa = shown()
    alexa.say("open talk horse racing")
    assert body(alexa)["shouldEndSession"] is False
    alexa.say("stop")
    assert body(alexa)["shouldEndSession"] is True
    assert alexa.screen["items"] == []


@pytest.mark.parametrize("version", ["1.3", "1", "", "2024", "new", None, 1.9])
def test_a_device_that_may_not_draw_our_documents_hears_what_it_would_without_a_screen(version: object) -> None:
    assert answered(interfaces(version)) == answered({})


@pytest.mark.parametrize("version", ["1.4", "1.10", "2022.1", "2024.3"])
def test_a_device_that_draws_them_gets_one(version: str) -> None:
    directives = answered(interfaces(version))["response"]["directives"]
    assert [each["type"] for each in directives].count("Alexa.Presentation.APL.RenderDocument") == 1


def interfaces(version: object) -> dict[str, Any]:
    return {"Alexa.Presentation.APL": {"runtime": {"maxVersion": version}}}


def answered(supported: dict[str, Any], **request: Any) -> dict[str, Any]:
    """Return the answer to a request that comes without a session, from a device that supports these interfaces."""
    handler = skill_on(FakeSource(DAY, kept=(SATURDAY,)), FakeClock(AFTERNOON))
    system = {"user": {"userId": "someone"}, "device": {"deviceId": "some", "supportedInterfaces": supported}}
    about = {"requestId": "amzn1.echo-api.request.sample", "locale": "en-US"}
    intent = {"name": "HowManyRacesIntent", "slots": {"TrackName": {"name": "TrackName", "value": "Tampa Bay Downs"}}}
    odd = {"shape": "OCTAGON", "mode": "FRIDGE", "pixelWidth": "wide"}
    return handler(
        {
            "version": "1.0",
            "context": {"System": system, "Viewport": odd, "Viewports": [odd]},
            "request": {**about, **({"type": "IntentRequest", "intent": intent} | request)},
        },
        None,
    )


TOUCHES = {
    "a track": (["1", "track", "TAM"], "switch to Tampa Bay Downs"),
    "a track on a day": (["1", "races", "TAM", "2026-11-21"], "how many races at Tampa Bay Downs today"),
    "a race": (["1", "runners", "TAM", "2026-11-21", "4"], "who's running in race four at Tampa Bay Downs"),
    "a result": (["1", "result", "TAM", "2026-11-21", "1"], "who won race one at Tampa Bay Downs"),
}


@pytest.mark.parametrize("name", TOUCHES)
def test_a_touch_does_what_the_words_for_it_do(name: str) -> None:
    touch, words = TOUCHES[name]
    touched, spoken = shown(), shown()
    for alexa in (touched, spoken):
        alexa.say(HOW_MANY)
    answer = touched.touch(touch)
    assert answer == spoken.say(f"alexa, {words}")
    assert touched.screen == spoken.screen


def test_every_race_on_a_card_can_be_touched_and_tells_of_itself() -> None:
    for place, race in enumerate(CARD):
        alexa = shown()
        alexa.say(HOW_MANY)
        said = alexa.touch(alexa.screen["races"][place]["touch"])
        assert f"race {['one', 'two', 'three', 'four', 'five', 'six'][place]}" in said.lower()
        assert ("is cancelled" in said) is race.is_cancelled


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["1", "track", "ZZZ"],
        ["1", "buy", "TAM"],
        ["9", "track", "TAM"],
        ["1", "runners", "TAM", "1999-01-01", "4"],
        ["1", "runners", "TAM", "2026-11-21", "99"],
        ["banana <speak>", {"a": 1}, None, 4],
        ["1"] * 50,
    ],
    ids=repr,
)
def test_a_touch_that_means_nothing_is_answered_like_words_that_mean_nothing(arguments: list[Any]) -> None:
    touched, spoken = shown(), shown()
    for alexa in (touched, spoken):
        alexa.say(HOW_MANY)
    answer = touched.touch(arguments)
    assert answer == spoken.say("alexa, banana hammock")
    assert "speak" not in answer


@pytest.mark.parametrize("arguments", [None, "1", {"0": "1"}, 7])
def test_a_touch_without_a_list_of_arguments_is_answered(arguments: Any) -> None:
    response = answered(interfaces("1.4"), type="Alexa.Presentation.APL.UserEvent", arguments=arguments)
    assert response["response"]["shouldEndSession"] is False


def test_a_touch_without_a_session_that_names_all_of_a_question_is_answered() -> None:
    touch = ["1", "races", "TAM", "2026-11-21"]
    response = answered(interfaces("1.4"), type="Alexa.Presentation.APL.UserEvent", arguments=touch)["response"]
    assert "There are five races at Tampa Bay Downs today" in response["outputSpeech"]["ssml"]


def test_more_and_a_place_in_a_new_session_lead_to_a_question_and_not_to_a_wrong_answer() -> None:
    for touch in (["1", "more"], ["1", "place", "3"]):
        response = answered(interfaces("1.4"), type="Alexa.Presentation.APL.UserEvent", arguments=touch)["response"]
        assert response["shouldEndSession"] is False


@pytest.mark.parametrize(
    ("asked", "place"),
    [("which tracks are racing today", "the second one"), ("any stakes at Tampa Bay Downs today", "the first one")],
)
def test_what_is_listed_can_be_chosen_by_its_place(asked: str, place: str) -> None:
    touched, spoken = shown(), shown()
    for alexa in (touched, spoken):
        alexa.say(f"ask talk horse racing {asked}")
    index = ["the first one", "the second one"].index(place)
    assert spoken.say(f"alexa, {place}") == touched.touch(touched.screen["items"][index]["touch"])


def test_a_race_on_the_card_can_be_chosen_by_its_place() -> None:
    alexa = shown()
    alexa.say(HOW_MANY)
    by_touch = shown()
    by_touch.say(HOW_MANY)
    assert alexa.say("alexa, the first one") == by_touch.touch(by_touch.screen["races"][0]["touch"])
    assert alexa.screen["document"] == "results"


def test_behind_an_answer_about_a_race_another_place_asks_the_same_about_that_race() -> None:
    alexa = shown()
    alexa.say("ask talk horse racing what time is race four at Tampa Bay Downs")
    assert alexa.say("alexa, what about the sixth").startswith("Race six, the Lantern Cove Stakes, at Tampa Bay Downs")
    assert alexa.screen["document"] == "card"


def test_an_answer_on_a_screen_can_be_heard_again() -> None:
    alexa = shown()
    said = alexa.say(HOW_MANY)
    assert alexa.say("alexa, say that again") == said


def test_a_list_that_is_said_again_is_seen_again() -> None:
    codes = ("TAM", "ARP", "SAR", "GP", "DMR", "CD")
    alexa = shown(FakeSource({(code, SATURDAY): races(2) for code in codes}, kept=(SATURDAY,)))
    said, seen = alexa.say("ask talk horse racing which tracks are racing today"), alexa.screen
    assert alexa.say("say that again") == said
    assert alexa.screen == seen


def test_of_todays_stakes_those_that_have_been_run_are_told_only_where_no_other_is_left() -> None:
    early = replace(CARD[5], number=1, post_time=FIRST_POST)
    late = replace(CARD[5], number=2, post_time=FIRST_POST + timedelta(hours=3))
    both = FakeSource({("TAM", SATURDAY): (early, late), ("ARP", SATURDAY): (early,)}, kept=(SATURDAY,))
    alexa = shown(both)
    assert alexa.say("ask talk horse racing what stakes are on today").startswith(
        "There is one stakes race still to come today at the two tracks listed. The Lantern Cove Stakes, grade two,"
    )
    assert [item["touch"][1] for item in alexa.screen["items"]] == ["runners"]
    over = shown(FakeSource({("TAM", SATURDAY): (early,)}, kept=(SATURDAY,)))
    assert over.say("ask talk horse racing what stakes are on today").startswith("There was one stakes race today")
    assert [item["touch"][1] for item in over.screen["items"]] == ["result"]


def test_a_screen_that_cannot_be_drawn_costs_no_answer_and_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    telemetry = Reports()
    alexa = shown(telemetry=telemetry)
    monkeypatch.setitem(showing.SCREENS, "RaceCount", "race")
    assert alexa.say(HOW_MANY) == talk(FakeSource(DAY, kept=(SATURDAY,)), AFTERNOON).say(HOW_MANY)
    assert not [each for each in body(alexa).get("directives", ()) if each["type"].endswith("RenderDocument")]
    assert body(alexa)["shouldEndSession"] is True
    report = telemetry.last
    assert report.screen_error == "AttributeError"
    assert report.failure == "own"
    assert report.answer == "RaceCount"


LONGEST = "Wandering Marzipan Weathervane Of The Northern Ridge Country"


def longest_day() -> FakeSource:
    runners = tuple(Runner(f"{LONGEST[:50]} {n}", str(n), LONGEST, trainer=LONGEST) for n in range(1, 25))
    day = tuple(replace(race, runners=runners, name=LONGEST, is_stakes=True, grade=1) for race in races(14))
    finishers = tuple(Finisher(1, LONGEST, str(n), LONGEST, *[Decimal("1234.50")] * 3) for n in range(1, 8))
    payoffs = tuple(Payoff(f"pick_{n}", "1/2/3-4/5/6-7/8/9", Decimal("123456.70"), Decimal(1)) for n in range(20))
    codes = [track.code for track in CATALOGUE][:60]
    return FakeSource(
        {("TAM", SATURDAY): day, **{(code, SATURDAY): day for code in codes}},
        {("TAM", SATURDAY): (RaceResult(1, finishers, payoffs=payoffs),)},
        kept=(SATURDAY,),
    )


@pytest.mark.parametrize(
    "question",
    [
        "how many races at Tampa Bay Downs",
        "who's running in race four at Tampa Bay Downs",
        "what are the odds in race four at Tampa Bay Downs",
        "what did the pick three pay in race one at Tampa Bay Downs",
        "which tracks are racing today",
        "what stakes are on today",
        "any scratches at Tampa Bay Downs",
    ],
)
def test_the_longest_data_stays_below_what_alexa_is_sure_to_take(question: str) -> None:
    alexa = shown(longest_day(), MORNING)
    alexa.say("open talk horse racing")
    alexa.say(question)
    assert len(json.dumps(alexa.last.response)) <= 24 * 1024
    assert alexa.screen


def sent_with(names: int, width: int) -> list[str]:
    """Return the types of the directives that are sent with so many names and a screen of so many characters."""
    to_hear = NamesToHear(tuple(f"{LONGEST} {number}" for number in range(names)))
    screen = {"type": "Alexa.Presentation.APL.RenderDocument", "datasources": "x" * width}
    reply = Tell(speech("Goodbye."))
    sent = response_to(reply, to_hear, OnScreen(reply, screen), {}).directives or []
    return [cast("dict[str, Any]", directive)["type"].rpartition(".")[2] for directive in sent]


def test_what_is_too_large_together_loses_the_names_to_listen_for_first_and_then_the_screen() -> None:
    assert sent_with(10, 100) == ["UpdateDynamicEntities", "RenderDocument"]
    assert sent_with(100, 18_000) == ["RenderDocument"]
    assert sent_with(0, 30_000) == []


def test_without_a_screen_nothing_changes() -> None:
    said = talk(FakeSource(DAY, kept=(SATURDAY,)), AFTERNOON, kind=DOT).say(HOW_MANY)
    with_screen = shown().say(HOW_MANY)
    assert said == f"{with_screen} Goodbye."


@pytest.mark.parametrize("day", [(), *((CARD[:count]) for count in (1, 6))], ids=len)
@pytest.mark.parametrize(
    "question",
    [
        "how many races at Tampa Bay Downs",
        "who's running in race one at Tampa Bay Downs",
        "who won race one at Tampa Bay Downs",
        "which tracks are racing today",
        "which tracks are racing on Monday",
    ],
)
def test_what_a_screen_advises_to_say_is_understood(day: tuple[Race, ...], question: str) -> None:
    alexa = shown(FakeSource({("TAM", SATURDAY): day}, {("TAM", SATURDAY): (RESULT,)}, kept=(SATURDAY,)))
    alexa.say(f"ask talk horse racing {question}")
    advice = alexa.screen["hint"].removeprefix("Try “").removesuffix("”")
    # Where she does not listen any more, her name comes first.
    assert advice.startswith("Alexa, ") is ("shouldEndSession" not in body(alexa))
    said = alexa.say(advice)
    assert alexa.last.understood
    assert alexa.last.understood.intent
    # It is answered, not asked back.
    assert "shouldEndSession" not in body(alexa), (advice, said)


@pytest.mark.parametrize(
    "question", ["how many races at Tampa Bay Downs", "who's running in race one at Tampa Bay Downs"]
)
@pytest.mark.parametrize("day", [SATURDAY - timedelta(days=1), SATURDAY + timedelta(days=1)])
def test_what_is_advised_behind_another_day_is_not_answered_for_today(question: str, day: date) -> None:
    word = "yesterday" if day < SATURDAY else "tomorrow"
    alexa = shown(FakeSource({("TAM", SATURDAY): CARD, ("TAM", day): CARD}, kept=(SATURDAY, day)))
    alexa.say(f"ask talk horse racing {question} {word}")
    advice = alexa.screen["hint"].removeprefix("Try “").removesuffix("”")
    assert not advice or word in alexa.say(advice)


def test_where_the_session_is_over_nothing_is_advised() -> None:
    alexa = shown()
    alexa.say("open talk horse racing")
    alexa.say("stop")
    assert alexa.screen["hint"] == ""


def test_the_model_and_the_screens_are_of_one_language() -> None:
    assert MODEL.locale == "en-US"
    assert wording(MODEL.locale).written().SKILL.casefold() == MODEL.invocation_name
