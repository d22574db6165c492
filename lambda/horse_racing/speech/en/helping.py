"""What the skill explains: its questions and the ways out. What was asked is asked again at the end."""

from collections.abc import Sequence
from dataclasses import replace

from horse_racing.racing.tracks import Track
from horse_racing.speech.en.prompts import (
    BOTH_QUESTIONS,
    GOODBYE,
    SECOND_MISS,
    WAYS_OUT,
    WHICH_TRACK,
    naming,
    way_out,
)
from horse_racing.speech.spoken import Ask, Asks, Reply, Tell, Vary, speech

_ALSO = "I also know post times, runners, scratches, results, track conditions, and horses by name."

# What is answered to words that fit nothing: first with what they are no part of, then shorter.
_NOT_KNOWN = (
    "Sorry, I can't answer that from what I know about races.",
    "Sorry, that's beyond what I know about races.",
    "Sorry, that's not something I know about races.",
)
_STILL_NOT_KNOWN = ("Sorry, I can't help with that.", "Sorry, that's beyond me.", "Sorry, I didn't get that.")


def yes_or_no(track: Track) -> Reply:
    """Help with the question whether this track was meant."""
    return Ask(
        speech(
            "First I need your track, so say yes or no.",
            f"Then you can ask, {BOTH_QUESTIONS}.",
            _ALSO,
            f"Did you mean {track.name}?",
        ),
        speech(f"Did you mean {track.name}?"),
        Asks.DID_YOU_MEAN,
    )


def again(asked: Ask, misses: int) -> Reply:
    """Ask the same question again, because what was said does not answer it."""
    opening = {
        Asks.DAY: "I need a day for that.",
        Asks.RACE: "I need the number of a race.",
        Asks.HORSE: "I need the name of a horse.",
        Asks.WHICH_OF: "I need to know which one.",
    }.get(asked.asks, "Please say yes or no.")
    return replace(asked, speech=speech(opening, way_out(misses), *asked.speech.sentences))


def help_choosing(featured: Sequence[Track], asked: Ask) -> Reply:
    """Help while no track is known; what was asked is asked again at the end."""
    said = speech(
        "Here is how it works.",
        f"First name a track, for example, my favorite track is {featured[0].name}.",
        f"Then ask, {BOTH_QUESTIONS}.",
        _ALSO,
        "To leave, say stop.",
        *asked.speech.sentences,
    )
    if asked.asks is not Asks.TRACK:
        return replace(asked, speech=said)
    return Ask(said, speech(f"You can say, my favorite track is {featured[-1].name}.", WHICH_TRACK), Asks.TRACK)


def help_asking(track: Track, own: Track | None, other: Track, asked: Ask, *, is_kept: bool = False) -> Reply:
    """Help once a track is talked about; where it is the listener's `own` and kept, with how to undo that."""
    said = speech(
        f"Your track is {own.name}." if own else "",
        "" if track == own else f"We're talking about {track.name}.",
        f"You can ask, {BOTH_QUESTIONS}.",
        _ALSO,
        f"For another track, say, switch to {other.name}.",
        "To make me forget it, say, forget my track." if is_kept and own == track else "",
        *asked.speech.sentences,
    )
    if asked.asks is not Asks.WHAT_TO_KNOW:
        return replace(asked, speech=said)
    return Ask(said, speech(f"You can say, {BOTH_QUESTIONS}.", "Which would you like?"))


def not_understood(misses: int, asked: Ask, featured: Sequence[Track], vary: Vary, *, is_first: bool = True) -> Reply:
    """Answer what was not understood: first with an example, then shorter; what was asked is asked again."""
    example = {
        Asks.TRACK: naming(featured[0], is_first=is_first),
        Asks.DAY: "tomorrow",
        Asks.RACE: "race five",
        # No horse's name is one that always runs somewhere.
        Asks.HORSE: "who's running in race five",
        Asks.WHICH_OF: "the first one",
        Asks.WHAT_TO_KNOW: "how many races",
    }.get(asked.asks, "yes, or, no")
    sorry, ways = (_NOT_KNOWN, example) if misses < SECOND_MISS else (_STILL_NOT_KNOWN, WAYS_OUT)
    return Ask(
        speech(vary("fallback", sorry), f"You can say, {ways}.", *asked.speech.sentences),
        speech(f"Try, {example}.", *asked.reprompt.sentences),
        asked.asks,
    )


def naming_ways_out(asked: Ask) -> Reply:
    """Name the ways out before the question of a reply that is heard again and again."""
    *first, last = asked.speech.sentences
    return replace(asked, speech=speech(*first, f"You can also say, {WAYS_OUT}.", last))


def given_up() -> Reply:
    """Say goodbye after three misses in a row."""
    return Tell(speech("Sorry, I still didn't get that.", "Let's try another time.", GOODBYE))
