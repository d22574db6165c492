"""When a race goes off, in words."""

from datetime import datetime, timedelta

from horse_racing.racing.answers_about_races import NextRace, NothingNext, PostTime
from horse_racing.speech.en.day_answers import next_day_there
from horse_racing.speech.en.race_phrases import cancelled, is_past, lowered, the_race, the_race_by_name
from horse_racing.speech.en.telling import Facts, facts_of
from horse_racing.speech.en.words import cardinal, clock_time, day_phrase, late, time_to_go
from horse_racing.speech.spoken import Hearing

# How long before a race its post time is told in minutes as well.
_SOON = timedelta(hours=1)


@facts_of.register
def _(answer: PostTime, hearing: Hearing) -> Facts:
    post_time, past = answer.race.post_time, is_past(answer, (answer.race,), hearing)
    if answer.race.is_cancelled:
        return Facts((cancelled(answer, past=past),))
    if post_time is None:
        return Facts((f"The post time of {lowered(the_race(answer))} isn't listed.",))
    which, at = the_race_by_name(answer), clock_time(post_time, answer.track, hearing.zone)
    if past:
        return Facts((f"{which} had a post time of {at}.",))
    if answer.race.is_late(hearing.now):
        return Facts((f"{which} {late(at)}.",))
    return Facts((f"{which} goes off at {at}.", _to_go(post_time, hearing.now)))


def _to_go(post_time: datetime, now: datetime) -> str:
    return time_to_go(post_time, now) if post_time - now < _SOON else ""


@facts_of.register
def _(answer: NextRace, hearing: Hearing) -> Facts:
    at = clock_time(answer.post_time, answer.track, hearing.zone)
    if answer.race.is_late(hearing.now):
        which = f"Race {cardinal(answer.race.number)}" if answer.race.number else "The next race"
        return Facts((f"{which} at {answer.track.name} {late(at)}.",))
    number = f"race {cardinal(answer.race.number)}, " if answer.race.number else ""
    first = f"The next race at {answer.track.name} is {number}at {at}."
    return Facts((first, time_to_go(answer.post_time, hearing.now)))


@facts_of.register
def _(answer: NothingNext, hearing: Hearing) -> Facts:  # noqa: ARG001 - as above
    where = f"at {answer.track.name} {day_phrase(answer.when)}"
    if answer.is_over:
        return Facts((f"The last post time {where} has passed.", next_day_there(answer.when, answer.next_day)))
    return Facts((f"There are more races {where}, but the next post time isn't listed.",))
