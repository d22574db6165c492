"""What touching a screen means: the intent that might have been said instead, with what fills its slots."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from horse_racing.racing.tracks import TrackCatalogue
from horse_racing.screen.touch import Target, Touch, touch_in
from horse_racing.skill.kinds import HOW_MANY, RESULTS, RUNNERS
from horse_racing.skill.question import Question
from horse_racing.skill.slots import EASTERN, FURTHEST_DAY, Heard
from horse_racing.skill.stored_slots import MOST_LISTED, MOST_RACES

_ABOUT_A_DAY = {Target.RACES: HOW_MANY, Target.RUNNERS: RUNNERS, Target.RESULT: RESULTS}


def intent_of(arguments: object, catalogue: TrackCatalogue, now: datetime) -> tuple[str, Heard] | None:
    """Return the intent that a touch stands for, and what was said for its slots; None for one that means nothing."""
    touch = touch_in(arguments)
    track = catalogue.get(touch.code) if touch else None
    match touch:
        case Touch(target=Target.MORE):
            return "AMAZON.MoreIntent", Heard()
        case Touch(target=Target.PLACE, number=place):
            return "RaceIntent", Heard(race=(place,), position=place, is_ordinal=True)
        case Touch(target=Target.TRACK) if track:
            return "TrackIntent", Heard(track=track)
        case Touch(day=date() as day, number=number) if track and number <= MOST_RACES and _is_near(day, now):
            race = (number,) if number else None
            return _ABOUT_A_DAY[touch.target].intent, Heard(track=track, day=day, race=race)
    return None


def _is_near(day: date, now: datetime) -> bool:
    return abs(day - now.astimezone(EASTERN).date()) <= FURTHEST_DAY


def questions_on(properties: Mapping[str, Any]) -> tuple[Question, ...]:
    """Return what the items of a list, or the races of a card, ask when they are touched.

    So "the second one" asks it as well. There are none unless each of the first can be touched.
    """
    items = properties.get("items") or properties.get("races") or ()
    touches = [touch_in(item.get("touch")) for item in items[:MOST_LISTED]]
    questions = tuple(_question(touch) for touch in touches if touch and touch.target in _ABOUT_A_DAY)
    return questions if len(questions) == len(touches) else ()


def _question(touch: Touch) -> Question:
    return Question(_ABOUT_A_DAY[touch.target], touch.code, touch.day, touch.number or None)
