"""Answers put into words: facts in, sentences out."""

from datetime import datetime
from functools import singledispatch

from horse_racing.racing.answers import AllCancelled, NextStakes, NoRacesListed, NoStakes, RaceCount, TrackAnswer
from horse_racing.racing.cards import Race
from horse_racing.racing.tracks import Track
from horse_racing.speech.en.prompts import GOODBYE
from horse_racing.speech.en.words import age, cardinal, clock_time, day_name, day_phrase, race_name
from horse_racing.speech.spoken import Answered, Reply, speech


def told(answer: TrackAnswer, now: datetime) -> Reply:
    """Put an answer into words, with its age when it has one; `now` is aware UTC."""
    facts = _sentences(answer)
    if answer.as_of:
        first = facts[0] if facts[0].startswith(answer.track.name) else facts[0][0].lower() + facts[0][1:]
        facts = [f"As of {age(answer.as_of, now)}, {first}", *facts[1:]]
    return Answered(speech(*facts, GOODBYE), title=answer.track.name, facts=speech(*facts))


@singledispatch
def _sentences(answer: TrackAnswer) -> list[str]:
    raise NotImplementedError(type(answer).__name__)


@_sentences.register
def _(answer: RaceCount) -> list[str]:
    past = answer.when.is_past or (answer.is_over and not answer.when.is_future and not answer.as_of)
    one = answer.count == 1
    verb = ("was" if one else "were") if past else ("is" if one else "are")
    races = f"{cardinal(answer.count)} {'race' if one else 'races'}"
    count = f"There {verb} {races} at {answer.track.name} {day_phrase(answer.when)}."
    # Post times move, so only fresh data may name one.
    coming = "" if answer.as_of or answer.when.is_past else _coming(answer)
    return [count, _cancelled(answer.cancelled, past=past), coming]


def _cancelled(count: int, *, past: bool) -> str:
    if not count:
        return ""
    if count == 1:
        return f"One other {'was' if past else 'is'} cancelled."
    return f"{cardinal(count).capitalize()} others {'were' if past else 'are'} cancelled."


def _coming(answer: RaceCount) -> str:
    if answer.is_over:
        return "The last post time has passed."
    if answer.coming is None or answer.coming.post_time is None:
        return "The next post time isn't listed." if answer.has_begun else "The post times aren't listed."
    at = clock_time(answer.coming.post_time, answer.track)
    if answer.has_begun:
        number = answer.coming.number
        return f"The next one is race {cardinal(number)}, at {at}." if number else f"The next one is at {at}."
    return f"Its post time is {at}." if answer.count == 1 else f"The first is at {at}."


@_sentences.register
def _(answer: AllCancelled) -> list[str]:
    where, past = f"at {answer.track.name} {day_phrase(answer.when)}", answer.when.is_past
    if answer.count == 1:
        return [f"The only race {where} {'was' if past else 'is'} cancelled."]
    return [f"All {cardinal(answer.count)} races {where} {'were' if past else 'are'} cancelled."]


@_sentences.register
def _(answer: NoRacesListed) -> list[str]:
    track, when = answer.track.name, day_phrase(answer.when)
    if answer.is_listed and answer.when.is_future:
        first = f"{track} is due to race {when}, but its races aren't listed yet."
    else:
        first = f"No races {'were' if answer.when.is_past else 'are'} listed at {track} {when}."
    if not answer.next_day:
        return [first]
    return [first, f"The next race day listed there is {day_phrase(answer.when.on(answer.next_day), on='')}."]


@_sentences.register
def _(answer: NextStakes) -> list[str]:
    name, when = race_name(answer.race), day_phrase(answer.when)
    article = "" if name.lower().startswith("the ") else "the "
    grade = f", grade {cardinal(answer.race.grade)}," if answer.race.grade else ""
    which = f"{article}{name}{grade} {when}" if name else when
    first = f"The next stakes race at {answer.track.name} is {which}."
    return [first, _place_on_card(answer.race, answer.track)]


def _place_on_card(race: Race, track: Track) -> str:
    if race.post_time is None:
        return f"It's race {cardinal(race.number)}." if race.number else ""
    at = clock_time(race.post_time, track)
    return f"It's race {cardinal(race.number)}, at {at}." if race.number else f"Its post time is {at}."


@_sentences.register
def _(answer: NoStakes) -> list[str]:
    if answer.looked_through:
        through = day_name(answer.when.on(answer.looked_through))
        return [
            f"There is no stakes race still to come at {answer.track.name} through {through}.",
            "I couldn't look any further right now.",
        ]
    return [f"There is no stakes race still to come on the entries published so far for {answer.track.name}."]
