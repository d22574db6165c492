"""Which screen an answer has (docs/architecture.md has the same table)."""

from typing import Any, Literal, get_args

from horse_racing.screen.day_screens import card_screen, welcome_screen
from horse_racing.screen.list_screens import list_screen
from horse_racing.screen.race_screens import race_screen, results_screen
from horse_racing.screen.screens import Screen, ToShow

Document = Literal["welcome", "card", "race", "results", "list"]
DOCUMENTS: tuple[Document, ...] = get_args(Document)

# By the name of the answer's class. A card may turn out to hold just what is said, as where its day has no races.
SCREENS: dict[str, Document] = {
    "RaceCount": "card",
    "AllCancelled": "card",
    "NoRacesListed": "card",
    "NextRace": "card",
    "NothingNext": "card",
    "NoFeature": "card",
    "UnclearRace": "card",
    "NoSuchRace": "card",
    "PostTime": "card",
    "TrackCondition": "card",
    "RacingDay": "card",
    "NoResult": "card",
    "NotToCome": "card",
    "Runners": "race",
    "RaceDetails": "race",
    "RaceOdds": "race",
    "HorseEntry": "race",
    "Scratches": "race",
    "Result": "results",
    "EarlierResult": "results",
    "Payouts": "results",
    "TracksRacing": "list",
    "TracksRunning": "list",
    "StakesOfDay": "list",
    "StakesAround": "list",
    "SeveralStakes": "list",
    "NextStakes": "list",
    "NoStakes": "list",
    "SeveralHorses": "list",
    "NoSuchName": "list",
    "NoSuchRegion": "list",
}


def screen_of(to_show: ToShow) -> Screen:
    """Return the screen of a turn: that of its answer, else the one for whatever is said without one."""
    # Each screen takes the answers that the table leads to it.
    answer: Any = to_show.answer
    match SCREENS.get(type(answer).__name__):
        case "card":
            return card_screen(to_show, answer)
        case "race":
            return race_screen(to_show, answer)
        case "results":
            return results_screen(to_show, answer)
        case "list":
            return list_screen(to_show, answer)
    return welcome_screen(to_show)
