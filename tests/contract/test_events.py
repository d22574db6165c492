"""Every sample event goes through the handler as `sam local invoke` would send it, and gets its answer."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from echo.device.contract import violations
from horse_racing.bootstrap import build
from race_api.server import RaceApi
from race_api.trap_calendar import trap_calendar
from tests.support.fakes import FakeClock
from tests.support.timing import measures_time

EVENTS = {
    path.stem: json.loads(path.read_text("utf-8")) for path in (Path(__file__).parents[2] / "events").glob("*.json")
}

# What each event's answer says, and whether the session stays open for more; None where nothing may be said.
SAID: dict[str, tuple[str, bool] | None] = {
    "launch": ("Talk Horse Racing", True),
    "launch_by_a_recognized_person": ("Talk Horse Racing", True),
    "my_track_is_arapahoe_park": ("Arapahoe Park", True),
    "my_track_is_tampa_bay_downs": ("Tampa Bay Downs", True),
    "my_track_is_unknown": ("I don't know a track called banana.", True),
    "my_track_is_ambiguous": ("Did you mean Belmont Park or Belmont at the Big A?", True),
    "my_track_is_without_a_name": ("Which track would you like?", True),
    "how_many_races": ("races at Tampa Bay Downs today. The first is at 12:35 PM Eastern.", False),
    "how_many_races_before_the_track": ("I need a track for that.", True),
    "track_after_how_many_races": ("races at Tampa Bay Downs today.", False),
    "track_after_another": ("Arapahoe Park", True),
    "another_track": ("Which track would you like?", True),
    "day_after_a_weekend": ("races at Tampa Bay Downs tomorrow.", False),
    "race_after_runners": ("Race five at Tampa Bay Downs today has", True),
    "next_in_a_list": ("riding. Goodbye.", False),
    "how_many_races_one_shot": ("races at Tampa Bay Downs tomorrow.", False),
    "how_many_races_on_a_weekend": ("I can look up one day at a time", True),
    "how_many_races_on_a_dark_day": ("No races are listed at Prairie Meadows today.", False),
    "next_stakes_race": ("The next stakes race at Tampa Bay Downs is the", False),
    "next_stakes_race_before_the_track": ("I need a track for that.", True),
    "track_after_next_stakes_race": ("The next stakes race at Arapahoe Park is", False),
    "next_stakes_race_one_shot": ("The next stakes race at Arapahoe Park is", False),
    "help": ("First name a track", True),
    "help_with_a_track": ("Your track is Tampa Bay Downs.", True),
    "fallback": ("about races", True),
    "fallback_third_time": ("Let's try another time.", False),
    "stop": ("ye", False),
    "cancel": ("ye", False),
    "navigate_home": ("ye", False),
    "forget_my_track": ("I've forgotten your track", False),
    "skill_disabled": None,
    "session_ended_by_the_listener": None,
    "session_ended_by_silence": None,
    "session_ended_by_an_error": None,
}


@pytest.fixture(scope="module")
def api() -> Iterator[RaceApi]:
    with RaceApi(calendar=trap_calendar, clock=FakeClock().now) as running:
        # Whether a track is dark on a day is the seed's business; here it has to be.
        running.meets[FakeClock().now().date()] = [
            running.meet(code, FakeClock().now().date()) for code in ("ARP", "TAM")
        ]
        yield running


def test_every_sample_event_is_expected_to_say_something() -> None:
    assert set(EVENTS) == set(SAID)


@measures_time
@pytest.mark.parametrize("name", SAID)
def test_a_sample_event_gets_its_answer(api: RaceApi, name: str) -> None:
    skill_id = EVENTS[name]["context"]["System"]["application"]["applicationId"]
    environ = {
        "RACING_API_URL": api.url,
        "RACING_API_USERNAME": api.username,
        "RACING_API_PASSWORD": api.password,
        "SKILL_ID": skill_id,
    }
    began = time.monotonic()
    response: dict[str, Any] = build(environ, clock=FakeClock())(EVENTS[name], None)
    assert not violations(EVENTS[name], response, time.monotonic() - began)
    if expected := SAID[name]:
        sentence, stays_open = expected
        assert sentence in response["response"]["outputSpeech"]["ssml"]
        assert response["response"]["shouldEndSession"] is not stays_open
    else:
        assert response["response"] == {}
