import pytest

from echo.device.echo import Echo
from echo.device.kinds import KINDS
from echo.suggestions import MOST_SUGGESTED, suggestions
from echo.understanding.model import MODEL_FILE, Model, load_model
from echo.understanding.utterances import Interpreter
from tests.support.fakes import MORNING, FakeClock

MODEL = load_model(MODEL_FILE)
INTERPRETER = Interpreter(MODEL)


class Standing(Echo):
    """An Echo that stands in the middle of a conversation, or at its end."""

    def __init__(self, *, session_open: bool, seconds_left: float | None) -> None:
        super().__init__(lambda _event, _context: None, MODEL, FakeClock(), kind=KINDS["show-8"])
        self.standing = session_open, seconds_left

    @property
    def session_open(self) -> bool:
        return self.standing[0]

    @property
    def seconds_left(self) -> float | None:
        return self.standing[1]


CLOSED = Standing(session_open=False, seconds_left=0.0)
LISTENING = Standing(session_open=True, seconds_left=None)
TOUCHABLE = Standing(session_open=True, seconds_left=20.0)


def test_without_a_session_each_names_the_skill() -> None:
    said = suggestions(MODEL, CLOSED, "", 0)
    assert said[0] == "open talk horse racing"
    assert len(said) > 3
    assert all("talk horse racing" in sentence for sentence in said)


def test_without_a_microphone_each_begins_with_the_wake_word() -> None:
    assert all(sentence.startswith("Alexa, ") for sentence in suggestions(MODEL, TOUCHABLE, "", 3))


@pytest.mark.parametrize(
    ("asked", "answers"),
    [
        ("Here it is. Want to hear more?", ["yes", "no"]),
        ("Did you mean Tampa Bay Downs?", ["yes", "no"]),
        ("How many. Which track would you like?", ["Tampa Bay Downs"]),
        ("There are races. For which day?", ["today", "tomorrow"]),
        ("Do you hear? Which race would you like?", ["one"]),
    ],
)
def test_a_question_is_answered_first(asked: str, answers: list[str]) -> None:
    said = suggestions(MODEL, LISTENING, asked, 0)
    assert said[: len(answers)] == answers
    assert said[-2:] == ["help", "stop"]
    assert len(said) == MOST_SUGGESTED


def test_others_are_suggested_each_time() -> None:
    first, second = (suggestions(MODEL, TOUCHABLE, "", turn) for turn in (0, 1))
    assert not {*first[:-1]} & {*second[:-1]}


def test_whatever_is_suggested_is_understood_word_by_word() -> None:
    today = MORNING.date()
    for turn in range(6):
        for sentence in suggestions(MODEL, TOUCHABLE, "", turn):
            understood = INTERPRETER.understand(sentence.removeprefix("Alexa, "), today)
            assert understood.explain is None, sentence


def test_a_model_without_the_best_questions_suggests_its_own() -> None:
    model = Model.from_document(
        {
            "interactionModel": {
                "languageModel": {
                    "invocationName": "town guide",
                    "intents": [{"name": "VisitIntent", "samples": ["go", "where can i go today"]}],
                }
            }
        },
        "en-US",
    )
    assert suggestions(model, LISTENING, "", 0) == ["where can i go today", "help", "stop"]
