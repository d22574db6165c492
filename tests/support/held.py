"""Scripts held: the conversation a script tells, with the skill as it is deployed, and how it really went."""

import re
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from echo.device.alexa_api import AlexaApi
from echo.script import SHE_SAYS, exchange_lines
from race_api.server import RaceApi
from race_api.trap_calendar import trap_calendar
from tests.support.conversation import Conversation, talk_over_http
from tests.support.fakes import RunningClock
from tests.support.favorites import MemoryFavorites
from tests.support.script import Given, Line, Moment, Remark, Step, Turn
from tests.support.stage import Stage, kind_of, needs_device, needs_memory


@dataclass
class Held:
    """A conversation as it really went: `lines` can take the script's place, `problems` name what is wrong there."""

    lines: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def report(self) -> str:
        return "\n".join([*self.problems, "", "The conversation as it really went:", "", *self.lines])


def hold(steps: Sequence[Step]) -> Held:
    """Hold the conversation, to its end whatever goes wrong on the way; raises `ScriptError` for impossible data."""
    held = Held()
    begins = next(step.instant for step in steps if isinstance(step, Moment))
    clock = RunningClock(begins)
    settings = [step.line.text for step in steps if isinstance(step, Given)]
    favorites = MemoryFavorites()
    with RaceApi(calendar=trap_calendar, clock=clock.now) as api, AlexaApi() as alexa_api, ExitStack() as faults:
        alexa = talk_over_http(
            api,
            clock,
            favorites=favorites if needs_memory(settings) else None,
            alexa_api=alexa_api if needs_device(settings) else None,
            kind=kind_of(settings),
        )
        for step in steps:
            match step:
                case Turn():
                    held.lines += _take(step, alexa, held.problems)
                    continue
                case Moment():
                    clock.instant = step.instant
                case Given():
                    _give(step.line, Stage(api, clock.now(), faults, favorites, alexa_api))
                case Remark():
                    pass
            held.lines.append(step.line.source)
    return held


def _take(turn: Turn, alexa: Conversation, problems: list[str]) -> list[str]:
    """Take a turn; returns its lines as they really went and adds what is wrong with them to the problems."""
    try:
        if turn.touches is not None:
            alexa.touch(turn.touches)
        elif turn.says is None:
            alexa.silence()
        else:
            alexa.say(turn.says)
    except AssertionError as broken:
        problems.append(f"{turn.line.place}: the answer breaks Alexa's contract: {broken}")
        return [turn.line.source, f"# The answer breaks Alexa's contract: {broken}"]
    exchange = alexa.last
    if exchange.note:
        problems.append(f"{turn.line.place}: nothing reached her: {exchange.note}")
        return [turn.line.source, f"# Nothing reached her: {exchange.note}"]
    _, *lines = exchange_lines(exchange)
    expected = turn.answer.words_after(SHE_SAYS) if turn.answer else ""
    if turn.answer and exchange.speech and sounds_like(expected, exchange.speech):
        lines[0] = turn.answer.source
    elif turn.answer or exchange.speech:
        place = (turn.answer or turn.line).place
        awaited = f'expected "{expected}"\n    but' if turn.answer else "there is no line for it, but"
        problems.append(f'{place}: {awaited} she says "{exchange.speech}"')
    if exchange.closed != turn.closes:
        what = "closes, and there is no line for it" if exchange.closed else "stays open"
        problems.append(f"{turn.line.place}: the session {what}")
    return [turn.line.source, *lines]


def sounds_like(pattern: str, heard: str) -> bool:
    """Tell whether what was heard fits the pattern, in which … (or three dots) stands for any words or none."""
    parts = (" ".join(part.split()) for part in pattern.replace("...", "…").split("…"))
    return re.fullmatch(".*".join(map(re.escape, parts)), " ".join(heard.split())) is not None


def _give(line: Line, stage: Stage) -> None:
    try:
        stage.arrange(line.text)
    except LookupError as error:
        raise line.place.error(f"that cannot be set up: {error}") from error
