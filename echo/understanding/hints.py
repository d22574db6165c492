"""What to tell a person whose words matched nothing: the nearest sample, and what was recognized on the way."""

import difflib
from collections.abc import Callable, Iterator, Sequence

from echo.understanding.model import SLOT_IN_SAMPLE, Slot
from echo.understanding.resolution import FilledSlot
from echo.understanding.samples import Sample

Recognize = Callable[[Slot, str], FilledSlot | None]


def hint_for(words: tuple[str, ...], samples: Sequence[Sample], recognize: Recognize, longest: int) -> str:
    """Return a sentence about an utterance that no sample matched.

    `recognize` fills a slot with a known value or says None, `longest` is the number of words a value has at most.
    """
    slots = {slot.type: slot for sample in samples for slot in sample.intent.slots}
    pieces = list(_pieces(words, list(slots.values()), recognize, longest))
    text = " ".join(piece if isinstance(piece, str) else _type_mark(piece.slot.type) for piece in pieces)
    by_text = {_with_types(sample): sample for sample in samples}
    nearest = difflib.get_close_matches(text, by_text, n=1, cutoff=0.3)
    hint = "I did not match that"
    names: dict[str, str] = {}
    if nearest:
        sample = by_text[nearest[0]]
        names = {slot.type: slot.name for slot in sample.intent.slots}
        hint += f'; nearest sample: "{sample.text}"'
    recognized = [
        f"{names.get(piece.slot.type, piece.slot.type)}={piece.meaning}"
        for piece in pieces
        if isinstance(piece, FilledSlot)
    ]
    return hint + (f"; recognized: {', '.join(recognized)}" if recognized else "")


def _type_mark(slot_type: str) -> str:
    return f"{{{slot_type}}}"


def _with_types(sample: Sample) -> str:
    types = {slot.name: slot.type for slot in sample.intent.slots}
    return SLOT_IN_SAMPLE.sub(lambda match: _type_mark(types[match[1]]), sample.text)


def _pieces(
    words: tuple[str, ...], slots: Sequence[Slot], recognize: Recognize, longest: int
) -> Iterator[str | FilledSlot]:
    """Yield the words one by one, the longest known values among them as filled slots."""
    start = 0
    while start < len(words):
        ends = range(min(len(words), start + longest), start, -1)
        found = (
            (end, filled) for end in ends for slot in slots if (filled := recognize(slot, " ".join(words[start:end])))
        )
        end, piece = next(found, (start + 1, words[start]))
        yield piece
        start = end
