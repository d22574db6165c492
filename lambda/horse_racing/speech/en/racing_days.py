"""The answer whether a track races on a day, in words."""

from horse_racing.racing.card_answers import RacingDay
from horse_racing.speech.en.telling import Facts, facts_of
from horse_racing.speech.en.words import cardinal, clock_time, day_phrase, late
from horse_racing.speech.spoken import Hearing


@facts_of.register
def _(answer: RacingDay, hearing: Hearing) -> Facts:
    track, when, past = answer.track.name, day_phrase(answer.when), answer.when.is_past
    if answer.count is None:
        due = f"{track} {'was' if past else 'is'} due to race {when}"
        return Facts((f"{due}, but its races aren't listed{'' if past else ' yet'}.",))
    races = f"{cardinal(answer.count)} {'race' if answer.count == 1 else 'races'}"
    verb = ("was" if past else "is") if answer.count == 1 else ("were" if past else "are")
    first = f"{track} {'raced' if past else 'races'} {when}."
    return Facts((first, f"There {verb} {races}{_goes_off(answer, hearing)}."))


def _goes_off(answer: RacingDay, hearing: Hearing) -> str:
    """Say when the first race goes off, behind the number of races."""
    # Post times move, so only fresh data may name one.
    if answer.first is None or answer.first.post_time is None or answer.as_of or answer.when.is_past:
        return ""
    at, which = (
        clock_time(answer.first.post_time, answer.track, hearing.zone),
        "it" if answer.count == 1 else "the first",
    )
    if answer.first.is_over(hearing.now):
        return f", and {which} was at {at}"
    return f", and {which} {late(at) if answer.first.is_late(hearing.now) else f'goes off at {at}'}"
