"""What to reply: the track and the question are gathered over as many turns as it takes, then answered."""

from horse_racing.racing.tracks import Track
from horse_racing.skill.questions import HowManyRaces, NextStakesRace, Question
from horse_racing.skill.slots import UnknownTrack, UnusableDay
from horse_racing.skill.turn import Turn
from horse_racing.speech import en as words
from horse_racing.speech.spoken import Reply


def launched(turn: Turn) -> Reply:
    """Welcome the listener."""
    return words.welcome(turn.featured)


def track_named(turn: Turn) -> Reply:
    """Take the track; answer what was asked before it was known, else ask what to find out."""
    track = _take_track(turn)
    if not isinstance(track, Track):
        return track or words.which_track(turn.featured, has_question=turn.session.pending is not None)
    return _answer(turn, turn.session.pending, track) if turn.session.pending else words.track_chosen(track)


def asked_how_many(turn: Turn) -> Reply:
    """Answer how many races there are on a day."""
    day = turn.day_heard()
    if not isinstance(day, UnusableDay):
        return _ask(turn, HowManyRaces(day))
    turn.session.pending = HowManyRaces(day_is_open=True)
    track = _take_track(turn)
    return words.which_day(weekend=day.is_weekend) if track is None or isinstance(track, Track) else track


def asked_next_stakes(turn: Turn) -> Reply:
    """Answer when the next stakes race is."""
    return _ask(turn, NextStakesRace())


def helped(turn: Turn) -> Reply:
    """Explain; what was pending stays pending."""
    track = turn.track
    return words.help_asking(track, turn.other_than(track)) if track else words.help_choosing(turn.featured)


def missed(turn: Turn) -> Reply:
    """Answer what was not understood, counting how often in a row."""
    turn.session.misses = turn.misses_before + 1
    return words.not_understood(turn.session.misses, turn.track, turn.featured)


def left(_: Turn) -> Reply:
    """Say goodbye."""
    return words.goodbye()


def _ask(turn: Turn, question: Question) -> Reply:
    """Answer the question, or keep it and ask for the track it is about."""
    track = _take_track(turn) or turn.track
    if isinstance(track, Track):
        return _answer(turn, question, track)
    turn.session.pending = question
    return track or words.which_track(turn.featured, has_question=True)


def _answer(turn: Turn, question: Question, track: Track) -> Reply:
    if isinstance(question, HowManyRaces) and question.day_is_open:
        return words.which_day()
    turn.session.pending = None
    return words.told(turn.answer(question, track), turn.now)


def _take_track(turn: Turn) -> Track | Reply | None:
    """Remember the track that was said and return it, or the reply asking for a better one; None if none was said."""
    heard = turn.track_heard()
    if isinstance(heard, UnknownTrack):
        return words.unknown_track(heard.heard, turn.featured)
    if isinstance(heard, tuple):
        return words.which_of(heard)
    if heard:
        turn.session.track = heard.code
    return heard
