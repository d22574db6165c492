"""The conversation the project exists for, sentence by sentence, through the real handler."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from horse_racing.racing.cards import Race
from race_api.server import RaceApi, all_cancelled
from race_api.trap_calendar import trap_calendar
from tests.support.conversation import Conversation, talk, talk_over_http
from tests.support.fakes import FIRST_POST, MORNING, SATURDAY, FakeClock, FakeSource, races

SUNDAY = SATURDAY + timedelta(days=1)
LAUNCH = "open talk horse racing"
SUGGESTING = [["blah"], ["help"], ["how many races"], ["tampa", "help"], ["choose a track"], ["i like banana"]]
SUGGESTION = re.compile(r"(?:say|ask|Try|example), (.+)[.]$")

WELCOME = (
    "Hello from Talk Horse Racing. I know races, runners, and results at tracks like Tampa Bay Downs, Arapahoe Park, "
    "and Saratoga. "
    "Which track is your favorite?"
)
NINE_RACES = "There are nine races at Tampa Bay Downs today. The first is at 12:35 PM Eastern. Goodbye."
STAKES = (
    "The next stakes race at Tampa Bay Downs is the Lantern Bay Stakes, grade three, tomorrow. "
    "It's race two, at 1:05 PM Eastern. Goodbye."
)


def racing(*today: Race, tomorrow: Sequence[Race] = ()) -> Conversation:
    """A conversation while Tampa Bay Downs runs these races."""
    days = {SATURDAY: today, SUNDAY: tomorrow}
    return talk(FakeSource({("TAM", day): card for day, card in days.items() if card}))


def nine_races_and_a_stakes_tomorrow() -> Conversation:
    first, second = races(2, FIRST_POST + timedelta(days=1))
    stakes = replace(second, name="Lantern Bay S.", is_stakes=True, grade=3)
    return racing(*races(9), tomorrow=[first, stakes])


def test_the_welcome_names_tracks_and_asks_for_one() -> None:
    alexa = talk()
    assert alexa.say(LAUNCH) == WELCOME
    assert alexa.is_open


def test_a_named_track_is_repeated_back_stored_and_followed_by_the_question_what_to_know() -> None:
    alexa = talk()
    alexa.say(LAUNCH)
    assert alexa.say("my favorite track is Arapahoe Park") == (
        "Okay, Arapahoe Park. Would you like the number of races today, or the date of the next stakes race?"
    )
    assert alexa.remembered["track"] == "ARP"
    assert alexa.is_open


@pytest.mark.parametrize("question", ["how many races", "the number of races today", "how many races are there today"])
def test_the_number_of_races_comes_with_the_first_post_and_ends_the_session(question: str) -> None:
    alexa = nine_races_and_a_stakes_tomorrow()
    alexa.say(LAUNCH)
    alexa.say("my favorite track is Tampa Bay Downs")
    assert alexa.say(question) == NINE_RACES
    assert not alexa.is_open


@pytest.mark.parametrize(
    "question",
    [
        "when is the stakes race",
        "when is the next stakes race",
        "when is the next featured race",
        "the date of the next stakes race",
    ],
)
def test_the_next_stakes_race_comes_with_grade_day_and_number_and_ends_the_session(question: str) -> None:
    alexa = nine_races_and_a_stakes_tomorrow()
    alexa.say(LAUNCH)
    alexa.say("my favorite track is Tampa Bay Downs")
    assert alexa.say(question) == STAKES
    assert not alexa.is_open


@pytest.mark.parametrize(("question", "answer"), [("how many races", NINE_RACES), ("when is the stakes race", STAKES)])
@pytest.mark.parametrize("track", ["my favorite track is Tampa Bay Downs", "Tampa Bay Downs", "tampa"])
def test_a_question_asked_before_the_track_is_answered_once_the_track_is_given(
    question: str, answer: str, track: str
) -> None:
    alexa = nine_races_and_a_stakes_tomorrow()
    alexa.say(LAUNCH)
    assert alexa.say(question) == (
        "I need a track for that. You can say, my favorite track is Arapahoe Park. Which track would you like?"
    )
    assert alexa.say(track) == answer
    assert not alexa.is_open


def test_from_launch_to_an_answer_at_most_two_questions_are_asked() -> None:
    for turns in (
        ["my favorite track is Tampa Bay Downs", "how many races"],
        ["my favorite track is Tampa Bay Downs", "when is the next stakes race"],
        ["how many races", "Tampa Bay Downs"],
        ["when is the next stakes race", "my favorite track is Tampa Bay Downs"],
        ["how many races at Tampa Bay Downs"],
    ):
        alexa = nine_races_and_a_stakes_tomorrow()
        for utterance in [LAUNCH, *turns]:
            answer = alexa.say(utterance)
        assert answer in {NINE_RACES, STAKES}
        assert not alexa.is_open
        assert alexa.questions_asked <= 2


@pytest.mark.parametrize(
    ("utterance", "answer"),
    [
        ("ask talk horse racing how many races at Tampa Bay Downs", NINE_RACES),
        ("ask talk horse racing when is the next stakes race at Tampa Bay Downs", STAKES),
    ],
)
def test_a_question_with_its_track_is_answered_without_any_question_back(utterance: str, answer: str) -> None:
    alexa = nine_races_and_a_stakes_tomorrow()
    assert alexa.say(utterance) == answer
    assert alexa.questions_asked == 0


def test_a_day_asked_for_is_the_day_answered() -> None:
    alexa = nine_races_and_a_stakes_tomorrow()
    assert alexa.say("ask talk horse racing how many races at Tampa Bay Downs tomorrow") == (
        "There are two races at Tampa Bay Downs tomorrow. The first is at 12:35 PM Eastern. Goodbye."
    )


def test_a_day_asked_for_before_the_track_is_still_the_day_answered() -> None:
    alexa = nine_races_and_a_stakes_tomorrow()
    alexa.say("ask talk horse racing how many races are there tomorrow")
    assert alexa.say("Tampa Bay Downs").startswith("There are two races at Tampa Bay Downs tomorrow.")


def test_a_weekend_is_asked_back_for_one_day_and_then_answered() -> None:
    alexa = nine_races_and_a_stakes_tomorrow()
    assert alexa.say("ask talk horse racing how many races at Tampa Bay Downs this weekend") == (
        "I can look up one day at a time, up to a year away. Which day would you like, Saturday or Sunday?"
    )
    assert alexa.say("sunday").startswith("There are two races at Tampa Bay Downs tomorrow.")


def test_a_week_asked_for_before_the_track_waits_for_the_track_and_then_for_the_day() -> None:
    alexa = nine_races_and_a_stakes_tomorrow()
    alexa.say(LAUNCH)
    alexa.say("when is the next stakes race")
    alexa.say("how many races are there next week")
    assert alexa.say("Tampa Bay Downs").endswith("Which day would you like, today or tomorrow?")
    assert alexa.say("tomorrow").startswith("There are two races at Tampa Bay Downs tomorrow.")


def test_a_week_asked_for_at_a_track_that_does_not_exist_asks_for_the_track_first() -> None:
    alexa = nine_races_and_a_stakes_tomorrow()
    assert "banana" in alexa.say("ask talk horse racing how many races at banana next week")


def how_many(alexa: Conversation) -> str:
    return alexa.say("ask talk horse racing how many races at Tampa Bay Downs")


def test_after_the_first_post_the_next_race_is_named_instead() -> None:
    alexa = racing(*races(9))
    alexa.clock.instant = FIRST_POST + timedelta(minutes=70)
    assert how_many(alexa) == (
        "There are nine races at Tampa Bay Downs today, and six are left. The first was at 12:35 PM Eastern. "
        "The next one is race four, at 2:05 PM Eastern. Goodbye."
    )


def test_after_the_last_post_nothing_is_called_the_next() -> None:
    alexa = racing(*races(9))
    alexa.clock.instant = FIRST_POST + timedelta(hours=6)
    assert how_many(alexa) == (
        "There were nine races at Tampa Bay Downs today. The last post time has passed. Goodbye."
    )


def test_cancelled_races_are_not_counted() -> None:
    first, second, *rest = races(9)
    alexa = racing(replace(first, is_cancelled=True), replace(second, is_cancelled=True), *rest)
    assert how_many(alexa) == (
        "There are seven races at Tampa Bay Downs today. Two others are cancelled. "
        "The first is at 1:35 PM Eastern. Goodbye."
    )


def test_a_day_with_every_race_cancelled_is_called_cancelled() -> None:
    alexa = racing(*(replace(race, is_cancelled=True) for race in races(9)))
    assert how_many(alexa) == "All nine races at Tampa Bay Downs today are cancelled. Goodbye."


def test_a_track_that_is_not_racing_today_is_said_to_with_its_next_day() -> None:
    alexa = talk(FakeSource({("TAM", date(2026, 11, 25)): races(9)}))
    assert how_many(alexa) == (
        "No races are listed at Tampa Bay Downs today. "
        "The next race day listed there is Wednesday, November 25. Goodbye."
    )


def test_without_a_stakes_race_on_the_entries_just_that_is_said() -> None:
    alexa = racing(*races(9))
    assert alexa.say("ask talk horse racing for the next stakes race at Tampa Bay Downs") == (
        "I don't see a stakes race still to come at Tampa Bay Downs on the entries published so far. Goodbye."
    )


def test_help_explains_keeps_the_question_pending_and_asks() -> None:
    alexa = nine_races_and_a_stakes_tomorrow()
    alexa.say(LAUNCH)
    alexa.say("how many races")
    assert alexa.say("help") == (
        "Here is how it works. First name a track, for example, my favorite track is Tampa Bay Downs. Then ask, "
        "how many races, or, when is the next stakes race. I also know post times, runners, scratches, results, "
        "track conditions, and horses by name. To leave, say stop. Which track would you like?"
    )
    assert alexa.say("my favorite track is Tampa Bay Downs") == NINE_RACES


def test_help_with_a_track_says_what_to_ask_about_it() -> None:
    alexa = talk()
    alexa.say("ask talk horse racing my favorite track is Arapahoe Park")
    assert alexa.say("help") == (
        "Your track is Arapahoe Park. You can ask, how many races, or, when is the next stakes race. "
        "I also know post times, runners, scratches, results, track conditions, and horses by name. "
        "For another track, say, switch to Tampa Bay Downs. What would you like to know?"
    )


@pytest.mark.parametrize("utterance", ["stop", "cancel", "go home", "that's all"])
def test_leaving_is_a_goodbye_without_a_question(utterance: str) -> None:
    alexa = talk()
    alexa.say(LAUNCH)
    assert alexa.say(utterance) == "Goodbye. See you at the track."
    assert not alexa.is_open


def test_nonsense_gets_help_that_grows_shorter_and_then_a_goodbye() -> None:
    alexa = talk()
    alexa.say(LAUNCH)
    assert alexa.say("blah blah") == (
        "Sorry, that's beyond what I know about races. You can say, my favorite track is Tampa Bay Downs. "
        "Which track would you like?"
    )
    assert alexa.say("blah blah") == (
        "Sorry, I didn't get that. You can say, help, or, stop. Which track would you like?"
    )
    assert alexa.say("blah blah") == "Sorry, I still didn't get that. Let's try another time. Goodbye."
    assert not alexa.is_open


def test_something_understood_in_between_forgives_the_nonsense_before() -> None:
    alexa = talk()
    alexa.say(LAUNCH)
    alexa.say("blah blah")
    alexa.say("blah blah")
    alexa.say("help")
    assert "my favorite track is" in alexa.say("blah blah")


def test_a_track_that_does_not_exist_is_said_to_and_others_are_named() -> None:
    alexa = nine_races_and_a_stakes_tomorrow()
    alexa.say(LAUNCH)
    assert alexa.say("my favorite track is banana") == (
        "I don't know a track called banana. Try Tampa Bay Downs, Arapahoe Park, or Saratoga. "
        "Which track would you like?"
    )
    assert alexa.is_open


def test_a_question_about_a_track_that_does_not_exist_waits_for_one_that_does() -> None:
    alexa = nine_races_and_a_stakes_tomorrow()
    alexa.say("ask talk horse racing how many races at banana")
    assert alexa.say("Tampa Bay Downs") == NINE_RACES


def test_wanting_a_track_without_naming_it_is_asked_which() -> None:
    alexa = talk()
    alexa.say(LAUNCH)
    assert alexa.say("choose a track").endswith("Which track would you like?")


def test_a_silence_is_met_with_the_question_again_and_a_second_one_ends_the_session() -> None:
    alexa = talk()
    alexa.say(LAUNCH)
    assert alexa.silence() == "You can say, my favorite track is Saratoga. Which track would you like?"
    assert alexa.silence() == ""
    assert not alexa.is_open


def test_leaving_with_exit_ends_the_session_without_a_word() -> None:
    alexa = talk()
    alexa.say(LAUNCH)
    assert alexa.say("exit") == ""
    assert not alexa.is_open


def test_a_new_session_starts_without_the_track_of_the_last_one() -> None:
    alexa = talk()
    alexa.say(LAUNCH)
    alexa.say("my favorite track is Tampa Bay Downs")
    assert alexa.say(LAUNCH) == WELCOME
    assert "track" not in alexa.remembered


def test_every_phrase_the_skill_suggests_is_one_it_understands() -> None:
    suggested = {
        phrase
        for utterances in (
            ["blah"],
            ["help"],
            ["how many races"],
            ["tampa", "help"],
            ["choose a track"],
            ["like banana"],
        )
        for phrase in suggestions(utterances)
    }
    assert len(suggested) > 4
    for phrase in suggested:
        alexa = nine_races_and_a_stakes_tomorrow()
        alexa.say(LAUNCH)
        alexa.say(phrase)
        assert alexa.last.understood, phrase
        assert alexa.last.understood.intent, phrase
        assert alexa.last.understood.intent.name != "AMAZON.FallbackIntent", phrase


def suggestions(utterances: Sequence[str]) -> set[str]:
    """What the skill tells one to say, in these turns and their reprompts."""
    alexa = nine_races_and_a_stakes_tomorrow()
    spoken = [alexa.say(LAUNCH), *(alexa.say(utterance) for utterance in utterances), alexa.silence()]
    sentences = [sentence for speech in spoken for sentence in re.split(r"(?<=[.?!]) ", speech)]
    found = [re.split(r", or, ", match[1]) for match in map(SUGGESTION.search, sentences) if match]
    return {phrase for phrases in found for phrase in phrases}


def test_the_whole_conversation_over_real_http() -> None:
    clock = FakeClock(MORNING)
    with RaceApi(calendar=trap_calendar, clock=clock.now) as api:
        alexa = talk_over_http(api, clock)
        alexa.say(LAUNCH)
        alexa.say("my favorite track is Tampa Bay Downs")
        count = sum(race["is_cancelled"] is not True for race in api.card("TAM", SATURDAY)["races"])
        words = {8: "eight", 9: "nine", 10: "ten", 11: "eleven"}[count]
        assert alexa.say("how many races") == (
            f"There are {words} races at Tampa Bay Downs today. The first is at 12:35 PM Eastern. Goodbye."
        )
        assert all(request.status == 200 for request in api.requests)


def test_a_track_on_the_second_page_of_a_busy_day_is_found_over_real_http() -> None:
    clock = FakeClock(MORNING)
    with RaceApi(calendar=trap_calendar, clock=clock.now) as api:
        api.cards["TAM", SATURDAY] = all_cancelled(api.card("TAM", SATURDAY))
        assert how_many(talk_over_http(api, clock)).endswith("today are cancelled. Goodbye.")
        skips = [dict(request.query).get("skip") for request in api.requests if request.path.endswith("/meets")]
        assert skips == ["0", "49"]


def test_a_night_card_in_the_west_is_still_today_after_midnight_in_london_over_real_http() -> None:
    clock = FakeClock(datetime(2026, 11, 22, 3, 30, tzinfo=UTC))
    with RaceApi(calendar=trap_calendar, clock=clock.now) as api:
        api.cards["LA", SATURDAY] = first_races(5, api.card("LA", SATURDAY))
        api.cards["LA", SUNDAY] = first_races(3, api.card("LA", SUNDAY))
        answer = talk_over_http(api, clock).say("ask talk horse racing how many races at los alamitos")
    assert "There are five races at Los Alamitos today, and four are left. The first was at 7:10 PM Pacific." in answer
    assert "The next one is race two, at 7:39 PM Pacific." in answer


def test_while_the_east_is_a_day_ahead_the_day_has_its_name() -> None:
    clock = FakeClock(datetime(2026, 11, 22, 5, 30, tzinfo=UTC))
    with RaceApi(calendar=trap_calendar, clock=clock.now) as api:
        api.cards["LA", SATURDAY] = first_races(9, api.card("LA", SATURDAY))
        alexa = talk_over_http(api, clock)
        for question in ("how many races at los alamitos", "how many races at los alamitos yesterday"):
            answer = alexa.say(f"ask talk horse racing {question}")
            assert " races at Los Alamitos on Saturday, November 21, and three are left." in answer


def first_races(count: int, card: dict[str, Any]) -> dict[str, Any]:
    return card | {"races": [race | {"is_cancelled": False} for race in card["races"][:count]]}
