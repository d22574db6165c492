"""Answers about many tracks in words: which are listed on a day, and which still race."""

from horse_racing.racing.answers import TracksRacing
from horse_racing.racing.card_answers import NoSuchRegion, TrackRace, TracksRunning
from horse_racing.speech.en.names import plain_name
from horse_racing.speech.en.prompts import WHAT_TO_KNOW
from horse_racing.speech.en.race_phrases import counted, raised
from horse_racing.speech.en.regions import in_region
from horse_racing.speech.en.telling import Facts, facts_of
from horse_racing.speech.en.words import cardinal, clock_time, day_phrase
from horse_racing.speech.spoken import Ask, Hearing, speech

_TITLE = "Tracks racing"


@facts_of.register
def _(answer: TracksRacing, hearing: Hearing) -> Facts:  # noqa: ARG001 - all of them are called alike
    names = (*(track.name for track in answer.tracks), *map(plain_name, answer.others))
    where, when, past = in_region(answer.region), day_phrase(answer.when), answer.when.is_past
    if not names:
        first = f"I don't see any track{where} listed {when}."
    elif len(names) == 1:
        first = f"One track{where} {'was' if past else 'is'} listed {when}."
    else:
        first = f"{cardinal(len(names)).capitalize()} tracks{where} {'were' if past else 'are'} listed {when}."
    return Facts((first,), tuple(f"{name}." for name in names), title=_TITLE)


@facts_of.register
def _(answer: TracksRunning, hearing: Hearing) -> Facts:
    where, looked, count = in_region(answer.region), answer.looked.tracks, len(answer.races)
    when = day_phrase(answer.when)
    if not answer.looked.listed:
        return Facts((f"I don't see any track{where} listed {when}.",), title=_TITLE)
    left_out = _left_out(answer.looked.listed - looked, where)
    if not count:
        return Facts((f"No track{where} I looked at has a race still to come {when}.", left_out), title=_TITLE)
    verb, races = ("has", "a race") if count == 1 else ("have", "races")
    first = f"{_share(count, looked, where)} still {verb} {races} to come {when}."
    items = tuple(_next_at(each, hearing, has_time=not answer.as_of) for each in answer.races)
    return Facts((first, left_out), items, title=_TITLE)


@facts_of.register
def _(answer: NoSuchRegion, hearing: Hearing) -> Facts:  # noqa: ARG001 - as above
    first = f"I know tracks by their state, province, or country, and {answer.name} is none that I know."
    example = "You can ask, which tracks are racing in California."
    return Facts((first, example), asks=Ask(speech(WHAT_TO_KNOW), speech(WHAT_TO_KNOW)))


def _share(count: int, looked: int, where: str) -> str:
    """Return "Five of the nine tracks I looked at"."""
    if looked == 1:
        return f"The one track{where} I looked at"
    if count == looked:
        return f"{'Both' if looked == 2 else f'All {cardinal(looked)}'} tracks{where} I looked at"  # noqa: PLR2004
    return f"{raised(cardinal(count))} of the {counted(looked, 'track')}{where} I looked at"


def _left_out(count: int, where: str) -> str:
    if count < 1:
        return ""
    return f"There {'is' if count == 1 else 'are'} {cardinal(count)} more{where} that I couldn't look at."


def _next_at(each: TrackRace, hearing: Hearing, *, has_time: bool) -> str:
    """Return "Saratoga, race five at 2:30 PM."."""
    race = each.race
    number = f"race {cardinal(race.number)}" if race.number else ""
    time = ""
    # Post times move, so only fresh data may name one.
    if race.post_time and has_time:
        due = ", due" if race.is_late(hearing.now) and number else ""
        time = f"{due} at {clock_time(race.post_time, each.track, hearing.zone)}"
    which = f"{number}{time}".strip()
    return f"{each.track.name}, {which}." if which else f"{each.track.name}."
