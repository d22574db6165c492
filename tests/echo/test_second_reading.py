"""Scope: the reading by likeness, on a model of its own and with few foreign sentences, so that it learns at once."""

import io
import json
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.extmath import softmax

import echo.terminal
from echo import desk
from echo.__main__ import main
from echo.device.delivery import Handler
from echo.device.echo import Echo
from echo.favorites import FileFavorites
from echo.script import Notebook
from echo.understanding import readings as two_readings
from echo.understanding import second_reading
from echo.understanding.examples import FOREIGN, Examples
from echo.understanding.foreign import foreign_sentences
from echo.understanding.likeness import Likeness, features
from echo.understanding.model import MODEL_FILE, Model, load_model
from echo.understanding.readings import TOLD_BOTH, TOLD_ONE, Readings, readings
from echo.understanding.second_reading import SecondReading
from echo.understanding.tagging import Tagger, said
from echo.understanding.utterances import Interpreter, Understanding
from loopback.clock import Clock, HeldClock
from tests.support.fakes import FakeClock

TODAY = date(2026, 11, 21)
RACE, TRACK, DAY = (
    {"name": "RaceNumber", "type": "RACE_NUMBER"},
    {"name": "TrackName", "type": "TRACK_NAME"},
    {"name": "RaceDate", "type": "AMAZON.DATE"},
)
INTENTS = [
    {
        "name": "ResultsIntent",
        "slots": [RACE, TRACK, DAY],
        "samples": [
            "who won",
            "who won race {RaceNumber}",
            "who won the {RaceNumber} race",
            "who won at {TrackName}",
            "who won the {RaceNumber} at {TrackName}",
            "who won at {TrackName} on {RaceDate}",
            "the results of race {RaceNumber}",
            "the results at {TrackName} {RaceDate}",
            "show the winners at {TrackName}",
        ],
    },
    {
        "name": "NextRaceIntent",
        "slots": [TRACK],
        "samples": [
            "when is the next race",
            "when is the next race at {TrackName}",
            "how long until the next race",
            "{TrackName}'s next race",
        ],
    },
    {
        "name": "HorseIntent",
        "slots": [{"name": "HorseName", "type": "HORSE_NAME"}, TRACK, DAY],
        "samples": [
            "when does {HorseName} run",
            "when does {HorseName} run at {TrackName}",
            "is {HorseName} running {RaceDate}",
            "is {HorseName} running at {TrackName}",
            "how did {HorseName} do",
            "who rides {HorseName} at {TrackName} {RaceDate}",
            "{HorseName}'s jockey",
            "tell me about the horse {HorseName}",
        ],
    },
    {"name": "AMAZON.HelpIntent", "samples": ["what can i say"]},
    {"name": "AMAZON.FallbackIntent", "samples": []},
]


def values(**phrases: tuple[str, ...]) -> list[dict[str, object]]:
    return [{"id": key, "name": {"value": name, "synonyms": more}} for key, (name, *more) in phrases.items()]


NUMBERS = values(**{"1": ("one", "first"), "5": ("five", "fifth"), "next": ("next",), "last": ("last", "the last")})
TYPES = [
    {"name": "RACE_NUMBER", "values": NUMBERS},
    {"name": "TRACK_NAME", "values": values(TAM=("Tampa Bay Downs", "tampa"), SAR=("Saratoga", "the spa"))},
    {"name": "HORSE_NAME", "values": values(spoon=("Silver Spoon",), latch=("Garden Latch",))},
]
DOCUMENT = {"interactionModel": {"languageModel": {"invocationName": "pony talk", "intents": INTENTS, "types": TYPES}}}
MODEL = Model.from_document(DOCUMENT, "en-US")
SENTENCES = (
    *("Do you like pizza?", "who was the first president of france", "When is your birthday?", "how are you doing"),
    *("tell me a story about the sea", "is it raining", "I work in an office.", "My cat sleeps all day.", "five"),
    *("what is the capital of peru", "who wrote that book", "how did they build the pyramids", "i was born in peru"),
    *("where do you live", "play the guitar", "that is a good question", "the weather is nice", "it runs on batteries"),
)


@pytest.fixture(scope="module")
def reading() -> SecondReading:
    examples = Examples(MODEL)
    own = list(examples.of_samples())
    return SecondReading.learned(MODEL, [*own, *examples.of_sentences(SENTENCES, own)], examples.apart)


@pytest.fixture
def few_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    def few() -> Iterator[str]:
        yield from SENTENCES

    monkeypatch.setattr(second_reading, "foreign_sentences", few)


def tokens(text: str, model: Model = MODEL) -> str:
    apart = Examples(model).apart
    return " ".join(piece.token for piece in Tagger(model, TODAY, apart).pieces(text))


@pytest.mark.parametrize(
    ("text", "tagged"),
    [
        ("who won the fifth at the spa on friday", "who won the <RACE_NUMBER> at <TRACK_NAME> on <AMAZON.DATE>"),
        ("who won the last race", "who won the <RACE_NUMBER> race"),
        ("Tampa Bay Downs' next race", "<TRACK_NAME> 's <RACE_NUMBER:next> race"),
        ("what's on tomorrow's card at tampa's track", "what is on <AMAZON.DATE> 's card at <TRACK_NAME> 's track"),
        # A fifth is a race, unless it is a month's or something is on it.
        ("who won the fifth of december", "who won the <AMAZON.DATE>"),
        ("who won on the fifth at tampa", "who won on <AMAZON.DATE> at <TRACK_NAME>"),
        ("who won on the twenty first please", "who won on <AMAZON.DATE>"),
        ("may i hear who didn't run in may", "may i hear who did not run <AMAZON.DATE>"),
        # What says nothing goes.
        ("so um could you please tell me who'll win thanks", "who will win"),
        ("please", "please"),
    ],
)
def test_known_values_are_tagged_and_courtesies_left_out(text: str, tagged: str) -> None:
    assert tokens(text) == tagged


def test_a_value_that_samples_have_as_words_is_told_apart_from_others_of_its_type() -> None:
    assert Examples(MODEL).apart == {("RACE_NUMBER", "next")}


def test_pieces_can_be_said_again() -> None:
    text = "who isn't running in ridge road's race"
    assert said(Tagger(MODEL, TODAY).pieces(text)) == text


def test_each_sample_is_learned_with_every_kind_of_value_and_counts_once() -> None:
    examples = [example for example in Examples(MODEL).of_samples() if example.source == "who won race {RaceNumber}"]
    assert {example.tokens for example in examples} == {
        ("who", "won", "race", "<RACE_NUMBER>"),
        ("who", "won", "race", "<RACE_NUMBER:next>"),
    }
    assert sum(example.weight for example in examples) == pytest.approx(1)
    assert {piece.origin for example in examples for piece in example.pieces} == {"", "RaceNumber"}


def test_a_foreign_sentence_that_is_a_sample_all_the_same_is_not_learned_as_foreign() -> None:
    examples = Examples(MODEL)
    own = list(examples.of_samples())
    kept = examples.of_sentences(["Who won?", "um", "who knows"], own)
    assert [(example.source, example.intent) for example in kept] == [("um", FOREIGN), ("who knows", FOREIGN)][1:]


@pytest.mark.parametrize(
    ("utterance", "understood"),
    [
        ("and who won the fifth race at saratoga", "ResultsIntent RaceNumber=five (5) TrackName=Saratoga (SAR)"),
        (
            "could you show me the winners on friday at tampa",
            "ResultsIntent RaceDate=2026-11-27 TrackName=Tampa Bay Downs (TAM)",
        ),
        ("who won in the last race", "ResultsIntent RaceNumber=last (last)"),
        ("how long is it until tampa's next race", "NextRaceIntent TrackName=Tampa Bay Downs (TAM)"),
    ],
)
def test_a_phrasing_that_no_sample_has_is_understood(reading: SecondReading, utterance: str, understood: str) -> None:
    assert Interpreter(MODEL).understand(utterance, TODAY).doubt
    found = reading.understand(utterance, TODAY)
    assert str(found) == understood
    assert found is not None
    assert 0 < found.likeness <= 1


@pytest.mark.parametrize(
    ("utterance", "understood"),
    [
        ("when does crimson ledger run next", "HorseIntent HorseName=crimson ledger"),
        ("how did old rusty gate do", "HorseIntent HorseName=old rusty gate"),
        ("who rides ridge road's pride at tampa", "HorseIntent HorseName=ridge road's pride TrackName=Tampa Bay Downs"),
        ("is number five hundred kites running tomorrow", "HorseIntent HorseName=number five hundred kites RaceDate"),
        ("silver spoon's jockey", "HorseIntent HorseName=Silver Spoon (spoon)"),
        ("is hopeful lantern running at tampa", "HorseIntent HorseName=hopeful lantern TrackName=Tampa Bay Downs"),
    ],
)
def test_a_name_that_nobody_knows_is_found(reading: SecondReading, utterance: str, understood: str) -> None:
    assert str(reading.understand(utterance, TODAY)).startswith(understood)


@pytest.mark.parametrize(
    "utterance",
    [
        *("what is the capital of france", "do you like cake", "who wrote the iliad", "wibble wobble flurb", ""),
        *("what can i say now", "is it raining in the mountains of peru where my uncle lives", "how are you"),
    ],
)
def test_nonsense_and_what_is_about_something_else_is_refused(reading: SecondReading, utterance: str) -> None:
    assert reading.understand(utterance, TODAY) is None


def test_a_date_is_that_of_the_day_it_is_said(reading: SecondReading) -> None:
    for today in (TODAY, date(2026, 12, 1)):
        found = reading.understand("tell me who won at tampa today then", today)
        assert str(found).endswith(f"RaceDate={today}")


def test_what_was_kept_reads_as_what_was_learned(reading: SecondReading) -> None:
    again = SecondReading.from_bytes(MODEL, reading.to_bytes())
    for sentence in ("could you show me the winners on friday at tampa", "how did old rusty gate do"):
        assert again.understand(sentence, TODAY) == reading.understand(sentence, TODAY) is not None


def test_likeness_is_what_scikit_learn_makes_of_it() -> None:
    examples = list(Examples(MODEL).of_samples())
    likeness = Likeness.learn(examples)
    vectorizer = TfidfVectorizer(analyzer=features, sublinear_tf=True).fit([example.tokens for example in examples])
    for tokens in (("who", "won", "won", "won", "nothing"), ("how", "long", "until", "<RACE_NUMBER:next>"), ("else",)):
        scores = vectorizer.transform([tokens]) @ likeness.weights.T + likeness.bias
        assert [*likeness.shares(tokens).values()] == pytest.approx([*softmax(scores)[0]], abs=1e-5)


@pytest.mark.parametrize("kept", [b"", b"PK\x03\x04 and then nothing", b"\x80\x04N."])
def test_what_is_not_what_was_kept_is_refused(kept: bytes) -> None:
    with pytest.raises(ValueError, match="not what was kept"):
        SecondReading.from_bytes(MODEL, kept)


class Guess:
    """A reading by likeness that has its answer, and keeps whether all had to be known."""

    def __init__(self, answer: Understanding | None) -> None:
        self.answer = answer
        self.wholly: list[bool] = []

    def understand(self, _utterance: str, _today: date, *, wholly: bool = False) -> Understanding | None:
        self.wholly.append(wholly)
        return self.answer


def test_a_sentence_of_which_every_word_is_known_is_nobody_elses() -> None:
    guess = Guess(None)
    assert str(Readings(Interpreter(MODEL), guess).understand("who won at tampa", TODAY)).startswith("ResultsIntent")
    assert guess.wholly == []


def test_what_no_sample_matches_is_what_it_is_like_or_has_its_hint() -> None:
    likely = Understanding(MODEL.intents[1], likeness=0.7)
    assert Readings(Interpreter(MODEL), Guess(likely)).understand("flurb", TODAY) == likely
    refused = Readings(Interpreter(MODEL), Guess(None)).understand("flurb", TODAY)
    assert refused.hint.startswith("I did not match that")


def test_an_unknown_value_stays_one_unless_a_known_one_is_found_in_it(reading: SecondReading) -> None:
    both = Readings(Interpreter(MODEL), reading)
    assert str(both.understand("who won at banana", TODAY)) == "ResultsIntent TrackName=banana"
    found = both.understand("who won at the tampa track on friday", TODAY)
    assert str(found) == "ResultsIntent TrackName=Tampa Bay Downs (TAM) RaceDate=2026-11-27"
    assert "TrackName=tampa and saratoga" in str(both.understand("who won at tampa and saratoga", TODAY))
    found = both.understand("how long is it until tampa's next race", TODAY)
    assert str(found) == "NextRaceIntent TrackName=Tampa Bay Downs (TAM)"


@pytest.fixture
def model_file(tmp_path: Path) -> Path:
    file = tmp_path / "en-US.json"
    file.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    return file


class Lessons:
    """Counts how often something was learned."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        learn = SecondReading.of

        def counted(model: Model) -> SecondReading:
            self.count += 1
            return learn(model)

        monkeypatch.setattr(SecondReading, "of", counted)


@pytest.mark.usefixtures("few_sentences")
def test_what_was_learned_is_kept_until_the_model_changes(
    model_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lessons, folder = Lessons(monkeypatch), tmp_path / "kept"
    for _ in range(2):
        both, told = readings(load_model(model_file), model_file, folder)
        assert told == TOLD_BOTH
        assert both.understand("and who won the fifth race at tampa", TODAY).likeness
    assert lessons.count == 1
    model_file.write_text(json.dumps(DOCUMENT, indent=1), encoding="utf-8")
    readings(load_model(model_file), model_file, folder)
    assert lessons.count == 2
    assert len(list(folder.iterdir())) == 1


@pytest.mark.usefixtures("few_sentences")
def test_it_learns_anew_with_another_version_or_where_what_was_kept_is_broken(
    model_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lessons, folder = Lessons(monkeypatch), tmp_path / "kept"
    readings(MODEL, model_file, folder)
    (kept,) = folder.iterdir()
    kept.write_bytes(b"broken")
    readings(MODEL, model_file, folder)
    assert lessons.count == 2
    monkeypatch.setattr(two_readings, "version", lambda name: f"{version(name)}.1")
    readings(MODEL, model_file, folder)
    assert lessons.count == 3


@pytest.mark.usefixtures("few_sentences")
def test_where_nothing_can_be_kept_it_learns_each_time(model_file: Path) -> None:
    both, told = readings(MODEL, model_file, model_file / "no folder")
    assert told == TOLD_BOTH
    assert isinstance(both, Readings)


def not_installed(name: str) -> str:
    raise PackageNotFoundError(name)


def polite(event: dict[str, dict[str, str]], _context: object) -> dict[str, object]:
    asks = event["request"]["type"] == "LaunchRequest"
    speech = {"outputSpeech": {"type": "SSML", "ssml": f"<speak>{'Tea or coffee?' if asks else 'Goodbye.'}</speak>"}}
    reprompt = {"reprompt": {"outputSpeech": {"type": "SSML", "ssml": "<speak>Tea?</speak>"}}} if asks else {}
    return {"version": "1.0", "response": speech | reprompt | {"shouldEndSession": not asks}}


@pytest.fixture
def talks_of_ponies(model_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "MODEL_FILE", model_file)


def talk(folder: Path, *options: str) -> list[str]:
    """Hold a conversation with a phrasing that no sample has; return what is shown."""

    def build(_environ: Mapping[str, str], _clock: Clock, _favorites: FileFavorites) -> Handler:
        return polite

    lines = io.StringIO("open pony talk skill\nand who won the fifth race at saratoga\n")
    shown = io.StringIO()
    environ = {"RACING_API_URL": "https://races.example"}
    assert main(options, environ, lines, shown, folder=folder, machine=FakeClock(), build=build) == 0
    return shown.getvalue().splitlines()


@pytest.mark.usefixtures("talks_of_ponies")
def test_talking_without_scikit_learn_works_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(two_readings, "version", not_installed)
    shown = talk(tmp_path, "--likeness", str(tmp_path / "kept"))
    assert f"({TOLD_ONE})" in shown
    assert [line for line in shown if line.startswith("(I did not match that")]
    assert not (tmp_path / "kept").exists()


@pytest.mark.usefixtures("few_sentences", "talks_of_ponies")
def test_talking_says_which_reading_it_has_and_what_only_likeness_understood(tmp_path: Path) -> None:
    shown = talk(tmp_path, "--likeness", str(tmp_path / "kept"))
    assert f"({TOLD_BOTH})" in shown
    assert [line for line in shown if line.startswith("(understood by likeness: ResultsIntent RaceNumber=five")]


def test_a_conversation_that_needed_likeness_is_not_saved_as_a_test(tmp_path: Path) -> None:
    clock = HeldClock(FakeClock())
    both = Readings(Interpreter(MODEL), Guess(Understanding(MODEL.intents[1], likeness=0.7)))
    lines, shown = io.StringIO("open pony talk\nflurb\n/save likeness\n"), io.StringIO()
    notebook = Notebook(clock, live=False, folder=tmp_path)
    echo.terminal.talk(Echo(polite, MODEL, clock, interpreter=both), MODEL, (), lines, shown, notebook=notebook)
    assert shown.getvalue().splitlines()[-1].startswith("(not saved: a test understands what the samples have")
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("talks_of_ponies")
def test_nothing_is_understood_by_likeness_unless_asked_for(tmp_path: Path) -> None:
    shown = talk(tmp_path)
    assert not [line for line in shown if "likeness" in line]
    assert [line for line in shown if line.startswith("(I did not match that")]


def test_the_foreign_sentences_are_short_and_each_is_there_once() -> None:
    sentences = list(foreign_sentences())
    assert len({sentence.lower() for sentence in sentences}) == len(sentences) > 1000
    assert max(len(sentence.split()) for sentence in sentences) <= 14


def test_the_examples_of_the_skills_own_model_name_its_intents() -> None:
    model = load_model(MODEL_FILE)
    own = {intent.name for intent in model.intents if not intent.built_in}
    assert {example.intent for example in Examples(model).of_samples()} == own | {FOREIGN}
