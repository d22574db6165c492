"""Answers about a track's day in words: whether it races, its races, the next one."""

from datetime import date

from horse_racing.racing.answers import AllCancelled, NoRacesListed, RaceCount
from horse_racing.racing.days import RaceDay
from horse_racing.speech.en.telling import Facts, facts_of
from horse_racing.speech.en.words import cardinal, clock_time, day_phrase, late
from horse_racing.speech.spoken import Hearing


@facts_of.register
def _(answer: RaceCount, hearing: Hearing) -> Facts:
    past = answer.when.is_past or (answer.is_over and not answer.when.is_future and not answer.as_of)
    one = answer.count == 1
    verb = ("was" if one else "were") if past else ("is" if one else "are")
    races = f"{cardinal(answer.count)} {'race' if one else 'races'}"
    count = f"There {verb} {races} at {answer.track.name} {day_phrase(answer.when)}{_left(answer)}."
    # Post times move, so only fresh data may name one.
    times = () if answer.as_of or answer.when.is_past else (_begun(answer, hearing), _coming(answer, hearing))
    return Facts((count, _cancelled(answer.cancelled, past=past), *times))


def _left(answer: RaceCount) -> str:
    """Say how many of the races are still to be run, while there are fewer of them and some."""
    if not answer.left or answer.left == answer.count:
        return ""
    return f", and {cardinal(answer.left)} {'is' if answer.left == 1 else 'are'} left"


def _begun(answer: RaceCount, hearing: Hearing) -> str:
    """Say when the first race was, while others are still to come."""
    if not answer.has_begun or answer.is_over or answer.first is None or answer.first.post_time is None:
        return ""
    at = clock_time(answer.first.post_time, answer.track, hearing.zone)
    return f"The first was at {at}."


def _cancelled(count: int, *, past: bool) -> str:
    if not count:
        return ""
    if count == 1:
        return f"One other {'was' if past else 'is'} cancelled."
    return f"{cardinal(count).capitalize()} others {'were' if past else 'are'} cancelled."


def _coming(answer: RaceCount, hearing: Hearing) -> str:
    if answer.is_over:
        return "The last post time has passed."
    if answer.coming is None or answer.coming.post_time is None:
        return "The next post time isn't listed." if answer.has_begun else "The post times aren't listed."
    at = clock_time(answer.coming.post_time, answer.track, hearing.zone)
    number = f"race {cardinal(answer.coming.number)}" if answer.coming.number else ""
    if answer.coming.is_late(hearing.now):
        first = "It" if answer.count == 1 else "The first" if not answer.has_begun else "The next one"
        which = f", {number}," if answer.has_begun and number else ""
        return f"{first}{which} {late(at)}."
    if answer.has_begun:
        return f"The next one is {number}, at {at}." if number else f"The next one is at {at}."
    return f"Its post time is {at}." if answer.count == 1 else f"The first is at {at}."


@facts_of.register
def _(answer: AllCancelled, hearing: Hearing) -> Facts:  # noqa: ARG001 - as above
    where, past = f"at {answer.track.name} {day_phrase(answer.when)}", answer.when.is_past
    if answer.count == 1:
        return Facts((f"The only race {where} {'was' if past else 'is'} cancelled.",))
    return Facts((f"All {cardinal(answer.count)} races {where} {'were' if past else 'are'} cancelled.",))


@facts_of.register
def _(answer: NoRacesListed, hearing: Hearing) -> Facts:  # noqa: ARG001 - as above
    track, when = answer.track.name, day_phrase(answer.when)
    if answer.is_listed and answer.when.is_future:
        first = f"{track} is due to race {when}, but its races aren't listed yet."
    else:
        first = f"No races {'were' if answer.when.is_past else 'are'} listed at {track} {when}."
    return Facts((first, next_day_there(answer.when, answer.next_day)))


def next_day_there(when: RaceDay, day: date | None) -> str:
    """Say which day a track races next, nothing where that is not known."""
    return f"The next race day listed there is {day_phrase(when.on(day), on='')}." if day else ""
