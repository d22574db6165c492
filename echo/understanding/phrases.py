"""The phrases Alexa brings along: those of the built-in intents and those that name a skill to start it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from echo.understanding.words import spoken

# What Amazon documents as common utterances, with the everyday variants. They match as a whole or not at all.
BUILT_IN_PHRASES: Mapping[str, tuple[str, ...]] = {
    "AMAZON.CancelIntent": ("cancel", "cancel that", "never mind", "nevermind", "forget it"),
    "AMAZON.HelpIntent": ("help", "help me", "can you help me"),
    "AMAZON.MoreIntent": ("more", "tell me more", "more please"),
    "AMAZON.NavigateHomeIntent": ("go home", "home", "home screen"),
    "AMAZON.NextIntent": ("next", "skip", "skip forward"),
    "AMAZON.NoIntent": ("no", "nope", "no thanks", "no thank you"),
    "AMAZON.PauseIntent": ("pause", "pause that"),
    "AMAZON.PreviousIntent": ("previous", "go back", "skip back", "back up"),
    "AMAZON.RepeatIntent": ("repeat", "repeat that", "say that again"),
    "AMAZON.ResumeIntent": ("resume", "continue", "keep going"),
    "AMAZON.StartOverIntent": ("start over", "restart", "start again"),
    "AMAZON.StopIntent": ("stop", "off", "shut up"),
    "AMAZON.YesIntent": ("yes", "yeah", "yep", "yes please", "sure", "okay"),
}

# The device ends the session itself on these and tells the skill afterwards.
EXIT_PHRASES = frozenset({"exit", "quit"})

_WAKE_WORD = re.compile(r"(?:hey )?alexa ")
_START = "ask|begin|do|launch|load|open|play|resume|run|start|talk to|tell|use"
_CONNECTORS = frozenset({"to", "for", "about", "if", "whether", "that", "when", "what"})


@dataclass(frozen=True)
class Invocation:
    """An utterance that names the skill; `requests` are the ways to read what it asks, best first, none on a launch."""

    requests: tuple[str, ...] = ()


def has_wake_word(utterance: str) -> bool:
    """Tell whether an utterance calls the device: it begins with "Alexa"."""
    return without_wake_word(utterance) != spoken(utterance)


def without_wake_word(utterance: str) -> str:
    """Return what was said, in spoken words, without a leading "Alexa"."""
    return _WAKE_WORD.sub("", spoken(utterance), count=1)


def invocation_in(utterance: str, invocation_name: str) -> Invocation | None:
    """Return how an utterance invokes the skill of that name, or None when it does not name it."""
    said = without_wake_word(utterance)
    # Alexa+ hears a skill's name in front of "skill", or not at all.
    name = f"(?:the )?{re.escape(spoken(invocation_name))}(?: skill)?"
    if re.fullmatch(f"(?:please )?(?:{_START}) {name}(?: please)?", said):
        return Invocation()
    if match := re.fullmatch(f"(?:ask|tell) {name} (?P<request>.+)", said):
        first, _, rest = match["request"].partition(" ")
        # "when" may begin the sample itself or only lead to it: as it was said comes first.
        return Invocation((match["request"], rest) if first in _CONNECTORS and rest else (match["request"],))
    for form in (f"(?:{_START}) {name} and (?P<request>.+)", f"(?P<request>.+) (?:by|from|in|using|with) {name}"):
        if match := re.fullmatch(form, said):
            return Invocation((match["request"],))
    return None
