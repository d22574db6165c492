"""Times where the listener is, and a word while she looks things up: Alexa's own API, asked over HTTP on loopback."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from ask_sdk_model.services import ApiClientRequest

from echo.device.alexa_api import AlexaApi
from echo.device.alexa_faults import FAULTS
from horse_racing.racing.cards import Card, Listing, Meet
from horse_racing.racing.clock import Deadline
from horse_racing.skill.alexa_api import AlexaApiClient, AlexaApiError
from horse_racing.skill.announcement import Announcement
from loopback.clock import DEFAULT_ZONE
from race_api.server import Fault, RaceApi
from race_api.trap_calendar import trap_calendar
from tests.support.conversation import Conversation, skill_on, talk, talk_over_http
from tests.support.fakes import MORNING, SATURDAY, FakeClock, FakeSource, RunningClock, races
from tests.support.favorites import MemoryFavorites
from tests.support.timing import measures_time

pytestmark = measures_time

HOW_MANY = "ask talk horse racing how many races at Arapahoe Park"
STAKES = "ask talk horse racing when is the next stakes race at Prairie Meadows"
TWO = FakeSource({("ARP", SATURDAY): races(2, datetime(2026, 11, 21, 21, 5, tzinfo=UTC))})
ZONE_NAMED = "There are two races at Arapahoe Park today. The first is at 2:05 PM Mountain. Goodbye."


@pytest.fixture
def alexa_api() -> Iterator[AlexaApi]:
    with AlexaApi("America/New_York") as running:
        yield running


def test_a_time_is_told_on_the_listeners_clock_too_where_that_differs(alexa_api: AlexaApi) -> None:
    assert talk(TWO, alexa_api=alexa_api).say(HOW_MANY) == (
        "There are two races at Arapahoe Park today. The first is at 2:05 PM Mountain, that's 4:05 PM your time. "
        "Goodbye."
    )


def test_a_time_goes_without_a_zone_where_both_clocks_show_the_same(alexa_api: AlexaApi) -> None:
    alexa_api.zone = "America/Phoenix"
    assert talk(TWO, alexa_api=alexa_api).say(HOW_MANY) == (
        "There are two races at Arapahoe Park today. The first is at 2:05 PM. Goodbye."
    )


@pytest.mark.parametrize("zone", [None, "", "Mars/Olympus", "../../etc/passwd", "America", "x" * 200])
def test_a_zone_that_alexa_does_not_tell_or_nobody_knows_leaves_the_tracks_time_with_its_zone(
    alexa_api: AlexaApi, zone: str | None
) -> None:
    alexa_api.zone = zone
    clock = FakeClock()
    device = {"alexa_api": alexa_api, "time_zone": DEFAULT_ZONE}
    assert Conversation(skill_on(TWO, clock), clock, **device).say(HOW_MANY) == ZONE_NAMED


@pytest.mark.parametrize("fault", FAULTS)
def test_an_api_that_fails_leaves_the_tracks_time_with_its_zone_and_costs_half_a_second_at_most(
    alexa_api: AlexaApi, fault: str
) -> None:
    alexa_api.fail(fault)
    alexa = talk(TWO, alexa_api=alexa_api)
    began = time.monotonic()
    assert alexa.say(HOW_MANY) == ZONE_NAMED
    assert time.monotonic() - began < 1.5


def test_without_an_api_to_ask_nothing_is_asked() -> None:
    assert talk(TWO).say(HOW_MANY) == ZONE_NAMED


def test_the_zone_is_asked_for_once_a_session(alexa_api: AlexaApi) -> None:
    alexa = talk(TWO, favorites=MemoryFavorites(), alexa_api=alexa_api)
    for words in ("open talk horse racing", "arapahoe park", "help", "who's running in race two"):
        alexa.say(words)
    assert len(alexa_api.asked) == 1
    assert talk(TWO, alexa_api=alexa_api).say(HOW_MANY) != ZONE_NAMED
    assert len(alexa_api.asked) == 2


@pytest.mark.parametrize("zone", ["America/New_York", None])
def test_what_came_of_asking_is_kept_in_the_session(alexa_api: AlexaApi, zone: str | None) -> None:
    favorites = MemoryFavorites()
    talk(TWO, favorites=favorites).say("ask talk horse racing my favorite track is Arapahoe Park")
    alexa_api.zone = zone
    alexa = talk(TWO, favorites=favorites, alexa_api=alexa_api)
    assert ("your time" in alexa.say("open talk horse racing")) is (zone is not None)
    assert ("your time" in alexa.say("how many races")) is (zone is not None)
    assert len(alexa_api.asked) == 1


def test_an_answer_without_a_time_does_not_ask_where_the_listener_is(alexa_api: AlexaApi) -> None:
    alexa = talk(TWO, alexa_api=alexa_api)
    for words in ("any scratches at Arapahoe Park", "who won the last race at Arapahoe Park"):
        alexa.say(f"ask talk horse racing {words}")
    assert not alexa_api.asked


def test_the_tracks_that_race_begin_with_those_of_the_devices_time_zone(alexa_api: AlexaApi) -> None:
    source = FakeSource({(code, SATURDAY): races(2) for code in ("AQU", "ARP", "TAM", "LA")})
    alexa_api.zone = "America/Los_Angeles"
    heard = talk(source, alexa_api=alexa_api).say("ask talk horse racing which tracks are racing today")
    assert heard == "Four tracks are listed today. Los Alamitos. Aqueduct. Arapahoe Park. Tampa Bay Downs. Goodbye."


def test_today_is_named_where_it_is_another_day_for_the_listener(alexa_api: AlexaApi) -> None:
    alexa_api.zone = "Asia/Tokyo"
    # It is Sunday at one in the morning there.
    alexa = talk(TWO, MORNING + timedelta(hours=2), alexa_api=alexa_api)
    assert alexa.say("ask talk horse racing how many races at Arapahoe Park yesterday") == (
        "There are two races at Arapahoe Park on Saturday, November 21. "
        "The first is at 2:05 PM Mountain, that's 6:05 AM Sunday your time. Goodbye."
    )


def test_today_is_said_where_it_is_the_same_day_for_the_listener_whatever_others_have(alexa_api: AlexaApi) -> None:
    alexa_api.zone = "America/Los_Angeles"
    night = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
    alexa = talk(FakeSource({("LA", SATURDAY): races(2, night)}), night, alexa_api=alexa_api)
    assert "at Los Alamitos today." in alexa.say("ask talk horse racing how many races at los alamitos")


def test_the_listeners_zone_is_looked_up_while_the_races_are() -> None:
    class SlowSource(FakeSource):
        def card(self, meet: Meet, deadline: Deadline) -> Card:
            time.sleep(0.5)
            return super().card(meet, deadline)

    with AlexaApi("America/New_York", "hanging") as hanging:
        clock = RunningClock(MORNING)
        alexa = Conversation(skill_on(SlowSource(TWO.cards), clock), clock, alexa_api=hanging)
        began = time.monotonic()
        alexa.say(HOW_MANY)
        assert time.monotonic() - began < 0.95


def test_the_listing_is_under_way_while_the_zone_is_asked_for() -> None:
    class SlowSource(FakeSource):
        def listing(self, day: date, deadline: Deadline) -> Listing:
            time.sleep(0.5)
            return super().listing(day, deadline)

    with AlexaApi("America/New_York", "hanging") as hanging:
        clock = RunningClock(MORNING)
        alexa = Conversation(skill_on(SlowSource(TWO.cards), clock), clock, alexa_api=hanging)
        began = time.monotonic()
        alexa.say("ask talk horse racing which tracks are racing today")
        assert time.monotonic() - began < 0.95


def test_nothing_may_be_asked_for_a_turn_that_has_answered() -> None:
    deadlines: list[Deadline] = []

    class KeepingSource(FakeSource):
        def listing(self, day: date, deadline: Deadline) -> Listing:
            deadlines.append(deadline)
            return super().listing(day, deadline)

    alexa = talk(KeepingSource(TWO.cards))
    alexa.say(HOW_MANY)
    assert [deadline.remaining() for deadline in deadlines] == [0.0]


@pytest.fixture
def slow_races() -> Iterator[RaceApi]:
    """A race API without the stakes race that is looked for, which takes a tenth of a second for every call."""
    with RaceApi(calendar=trap_calendar, clock=FakeClock().now) as api, api.failing(Fault.SLOW, seconds=0.1):
        yield api


def test_a_long_search_is_announced_while_it_goes_on(slow_races: RaceApi, alexa_api: AlexaApi) -> None:
    alexa = talk_over_http(slow_races, RunningClock(MORNING), alexa_api=alexa_api)
    alexa.say(STAKES)
    assert alexa.last.interim == ("Let me check the entries.",)
    assert len(alexa_api.directives) == 1


def test_what_is_cached_is_not_announced(slow_races: RaceApi, alexa_api: AlexaApi) -> None:
    alexa = talk_over_http(slow_races, RunningClock(MORNING), alexa_api=alexa_api)
    first = alexa.say(STAKES)
    assert alexa.say(STAKES) == first
    assert not alexa.last.interim
    assert len(alexa_api.directives) == 1


def test_a_single_card_is_not_announced(slow_races: RaceApi, alexa_api: AlexaApi) -> None:
    alexa = talk_over_http(slow_races, RunningClock(MORNING), alexa_api=alexa_api)
    alexa.say("ask talk horse racing how many races at Tampa Bay Downs")
    assert not alexa_api.directives


def test_an_announcement_is_made_once_in_good_time_and_not_after_the_search() -> None:
    said: list[float] = []
    is_said = threading.Event()
    began = time.monotonic()

    def say() -> None:
        said.append(time.monotonic() - began)
        is_said.set()

    with Announcement(say, silent_seconds=0.05):
        assert is_said.wait(5)
    with Announcement(say, silent_seconds=0.3):
        pass
    time.sleep(0.6)
    assert len(said) == 1
    assert said[0] >= 0.05


def test_an_announcement_under_way_does_not_hold_the_answer_back() -> None:
    is_under_way, is_over = threading.Event(), threading.Event()

    def say() -> None:
        is_under_way.set()
        is_over.wait(5)

    with Announcement(say, silent_seconds=0.01):
        assert is_under_way.wait(5)
    assert not is_over.is_set()
    is_over.set()


@pytest.mark.parametrize("fault", FAULTS)
def test_an_announcement_that_fails_does_not_break_the_answer(alexa_api: AlexaApi, fault: str) -> None:
    class AfterTheAnnouncement(FakeSource):
        """Has nothing to tell before the announcement was sent, however slow the machine is."""

        def listing(self, day: date, deadline: Deadline) -> Listing:
            for _ in range(500):
                if alexa_api.directives:
                    break
                time.sleep(0.01)
            return super().listing(day, deadline)

    alexa_api.fail(fault)
    stakes = replace(races(1)[0], name="Lantern Bay S.", is_stakes=True)
    alexa = talk(AfterTheAnnouncement({("PRM", SATURDAY): [stakes]}), alexa_api=alexa_api)
    assert "Prairie Meadows is the Lantern Bay Stakes today" in alexa.say(STAKES)
    assert alexa_api.directives


@pytest.mark.parametrize(
    "url",
    [
        "http://api.amazonalexa.com/v1/directives",
        "https://amazonalexa.com.example/v1/directives",
        "https://example.com/api.amazonalexa.com",
        "https://evilamazonalexa.com/",
        "https://api.amazonalexa.com@example.com/",
        "http://10.0.0.1/",
        "http://localhost.example/",
        "file:///etc/passwd",
        "https://evil.com\\@api.amazonalexa.com/v1/directives",
        "https://evil.com\\.amazonalexa.com/v1/directives",
        "http://127.0.0.1:9001/2018-06-01/runtime/invocation/next?/v1/directives",
        "https://api.amazonalexa.com/v1/directives\n",
        "",
    ],
)
def test_a_token_goes_nowhere_but_to_alexa(url: str) -> None:
    with pytest.raises(AlexaApiError):
        AlexaApiClient().invoke(ApiClientRequest(method="GET", url=url, headers=[("Authorization", "Bearer x")]))


def test_what_alexa_sets_for_one_listener_is_not_sent_for_the_next() -> None:
    cookies: list[str | None] = []

    class SettingCookies(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            cookies.append(self.headers.get("Cookie"))
            self.send_response(204)
            self.send_header("Set-Cookie", "listener=one; Path=/")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = HTTPServer(("127.0.0.1", 0), SettingCookies)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    client = AlexaApiClient()
    for _ in range(2):
        client.invoke(ApiClientRequest(method="POST", url=f"http://127.0.0.1:{server.server_port}/v1/directives"))
    server.shutdown()
    server.server_close()
    assert cookies == [None, None]
