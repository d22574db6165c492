"""What the screens show in pictures and tests: as the skill sends it, of racing that is invented."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from horse_racing.racing.answers import AllCancelled, NoRacesListed, RaceCount, TrackAnswer, TracksAnswer, TracksRacing
from horse_racing.racing.answers_about_races import Payouts, Quote, RaceOdds, Runners, Scratches
from horse_racing.racing.card_answers import Looked, StakesAround, StakesOfDay, TrackRace
from horse_racing.screen.screens import Choice, ToShow
from horse_racing.screen.showing import DOCUMENTS, Document, screen_of
from horse_racing.screen.touch import Target, Touch
from horse_racing.speech.en import English
from horse_racing.speech.spoken import Hearing
from tools.screens.racing import CASES, EASTERN, NOW, Case, Racing

Shown = dict[str, Any]  # what a document finds as `screen.properties`

SCREENS = DOCUMENTS

_WORDS = English()
# Where a listener is whose clock tells another time than that of the track.
_FAR = Hearing(NOW, EASTERN)
_AGE = timedelta(minutes=20)


def samples(screen: Document) -> dict[Case, Shown]:
    """Return what a screen shows in each of the cases."""
    return {case: screen_of(to_show(screen, case)).properties for case in CASES}


def to_show(screen: Document, case: Case) -> ToShow:
    """Return what there is to show on a screen in one of the cases."""
    # No race is counted down to on a card that has an age, so that with the longest names is fresh.
    is_aged = case == ("cancelled" if screen == "card" else "longest")
    racing = Racing(case, NOW - _AGE if is_aged else None)
    return _welcome(racing) if screen == "welcome" else of_answer(_ANSWERS[screen](racing), racing)


def of_answer(answer: TrackAnswer | TracksAnswer, racing: Racing) -> ToShow:
    """Return what there is to show of an answer about such racing."""
    hearing = _FAR if racing.case == "longest" else Hearing(NOW)
    card = racing.card if isinstance(answer, TrackAnswer) else None
    return ToShow(reply=_WORDS.told(answer, hearing), hearing=hearing, words=_WORDS, answer=answer, card=card)


def _welcome(racing: Racing) -> ToShow:
    """Return a welcome, where nothing is known an apology, and for who has a track what can be asked of it."""
    hearing, written = Hearing(NOW), _WORDS.written()
    if racing.case == "empty":
        return ToShow(reply=_WORDS.own_trouble(), hearing=hearing, words=_WORDS)
    if racing.case == "cancelled":
        asked = (written.HOW_MANY_RACES, written.NEXT_STAKES_RACE)
        choices = tuple(Choice(text, Touch(Target.PLACE, number=place)) for place, text in enumerate(asked, start=1))
        reply = _WORDS.welcome_back(racing.track, _card(racing), hearing, _first_of)
        return ToShow(reply=reply, hearing=hearing, words=_WORDS, choices=choices)
    choices = tuple(Choice(track.name, Touch(Target.TRACK, track.code)) for track in racing.tracks)
    reply = _WORDS.welcome(racing.tracks, _first_of, racing.tracks)
    return ToShow(reply=reply, hearing=hearing, words=_WORDS, choices=choices)


def _first_of(kind: str, variants: Sequence[str]) -> str:  # noqa: ARG001 - what varies a wording is called like this
    return variants[0]


def _card(racing: Racing) -> TrackAnswer:
    track, when, as_of, races = racing.track, racing.when, racing.as_of, racing.card.races
    match racing.case:
        case "empty":
            return NoRacesListed(track, when, as_of, is_listed=False, next_day=when.day + timedelta(days=4))
        case "cancelled":
            return AllCancelled(track, when, as_of, len(races))
    left = sum(not race.is_over(NOW) for race in races)
    return RaceCount(
        track, when, as_of, len(races), 0, racing.race, has_begun=True, is_over=False, left=left, first=races[0]
    )


def _race(racing: Racing) -> TrackAnswer:
    """Return who runs; with the longest names who is scratched, and of many runners what they are quoted at."""
    track, when, as_of, race = racing.track, racing.when, racing.as_of, racing.race
    match racing.case:
        case "longest":
            return Scratches(track, when, as_of, (race,), is_one_race=True)
        case "many":
            quotes = tuple(Quote(runner, runner.morning_line) for runner in race.runners if runner.morning_line)
            return RaceOdds(track, when, as_of, race, quotes=tuple(sorted(quotes, key=lambda quote: quote.odds.ratio)))
    return Runners(track, when, as_of, race)


def _results(racing: Racing) -> TrackAnswer:
    return Payouts(racing.track, racing.when, racing.as_of, racing.result, "exacta" if racing.case == "empty" else "")


def _list(racing: Racing) -> TrackAnswer | TracksAnswer:
    """Return the stakes races around; of one track where they are cancelled, and where there are many the tracks."""
    match racing.case:
        case "many":
            return TracksRacing(racing.when, racing.as_of, racing.tracks, ())
        case "cancelled":
            return StakesOfDay(racing.track, racing.when, racing.as_of, racing.stakes)
    races = tuple(TrackRace(track, race) for track, race in zip(racing.tracks, racing.stakes, strict=False))
    looked = Looked(len(racing.tracks), len(racing.tracks), racing.when)
    return StakesAround(racing.when, racing.as_of, races, looked)


_ANSWERS: Mapping[Document, Callable[[Racing], TrackAnswer | TracksAnswer]] = {
    "card": _card,
    "race": _race,
    "results": _results,
    "list": _list,
}
