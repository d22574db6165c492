"""What outlasts a conversation: the listener's track, through the real handler, on a fake and on DynamoDB over HTTP."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from echo.device.envelopes import Envelopes
from horse_racing import bootstrap
from horse_racing.bootstrap import build, build_lambda_handler
from horse_racing.memory.favorites import Favorites, FavoritesError
from horse_racing.racing.errors import TimedOutError
from horse_racing.skill.erasure import ErasureError
from race_api.server import Fault, RaceApi
from race_api.trap_calendar import trap_calendar
from tests.support.conversation import Conversation, skill_on, talk, talk_over_http
from tests.support.fakes import MORNING, SATURDAY, FakeClock, FakeSource, RunningClock, races
from tests.support.favorites import TABLE, MemoryFavorites, favorites_table
from tests.support.telemetry import Reports
from tests.support.timing import measures_time

LAUNCH = "open talk horse racing"
NINE = FakeSource({("TAM", SATURDAY): races(9)})
WELCOME_BACK = (
    "Hello, and welcome back. There are nine races at Tampa Bay Downs today. The first is at 12:35 PM Eastern. "
    "What would you like to know?"
)


def told(favorites: Favorites, track: str = "Tampa Bay Downs", **device: Any) -> Conversation:
    """A first conversation in which the listener names a track."""
    alexa = talk(NINE, favorites=favorites, **device)
    alexa.say(LAUNCH)
    alexa.say(f"my favorite track is {track}")
    return alexa


def test_a_listener_who_names_a_track_hears_that_it_will_be_remembered() -> None:
    alexa = talk(NINE, favorites=MemoryFavorites())
    alexa.say(LAUNCH)
    assert alexa.say("my favorite track is Tampa Bay Downs") == (
        "Okay, Tampa Bay Downs. I'll remember it. "
        "Would you like the number of races today, or the date of the next stakes race?"
    )


def test_a_returning_listener_hears_a_shorter_welcome_with_what_is_on_today_and_is_asked() -> None:
    favorites = MemoryFavorites()
    told(favorites)
    alexa = talk(NINE, favorites=favorites)
    assert alexa.say(LAUNCH) == WELCOME_BACK
    assert alexa.is_open
    assert alexa.silence() == "You can say, when is the next stakes race. What would you like to know?"
    assert len(WELCOME_BACK) < len(talk(NINE).say(LAUNCH))


def test_the_welcomes_differ_from_session_to_session() -> None:
    favorites = MemoryFavorites()
    told(favorites)
    heard = {talk(NINE, MORNING + timedelta(seconds=seconds), favorites=favorites).say(LAUNCH) for seconds in range(3)}
    assert {sentence.partition(".")[0] for sentence in heard} == {
        "Welcome back",
        "Hello, and welcome back",
        "Welcome back to Talk Horse Racing",
    }


def test_a_one_shot_uses_the_remembered_track() -> None:
    favorites = MemoryFavorites()
    told(favorites)
    alexa = talk(NINE, favorites=favorites)
    assert alexa.say("ask talk horse racing how many races") == (
        "There are nine races at Tampa Bay Downs today. The first is at 12:35 PM Eastern. Goodbye."
    )
    assert not alexa.is_open


def test_a_one_shot_about_another_track_changes_nothing_for_next_time() -> None:
    favorites = MemoryFavorites()
    told(favorites)
    talk(NINE, favorites=favorites).say("ask talk horse racing how many races at Del Mar")
    assert talk(NINE, favorites=favorites).say(LAUNCH) == WELCOME_BACK


@pytest.mark.parametrize("words", ["make Tampa Bay Downs my track", "change my track to Tampa Bay Downs"])
def test_another_track_takes_the_place_of_the_first(words: str) -> None:
    favorites = MemoryFavorites()
    told(favorites, "Saratoga")
    alexa = talk(NINE, favorites=favorites)
    alexa.say(LAUNCH)
    assert "Tampa Bay Downs. I'll remember it." in alexa.say(words)
    assert talk(NINE, favorites=favorites).say(LAUNCH) == WELCOME_BACK


@pytest.mark.parametrize("words", ["switch to Tampa Bay Downs", "what about tampa", "tampa"])
def test_a_track_that_is_only_talked_about_does_not_take_the_place_of_the_first(words: str) -> None:
    favorites = MemoryFavorites()
    told(favorites, "Saratoga")
    alexa = talk(NINE, favorites=favorites)
    alexa.say(LAUNCH)
    assert alexa.say(words).startswith("There are nine races at Tampa Bay Downs today.")
    assert "Saratoga" in talk(NINE, favorites=favorites).say(LAUNCH)


def test_a_favorite_that_is_told_as_an_answer_takes_the_place_of_the_first() -> None:
    favorites = MemoryFavorites()
    told(favorites, "Saratoga")
    alexa = talk(NINE, favorites=favorites)
    for words in (LAUNCH, "how many races at tamper bay downs", "my favorite track is tamper bay downs"):
        assert alexa.say(words)
    assert alexa.say("yes").startswith("I'll remember Tampa Bay Downs. There are nine races at Tampa Bay Downs today.")
    assert talk(NINE, favorites=favorites).say(LAUNCH) == WELCOME_BACK


def test_change_my_track_asks_which_and_keeps_the_answer() -> None:
    favorites = MemoryFavorites()
    told(favorites, "Saratoga")
    alexa = talk(NINE, favorites=favorites)
    alexa.say(LAUNCH)
    assert alexa.say("change my track").endswith("Which track would you like?")
    alexa.say("tampa bay downs")
    assert talk(NINE, favorites=favorites).say(LAUNCH) == WELCOME_BACK


def test_the_first_track_named_to_get_an_answer_is_remembered_and_that_is_said() -> None:
    favorites = MemoryFavorites()
    alexa = talk(NINE, favorites=favorites)
    alexa.say("ask talk horse racing how many races")
    assert alexa.say("tampa bay downs") == (
        "I'll remember Tampa Bay Downs. There are nine races at Tampa Bay Downs today. "
        "The first is at 12:35 PM Eastern. Goodbye."
    )
    assert talk(NINE, favorites=favorites).say(LAUNCH) == WELCOME_BACK


@pytest.mark.parametrize(
    "turns",
    [
        ["how many races at banana", "saratoga"],
        ["how many races at saratogo", "saratoga"],
        ["how many races at saratogo", "no", "saratoga"],
        ["how many races at saratogo", "yes"],
        ["how many races this weekend at saratoga", "sunday"],
    ],
)
def test_a_track_that_stands_in_for_another_in_a_question_does_not_take_the_place_of_the_remembered_one(
    turns: list[str],
) -> None:
    favorites = MemoryFavorites()
    told(favorites)
    alexa = talk(NINE, favorites=favorites)
    for words in (LAUNCH, *turns):
        alexa.say(words)
    assert talk(NINE, favorites=favorites).say(LAUNCH) == WELCOME_BACK


def test_a_misheard_question_after_a_misheard_track_of_ones_own_is_only_a_question() -> None:
    favorites = MemoryFavorites()
    alexa = talk(NINE, favorites=favorites)
    for words in (LAUNCH, "my favorite track is saratogo", "how many races at tamper bay downs", "yes"):
        alexa.say(words)
    assert not favorites.items


def test_a_track_named_for_a_question_is_not_kept_where_nobody_knows_whether_there_is_one() -> None:
    favorites = MemoryFavorites()
    told(favorites)
    favorites.failure = FavoritesError("ThrottlingException")
    alexa = talk(NINE, favorites=favorites)
    alexa.say("ask talk horse racing how many races")
    favorites.failure = None
    alexa.say("saratoga")
    assert talk(NINE, favorites=favorites).say(LAUNCH) == WELCOME_BACK


def test_a_track_that_could_not_be_kept_is_kept_when_it_is_named_again() -> None:
    favorites = MemoryFavorites()
    alexa = talk(NINE, favorites=favorites)
    alexa.say(LAUNCH)
    favorites.failure = FavoritesError("ThrottlingException")
    assert "remember" not in alexa.say("tampa bay downs")
    favorites.failure = None
    assert "I'll remember it." in alexa.say("tampa bay downs")


def test_a_misheard_track_is_remembered_once_it_is_confirmed() -> None:
    favorites = MemoryFavorites()
    alexa = talk(NINE, favorites=favorites)
    alexa.say(LAUNCH)
    assert alexa.say("my favorite track is tamper bay downs").endswith("Did you mean Tampa Bay Downs?")
    assert not favorites.items
    assert "I'll remember it." in alexa.say("yes")
    assert talk(NINE, favorites=favorites).say(LAUNCH) == WELCOME_BACK


@pytest.mark.parametrize("words", ["forget my track", "forget me", "delete my data"])
def test_a_forgotten_track_is_gone_at_once_and_next_time_and_that_is_confirmed(words: str) -> None:
    favorites = MemoryFavorites()
    alexa = told(favorites)
    assert alexa.say(words) == "Okay, I've forgotten your track. You can tell me another one any time. Goodbye."
    assert not alexa.is_open
    assert not favorites.items
    assert talk(NINE, favorites=favorites).say(LAUNCH).endswith("Which track is your favorite?")


def test_a_track_that_could_not_be_forgotten_is_not_said_to_be() -> None:
    favorites = MemoryFavorites()
    told(favorites)
    favorites.failure = FavoritesError("ThrottlingException")
    assert talk(NINE, favorites=favorites).say("ask talk horse racing to forget me") == (
        "Sorry, I couldn't forget your track right now. Please try again in a few minutes. Goodbye."
    )


def test_a_track_that_cannot_be_looked_up_is_not_said_to_be_untold() -> None:
    favorites = MemoryFavorites()
    favorites.failure = FavoritesError("unreachable")
    listener = talk(favorites=favorites)
    told = listener.say("ask talk horse racing what's my favorite track")
    assert told == "I can't look up your track right now. Which track would you like?"
    favorites.failure = None
    # It is for the question that follows, and takes no other one's place for good.
    assert "remember" not in listener.say("saratoga")


def test_forgetting_works_where_nothing_is_kept() -> None:
    alexa = talk(NINE)
    alexa.say(LAUNCH)
    alexa.say("tampa bay downs")
    assert alexa.say("forget my track").startswith("Okay, I've forgotten your track.")


def test_help_tells_a_remembered_listener_how_to_be_forgotten() -> None:
    favorites = MemoryFavorites()
    told(favorites)
    alexa = talk(NINE, favorites=favorites)
    alexa.say(LAUNCH)
    assert "To make me forget it, say, forget my track." in alexa.say("help")
    assert "forget" not in talk(NINE, favorites=MemoryFavorites()).say("ask talk horse racing for help")


def test_separate_accounts_are_separate_listeners() -> None:
    favorites = MemoryFavorites()
    told(favorites)
    assert talk(NINE, favorites=favorites, account="another").say(LAUNCH).endswith("Which track is your favorite?")


def test_a_recognized_person_has_a_track_of_their_own() -> None:
    favorites = MemoryFavorites()
    told(favorites, "Saratoga")
    alexa = talk(NINE, favorites=favorites)
    alexa.recognize("Robin")
    assert alexa.say(LAUNCH).endswith("Which track is your favorite?")
    alexa.say("tampa bay downs")
    alexa = talk(NINE, favorites=favorites)
    assert "Saratoga" in alexa.say(LAUNCH)
    alexa = talk(NINE, favorites=favorites)
    alexa.recognize("Robin")
    assert "Tampa Bay Downs" in alexa.say(LAUNCH)


def test_the_track_another_person_names_in_the_same_session_is_theirs() -> None:
    favorites = MemoryFavorites()
    alexa = told(favorites)
    alexa.recognize("Robin")
    assert "I'll remember it." in alexa.say("my favorite track is Tampa Bay Downs")
    assert len(favorites.items) == 2


def test_each_voice_of_a_session_hears_of_its_own_track() -> None:
    favorites = MemoryFavorites()
    told(favorites, "Saratoga")
    robin = talk(NINE, favorites=favorites)
    robin.recognize("Robin")
    robin.say("ask talk horse racing my favorite track is Tampa Bay Downs")
    alexa = talk(NINE, favorites=favorites)
    assert "Saratoga" in alexa.say(LAUNCH)
    alexa.recognize("Robin")
    assert "Tampa Bay Downs" in alexa.say("how many races")


def test_a_recognized_person_means_their_own_track_also_after_another_voice_named_one() -> None:
    favorites = MemoryFavorites()
    robin = talk(NINE, favorites=favorites)
    robin.recognize("Robin")
    robin.say("ask talk horse racing my favorite track is Tampa Bay Downs")
    alexa = talk(NINE, favorites=favorites)
    alexa.say(LAUNCH)
    assert "Saratoga" in alexa.say("saratoga")
    alexa.recognize("Robin")
    assert "at Tampa Bay Downs today" in alexa.say("how many races")


@pytest.mark.parametrize("before", ["blah blah", "help", "yes"])
def test_it_is_their_own_track_also_when_they_said_something_else_first(before: str) -> None:
    favorites = MemoryFavorites()
    robin = talk(NINE, favorites=favorites)
    robin.recognize("Robin")
    robin.say("ask talk horse racing my favorite track is Tampa Bay Downs")
    alexa = talk(NINE, favorites=favorites)
    alexa.say(LAUNCH)
    alexa.say("saratoga")
    alexa.recognize("Robin")
    assert alexa.say(before)
    assert "at Tampa Bay Downs today" in alexa.say("how many races")


def test_a_person_who_names_another_track_in_the_same_session_goes_on_with_that_one() -> None:
    favorites = MemoryFavorites()
    robin = talk(NINE, favorites=favorites)
    robin.recognize("Robin")
    robin.say("ask talk horse racing my favorite track is Tampa Bay Downs")
    alexa = talk(NINE, favorites=favorites)
    alexa.say(LAUNCH)
    alexa.say("saratoga")
    alexa.recognize("Robin")
    assert "Which race" in alexa.say("who's running at del mar")
    assert alexa.say("race five").startswith("No races are listed at Del Mar")


def test_a_track_is_not_forgotten_because_another_voice_said_so() -> None:
    favorites = MemoryFavorites()
    told(favorites, "Saratoga")
    alexa = talk(NINE, favorites=favorites)
    alexa.recognize("Robin")
    alexa.say(LAUNCH)
    alexa.say("tampa bay downs")
    alexa.recognize(None)
    assert alexa.say("forget my track") == (
        "I heard another voice before, so I'm not sure whose track to forget. To forget yours, say, forget my track. "
        "What would you like to know?"
    )
    assert len(favorites.items) == 2
    assert alexa.say("forget my track").startswith("Okay, I've forgotten your track.")
    assert [kept.track for kept in favorites.items.values()] == ["TAM"]


def test_one_persons_forgetting_leaves_the_others_alone() -> None:
    favorites = MemoryFavorites()
    told(favorites)
    alexa = talk(NINE, favorites=favorites)
    alexa.recognize("Robin")
    alexa.say("ask talk horse racing to forget me")
    assert talk(NINE, favorites=favorites).say(LAUNCH) == WELCOME_BACK


def test_favorites_are_read_once_a_session_and_written_only_when_they_change() -> None:
    favorites = MemoryFavorites()
    alexa = told(favorites)
    assert favorites.calls == ["read", "keep"]
    for words in ("my favorite track is Tampa Bay Downs", "help", "tampa"):
        alexa.say(words)
    assert favorites.calls == ["read", "keep"]
    favorites.calls.clear()
    alexa = talk(NINE, favorites=favorites)
    for words in (LAUNCH, "tampa bay downs", "help", "blah", "how many races"):
        alexa.say(words)
    assert favorites.calls == ["read"]


def test_a_favorite_is_renewed_after_a_month() -> None:
    favorites = MemoryFavorites()
    told(favorites)
    favorites.calls.clear()
    for days, calls in ((29, ["read"]), (31, ["read", "renew"]), (60, ["read"])):
        talk(NINE, MORNING + timedelta(days=days), favorites=favorites).say(LAUNCH)
        assert favorites.calls == calls, days
        favorites.calls.clear()


def test_stop_and_goodbye_need_no_favorite() -> None:
    favorites = MemoryFavorites()
    talk(NINE, favorites=favorites).say("ask talk horse racing to stop")
    assert not favorites.calls


FAILURES: dict[str, Callable[[MemoryFavorites], None]] = {
    "refused": lambda favorites: setattr(favorites, "failure", FavoritesError("AccessDeniedException")),
    "a mistake of its own": lambda favorites: setattr(favorites, "failure", KeyError("track_id")),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_store_that_fails_is_counted_and_the_conversation_goes_on_with_what_the_session_knows(failure: str) -> None:
    favorites, reports = MemoryFavorites(), Reports()
    FAILURES[failure](favorites)
    alexa = talk(NINE, favorites=favorites, telemetry=reports)
    assert alexa.say(LAUNCH).endswith("Which track is your favorite?")
    assert alexa.say("my favorite track is Tampa Bay Downs") == (
        "Okay, Tampa Bay Downs. Would you like the number of races today, or the date of the next stakes race?"
    )
    assert alexa.say("how many races").startswith("There are nine races at Tampa Bay Downs today.")
    assert [bool(turn.favorites_error) for turn in reports.turns] == [True, True, False]
    assert favorites.calls == ["read", "keep"]


def test_a_track_that_no_longer_exists_is_counted_and_replaced_by_the_next_one_named() -> None:
    favorites, reports = MemoryFavorites(), Reports()
    told(favorites)
    for kept in favorites.items.values():
        kept.track = "GONE"
    alexa = talk(NINE, favorites=favorites, telemetry=reports)
    assert alexa.say(LAUNCH).endswith("Which track is your favorite?")
    assert reports.last.favorites_error == "UnknownTrack"
    alexa.say("tampa bay downs")
    assert talk(NINE, favorites=favorites).say(LAUNCH) == WELCOME_BACK


def test_the_welcome_goes_without_numbers_when_the_races_cannot_be_had() -> None:
    favorites = MemoryFavorites()
    told(favorites)
    failing = FakeSource({("TAM", SATURDAY): TimedOutError("slow")})
    assert talk(failing, favorites=favorites).say(LAUNCH) == (
        "Hello, and welcome back. Your track is Tampa Bay Downs. What would you like to know?"
    )


def test_a_welcome_from_an_older_copy_tells_its_age() -> None:
    favorites = MemoryFavorites()
    told(favorites)
    aged = FakeSource({("TAM", SATURDAY): races(9)}, as_of=MORNING - timedelta(minutes=10))
    assert talk(aged, favorites=favorites).say(LAUNCH) == (
        "Hello, and welcome back. As of ten minutes ago, there are nine races at Tampa Bay Downs today. "
        "What would you like to know?"
    )


@measures_time
def test_the_welcome_waits_a_second_and_a_half_for_the_races_and_no_longer() -> None:
    favorites = MemoryFavorites()
    told(favorites)
    clock = RunningClock(MORNING)
    with RaceApi(calendar=trap_calendar, clock=clock.now) as api, api.failing(Fault.HANG):
        alexa = talk_over_http(api, clock, favorites=favorites)
        began = time.monotonic()
        assert (
            alexa.say(LAUNCH) == "Hello, and welcome back. Your track is Tampa Bay Downs. What would you like to know?"
        )
        assert 1.4 < time.monotonic() - began < 3


@measures_time
def test_a_store_that_hangs_costs_a_turn_less_than_a_second_however_often_it_is_needed() -> None:
    clock = RunningClock(MORNING)
    alexa = Conversation(skill_on(NINE, clock, favorites=MemoryFavorites(delay=60)), clock)
    for words in (LAUNCH, "my favorite track is Tampa Bay Downs", "switch to Saratoga"):
        began = time.monotonic()
        assert "?" in alexa.say(words)
        assert time.monotonic() - began < 1.4


@pytest.fixture(scope="module")
def dynamodb() -> Iterator[Any]:
    with favorites_table() as client:
        yield client


@pytest.fixture(scope="module")
def api() -> Iterator[RaceApi]:
    with RaceApi(calendar=trap_calendar, clock=FakeClock().now) as running:
        yield running


@pytest.fixture
def container(dynamodb: Any, api: RaceApi) -> Iterator[Callable[[], Conversation]]:
    """Make a new container of the deployed skill each time, all with one empty table, and a new session in it."""
    yield lambda: talk_over_http(api, FakeClock(), extra={"FAVORITES_TABLE": TABLE})
    for item in dynamodb.scan(TableName=TABLE)["Items"]:
        dynamodb.delete_item(TableName=TABLE, Key={name: item[name] for name in ("user_id", "who")})


def items(dynamodb: Any) -> list[dict[str, Any]]:
    return list(dynamodb.scan(TableName=TABLE)["Items"])


def test_a_track_survives_a_new_session_and_a_new_container(container: Callable[[], Conversation]) -> None:
    alexa = container()
    alexa.say(LAUNCH)
    assert "I'll remember it." in alexa.say("my favorite track is Tampa Bay Downs")
    alexa.say("stop")
    assert "Tampa Bay Downs" in alexa.say(LAUNCH)
    assert "Tampa Bay Downs" in container().say(LAUNCH)
    assert "races at Tampa Bay Downs today" in container().say("ask talk horse racing how many races")


def test_a_disabled_skill_leaves_nothing_of_the_account_nor_of_its_persons(
    dynamodb: Any, container: Callable[[], Conversation]
) -> None:
    for person in (None, "Robin", "Sam"):
        alexa = container()
        alexa.recognize(person)
        alexa.say("open talk horse racing")
        alexa.say("tampa bay downs")
    assert len(items(dynamodb)) == 3
    for _ in range(2):
        assert not container().event("SKILL_DISABLED").violations
        assert not items(dynamodb)
    assert container().say(LAUNCH).endswith("Which track is your favorite?")


def test_other_skill_events_are_taken_quietly(dynamodb: Any, container: Callable[[], Conversation]) -> None:
    container().say("ask talk horse racing my favorite track is Tampa Bay Downs")
    for name in ("SKILL_ENABLED", "SKILL_PERMISSION_CHANGED"):
        assert not container().event(name).violations
    assert len(items(dynamodb)) == 1


def test_a_table_that_is_missing_costs_the_listener_nothing(dynamodb: Any, api: RaceApi) -> None:
    alexa = talk_over_http(api, FakeClock(), extra={"FAVORITES_TABLE": "no-such-table"})
    assert alexa.say(LAUNCH).endswith("Which track is your favorite?")
    assert alexa.say("tampa bay downs").startswith("Okay, Tampa Bay Downs. Would you like")
    assert dynamodb.list_tables()["TableNames"] == [TABLE]


@pytest.mark.parametrize("table", ["no-such-table", "not a table's name"])
def test_what_could_not_be_erased_is_raised_counted_and_not_told_apart_by_its_listener(
    dynamodb: Any, api: RaceApi, table: str
) -> None:
    reports = Reports()
    environ = {
        "RACING_API_URL": api.url,
        "RACING_API_USERNAME": api.username,
        "RACING_API_PASSWORD": api.password,
        "FAVORITES_TABLE": table,
    }
    assert dynamodb
    handler = build(environ, clock=FakeClock(), telemetry=reports)
    event = Envelopes("amzn1.ask.skill.simulated", "en-US", FakeClock()).skill_event("SKILL_DISABLED")
    with pytest.raises(ErasureError) as raised:
        handler(event, None)
    assert reports.last.is_failed_erasure
    assert "SIMULATED" not in f"{raised.value!r} {reports.last}"


def test_an_event_that_does_not_tell_who_left_is_a_failure_too() -> None:
    event = Envelopes("amzn1.ask.skill.simulated", "en-US", FakeClock()).skill_event("SKILL_DISABLED")
    event["context"]["System"]["user"] = {}
    with pytest.raises(ErasureError, match="NoUser"):
        skill_on(NINE, FakeClock(), favorites=MemoryFavorites())(event, None)


def test_a_skill_that_is_not_set_up_does_not_pretend_to_have_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "telemetry_for", lambda _: Reports())
    event = Envelopes("amzn1.ask.skill.simulated", "en-US", FakeClock()).skill_event("SKILL_DISABLED")
    with pytest.raises(ErasureError, match="NotSetUp"):
        build_lambda_handler({"AWS_LAMBDA_FUNCTION_NAME": "talk-horse-racing"})(event, None)


@pytest.mark.parametrize("application", [None, {}, [], {"applicationId": ""}])
def test_an_event_that_does_not_tell_which_skill_was_left_is_a_failure_too(application: object) -> None:
    event = Envelopes("amzn1.ask.skill.ours", "en-US", FakeClock()).skill_event("SKILL_DISABLED")
    event["context"]["System"]["application"] = application
    favorites = MemoryFavorites()
    with pytest.raises(ErasureError, match="NoUser"):
        skill_on(NINE, FakeClock(), "amzn1.ask.skill.ours", favorites=favorites)(event, None)
    assert not favorites.calls


def test_another_skills_leaving_listeners_are_none_of_ours() -> None:
    favorites = MemoryFavorites()
    told(favorites)
    event = Envelopes("amzn1.ask.skill.another", "en-US", FakeClock()).skill_event("SKILL_DISABLED")
    assert skill_on(NINE, FakeClock(), "amzn1.ask.skill.ours", favorites=favorites)(event, None)["response"] == {}
    assert favorites.items


def test_containers_at_once_leave_one_whole_record_of_a_listener(
    dynamodb: Any, container: Callable[[], Conversation]
) -> None:
    said = []

    def choose(track: str) -> None:
        said.append(container().say(f"ask talk horse racing my favorite track is {track}"))

    threads = [threading.Thread(target=choose, args=(name,)) for name in ("Saratoga", "Del Mar", "Parx", "Keeneland")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (item,) = items(dynamodb)
    assert item["track_id"]["S"] in {"SAR", "DMR", "PRX", "KEE"}
    assert len(item) == 6
    assert len(said) == 4


def test_nothing_is_stored_but_what_the_privacy_policy_lists(
    dynamodb: Any, container: Callable[[], Conversation]
) -> None:
    container().say("ask talk horse racing my favorite track is Tampa Bay Downs")
    (item,) = items(dynamodb)
    policy = (Path(__file__).parents[2] / "PRIVACY.md").read_text(encoding="utf-8")
    (table,) = re.findall(r"(?:^\|.*\n)+", policy, re.MULTILINE)
    assert re.findall(r"^\| `(\w+)`", table, re.MULTILINE) == sorted(item)
