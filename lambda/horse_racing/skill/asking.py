"""How each kind of question is put to `racing/`.

What only some questions need is imported when the first of them is asked: a start would take longer for all of it.
"""

import re
from datetime import date
from typing import TYPE_CHECKING

from horse_racing.racing import race_count
from horse_racing.racing.answers import TrackAnswer, TracksAnswer
from horse_racing.racing.inquiry import Inquiry, RaceChoice, Search
from horse_racing.racing.listed_tracks import tracks_racing

if TYPE_CHECKING:
    from horse_racing.racing.card_answers import HorseEntry

Facts = TrackAnswer | TracksAnswer
Day = date | None
Choice = RaceChoice | None

# The id of a state, a province or a country.
_REGION = re.compile(r"[A-Z]{2}(-[A-Z]{2})?")

# What the slot of a grade holds; "graded" is any of them.
_LEAST_GRADES = {"1": 1, "2": 2, "3": 3, "graded": 3}


def how_many_races(ask: Inquiry, day: Day, _: Choice, __: str) -> Facts:
    """Count the races of a day."""
    return race_count.how_many_races(ask, day)


def next_stakes(ask: Inquiry, day: Day, _: Choice, grade: str) -> Facts:
    """Find the next stakes race, of that grade or better."""
    from horse_racing.racing.card_questions import next_stakes

    return next_stakes(ask, day, _LEAST_GRADES.get(grade))


def next_race(ask: Inquiry, _: Day, __: Choice, ___: str) -> Facts:
    """Find the next race to go off."""
    from horse_racing.racing.card_questions import next_race

    return next_race(ask)


def runners(ask: Inquiry, day: Day, race: Choice, _: str) -> Facts:
    """Tell who runs in a race."""
    from horse_racing.racing.card_questions import runners_of

    return runners_of(ask, race or "next", day)


def scratches(ask: Inquiry, day: Day, race: Choice, _: str) -> Facts:
    """Tell what has changed in a race, or on the whole card."""
    from horse_racing.racing.card_questions import scratches_of

    return scratches_of(ask, race, day)


def results(ask: Inquiry, day: Day, race: Choice, name: str) -> Facts:
    """Tell who won a race: by its name, else the one asked for, else the last one."""
    if name:
        from horse_racing.racing.name_questions import result_by_name

        return result_by_name(ask, day, name)
    from horse_racing.racing.result_questions import results_of

    return results_of(ask, race or "last", day)


def results_anywhere(search: Search, name: str, *, has_day: bool) -> Facts:
    """Tell who won the race of that name."""
    from horse_racing.racing.name_questions import result_anywhere

    return result_anywhere(search, name, has_day=has_day)


def post_time(ask: Inquiry, day: Day, race: Choice, name: str) -> Facts:
    """Tell when a race goes off: by its name, else the one asked for."""
    if name:
        from horse_racing.racing.name_questions import post_time_by_name

        return post_time_by_name(ask, day, name)
    from horse_racing.racing.race_questions import post_time_of

    return post_time_of(ask, race, day)


def post_time_anywhere(search: Search, name: str, *, has_day: bool) -> Facts:
    """Tell when the race of that name goes off."""
    from horse_racing.racing.name_questions import post_time_anywhere

    return post_time_anywhere(search, name, has_day=has_day)


def race_details(ask: Inquiry, day: Day, race: Choice, _: str) -> Facts:
    """Tell what kind of race it is."""
    from horse_racing.racing.race_questions import details_of

    return details_of(ask, race or "next", day)


def odds(ask: Inquiry, day: Day, race: Choice, _: str) -> Facts:
    """Tell the lowest odds of a race."""
    from horse_racing.racing.race_questions import odds_of

    return odds_of(ask, race or "next", day)


def horse(ask: Inquiry, day: Day, _: Choice, name: str) -> Facts:
    """Tell where a horse is entered at a track, and how it ran."""
    from horse_racing.racing.name_questions import horse_at

    return horse_at(ask, day, name)


def horse_anywhere(search: Search, name: str, *, has_day: bool) -> Facts:
    """Tell where a horse is entered, and how it ran."""
    from horse_racing.racing.name_questions import horse_anywhere

    return horse_anywhere(search, name, has_day=has_day)


def payouts(ask: Inquiry, day: Day, race: Choice, wager: str) -> Facts:
    """Tell what a race paid."""
    from horse_racing.racing.payout_questions import payouts_of

    return payouts_of(ask, race, day, wager)


def track_condition(ask: Inquiry, _: Day, __: Choice, ___: str) -> Facts:
    """Tell what the surfaces and the weather are like."""
    from horse_racing.racing.day_questions import track_condition

    return track_condition(ask)


def racing_days(ask: Inquiry, day: Day, _: Choice, __: str) -> Facts:
    """Tell whether a track races on a day, else when it does next."""
    from horse_racing.racing.day_questions import racing_day

    return racing_day(ask, day, is_next=day is None)


def stakes(ask: Inquiry, day: Day, _: Choice, grade: str) -> Facts:
    """Name the stakes races of a track's day."""
    from horse_racing.racing.day_questions import stakes_of_day

    return stakes_of_day(ask, day, _LEAST_GRADES.get(grade))


def stakes_anywhere(search: Search, grade: str, *, has_day: bool) -> Facts:  # noqa: ARG001 - as the others
    """Name the stakes races of a day."""
    from horse_racing.racing.day_questions import stakes_around

    return stakes_around(search, _LEAST_GRADES.get(grade))


def tracks(search: Search, region: str, *, has_day: bool) -> Facts:  # noqa: ARG001 - as the others
    """Name the tracks that race on a day, or that still do right now; a region that is no id is none that is known."""
    if region and not _REGION.fullmatch(region):
        from horse_racing.racing.card_answers import NoSuchRegion

        return NoSuchRegion(search.when, None, region)
    if not search.is_now:
        return tracks_racing(search, region)
    from horse_racing.racing.day_questions import tracks_running

    return tracks_running(search, region)


def race_told(answer: Facts) -> int | None:
    """Return the number of the race that an answer with a list is about, None where it is about none or several."""
    from horse_racing.racing.answers_about_races import Runners, Scratches

    match answer:
        case Runners():
            return answer.race.number
        case Scratches() if answer.is_one_race:
            return answer.races[0].number
    return None


def races_to_choose_from(answer: Facts) -> tuple[int, ...]:
    """Return the numbers of the races that an answer asks to choose from, none where one of them has none."""
    from horse_racing.racing.answers_about_races import SeveralStakes

    races = answer.races if isinstance(answer, SeveralStakes) else ()
    numbers = tuple(race.number for race in races if race.number)
    return numbers if len(numbers) == len(races) else ()


def several_horses(answer: Facts) -> "tuple[HorseEntry, ...]":
    """Return the entries of an answer that asks which horse is meant, none for any other."""
    from horse_racing.racing.card_answers import SeveralHorses

    return answer.entries if isinstance(answer, SeveralHorses) else ()
