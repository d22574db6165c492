"""What the skill asks, explains and apologizes with."""

from collections.abc import Sequence
from dataclasses import replace

from horse_racing.racing.errors import (
    FailingError,
    OutOfDateError,
    RaceDataError,
    RefusedError,
    ThrottledError,
    TimedOutError,
    UnreachableError,
    UnreadableError,
)
from horse_racing.racing.tracks import Track
from horse_racing.speech.en.words import alternatives
from horse_racing.speech.spoken import Answered, Ask, AskMore, Asks, Reply, Speech, Tell, Vary, speech

GOODBYE = "Goodbye."
WHICH_TRACK = "Which track would you like?"
WHAT_TO_KNOW = "What would you like to know?"
MORE = "Want to hear more?"
_WHICH_RACE = "Which race would you like?"
_WAYS_OUT = "help, or, stop"

# The misses in a row from which on the ways out are named.
_SECOND = 2
_BOTH_QUESTIONS = "how many races, or, when is the next stakes race"
_ALL_QUESTIONS = f"{_BOTH_QUESTIONS}, or, who's in race five, or, any scratches, or, who won the last race"

# What went wrong with the race data, for each leaf of the tree in racing/errors.py.
_TROUBLES: dict[type[RaceDataError], str] = {
    TimedOutError: "The race data is taking too long to reach me right now, so I can't answer that.",
    UnreachableError: "I can't reach the race data right now, so I can't answer that.",
    RefusedError: "The race data isn't available right now, so I can't answer that.",
    ThrottledError: "The race data is in great demand right now, so I can't answer that.",
    FailingError: "The service with the race data is having trouble right now, so I can't answer that.",
    UnreadableError: "The race data I got doesn't make sense right now, so I won't guess.",
    OutOfDateError: "The race data I have is a little old, so I can't say what is next right now.",
}


def welcome(featured: Sequence[Track], vary: Vary) -> Reply:
    """Open the conversation: what this is, some tracks to choose from, and the question which."""
    greeting = vary(
        "greeting", ("Welcome to Talk Horse Racing.", "Hello from Talk Horse Racing.", "Talk Horse Racing here.")
    )
    return Ask(
        speech(
            greeting,
            "I can tell you how many races a track has today, when its next stakes race is, who runs, and who won.",
            f"Choose {alternatives(_names(featured))}, or one of many more tracks in North America.",
            "Which track is your favorite?",
        ),
        speech(f"You can say, my favorite track is {featured[-1].name}.", WHICH_TRACK),
        Asks.TRACK,
    )


def track_chosen(track: Track, vary: Vary, *, is_kept: bool = False) -> Reply:
    """Repeat the track back, say so if it will be known next time, and ask what to find out about it."""
    got = vary("acknowledgement", (f"{track.name}, got it.", f"Okay, {track.name}.", f"{track.name} it is."))
    return Ask(
        speech(
            got,
            "I'll remember it." if is_kept else "",
            "Would you like the number of races today, or the date of the next stakes race?",
        ),
        speech(f"You can say, {_BOTH_QUESTIONS}.", "Which would you like?"),
    )


def what_to_ask(track: Track, misses: int = 0) -> Reply:
    """Say what can be asked about the track, to a yes or no that answers nothing."""
    opening = f"About {track.name}, you can ask, {_BOTH_QUESTIONS}, or, who won the last race."
    return Ask(speech(opening, _way_out(misses), WHAT_TO_KNOW), speech(WHAT_TO_KNOW))


def which_track(featured: Sequence[Track], *, has_question: bool, misses: int = 0, is_first: bool = True) -> Reply:
    """Ask for a track: the one a question is about, or just any; `is_first` where the listener has none yet."""
    names = ", ".join(_names(featured))
    opening = "I need a track for that." if has_question else f"You can choose {names}, or one of many more."
    if misses > 1:
        opening = "I still need a track."
    example = f"You can say, {_naming(featured[1], is_first=is_first)}." if misses < _SECOND else _way_out(misses)
    return Ask(speech(opening, example, WHICH_TRACK), speech(WHICH_TRACK), Asks.TRACK)


def unknown_track(heard: str, featured: Sequence[Track], misses: int = 1) -> Reply:
    """Say that there is no such track, and name some that there are."""
    if misses < _SECOND:
        said = speech(f"I don't know a track called {heard}.", f"Try {alternatives(_names(featured))}.", WHICH_TRACK)
    else:
        said = speech(f"I don't know {heard} either.", _way_out(misses), WHICH_TRACK)
    return Ask(said, speech(f"You can say, {featured[0].name}.", WHICH_TRACK), Asks.TRACK)


def which_of(tracks: Sequence[Track], *, is_shared: bool = True, misses: int = 0) -> Reply:
    """Ask which of several tracks is meant: they share a name, or were said in one breath."""
    opening = "More than one track goes by that name." if is_shared else "I can talk about one track at a time."
    question = _question_which_of(tracks)
    return replace(question, speech=speech(opening, _way_out(misses), *question.speech.sentences))


def did_you_mean(track: Track, misses: int = 0) -> Reply:
    """Offer the track that a misheard name most likely stands for."""
    return Ask(
        speech("I'm not sure I heard that right.", _way_out(misses), f"Did you mean {track.name}?"),
        speech(f"Was it {track.name}?"),
        Asks.DID_YOU_MEAN,
    )


def yes_or_no(track: Track) -> Reply:
    """Help with the question whether this track was meant."""
    return Ask(
        speech(
            "First I need your track, so say yes or no.",
            f"Then you can say, {_ALL_QUESTIONS}.",
            f"Did you mean {track.name}?",
        ),
        speech(f"Did you mean {track.name}?"),
        Asks.DID_YOU_MEAN,
    )


def which_day(*, weekend: bool = False, misses: int = 0) -> Reply:
    """Ask for a single day when a weekend, a week, or a day too far away was heard."""
    question = _question_which_day(weekend=weekend)
    opening = "I can look up one day at a time, up to a year away." if misses < _SECOND else "I need one single day."
    return replace(question, speech=speech(opening, _way_out(misses), *question.speech.sentences))


def which_race(*, named: bool = False, misses: int = 0) -> Reply:
    """Ask for a race: none was said, or a number that no race has. One by its name (`named`) cannot be looked up."""
    if named:
        opening = "I know races by number, and the next stakes race, but not by name."
        example = "You can say, race five, or, when is the next stakes race." if misses < _SECOND else _way_out(misses)
        return Ask(speech(opening, example, WHAT_TO_KNOW), speech(WHAT_TO_KNOW), Asks.RACE)
    opening = (
        "I need the number of a race, from one to twenty."
        if misses < _SECOND
        else "I still need a race, by its number."
    )
    return Ask(speech(opening, _way_out(misses), _WHICH_RACE), speech(_WHICH_RACE), Asks.RACE)


def question(asks: Asks, tracks: Sequence[Track], *, weekend: bool = False) -> Ask:
    """Return the question that a prompt ended with, alone; `tracks` are those it named."""
    if asks is Asks.DAY:
        return _question_which_day(weekend=weekend)
    if asks is Asks.WHICH_OF:
        return _question_which_of(tracks)
    if asks is Asks.DID_YOU_MEAN:
        (track,) = tracks
        return Ask(speech(f"Did you mean {track.name}?"), speech(f"Was it {track.name}?"), asks)
    alone = speech({Asks.TRACK: WHICH_TRACK, Asks.RACE: _WHICH_RACE, Asks.MORE: MORE}.get(asks, WHAT_TO_KNOW))
    return Ask(alone, alone, asks)


def again(asked: Ask, misses: int) -> Reply:
    """Ask the same question again, because what was said does not answer it."""
    opening = {
        Asks.DAY: "I need a day for that.",
        Asks.RACE: "I need the number of a race, from one to twenty.",
        Asks.WHICH_OF: "I need to know which one.",
    }.get(asked.asks, "Please say yes or no.")
    return replace(asked, speech=speech(opening, _way_out(misses), *asked.speech.sentences))


def help_choosing(featured: Sequence[Track], asked: Ask) -> Reply:
    """Help while no track is known; what was asked is asked again at the end."""
    said = speech(
        "Here is how it works.",
        f"First name a track, for example, my favorite track is {featured[0].name}.",
        f"Then ask, {_BOTH_QUESTIONS}.",
        "I also know the next race, runners, scratches, and results.",
        "To leave, say stop.",
        *asked.speech.sentences,
    )
    if asked.asks is not Asks.TRACK:
        return replace(asked, speech=said)
    return Ask(said, speech(f"You can say, my favorite track is {featured[-1].name}.", WHICH_TRACK), Asks.TRACK)


def help_asking(track: Track, other: Track, asked: Ask, *, is_kept: bool = False) -> Reply:
    """Help once the track is known; where it is known beyond the conversation, with how to undo that."""
    said = speech(
        f"Your track is {track.name}.",
        f"You can ask, {_ALL_QUESTIONS}.",
        f"For another track, say, switch to {other.name}.",
        "To make me forget it, say, forget my track." if is_kept else "",
        *asked.speech.sentences,
    )
    if asked.asks is not Asks.WHAT_TO_KNOW:
        return replace(asked, speech=said)
    return Ask(said, speech(f"You can say, {_BOTH_QUESTIONS}.", "Which would you like?"))


def not_understood(misses: int, asked: Ask, featured: Sequence[Track], vary: Vary, *, is_first: bool = True) -> Reply:
    """Answer what was not understood: first with what is possible, then shorter; what was asked is asked again."""
    sorry = vary(
        "fallback", ("Sorry, I can't help with that.", "Sorry, that's beyond me.", "Sorry, I didn't get that.")
    )
    example = {
        Asks.TRACK: _naming(featured[0], is_first=is_first),
        Asks.DAY: "tomorrow",
        Asks.RACE: "race five",
        Asks.WHICH_OF: "the first one",
        Asks.WHAT_TO_KNOW: _BOTH_QUESTIONS,
    }.get(asked.asks, "yes, or, no")
    able = "I know a track's races, its next stakes race, runners, scratches, and results." if misses < _SECOND else ""
    ways = example if misses < _SECOND else f"{example}, or, {_WAYS_OUT}"
    return Ask(
        speech(sorry, able, f"You can say, {ways}.", *asked.speech.sentences),
        speech(f"Try, {example}.", *asked.reprompt.sentences),
        asked.asks,
    )


def naming_ways_out(asked: Ask) -> Reply:
    """Name the ways out before the question of a reply that is heard again and again."""
    *first, last = asked.speech.sentences
    return replace(asked, speech=speech(*first, f"You can also say, {_WAYS_OUT}.", last))


def given_up() -> Reply:
    """Say goodbye after three misses in a row."""
    return Tell(speech("Sorry, I still didn't get that.", "Let's try another time.", GOODBYE))


def offering(reply: Answered, name: str) -> Reply:
    """Offer the next of several things that were asked for in one breath, behind the answer about the first."""
    return AskMore(
        speech(*reply.shown.facts.sentences, f"Want to hear about {name}, too?"),
        speech(f"Shall I go on with {name}?"),
        shown=reply.shown,
    )


def remembering(track: Track, reply: Reply) -> Reply:
    """Say before a reply that the track it is about will be known next time."""
    return replace(reply, speech=speech(f"I'll remember {track.name}.", *reply.speech.sentences))


def whose_track() -> Reply:
    """Make sure that the track of the one who speaks is forgotten, and not of the one who spoke before."""
    return Ask(
        speech(
            "I heard another voice before, so I'm not sure whose track to forget.",
            "To forget yours, say, forget my track.",
            WHAT_TO_KNOW,
        ),
        speech("You can say, forget my track.", WHAT_TO_KNOW),
    )


def forgotten() -> Reply:
    """Confirm that the listener's track is not known any more."""
    return Tell(speech("Okay, I've forgotten your track.", "You can tell me another one any time.", GOODBYE))


def not_forgotten() -> Reply:
    """Apologize for a track that could not be forgotten: to say it was would be wrong."""
    return Tell(speech("Sorry, I couldn't forget your track right now.", "Please try again in a few minutes.", GOODBYE))


def one_moment() -> Speech:
    """Bridge the time while many entries are read."""
    return speech("Let me check the entries.")


def goodbye(vary: Vary) -> Reply:
    """Close the conversation because the listener wants to."""
    last = vary("goodbye", ("Goodbye, and enjoy the races.", "Goodbye. See you at the track.", "Bye for now."))
    return Tell(speech(last))


def data_trouble(error: RaceDataError) -> Reply:
    """Apologize for race data that could not be had, in plain words and without a number."""
    # Credentials do not mend themselves in minutes.
    when = "later" if isinstance(error, RefusedError) else "in a few minutes"
    return Tell(speech("Sorry.", _TROUBLES[type(error)], f"Please try again {when}.", GOODBYE))


def own_trouble() -> Reply:
    """Apologize for a failure of the skill itself."""
    return Tell(speech("Sorry, something went wrong on my side.", "Please try again in a few minutes.", GOODBYE))


def not_set_up() -> Reply:
    """Apologize for a skill whose configuration is missing."""
    return Tell(speech("Sorry, this skill isn't set up to get race data yet.", "Please try again later.", GOODBYE))


def _names(tracks: Sequence[Track]) -> list[str]:
    return [track.name for track in tracks]


def _naming(track: Track, *, is_first: bool) -> str:
    """Return what to say to name a track; who has a favorite must not be told to replace it."""
    return f"my favorite track is {track.name}" if is_first else track.name


def _way_out(misses: int) -> str:
    return f"You can also say, {_WAYS_OUT}." if misses >= _SECOND else ""


def _question_which_day(*, weekend: bool) -> Ask:
    days = "Saturday or Sunday" if weekend else "today or tomorrow"
    return Ask(speech(f"Which day would you like, {days}?"), speech(f"Which day, {days}?"), Asks.DAY)


def _question_which_of(tracks: Sequence[Track]) -> Ask:
    names = alternatives(_names(tracks))
    return Ask(speech(f"Did you mean {names}?"), speech(f"{names}?"), Asks.WHICH_OF)
