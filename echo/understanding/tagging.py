"""Known values in what is said: tracks, races, days and whatever else the model lists, tagged before all else.

A sentence so becomes pieces: words, and values with all the types that they may be of. What counts as the same is
decided here for what is said and for the model's samples alike, so that the two stay comparable.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from echo.understanding.dates import LONGEST_DATE, date_value
from echo.understanding.model import DATE, Model, Slot
from echo.understanding.resolution import FilledSlot, Vocabulary
from echo.understanding.words import spoken, spoken_words

# The types whose values are examples of names, of which there are more than any list has.
FREE_TYPES = frozenset({"HORSE_NAME", "RACE_NAME"})
NAME = "<name>"
POSSESSIVE = "'s"

# Ends of words that are two, and what the second one is; "can't" and "won't" lose their own endings.
_ENDINGS = {"n't": "not", "'re": "are", "'ll": "will", "'ve": "have", "'d": "would", "'m": "am"}
# Before these "'s" is short for "is"; anybody else owns something.
_BEFORE_IS = frozenset("he here how it let she that there what when where which who why".split())  # noqa: SIM905
# What only fills the gap while somebody thinks.
_FILLERS = frozenset({"ah", "er", "hm", "hmm", "uh", "um"})
# How people begin and end whatever they ask; the longest first, as "could you please tell me" begins like others.
_POLITE = ("please", "okay", "ok", "so", "well", "hey", "now then")
_OPENERS = tuple(
    tuple(opener.split())
    for opener in sorted(
        (
            *_POLITE,
            *(
                f"{asking} {please}{verb} me"
                for asking in ("can you", "could you", "would you", "will you")
                for please in ("", "please ")
                for verb in ("tell", "give", "show")
            ),
            *(f"i {wish} to know" for wish in ("would like", "want", "need")),
            *("do you know", "tell me", "give me", "show me", "let me know", "i wonder", "i am wondering"),
        ),
        key=len,
        reverse=True,
    )
)
_CLOSERS = (("please",), ("thank", "you"), ("thanks",))
# These are names of months, and far more often something else.
_RARE_DATES = frozenset({"may", "march"})
_DAY = Slot(DATE, DATE)
# A date may be said with one of these before it, which stays a word where the rest is a value as well.
_BEFORE_DATES = frozenset({"on", "in", "the"})


@dataclass(frozen=True)
class Piece:
    """A word, or the words of a value with what they may mean, a slot of the type's own name for each type.

    `token` is what stands for it when sentences are compared. `origin` is the slot in whose place a sample has it.
    """

    words: tuple[str, ...]
    token: str
    meanings: tuple[FilledSlot, ...] = ()
    origin: str = field(default="", compare=False)


class Tagger:
    """Takes sentences apart into pieces, by the values of one model on a date.

    `apart` are the values, as (type, id), that the model's samples also have as words of their own, as "next" in "the
    next race": these are told apart from other values of their type.
    """

    def __init__(self, model: Model, today: date, apart: Collection[tuple[str, str]] = ()) -> None:
        self._vocabulary = Vocabulary(model)
        used = {slot.type for intent in model.intents for slot in intent.slots}
        self._slots = [Slot(name, name) for name in sorted(used - FREE_TYPES - {DATE})]
        self._has_dates = DATE in used
        # Looking here first is what makes it fast: most of what is asked is no value.
        self._listed = {
            spoken(name)
            for slot in self._slots
            for value in model.types[slot.type]
            for name in (value.name, *value.synonyms)
        }
        self._longest = max(LONGEST_DATE, *(len(phrase.split()) for phrase in self._listed), 0)
        self._today = today
        self._apart = frozenset(apart)
        self._known: dict[str, tuple[FilledSlot, ...]] = {}

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """Return a sentence in pieces, without the words that every sentence may begin or end with."""
        return without_courtesies(tuple(self.tagged(spoken_words(text))))

    def tagged(self, words: Sequence[str], origins: Sequence[str] = ()) -> Iterator[Piece]:
        """Yield the pieces of these words, the longest values among them first; `origins` as in `Piece`, one a word."""
        start = 0
        while start < len(words):
            for end in range(min(len(words), start + self._longest), start, -1):
                found, owned = self._value_in(words, start, end)
                if found:
                    named = {*origins[start:end]}
                    origin = named.pop() if len(named) == 1 else ""
                    yield Piece(tuple(words[start:end]), self._token(found), found, origin)
                    if owned:
                        yield Piece((), POSSESSIVE)
                    start = end
                    break
            else:
                if words[start] not in _FILLERS:
                    yield from _plain(words[start])
                start += 1

    def _value_in(self, words: Sequence[str], start: int, end: int) -> tuple[tuple[FilledSlot, ...], bool]:
        """Return what these of the words may mean together, and whether they do so as somebody who owns something."""
        phrase = " ".join(words[start:end])
        if found := self._meanings(phrase, words[start - 1] if start else "", alone=end - start == len(words)):
            return found, False
        if not phrase.endswith(("'s", "s'")):
            return (), False
        return self._meanings(phrase.removesuffix("'s").removesuffix("'"), "", alone=False), True

    def _meanings(self, phrase: str, before: str, *, alone: bool) -> tuple[FilledSlot, ...]:
        """Return what a phrase may mean after the word `before` it; `alone` where there are no other words."""
        known = self._fill(phrase)
        first, _, rest = phrase.partition(" ")
        if not alone and first == "the" and known and _types(known) <= _types(self._fill(rest)) - {DATE}:
            # Where a value is the same without its article, that is a word of the sentence: "in the last".
            return ()
        days = tuple(value for value in known if value.slot.type == DATE)
        if not days or alone:
            return known
        if known != days or phrase in _RARE_DATES:
            # "five" is a race before it is anything of a date.
            return tuple(value for value in known if value not in days)
        if first not in _BEFORE_DATES or rest in _RARE_DATES or not self._fill(rest):
            return known
        # The word stays one. Only of "the fifth" it decides that it is a day: races are not run "on" one another.
        return known if first == "the" and before == "on" else ()

    def _fill(self, phrase: str) -> tuple[FilledSlot, ...]:
        if phrase not in self._known:
            day = date_value(phrase, self._today) if self._has_dates else None
            found = [FilledSlot(_DAY, day)] if day else []
            for slot in self._slots if phrase in self._listed else ():
                value = self._vocabulary.fill(slot, phrase, self._today, carried=False)
                found += [value] if value else []
            self._known[phrase] = tuple(found)
        return self._known[phrase]

    def token_of(self, phrase: str) -> str:
        """Return what stands for a value among other words."""
        return self._token(self._meanings(phrase, "", alone=False))

    def _token(self, meanings: Sequence[FilledSlot]) -> str:
        return f"<{'|'.join(sorted({self._mark(meaning) for meaning in meanings}))}>"

    def _mark(self, meaning: FilledSlot) -> str:
        kind = meaning.slot.type
        own = next((match.id for match in meaning.matches if (kind, match.id) in self._apart), None)
        return f"{kind}:{own}" if own else kind


def _types(meanings: Sequence[FilledSlot]) -> set[str]:
    return {meaning.slot.type for meaning in meanings}


def _plain(word: str) -> Iterator[Piece]:
    """Yield a word as one piece, or as two where it is short for two."""
    if word.endswith("'s"):
        stem = word.removesuffix("'s")
        yield from (Piece((stem,), stem), Piece(("'s",), "is" if stem in _BEFORE_IS else POSSESSIVE))
        return
    for ending, second in _ENDINGS.items():
        if word.endswith(ending) and word != ending:
            stem = word.removesuffix(ending)
            yield from (Piece((stem,), stem), Piece((ending,), second))
            return
    yield Piece((word,), word)


def without_courtesies(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return a sentence without what every sentence may begin or end with, unless nothing else would be left."""
    while True:
        tokens = tuple(piece.token for piece in pieces)
        opener = next((each for each in _OPENERS if tokens[: len(each)] == each), ())
        closer = next((each for each in _CLOSERS if tokens[-len(each) :] == each), ())
        left = pieces[len(opener) : len(pieces) - len(closer)]
        if not left or len(left) == len(pieces):
            return pieces
        pieces = left


def said(pieces: Sequence[Piece]) -> str:
    """Return the words of these pieces as they were said."""
    text = ""
    for word in (word for piece in pieces for word in piece.words):
        text += word if word.startswith("'") or word == "n't" else f" {word}"
    return text.strip()
