"""Questions and prompts as a session holds them, read back with whatever another version may have written there."""

from collections.abc import Mapping

from horse_racing.skill.kinds import BY_NAME
from horse_racing.skill.question import Prompt, Question
from horse_racing.skill.stored_slots import (
    MOST_LISTED,
    MOST_TRACKS,
    Open,
    restored_code,
    restored_codes,
    restored_day,
    restored_items,
    restored_race,
    restored_slot,
    restored_text,
)
from horse_racing.speech.spoken import Asks


def restored(kept: object) -> Question | None:
    """Return the question a session holds, None when it holds none or something another version wrote."""
    if not isinstance(kept, Mapping):
        return None
    kind, start = kept.get("kind"), kept.get("start")
    if not isinstance(kind, str) or kind not in BY_NAME:
        return None
    track, race = restored_slot(kept.get("track")), restored_slot(kept.get("race"))
    return Question(
        BY_NAME[kind],
        track if isinstance(track, Open) else restored_code(track),
        restored_day(kept.get("day")),
        restored_race(race),
        start if isinstance(start, int) and start > 0 else 0,
        extra=restored_text(kept.get("extra")) if BY_NAME[kind].extra else "",
        is_now=kept.get("is_now") is True,
        among=restored_codes(kept.get("among"), MOST_TRACKS),
    )


def restored_prompt(kept: object) -> Prompt | None:
    """Return the prompt a session holds, None when it holds none or something another version wrote."""
    if not isinstance(kept, Mapping):
        return None
    questions, races = (restored_items(kept.get(name)) for name in ("questions", "races"))
    try:
        asks = Asks(kept.get("asks"))
    except ValueError:
        return None
    return Prompt(
        asks,
        tuple(filter(None, map(restored, questions))),
        restored_codes(kept.get("tracks")),
        kept.get("is_own") is True,
        tuple(race for each in races if isinstance(race := restored_race(each), int)),
        tuple(filter(None, map(restored, restored_items(kept.get("listed"), MOST_LISTED)))),
    )
