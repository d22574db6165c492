"""Answers about stakes races in words: the next one, those of a day, those of a day at many tracks."""

from dataclasses import replace

from horse_racing.racing.card_answers import (
    Looked,
    NextStakes,
    NoStakes,
    NotToCome,
    StakesAround,
    StakesOfDay,
    TrackRace,
)
from horse_racing.racing.cards import Race
from horse_racing.racing.tracks import Track
from horse_racing.speech.en.race_phrases import counted, is_past, place_of, raised, with_article
from horse_racing.speech.en.telling import Facts, facts_of
from horse_racing.speech.en.words import cardinal, clock_time, day_name, day_phrase, late, race_name, stakes_race
from horse_racing.speech.spoken import Hearing


@facts_of.register
def _(answer: NextStakes, hearing: Hearing) -> Facts:
    name, when = race_name(answer.race), day_phrase(answer.when)
    kind = stakes_race(answer.least_grade)
    # Which grade is known where only the best was asked for.
    grade = f", grade {cardinal(answer.race.grade)}," if answer.race.grade and answer.least_grade != 1 else ""
    which = f"{with_article(name)}{grade} {when}" if name else when
    place = _place_on_card(answer.race, answer.track, hearing)
    if answer.asked is None:
        return Facts((f"The next {kind} at {answer.track.name} is {which}.", place))
    asked = hearing.day(answer.asked)
    # Today there may have been one that is over.
    still = "" if asked.is_future else " still to come"
    none = f"I don't see a {kind}{still} at {answer.track.name} {day_phrase(asked)}."
    return Facts((none, f"The next one is {which}.", place))


def _place_on_card(race: Race, track: Track, hearing: Hearing) -> str:
    if race.post_time is None:
        return f"It's race {cardinal(race.number)}." if race.number else ""
    at = clock_time(race.post_time, track, hearing.zone)
    which = f"It's race {cardinal(race.number)}, " if race.number else ""
    if race.is_late(hearing.now):
        return f"{which or 'It '}{'which ' if which else ''}{late(at)}."
    return f"{which}at {at}." if which else f"Its post time is {at}."


@facts_of.register
def _(answer: NoStakes, hearing: Hearing) -> Facts:  # noqa: ARG001 - as above
    kind = stakes_race(answer.least_grade)
    first_day = f" from {day_name(answer.when)}" if answer.when.is_future else ""
    if answer.looked_through:
        through = day_name(answer.when.on(answer.looked_through))
        first = f"There is no {kind} still to come at {answer.track.name}{first_day} through {through}."
        return Facts((first, "I couldn't look any further right now."))
    where = f"at {answer.track.name}{first_day}{' on,' if first_day else ''}"
    return Facts((f"I don't see a {kind} still to come {where} on the entries published so far.",))


@facts_of.register
def _(answer: NotToCome, hearing: Hearing) -> Facts:  # noqa: ARG001 - as above
    return Facts((f"At {answer.track.name}, I can only look up stakes races that are still to come.",))


@facts_of.register
def _(answer: StakesOfDay, hearing: Hearing) -> Facts:
    where, past = place_of(answer), is_past(answer, answer.races, hearing)
    if not answer.races:
        return Facts((f"I don't see a {stakes_race(answer.least_grade)} {where}.",))
    items = tuple(_item(race, answer.track, hearing, has_time=not answer.as_of) for race in answer.races)
    return Facts((f"{_there_are(len(items), answer.least_grade, past=past)} {where}.",), items)


@facts_of.register
def _(answer: StakesAround, hearing: Hearing) -> Facts:
    return replace(_around(answer, hearing), title="Stakes races")


def _around(answer: StakesAround, hearing: Hearing) -> Facts:
    count, when = len(answer.races), day_phrase(answer.when)
    past = is_past(answer, [each.race for each in answer.races], hearing) if answer.races else answer.when.is_past
    left = " still to come" if answer.are_left else ""
    items = tuple(_item_around(each, hearing, has_time=not answer.as_of) for each in answer.races)
    if answer.looked.tracks < answer.looked.listed:
        return Facts(
            (f"I looked at {_of(answer.looked)} {when}, and found {_count(count, answer.least_grade)}{left}.",), items
        )
    if not answer.looked.listed:
        return Facts((f"I don't see any track listed {when}.",))
    where = f"{when} at the {counted(answer.looked.listed, 'track')} listed"
    if not count:
        return Facts((f"I don't see a {stakes_race(answer.least_grade)} {where}.",))
    return Facts((f"{_there_are(count, answer.least_grade, past=past)}{left} {where}.",), items)


def _of(looked: Looked) -> str:
    return f"{cardinal(looked.tracks)} of the {counted(looked.listed, 'track')} listed"


def _there_are(count: int, least_grade: int | None, *, past: bool) -> str:
    verb = ("was" if past else "is") if count == 1 else ("were" if past else "are")
    return f"There {verb} {_count(count, least_grade)}"


def _count(count: int, least_grade: int | None) -> str:
    return f"{cardinal(count) if count else 'no'} {stakes_race(least_grade, several=count > 1)}"


def _item(race: Race, track: Track, hearing: Hearing, at: str = "", *, has_time: bool) -> str:
    """Return "The Lantern Cove Mile, grade one, race nine at 4:16 PM."; `at` stands before the race."""
    name = race_name(race)
    number = f"race {cardinal(race.number)}" if race.number else ""
    # Post times move, so only fresh data may name one.
    is_timed = race.post_time is not None and has_time and not race.is_cancelled
    time = f"at {clock_time(race.post_time, track, hearing.zone)}" if is_timed and race.post_time else ""
    parts = (
        with_article(name) if name else "a stakes race",
        f"grade {cardinal(race.grade)}" if race.grade else "",
        at,
        " ".join(filter(None, (number, time))),
        "cancelled" if race.is_cancelled else "",
    )
    return f"{raised(', '.join(filter(None, parts)))}."


def _item_around(each: TrackRace, hearing: Hearing, *, has_time: bool) -> str:
    return _item(each.race, each.track, hearing, f"at {each.track.name}", has_time=has_time)
