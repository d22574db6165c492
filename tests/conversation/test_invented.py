"""With invented races, as the demo's are, every welcome says so, and nothing else is said differently."""

from typing import Any

import pytest

from horse_racing.racing.errors import TimedOutError
from horse_racing.settings import Settings, SettingsError
from tests.support.conversation import Conversation, talk
from tests.support.fakes import SATURDAY, FakeSource, races
from tests.support.favorites import MemoryFavorites

FIRST, AGAIN = "The races here are invented.", "The races are invented."
LAUNCH = "open talk horse racing"
NINE = FakeSource({("TAM", SATURDAY): races(9)})
SAID = ("how many races at Tampa Bay Downs", "what about tomorrow", "who's running in race five", "help")


def invented(source: FakeSource = NINE, favorites: MemoryFavorites | None = None, value: str = "Yes") -> Conversation:
    return talk(source, favorites=favorites, invented=value)


def remembering() -> MemoryFavorites:
    favorites = MemoryFavorites()
    alexa = talk(NINE, favorites=favorites)
    alexa.say(LAUNCH)
    alexa.say("my favorite track is Tampa Bay Downs")
    return favorites


def without(sentence: str, said: str) -> str:
    assert said.count(sentence) == 1
    return said.replace(f"{sentence} ", "")


def test_a_first_welcome_says_so_and_nothing_else_differently() -> None:
    for source in (NINE, FakeSource()):
        assert without(FIRST, invented(source).say(LAUNCH)) == talk(source).say(LAUNCH)


def test_so_does_a_welcome_back_with_and_without_races() -> None:
    down = FakeSource({("TAM", SATURDAY): TimedOutError("slow")})
    for source in (NINE, down):
        favorites: Any = remembering()
        heard = without(AGAIN, invented(source, favorites).say(LAUNCH))
        assert heard == talk(source, favorites=favorites).say(LAUNCH)


def test_a_welcome_that_is_said_again_says_so_again() -> None:
    alexa = invented()
    assert FIRST in alexa.say(LAUNCH)
    assert FIRST in alexa.say("repeat")


@pytest.mark.parametrize("words", SAID)
def test_an_answer_is_as_it_is_with_real_races(words: str) -> None:
    assert invented().say(f"ask talk horse racing {words}") == talk(NINE).say(f"ask talk horse racing {words}")


def test_without_the_setting_and_with_no_nothing_is_said_of_it() -> None:
    assert "invented" not in talk(NINE).say(LAUNCH)
    assert invented(value="No").say(LAUNCH) == talk(NINE).say(LAUNCH)


def test_the_setting_is_yes_or_no() -> None:
    assert Settings.from_environment({}, has_feed=False).invented_races is False
    with pytest.raises(SettingsError, match="INVENTED_RACES is neither Yes nor No"):
        Settings.from_environment({"INVENTED_RACES": "true"}, has_feed=False)
