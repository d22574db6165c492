"""What the skill says of itself: what it is, the tracks it knows, the listener's own, and what it does not do."""

from collections.abc import Sequence

from horse_racing.racing.tracks import Track
from horse_racing.speech.en.prompts import WHAT_TO_KNOW, WHICH_TRACK
from horse_racing.speech.en.words import series
from horse_racing.speech.spoken import Ask, Asks, NotOffered, Reply, Vary, speech

_WHICH_FAVORITE = "Which track is your favorite?"

# How many tracks the welcome names, in how many words at most: it is short, and some names are long.
_NAMED_AT_FIRST = 3
_WORDS_OF_NAMES = 9

# What is said of each thing that is not done, and what can be asked instead.
_NOT_OFFERED: dict[NotOffered, tuple[str, str]] = {
    "tips": ("I don't give tips or take bets, but I know who runs and who won.", "who's running in race five"),
    "other_sports": ("Horse racing is all I know.", "which tracks are racing today"),
    "past_years": (
        "I don't know the races of past years, only those of the days around today.",
        "who won the last race",
    ),
    "harness": ("I don't know harness racing, only horses that race under saddle.", "which tracks are racing today"),
}


def welcome(
    featured: Sequence[Track], vary: Vary, racing_today: Sequence[Track] = (), *, is_invented: bool = False
) -> Reply:
    """Open the conversation: what this is, some tracks to choose from, and the question which.

    The first of `racing_today` are named where it is known which those are, else the `featured` ones. `is_invented`
    says of the races that they are.
    """
    greeting = vary(
        "greeting", ("Welcome to Talk Horse Racing.", "Hello from Talk Horse Racing.", "Talk Horse Racing here.")
    )
    named = list(racing_today or featured)[:_NAMED_AT_FIRST]
    while len(named) > 1 and len(" ".join(_names(named)).split()) > _WORDS_OF_NAMES:
        named.pop()
    names = series(_names(named))
    where, today = (".", f"Today there's racing at {names}.") if racing_today else (f" at tracks like {names}.", "")
    return Ask(
        speech(
            greeting,
            "The races here are invented." if is_invented else "",
            f"I know races, runners, and results{where}",
            today,
            _WHICH_FAVORITE,
        ),
        speech(f"You can say, my favorite track is {named[-1].name}.", WHICH_TRACK),
        Asks.TRACK,
    )


def known_tracks(count: int, featured: Sequence[Track]) -> Reply:
    """Say how many tracks there are to choose from and name some, with the question which."""
    names = series(_names(featured))
    return Ask(
        speech(f"I know {count} tracks in the United States and Canada, among them {names}.", WHICH_TRACK),
        speech(WHICH_TRACK),
        Asks.TRACK,
    )


def your_track(track: Track | None, *, is_kept: bool) -> Reply:
    """Say which track is the listener's, None for none, and whether only for now."""
    if track is None:
        return Ask(
            speech("You haven't told me a favorite track yet.", _WHICH_FAVORITE), speech(WHICH_TRACK), Asks.TRACK
        )
    first = f"Your track is {track.name}." if is_kept else f"For now, your track is {track.name}."
    return Ask(speech(first, WHAT_TO_KNOW), speech(WHAT_TO_KNOW))


def your_track_unread() -> Reply:
    """Say that it cannot be told which track is the listener's, and ask for one to talk about."""
    return Ask(speech("I can't look up your track right now.", WHICH_TRACK), speech(WHICH_TRACK), Asks.TRACK)


def not_offered(topic: NotOffered) -> Reply:
    """Say what the skill does not do, and something that it does."""
    honest, example = _NOT_OFFERED[topic]
    return Ask(speech(honest, f"You can ask, {example}.", WHAT_TO_KNOW), speech(WHAT_TO_KNOW))


def _names(tracks: Sequence[Track]) -> list[str]:
    return [track.name for track in tracks]
