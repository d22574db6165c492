"""Holds a script's conversation with the deployed skill, one line after the other, and compares what comes of it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from amazon.simulation import Device, Simulated
from amazon.smapi import SmapiError
from echo.script import SHE_SAYS, sounds_like
from echo.script_steps import Step, Turn
from echo.understanding.phrases import invocation_in

# A line may have been said or not where Amazon fails at the wrong moment: the conversation is begun again so often.
TRIES = 2
FORGET = "to forget my track"
FORGOTTEN = "forgotten your track"


@dataclass(frozen=True)
class Taken:
    """A turn with what came of it, and what of that is not as it is written."""

    turn: Turn
    simulated: Simulated
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Went:
    """How a conversation went: its turns as far as they were taken, and what stopped it before its end, if anything.

    `is_last` tells that no other can be held after it.
    """

    path: Path
    turns: tuple[Taken, ...] = ()
    seconds: float = 0.0
    stopped: str = ""
    untaken: int = 0
    is_last: bool = False

    @property
    def is_right(self) -> bool:
        """Whether all of it was taken and is as it is written."""
        return not self.stopped and not self.untaken and not any(taken.problems for taken in self.turns)


def hold(path: Path, steps: Sequence[Step], device: Device) -> Went:
    """Hold a conversation with a listener whose track is not known; raises `LoginError`, and nothing else."""
    turns = [step for step in steps if isinstance(step, Turn)]
    began, went = time.monotonic(), Went(path)
    for tries_left in reversed(range(TRIES)):
        try:
            forget(device)
            went = _take(path, turns, device)
            break
        except SmapiError as error:
            went = replace(Went(path), stopped=str(error))
            if not error.is_unsure or not tries_left:
                break
    return replace(went, seconds=time.monotonic() - began)


def forget(device: Device) -> None:
    """Have the skill forget the account's track; a `SmapiError` where it does not."""
    name = device.model.invocation_name
    answer = device.say(f"ask {name} {FORGET}", anew=True)
    if FORGOTTEN not in answer.speech:
        raise SmapiError(
            f'Told to forget the track, the skill says "{answer.speech}"{answer.failure and f" ({answer.failure})"}: '
            "with a track that is remembered, no conversation begins as it is written.",
            device.smapi.hints.again,
        )


def _take(path: Path, turns: Sequence[Turn], device: Device) -> Went:
    taken: list[Taken] = []
    for number, turn in enumerate(turns):
        says = turn.says or ""
        # Where the session closed too early, the rest would be said to Alexa herself.
        if number and not device.is_open and not invocation_in(says, device.model.invocation_name):
            break
        simulated = device.say(says, anew=not number)
        taken.append(Taken(turn, simulated, tuple(_problems(turn, simulated, device.smapi.skill_id))))
    return Went(path, tuple(taken), untaken=len(turns) - len(taken))


def _problems(turn: Turn, simulated: Simulated, skill_id: str) -> list[str]:
    """Return what is not as it is written: what failed, who answered, what was said, whether the session closed."""
    found = [f"the simulation failed: {simulated.failure}"] if simulated.failure else []
    if simulated.request is None and turn.answer:
        found.append("nothing reached the skill")
    elif simulated.skill_id not in {None, skill_id}:
        found.append(f"another skill answered: {simulated.skill_id}")
    expected = turn.answer.words_after(SHE_SAYS) if turn.answer else ""
    if turn.answer and not sounds_like(expected, simulated.speech):
        found.append("what she says is not what is written")
    elif not turn.answer and simulated.request and simulated.speech:
        found.append("there is no line for what she says")
    is_free = turn.may_close or (turn.closes and simulated.stays_for_its_screen)
    if simulated.closed != turn.closes and not is_free:
        found.append(
            "the session closes, and there is no line for it" if simulated.closed else "the session stays open"
        )
    return found
