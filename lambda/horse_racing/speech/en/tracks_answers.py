"""Answers about many tracks in words: which are listed on a day."""

from horse_racing.racing.answers import TracksRacing
from horse_racing.speech.en.names import plain_name
from horse_racing.speech.en.regions import in_region
from horse_racing.speech.en.telling import Facts, facts_of
from horse_racing.speech.en.words import cardinal, day_phrase
from horse_racing.speech.spoken import Hearing


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
    return Facts((first,), tuple(f"{name}." for name in names))
