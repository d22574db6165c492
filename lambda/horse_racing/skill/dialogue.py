"""What to reply: what a question needs is gathered over as many turns as it takes, then it is answered."""

from dataclasses import replace

from horse_racing.racing.tracks import Track
from horse_racing.skill.questions import Kind, Question
from horse_racing.skill.slots import UnknownRace, UnknownTrack, UnusableDay
from horse_racing.skill.turn import Turn
from horse_racing.speech.spoken import Ask, AskMore, Reply, plain_speech


def launched(turn: Turn) -> Reply:
    """Welcome the listener; one whose track is known hears at once what is on there today."""
    favorite = turn.acquaintance.favorite()
    if favorite is None:
        return turn.words.welcome(turn.featured, turn.vary)
    return turn.words.welcome_back(favorite, turn.picture(favorite), turn.hearing, turn.vary)


def track_named(turn: Turn) -> Reply:
    """Take the track; answer what was asked before it was known, else ask what to find out."""
    # What is named for a question is the listener's own only where there surely is none yet.
    is_own = turn.session.pending is None or turn.acquaintance.is_new()
    track = _take_track(turn)
    turn.session.guess_is_own = is_own and turn.session.guess is not None
    if isinstance(track, Track):
        return _with_track(turn, track, is_own=is_own)
    return track or turn.words.which_track(turn.featured, has_question=turn.session.pending is not None)


def asked_how_many(turn: Turn) -> Reply:
    """Answer how many races there are on a day; a day alone may also be the one another question waits for."""
    pending = turn.session.pending
    if pending and pending.day_is_open and turn.gave_only("RaceDate"):
        return _ask(turn, pending)
    return _ask(turn, Question(Kind.HOW_MANY))


def asked_next_stakes(turn: Turn) -> Reply:
    """Answer when the next stakes race is."""
    return _ask(turn, Question(Kind.NEXT_STAKES))


def asked_next_race(turn: Turn) -> Reply:
    """Answer when the next race goes off; "the next race" may also be the one another question waits for."""
    pending = turn.session.pending
    if pending and pending.race_is_open and turn.gave_only():
        return _ask(turn, replace(pending, race="next", race_is_open=False))
    return _ask(turn, Question(Kind.NEXT_RACE))


def asked_runners(turn: Turn) -> Reply:
    """Answer who runs in a race; a number alone may also be the race another question waits for.

    And "next" alone may mean the next part of a list.
    """
    pending = turn.session.pending
    if turn.session.offer and turn.gave_only("RaceNumber") and turn.race_heard() == "next":
        return wanted_more(turn)
    if pending and pending.race_is_open and turn.gave_only("RaceNumber"):
        return _ask(turn, pending)
    # Without a race there is nothing to list, while results and scratches have an answer without one.
    return _ask(turn, Question(Kind.RUNNERS, race_is_open=True))


def asked_scratches(turn: Turn) -> Reply:
    """Answer what is scratched, in one race or on the card."""
    return _ask(turn, Question(Kind.SCRATCHES))


def asked_results(turn: Turn) -> Reply:
    """Answer who won a race, the last one with a result unless another is asked for."""
    return _ask(turn, Question(Kind.RESULTS))


def asked_tracks(turn: Turn) -> Reply:
    """Answer which tracks race on a day."""
    return _ask(turn, Question(Kind.TRACKS))


def agreed(turn: Turn) -> Reply:
    """Do what the last question offered; with nothing offered, ask again what is pending or guide."""
    guess, offer = turn.track_of(turn.session.guess), turn.session.offer
    if guess:
        turn.session.guess, turn.session.track = None, guess.code
        return _with_track(turn, guess, is_own=turn.session.guess_is_own)
    return _answer(turn, offer) if offer else _guide(turn)


def declined(turn: Turn) -> Reply:
    """Leave what the last question offered: another track is asked for, a list ends."""
    if turn.session.guess:
        turn.session.guess = None
        return turn.words.which_track(turn.featured, has_question=False)
    if turn.session.offer:
        return turn.words.goodbye(turn.vary)
    turn.session.pending = None
    return _guide(turn)


def wanted_more(turn: Turn) -> Reply:
    """Go on with a list."""
    return _answer(turn, turn.session.offer) if turn.session.offer else _guide(turn)


def asked_again(turn: Turn) -> Reply:
    """Say the last thing again; at the very beginning that is the welcome."""
    if turn.session.said is None:
        return launched(turn)
    speech, reprompt = turn.session.said
    return Ask(plain_speech(speech), plain_speech(reprompt))


def helped(turn: Turn) -> Reply:
    """Explain; what was pending stays pending."""
    guess = turn.track_of(turn.session.guess)
    if guess:
        return turn.words.yes_or_no(guess)
    track = turn.track
    if track is None:
        return turn.words.help_choosing(turn.featured)
    is_kept = turn.acquaintance.favorite() == track
    return turn.words.help_asking(track, turn.other_than(track), is_kept=is_kept)


def missed(turn: Turn) -> Reply:
    """Answer what was not understood, counting how often in a row."""
    turn.session.misses = turn.misses_before + 1
    guess = turn.track_of(turn.session.guess)
    if guess and turn.session.misses == 1:
        return turn.words.yes_or_no(guess)
    return turn.words.not_understood(turn.session.misses, turn.track, turn.featured, turn.vary)


def asked_to_forget(turn: Turn) -> Reply:
    """Forget the listener's track, in this conversation and for good; somebody else's is not forgotten by mistake."""
    if turn.acquaintance.is_another():
        turn.acquaintance.meet()
        return turn.words.whose_track()
    if not turn.acquaintance.forget():
        return turn.words.not_forgotten()
    turn.session.track = turn.session.guess = turn.session.pending = turn.session.offer = None
    return turn.words.forgotten()


def left(turn: Turn) -> Reply:
    """Say goodbye."""
    return turn.words.goodbye(turn.vary)


def _guide(turn: Turn) -> Reply:
    """Ask again what is missing for the pending question, or say what can be asked."""
    pending, track = turn.session.pending, turn.track
    if pending:
        return _missing(turn, pending) or _answer(turn, pending)
    return turn.words.what_to_ask(track) if track else turn.words.which_track(turn.featured, has_question=False)


def _with_track(turn: Turn, track: Track, *, is_own: bool) -> Reply:
    """Go on with a track; the listener's own, not one that is only asked about, is kept for next time."""
    is_kept = is_own and turn.acquaintance.keep(track)
    pending = turn.session.pending
    if pending is None:
        return turn.words.track_chosen(track, turn.vary, is_kept=is_kept)
    reply = _missing(turn, pending) or _answer(turn, pending)
    return turn.words.remembering(track, reply) if is_kept else reply


def _ask(turn: Turn, question: Question) -> Reply:
    """Answer the question with what was said for it, or keep it and ask for what is missing."""
    day, race = turn.day_heard(), turn.race_heard()
    if isinstance(day, UnusableDay):
        question = replace(question, day_is_open=True, is_weekend=day.is_weekend)
    elif day:
        question = replace(question, day=None if day == "now" else day, day_is_open=False)
    if isinstance(race, UnknownRace):
        question = replace(question, race_is_open=True)
    elif race:
        question = replace(question, race=race, race_is_open=False)
    turn.session.pending, turn.session.guess, turn.session.offer = question, None, None
    turn.session.guess_is_own = False
    track = _take_track(turn)
    if track is not None and not isinstance(track, Track):
        return track
    return _missing(turn, question) or _answer(turn, question)


def _missing(turn: Turn, question: Question) -> Reply | None:
    """Return the reply that asks for what the question lacks, None when it lacks nothing."""
    if turn.track is None and question.kind is not Kind.TRACKS:
        return turn.words.which_track(turn.featured, has_question=True)
    if question.day_is_open:
        return turn.words.which_day(weekend=question.is_weekend)
    return turn.words.which_race() if question.race_is_open else None


def _answer(turn: Turn, question: Question) -> Reply:
    """Answer a question that lacks nothing; where its list goes on, offer the rest."""
    turn.session.pending, turn.session.offer = None, None
    track = turn.track
    if question.kind is Kind.TRACKS or track is None:
        reply = turn.words.told_tracks(turn.tracks_racing(question.day), turn.hearing, question.start)
    else:
        reply = turn.words.told(turn.answer(question, track), turn.hearing, question.start)
    if isinstance(reply, AskMore):
        turn.session.offer = replace(question, start=reply.start)
    return reply


def _take_track(turn: Turn) -> Track | Reply | None:
    """Remember the track that was said and return it, or the reply asking for a better one; None if none was said."""
    heard = turn.track_heard()
    if heard is None:
        return None
    # What was offered was about the track before.
    turn.session.guess, turn.session.offer = None, None
    if isinstance(heard, UnknownTrack):
        guess = turn.guessed(heard.heard)
        turn.session.guess = guess.code if guess else None
        return turn.words.did_you_mean(guess) if guess else turn.words.unknown_track(heard.heard, turn.featured)
    if isinstance(heard, tuple):
        return turn.words.which_of(heard)
    turn.session.track = heard.code
    return heard
