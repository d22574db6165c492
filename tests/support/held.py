"""Scripts held: the conversation a script tells, with the skill as it is deployed, and how it really went."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime

from echo.device.alexa_api import AlexaApi
from echo.device.echo import Exchange
from echo.device.kinds import DeviceKind
from echo.script import SHE_SAYS, exchange_lines, sounds_like
from echo.script_steps import Anywhere, Given, Line, Moment, Remark, Step, Turn, is_anywhere
from race_api.meets import Calendar
from race_api.server import RaceApi
from race_api.trap_calendar import trap_calendar
from tests.support.conversation import Conversation, talk_over_http
from tests.support.fakes import RunningClock
from tests.support.favorites import MemoryFavorites
from tests.support.stage import Stage, kind_of, needs_device, needs_memory


@dataclass
class Held:
    """A conversation as it really went: `lines` can take the script's place, `problems` name what is wrong there."""

    lines: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def report(self) -> str:
        return "\n".join([*self.problems, "", "The conversation as it really went:", "", *self.lines])


@dataclass(frozen=True)
class Surroundings:
    """Where a conversation that is true anywhere is held: at what time, with which races, on which device."""

    instant: datetime
    calendar: Calendar
    kind: DeviceKind


def hold(steps: Sequence[Step], elsewhere: Surroundings | None = None) -> Held:
    """Hold the conversation, to its end whatever goes wrong on the way; raises `ScriptError` for impossible data.

    Held `elsewhere` is what is true anywhere. Its listener is not known, but will be once they tell their track.
    """
    held = Held()
    begins = next(step.instant for step in steps if isinstance(step, Moment))
    clock = RunningClock(elsewhere.instant if elsewhere else begins)
    calendar = elsewhere.calendar if elsewhere else trap_calendar
    settings = [step.line.text for step in steps if isinstance(step, Given)]
    favorites = MemoryFavorites()
    with RaceApi(calendar=calendar, clock=clock.now) as api, AlexaApi() as alexa_api, ExitStack() as faults:
        alexa = talk_over_http(
            api,
            clock,
            favorites=favorites if needs_memory(settings) or is_anywhere(steps) else None,
            alexa_api=alexa_api if needs_device(settings) else None,
            kind=elsewhere.kind if elsewhere else kind_of(settings),
        )
        for step in steps:
            match step:
                case Turn():
                    held.lines += _take(step, alexa, held.problems, may_stay=elsewhere is not None)
                    continue
                case Moment():
                    clock.instant = elsewhere.instant if elsewhere else step.instant
                case Given():
                    _give(step.line, Stage(api, clock.now(), faults, favorites, alexa_api))
                case Remark() | Anywhere():
                    pass
            held.lines.append(step.line.source)
    return held


def _take(turn: Turn, alexa: Conversation, problems: list[str], *, may_stay: bool) -> list[str]:
    """Take a turn; returns its lines as they really went and adds what is wrong with them to the problems.

    `may_stay` lets a session stay open for what is on the screen, where it would close without one.
    """
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
    is_free = turn.may_close or (may_stay and turn.closes and _stays_for_its_screen(exchange))
    if exchange.closed != turn.closes and not is_free:
        what = "closes, and there is no line for it" if exchange.closed else "stays open"
        problems.append(f"{turn.line.place}: the session {what}")
    return [turn.line.source, *lines]


def _stays_for_its_screen(exchange: Exchange) -> bool:
    """Tell whether the session is open for what is on the screen alone: without one it would have closed."""
    return isinstance(exchange.response, dict) and "shouldEndSession" not in exchange.response["response"]


def _give(line: Line, stage: Stage) -> None:
    try:
        stage.arrange(line.text)
    except LookupError as error:
        raise line.place.error(f"that cannot be set up: {error}") from error
