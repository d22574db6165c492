"""The names that Alexa is told to listen for: whose they are, how many, and in which form."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from horse_racing.racing.cards import Card, Entry, Race, Runner
from horse_racing.skill.entities import MOST_NAMES, NamesToHear, directive_for, names_to_come
from horse_racing.speech.en import English
from tests.support.fakes import FIRST_POST, MORNING, races

WORDS = English()


def field(*horses: str) -> tuple[Runner, ...]:
    return tuple(map(Runner, horses))


def names(*card: Race) -> NamesToHear:
    return names_to_come(Card(card), MORNING, WORDS)


def test_the_horses_of_the_next_race_come_first_and_those_that_have_run_not_at_all() -> None:
    one, two, three = races(3)
    card = (
        replace(three, runners=field("LATER HORSE")),
        replace(one, runners=field("Gone Before"), has_finished=True),
        replace(two, runners=field("Blue Lantern (IRE)", "Quiet Harbor")),
    )
    assert names(*card).horses == ("Blue Lantern", "Quiet Harbor", "Later Horse")


def test_on_the_last_day_of_february_there_are_names_as_well() -> None:
    leap = datetime(2028, 2, 29, 14, 0, tzinfo=UTC)
    race = Race(1, leap + timedelta(hours=3), runners=field("Blue Lantern"))
    nameless = Race(2, None, runners=field("Quiet Harbor"))
    assert names_to_come(Card((nameless, race)), leap, WORDS).horses == ("Blue Lantern", "Quiet Harbor")


def test_a_scratched_horse_is_not_listened_for() -> None:
    runners = (Runner("Quiet Harbor", entry=Entry.SCRATCHED), Runner("Blue Lantern"))
    assert names(Race(1, FIRST_POST, runners=runners)).horses == ("Blue Lantern",)


def test_stakes_races_follow_where_the_horses_leave_room() -> None:
    stakes = Race(1, FIRST_POST, name="Lantern Cove S. (G1)", is_stakes=True, runners=field("Blue Lantern"))
    assert names(stakes).races == ("Lantern Cove Stakes",)
    full = replace(stakes, runners=field(*(f"Horse {number}" for number in range(MOST_NAMES + 20))))
    told = names(full)
    assert len(told.horses) == MOST_NAMES
    assert told.races == ()


def test_names_replace_those_of_before_and_no_names_clear_them() -> None:
    assert directive_for(NamesToHear(("Blue Lantern",), ("Lantern Cove Stakes",))) == {
        "type": "Dialog.UpdateDynamicEntities",
        "updateBehavior": "REPLACE",
        "types": [
            {"name": "HORSE_NAME", "values": [{"name": {"value": "Blue Lantern"}}]},
            {"name": "RACE_NAME", "values": [{"name": {"value": "Lantern Cove Stakes"}}]},
        ],
    }
    assert directive_for(NamesToHear()) == {"type": "Dialog.UpdateDynamicEntities", "updateBehavior": "CLEAR"}
