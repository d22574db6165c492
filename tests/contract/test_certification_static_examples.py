"""Certification, example phrases: what is suggested anywhere is understood. Each test is named after its id."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from echo.understanding.model import FALLBACK
from tests.support.conversation import MODEL
from tests.support.skill_package import (
    CUSTOM,
    DESCRIPTION,
    EXAMPLES,
    NAME,
    PUBLISHING,
    SPOKEN,
    STORE,
    TESTING,
    TRACK_NAMES,
    opens,
    quoted,
    texts,
    understood,
)

LAUNCH = "open|launch|start|ask|tell|begin|use|load|run"
# What leads to a phrase one may say, in the sentences of speech/; the phrases end with the sentence.
LEADS = re.compile(r"\b(?:say|ask|try|for example), (?P<phrases>[^.?!]+)", re.IGNORECASE)
# The testing instructions show once what happens with a name that no track has.
UNKNOWN_ON_PURPOSE = {"my favorite track is banana"}


def test_ex_01_the_first_example_opens_the_skill() -> None:
    assert re.fullmatch(rf"Alexa, (?:{LAUNCH}) {NAME}(?: .+)?", EXAMPLES[0])
    assert EXAMPLES[0] == f"Alexa, open {NAME}"


@pytest.mark.parametrize("phrase", [phrase for phrase in (*EXAMPLES, *quoted(DESCRIPTION)) if "Alexa" in phrase])
def test_ex_02_after_the_wake_word_come_a_launch_word_and_the_name(phrase: str) -> None:
    assert re.match(rf"Alexa, (?:{LAUNCH}) {NAME}(?:$| )", phrase)


@pytest.mark.parametrize("phrase", EXAMPLES[1:])
def test_ex_03_an_example_asks_what_the_model_knows(phrase: str) -> None:
    found = understood(phrase)
    assert found.intent in CUSTOM
    assert found.doubt == 0


def test_ex_03_the_examples_show_different_things() -> None:
    assert len({found.intent.name for phrase in EXAMPLES[1:] if (found := understood(phrase)).intent}) == 2


@pytest.mark.parametrize("phrase", dict.fromkeys((*quoted(DESCRIPTION), *quoted(TESTING))))
def test_ex_05_a_phrase_in_the_manifest_is_understood(phrase: str) -> None:
    assert opens(phrase) or understood(phrase).doubt == (phrase in UNKNOWN_ON_PURPOSE)


def test_ex_05_a_phrase_in_speech_is_understood() -> None:
    """The phrases as they are written; test_certification_runtime listens to what is really said."""
    phrases = {phrase for module in SPOKEN for phrase in suggested_in(module)}
    assert len(phrases) >= 5
    assert not {phrase for phrase in phrases if understood(phrase).doubt or names_fallback(phrase)}


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        (
            "Which track would you like?",
            {"Saratoga": "TrackIntent", "my favorite track is Saratoga": "MyTrackIsIntent"},
        ),
        ("Did you mean Belmont Park or Belmont at the Big A?", {"Belmont at the Big A": "TrackIntent"}),
        ("Did you mean Arapahoe Park?", {"yes": "AMAZON.YesIntent", "no": "AMAZON.NoIntent"}),
        (
            "Would you like the number of races today, or the date of the next stakes race?",
            {
                "the number of races": "HowManyRacesIntent",
                "the number of races today": "HowManyRacesIntent",
                "the date of the next stakes race": "NextStakesRaceIntent",
                "the next stakes race": "NextStakesRaceIntent",
                "the date": "NextStakesRaceIntent",
            },
        ),
        ("Which day would you like, today or tomorrow?", {"today": "DayIntent", "tomorrow": "DayIntent"}),
        ("Which day would you like, Saturday or Sunday?", {"Saturday": "DayIntent", "Sunday": "DayIntent"}),
        (
            "Which race would you like?",
            {"race seven": "RaceIntent", "seven": "RaceIntent", "the seventh": "RaceIntent"},
        ),
        ("Race seven or race eight?", {"race eight": "RaceIntent", "the eighth race": "RaceIntent"}),
        ("Want to hear more?", {"more": "AMAZON.MoreIntent", "next": "AMAZON.NextIntent", "yes": "AMAZON.YesIntent"}),
        ("For another track, say, switch to Del Mar.", {"switch to Del Mar": "TrackIntent"}),
        ("To make me forget it, say, forget my track.", {"forget my track": "ForgetMyTrackIntent"}),
        ("You can say help or stop.", {"help": "AMAZON.HelpIntent", "stop": "AMAZON.StopIntent"}),
    ],
)
def test_ex_05_what_a_question_of_the_skills_names_is_an_answer_to_it(question: str, answers: dict[str, str]) -> None:
    found = {answer: understood(answer) for answer in answers}
    assert {answer: each.intent.name for answer, each in found.items() if each.intent} == answers, question
    assert not [answer for answer, each in found.items() if each.doubt]


def test_ex_06_examples_are_plain_text() -> None:
    names = {intent.name for intent in MODEL.intents} | set(MODEL.types)
    for phrase in EXAMPLES:
        assert re.fullmatch(r"[A-Za-z][A-Za-z',. -]*[A-Za-z]", phrase), phrase
        assert "  " not in phrase
        assert not names & set(re.findall(r"[\w.]+", phrase)), phrase


def test_ex_06_names_are_written_as_names() -> None:
    (written,) = {locale["name"] for locale in PUBLISHING["locales"].values()}
    assert (written.lower(), written.title()) == (NAME, written)
    tracks = {name for name in TRACK_NAMES if name != name.lower()}
    for text in texts({"store": STORE, "testing": TESTING}):
        unquoted = re.sub(r'"[^"]+"', "", text)
        if text not in EXAMPLES:
            assert set(re.findall(NAME, unquoted, re.IGNORECASE)) <= {written}, text
        for track in tracks:
            assert set(re.findall(rf"\b{re.escape(track)}\b", text, re.IGNORECASE)) <= {track}, text


def names_fallback(phrase: str) -> bool:
    intent = understood(phrase).intent
    return intent is None or intent.name == FALLBACK


def suggested_in(module: Path) -> Iterator[str]:
    """Yield each phrase that a module's sentences suggest, any track's name as Saratoga; unknown parts are left out."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    nodes = list(ast.walk(tree))
    pieces = {id(piece) for node in nodes if isinstance(node, ast.JoinedStr) for piece in node.values}
    for node in nodes:
        if isinstance(node, ast.JoinedStr | ast.Constant) and id(node) not in pieces:
            for lead in LEADS.finditer(sentence_of(node, constants)):
                phrases = re.split(r",? or, |, ", lead["phrases"])
                yield from (phrase for phrase in phrases if phrase and "\0" not in phrase)


def sentence_of(node: ast.expr, constants: dict[str, str]) -> str:
    """Return the text of a string or f-string, with a NUL for whatever only running it would tell."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(sentence_of(part, constants) for part in parts)
        case ast.FormattedValue(value=ast.Name(id=name)):
            return constants.get(name, "\0")
        case ast.FormattedValue(value=ast.Attribute(attr="name")):
            return "Saratoga"
    return "\0"
