"""The wording of answers about a horse by its name."""

from dataclasses import replace
from datetime import timedelta

import pytest

from horse_racing.racing.card_answers import HorseEntry, Looked, NoSuchName, SeveralHorses
from horse_racing.racing.cards import Entry, Odds, Race, Runner
from horse_racing.racing.days import RaceDay
from horse_racing.racing.results import Finisher, RaceResult
from horse_racing.screen.text_card import text_card_of
from horse_racing.speech.en import English, more_answers
from horse_racing.speech.spoken import Answered, Ask, Asks, Hearing, WhichHorse
from tests.support.fakes import MORNING, SATURDAY, track

en = English()

TODAY = RaceDay(SATURDAY, SATURDAY)
TOMORROW = RaceDay(SATURDAY + timedelta(days=1), SATURDAY)
YESTERDAY = RaceDay(SATURDAY - timedelta(days=1), SATURDAY)
TEN_MINUTES_AGO = MORNING - timedelta(minutes=10)
POST = MORNING + timedelta(hours=5, minutes=30)
SARATOGA, DEL_MAR = track("SAR"), track("DMR")
FIVE = Race(5, POST)
NINE = Race(9, POST, "Lantern Cove Mile", is_stakes=True, grade=1)
RUN = replace(FIVE, has_finished=True)
FOOTNOTE = Runner("TADPOLE FOOTNOTE (IRE)", "4", "JANE DOE", trainer="John Roe", morning_line=Odds(5, 2))
ALONE = Runner("Tadpole Footnote")
ALSO_ELIGIBLE, MAIN_TRACK = (replace(ALONE, entry=entry) for entry in (Entry.ALSO_ELIGIBLE, Entry.MAIN_TRACK_ONLY))
OTHERS = (Finisher(1, "Alpha"), Finisher(2, "Beta"), Finisher(3, "Gamma"))
RESULT = RaceResult(5, OTHERS, also_ran=("Delta",))
WON = replace(RESULT, finishers=(Finisher(1, "Tadpole Footnote"), *OTHERS[1:]))
SECOND = replace(RESULT, finishers=(OTHERS[0], Finisher(2, "Tadpole Footnote (IRE)"), OTHERS[2]))
DEAD_HEAT = replace(RESULT, finishers=(OTHERS[0], Finisher(1, "Tadpole Footnote"), OTHERS[2]))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            HorseEntry(SARATOGA, TODAY, None, FIVE, FOOTNOTE),
            (
                "Tadpole Footnote runs in race five at Saratoga today, at 2:30 PM Eastern, as number four. Jane Doe "
                "rides, and John Roe trains it. The morning line is five to two."
            ),
        ),
        (
            HorseEntry(SARATOGA, TODAY, TEN_MINUTES_AGO, NINE, FOOTNOTE),
            (
                "As of ten minutes ago, Tadpole Footnote runs in race nine, the Lantern Cove Mile, at Saratoga "
                "today, as number four. Jane Doe rides, and John Roe trains it. The morning line is five to two."
            ),
        ),
        (
            HorseEntry(
                SARATOGA, TOMORROW, None, replace(NINE, number=None), replace(FOOTNOTE, jockey="", morning_line=None)
            ),
            (
                "Tadpole Footnote runs in the Lantern Cove Mile at Saratoga tomorrow, at 2:30 PM Eastern, as number "
                "four. John Roe trains it."
            ),
        ),
        (
            HorseEntry(
                SARATOGA, TODAY, None, replace(FIVE, post_time=None), replace(FOOTNOTE, trainer="", program_number="")
            ),
            ("Tadpole Footnote runs in race five at Saratoga today. Jane Doe rides. The morning line is five to two."),
        ),
        (
            HorseEntry(
                SARATOGA,
                TODAY,
                None,
                replace(FIVE, has_finished=False, post_time=MORNING - timedelta(minutes=5)),
                ALONE,
            ),
            "Tadpole Footnote runs in race five at Saratoga today, due at 8:55 AM Eastern.",
        ),
        (
            HorseEntry(SARATOGA, TODAY, None, FIVE, replace(FOOTNOTE, entry=Entry.UNKNOWN)),
            (
                "Tadpole Footnote is listed in race five at Saratoga today, at 2:30 PM Eastern, as number four. Jane "
                "Doe rides, and John Roe trains it. The morning line is five to two."
            ),
        ),
        (
            HorseEntry(SARATOGA, TODAY, None, FIVE, replace(FOOTNOTE, entry=Entry.SCRATCHED)),
            "Tadpole Footnote is scratched from race five at Saratoga today.",
        ),
        (
            HorseEntry(SARATOGA, YESTERDAY, None, FIVE, replace(FOOTNOTE, entry=Entry.SCRATCHED)),
            "Tadpole Footnote was scratched from race five at Saratoga yesterday.",
        ),
        (
            HorseEntry(SARATOGA, TODAY, None, FIVE, ALSO_ELIGIBLE),
            (
                "Tadpole Footnote is also eligible in race five at Saratoga today, and runs only if others are "
                "scratched."
            ),
        ),
        (
            HorseEntry(SARATOGA, YESTERDAY, None, FIVE, ALSO_ELIGIBLE, RESULT),
            "Tadpole Footnote was also eligible in race five at Saratoga yesterday.",
        ),
        (
            HorseEntry(SARATOGA, YESTERDAY, None, FIVE, ALSO_ELIGIBLE, WON),
            "Tadpole Footnote won race five at Saratoga yesterday.",
        ),
        (
            HorseEntry(SARATOGA, TODAY, None, FIVE, MAIN_TRACK),
            (
                "Tadpole Footnote is entered for the main track only in race five at Saratoga today, so it runs only "
                "if the race comes off the turf."
            ),
        ),
        (
            HorseEntry(SARATOGA, YESTERDAY, None, FIVE, MAIN_TRACK),
            "Tadpole Footnote was entered for the main track only in race five at Saratoga yesterday.",
        ),
        (
            HorseEntry(SARATOGA, YESTERDAY, None, FIVE, MAIN_TRACK, replace(RESULT, also_ran=("Tadpole Footnote",))),
            "Tadpole Footnote wasn't among the first three in race five at Saratoga yesterday.",
        ),
        (
            HorseEntry(SARATOGA, TODAY, None, replace(FIVE, is_cancelled=True), FOOTNOTE),
            "Tadpole Footnote was entered in race five at Saratoga today, which is cancelled.",
        ),
        (
            HorseEntry(SARATOGA, YESTERDAY, None, replace(FIVE, is_cancelled=True), FOOTNOTE),
            "Tadpole Footnote was entered in race five at Saratoga yesterday, which was cancelled.",
        ),
        (HorseEntry(SARATOGA, TODAY, None, RUN, FOOTNOTE, WON), "Tadpole Footnote won race five at Saratoga today."),
        (
            HorseEntry(SARATOGA, YESTERDAY, None, RUN, FOOTNOTE, SECOND),
            "Tadpole Footnote was second in race five at Saratoga yesterday.",
        ),
        (
            HorseEntry(SARATOGA, TODAY, None, RUN, FOOTNOTE, DEAD_HEAT),
            "Tadpole Footnote dead-heated for first in race five at Saratoga today.",
        ),
        (
            HorseEntry(SARATOGA, TODAY, None, RUN, FOOTNOTE, RESULT),
            "Tadpole Footnote wasn't among the first three in race five at Saratoga today.",
        ),
        (
            HorseEntry(SARATOGA, TODAY, None, RUN, FOOTNOTE, replace(RESULT, finishers=OTHERS[:1])),
            "Tadpole Footnote didn't win race five at Saratoga today.",
        ),
        (
            HorseEntry(SARATOGA, TODAY, None, RUN, FOOTNOTE),
            "Race five at Saratoga today, with Tadpole Footnote, has been run, and I don't have its result.",
        ),
        (
            HorseEntry(SARATOGA, YESTERDAY, None, FIVE, FOOTNOTE),
            "Race five at Saratoga yesterday, with Tadpole Footnote, was run, and I don't have its result.",
        ),
    ],
)
def test_a_horse_is_told_of_with_its_race(answer: HorseEntry, said: str) -> None:
    reply = en.told(answer, Hearing(MORNING))
    assert isinstance(reply, Answered)
    assert reply.speech.plain() == f"{said} Goodbye."
    assert (reply.shown.title, reply.shown.facts.plain()) == ("Saratoga", said)


def test_without_what_tells_the_odds_none_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(more_answers.horse_answers, "_OF_A_RUNNER", [])
    said = en.told(HorseEntry(SARATOGA, TODAY, None, FIVE, FOOTNOTE), Hearing(MORNING)).speech.plain()
    assert said.endswith("as number four. Jane Doe rides, and John Roe trains it. Goodbye.")


LANTERN = HorseEntry(SARATOGA, TODAY, None, FIVE, Runner("BLUE LANTERN (IRE)"))
LANYARD = HorseEntry(DEL_MAR, TOMORROW, None, Race(2, POST), Runner("Blue Lanyard"))
LANTANA = HorseEntry(DEL_MAR, TODAY, None, NINE, Runner("Blue Lantana"))


@pytest.mark.parametrize(
    ("entries", "said", "again"),
    [
        (
            (LANTERN, LANYARD),
            (
                "I know two horses like that: Blue Lantern, in race five at Saratoga, "
                "and Blue Lanyard, in race two at Del Mar tomorrow."
            ),
            "Blue Lantern, or Blue Lanyard?",
        ),
        (
            (LANTERN, LANYARD, LANTANA, LANYARD),
            (
                "I know four horses like that, among them Blue Lantern, in race five at Saratoga, "
                "Blue Lanyard, in race two at Del Mar tomorrow, and Blue Lantana, in race nine at Del Mar."
            ),
            "Blue Lantern, Blue Lanyard, or Blue Lantana?",
        ),
        (
            (LANTERN, replace(LANTERN, track=DEL_MAR)),
            (
                "I know two horses like that: Blue Lantern, in race five at Saratoga, "
                "and Blue Lantern, in race five at Del Mar."
            ),
            "The first one, or the second one?",
        ),
    ],
)
def test_which_of_several_horses_is_meant_is_asked_without_a_card(
    entries: tuple[HorseEntry, ...], said: str, again: str
) -> None:
    reply = en.told(SeveralHorses(TODAY, None, entries), Hearing(MORNING))
    assert isinstance(reply, WhichHorse)
    assert reply.asks is Asks.HORSE
    assert reply.speech.plain() == f"{said} Which one would you like?"
    assert reply.reprompt.plain() == again
    assert text_card_of(reply) is None


DAY = timedelta(days=1)
NEXT_SATURDAY, LAST_SATURDAY = RaceDay(SATURDAY + 7 * DAY, SATURDAY), RaceDay(SATURDAY - 7 * DAY, SATURDAY)
ASK_ANOTHER = "You can ask, who's running in race five."
LOOK_THERE = "Tell me its track, and I'll look there."


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            NoSuchName(TODAY, None, "tadpole footnote", is_horse=True, looked=Looked(4, 9, TOMORROW)),
            (
                "I don't see a horse called tadpole footnote at the four of nine tracks I looked at, through tomorrow. "
                f"{LOOK_THERE}"
            ),
        ),
        (
            NoSuchName(TODAY, None, "the derby", is_horse=False, looked=Looked(4, 9, TODAY.on(TODAY.day - DAY))),
            (
                "I don't see a race called the derby at the four of nine tracks I looked at, back to yesterday. "
                f"{LOOK_THERE}"
            ),
        ),
        (
            NoSuchName(TODAY, None, "the derby", is_horse=False, looked=Looked(9, 9, TODAY)),
            (
                "I don't see a race called the derby at the nine tracks listed today. "
                f"Entries are drawn only about a week ahead. {ASK_ANOTHER}"
            ),
        ),
        (
            NoSuchName(TODAY, None, "the derby", is_horse=False, looked=Looked(1, 1, LAST_SATURDAY), track=SARATOGA),
            (
                "I don't see a race called the derby on the cards at Saratoga back to Saturday, November 14. "
                f"{ASK_ANOTHER}"
            ),
        ),
        (
            NoSuchName(
                TODAY, None, "tadpole footnote", is_horse=True, looked=Looked(1, 1, NEXT_SATURDAY), track=SARATOGA
            ),
            (
                "I don't see a horse called tadpole footnote on the cards at Saratoga through Saturday, November 28. "
                f"{ASK_ANOTHER}"
            ),
        ),
        (
            NoSuchName(TODAY, TEN_MINUTES_AGO, "footnote", is_horse=True, looked=Looked(1, 1, TODAY), track=SARATOGA),
            f"As of ten minutes ago, I don't see a horse called footnote on the cards at Saratoga today. {ASK_ANOTHER}",
        ),
        (
            NoSuchName(TODAY, None, "footnote", is_horse=True, looked=Looked(0, 0, TOMORROW)),
            f"I don't see a horse called footnote at any track through tomorrow. {ASK_ANOTHER}",
        ),
    ],
)
def test_a_name_that_is_on_no_card_is_said_back_with_how_far_it_was_looked_for(answer: NoSuchName, said: str) -> None:
    reply = en.told(answer, Hearing(MORNING))
    assert isinstance(reply, Ask)
    assert reply.speech.plain() == f"{said} What would you like to know?"
