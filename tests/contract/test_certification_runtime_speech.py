"""Certification checks of speech: it is safe, short and varied, whatever the data holds."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from itertools import pairwise

import pytest

from echo.device.echo import Echo
from echo.device.ssml import SUPPORTED_TAGS
from horse_racing.racing.cards import Entry, Race, Runner
from horse_racing.racing.results import Finisher, RaceResult
from tests.support.answers import LONGEST_SPEECH, Answer, asked
from tests.support.conversation import MODEL, skill_on, talk
from tests.support.fakes import MORNING, SATURDAY, FakeClock, FakeSource, races
from tests.support.matrix import tour

LAUNCH = "open talk horse racing"
ABOUT_A_TRACK = [
    "how many races",
    "when is the next stakes race",
    "when is the next race",
    "who's running in race one",
    "any scratches",
    "any scratches in race one",
    "who won race one",
    "who won",
]
# Those with names of horses, riders or races in their answers.
RUNNING = ["when is the next stakes race", "who's running in race one", "any scratches", "who won race one"]
TAMPA_TODAY = ("TAM", SATURDAY)


def all_answers(source: FakeSource) -> Iterator[Answer]:
    """Everything asked, and every list heard to its end."""
    for question in (*ABOUT_A_TRACK, "which tracks are racing"):
        alexa = asked(question, source)
        yield Answer.last_of(alexa)
        for _ in range(40):
            if not alexa.is_open:
                break
            alexa.say("yes")
            yield Answer.last_of(alexa)
        assert not alexa.is_open, question


STRANGE = "Salt & Pepper <3 \"No. 1\" 'n' ]]> \x07\x0b Zoë"
MARKUP = "</speak> <b>Salt</b> &amp; Pepper"


def strange_day(name: str) -> FakeSource:
    """A day on which every name in the data is this one."""
    runners = (Runner(name, "1", name), Runner(name, "2", name, Entry.SCRATCHED))
    race = replace(*races(1), name=name, is_stakes=True, grade=1, runners=runners)
    days: dict[tuple[str, date], list[Race]] = {TAMPA_TODAY: [race], ("ODD", SATURDAY): []}
    return FakeSource(days, {TAMPA_TODAY: [RaceResult(1, (Finisher(1, name, "1", name),))]}, names={"ODD": name})


def test_ux_18_whatever_the_data_holds_the_speech_is_ssml_and_says_it_as_text() -> None:
    answers = [*all_answers(strange_day(STRANGE)), Answer.last_of(asked(f"how many races at {STRANGE}", FakeSource()))]
    assert sum("Salt & Pepper <3" in answer.speech for answer in answers) >= 5


def test_ux_25_markup_in_the_data_is_markup_on_no_card() -> None:
    # What the feed has escaped is written out where it is read.
    handler, clock = skill_on(strange_day(unescape(MARKUP)), FakeClock()), FakeClock()
    for question in ("which tracks are racing", *(f"{question} at tampa bay downs" for question in RUNNING)):
        response = Echo(handler, MODEL, clock).say(f"ask talk horse racing {question}").response
        assert isinstance(response, dict)
        assert not re.search(r"<[a-z/]|&[a-z]+;", response["response"]["card"]["content"]), question


def test_ux_18_every_answer_uses_known_tags_only() -> None:
    for answer in tour():
        ssml = answer.response["response"]["outputSpeech"]["ssml"]
        assert set(re.findall(r"</?([\w:-]+)", ssml)) <= SUPPORTED_TAGS, ssml


def long_day(words: int, scratched: int, others: int) -> FakeSource:
    """Fourteen races with sixteen horses each, their names of that many words, so many of them scratched."""

    def runner(race: int, number: int) -> Runner:
        name = " ".join([f"Horse{race}x{number}", *["Galloping"] * (words - 1)])
        return Runner(name, str(number), "Jo Ann Rider", Entry.SCRATCHED if number <= scratched else Entry.RUNS)

    def filled(race: Race) -> Race:
        return replace(race, runners=tuple(runner(race.number or 0, number) for number in range(1, 17)))

    card = [filled(race) for race in races(14)]
    heat = [Finisher(1, horse.horse, horse.program_number, horse.jockey) for horse in card[0].runners[:3]]
    days: dict[tuple[str, date], list[Race]] = {TAMPA_TODAY: card}
    days |= {(f"Z{number}", SATURDAY): [] for number in range(others)}
    names = {code: f"Fairgrounds {code[1:]}" for code, _ in days}
    return FakeSource(days, {TAMPA_TODAY: [RaceResult(1, tuple(heat))]}, names=names)


def test_ux_19_no_answer_comes_near_a_limit_even_on_the_longest_day() -> None:
    # Nobody names a horse with forty words; the limits hold then too.
    for answer in (*all_answers(long_day(words=40, scratched=12, others=90)), *tour()):
        assert len(json.dumps(answer.response).encode()) < 24 * 1024
        assert len(answer.response["response"]["outputSpeech"]["ssml"]) <= 8000
        assert len(answer.title) + len(answer.card) <= 8000
        assert "image" not in answer.response["response"].get("card", {})


def test_ux_20_no_answer_is_longer_than_half_a_minute() -> None:
    for answer in (*all_answers(long_day(words=3, scratched=6, others=40)), *tour()):
        assert len(answer.speech.split()) <= LONGEST_SPEECH, answer.speech
        assert len(answer.reprompt.split()) <= 25, answer.reprompt


@pytest.mark.parametrize("question", ["who's running in race one", "any scratches in race one"])
def test_ux_20_at_most_five_horses_are_named_before_the_listener_is_asked_for_more(question: str) -> None:
    source, heard = long_day(words=2, scratched=8, others=0), set()
    alexa = asked(question, source)
    for _ in range(10):
        horses = re.findall(r"Horse1x[0-9]+", alexa.last.speech)
        assert len(horses) <= 5, alexa.last.speech
        heard |= set(horses)
        if not alexa.is_open:
            break
        assert "more" in alexa.last.speech
        alexa.say("yes")
    assert len(heard) == 8


def test_ux_20_at_most_five_tracks_are_named_before_the_listener_is_asked_for_more() -> None:
    alexa = asked("which tracks are racing", long_day(words=1, scratched=0, others=11))
    named = len(re.findall(r"Fairgrounds", alexa.last.speech))
    assert 2 <= named <= 5
    assert alexa.is_open
    assert "more" in alexa.last.speech


def starts(utterances: list[str], seconds: int = 12) -> list[list[str]]:
    """The first sentence of each answer, in sessions that begin a second apart."""
    conversations = []
    for second in range(seconds):
        alexa = talk(now=MORNING + timedelta(seconds=second))
        heard = [alexa.say(utterance) for utterance in utterances]
        conversations.append([re.split(r"(?<=[.?!]) ", speech)[0] for speech in heard])
    return conversations


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ([LAUNCH], 0),
        ([LAUNCH, "tampa"], 1),
        ([LAUNCH, "stop"], 1),
        ([LAUNCH, "blah blah"], 1),
    ],
    ids=["greeting", "acknowledgement", "goodbye", "fallback"],
)
def test_ux_22_there_are_at_least_three_ways_to_say_it(said: list[str], at: int) -> None:
    assert len({conversation[at] for conversation in starts(said)}) >= 3


@pytest.mark.parametrize("utterance", ["tampa", "blah blah"])
def test_ux_22_no_wording_comes_twice_in_a_row(utterance: str) -> None:
    for conversation in starts([LAUNCH, *[utterance] * (2 if utterance == "blah blah" else 6)]):
        assert all(one != other for one, other in pairwise(conversation[1:])), conversation
