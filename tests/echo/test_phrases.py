import pytest

from echo.understanding.phrases import Invocation, invocation_in

NAME = "talk horse racing"


@pytest.mark.parametrize(
    "utterance",
    [
        "open talk horse racing",
        "Alexa, open talk horse racing",
        "hey alexa launch Talk Horse Racing!",
        "start talk horse racing",
        "begin the talk horse racing",
        "talk to talk horse racing",
        "ask talk horse racing",
        "please open talk horse racing",
        "open talk horse racing skill",
        "alexa, start the talk horse racing skill",
        "launch talk horse racing skill please",
        "begin talk horse racing skill",
        "talk to talk horse racing skill",
    ],
)
def test_a_launch_phrase_with_the_name_opens_the_skill(utterance: str) -> None:
    assert invocation_in(utterance, NAME) == Invocation()


@pytest.mark.parametrize(
    ("utterance", "requests"),
    [
        ("ask talk horse racing how many races at Tampa", ("how many races at tampa",)),
        ("alexa, ask talk horse racing for the next stakes race", ("for the next stakes race", "the next stakes race")),
        ("ask talk horse racing when is the next race", ("when is the next race", "is the next race")),
        ("tell talk horse racing that i like tampa", ("that i like tampa", "i like tampa")),
        ("tell talk horse racing to", ("to",)),
        ("open talk horse racing and remember tampa", ("remember tampa",)),
        ("the next stakes race from talk horse racing", ("the next stakes race",)),
        ("get help with the talk horse racing", ("get help",)),
        ("ask talk horse racing skill how many races", ("how many races",)),
        ("the next stakes race from the talk horse racing skill", ("the next stakes race",)),
        ("open talk horse racing skill and remember tampa", ("remember tampa",)),
    ],
)
def test_a_one_shot_is_read_as_said_and_then_without_its_connecting_word(
    utterance: str, requests: tuple[str, ...]
) -> None:
    assert invocation_in(utterance, NAME) == Invocation(requests)


@pytest.mark.parametrize(
    "utterance",
    [
        "how many races",
        "open",
        "open talk",
        "open talk horse racing now please",
        "talk horse racing",
        "talk horse racing skill",
        "open talk horse racing skills",
        "",
    ],
)
def test_other_words_do_not_name_the_skill(utterance: str) -> None:
    assert invocation_in(utterance, NAME) is None
