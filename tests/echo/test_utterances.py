from datetime import UTC, date, datetime

import pytest

from echo.device.echo import Echo
from echo.understanding.model import MODEL_FILE, Model, load_model
from echo.understanding.utterances import Interpreter
from loopback.clock import DeskClock

TODAY = date(2026, 11, 21)


def tiny_model(*, fallback: bool = True) -> Model:
    intents = [
        {
            "name": "VisitIntent",
            "slots": [{"name": "Town", "type": "TOWN"}, {"name": "Day", "type": "AMAZON.DATE"}],
            "samples": [
                "visit {Town}",
                "visit {Town} {Day}",
                "{Town}",
                "what's on",
                "what's on in {Town}",
                "show {Town}\N{RIGHT SINGLE QUOTATION MARK}s map",
                "visit the capital",
                "{Town} or {Day}",
                "{Town} please",
                "{Town} is nice",
                "the {Town}",
            ],
        },
        {
            "name": "LikeIntent",
            "slots": [{"name": "First", "type": "TOWN"}, {"name": "Second", "type": "TOWN"}],
            "samples": ["visit {First} or {Second}", "pick a well-known town"],
        },
        {"name": "AMAZON.StopIntent", "samples": ["I'm done", "no thanks"]},
        {"name": "AMAZON.NoIntent", "samples": []},
        {"name": "AMAZON.HelpIntent"},
        *([{"name": "AMAZON.FallbackIntent", "samples": []}] if fallback else []),
    ]
    towns = [
        {"id": "SPM", "name": {"value": "Springfield, Massachusetts", "synonyms": ["springfield"]}},
        {"id": "SPI", "name": {"value": "Springfield Illinois", "synonyms": ["springfield", "springfield illinois"]}},
        {
            "id": "STP",
            "name": {"value": "St. Paul", "synonyms": ["saint paul", "the twin city on the great wide river"]},
        },
    ]
    types = [{"name": "TOWN", "values": towns}]
    language = {"invocationName": "town guide", "intents": intents, "types": types}
    return Model.from_document({"interactionModel": {"languageModel": language}}, "en-US")


REAL = Interpreter(load_model(MODEL_FILE))
TINY = Interpreter(tiny_model())


@pytest.mark.parametrize(
    ("utterance", "expected"),
    [
        ("how many races", "HowManyRacesIntent"),
        ("How many races?", "HowManyRacesIntent"),
        ("  how   many RACES ", "HowManyRacesIntent"),
        ("alexa, how many races are there", "HowManyRacesIntent"),
        ("how many races tomorrow", "HowManyRacesIntent RaceDate=2026-11-22"),
        ("how many races are there on saturday", "HowManyRacesIntent RaceDate=2026-11-21"),
        ("how many races are on november 28th", "HowManyRacesIntent RaceDate=2026-11-28"),
        ("how many races at Tampa Bay Downs", "HowManyRacesIntent TrackName=Tampa Bay Downs (TAM)"),
        ("how many races at tampa today", "HowManyRacesIntent TrackName=Tampa Bay Downs (TAM) RaceDate=2026-11-21"),
        ("how many races this weekend at saratoga", "HowManyRacesIntent RaceDate=2026-W47-WE TrackName=Saratoga (SAR)"),
        ("how many races at banana", "HowManyRacesIntent TrackName=banana"),
        ("how many races at banana tomorrow", "HowManyRacesIntent TrackName=banana RaceDate=2026-11-22"),
        ("how many races at banana next saturday", "HowManyRacesIntent TrackName=banana RaceDate=2026-11-28"),
        ("my favorite track is the green meadow", "MyTrackIsIntent TrackName=the green meadow"),
        ("My favorite track is Arapahoe Park.", "MyTrackIsIntent TrackName=Arapahoe Park (ARP)"),
        ("my favorite track is horsemen\u2019s park", "MyTrackIsIntent TrackName=Horsemen's Park (HPO)"),
        ("aqueduct", "TrackIntent TrackName=Aqueduct (AQU)"),
        ("and at del mar", "TrackIntent TrackName=Del Mar (DMR)"),
        ("no i meant saratoga", "TrackIntent TrackName=Saratoga (SAR)"),
        ("what about hialeah", "TrackIntent TrackName=hialeah"),
        ("another track", "TrackIntent"),
        ("what tracks are there", "TrackIntent"),
        ("my favorite track", "MyTrackIsIntent"),
        ("what about saratoga tomorrow", "HowManyRacesIntent TrackName=Saratoga (SAR) RaceDate=2026-11-22"),
        ("when is tampa bay downs's next stakes race", "NextStakesRaceIntent TrackName=Tampa Bay Downs (TAM)"),
        ("when is tampa bay downs' next stakes race", "NextStakesRaceIntent TrackName=Tampa Bay Downs (TAM)"),
        ("when is saratoga\u2019s next stakes race?", "NextStakesRaceIntent TrackName=Saratoga (SAR)"),
        ("when's the next stakes race", "NextStakesRaceIntent"),
        ("how many races please", "HowManyRacesIntent"),
        ("the number", "HowManyRacesIntent"),
        ("i'd like the number of races today", "HowManyRacesIntent RaceDate=2026-11-21"),
        ("tomorrow", "DayIntent RaceDate=2026-11-22"),
        ("Saturday", "DayIntent RaceDate=2026-11-21"),
        ("what about tomorrow", "DayIntent RaceDate=2026-11-22"),
        ("and tomorrow?", "DayIntent RaceDate=2026-11-22"),
        ("what about christmas eve", "DayIntent RaceDate=2026-12-24"),
        ("the twenty first", "DayIntent RaceDate=2026-11-21"),
        ("on the fifth", "DayIntent RaceDate=2026-12-05"),
        ("the fifth", "RaceIntent RaceNumber=5 (5)"),
        ("what about the sixth?", "RaceIntent RaceNumber=6 (6)"),
        ("race seven", "RaceIntent RaceNumber=7 (7)"),
        ("the next one", "RaceIntent RaceNumber=next (next)"),
        ("the next race", "RaceIntent RaceNumber=next (next)"),
        ("the stakes race", "RaceIntent RaceNumber=feature (feature)"),
        ("the last race please", "RaceIntent RaceNumber=last (last)"),
        ("race banana", "RaceIntent RaceNumber=banana"),
        ("next", "AMAZON.NextIntent"),
        ("the next few", "AMAZON.NextIntent"),
        ("when is the next race", "NextRaceIntent"),
        ("the next stakes race", "NextStakesRaceIntent"),
        (
            "any stakes at gulfstream on saturday",
            "StakesRacesIntent TrackName=Gulfstream Park (GP) RaceDate=2026-11-21",
        ),
        (
            "who's in the feature at tampa bay downs",
            "RunnersIntent RaceNumber=feature (feature) TrackName=Tampa Bay Downs (TAM)",
        ),
        ("who won the derby", "RaceResultsIntent RaceNumber=derby"),
        (
            "what won the fifth at churchill downs on friday",
            "RaceResultsIntent RaceNumber=5 (5) TrackName=Churchill Downs (CD) RaceDate=2026-11-27",
        ),
        ("late scratches at tampa bay downs", "ScratchesIntent TrackName=Tampa Bay Downs (TAM)"),
        (
            "how many races at tampa bay downs and gulfstream park",
            "HowManyRacesIntent TrackName=tampa bay downs and gulfstream park",
        ),
        ("how many races on thanksgiving at del mar", "HowManyRacesIntent RaceDate=2026-11-26 TrackName=Del Mar (DMR)"),
        ("how many races in december", "HowManyRacesIntent RaceDate=2026-12"),
        ("how many races this month", "HowManyRacesIntent RaceDate=2026-11"),
        ("are they racing today", "RacingDaysIntent RaceDate=2026-11-21"),
        ("any races today at saratoga", "HowManyRacesIntent RaceDate=2026-11-21 TrackName=Saratoga (SAR)"),
        ("what time is the first race", "PostTimeIntent RaceNumber=1 (1)"),
        ("switch to del mar", "TrackIntent TrackName=Del Mar (DMR)"),
        ("change my track to del mar", "MyTrackIsIntent TrackName=Del Mar (DMR)"),
        ("change my track", "MyTrackIsIntent"),
        # A name that is known as a whole beats a longer sample with a guess in it.
        ("the meadowlands", "TrackIntent TrackName=Meadowlands (MED)"),
        ("what about the big a", "TrackIntent TrackName=Aqueduct (AQU)"),
        ("the date", "NextStakesRaceIntent"),
        ("when is the next stake race", "NextStakesRaceIntent"),
        ("bye", "AMAZON.StopIntent"),
        ("thanks", "AMAZON.StopIntent"),
        ("that is all", "AMAZON.StopIntent"),
        ("help", "AMAZON.HelpIntent"),
        ("stop", "AMAZON.StopIntent"),
        ("never mind", "AMAZON.CancelIntent"),
        ("go home", "AMAZON.NavigateHomeIntent"),
        ("that's all", "AMAZON.StopIntent"),
        ("banana", "AMAZON.FallbackIntent"),
        ("help me win the lottery", "AMAZON.FallbackIntent"),
        ("sing me a song please", "AMAZON.FallbackIntent"),
        ("i won the human race", "AMAZON.FallbackIntent"),
        ("the weather", "AMAZON.FallbackIntent"),
        ("?", "AMAZON.FallbackIntent"),
    ],
)
def test_the_skills_model_understands(utterance: str, expected: str) -> None:
    assert str(REAL.understand(utterance, TODAY)) == expected


@pytest.mark.parametrize(
    ("one_shot", "expected"),
    [
        (
            "ask talk horse racing when the next stakes race is at saratoga",
            "NextStakesRaceIntent TrackName=Saratoga (SAR)",
        ),
        ("alexa, ask talk horse racing when the next stakes race is", "NextStakesRaceIntent"),
        ("ask talk horse racing for the next stakes race", "NextStakesRaceIntent"),
        (
            "ask talk horse racing how many races there are at tampa tomorrow",
            "HowManyRacesIntent TrackName=Tampa Bay Downs (TAM) RaceDate=2026-11-22",
        ),
        ("ask talk horse racing about tomorrow", "DayIntent RaceDate=2026-11-22"),
        ("ask talk horse racing for the next race", "NextRaceIntent"),
        ("ask talk horse racing for help", "AMAZON.HelpIntent"),
        (
            "ask talk horse racing for the results at tampa bay downs yesterday",
            "RaceResultsIntent TrackName=Tampa Bay Downs (TAM) RaceDate=2026-11-20",
        ),
        (
            "ask talk horse racing for yesterday's results at tampa bay downs",
            "RaceResultsIntent RaceDate=2026-11-20 TrackName=Tampa Bay Downs (TAM)",
        ),
        ("tell talk horse racing my track is del mar", "MyTrackIsIntent TrackName=Del Mar (DMR)"),
    ],
)
def test_the_skills_model_understands_a_one_shot(one_shot: str, expected: str) -> None:
    def skill(_event: object, _context: object) -> object:
        return {"version": "1.0", "response": {}}

    exchange = Echo(skill, load_model(MODEL_FILE), DeskClock(datetime(2026, 11, 21, 17, 0, tzinfo=UTC))).say(one_shot)
    assert str(exchange.understood) == expected


def test_every_sample_without_slots_is_understood_as_its_own_intent() -> None:
    for intent in load_model(MODEL_FILE).intents:
        for sample in intent.samples:
            if "{" not in sample:
                assert str(REAL.understand(sample, TODAY)) == intent.name


@pytest.mark.parametrize(
    ("utterance", "expected"),
    [
        ("visit st paul", "VisitIntent Town=St. Paul (STP)"),
        ("visit St. Paul!", "VisitIntent Town=St. Paul (STP)"),
        ("springfield massachusetts", "VisitIntent Town=Springfield, Massachusetts (SPM)"),
        (
            "visit springfield",
            "VisitIntent Town=Springfield, Massachusetts (SPM) or Springfield Illinois (SPI)",
        ),
        ("visit springfield illinois tonight", "VisitIntent Town=Springfield Illinois (SPI) Day=2026-11-21TNI"),
        ("visit the capital", "VisitIntent"),
        ("show saint paul's map", "VisitIntent Town=St. Paul (STP)"),
        ("show the old towns' map", "VisitIntent Town=the old towns"),
        ("the springfield", "VisitIntent Town=Springfield, Massachusetts (SPM) or Springfield Illinois (SPI)"),
        ("saint paul please", "VisitIntent Town=St. Paul (STP)"),
        ("nowhere is nice", "VisitIntent Town=nowhere"),
        ("pick a well known town", "LikeIntent"),
        ("pick a well-known town", "LikeIntent"),
        ("visit saint paul or nowhere", "LikeIntent First=St. Paul (STP) Second=nowhere"),
        ("visit the twin city on the great wide river", "VisitIntent Town=St. Paul (STP)"),
        (
            "visit springfield illinois and the twin city on the great wide river",
            "VisitIntent Town=springfield illinois and the twin city on the great wide river",
        ),
        ("visit one two three four five six", "VisitIntent Town=one two three four five six"),
        ("what's on", "VisitIntent"),
        ("i\u2019m done", "AMAZON.StopIntent"),
        ("no", "AMAZON.NoIntent"),
    ],
)
def test_any_model_is_understood_by_its_own_samples(utterance: str, expected: str) -> None:
    assert str(TINY.understand(utterance, TODAY)) == expected


@pytest.mark.parametrize(
    "utterance",
    [
        "what is on",
        "visit",
        "visit one two three four five six seven",
        "visit springfield and one two three four five",
        "show saint paul map",
        "show saint paul",
        "nowhere please",
        "the nowhere",
        "nowhere",
        "yes",
        "cancel",
        "stop it",
        "",
    ],
)
def test_words_that_no_sample_has_go_to_the_fallback(utterance: str) -> None:
    understanding = TINY.understand(utterance, TODAY)
    assert str(understanding) == "AMAZON.FallbackIntent"
    assert understanding.hint.startswith("I did not match that")


def test_a_phrase_of_two_built_in_intents_belongs_to_the_one_whose_sample_it_is() -> None:
    assert str(TINY.understand("no thanks", TODAY)) == "AMAZON.StopIntent"


def test_without_a_fallback_unknown_words_have_no_intent() -> None:
    understanding = Interpreter(tiny_model(fallback=False)).understand("banana", TODAY)
    assert understanding.intent is None
    assert str(understanding) == "no intent"


def test_an_understood_utterance_needs_no_hint() -> None:
    assert TINY.understand("visit springfield", TODAY).hint == ""


def test_a_hint_names_the_nearest_sample_and_what_was_recognized() -> None:
    assert REAL.understand("how many race at tampa bay downs", TODAY).hint == (
        'I did not match that; nearest sample: "how many races at {TrackName}"; '
        "recognized: TrackName=Tampa Bay Downs (TAM)"
    )
    assert TINY.understand("please visit saint paul tomorrow", TODAY).hint == (
        'I did not match that; nearest sample: "visit {Town} {Day}"; recognized: Town=St. Paul (STP), Day=2026-11-22'
    )
    assert TINY.understand("zzz", TODAY).hint == "I did not match that"


def test_a_very_long_utterance_is_answered_soon() -> None:
    assert str(REAL.understand("how many races at " + "banana " * 2000, TODAY)) == "AMAZON.FallbackIntent"
