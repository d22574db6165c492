"""Scope: `make alexa` as a whole, with a fake `ask` that talks to the strict SMAPI, and the skill's real handler."""

from xml.etree import ElementTree as ET

import pytest

from amazon.anywhere import main
from echo.device.kinds import DOT, KINDS
from echo.script import SCRIPTS
from echo.script_reader import says_anywhere
from tests.support.alexa_world import AlexaWorld
from tests.support.strict_smapi import RESET, Smapi

ALL = [path.stem for path in sorted(SCRIPTS.glob("*.txt")) if says_anywhere(path)]


def junit(world: AlexaWorld) -> ET.Element:
    return ET.fromstring((world.root / "build" / "alexa" / "dev.xml").read_text("utf-8"))  # noqa: S314 - our own


def test_all_that_is_true_anywhere_is_true_there(world: AlexaWorld, capfd: pytest.CaptureFixture[str]) -> None:
    assert world.run(main, "--yes") == 0
    said = capfd.readouterr().out
    assert f"{len(ALL)} of {len(ALL)} conversations are as they are written; " in said
    # What the fake Alexa understands is the desk's own reading.
    assert "by the samples" not in said
    suite = junit(world)
    assert [case.get("name") for case in suite] == ALL
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == (str(len(ALL)), "0", "0")


def test_it_is_also_true_where_the_simulated_device_has_a_screen(
    smapi: Smapi, world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    smapi.account.alexa.use(KINDS["show-8"])
    assert world.run(main, "--yes", "anywhere-counts", "anywhere-which-race") == 0, capfd.readouterr().out


def test_every_conversation_begins_and_the_last_one_ends_with_a_track_forgotten(
    smapi: Smapi, world: AlexaWorld
) -> None:
    assert world.run(main, "--yes", "stop", "anywhere-did-you-mean") == 0
    forget = "ask talk horse racing to forget my track"
    assert [line for line in smapi.account.alexa.heard if line == forget] == [forget] * 3
    assert smapi.account.alexa.heard[0] == smapi.account.alexa.heard[-1] == forget


def test_a_session_is_forced_new_at_the_first_line_and_kept_at_the_next(world: AlexaWorld) -> None:
    world.run(main, "--yes", "stop")
    modes = [call.rpartition(" ")[2] for call in world.calls if "simulate-skill" in call]
    assert modes == ["FORCE_NEW_SESSION", "FORCE_NEW_SESSION", "DEFAULT", "DEFAULT", "FORCE_NEW_SESSION"]


def test_what_is_said_otherwise_is_shown_beside_what_is_written(
    smapi: Smapi, world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    smapi.account.alexa.says_instead = {"who won the hockey game": "Hockey is on later. What would you like?"}
    assert world.run(main, "--yes", "anywhere-declines-other-sports", "stop") == 1
    said = capfd.readouterr().out
    assert "BAD  anywhere-declines-other-sports" in said
    assert "anywhere-declines-other-sports.txt:6: They say who won the hockey game" in said
    assert "Horse racing is all I know." in said
    assert "Hockey is on later. What would you like?" in said
    assert "what she says is not what is written" in said
    assert "1 of 2 conversations are as they are written" in said
    suite = junit(world)
    assert suite.get("failures") == "1"
    assert "Hockey is on later. What would you like?" in str(suite.findtext("testcase/failure"))


def test_what_alexa_understands_otherwise_is_shown_beside_the_desks_two_readings(
    smapi: Smapi, world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    smapi.account.alexa.takes_for = {"which tracks do you know": "help"}
    assert world.run(main, "--yes", "anywhere-tracks-racing") == 1
    said = capfd.readouterr().out
    assert "by the samples: KnownTracksIntent" in said
    assert "by likeness: KnownTracksIntent" in said
    assert "AMAZON.HelpIntent" in said
    assert "2 of 3 lines are" in said


def test_a_session_that_closes_too_early_ends_its_conversation_but_not_the_run(
    smapi: Smapi, world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    smapi.account.alexa.takes_for = {"when is the next stakes race": "stop"}
    assert world.run(main, "--yes", "anywhere-stakes-needs-a-track", "stop") == 1
    said = capfd.readouterr().out
    assert "the session closes, and there is no line for it" in said
    assert "the session closed early, and 2 more lines were not said" in said
    assert "aqueduct" not in smapi.account.alexa.heard


def test_another_skill_of_the_same_name_that_answers_is_told_of(
    smapi: Smapi, world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    smapi.account.alexa.skill_id = f"{smapi.account.alexa.skill_id[:-1]}f"
    smapi.account.alexa.use(DOT)
    assert world.run(main, "--yes", "stop") == 1
    assert "another skill answered: amzn1.ask.skill." in capfd.readouterr().out


def test_a_failed_simulation_is_told_with_amazons_word_for_it(
    smapi: Smapi, world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    smapi.account.fails = {"help": "An unexpected error occurred."}
    assert world.run(main, "--yes", "anywhere-help") == 1
    assert "the simulation failed: An unexpected error occurred." in capfd.readouterr().out


def test_a_simulation_that_never_ends_is_given_up_and_after_two_so_are_the_rest(
    smapi: Smapi, world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    smapi.account.endless = True
    assert world.run(main, "--yes", "stop", "anywhere-help", "anywhere-odds") == 2
    said, complained = capfd.readouterr()
    assert "has not ended after 60 seconds, and is given up here." in said
    assert "The track that was told last may still be remembered." in complained
    assert "0 of 2 conversations" in said
    assert "Not held: 1." in said
    assert sum(world.waited) < 200
    suite = junit(world)
    assert (suite.get("errors"), suite.get("skipped")) == ("2", "1")


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("<html>", "ask wrote something that is no JSON object: '<html>'"),
        ("[]", "ask wrote something that is no JSON object: '[]'"),
        ('{"id": "1"}', "get-skill-simulation tells of it in a form that is not its own"),
        ('{"status": "SUCCESSFUL", "result": {"alexaExecutionInfo": [1]}}', "in a form that is not its own"),
        ('{"status": "SUCCESSFUL", "result": {"skillExecutionInfo": {"invocations": [{}]}}}', "that is not its own"),
    ],
)
def test_an_answer_in_another_form_stops_its_conversation_and_is_reported(
    written: str, problem: str, world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    world.garbled = {"get-skill-simulation": written}
    assert world.run(main, "--yes", "stop") == 2
    assert problem in capfd.readouterr().out
    assert junit(world).get("errors") == "1"


@pytest.mark.parametrize("troubles", [[429, 429], [409], [503]])
def test_passing_trouble_before_a_line_is_taken_changes_nothing(
    troubles: list[int], smapi: Smapi, world: AlexaWorld
) -> None:
    smapi.troubles = {"simulate-skill": [*troubles], "get-skill-simulation": [500, RESET]}
    assert world.run(main, "--yes", "stop") == 0


def test_a_line_that_was_perhaps_said_has_the_conversation_begin_again(smapi: Smapi, world: AlexaWorld) -> None:
    # Of forgetting and opening, the first two, nothing is lost.
    smapi.losses = {"simulate-skill": [False, False, True]}
    assert world.run(main, "--yes", "stop") == 0
    assert smapi.account.alexa.heard.count("open talk horse racing") == 2


def test_a_login_that_expires_on_the_way_ends_the_run_and_says_what_to_do(
    smapi: Smapi, world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    smapi.expires_after = 6
    assert world.run(main, "--yes", "stop", "anywhere-help") == 2
    said = capfd.readouterr().out
    assert "refuses the login" in said
    assert "ask configure, then make alexa STAGE=dev" in said


@pytest.mark.parametrize("requests", range(3, 24))
def test_wherever_the_login_expires_it_is_told_and_so_is_a_track_that_may_be_left(
    requests: int, smapi: Smapi, world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    smapi.expires_after = requests
    code = world.run(main, "--yes", "stop")
    out, err = capfd.readouterr()
    if smapi.token:
        # It lasted to the end.
        assert code == 0
        assert "may still be remembered" not in err
        return
    assert "Next: ask configure, then make alexa STAGE=dev" in out + err
    if smapi.account.alexa.heard:
        assert "The track that was told last may still be remembered." in err
        assert (world.root / "build" / "alexa" / "dev.xml").is_file()


def test_it_says_what_is_lost_and_asks_nobody_who_is_not_there(
    smapi: Smapi, world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    assert world.run(main) == 2
    out, err = capfd.readouterr()
    assert "What is lost: the track that this Amazon account told the skill" in out
    assert "Next: make alexa STAGE=dev YES=yes" in err
    assert not smapi.account.alexa.heard


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("yes\n", 0), ("n\n", 2), ("", 2)])
def test_whoever_is_there_is_asked(
    typed: str, code: int, smapi: Smapi, world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    assert world.run(main, "stop", typed=typed, at_terminal=True) == code
    assert "Go on? [y/N]" in capfd.readouterr().out
    assert bool(smapi.account.alexa.heard) is (code == 0)


def test_a_conversation_that_is_not_there_is_named_with_those_that_are(
    world: AlexaWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    assert world.run(main, "--yes", "dark-day") == 2
    said = capfd.readouterr().err
    assert "is called dark-day. There are: anywhere-" in said
    assert not world.calls
