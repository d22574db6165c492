"""What the skill asks, explains and apologizes with."""

from collections.abc import Sequence
from dataclasses import replace

from horse_racing.racing.inquiry import RaceChoice
from horse_racing.racing.tracks import Track
from horse_racing.speech.en.names import horse_name
from horse_racing.speech.en.words import alternatives, race
from horse_racing.speech.spoken import Answered, Ask, AskMore, Asks, Reply, Speech, Tell, Vary, speech

GOODBYE = "Goodbye."
WHICH_TRACK = "Which track would you like?"
WHAT_TO_KNOW = "What would you like to know?"
MORE = "Want to hear more?"
_WHICH_RACE = "Which race would you like?"
_WHICH_HORSE = "Which horse would you like?"
_ALONE = {Asks.TRACK: WHICH_TRACK, Asks.RACE: _WHICH_RACE, Asks.HORSE: _WHICH_HORSE, Asks.MORE: MORE}
WAYS_OUT = "help, or, stop"

# The misses in a row from which on the ways out are named.
SECOND_MISS = 2
BOTH_QUESTIONS = "how many races, or, when is the next stakes race"


def without_goodbye(reply: Answered) -> Answered:
    """Return an answer for a device that goes on to show it: nobody takes leave yet."""
    return replace(reply, speech=speech(*(sentence for sentence in reply.speech.sentences if sentence != GOODBYE)))


def track_chosen(track: Track, vary: Vary, *, is_kept: bool = False) -> Reply:
    """Repeat the track back, say so if it will be known next time, and ask what to find out about it."""
    got = vary("acknowledgement", (f"{track.name}, got it.", f"Okay, {track.name}.", f"{track.name} it is."))
    return Ask(
        speech(
            got,
            "I'll remember it." if is_kept else "",
            "Would you like the number of races today, or the date of the next stakes race?",
        ),
        speech(f"You can say, {BOTH_QUESTIONS}.", "Which would you like?"),
    )


def what_to_ask(track: Track, misses: int = 0) -> Reply:
    """Say what can be asked about the track, to a yes or no that answers nothing."""
    opening = f"About {track.name}, you can ask, {BOTH_QUESTIONS}, or, who won the last race."
    return Ask(speech(opening, way_out(misses), WHAT_TO_KNOW), speech(WHAT_TO_KNOW))


def which_track(  # noqa: PLR0913 - all but the tracks have defaults and are given by name
    featured: Sequence[Track],
    *,
    has_question: bool,
    misses: int = 0,
    is_first: bool = True,
    is_further: bool = False,
    is_again: bool = False,
) -> Reply:
    """Ask for a track: the one a question is about, or just any.

    `is_first` where the listener has none yet, `is_further` where something else was said when it was asked for,
    `is_again` where that was of no use.
    """
    names = ", ".join(_names(featured))
    opening = "I need a track for that." if has_question else f"You can choose {names}, or one of many more."
    if is_again or misses >= SECOND_MISS:
        opening = "I still need a track."
    elif is_further:
        opening = "Got it, and I still need a track."
    example = f"You can say, {naming(featured[1], is_first=is_first)}." if misses < SECOND_MISS else way_out(misses)
    return Ask(speech(opening, example, WHICH_TRACK), speech(WHICH_TRACK), Asks.TRACK)


def unknown_track(heard: str, featured: Sequence[Track], misses: int = 1) -> Reply:
    """Say that there is no such track, and name some that there are."""
    if misses < SECOND_MISS:
        said = speech(f"I don't know a track called {heard}.", f"Try {alternatives(_names(featured))}.", WHICH_TRACK)
    else:
        said = speech(f"I don't know a track called {heard}.", way_out(misses), WHICH_TRACK)
    return Ask(said, speech(f"You can say, {featured[0].name}.", WHICH_TRACK), Asks.TRACK)


def which_of(tracks: Sequence[Track], *, is_shared: bool = True, misses: int = 0) -> Reply:
    """Ask which of several tracks is meant: they share a name, or were said in one breath."""
    opening = "More than one track goes by that name." if is_shared else "I can talk about one track at a time."
    question = _question_which_of(tracks)
    return replace(question, speech=speech(opening, way_out(misses), *question.speech.sentences))


def did_you_mean(track: Track, misses: int = 0) -> Reply:
    """Offer the track that a misheard name most likely stands for."""
    return Ask(
        speech("I'm not sure I heard that right.", way_out(misses), f"Did you mean {track.name}?"),
        speech(f"Was it {track.name}?"),
        Asks.DID_YOU_MEAN,
    )


def which_day(*, weekend: bool = False, misses: int = 0) -> Reply:
    """Ask for a single day when a weekend, a week, or a day too far away was heard."""
    asked = question_which_day(weekend=weekend)
    opening = "I need one single day."
    if misses < SECOND_MISS:
        opening = "I can look up one day at a time, up to a year away."
    return replace(asked, speech=speech(opening, way_out(misses), *asked.speech.sentences))


def which_race(*, named: bool = False, races: Sequence[int] = (), misses: int = 0) -> Reply:
    """Ask for a race: none was said, or a number that no race has. One by its name (`named`) cannot be looked up.

    `races` are the numbers of those that are in question, where only some are.
    """
    asked = question(Asks.RACE, (), races)
    if named:
        opening = "For that I need the number of a race, not its name."
        example = "" if races else "You can say, race five, or, when is the next stakes race."
        closing = asked.speech if races else speech(WHAT_TO_KNOW)
        told = speech(opening, example if misses < SECOND_MISS else way_out(misses), *closing.sentences)
        return Ask(told, asked.reprompt if races else speech(WHAT_TO_KNOW), Asks.RACE)
    opening = "I need the number of a race, from one to twenty." if misses < SECOND_MISS else "I still need its number."
    return replace(asked, speech=speech("" if races else opening, way_out(misses), *asked.speech.sentences))


def which_horse(*, horses: Sequence[str] = (), misses: int = 0) -> Reply:
    """Ask for a horse: none was said. `horses` are the names of those that are in question, where only some are."""
    asked = question(Asks.HORSE, (), horses=horses)
    opening = "I need the name of a horse." if misses < SECOND_MISS else "I still need the name of a horse."
    return replace(asked, speech=speech("" if horses else opening, way_out(misses), *asked.speech.sentences))


def question(asks: Asks, tracks: Sequence[Track], races: Sequence[int] = (), horses: Sequence[str] = ()) -> Ask:
    """Return the question that a prompt ended with, alone; `tracks`, `races` and `horses` are those it named."""
    if asks is Asks.DAY:
        return question_which_day()
    if asks is Asks.WHICH_OF:
        return _question_which_of(tracks)
    if asks is Asks.DID_YOU_MEAN:
        (track,) = tracks
        return Ask(speech(f"Did you mean {track.name}?"), speech(f"Was it {track.name}?"), asks)
    named = {Asks.RACE: [race(number) for number in races], Asks.HORSE: list(map(horse_name, horses))}.get(asks)
    if named:
        which = alternatives(named)
        return Ask(speech(f"Which one would you like, {which}?"), speech(f"Which one, {which}?"), asks)
    alone = speech(_ALONE.get(asks, WHAT_TO_KNOW))
    return Ask(alone, alone, asks)


def question_which_day(*, weekend: bool = False) -> Ask:
    """Return the question for a single day, of a weekend where one was said."""
    days = "Saturday or Sunday" if weekend else "today or tomorrow"
    return Ask(speech(f"Which day would you like, {days}?"), speech(f"Which day, {days}?"), Asks.DAY)


def question_whether(name: str) -> Ask:
    """Return the question whether to go on with the next of several things that were asked for in one breath."""
    return Ask(speech(f"Want to hear about {name}, too?"), speech(f"Shall I go on with {name}?"), Asks.MORE)


def offered(track: Track | None, choice: RaceChoice | None) -> str:
    """Return what to call the next thing that was asked for: its track where that is another one, else its race."""
    return track.name if track else race(choice)


def offering(reply: Answered, name: str) -> Reply:
    """Offer the next of several things that were asked for in one breath, behind the answer about the first."""
    asked = question_whether(name)
    return AskMore(speech(*reply.shown.facts.sentences, *asked.speech.sentences), asked.reprompt, shown=reply.shown)


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


def _names(tracks: Sequence[Track]) -> list[str]:
    return [track.name for track in tracks]


def naming(track: Track, *, is_first: bool) -> str:
    """Return what to say to name a track; who has a favorite must not be told to replace it."""
    return f"my favorite track is {track.name}" if is_first else track.name


def way_out(misses: int) -> str:
    """Return the sentence that names the ways out from the second miss in a row on, else nothing."""
    return f"You can also say, {WAYS_OUT}." if misses >= SECOND_MISS else ""


def _question_which_of(tracks: Sequence[Track]) -> Ask:
    names = alternatives(_names(tracks))
    return Ask(speech(f"Did you mean {names}?"), speech(f"{names}?"), Asks.WHICH_OF)
