"""The deployed function holds conversations, remembers, and goes on when a part of AWS does not."""

from ship.local.deployed import DeployedFunction
from tests.support.deployed import device


def test_first(skill: DeployedFunction) -> None:
    echo = device(skill, "amzn1.ask.account.FIRST")
    for words in ("open talk horse racing", "my favorite track is tampa bay downs", "how many races are there tomorrow"):
        print(echo.say(words))
    skill.renew()
    print(echo.say("open talk horse racing"))
