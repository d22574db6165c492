"""Telemetry: what is told of a turn, in which form Lambda tells it, and that telling never costs the turn."""

import json
import logging
import threading
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from horse_racing.bootstrap import build, build_lambda_handler
from horse_racing.racing import errors
from horse_racing.racing.cards import Listing
from horse_racing.racing.clock import Deadline
from horse_racing.racing.errors import RaceDataError, TimedOutError
from horse_racing.racing.source import RaceSource
from horse_racing.skill.erasure import eraser
from horse_racing.skill.guard import guarded
from horse_racing.skill.report import TurnReport
from horse_racing.skill.telemetry import NAMESPACE, reported
from tests.support.conversation import MODEL, Conversation, skill_on
from tests.support.fakes import MORNING, SATURDAY, FakeClock, FakeSource, races
from tests.support.telemetry import Reports, as_in_lambda, fresh_logging, lambda_logging

HEALTHY = FakeSource({("TAM", SATURDAY): races(9)})
LEAVES = [error for error in vars(errors).values() if isinstance(error, type) and error.__base__ is RaceDataError]
ASK = "ask talk horse racing how many races at tampa bay downs"


def event(request_type: str, **request: Any) -> dict[str, Any]:
    return {"session": {}, "request": {"type": request_type, "requestId": "amzn1.echo-api.request.1a-2b", **request}}


def intent(name: str, **values: str) -> dict[str, Any]:
    return event(
        "IntentRequest", intent={"name": name, "slots": {slot: {"value": said} for slot, said in values.items()}}
    )


@dataclass
class Context:
    aws_request_id: str = "f00-ba7"


def talk(source: RaceSource = HEALTHY) -> tuple[Conversation, Reports]:
    clock, reports = FakeClock(), Reports()
    return Conversation(skill_on(source, clock, telemetry=reports), clock), reports


def told_of(*events: object, source: RaceSource = HEALTHY, skill_id: str | None = None) -> list[TurnReport]:
    reports = Reports()
    handler = skill_on(source, FakeClock(), skill_id, telemetry=reports)
    for each in events:
        handler(each, Context())
    return reports.turns


def test_a_conversation_is_told_turn_by_turn() -> None:
    alexa, reports = talk()
    for words in ("open talk horse racing", "help", "my favorite track is tampa bay downs", "how many races"):
        alexa.say(words)
    assert [(turn.intent, turn.reply, turn.stays_open) for turn in reports.turns] == [
        ("LaunchRequest", "Ask", True),
        ("AMAZON.HelpIntent", "Ask", True),
        ("MyTrackIsIntent", "Ask", True),
        ("HowManyRacesIntent", "RaceCount", False),
    ]
    assert [(turn.error, turn.level, turn.message) for turn in reports.turns] == [(None, logging.INFO, "turn")] * 4


@pytest.mark.parametrize("name", [intent.name for intent in MODEL.intents])
def test_every_intent_of_the_model_is_told_by_its_name(name: str) -> None:
    assert told_of(intent(name))[0].intent == name


@pytest.mark.parametrize(
    "unknown",
    [
        intent("zebra"),
        intent(""),
        event("IntentRequest", intent=None),
        event("zebra"),
        {"request": "zebra"},
        {},
        None,
        [],
    ],
)
def test_a_name_nobody_gave_is_told_as_other(unknown: object) -> None:
    (turn,) = told_of(unknown)
    assert turn.intent == "Other"
    assert "zebra" not in str(turn)


@pytest.mark.parametrize("request_type", ["LaunchRequest", "SessionEndedRequest"])
def test_requests_without_an_intent_are_told_by_their_type(request_type: str) -> None:
    assert told_of(event(request_type))[0].intent == request_type


def test_what_is_taken_silently_is_told_as_silence() -> None:
    (turn,) = told_of(event("SessionEndedRequest", reason="USER_INITIATED"))
    assert (turn.reply, turn.stays_open, turn.feed_seconds) == ("Silence", False, None)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("how many races at tampa bay downs", "RaceCount"),
        ("how many races at arapahoe park", "NoRacesListed"),
        ("when's the next stakes race at tampa bay downs", "NoStakes"),
        ("when's the next race at tampa bay downs", "NextRace"),
        ("which tracks are racing today", "TracksRacing"),
    ],
)
def test_an_answer_is_told_by_its_kind(words: str, answer: str) -> None:
    alexa, reports = talk()
    alexa.say(f"ask talk horse racing {words}")
    assert (reports.last.answer, reports.last.reply) == (answer, answer)


def test_a_track_nobody_knows_is_told_without_what_was_heard() -> None:
    unknown, known, none = told_of(
        intent("MyTrackIsIntent", TrackName="zebra crossing"),
        intent("MyTrackIsIntent", TrackName="tampa bay downs"),
        intent("MyTrackIsIntent"),
    )
    assert [turn.is_unknown_track for turn in (unknown, known, none)] == [True, False, False]
    assert "zebra" not in str(unknown)


@pytest.mark.parametrize("kind", LEAVES)
def test_race_data_that_cannot_be_had_is_told_by_its_kind(kind: type[RaceDataError]) -> None:
    alexa, reports = talk(FakeSource({("TAM", SATURDAY): kind("for the log")}))
    alexa.say(ASK)
    turn = reports.last
    assert (turn.error, turn.is_data_failure, turn.reply, turn.answer) == (kind.__name__, True, "Apology", None)
    assert (turn.level, turn.message) == (logging.WARNING, f"race data: {kind.__name__}: for the log")


class BrokenSource(FakeSource):
    def listing(self, day: date, deadline: Deadline) -> Listing:
        raise KeyError(f"zebra {day} {deadline}")


def test_a_mistake_of_our_own_is_told_with_its_place_and_without_its_text() -> None:
    alexa, reports = talk(BrokenSource())
    alexa.say(ASK)
    turn = reports.last
    assert (turn.intent, turn.error, turn.is_data_failure) == ("HowManyRacesIntent", "KeyError", False)
    assert (turn.level, turn.reply) == (logging.ERROR, "Apology")
    assert turn.message.startswith("the turn failed: KeyError at ")
    assert "zebra" not in str(turn)


def broken(event: Any, context: Any) -> Any:
    raise ValueError(event, context)


def test_a_mistake_outside_of_every_handler_is_told_too() -> None:
    reports = Reports()
    reported(guarded(broken, None, eraser(None, FakeClock())), reports, FakeClock())(event("LaunchRequest"), None)
    assert (reports.last.intent, reports.last.error, reports.last.reply) == ("LaunchRequest", "ValueError", "Apology")
    assert reports.last.level == logging.ERROR


def test_what_leaves_the_handler_as_an_exception_is_told_all_the_same() -> None:
    reports = Reports()
    with pytest.raises(ValueError, match="LaunchRequest"):
        reported(broken, reports, FakeClock())(event("LaunchRequest"), None)
    assert reports.last.intent == "LaunchRequest"


REJECTED = {"type": "INVALID_RESPONSE", "message": "SpeechletResponse was null"}


@pytest.mark.parametrize(
    "rejected",
    [
        event("SessionEndedRequest", reason="ERROR", error=REJECTED),
        event("System.ExceptionEncountered", error=REJECTED, cause={"requestId": "amzn1.echo-api.request.1"}),
    ],
)
def test_an_answer_that_alexa_could_not_use_is_told_as_an_error_with_alexas_words(rejected: dict[str, Any]) -> None:
    (turn,) = told_of(rejected)
    assert (turn.level, turn.error, turn.is_rejection) == (logging.ERROR, "AlexaRejection", True)
    assert turn.message == "Alexa could not use an answer: INVALID_RESPONSE: SpeechletResponse was null"
    assert turn.failure == "rejection"


def test_of_a_screen_that_could_not_be_drawn_only_the_reason_is_told_as_its_message_may_hold_what_was_shown() -> None:
    zebra = {"type": "LIST_ERROR", "reason": "INVALID_DATASOURCE", "message": "bad text zebra", "listId": "zebra"}
    (turn,) = told_of(event("Alexa.Presentation.APL.RuntimeError", errors=[zebra, {"type": "OTHER"}]))
    assert (turn.level, turn.is_rejection, turn.failure) == (logging.ERROR, True, "rejection")
    assert turn.message == "Alexa could not use an answer: INVALID_DATASOURCE: "


def test_of_what_alexa_says_nothing_is_told_that_names_or_quotes_somebody() -> None:
    for quoting in ('"zebra"', "<speak>zebra", "{zebra", "\u201czebra", "'zebra", "(zebra"):
        message = f"the response\nto amzn1.ask.account.ZEBRA was {quoting} and so on" + "!" * 500
        (turn,) = told_of(event("SessionEndedRequest", reason="ERROR", error={"type": "zebra!", "message": message}))
        assert turn.message == "Alexa could not use an answer: UNKNOWN: the response to … was"
    (turn,) = told_of(event("SessionEndedRequest", reason="ERROR", error={"message": "!" * 100_000}))
    assert len(turn.message) < 400


@pytest.mark.parametrize(
    "rejected",
    [
        event("SessionEndedRequest", reason="ERROR"),
        event("System.ExceptionEncountered", error="zebra"),
        event("Alexa.Presentation.APL.RuntimeError"),
        event("Alexa.Presentation.APL.RuntimeError", errors=[]),
        event("Alexa.Presentation.APL.RuntimeError", errors=["zebra"]),
    ],
)
def test_an_answer_that_alexa_could_not_use_is_counted_also_where_it_does_not_say_why(rejected: dict[str, Any]) -> None:
    (turn,) = told_of(rejected)
    assert (turn.is_rejection, turn.message) == (True, "Alexa could not use an answer: UNKNOWN: ")


@pytest.mark.parametrize("reason", ["USER_INITIATED", "EXCEEDED_MAX_REPROMPTS"])
def test_a_session_that_just_ends_is_no_error(reason: str) -> None:
    (turn,) = told_of(event("SessionEndedRequest", reason=reason))
    assert (turn.level, turn.error, turn.is_rejection) == (logging.INFO, None, False)


def test_another_skills_request_is_told_as_refused() -> None:
    (turn,) = told_of(intent("HowManyRacesIntent"), skill_id="amzn1.ask.skill.ours")
    assert (turn.intent, turn.error, turn.reply) == ("Other", "ForeignRequest", "Silence")
    assert (turn.level, turn.is_data_failure) == (logging.WARNING, False)


@dataclass
class SlowSource(FakeSource):
    """Every listing takes two seconds of the clock's."""

    clock: FakeClock | None = None

    def listing(self, day: date, deadline: Deadline) -> Listing:
        assert self.clock
        self.clock.instant += timedelta(seconds=2)
        return super().listing(day, deadline)


@pytest.mark.parametrize("words", ["how many races at tampa bay downs", "which tracks are racing today"])
def test_the_time_for_race_data_is_told_apart_from_the_turns(words: str) -> None:
    clock, reports = FakeClock(), Reports()
    slow = SlowSource({("TAM", SATURDAY): races(9)}, clock=clock)
    handler = skill_on(slow, clock, telemetry=reports)

    def dawdling(event: Any, context: Any) -> tuple[dict[str, Any], TurnReport]:
        clock.instant += timedelta(seconds=1)
        return handler(event, context), TurnReport()

    Conversation(reported(dawdling, reports, clock), clock).say(f"ask talk horse racing {words}")
    inner, outer = reports.turns
    assert (inner.seconds, inner.feed_seconds) == (2.0, 2.0)
    assert outer.seconds == 3.0


def test_the_time_for_race_data_is_told_of_a_failure_too() -> None:
    clock, reports = FakeClock(), Reports()
    slow = SlowSource({("TAM", SATURDAY): TimedOutError("late")}, clock=clock)
    Conversation(skill_on(slow, clock, telemetry=reports), clock).say(ASK)
    assert (reports.last.error, reports.last.feed_seconds) == ("TimedOutError", 2.0)


def test_only_the_first_turn_of_a_container_is_cold() -> None:
    assert [turn.is_cold for turn in told_of(event("LaunchRequest"), {}, event("LaunchRequest"))] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("sent", "told"),
    [("amzn1.echo-api.request.1a-2b", "amzn1.echo-api.request.1a-2b"), ("zebra", ""), (7, ""), (None, "")],
)
def test_request_ids_are_told_if_they_look_like_one(sent: object, told: str) -> None:
    (turn,) = told_of(event("LaunchRequest") | {"request": {"type": "LaunchRequest", "requestId": sent}})
    assert (turn.alexa_request_id, turn.aws_request_id) == (told, "f00-ba7")


class WaitingSource(FakeSource):
    """Lets no listing through before another turn asks for one, too."""

    both = threading.Barrier(2, timeout=5)

    def listing(self, day: date, deadline: Deadline) -> Listing:
        self.both.wait()
        return super().listing(day, deadline)


def test_turns_at_the_same_time_do_not_mix() -> None:
    reports = Reports()
    handler = skill_on(WaitingSource(dict(HEALTHY.cards)), FakeClock(), telemetry=reports)
    names = ("HowManyRacesIntent", "NextRaceIntent")
    threads = [
        threading.Thread(target=handler, args=(intent(name, TrackName="tampa bay downs"), None)) for name in names
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {(turn.intent, turn.answer) for turn in reports.turns} == {
        ("HowManyRacesIntent", "RaceCount"),
        ("NextRaceIntent", "NextRace"),
    }


class FailingTelemetry:
    def tell(self, turn: TurnReport) -> None:
        raise OSError(str(turn))


def test_a_turn_that_cannot_be_told_is_answered_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    clock = FakeClock()
    alexa = Conversation(skill_on(HEALTHY, clock, telemetry=FailingTelemetry()), clock)
    assert "nine races" in alexa.say(ASK)
    assert caplog.messages == ["the turn could not be told: OSError"]


# In which form


def lines_of(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    written = capsys.readouterr()
    assert written.err == ""
    return [json.loads(line) for line in written.out.splitlines()]


def lines_told(capsys: pytest.CaptureFixture[str], *reports: TurnReport) -> list[dict[str, Any]]:
    with as_in_lambda() as telemetry:
        for report in reports:
            telemetry.tell(report)
    return lines_of(capsys)


def test_in_lambda_a_turn_is_one_line_of_log_and_one_of_metrics(capsys: pytest.CaptureFixture[str]) -> None:
    report = TurnReport(
        intent="RaceResultsIntent",
        reply="Result",
        answer="Result",
        seconds=1.2345,
        feed_seconds=1.0,
        is_cold=True,
        aws_request_id="f00-ba7",
        alexa_request_id="amzn1.echo-api.request.1a-2b",
    )
    log, emf = lines_told(capsys, report)
    assert log.pop("timestamp").endswith("Z")
    assert log == {
        "level": "INFO",
        "message": "turn",
        "logger": "horse_racing.skill.telemetry",
        "version": "7",
        "intent": "RaceResultsIntent",
        "reply": "Result",
        "stays_open": False,
        "turn_ms": 1234,
        "feed_ms": 1000,
        "cold_start": True,
        "requestId": "f00-ba7",
        "alexa_request_id": "amzn1.echo-api.request.1a-2b",
    }
    assert emf.pop("_aws")["CloudWatchMetrics"] == [
        {
            "Namespace": NAMESPACE,
            "Dimensions": [["service"]],
            "Metrics": [
                {"Name": "Help", "Unit": "Count"},
                {"Name": "Fallback", "Unit": "Count"},
                {"Name": "OwnFailures", "Unit": "Count"},
                {"Name": "AlexaRejections", "Unit": "Count"},
                {"Name": "FailedErasures", "Unit": "Count"},
                {"Name": "DataFailures", "Unit": "Count"},
                {"Name": "TurnTime", "Unit": "Milliseconds"},
            ],
        },
    ]
    assert emf == {
        "service": "skill",
        "Help": [0],
        "Fallback": [0],
        "OwnFailures": [0],
        "AlexaRejections": [0],
        "FailedErasures": [0],
        "DataFailures": [0],
        "TurnTime": [1234],
    }


DATA = TurnReport(is_data_failure=True, error="TimedOutError", level=logging.WARNING)
OWN = TurnReport(error="KeyError", level=logging.ERROR)


@pytest.mark.parametrize(
    ("report", "counted"),
    [
        (TurnReport(intent="AMAZON.HelpIntent"), {"Help"}),
        (TurnReport(intent="AMAZON.FallbackIntent"), {"Fallback"}),
        (DATA, {"DataFailures"}),
        (OWN, {"OwnFailures"}),
        (TurnReport(error="ForeignRequest", level=logging.WARNING), set()),
        (TurnReport(error="AlexaRejection", is_rejection=True, level=logging.ERROR), {"AlexaRejections"}),
        (TurnReport(error="ErasureError", is_failed_erasure=True, level=logging.ERROR), {"FailedErasures"}),
        (TurnReport(is_unknown_track=True, is_cold=True, answer="RaceCount", favorites_error="Throttled"), set()),
    ],
)
def test_each_thing_worth_counting_has_its_own_metric(
    capsys: pytest.CaptureFixture[str], report: TurnReport, counted: set[str]
) -> None:
    _, emf = lines_told(capsys, report)
    assert {name for name, value in emf.items() if value == [1]} == counted


def metrics_of(emf: dict[str, Any]) -> set[str]:
    return {metric["Name"] for part in emf["_aws"]["CloudWatchMetrics"] for metric in part["Metrics"]}


def test_only_a_turn_that_asked_for_race_data_counts_for_the_share_of_those_that_failed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    reports = (TurnReport(), TurnReport(feed_seconds=0.0), DATA)
    emfs = [line for line in lines_told(capsys, *reports) if "_aws" in line]
    assert [emf.get("DataFailures") for emf in emfs] == [None, [0], [1]]
    assert ["DataFailures" in metrics_of(emf) for emf in emfs] == [False, True, True]


def test_there_are_eight_metrics_at_most_whatever_is_asked_answered_or_failed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = [TurnReport(intent=intent.name, answer=intent.name, feed_seconds=1.0) for intent in MODEL.intents]
    emfs = [line for line in lines_told(capsys, *asked, DATA, OWN) if "_aws" in line]
    assert len(set().union(*map(metrics_of, emfs))) <= 8
    assert {str(part["Dimensions"]) for emf in emfs for part in emf["_aws"]["CloudWatchMetrics"]} == {"[['service']]"}
    assert {emf["service"] for emf in emfs} == {"skill"}


def test_a_turn_counts_for_the_moment_it_began_as_it_does_for_aws(capsys: pytest.CaptureFixture[str]) -> None:
    clock = FakeClock()
    with as_in_lambda() as telemetry:
        slow = SlowSource({("TAM", SATURDAY): races(9)}, clock=clock)
        Conversation(skill_on(slow, clock, telemetry=telemetry), clock).say(ASK)
    assert clock.now() == MORNING + timedelta(seconds=2)
    _, emf = lines_of(capsys)
    assert emf["_aws"]["Timestamp"] == MORNING.timestamp() * 1000


def test_what_is_not_counted_is_in_the_line_that_queries_read(capsys: pytest.CaptureFixture[str]) -> None:
    lost = TurnReport(is_unknown_track=True, favorites_error="Throttled")
    logs = [line for line in lines_told(capsys, DATA, OWN, lost) if "_aws" not in line]
    assert [(log["level"], log.get("failure"), log.get("error")) for log in logs] == [
        ("WARNING", "data", "TimedOutError"),
        ("ERROR", "own", "KeyError"),
        ("INFO", None, None),
    ]
    assert [log["version"] for log in logs] == ["7"] * 3
    assert [log.get("unknown_track") for log in logs] == [None, None, True]
    assert logs[2]["favorites_error"] == "Throttled"


def test_in_lambda_whatever_else_the_skill_logs_is_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    with as_in_lambda():
        logging.getLogger("horse_racing.feeds.bounded_cache").warning("left alone %s: %s", "for 30 s", "Throttled")
        logging.getLogger("horse_racing.feeds.bounded_cache").debug("nobody needs this")
    (line,) = lines_of(capsys)
    assert (line["level"], line["message"]) == ("WARNING", "left alone for 30 s: Throttled")


ENVIRON = {"RACING_API_URL": "http://localhost:1", "RACING_API_USERNAME": "somebody", "RACING_API_PASSWORD": "secret"}
IN_LAMBDA = {"AWS_LAMBDA_FUNCTION_NAME": "skill"}


def test_the_environment_of_lambda_switches_the_lines_on(capsys: pytest.CaptureFixture[str]) -> None:
    with lambda_logging():
        handler = build_lambda_handler(ENVIRON | IN_LAMBDA)
        for _ in range(2):
            handler(event("LaunchRequest"), Context())
        lines = lines_of(capsys)
    assert ["_aws" in line for line in lines] == [False, True, False, True]
    assert [line.get("cold_start") for line in lines[::2]] == [True, None]


def test_any_other_environment_leaves_the_output_to_the_person(capfd: pytest.CaptureFixture[str]) -> None:
    with fresh_logging():
        build(ENVIRON, clock=FakeClock())(event("LaunchRequest"), Context())
    assert capfd.readouterr() == ("", "")


def test_a_skill_that_is_not_set_up_says_so_once_and_in_every_turn(capsys: pytest.CaptureFixture[str]) -> None:
    with lambda_logging():
        handler = build_lambda_handler(IN_LAMBDA)
        handler(event("LaunchRequest"), Context())
        beginning, log, emf = lines_of(capsys)
    assert "RACING_API_URL is not set" in beginning["message"]
    assert (log["error"], log["level"], log["intent"]) == ("NotSetUp", "ERROR", "LaunchRequest")
    assert emf["OwnFailures"] == [1]


def test_a_turn_outside_of_lambda_is_told_only_to_who_listens_for_it(caplog: pytest.LogCaptureFixture) -> None:
    with fresh_logging():
        told = skill_on(HEALTHY, FakeClock())
        told(event("LaunchRequest"), Context())
        assert not caplog.records
        with caplog.at_level(logging.INFO):
            told(event("LaunchRequest"), Context())
    (record,) = caplog.records
    assert record.getMessage() == "turn"
    assert vars(record)["intent"] == "LaunchRequest"


def test_in_lambda_the_http_library_quotes_no_answer_and_names_no_address() -> None:
    with as_in_lambda():
        assert not logging.getLogger("urllib3.connection").isEnabledFor(logging.WARNING)
