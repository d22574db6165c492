"""When a race goes off, in words."""

from datetime import datetime, timedelta

from horse_racing.racing.card_answers import PostTime
from horse_racing.speech.en.race_phrases import cancelled, is_past, lowered, the_race, the_race_by_name
from horse_racing.speech.en.telling import Facts, facts_of
from horse_racing.speech.en.words import clock_time, late, time_to_go
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
    if answer.as_of:
        # Post times move, and this is the one of then.
        return Facts((f"{which} has a post time of {at}.",))
    if answer.race.is_late(hearing.now):
        return Facts((f"{which} {late(at)}.",))
    return Facts((f"{which} goes off at {at}.", _to_go(post_time, hearing.now)))


def _to_go(post_time: datetime, now: datetime) -> str:
    return time_to_go(post_time, now) if post_time - now < _SOON else ""
