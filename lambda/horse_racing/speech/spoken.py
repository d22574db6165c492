"""Speech as a value: sentences, rendered safely, and replies that either ask or tell."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from html import escape
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from horse_racing.racing.days import RaceDay

# What XML 1.0 cannot hold, not even escaped; named one by one, because a [^…] of what it can takes over ten times as
# long to compile, which every start would pay.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Speech:
    """What is said, one string a sentence. The sentences are plain text; only `ssml` knows about markup."""

    sentences: tuple[str, ...]

    def ssml(self) -> str:
        """Return SSML that parses, whatever the sentences hold."""
        return f"<speak>{escape(self.plain(), quote=False)}</speak>"

    def plain(self) -> str:
        """Return the same for a card, or for reading."""
        return _ILLEGAL.sub(" ", " ".join(self.sentences))


def speech(*sentences: str) -> Speech:
    """Return these sentences as speech, leaving out the empty ones."""
    return Speech(tuple(sentence for sentence in sentences if sentence))


def plain_speech(text: str) -> Speech:
    """Return what `Speech.plain` gave as speech again."""
    return Speech((text,))


class Asks(Enum):
    """What the question at the end of a reply asks for; the values are what the session stores."""

    TRACK = "track"
    DAY = "day"
    RACE = "race"
    HORSE = "horse"
    WHICH_OF = "which of"
    DID_YOU_MEAN = "did you mean"
    MORE = "more"
    WHAT_TO_KNOW = "what to know"


@dataclass(frozen=True)
class Ask:
    """A reply that ends with a question, so the session stays open and the reprompt is heard after a silence."""

    speech: Speech
    reprompt: Speech
    asks: Asks = Asks.WHAT_TO_KNOW


@dataclass(frozen=True)
class Tell:
    """A reply that closes the session."""

    speech: Speech


@dataclass(frozen=True)
class Shown:
    """What a reply with facts shows on a card: `title` is what they are about, `facts` what is said of it.

    `head` is what the facts are without the items of their list, for whoever shows these by themselves.
    """

    title: str
    facts: Speech
    head: Speech = Speech(())


@dataclass(frozen=True)
class Answered(Tell):
    """The reply with what was asked for."""

    shown: Shown


@dataclass(frozen=True)
class AskMore(Ask):
    """A part of an answer with the question whether to go on; `start` is the first item not told yet.

    It is 0 where the answer is whole, and the question is about another one.
    """

    asks: Asks = Asks.MORE
    shown: Shown = Shown("", Speech(()))
    start: int = 0


class WhichRace(Ask):
    """The question which of several races is meant, which an answer raised; it has no card."""


class WhichHorse(Ask):
    """The question which of several horses is meant, which an answer raised; it has no card."""


Reply = Ask | Tell


class Hearing(NamedTuple):
    """When a reply is heard, aware UTC, and where: the listener's time zone, None while that is not known."""

    now: datetime
    zone: ZoneInfo | None = None

    def day(self, when: RaceDay) -> RaceDay:
        """Return a racing day as the listener's own calendar has it: "today" is said where it is the same day there."""
        if self.zone is None:
            return when
        return replace(when, is_today_shared=self.now.astimezone(self.zone).date() == when.today)


# What people ask of the skill that it does not do.
NotOffered = Literal["tips", "other_sports", "past_years", "harness"]

# Picks the next wording of a kind from several.
Vary = Callable[[str, Sequence[str]], str]
